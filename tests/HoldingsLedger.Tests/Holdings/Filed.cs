using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Tests.Holdings;

/// <summary>Made-up filings of one insider, written the way a person would jot them down.</summary>
internal static class Filed
{
    public const string Ada = "0000000007";
    public const string Mills = "0000000100";

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Eight in the evening, Eastern standard time.</summary>
    public static DateTimeOffset Evening(string day) => new(Day(day), new TimeOnly(20, 0), TimeSpan.FromHours(-5));

    public static InsiderHoldings Holdings(params HeldFiling[] filings) => new()
    {
        Id = InsiderHoldings.IdOf(Ada, Mills),
        Person = Ada,
        Issuer = Mills,
        Filings = [.. filings.OrderBy(filing => filing.KnownAt).ThenBy(filing => filing.Filing, StringComparer.Ordinal)],
    };

    /// <summary>A filing accepted on the evening of a day; its period is the earliest transaction's day, or that day.</summary>
    public static HeldFiling Form(string type, string number, string accepted, params ReportedLine[] lines)
    {
        var seen = new Dictionary<FormTable, int>();
        var numbered = lines.Select(line => line with { Line = $"{line.Table}.{seen[line.Table] = seen.GetValueOrDefault(line.Table) + 1}" }).ToList();
        return new HeldFiling
        {
            Filing = number,
            FormType = type,
            PeriodOfReport = numbered.Min(line => line.TransactionOn) ?? Day(accepted),
            FiledOn = Day(accepted),
            AcceptedAt = Evening(accepted),
            KnownAt = Evening(accepted),
            KnownAtBasis = KnownAtBasis.Acceptance,
            IssuerName = "Mills Inc",
            TradingSymbol = "MLS",
            Owners = [new FilingOwner(Ada, "Ada Miller")],
            Lines = [.. numbered.Select(line => new HeldLine { Line = line })],
        };
    }

    public static ReportedLine Trade(string on, decimal? change, decimal? left, string title = "Common Stock", string? nature = null) => new()
    {
        Line = "I.1",
        Table = FormTable.I,
        Kind = LineKind.Transaction,
        SecurityTitle = title,
        TransactionOn = Day(on),
        TransactionFormType = "4",
        TransactionCode = change > 0 ? "P" : "S",
        Shares = change is { } shares ? Math.Abs(shares) : null,
        AcquiredDisposed = change > 0 ? "A" : "D",
        SharesOwnedFollowing = left,
        Ownership = nature is null ? "D" : "I",
        NatureOfOwnership = nature,
        Source = new LineSource { Xpath = "/ownershipDocument" },
    };

    public static ReportedLine Held(decimal? left, string title = "Common Stock", string? nature = null) => new()
    {
        Line = "I.1",
        Table = FormTable.I,
        Kind = LineKind.Holding,
        SecurityTitle = title,
        SharesOwnedFollowing = left,
        Ownership = nature is null ? "D" : "I",
        NatureOfOwnership = nature,
        Source = new LineSource { Xpath = "/ownershipDocument" },
    };

    public static ReportedLine Grant(string on, decimal? change, decimal? left, string title = "Stock Option", decimal? price = null, string? expires = null) =>
        Trade(on, change, left, title) with { Table = FormTable.II, TransactionCode = change > 0 ? "A" : "M", ConversionOrExercisePrice = price, ExpiresOn = expires is null ? null : Day(expires) };

    /// <summary>The same line with footnote ids under a field.</summary>
    public static ReportedLine Noted(this ReportedLine line, string field, params string[] ids) => line with
    {
        Footnotes = new Dictionary<string, IReadOnlyList<string>>(line.Footnotes, StringComparer.Ordinal) { [field] = ids },
    };

    public static HeldFiling Notes(this HeldFiling filing, params (string Id, string Text)[] notes) =>
        filing with { Footnotes = [.. notes.Select(note => new Footnote(note.Id, note.Text))] };

    public static InsiderAccounts Known(this InsiderHoldings holdings, string evening) => InsiderAccounts.At(holdings, Evening(evening).AddHours(1));

    public static InsiderAccounts Known(this InsiderHoldings holdings) => InsiderAccounts.At(holdings, DateTimeOffset.MaxValue);

    public static decimal? On(this InsiderAccounts accounts, string day) => PositionsOn.Day(accounts, Day(day), includeZero: true).Single().Balance;
}
