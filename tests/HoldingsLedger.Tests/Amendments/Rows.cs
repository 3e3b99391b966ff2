using HoldingsLedger.Forms;

namespace HoldingsLedger.Tests.Amendments;

/// <summary>Rows as tests write them.</summary>
internal static class Rows
{
    public static readonly DateOnly Day = new(2020, 3, 5);

    public static ReportedLine Sale(decimal shares, decimal following, decimal? price = 10m, int row = 1) => Trade("S", "D", shares, following, price, row);

    public static ReportedLine Trade(string code, string direction, decimal shares, decimal following, decimal? price = 0m, int row = 1) => new()
    {
        Line = $"I.{row}",
        Table = FormTable.I,
        Kind = LineKind.Transaction,
        SecurityTitle = "Common Stock",
        TransactionOn = Day,
        TransactionFormType = "4",
        TransactionCode = code,
        EquitySwapInvolved = false,
        Shares = shares,
        PricePerShare = price,
        AcquiredDisposed = direction,
        SharesOwnedFollowing = following,
        Ownership = "D",
        Source = new LineSource { Xpath = $"/ownershipDocument/nonDerivativeTable/nonDerivativeTransaction[{row}]" },
    };

    public static ReportedLine Held(decimal following, string? nature = null, int row = 1) => new()
    {
        Line = $"I.{row}",
        Table = FormTable.I,
        Kind = LineKind.Holding,
        SecurityTitle = "Common Stock",
        SharesOwnedFollowing = following,
        Ownership = nature is null ? "D" : "I",
        NatureOfOwnership = nature,
        Source = new LineSource { Xpath = $"/ownershipDocument/nonDerivativeTable/nonDerivativeHolding[{row}]" },
    };

    public static ReportedLine Grant(decimal options, decimal exercisePrice, DateOnly expires, decimal following, int row = 1) => new()
    {
        Line = $"II.{row}",
        Table = FormTable.II,
        Kind = LineKind.Transaction,
        SecurityTitle = "Employee Stock Option (Right to Buy)",
        ConversionOrExercisePrice = exercisePrice,
        TransactionOn = Day,
        TransactionFormType = "4",
        TransactionCode = "A",
        EquitySwapInvolved = false,
        Shares = options,
        PricePerShare = 0m,
        AcquiredDisposed = "A",
        ExpiresOn = expires,
        UnderlyingSecurityTitle = "Common Stock",
        UnderlyingShares = options,
        SharesOwnedFollowing = following,
        Ownership = "D",
        Source = new LineSource { Xpath = $"/ownershipDocument/derivativeTable/derivativeTransaction[{row}]" },
    };

    /// <summary>With the text of a footnote at its nature.</summary>
    public static ReportedLine Noted(this ReportedLine line, string text) =>
        line with { Footnotes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["natureOfOwnership"] = [text] } };

    public static ReportedLine At(this ReportedLine line, int row) => line with { Line = $"{line.Table}.{row}" };
}
