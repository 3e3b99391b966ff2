using HoldingsLedger.Filings;
using HoldingsLedger.Holdings;
using HoldingsLedger.Identities;
using Xunit;

namespace HoldingsLedger.Tests.Identities;

/// <summary>Names on paper and the CIKs that filings of the same issuer give them. Everybody is made up.</summary>
public sealed class tying_names_on_paper
{
    [Theory]
    [InlineData("QUILL ADA B")]
    [InlineData("Quill Ada")]
    [InlineData("Ada B. Quill")]
    [InlineData("Quill, Ada Beatrice")]
    [InlineData("Ms. Ada B Quill")]
    public void one_person_of_that_name_is_tied_with_the_issuer(string onPaper) => Assert.Equal(
        [("issuer:larkspur", "0009990100"), ("person:quill@larkspur", "0009990001")],
        Ties(Paper(("person:quill@larkspur", onPaper)), Filed("0009990100", ("0009990001", "QUILL ADA B"))));

    [Theory]
    [InlineData("QUILL ADA C")]
    [InlineData("QUILL BEN B")]
    [InlineData("A. Quill")]
    [InlineData("Quill Ada B Jr.")]
    [InlineData("Quill Ada Holdings LLC")]
    public void another_or_a_doubtful_name_is_left_to_a_person(string onPaper) =>
        Assert.Empty(Ties(Paper(("person:quill@larkspur", onPaper)), Filed("0009990100", ("0009990001", "QUILL ADA B"))));

    [Fact]
    public void two_people_of_one_name_are_left_to_a_person() =>
        Assert.Empty(Ties(Paper(("person:quill@larkspur", "Quill Ada")), Filed("0009990100", ("0009990001", "QUILL ADA B")), Filed("0009990100", ("0009990002", "QUILL ADA C"))));

    [Fact]
    public void a_name_in_two_issuers_of_one_name_is_left_to_a_person() =>
        Assert.Empty(Ties(Paper(("person:quill@larkspur", "Quill Ada")), Filed("0009990100", ("0009990001", "QUILL ADA")), Filed("0009990200", ("0009990001", "QUILL ADA"))));

    [Fact]
    public void two_owners_of_one_form_are_not_tied_to_one_person() => Assert.Empty(
        Ties(Paper(("person:quill-ada@larkspur", "Quill Ada"), ("person:quill-ada-b@larkspur", "Quill Ada B")), Filed("0009990100", ("0009990001", "QUILL ADA B"))));

    [Fact]
    public void of_joint_filers_those_who_are_known_are_tied() => Assert.Equal(
        [("issuer:larkspur", "0009990100"), ("person:quill@larkspur", "0009990001")],
        Ties(Paper(("person:quill@larkspur", "Quill Ada"), ("person:stranger@larkspur", "Stranger Tom")), Filed("0009990100", ("0009990001", "QUILL ADA B"))));

    [Fact]
    public void the_order_of_filings_says_nothing()
    {
        RegisteredFiling[] filings = [Paper(("person:quill@larkspur", "Quill Ada")), Filed("0009990100", ("0009990001", "QUILL ADA B")), Filed("0009990100", ("0009990005", "OTHER EVE"))];
        Assert.Equal(Ties(filings), Ties([.. filings.Reverse()]));
    }

    [Theory]
    [InlineData("Larkspur Mills, Inc.", "LARKSPUR MILLS INC")]
    [InlineData("Larkspur Mills Incorporated", "LARKSPUR MILLS INC /DE/")]
    [InlineData("The Larkspur Mills Company", "LARKSPUR MILLS CO")]
    [InlineData("O'Dell & Sons Ltd.", "ODELL SONS LTD")]
    public void a_company_is_one_whatever_its_form_is_written_like(string one, string other) => Assert.Equal(NameLikeness.AliasOf(one), NameLikeness.AliasOf(other));

    private static IEnumerable<(string, string)> Ties(params RegisteredFiling[] filings) => IdentityLinks.Decide(filings).Select(tie => (tie.Provisional, tie.Cik));

    private static RegisteredFiling Paper(params (string Key, string Name)[] owners) => Of("sha256-0000000000000001", "issuer:larkspur", owners);

    private static RegisteredFiling Filed(string issuer, (string Cik, string Name) owner) => Of($"{owner.Cik}-{issuer}", issuer, owner);

    private static RegisteredFiling Of(string id, string issuer, params (string Key, string Name)[] owners) => new()
    {
        Id = id, Sha256 = id, Status = RegistrationStatus.Recorded, Issuer = issuer, IssuerAlias = "larkspur", Owners = [.. owners.Select(o => new FilingOwner(o.Key, o.Name))],
    };
}
