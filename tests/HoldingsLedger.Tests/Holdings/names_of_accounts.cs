using HoldingsLedger.Findings;
using HoldingsLedger.Forms;
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

    [Fact]
    public void a_note_that_is_reworded_and_keeps_its_dates_names_the_same_grant()
    {
        // Units listed among the shares; some of each grant vested, and the notes were written anew.
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-05-18", Units(1440, "F1"), Units(1520, "F2"))
                .Notes(("F1", "1/48th of the grant will vest on July 25, 2020 and an additional 1/48th monthly thereafter, subject to continued service."), ("F2", "1/48th of the grant will vest on July 25, 2021 and an additional 1/48th monthly thereafter, subject to continued service.")),
            Filed.Form("4", "0000000001-23-000002", "2023-07-06", Units(1400, "F1"), Units(1240, "F2"))
                .Notes(("F1", "1/48th of these units vested on July 25, 2021 and an additional 1/48th of units monthly until all are vested, subject to continued service on the Board."), ("F2", "1/48th of these units vested on July 25, 2020 and an additional 1/48th of units monthly until all are vested, subject to continued service on the Board."))).Known();
        Assert.Equal([(1440m, 1240m), (1520m, 1400m)], known.Accounts.Select(account => (account.Entries[0].Balance!.Value, account.Entries[^1].Balance!.Value)).Order());
        Assert.DoesNotContain(known.Accounts.SelectMany(account => account.Findings), finding => finding.Kind == FindingKind.AmbiguousAccount);

        static ReportedLine Units(decimal left, string note) => Filed.Held(left, "Class C Stock Units").Noted("securityTitle", note);
    }

    [Theory]
    [InlineData("By 401(k) Plan")]
    [InlineData("401(k) plan")]
    [InlineData("Through 401K Plan")]
    [InlineData("401 (k)")]
    public void a_plan_called_so_or_not_is_one_account_whatever_it_acquired_meanwhile(string later)
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-04-10", Filed.Trade("2023-04-09", 10, 10), Filed.Held(2125.17m, nature: "By 401(k)")),
            Filed.Form("5", "0000000001-24-000002", "2024-02-09", Filed.Held(2659.7588m, nature: later))).Known();
        Assert.Equal(2659.7588m, Assert.Single(known.Accounts, account => account.Ownership == "I").Entries[^1].Balance);
        Assert.DoesNotContain(known.Accounts.SelectMany(account => account.Findings), finding => finding.Kind == FindingKind.AmbiguousAccount);
    }

    [Fact]
    public void where_a_footnote_is_the_name_it_bears_the_footnote_filed_then()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Held(512_347, nature: "See footnote").Noted("natureOfOwnership", "F1")).Notes(("F1", "Held by the Elm Trust.")),
            Filed.Form("4", "0000000001-23-000002", "2023-02-10", Filed.Held(512_347, nature: "See footnote").Noted("natureOfOwnership", "F1")).Notes(("F1", "Held by the Birch Trust."))).Known();

        Assert.Equal("Common Stock, Held by the Elm Trust.: 512347", Shown(known, "2023-02-09"));
        Assert.Equal("Common Stock, Held by the Birch Trust.: 512347", Shown(known, "2023-02-10"));
    }
}
