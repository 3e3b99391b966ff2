using HoldingsLedger.Forms;
using HoldingsLedger.Forms.Pdf;
using Xunit;

namespace HoldingsLedger.Tests.Pdf;

/// <summary>Joint filings whose other owners stand in an exhibit behind the form.</summary>
public sealed class reading_joint_filers
{
    private static readonly string[] Withheld = ["Common Stock", "03/05/2020", "", "F", "", "1,049", "D", "$7.55", "540,700", "D", ""];

    private static readonly string[] Exhibit =
    [
        "Exhibit 99.1", "JOINT FILER INFORMATION",
        "Name of Joint Filer: Amaranth Family Trust", "Address of Joint Filer: c/o Quill", "12 Invented Lane", "Nowhere, KS 66000", "Relationship of Joint Filer to Issuer: 10% Owner",
        "Designated Filer: Quill Amaranth B.", "Date of Earliest Transaction: 03/05/2020", "Signature: /s/ Quill Amaranth B., Trustee",
        "Name: Quill Beatrix", "Address: 13 Invented Lane", "Nowhere, KS 66000", "Relationship to Issuer: Officer (Secretary), Other (former director)",
        "Name: Quill Amaranth B.", "Address: 12 Invented Lane",
    ];

    [Fact]
    public void owners_of_an_exhibit_are_owners_and_not_certain()
    {
        var filing = PdfFormReader.Read(new MadeForm { TableI = [Withheld], Exhibit = Exhibit, FiledByMore = true }.Pdf(), PdfLimits.Default).Filing!;
        Assert.Equal(["Quill Amaranth B.", "Amaranth Family Trust", "Quill Beatrix"], filing.ReportingOwners.Select(owner => owner.Name));
        Assert.Equal(new OwnerAddress("c/o Quill", "12 Invented Lane", "Nowhere", "KS", "66000"), filing.ReportingOwners[1].Address);
        Assert.Equal((false, true, false), (filing.ReportingOwners[1].IsDirector, filing.ReportingOwners[1].IsTenPercentOwner, filing.ReportingOwners[1].IsOfficer));
        Assert.Equal((false, "Secretary", "former director"), (filing.ReportingOwners[2].IsDirector, filing.ReportingOwners[2].OfficerTitle, filing.ReportingOwners[2].OtherText));
        Assert.Equal(0.7m, filing.FieldConfidence!["reportingOwners[1].name"]);
        Assert.False(filing.FieldConfidence.ContainsKey("reportingOwners[0].name"));
    }

    [Fact]
    public void an_exhibit_of_a_filing_by_one_adds_nobody()
    {
        var reading = PdfFormReader.Read(new MadeForm { TableI = [Withheld], Exhibit = Exhibit }.Pdf(), PdfLimits.Default);
        Assert.Single(reading.Filing!.ReportingOwners);
        Assert.Empty(reading.Problems);
    }

    [Fact]
    public void a_joint_filing_of_which_one_owner_is_found_says_so()
    {
        var reading = PdfFormReader.Read(new MadeForm { TableI = [Withheld], FiledByMore = true, Exhibit = ["POWER OF ATTORNEY", "Name: Somebody Else"] }.Pdf(), PdfLimits.Default);
        Assert.Single(reading.Filing!.ReportingOwners);
        Assert.Contains(reading.Problems, problem => problem is { Kind: ProblemKind.MissingField, Field: "reportingOwners[1].name" });
    }
}
