using System.Text;
using HoldingsLedger.Filings;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Tests.Filings;

/// <summary>Readings made by hand: Ada Quill and Ben Marrow of Larkspur Mills, who do not exist.</summary>
internal static class TestFilings
{
    public static readonly Cik Ada = Cik.Parse("9990001");
    public static readonly Cik Ben = Cik.Parse("9990002");
    public static readonly Cik Larkspur = Cik.Parse("9990100");

    public static ReportedLine Purchase(string line, decimal shares, decimal following, string title = "Common Stock") => new()
    {
        Line = line,
        Table = FormTable.I,
        Kind = LineKind.Transaction,
        SecurityTitle = title,
        TransactionOn = new DateOnly(2023, 3, 1),
        TransactionFormType = "4",
        TransactionCode = "P",
        Shares = shares,
        AcquiredDisposed = "A",
        SharesOwnedFollowing = following,
        Ownership = "D",
        Source = new LineSource { Xpath = $"/ownershipDocument/nonDerivativeTable/nonDerivativeTransaction[{line[2..]}]" },
    };

    public static ReportedLine Holding(string line, decimal following, string nature) => new()
    {
        Line = line,
        Table = FormTable.I,
        Kind = LineKind.Holding,
        SecurityTitle = "Common Stock",
        SharesOwnedFollowing = following,
        Ownership = "I",
        NatureOfOwnership = nature,
        Source = new LineSource { Xpath = "/ownershipDocument/nonDerivativeTable/nonDerivativeHolding[1]" },
    };

    public static OwnershipFiling Form4(string accession, IReadOnlyList<Cik> owners, params ReportedLine[] lines) => new()
    {
        AccessionNumber = AccessionNumber.Parse(accession),
        FormType = "4",
        AcceptedAt = new DateTimeOffset(2023, 3, 2, 17, 30, 0, TimeSpan.FromHours(-5)),
        FiledOn = new DateOnly(2023, 3, 2),
        PeriodOfReport = new DateOnly(2023, 3, 1),
        Issuer = new FiledIssuer(Larkspur, "Larkspur Mills Inc", "LARK"),
        ReportingOwners = [.. owners.Select(o => new ReportingOwner { Cik = o, Name = o == Ada ? "Quill Ada" : "Marrow Ben" })],
        Lines = lines,
    };

    /// <summary>A document whose bytes are the given words, read to the given filing.</summary>
    public static IncomingDocument Document(string words, OwnershipFiling? filing, params ReadingProblem[] problems)
    {
        var bytes = Encoding.UTF8.GetBytes(words);
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        return new IncomingDocument(
            bytes,
            "filing.txt",
            new Reading(new SourceDocument(sha256, DocumentKind.SubmissionText, new ParserVersion("ownership-xml", 1)), filing, problems),
            null,
            new DateTimeOffset(2024, 1, 1, 12, 0, 0, TimeSpan.Zero));
    }

    public static RegisteredFiling Registered(IncomingDocument document) => new()
    {
        Id = RecordFilingDecision.FilingOf(document.Reading),
        Sha256 = document.Sha256,
        Status = RegistrationStatus.Recorded,
    };
}
