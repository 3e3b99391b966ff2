using System.Globalization;
using HoldingsLedger.Amendments;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Tests.Amendments;

/// <summary>Filings as tests write them: named by a letter or two, filed at ten in the morning.</summary>
internal static class MadeUpForms
{
    public const string Ann = "0000000001";
    public const string Bob = "0000000002";
    public const string Issuer = "0000900001";

    public static AmendableFiling Form(string name, string type, string filed, params ReportedLine[] lines) => new()
    {
        Filing = name,
        Issuer = Issuer,
        FormType = type,
        FiledOn = Day(filed),
        KnownAt = EasternTime.At(Day(filed), new TimeOnly(10, 0)),
        KnownAtBasis = KnownAtBasis.Acceptance,
        PeriodOfReport = Rows.Day,
        Owners = [Ann],
        Lines = [.. Numbered(lines)],
    };

    public static AmendableFiling Amendment(string name, string filed, string originalFiled, params ReportedLine[] lines) =>
        Form(name, "4/A", filed, lines) with { DateOfOriginalSubmission = Day(originalFiled) };

    public static AmendableFiling By(this AmendableFiling filing, params string[] owners) => filing with { Owners = owners };

    public static AmendableFiling At(this AmendableFiling filing, int hour) => filing with { KnownAt = EasternTime.At(filing.FiledOn!.Value, new TimeOnly(hour, 0)) };

    public static AmendableFiling Saying(this AmendableFiling filing, string remarks) => filing with { Remarks = remarks };

    /// <summary>"06" is 6 March 2020.</summary>
    public static DateOnly Day(string day) => DateOnly.ParseExact(day.Length == 2 ? $"2020-03-{day}" : day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The tie of one amendment among these filings.</summary>
    public static AmendmentLink LinkOf(string amendment, params AmendableFiling[] held) =>
        AmendmentLinks.Decide(held, []).Ties.Single(t => string.Equals(t.Amendment, amendment, StringComparison.Ordinal)).Link;

    /// <summary>What became of lines, in words: "0000000001 A/I.1→B/I.1" and "0000000001 A/I.2 gone by B".</summary>
    public static string Fates(AmendmentState state, bool withOwner = false) => string.Join(
        "; ",
        state.Fates.Select(f => (withOwner ? f.Person + " " : "") + (f.By is { } by ? $"{f.Id}→{by}" : $"{f.Id} gone by {f.Amendment}")).Order(StringComparer.Ordinal));

    private static IEnumerable<ReportedLine> Numbered(ReportedLine[] lines)
    {
        var (first, second) = (0, 0);
        foreach (var line in lines) yield return line.At(line.Table == FormTable.I ? ++first : ++second);
    }
}
