using HoldingsLedger.Findings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using Xunit;

namespace HoldingsLedger.Tests.Holdings;

public sealed class balances_between_filings
{
    [Fact]
    public void what_a_first_form_4_implies_is_an_opening_and_no_answer_for_earlier_days()
    {
        var known = Filed.Holdings(Filed.Form("4", "0000000001-23-000001", "2023-03-07", Filed.Trade("2023-03-05", 100, 1100))).Known();
        var account = known.Accounts.Single();
        Assert.Equal([EntryKind.Opening, EntryKind.Transaction], account.Entries.Select(entry => entry.Kind));
        Assert.Equal([1000m, 1100m], account.Entries.Select(entry => entry.Balance));
        Assert.Empty(PositionsOn.Day(known, Filed.Day("2023-03-04")));
        Assert.Equal(1100m, known.On("2023-03-05"));
    }

    [Fact]
    public void a_gap_is_a_dated_entry_with_a_finding()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-03-07", Filed.Trade("2023-03-05", 100, 1100)),
            Filed.Form("4", "0000000001-23-000002", "2023-05-07", Filed.Trade("2023-05-05", -50, 1090))).Known();
        var gap = known.Accounts.Single().Entries[2];
        Assert.Equal((EntryKind.Unexplained, Filed.Day("2023-05-05"), 40m, 1140m), (gap.Kind, gap.On, gap.Change!.Value, gap.Balance!.Value));
        Assert.Equal((FindingKind.BalanceGap, FindingCause.Unexplained), (gap.Findings.Single().Kind, gap.Findings.Single().Cause));
        Assert.Equal((1, 0), (known.Checks, known.Ties));
        Assert.NotEmpty(PositionsOn.Day(known, Filed.Day("2023-04-01")).Single().Findings);
        Assert.Empty(PositionsOn.Day(known, Filed.Day("2023-03-04")));
    }

    [Fact]
    public void a_sale_reported_in_time_is_not_late_though_the_filing_before_was_written_after_it()
    {
        // A short sale of 50,000 that leaves nothing, the day after one of 750,000 that left nothing: no line is out of order.
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-04-05", Filed.Trade("2023-04-03", -750_000, 0)),
            Filed.Form("4", "0000000001-23-000002", "2023-04-06", Filed.Trade("2023-04-04", -50_000, 0))).Known();
        Assert.DoesNotContain(known.Accounts.SelectMany(account => account.Findings), finding => finding.Cause == FindingCause.ReportedLate);
    }

    [Theory]
    [InlineData(3_000, 2_000)]
    [InlineData(2_500, 2_500)]
    public void an_exercise_marked_as_acquired_in_table_II_is_taken_off_and_says_so(int exercised, int left)
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Grant("2023-01-09", 5_000, 5_000, price: 10, expires: "2033-01-09")),
            Filed.Form("4", "0000000001-23-000002", "2023-03-10", Filed.Grant("2023-03-09", -exercised, left, price: 10, expires: "2033-01-09") with { AcquiredDisposed = "A" })).Known();
        var gap = Assert.Single(known.Accounts.Single().Findings, finding => finding.Kind == FindingKind.BalanceGap);
        Assert.Equal((FindingCause.DirectionContradictsBalance, -2m * exercised), (gap.Cause, gap.Difference));
        Assert.Equal(left, known.On("2023-03-31"));
    }

    [Fact]
    public void a_late_report_explains_an_earlier_gap_from_its_acceptance_on()
    {
        // The February purchase is in the March total and comes to light in April.
        var holdings = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 100, 1000)),
            Filed.Form("4", "0000000001-23-000002", "2023-03-07", Filed.Trade("2023-03-05", 100, 1150)),
            Filed.Form("4", "0000000001-23-000003", "2023-04-20", Filed.Trade("2023-02-01", 50, 1150)));

        var before = holdings.Known("2023-04-01");
        Assert.Equal((1000m, 1150m), (before.On("2023-02-15"), before.On("2023-03-31")));
        Assert.Contains(before.Accounts.Single().Entries, entry => entry.Kind == EntryKind.Unexplained);

        var after = holdings.Known("2023-04-20");
        Assert.Equal((1000m, 1050m, 1150m, 1150m), (after.On("2023-01-31"), after.On("2023-02-15"), after.On("2023-03-31"), after.On("2023-04-30")));
        Assert.DoesNotContain(after.Accounts.Single().Entries, entry => entry.Kind == EntryKind.Unexplained);
        Assert.All(after.Accounts.Single().Findings, finding => Assert.Equal(FindingCause.ReportedLate, finding.Cause));
    }

    [Fact]
    public void a_filing_accepted_after_one_it_precedes_explains_it_too()
    {
        var after = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 100, 1000)),
            Filed.Form("4", "0000000001-23-000002", "2023-03-07", Filed.Trade("2023-03-05", 100, 1150)),
            Filed.Form("4", "0000000001-23-000003", "2023-03-08", Filed.Trade("2023-03-01", 50, 1050)),
            Filed.Form("4", "0000000001-23-000004", "2023-06-08", Filed.Trade("2023-06-01", 50, 1200))).Known();
        Assert.Equal((1050m, 1150m, 1200m), (after.On("2023-03-01"), after.On("2023-03-05"), after.On("2023-06-01")));
        Assert.DoesNotContain(after.Accounts.Single().Entries, entry => entry.Kind == EntryKind.Unexplained);
    }

    [Fact]
    public void a_form_3_with_nothing_owned_makes_accounts_zero_from_its_event_date()
    {
        var none = Filed.Form("3", "0000000001-23-000001", "2023-01-10") with { NoSecuritiesOwned = true, PeriodOfReport = Filed.Day("2023-01-05") };
        var known = Filed.Holdings(none, Filed.Form("4", "0000000001-23-000002", "2023-03-07", Filed.Trade("2023-03-05", 100, 100))).Known();
        Assert.Equal((0m, 0m, 100m), (known.On("2023-01-05"), known.On("2023-03-04"), known.On("2023-03-05")));
        Assert.Empty(known.Accounts.Single().Findings);
        Assert.Empty(PositionsOn.Day(known, Filed.Day("2023-01-04"), includeZero: true));
    }

    [Fact]
    public void a_form_3_with_nothing_owned_takes_nothing_from_a_grant_of_its_event_date_that_was_filed_before_it()
    {
        var none = Filed.Form("3", "0000000001-23-000002", "2023-04-03") with { NoSecuritiesOwned = true, PeriodOfReport = Filed.Day("2023-03-29") };
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-03-31", Filed.Grant("2023-03-29", 5700, 5700, price: 53.88m, expires: "2029-03-28")),
            none,
            Filed.Form("4", "0000000001-23-000003", "2023-09-25", Filed.Grant("2023-09-24", -1566, 4134, price: 53.88m, expires: "2029-03-28"))).Known();
        Assert.Equal([5700m, 5700m, 4134m], [known.On("2023-03-29"), known.On("2023-06-30"), known.On("2023-09-24")]);
        Assert.Empty(known.Accounts.Single().Findings);
    }

    [Fact]
    public void a_form_3_with_nothing_owned_that_comes_late_makes_zero_what_a_form_4_had_begun()
    {
        var none = Filed.Form("3", "0000000001-23-000002", "2023-05-20") with { NoSecuritiesOwned = true, PeriodOfReport = Filed.Day("2023-01-18") };
        var holdings = Filed.Holdings(Filed.Form("4", "0000000001-23-000001", "2023-05-06", Filed.Trade("2023-05-04", -1044, 1044)), none);
        Assert.Empty(PositionsOn.Day(holdings.Known("2023-05-10"), Filed.Day("2023-05-03"), includeZero: true));
        var known = holdings.Known();
        Assert.Equal([0m, 0m, 1044m], [known.On("2023-01-18"), known.On("2023-05-03"), known.On("2023-05-04")]);
        Assert.Contains(known.Accounts.Single().Entries, entry => entry is { Kind: EntryKind.Unexplained, Change: 2088m } && entry.On == Filed.Day("2023-05-04"));
        Assert.Equal(FindingCause.NothingOwnedBefore, Assert.Single(known.Accounts.Single().Findings).Cause);
        Assert.NotEmpty(PositionsOn.Day(known, Filed.Day("2023-03-01"), includeZero: true).Single().Findings);
    }

    [Theory]
    [InlineData("S", FindingCause.Unexplained)] // twice as many were acquired without a line, and half of them sold
    [InlineData("F", FindingCause.Unexplained)]
    [InlineData("P", FindingCause.DirectionContradictsBalance)]
    public void from_nothing_only_what_its_code_does_not_dispose_of_can_have_the_wrong_letter(string code, FindingCause cause)
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", -3500, 0)),
            Filed.Form("4", "0000000001-23-000002", "2023-06-10", Filed.Trade("2023-06-09", -1000, 1000) with { TransactionCode = code })).Known();
        Assert.Equal((cause, 2000m), (known.Accounts.Single().Findings.Single().Cause, known.Accounts.Single().Findings.Single().Difference!.Value));
    }

    [Theory]
    [InlineData("The number of shares subject to this award has been adjusted to reflect the 3-for-1 stock split of March 1, 2023.", true)]
    [InlineData("Each unit is one share, subject to equitable adjustment for stock splits.", false)]
    [InlineData("Each unit is one share, subject to any stock split.", false)]
    public void a_split_that_happened_is_told_from_one_that_may(string note, bool happened)
    {
        var gap = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Grant("2023-01-09", 4000, 4000, "RSU")),
            Filed.Form("4", "0000000001-23-000002", "2023-06-10", Filed.Grant("2023-06-09", -900, 11_100, "RSU").Noted("securityTitle", "F1")).Notes(("F1", note))).Known().Accounts.Single().Findings.Single();
        Assert.Equal(happened ? FindingCause.Split : FindingCause.Unexplained, gap.Cause);
    }

    [Fact]
    public void a_second_form_of_one_day_need_not_say_that_it_is_the_second_of_two()
    {
        var gap = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-02-02", Filed.Trade("2023-02-01", -2000, 97_321)),
            Filed.Form("4", "0000000001-23-000002", "2023-02-03", Filed.Trade("2023-02-01", -1000, 96_321)) with { Remarks = "The second of two Forms 4, since one is limited to 30 transactions." },
            Filed.Form("4", "0000000001-23-000003", "2023-03-03", Filed.Trade("2023-03-01", -500, 61_087))).Known().Accounts.Single().Findings.Single();
        Assert.Equal(FindingCause.Unexplained, gap.Cause);
    }

    [Fact]
    public void forms_for_more_than_ten_owners_are_no_missing_filings_of_this_one()
    {
        var gap = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-02-03", Filed.Trade("2023-02-01", -1000, 96_321)) with { Remarks = "The first of two Forms 4 for the same transactions, as there are more than 10 reporting persons." },
            Filed.Form("4", "0000000001-23-000002", "2023-03-03", Filed.Trade("2023-03-01", -500, 61_087))).Known().Accounts.Single().Findings.Single();
        Assert.Equal(FindingCause.Unexplained, gap.Cause);
    }

    [Fact]
    public void of_lines_whose_order_only_the_amounts_give_the_last_was_not_left_out()
    {
        // 1,000, 1,100, 1,300, 1,250; the rows stand otherwise, and the next filing goes on from 1,300.
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-02-03", Filed.Trade("2023-02-01", 200, 1300), Filed.Trade("2023-02-01", 100, 1100), Filed.Trade("2023-02-01", -50, 1250)),
            Filed.Form("4", "0000000001-23-000002", "2023-03-03", Filed.Trade("2023-03-01", 7, 1307))).Known();
        Assert.Equal((FindingCause.Unexplained, 50m), known.Accounts.Single().Findings.Where(finding => finding.Kind == FindingKind.BalanceGap).Select(finding => (finding.Cause, finding.Difference!.Value)).Single());
    }

    [Fact]
    public void what_is_reported_late_and_a_late_form_3_with_nothing_owned_explain_each_other()
    {
        var none = Filed.Form("3", "0000000001-23-000003", "2023-05-20") with { NoSecuritiesOwned = true, PeriodOfReport = Filed.Day("2023-01-18") };
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-03-06", Filed.Trade("2023-03-04", -1044, 1044)),
            Filed.Form("4", "0000000001-23-000002", "2023-04-06", Filed.Trade("2023-02-01", 2088, 1044)),
            none).Known();
        Assert.Equal([0m, 2088m, 1044m], [known.On("2023-01-31"), known.On("2023-02-01"), known.On("2023-03-04")]);
        Assert.DoesNotContain(known.Accounts.Single().Entries, entry => entry.Kind == EntryKind.Unexplained);
    }

    [Fact]
    public void a_direction_that_the_balance_contradicts_is_named()
    {
        // Accession 0001871335-23-000002 has such a line: a sale of 732 marked A, 3,100,314 to 3,099,582.
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 100, 3_100_314)),
            Filed.Form("4", "0000000001-23-000002", "2023-03-07", Filed.Trade("2023-03-05", 732, 3_099_582) with { TransactionCode = "S" })).Known();
        Assert.Equal(3_099_582m, known.On("2023-03-05"));
        Assert.Equal(FindingCause.DirectionContradictsBalance, known.Accounts.Single().Findings.Single().Cause);
    }

    [Fact]
    public void a_form_3_derivative_is_listed_without_a_number_until_a_balance_is_stated()
    {
        var known = Filed.Holdings(
            Filed.Form("3", "0000000001-23-000001", "2023-01-10", Filed.Grant("2023-01-09", null, null, price: 10, expires: "2030-01-01") with { Kind = LineKind.Holding, TransactionOn = null, UnderlyingShares = 500 }),
            Filed.Form("4", "0000000001-23-000002", "2023-03-07", Filed.Grant("2023-03-05", -200, 300, price: 10, expires: "2030-01-01"))).Known();
        var january = PositionsOn.Day(known, Filed.Day("2023-02-01")).Single();
        Assert.Equal((PositionBasis.Unknown, (decimal?)null), (january.Basis, january.Balance));
        var march = PositionsOn.Day(known, Filed.Day("2023-03-05")).Single();
        Assert.Equal((PositionBasis.Stated, 300m), (march.Basis, march.Balance));
    }

    [Fact]
    public void a_balance_that_those_before_and_after_it_contradict_moves_nothing_once_both_are_known()
    {
        var holdings = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 33, 117)),
            Filed.Form("4", "0000000001-23-000002", "2023-02-10", Filed.Trade("2023-02-09", 15, 1132)),
            Filed.Form("4", "0000000001-23-000003", "2023-03-10", Filed.Trade("2023-03-09", -10, 122)));
        var known = holdings.Known();
        Assert.Equal([117m, 132m, 132m, 122m], [known.On("2023-02-08"), known.On("2023-02-09"), known.On("2023-03-08"), known.On("2023-03-09")]);
        Assert.Equal(1132m, holdings.Known("2023-03-01").On("2023-02-28"));
        Assert.Equal([FindingCause.BalanceMisstated, FindingCause.BalanceMisstated, FindingCause.BalanceMisstated], known.Accounts.Single().Findings.Select(finding => finding.Cause));
        Assert.DoesNotContain(known.Accounts.Single().Entries, entry => entry.Kind == EntryKind.Unexplained);
    }

    [Fact]
    public void what_a_plan_acquired_meanwhile_stays_when_a_misprint_beside_it_goes()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 33, 11_700)),
            Filed.Form("4", "0000000001-23-000002", "2023-02-10", Filed.Trade("2023-02-09", 15, 17_115)),
            Filed.Form("4", "0000000001-23-000003", "2023-03-10", Filed.Trade("2023-03-09", -100, 11_639).Noted("sharesOwnedFollowing", "F1"))
                .Notes(("F1", "Includes 24 shares acquired under the Issuer's Employee Stock Purchase Plan on March 1, 2023."))).Known();
        Assert.Equal([11_715m, 11_715m, 11_639m], [known.On("2023-02-09"), known.On("2023-03-08"), known.On("2023-03-09")]);
    }

    [Fact]
    public void balances_that_several_filings_carry_on_are_no_misprint_of_one()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 33, 117)),
            Filed.Form("4", "0000000001-23-000002", "2023-02-10", Filed.Trade("2023-02-09", 15, 1132)),
            Filed.Form("4", "0000000001-23-000003", "2023-02-20", Filed.Trade("2023-02-19", 10, 1142)),
            Filed.Form("4", "0000000001-23-000004", "2023-03-10", Filed.Trade("2023-03-09", -10, 132))).Known();
        Assert.Equal([1132m, 1142m, 132m], [known.On("2023-02-09"), known.On("2023-02-19"), known.On("2023-03-09")]);
    }

    [Fact]
    public void a_late_report_of_just_what_made_a_gap_stands_there_though_its_total_contains_more_besides()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-21-000001", "2021-06-09", Filed.Trade("2021-06-08", 394, 7929)),
            Filed.Form("4", "0000000001-21-000002", "2021-08-05", Filed.Trade("2021-08-04", -134, 8132)),
            Filed.Form("4", "0000000001-21-000003", "2021-08-06", Filed.Trade("2021-08-05", -4066, 4066)),
            Filed.Form("4", "0000000001-21-000004", "2021-10-06", Filed.Trade("2021-08-04", 337, 4152))).Known();
        Assert.Equal([7929m, 8132m, 4152m, 4152m], [known.On("2021-08-03"), known.On("2021-08-04"), known.On("2021-08-05"), known.On("2021-10-31")]);
        Assert.Equal([86m], known.Accounts.Single().Entries.Where(entry => entry.Kind == EntryKind.Unexplained).Select(entry => entry.Change));
    }

    [Fact]
    public void a_misprint_beside_which_only_a_note_says_what_is_left_is_seen_all_the_same()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-20-000001", "2020-04-29", Filed.Trade("2020-04-27", 2550, 51_597)),
            Filed.Form("4", "0000000001-20-000002", "2020-05-06", Filed.Trade("2020-05-04", 2230, 53_897)),
            Filed.Form("4", "0000000001-20-000003", "2020-07-29", Filed.Trade("2020-07-27", -11_189, 44_757).Noted("sharesOwnedFollowing", "F1"))
                .Notes(("F1", "Includes 2,119 shares acquired under the Issuer's Employee Stock Purchase Plan since the reporting person's last report."))).Known();
        Assert.Equal([53_827m, 53_827m, 44_757m], [known.On("2020-05-04"), known.On("2020-07-26"), known.On("2020-07-27")]);
    }

    [Fact]
    public void a_holding_that_ties_says_of_its_earlier_day_that_a_gap_had_come_about_by_then()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-22-000001", "2022-09-19", Filed.Trade("2022-09-15", 10, 10), Filed.Held(34_690, nature: "By 401(k)")),
            Filed.Form("4", "0000000001-22-000002", "2022-09-27", Filed.Trade("2022-09-26", 10, 25), Filed.Held(36_178, nature: "By 401(k)")),
            Filed.Form("4", "0000000001-22-000003", "2022-09-28", Filed.Trade("2022-09-23", 5, 15), Filed.Held(36_178, nature: "By 401(k)"))).Known();
        var plan = known.Accounts.Single(account => account.Ownership == "I");
        Assert.Equal(34_690m, plan.Entries.Last(entry => entry.On <= Filed.Day("2022-09-22")).Balance);
        Assert.Equal(36_178m, plan.Entries.Last(entry => entry.On <= Filed.Day("2022-09-23")).Balance);
        Assert.Equal([FindingCause.PlanAccrual], plan.Findings.Select(finding => finding.Cause));
    }

    [Fact]
    public void a_misprint_goes_also_from_the_days_of_which_a_later_filing_states_the_balance()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-22-000001", "2022-09-05", Filed.Trade("2022-09-01", -34, 4654)),
            Filed.Form("4", "0000000001-22-000002", "2022-09-29", Filed.Trade("2022-09-27", -930, 37724)),
            Filed.Form("4", "0000000001-23-000003", "2023-01-05", Filed.Trade("2023-01-04", -24, 3700)),
            Filed.Form("5", "0000000001-23-000004", "2023-02-13", Filed.Held(3724)) with { PeriodOfReport = Filed.Day("2022-12-31") }).Known();
        Assert.Equal([3724m, 3724m, 3700m, 3700m], [known.On("2022-09-27"), known.On("2022-12-31"), known.On("2023-01-04"), known.On("2023-03-01")]);
    }

    [Fact]
    public void a_gap_that_the_one_before_the_last_undid_makes_no_misprint_with_the_next()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-22-000001", "2022-01-05", Filed.Trade("2022-01-04", 10, 1000)),
            Filed.Form("4", "0000000001-22-000002", "2022-02-05", Filed.Trade("2022-02-04", 10, 1510)),
            Filed.Form("4", "0000000001-22-000003", "2022-03-05", Filed.Trade("2022-03-04", 10, 1520)),
            Filed.Form("4", "0000000001-22-000004", "2022-04-05", Filed.Trade("2022-04-04", 10, 1030)),
            Filed.Form("4", "0000000001-22-000005", "2022-05-05", Filed.Trade("2022-05-04", 10, 1240)),
            Filed.Form("4", "0000000001-22-000006", "2022-06-05", Filed.Trade("2022-06-04", 10, 1050))).Known();
        Assert.Equal([1510m, 1520m, 1030m, 1040m, 1050m], [known.On("2022-02-04"), known.On("2022-03-04"), known.On("2022-04-04"), known.On("2022-05-04"), known.On("2022-06-04")]);
    }

    [Fact]
    public void a_gap_after_a_date_that_cannot_be_meant_stands_on_the_day_of_the_filing_that_shows_it()
    {
        // A sale of 1 March 2023, typed 2028; nobody speaks of a day to come.
        var account = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-03-01", Filed.Trade("2023-02-28", -6380, 102_570), Filed.Trade("2028-03-01", -1867, 100_703)),
            Filed.Form("4", "0000000001-23-000002", "2023-04-04", Filed.Trade("2023-03-31", 77, 111_913))).Known().Accounts.Single();
        Assert.Equal(Filed.Day("2023-03-31"), account.Entries.Single(entry => entry.Kind == EntryKind.Unexplained).On);
    }
}
