using HoldingsLedger.Findings;
using HoldingsLedger.Holdings;
using Xunit;

namespace HoldingsLedger.Tests.Holdings;

/// <summary>An account that goes on under another title or nature is answered by the name that was filed then.</summary>
public sealed class names_of_accounts
{
    private static string Shown(InsiderAccounts known, string day) =>
        string.Join("; ", PositionsOn.Day(known, Filed.Day(day)).Select(p => FormattableString.Invariant($"{p.Name.Security.Title}, {p.Name.NatureOfOwnership ?? p.Name.Ownership}: {p.Balance:0}")));

    [Fact]
    public void before_the_day_of_another_title_it_bears_the_one_filed_then()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 100, 350_939, "Ordinary Shares")),
            Filed.Form("4", "0000000001-23-000002", "2023-03-07", Filed.Trade("2023-03-06", 3_120, 354_059, "Class B Common Stock"))).Known();

        Assert.Equal("Ordinary Shares, D: 350939", Shown(known, "2023-03-05"));
        Assert.Equal("Class B Common Stock, D: 354059", Shown(known, "2023-03-06"));
        Assert.Equal(FindingKind.AccountRenamed, Assert.Single(known.Accounts.Single().Findings).Kind);
    }

    [Fact]
    public void so_it_does_with_every_further_name()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Held(23_824_041, nature: "By the SS Trust")),
            Filed.Form("4", "0000000001-23-000002", "2023-02-10", Filed.Held(23_824_041, nature: "By trust")),
            Filed.Form("4", "0000000001-23-000003", "2023-03-10", Filed.Held(23_824_041, nature: "By family trust"))).Known();

        Assert.Equal("Common Stock, By the SS Trust: 23824041", Shown(known, "2023-02-09"));
        Assert.Equal("Common Stock, By trust: 23824041", Shown(known, "2023-03-09"));
        Assert.Equal("Common Stock, By family trust: 23824041", Shown(known, "2023-03-10"));
    }

    [Fact]
    public void a_title_in_other_words_is_no_other_name()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 100, 350_939, "Common Stock")),
            Filed.Form("4", "0000000001-23-000002", "2023-03-07", Filed.Trade("2023-03-06", 3_120, 354_059, "Common Stock, $0.01 par value"))).Known();

        Assert.Equal("Common Stock, $0.01 par value, D: 350939", Shown(known, "2023-03-05"));
    }
}
