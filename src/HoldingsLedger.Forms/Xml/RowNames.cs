using System.Globalization;

namespace HoldingsLedger.Forms.Xml;

/// <summary>Names of rows: "I.1" and their XPath. Those of ordinary filings are made once, for every document.</summary>
internal static class RowNames
{
    private const int Ordinary = 60;

    private static readonly string[] TableI = [.. Enumerable.Range(1, Ordinary).Select(place => MakeLine(FormTable.I, place))];
    private static readonly string[] TableII = [.. Enumerable.Range(1, Ordinary).Select(place => MakeLine(FormTable.II, place))];
    private static readonly string[][] Paths =
    [
        MakePaths("/ownershipDocument/nonDerivativeTable", "nonDerivativeTransaction"),
        MakePaths("/ownershipDocument/nonDerivativeTable", "nonDerivativeHolding"),
        MakePaths("/ownershipDocument/derivativeTable", "derivativeTransaction"),
        MakePaths("/ownershipDocument/derivativeTable", "derivativeHolding"),
    ];

    public static string Line(FormTable table, int place) => place > Ordinary
        ? MakeLine(table, place)
        : (table == FormTable.I ? TableI : TableII)[place - 1];

    public static string Path(string parent, FormTable table, LineKind kind, int place)
    {
        var element = (table, kind) switch
        {
            (FormTable.I, LineKind.Transaction) => "nonDerivativeTransaction",
            (FormTable.I, LineKind.Holding) => "nonDerivativeHolding",
            (FormTable.II, LineKind.Transaction) => "derivativeTransaction",
            _ => "derivativeHolding",
        };
        var ownTable = table == FormTable.I ? parent is "/ownershipDocument/nonDerivativeTable" : parent is "/ownershipDocument/derivativeTable";
        return ownTable && place <= Ordinary ? Paths[RowCounts.Index(table, kind)][place - 1] : MakePath(parent, element, place);
    }

    private static string MakeLine(FormTable table, int place) => string.Create(CultureInfo.InvariantCulture, $"{(table == FormTable.I ? "I" : "II")}.{place}");

    private static string[] MakePaths(string parent, string element) => [.. Enumerable.Range(1, Ordinary).Select(place => MakePath(parent, element, place))];

    private static string MakePath(string parent, string element, int place) => string.Create(CultureInfo.InvariantCulture, $"{parent}/{element}[{place}]");
}

/// <summary>How many rows of each element name one parent has had: what the index of an XPath counts.</summary>
internal sealed class RowCounts
{
    private readonly int[] counts = new int[4];

    public int Next(FormTable table, LineKind kind) => ++counts[Index(table, kind)];

    public static int Index(FormTable table, LineKind kind) => (((int)table - 1) * 2) + (int)kind;
}
