using System.Globalization;
using System.Text;
using HoldingsLedger.Filings;
using HoldingsLedger.Forms;

namespace HoldingsLedger.IntegrationTests;

/// <summary>A row of Table I that a test writes; without a code it is a holding. <see cref="Following"/> is column 5.</summary>
internal sealed record MadeRow(string? Code, string? Direction, decimal? Shares, decimal? Following, string On)
{
    public string Title { get; init; } = "Common Stock";

    /// <summary><c>null</c>: held directly.</summary>
    public string? Nature { get; init; }

    public static MadeRow Bought(decimal shares, decimal following, string on) => new("P", "A", shares, following, on);

    public static MadeRow Sold(decimal shares, decimal following, string on) => new("S", "D", shares, following, on);

    public static MadeRow Held(decimal following, string? nature = null) => new(null, null, null, following, "") { Nature = nature };

    internal string Xml()
    {
        var text = new StringBuilder();
        var kind = Code is null ? "Holding" : "Transaction";
        text.Append(CultureInfo.InvariantCulture, $"<nonDerivative{kind}><securityTitle><value>{Title}</value></securityTitle>");
        if (Code is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"<transactionDate><value>{On}</value></transactionDate><transactionCoding><transactionFormType>4</transactionFormType><transactionCode>{Code}</transactionCode><equitySwapInvolved>0</equitySwapInvolved></transactionCoding>");
            text.Append(CultureInfo.InvariantCulture, $"<transactionAmounts><transactionShares><value>{Shares}</value></transactionShares><transactionPricePerShare><value>15.30</value></transactionPricePerShare><transactionAcquiredDisposedCode><value>{Direction}</value></transactionAcquiredDisposedCode></transactionAmounts>");
        }

        text.Append(CultureInfo.InvariantCulture, $"<postTransactionAmounts><sharesOwnedFollowingTransaction><value>{Following}</value></sharesOwnedFollowingTransaction></postTransactionAmounts>");
        text.Append(CultureInfo.InvariantCulture, $"<ownershipNature><directOrIndirectOwnership><value>{(Nature is null ? "D" : "I")}</value></directOrIndirectOwnership>");
        if (Nature is not null) text.Append(CultureInfo.InvariantCulture, $"<natureOfOwnership><value>{Nature}</value></natureOfOwnership>");
        return text.Append(CultureInfo.InvariantCulture, $"</ownershipNature></nonDerivative{kind}>").ToString();
    }
}

/// <summary>A filing that a test writes, as full-submission text with an acceptance instant (US Eastern).</summary>
internal sealed record MadeForm(string Accession, string FormType, string Accepted, string Issuer, params string[] Owners)
{
    public IReadOnlyList<MadeRow> Rows { get; init; } = [];

    public string? Original { get; init; }

    public string? Remarks { get; init; }

    private string Day => Accepted[..10];

    public string FileName => $"{Accession}.txt";

    public byte[] Bytes()
    {
        var text = new StringBuilder();
        var digits = Accepted.Replace("-", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal).Replace("T", "", StringComparison.Ordinal);
        text.Append(CultureInfo.InvariantCulture, $"<SEC-DOCUMENT>{Accession}.txt : {digits[..8]}\n<SEC-HEADER>{Accession}.hdr.sgml : {digits[..8]}\n<ACCEPTANCE-DATETIME>{digits}\n");
        text.Append(CultureInfo.InvariantCulture, $"ACCESSION NUMBER:\t\t{Accession}\nCONFORMED SUBMISSION TYPE:\t{FormType}\nFILED AS OF DATE:\t\t{digits[..8]}\n</SEC-HEADER>\n");
        text.Append(CultureInfo.InvariantCulture, $"<DOCUMENT>\n<TYPE>{FormType}\n<SEQUENCE>1\n<FILENAME>form.xml\n<TEXT>\n<XML>\n<?xml version=\"1.0\"?>\n<ownershipDocument><schemaVersion>X0306</schemaVersion><documentType>{FormType}</documentType><periodOfReport>{Rows.Where(r => r.Code is not null).Select(r => r.On).Min(StringComparer.Ordinal) ?? Day}</periodOfReport>");
        if (Original is not null) text.Append(CultureInfo.InvariantCulture, $"<dateOfOriginalSubmission>{Original}</dateOfOriginalSubmission>");
        text.Append(CultureInfo.InvariantCulture, $"<issuer><issuerCik>{Issuer}</issuerCik><issuerName>Example {Issuer}</issuerName><issuerTradingSymbol>EX</issuerTradingSymbol></issuer>");
        foreach (var owner in Owners)
        {
            text.Append(CultureInfo.InvariantCulture, $"<reportingOwner><reportingOwnerId><rptOwnerCik>{owner}</rptOwnerCik><rptOwnerName>Person {owner}</rptOwnerName></reportingOwnerId><reportingOwnerRelationship><isDirector>1</isDirector></reportingOwnerRelationship></reportingOwner>");
        }

        text.Append("<nonDerivativeTable>").AppendJoin("", Rows.Select(r => r.Xml())).Append("</nonDerivativeTable>");
        if (Remarks is not null) text.Append(CultureInfo.InvariantCulture, $"<remarks>{Remarks}</remarks>");
        text.Append(CultureInfo.InvariantCulture, $"<ownerSignature><signatureName>/s/ Person</signatureName><signatureDate>{Day}</signatureDate></ownerSignature></ownershipDocument>\n</XML>\n</TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public IncomingFile File() => new(FileName, Bytes(), null, null);

    /// <summary>The document with what today's readers make of it.</summary>
    public IncomingDocument Document()
    {
        var bytes = Bytes();
        return new IncomingDocument(bytes, FileName, DocumentReader.Read(bytes, FileName), null, MadeForm.ReceivedAt);
    }

    /// <summary>The document as a worse reader of an earlier version read it.</summary>
    public IncomingDocument Misread(Func<OwnershipFiling, OwnershipFiling?> fault)
    {
        var document = Document();
        var (source, filing, problems) = document.Reading;
        var misread = fault(filing!);
        return document with
        {
            Reading = new Reading(
                source with { Parser = source.Parser with { Version = source.Parser.Version - 1 } },
                misread,
                misread is null ? [new ReadingProblem(ProblemKind.MalformedXml, null, null, null, "The earlier reader could not read it.")] : problems),
        };
    }

    private static readonly DateTimeOffset ReceivedAt = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
}
