using HoldingsLedger.Findings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using Xunit;

namespace HoldingsLedger.Tests.Holdings;

public sealed class accounts_told_apart
{
    private static decimal?[] March(InsiderAccounts known) => [.. PositionsOn.Day(known, Filed.Day("2023-03-31")).Select(position => position.Balance)];

    [Fact]
    public void titles_that_differ_in_par_value_and_footnote_marks_are_one_security()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 100, 1000)),
            Filed.Form("4", "0000000001-23-000002", "2023-02-10", Filed.Trade("2023-02-09", 50, 1050, "Common Stock, $0.01 par value")),
            Filed.Form("4", "0000000001-23-000003", "2023-03-10", Filed.Trade("2023-03-09", 50, 1100, "COMMON STOCK (1)"))).Known();
        Assert.Equal([1100m], March(known));
        Assert.Equal("COMMON STOCK (1)", known.Accounts.Single().Security.Title);
        Assert.Empty(known.Accounts.Single().Findings);
    }

    [Theory]
    [InlineData("Class A Common Stock, $0.0001 par value (\"Common Stock\")", "Common Stock")]
    [InlineData("Class A Common Stock, $0.0001 par value (Common Stock)", "Common Stock")]
    [InlineData("Common Shares, $0.01 par value per share (“Common Shares”)", "Common Shares")]
    [InlineData("Ordinary Shares (the \"Shares\")", "Shares")]
    public void a_title_that_defines_another_is_one_security_with_it_in_that_filing(string defining, string defined)
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", -100, 1000, defining), Filed.Trade("2023-01-10", -50, 950, defined)),
            Filed.Form("4", "0000000001-23-000002", "2023-02-10", Filed.Trade("2023-02-08", -70, 880, defining), Filed.Trade("2023-02-09", -30, 850, defined))).Known();
        Assert.Equal([850m], March(known));
        Assert.Equal((1, 1), (known.Checks, known.Ties));
    }

    [Theory]
    [InlineData("Growth Fund IV, LP", "By Growth Fund IV, L.P.")]
    [InlineData("By ABC Holdings, L.L.C.", "ABC Holdings LLC")]
    public void initials_with_and_without_points_are_one_way_of_owning(string one, string other)
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 854_606, 854_606, nature: one)),
            Filed.Form("4", "0000000001-23-000002", "2023-02-10", Filed.Held(854_616, nature: other))).Known();
        Assert.Equal([854_616m], March(known));
    }

    [Fact]
    public void rows_that_follow_one_another_from_nothing_are_one_account_though_their_footnotes_differ()
    {
        var received = Filed.Grant("2023-01-09", 19_066_032, 19_066_032, "Class B Common Stock") with { TransactionCode = "J", Ownership = "I", NatureOfOwnership = "See footnote" };
        var converted = Filed.Grant("2023-01-09", -115_335, 18_950_697, "Class B Common Stock") with { TransactionCode = "C", Ownership = "I", NatureOfOwnership = "See footnote" };
        var known = Filed.Holdings(Filed.Form("4", "0000000001-23-000001", "2023-01-10",
            received.Noted("natureOfOwnership", "F1").Noted("expiresOn", "F2"), converted.Noted("natureOfOwnership", "F1").Noted("expiresOn", "F3"))
            .Notes(("F1", "Shares held directly by the Living Trust."), ("F2", "Reclassified before the offering."), ("F3", "Convertible at any time."))).Known();
        Assert.Equal([18_950_697m], March(known));
    }

    [Fact]
    public void a_title_with_a_qualification_in_brackets_is_another_security()
    {
        var known = Filed.Holdings(Filed.Form("4", "0000000001-23-000001", "2023-01-10",
            Filed.Trade("2023-01-09", -100, 1000), Filed.Held(400, "Common Stock (Restricted)"))).Known();
        Assert.Equal([1000m, 400m], March(known));
    }

    [Fact]
    public void an_account_is_named_by_what_its_footnotes_say_whatever_fields_bear_the_marks_in_whatever_order()
    {
        (string Id, string Text)[] notes = [("F1", "Payable in cash."), ("F2", "Vests in 2026.")];
        var one = Filed.Grant("2023-01-09", 400, 1000, "Phantom Stock Units").Noted("securityTitle", "F1").Noted("expiresOn", "F2");
        var two = Filed.Grant("2023-02-09", 400, 1430, "Phantom Stock Units").Noted("exercisableOn", "F2").Noted("expiresOn", "F2").Noted("securityTitle", "F1");
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", one).Notes(notes), Filed.Form("4", "0000000001-23-000002", "2023-02-10", two).Notes(notes)).Known();
        Assert.Equal([1430m], March(known));
    }

    [Fact]
    public void a_holding_row_with_another_balance_is_another_account_held_directly()
    {
        var plan = Filed.Held(1_033).Noted("sharesOwnedFollowing", "F1");
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 105, 1_033)),
            Filed.Form("4", "0000000001-23-000002", "2023-02-10", Filed.Trade("2023-02-01", -1_992, 43_520), plan).Notes(("F1", "Shares held in the Employee Stock Purchase Plan.")),
            Filed.Form("4", "0000000001-23-000003", "2023-03-10", Filed.Trade("2023-03-01", -520, 43_000), plan).Notes(("F1", "Shares held in the Employee Stock Purchase Plan."))).Known();
        Assert.Equal([1_033m, 43_000m], March(known).Order());
        Assert.Equal((3, 3), (known.Checks, known.Ties));
    }

    [Fact]
    public void two_trusts_under_one_name_are_followed_by_their_balances()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Held(5000, nature: "By Trust"), Filed.Held(9000, nature: "By Trust")),
            Filed.Form("4", "0000000001-23-000002", "2023-02-10", Filed.Trade("2023-02-09", -500, 8500, nature: "By Trust")),
            Filed.Form("4", "0000000001-23-000003", "2023-03-10", Filed.Trade("2023-03-09", 100, 5100, nature: "By Trust"))).Known();
        Assert.Equal([5100m, 8500m], March(known).Order());
        Assert.Equal((2, 2), (known.Checks, known.Ties));
    }

    [Fact]
    public void see_footnote_is_named_by_the_footnotes_text()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10",
                Filed.Held(5000, nature: "See footnote").Noted("natureOfOwnership", "F1"), Filed.Held(9000, nature: "See footnote").Noted("natureOfOwnership", "F2"))
                .Notes(("F1", "Held by the Alpha Trust."), ("F2", "Held by the Beta Trust.")),
            Filed.Form("4", "0000000001-23-000002", "2023-02-10", Filed.Trade("2023-02-09", -500, 8500, nature: "See Footnote (1)").Noted("natureOfOwnership", "F1"))
                .Notes(("F1", "Held by the Beta Trust."))).Known();
        Assert.Equal("Held by the Alpha Trust. 5000 Held by the Beta Trust. 8500", string.Join(' ', PositionsOn.Day(known, Filed.Day("2023-03-31")).Select(position => $"{position.Account.NatureOfOwnership} {position.Balance}")));
    }

    [Fact]
    public void a_note_at_the_title_makes_no_other_account_of_a_trust()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10",
                Filed.Held(5000, nature: "See footnote").Noted("natureOfOwnership", "F1"), Filed.Held(9000, nature: "See footnote").Noted("natureOfOwnership", "F2"))
                .Notes(("F1", "Held by the Alpha Trust."), ("F2", "Held by the Beta Trust.")),
            Filed.Form("4", "0000000001-23-000002", "2023-02-10", Filed.Held(27_000, nature: "See footnote").Noted("securityTitle", "F1").Noted("natureOfOwnership", "F2"))
                .Notes(("F1", "The security has a par value."), ("F2", "Held by the Beta Trust."))).Known();
        Assert.Equal([5000m, 27_000m], March(known));
        Assert.Equal([18_000m], known.Accounts.SelectMany(account => account.Findings).Select(finding => finding.Difference!.Value));
    }

    [Theory]
    [InlineData(5_248, 57_356, "securityTitle")]
    [InlineData(5_243, 57_386, "securityTitle")]
    [InlineData(5_243, 57_386, "ownership")]
    public void a_misprint_among_rows_held_directly_makes_no_second_account_though_each_bears_a_note_of_its_own(int withheld, int left, string at)
    {
        // Three rows of one day, with notes that say what each is for; the second misprints its amount or its balance.
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-02-14", Filed.Trade("2023-02-12", -957, 44_887)),
            Filed.Form("4", "0000000001-23-000002", "2023-02-16",
                Filed.Trade("2023-02-15", 17_712, 62_599).Noted(at, "F1"), Filed.Trade("2023-02-15", -withheld, left).Noted(at, "F2"), Filed.Trade("2023-02-14", 10_116, 67_472).Noted(at, "F3"))
                .Notes(("F1", "Performance share award received."), ("F2", "Shares withheld for taxes."), ("F3", "Restricted stock units granted under the plan.")),
            Filed.Form("4", "0000000001-23-000003", "2023-02-18", Filed.Trade("2023-02-16", -902, 66_570))).Known();
        var position = PositionsOn.Day(known, Filed.Day("2023-02-15")).Single();
        Assert.Equal(67_472, position.Balance);
        Assert.Contains(position.Findings, finding => finding.Kind == FindingKind.RunningOrderUnclear);
        Assert.Equal(66_570, known.On("2023-02-28"));
    }

    [Fact]
    public void what_each_of_a_joint_forms_owners_holds_directly_is_an_account_of_its_own()
    {
        // 0000899243-23-006999: the sponsor's shares and a director's, told apart by notes at the form of ownership.
        var known = Filed.Holdings(Filed.Form("4", "0000000001-23-000001", "2023-02-23",
            Filed.Trade("2023-02-21", -5_023_749, 1).Noted("ownership", "F1"), Filed.Trade("2023-02-13", -75_000, 0).Noted("ownership", "F2"))
            .Notes(("F1", "The sponsor is the record holder."), ("F2", "The director is the record holder."))).Known();
        Assert.Equal([0m, 1m], PositionsOn.Day(known, Filed.Day("2023-03-31"), includeZero: true).Select(position => position.Balance!.Value).Order());
    }

    [Fact]
    public void rows_that_go_on_from_one_another_by_what_a_note_says_the_balance_includes_are_one_account()
    {
        const string Trust = "The shares are held by a revocable trust of the reporting person.";
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-02-17",
                Filed.Trade("2023-02-15", -60_000, 696_635, nature: "By Trust"), Filed.Held(2_642), Filed.Held(1_527_681, nature: "By Trust").Noted("natureOfOwnership", "F1")).Notes(("F1", Trust)),
            Filed.Form("4", "0000000001-23-000002", "2023-03-10",
                Filed.Trade("2023-03-04", 1_714, 698_349, nature: "By Trust").Noted("natureOfOwnership", "F2"),
                Filed.Trade("2023-03-04", 1_714, 702_705, nature: "By Trust").Noted("natureOfOwnership", "F2").Noted("sharesOwnedFollowing", "F4"),
                Filed.Trade("2023-03-04", 1_714, 1_714), Filed.Held(1_527_681, nature: "By Trust").Noted("natureOfOwnership", "F2"))
                .Notes(("F2", Trust), ("F4", "Amount includes 2,642 shares that were held directly and were contributed to the trust."))).Known();
        Assert.Equal([1_714m, 702_705m, 1_527_681m], March(known).Order());
        Assert.DoesNotContain(known.Accounts.SelectMany(account => account.Findings), finding => finding.Kind == FindingKind.AmbiguousAccount);
    }

    [Fact]
    public void a_holding_beside_a_purchase_is_no_balance_before_it()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10",
                Filed.Trade("2023-01-09", 381, 24_775, nature: "By Trust").Noted("natureOfOwnership", "F1"), Filed.Held(24_394, nature: "By Trust").Noted("natureOfOwnership", "F2"))
                .Notes(("F1", "Alpha Trust."), ("F2", "Beta Trust."))).Known();
        Assert.Equal([24_394m, 24_775m], March(known).Order());
    }

    [Fact]
    public void a_balance_that_two_trusts_had_says_nothing_against_a_third_ones_footnote()
    {
        ReportedLine Trust(decimal left, string note) => Filed.Held(left, nature: "By Trust").Noted("natureOfOwnership", note);
        (string, string)[] notes = [("F1", "Alpha Trust."), ("F2", "Beta Trust."), ("F3", "Gamma Trust."), ("F4", "Delta Trust.")];
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Trust(21_273, "F2"), Trust(24_572, "F3"), Trust(24_572, "F4")).Notes(notes),
            Filed.Form("4", "0000000001-23-000002", "2023-02-10", Trust(24_572, "F1"), Trust(24_572, "F4")).Notes(notes)).Known();
        Assert.Contains(known.Accounts.SelectMany(account => account.Findings), finding => finding.Kind == FindingKind.AmbiguousAccount);
    }

    [Fact]
    public void a_dollar_value_never_mixes_with_shares()
    {
        var known = Filed.Holdings(Filed.Form("4", "0000000001-23-000001", "2023-01-10",
            Filed.Trade("2023-01-09", 100, 1000), Filed.Held(null) with { ValueOwnedFollowing = 25_000 })).Known();
        var answer = PositionsAnswer.Of([known], Filed.Day("2023-03-31"), known.KnownAt, known.KnownAt);
        Assert.Equal([(1000m, null), (null, 25_000m)], answer.Positions.Select(position => (position.Shares, position.Value)).OrderBy(pair => pair.Value));
    }

    [Fact]
    public void grants_whose_terms_stand_in_footnotes_are_told_apart_by_balance()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Grant("2023-01-09", 1000, 1000, "RSU"), Filed.Grant("2023-01-09", 4000, 4000, "RSU")),
            Filed.Form("4", "0000000001-23-000002", "2023-02-10", Filed.Grant("2023-02-09", -1000, 3000, "RSU"), Filed.Grant("2023-02-09", -250, 750, "RSU"))).Known();
        Assert.Equal([750m, 3000m], March(known).Order());
        Assert.Equal((2, 2), (known.Checks, known.Ties));
    }

    [Fact]
    public void a_big_day_split_over_two_filings_is_read_as_one()
    {
        // 32 purchases of 10 from 1,000 on; every line prints the total of the day.
        var all = Enumerable.Range(1, 32).Select(_ => Filed.Trade("2023-02-09", 10, 1320)).ToArray();
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 100, 1000)),
            Filed.Form("4", "0000000001-23-000002", "2023-02-10", all[..30]),
            Filed.Form("4", "0000000001-23-000003", "2023-02-10", all[30..])).Known();
        Assert.Equal([1320m], March(known));
        Assert.DoesNotContain(known.Accounts.Single().Entries, entry => entry.Kind == EntryKind.Unexplained);
    }

    [Fact]
    public void more_than_ten_owners_in_two_filings_own_the_same_shares()
    {
        HeldFiling By(string number, int from, int count) => Filed.Form("4", number, "2023-02-10", Filed.Trade("2023-02-09", 500, 8500)) with
        {
            Owners = [.. Enumerable.Range(from, count).Select(i => new FilingOwner($"{i:0000000000}", $"Owner {i}"))],
        };
        InsiderHoldings One(HeldFiling filing, string person) => Filed.Holdings(filing) with { Person = person, Id = InsiderHoldings.IdOf(person, Filed.Mills) };
        var first = One(By("0000000001-23-000001", 1, 10), "0000000001");
        var second = One(By("0000000001-23-000002", 11, 1), "0000000011");
        var same = SameShares.Among([first, second], DateTimeOffset.MaxValue);
        var answer = PositionsAnswer.Of([second.Known()], Filed.Day("2023-03-31"), DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, sameShares: same);
        Assert.Equal(10, answer.Positions.Single().AlsoReportedBy.Count);
    }

    [Fact]
    public void equal_grants_to_several_directors_are_not_a_funds_shares_reported_again()
    {
        // 33,750 units to each director; a fund and its manager report those of the one who holds them for it.
        HeldFiling By(string number, params int[] owners) => Filed.Form("4", number, "2023-06-12", Filed.Grant("2023-06-08", 33_750, 33_750, "RSU")) with
        {
            Owners = [.. owners.Select(i => new FilingOwner($"{i:0000000000}", $"Owner {i}"))],
        };
        InsiderHoldings One(HeldFiling filing) => Filed.Holdings(filing) with { Person = filing.Owners[0].Person, Id = InsiderHoldings.IdOf(filing.Owners[0].Person, Filed.Mills) };
        HeldFiling[] filings = [By("0000000001-23-000001", 1, 2), By("0000000003-23-000001", 3), By("0000000003-23-000002", 4)];
        var same = SameShares.Among(filings.Select(One), DateTimeOffset.MaxValue);
        Assert.All(filings, filing => Assert.Empty(same.OwnersBeside(filing.Filing)));
        Assert.Equal(["0000000003"], SameShares.Among(filings[..2].Select(One), DateTimeOffset.MaxValue).OwnersBeside("0000000001-23-000001").Select(owner => owner.Person));
    }

    [Fact]
    public void one_ratio_among_an_issuers_insiders_is_a_split()
    {
        InsiderAccounts Insider(string person, string accession, decimal before) => (Filed.Holdings(
            Filed.Form("4", $"{accession}-000001", "2023-01-10", Filed.Trade("2023-01-09", 10, before)),
            Filed.Form("4", $"{accession}-000002", "2023-03-10", Filed.Trade("2023-03-09", 100, (before * 5) + 100))) with { Person = person, Id = InsiderHoldings.IdOf(person, Filed.Mills) }).Known();
        var (ada, ben) = (Insider(Filed.Ada, "0000000001-23", 34_098_597), Insider("0000000008", "0000000002-23", 1_234));
        Assert.Equal(FindingCause.Unexplained, ada.Accounts.Single().Findings.Single().Cause);
        var sheets = new[] { TrialSheet.Of(ada), TrialSheet.Of(ben) };
        Assert.Equal(FindingCause.Split, IssuerSplits.Settle(ada, sheets).Accounts.Single().Findings.Single().Cause);
        Assert.Equal([new FindingCount(FindingKind.BalanceGap, FindingCause.Split, 2)], TrialBalance.Of(sheets).Findings);
    }

    [Fact]
    public void shares_acquired_from_nothing_under_one_footnote_do_not_go_on_from_the_nothing_another_left()
    {
        ReportedLine Of(ReportedLine line) => line.Noted("natureOfOwnership", "F1");
        (string, string) Named(string owner) => ("F1", $"Held by {owner} Holdings LLC, of which the reporting person is the managing member.");
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-22-000001", "2022-06-02", Of(Filed.Held(974, nature: "See footnote")), Filed.Trade("2022-05-31", 10, 10)).Notes(Named("Larch")),
            Filed.Form("4", "0000000001-22-000002", "2022-09-10", Of(Filed.Trade("2022-09-09", -974, 0, nature: "See footnote"))).Notes(Named("Larch")),
            Filed.Form("4", "0000000001-23-000003", "2023-03-10", Of(Filed.Trade("2023-03-09", 500, 500, nature: "See footnote"))).Notes(Named("Birch"))).Known();
        Assert.Equal(["Held by Birch Holdings LLC, of which the reporting person is the managing member.", "Held by Larch Holdings LLC, of which the reporting person is the managing member."],
            known.Accounts.Where(account => account.Ownership == "I").Select(account => account.NatureOfOwnership).Order(StringComparer.Ordinal));
        Assert.Empty(known.Accounts.SelectMany(account => account.Findings));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("By IRA")]
    public void a_days_sales_with_misprints_and_a_slip_in_a_letter_are_one_accounts(string? nature)
    {
        ReportedLine Sold(decimal shares, decimal left) => Filed.Trade("2021-03-19", -shares, left, nature: nature);
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-20-000001", "2020-11-07", Filed.Trade("2020-11-05", -217, 4137, nature: nature)),
            Filed.Form("4", "0000000001-21-000002", "2021-03-23",
                Sold(30, 9107), Sold(40, 4067), Sold(7, 4060), Sold(2, 4058), Sold(23, 405), Sold(36, 3999), Sold(32, 3967), Sold(17, 3950) with { AcquiredDisposed = "A" }, Sold(26, 3924), Sold(6, 9318), Sold(24, 3894), Sold(7, 3887))).Known();
        Assert.Equal(3887m, known.On("2021-03-19"));
        Assert.Single(known.Accounts);
        Assert.Equal([-34m], known.Accounts.Single().Entries.Where(entry => entry.Kind == EntryKind.Unexplained).Select(entry => entry.Change));
        Assert.Equal([9107m, 405m, 9318m], known.Accounts.Single().Entries.Where(entry => entry.Ties == false).Select(entry => entry.Stated));
    }

    [Fact]
    public void two_funds_of_nearly_one_size_that_notes_name_are_two_though_their_rows_all_but_follow_one_another()
    {
        var holdings = Filed.Holdings(Funds("000001", "2023-01-05", "2023-01-03", 95_000, 93_000), Funds("000002", "2023-02-05", "2023-02-03", 90_000, 88_000));
        Assert.Equal([93_000m, 95_000m], PositionsOn.Day(holdings.Known("2023-01-31"), Filed.Day("2023-01-31")).Select(position => position.Balance!.Value).Order());
        Assert.Equal([88_000m, 90_000m], PositionsOn.Day(holdings.Known(), Filed.Day("2023-02-28")).Select(position => position.Balance!.Value).Order());
        Assert.DoesNotContain(holdings.Known().Accounts, account => account.Findings.Count > 0);
        // Nor where only the one was met before.
        var second = Filed.Holdings(
            Filed.Form("4", "0000000001-22-000001", "2022-12-05", Filed.Trade("2022-12-02", -5_000, 100_000).Noted("ownership", "F1")).Notes(("F1", "Marrow Fund I, L.P. is the record holder.")),
            Funds("000001", "2023-01-05", "2023-01-03", 95_000, 93_000));
        Assert.Equal([93_000m, 95_000m], PositionsOn.Day(second.Known(), Filed.Day("2023-01-31")).Select(position => position.Balance!.Value).Order());

        static HeldFiling Funds(string number, string accepted, string on, decimal one, decimal other) => Filed.Form("4", $"0000000001-23-{number}", accepted,
            Filed.Trade(on, -5_000, one).Noted("ownership", "F1"), Filed.Trade(on, -5_000, other).Noted("ownership", "F2"))
            .Notes(("F1", "Marrow Fund I, L.P. is the record holder."), ("F2", "Marrow Fund II, L.P. is the record holder."));
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void two_children_with_equal_gifts_are_in_doubt_only_where_a_third_has_as_much(int children, bool doubted)
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-05", [.. Enumerable.Repeat(Filed.Held(500, nature: "By Child"), children)]),
            Filed.Form("4", "0000000001-23-000002", "2023-03-05", Filed.Trade("2023-03-03", 123, 623, nature: "By Child"), Filed.Trade("2023-03-03", 123, 623, nature: "By Child"))).Known();
        Assert.All(PositionsOn.Day(known, Filed.Day("2023-03-31")), position => Assert.Equal(doubted, position.Findings.Count > 0));
    }
}
