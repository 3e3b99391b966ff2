using HoldingsLedger.Findings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using Xunit;

namespace HoldingsLedger.Tests.Holdings;

/// <summary>A late report may print the total of its transaction's own day, while the filings since then knew of the change or did not.</summary>
public sealed class late_reports_with_totals_of_their_own_day
{
    [Fact]
    public void a_change_that_later_totals_had_forgotten_counts_from_its_own_day_on()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 100, 1000)),
            Filed.Form("4", "0000000001-23-000002", "2023-02-10", Filed.Trade("2023-02-09", 50, 1050)),
            Filed.Form("5", "0000000001-23-000003", "2023-03-10", Filed.Trade("2023-02-01", -300, 700)),
            Filed.Form("4", "0000000001-23-000004", "2023-04-10", Filed.Trade("2023-04-09", 10, 760))).Known();
        Assert.Equal([1000m, 700m, 750m, 750m, 760m], [known.On("2023-01-31"), known.On("2023-02-01"), known.On("2023-02-09"), known.On("2023-03-31"), known.On("2023-04-09")]);
        Assert.DoesNotContain(known.Accounts.Single().Findings, finding => finding.Cause is FindingCause.Unexplained or FindingCause.BalanceMisstated);
    }

    [Fact]
    public void as_known_before_the_late_report_the_forgotten_change_is_not_there()
    {
        var holdings = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 100, 1000)),
            Filed.Form("4", "0000000001-23-000002", "2023-02-10", Filed.Trade("2023-02-09", 50, 1050)),
            Filed.Form("5", "0000000001-23-000003", "2023-03-10", Filed.Trade("2023-02-01", -300, 700)));
        Assert.Equal(1050m, holdings.Known("2023-03-01").On("2023-02-28"));
        Assert.Equal(750m, holdings.Known("2023-03-11").On("2023-02-28"));
    }

    [Fact]
    public void several_changes_each_with_the_total_of_its_day_explain_the_gaps_they_made_and_one_was_forgotten()
    {
        var known = Filed.Holdings(
            Filed.Form("3", "0000000001-23-000001", "2023-01-10", Filed.Held(75)),
            Filed.Form("4", "0000000001-23-000002", "2023-02-10", Filed.Trade("2023-02-09", -554, 1924)),
            Filed.Form("4", "0000000001-23-000003", "2023-04-10", Filed.Trade("2023-04-09", 1007, 3729)),
            Filed.Form("4", "0000000001-23-000004", "2023-05-10", Filed.Trade("2023-05-09", -148, 3581)),
            Filed.Form("5", "0000000001-23-000005", "2023-06-10", Filed.Trade("2023-02-01", 2403, 2478), Filed.Trade("2023-04-01", 798, 2722), Filed.Trade("2023-05-01", -376, 3353))).Known();
        Assert.Equal([75m, 2478m, 1924m, 2722m, 3729m, 3353m, 3205m],
            [known.On("2023-01-31"), known.On("2023-02-01"), known.On("2023-02-09"), known.On("2023-04-01"), known.On("2023-04-09"), known.On("2023-05-01"), known.On("2023-06-30")]);
    }

    [Fact]
    public void a_total_that_is_not_that_of_its_day_is_no_late_report()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 100, 1000)),
            Filed.Form("4", "0000000001-23-000002", "2023-02-10", Filed.Trade("2023-02-09", 50, 1050)),
            Filed.Form("5", "0000000001-23-000003", "2023-03-10", Filed.Trade("2023-02-01", -300, 690))).Known();
        Assert.Contains(known.Accounts.Single().Findings, finding => finding is { Kind: FindingKind.BalanceGap });
        Assert.Equal(690m, known.On("2023-03-31"));
    }

    [Fact]
    public void a_change_before_the_first_filing_that_its_totals_had_forgotten_counts_from_its_own_day_on()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-02-24", Filed.Trade("2023-02-20", -71, 896), Filed.Trade("2023-02-21", 183, 1079)),
            Filed.Form("4", "0000000001-23-000002", "2023-03-02", Filed.Trade("2023-02-17", -445, 522)),
            Filed.Form("4", "0000000001-23-000003", "2023-04-02", Filed.Trade("2023-04-01", -208, 426))).Known();
        Assert.Equal([522m, 451m, 634m, 426m], [known.On("2023-02-17"), known.On("2023-02-20"), known.On("2023-02-21"), known.On("2023-04-01")]);
        Assert.DoesNotContain(known.Accounts.Single().Findings, finding => finding.Cause is FindingCause.Unexplained or FindingCause.BalanceMisstated);
    }

    [Fact]
    public void a_change_that_is_most_of_a_gap_leaves_the_rest_of_it_unexplained()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", -1746, 3701)),
            Filed.Form("4", "0000000001-23-000002", "2023-03-10", Filed.Trade("2023-03-09", -1899, 5543)),
            Filed.Form("4", "0000000001-23-000003", "2023-04-10", Filed.Trade("2023-02-03", 3802, 7503))).Known();
        Assert.Equal([3701m, 7503m, 5543m], [known.On("2023-02-02"), known.On("2023-02-03"), known.On("2023-04-30")]);
        Assert.Contains(known.Accounts.Single().Entries, entry => entry is { Kind: EntryKind.Unexplained, Change: -61m });
    }

    [Fact]
    public void a_change_that_leads_to_what_the_next_filing_goes_on_from_is_in_its_totals()
    {
        var known = Filed.Holdings(
            Filed.Form("3", "0000000001-23-000001", "2023-01-10", Filed.Held(456_206)),
            Filed.Form("4", "0000000001-23-000002", "2023-03-10", Filed.Trade("2023-03-09", 6_240, 447_355)),
            Filed.Form("5", "0000000001-23-000003", "2023-04-10", Filed.Trade("2023-02-20", 1_804, 441_115))).Known();
        Assert.Equal([447_355m, 447_355m], [known.On("2023-03-09"), known.On("2023-04-30")]);
        Assert.Contains(known.Accounts.Single().Entries, entry => entry is { Kind: EntryKind.Unexplained, Change: -16_895m });
    }

    [Fact]
    public void a_form_3_that_comes_after_a_late_report_still_begins_the_account()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-02-16", Filed.Trade("2023-02-15", 3070, 443_029)),
            Filed.Form("4", "0000000001-23-000002", "2023-03-03", Filed.Trade("2023-02-12", -14_150, 439_959)),
            Filed.Form("3", "0000000001-23-000003", "2023-04-20", Filed.Held(454_109)) with { PeriodOfReport = Filed.Day("2023-01-03") }).Known();
        Assert.Equal([454_109m, 439_959m, 443_029m], [known.On("2023-01-03"), known.On("2023-02-12"), known.On("2023-04-30")]);
    }

    [Fact]
    public void the_total_of_the_days_end_contains_what_the_days_filing_left_out()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 100, 1000)),
            Filed.Form("4", "0000000001-23-000002", "2023-02-10", Filed.Trade("2023-02-09", 50, 750)),
            Filed.Form("4", "0000000001-23-000003", "2023-02-20", Filed.Trade("2023-02-19", 10, 760)),
            Filed.Form("5", "0000000001-23-000004", "2023-03-10", Filed.Trade("2023-02-09", -300, 750))).Known();
        Assert.Equal([1000m, 750m, 760m], [known.On("2023-02-08"), known.On("2023-02-09"), known.On("2023-03-31")]);
        Assert.DoesNotContain(known.Accounts.Single().Findings, finding => finding.Cause == FindingCause.Unexplained);
    }

    [Fact]
    public void a_change_of_a_day_in_the_middle_of_the_last_filing_moves_what_came_after_it()
    {
        var holdings = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-03-14", Filed.Trade("2023-03-13", 4561, 4561)),
            Filed.Form("4", "0000000001-23-000002", "2023-04-03", Filed.Trade("2023-03-31", -3463, 1098), Filed.Trade("2023-04-01", 1780, 2878)),
            Filed.Form("4", "0000000001-23-000003", "2023-04-13", Filed.Trade("2023-03-31", 1064, 2162)),
            Filed.Form("4", "0000000001-23-000004", "2023-04-30", Filed.Trade("2023-04-29", -579, 3363)));
        var known = holdings.Known("2023-04-20");
        Assert.Equal([4561m, 2162m, 3942m], [known.On("2023-03-30"), known.On("2023-03-31"), known.On("2023-04-20")]);
        Assert.NotEmpty(known.Accounts.Single().Findings);
        Assert.Equal([2162m, 3942m, 3363m], [holdings.Known().On("2023-03-31"), holdings.Known().On("2023-04-28"), holdings.Known().On("2023-04-29")]);
    }

    [Fact]
    public void a_change_that_the_first_totals_after_nothing_owned_contain_closes_their_gap()
    {
        var known = Filed.Holdings(
            Filed.Form("3", "0000000001-23-000001", "2023-02-18") with { NoSecuritiesOwned = true, PeriodOfReport = Filed.Day("2023-02-18") },
            Filed.Form("4", "0000000001-23-000002", "2023-03-18", Filed.Trade("2023-03-16", 974, 2685), Filed.Trade("2023-03-16", 730, 3415)),
            Filed.Form("4", "0000000001-23-000003", "2023-05-04", Filed.Trade("2023-04-20", -88, 3327), Filed.Trade("2023-05-03", 6517, 9844)),
            Filed.Form("5", "0000000001-23-000004", "2023-05-14", Filed.Trade("2023-03-16", 1711, 3415))).Known();
        Assert.Equal([0m, 3415m, 3327m, 9844m], [known.On("2023-03-15"), known.On("2023-03-16"), known.On("2023-04-20"), known.On("2023-05-31")]);
    }

    [Fact]
    public void of_changes_the_first_filing_may_have_known_one_and_forgotten_an_older_one()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-03-07", Filed.Trade("2023-03-05", 1_697, 533_504)),
            Filed.Form("4", "0000000001-23-000002", "2023-03-26", Filed.Trade("2023-03-24", 41_677, 575_181)),
            Filed.Form("5", "0000000001-23-000003", "2023-04-03", Filed.Trade("2023-02-21", 222_274, 735_558), Filed.Trade("2023-03-05", 18_523, 755_778))).Known();
        Assert.Equal([735_558m, 755_778m, 797_455m], [known.On("2023-02-21"), known.On("2023-03-05"), known.On("2023-04-30")]);
        Assert.DoesNotContain(known.Accounts.Single().Findings, finding => finding.Cause is FindingCause.Unexplained or FindingCause.BalanceMisstated);
    }

    [Fact]
    public void changes_since_the_day_of_a_form_3_that_came_late_close_the_gap_it_left()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-03-27", Filed.Held(878_801)) with { PeriodOfReport = Filed.Day("2023-03-25") },
            Filed.Form("4", "0000000001-23-000002", "2023-04-26", Filed.Trade("2023-04-25", 4_513, 886_299)),
            Filed.Form("3", "0000000001-23-000003", "2023-05-02", Filed.Held(881_235)) with { PeriodOfReport = Filed.Day("2023-02-26") },
            Filed.Form("5", "0000000001-23-000004", "2023-05-05", Filed.Trade("2023-03-23", -2_434, 878_801), Filed.Trade("2023-04-24", 2_985, 881_786))).Known();
        Assert.Equal([881_235m, 878_801m, 881_786m, 886_299m], [known.On("2023-02-26"), known.On("2023-03-23"), known.On("2023-04-24"), known.On("2023-05-31")]);
        Assert.DoesNotContain(known.Accounts.Single().Findings, finding => finding.Cause == FindingCause.Unexplained);
    }

    [Fact]
    public void what_a_form_3_that_came_late_does_not_lead_to_is_said()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-04-26", Filed.Trade("2023-04-25", 4_513, 886_299)),
            Filed.Form("3", "0000000001-23-000002", "2023-05-02", Filed.Held(881_235)) with { PeriodOfReport = Filed.Day("2023-02-26") }).Known();
        Assert.Contains(known.Accounts.Single().Findings, finding => finding is { Kind: FindingKind.BalanceGap, Cause: FindingCause.Unexplained, Difference: 551m });
        Assert.Equal([881_235m, 886_299m], [known.On("2023-04-24"), known.On("2023-04-25")]);
    }

    [Fact]
    public void a_line_like_one_reported_before_is_late_where_a_gap_is_just_as_large()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-08-29", Filed.Trade("2023-08-28", -3_330, 6_519)),
            Filed.Form("4", "0000000001-23-000002", "2023-09-29", Filed.Trade("2023-09-27", -4_733, 2_130), Filed.Trade("2023-09-27", 344, 2_474)),
            Filed.Form("4", "0000000001-23-000003", "2023-11-28", Filed.Trade("2023-11-26", 2_004, 4_478)),
            Filed.Form("4", "0000000001-23-000004", "2023-12-12", Filed.Trade("2023-09-27", 344, 2_474))).Known();
        Assert.Equal([2_474m, 4_478m, 4_478m], [known.On("2023-09-27"), known.On("2023-11-26"), known.On("2023-12-31")]);
        Assert.DoesNotContain(known.Accounts.Single().Findings, finding => finding.Cause is FindingCause.Unexplained or FindingCause.ReportedAgain);
    }

    [Theory]
    [InlineData(-1_098, 8_578, 8_568, -384)] // a part of the gap
    [InlineData(-1_098, 7_480, 7_470, -1_482)] // forgotten by the totals printed since
    [InlineData(1_098, 9_676, 9_666, -1_482)] // so here, where it makes the gap no smaller
    [InlineData(1_098, 8_578, 8_568, -2_580)]
    public void whether_a_gap_contains_a_change_that_does_not_make_it_up_the_next_filing_tells(int change, int left, int held, int unexplained)
    {
        var holdings = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 100, 10_000)),
            Filed.Form("4", "0000000001-23-000002", "2023-02-20", Filed.Trade("2023-02-18", 50, 8_568)),
            Filed.Form("4", "0000000001-23-000003", "2023-03-10", Filed.Trade("2023-01-20", change, 10_000 + change)),
            Filed.Form("4", "0000000001-23-000004", "2023-04-10", Filed.Trade("2023-04-09", 10, left)));
        var account = holdings.Known("2023-03-10").Accounts.Single();
        Assert.Equal(10_000m + change, PositionsOn.Of(account, Filed.Day("2023-01-20"))!.Balance);
        Assert.Contains(PositionsOn.Of(account, Filed.Day("2023-03-10"))!.Findings, finding => finding.Cause == FindingCause.SeveralCandidates);
        var known = holdings.Known();
        Assert.Equal([10_000m + change, held, left], [known.On("2023-01-20"), known.On("2023-02-28"), known.On("2023-04-09")]);
        Assert.Equal([(decimal)unexplained], known.Accounts.Single().Entries.Where(entry => entry.Kind == EntryKind.Unexplained).Select(entry => entry.Change!.Value));
        Assert.DoesNotContain(known.Accounts.Single().Findings, finding => finding.Cause == FindingCause.SeveralCandidates);
    }

    [Fact]
    public void a_purchase_reported_after_all_was_sold_closes_the_gap_of_the_sale_and_is_held_no_more()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", -100, 0)),
            Filed.Form("4", "0000000001-23-000002", "2023-03-10", Filed.Trade("2023-03-09", -588, 0)),
            Filed.Form("4", "0000000001-23-000003", "2023-04-20", Filed.Trade("2023-02-03", 588, 588))).Known();
        Assert.Equal([0m, 588m, 0m, 0m], [known.On("2023-02-02"), known.On("2023-02-03"), known.On("2023-03-09"), known.On("2023-04-30")]);
        Assert.DoesNotContain(known.Accounts.Single().Findings, finding => finding.Cause == FindingCause.Unexplained);
    }

    [Fact]
    public void a_purchase_reported_after_all_was_sold_that_no_gap_shows_is_held_still()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 100, 100)),
            Filed.Form("4", "0000000001-23-000002", "2023-03-10", Filed.Trade("2023-03-09", -100, 0)),
            Filed.Form("4", "0000000001-23-000003", "2023-04-20", Filed.Trade("2023-02-03", 588, 588))).Known();
        Assert.Equal([588m], [known.On("2023-04-30")]);
    }

    [Fact]
    public void a_year_end_balance_accepted_after_the_next_filing_says_by_when_that_ones_gap_had_come_about()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-20-000001", "2020-10-05", Filed.Trade("2020-10-02", -205, 3695)),
            Filed.Form("4", "0000000001-21-000002", "2021-01-06", Filed.Trade("2021-01-05", -1282, 2565), Filed.Trade("2021-01-05", -2565, 0)),
            Filed.Form("5", "0000000001-21-000003", "2021-02-08", Filed.Held(3847)) with { PeriodOfReport = Filed.Day("2020-12-31") },
            Filed.Form("4", "0000000001-21-000004", "2021-05-20", Filed.Trade("2021-05-19", 2961, 2961))).Known();
        Assert.Equal([3695m, 3847m, 0m, 0m, 2961m], [known.On("2020-12-30"), known.On("2020-12-31"), known.On("2021-01-05"), known.On("2021-05-18"), known.On("2021-05-19")]);
        Assert.DoesNotContain(known.Accounts.Single().Findings, finding => finding.Cause is FindingCause.BalanceMisstated);
        Assert.Contains(known.Accounts.Single().Entries, entry => entry is { Kind: EntryKind.Unexplained, Change: 152m } && entry.On == Filed.Day("2020-12-31"));
    }

    [Fact]
    public void a_year_end_balance_that_a_plan_had_not_reached_the_next_filings_by_then_leaves_the_rest_of_the_gap_where_it_was()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-20-000001", "2020-10-05", Filed.Trade("2020-10-02", -205, 3695), Filed.Held(800.25m, nature: "By 401(k)")),
            Filed.Form("4", "0000000001-21-000002", "2021-01-20", Filed.Trade("2021-01-18", -1000, 2695), Filed.Held(850.75m, nature: "By 401(k)")),
            Filed.Form("5", "0000000001-21-000003", "2021-02-08", Filed.Held(3695), Filed.Held(840.5m, nature: "By 401(k)")) with { PeriodOfReport = Filed.Day("2020-12-31") },
            Filed.Form("4", "0000000001-21-000004", "2021-05-20", Filed.Trade("2021-05-19", 5, 2700), Filed.Held(850.75m, nature: "By 401(k)"))).Known();
        decimal? Plan(string day) => known.Accounts.Single(account => account.Ownership == "I").Entries.Last(entry => entry.On <= Filed.Day(day)).Balance;
        Assert.Equal([800.25m, 840.5m, 840.5m, 850.75m, 850.75m], [Plan("2020-12-30"), Plan("2020-12-31"), Plan("2021-01-17"), Plan("2021-01-18"), Plan("2021-05-19")]);
        Assert.All(known.Accounts.SelectMany(account => account.Findings), finding => Assert.True(finding.Cause is FindingCause.PlanAccrual or FindingCause.ReportedLate));
    }

    [Fact]
    public void a_late_report_of_what_made_the_gap_leaves_nothing_of_it_at_the_year_end()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-20-000001", "2020-10-05", Filed.Trade("2020-10-02", -205, 3695)),
            Filed.Form("4", "0000000001-21-000002", "2021-01-06", Filed.Trade("2021-01-05", -1282, 2565)),
            Filed.Form("5", "0000000001-21-000003", "2021-02-08", Filed.Held(3847)) with { PeriodOfReport = Filed.Day("2020-12-31") },
            Filed.Form("4", "0000000001-21-000004", "2021-03-20", Filed.Trade("2020-11-19", 152, 3847))).Known();
        Assert.Equal([3695m, 3847m, 3847m, 2565m], [known.On("2020-11-18"), known.On("2020-11-19"), known.On("2020-12-31"), known.On("2021-03-20")]);
        Assert.DoesNotContain(known.Accounts.Single().Entries, entry => entry.Kind == EntryKind.Unexplained);
    }

    [Fact]
    public void a_change_that_leads_to_what_a_filing_of_the_same_day_starts_from_stands_before_it()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-24-000001", "2024-01-10", Filed.Trade("2024-01-09", 33, 96245)),
            Filed.Form("4", "0000000001-24-000002", "2024-02-27", Filed.Trade("2024-02-26", -68206, 0)),
            Filed.Form("4", "0000000001-24-000003", "2024-04-26", Filed.Trade("2024-02-26", -34102, 68206))).Known();
        Assert.Equal([96245m, 0m, 0m], [known.On("2024-02-25"), known.On("2024-02-26"), known.On("2024-05-01")]);
    }

    [Fact]
    public void what_was_bought_and_sold_again_between_two_filings_leaves_the_gap_of_the_second_alone()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-22-000001", "2022-12-15", Filed.Trade("2022-12-13", 64, 220)),
            Filed.Form("4", "0000000001-22-000002", "2022-12-19", Filed.Trade("2022-12-19", -44, 185)),
            Filed.Form("4", "0000000001-22-000003", "2022-12-20", Filed.Trade("2022-12-15", 80, 300), Filed.Trade("2022-12-16", -80, 220)),
            Filed.Form("4", "0000000001-22-000004", "2022-12-28", Filed.Trade("2022-12-26", 49, 234))).Known();
        Assert.Equal([220m, 300m, 220m, 185m, 234m], [known.On("2022-12-13"), known.On("2022-12-15"), known.On("2022-12-16"), known.On("2022-12-19"), known.On("2022-12-26")]);
        Assert.DoesNotContain(known.Accounts.Single().Findings, finding => finding.Cause is FindingCause.BalanceMisstated);
    }

    [Fact]
    public void a_total_of_years_ago_is_not_what_is_left_today()
    {
        // Purchases of 2016 and 2017 come to light, each with the total of its day.
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-03-24", Filed.Trade("2023-03-23", 6567, 126_452)),
            Filed.Form("4", "0000000001-23-000002", "2023-03-27", Filed.Trade("2016-10-25", 8, 4281), Filed.Trade("2017-01-27", 6, 4287))).Known();
        Assert.Equal(126_452m, known.On("2023-03-31"));
        Assert.Contains(known.Accounts.Single().Findings, finding => finding.Lines[0].Filing == "0000000001-23-000002");
    }

    [Theory]
    [InlineData(4572, 37_265, 38_517)] // the totals printed since contain it
    [InlineData(-1000, 36_265, 37_517)] // they had forgotten it
    public void a_form_5_may_print_the_total_of_the_fiscal_years_end(int change, int atTheYearsEnd, int now)
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-22-000001", "2022-12-05", Filed.Trade("2022-12-04", 861, 43_753), Filed.Trade("2022-12-04", -6488, 37_265)),
            Filed.Form("4", "0000000001-23-000002", "2023-02-01", Filed.Trade("2023-01-30", 2847, 40_112), Filed.Trade("2023-01-30", -1595, 38_517)),
            Filed.Form("5", "0000000001-23-000003", "2023-02-10", Filed.Trade("2022-11-04", change, atTheYearsEnd)) with { PeriodOfReport = Filed.Day("2022-12-31") }).Known();
        Assert.Equal([atTheYearsEnd, now], [known.On("2022-12-31"), known.On("2023-02-28")]);
        Assert.DoesNotContain(known.Accounts.Single().Findings, finding => finding.Cause == FindingCause.Unexplained);
    }

    [Theory]
    [InlineData(0, 840)]
    [InlineData(500, 1340)]
    public void a_Form_3_of_the_day_of_the_first_grant_that_comes_after_it_states_what_there_was_before(int before, int after)
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 840, after)),
            Filed.Form("3", "0000000001-23-000002", "2023-01-11", Filed.Held(before)) with { PeriodOfReport = Filed.Day("2023-01-09") },
            Filed.Form("4", "0000000001-23-000003", "2023-02-10", Filed.Trade("2023-02-09", 77, after + 77))).Known();
        Assert.Equal([after, after, after + 77], [known.On("2023-01-09"), known.On("2023-01-31"), known.On("2023-02-28")]);
        Assert.DoesNotContain(known.Accounts.Single().Findings, finding => finding.Cause is FindingCause.Unexplained or FindingCause.BalanceMisstated);
    }

    [Fact]
    public void an_exercise_forgotten_when_its_sale_was_reported_counts_before_the_sale_and_once()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-24-000001", "2024-05-29", Filed.Trade("2024-05-29", 2842, 90341)),
            Filed.Form("4", "0000000001-24-000002", "2024-06-10", Filed.Trade("2024-06-10", -6218, 90341)),
            Filed.Form("4", "0000000001-24-000003", "2024-10-08", Filed.Trade("2024-06-07", 6218, 96559))).Known();
        Assert.Equal([90341m, 96559m, 90341m, 90341m], [known.On("2024-06-06"), known.On("2024-06-07"), known.On("2024-06-10"), known.On("2024-12-31")]);
        Assert.DoesNotContain(known.Accounts.Single().Entries, entry => entry.Kind == EntryKind.Unexplained);
    }

    [Fact]
    public void a_year_end_balance_that_was_stated_of_that_day_before_moves_nothing()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-19-000001", "2019-01-02", Filed.Held(192_835)) with { PeriodOfReport = Filed.Day("2018-12-31") },
            Filed.Form("4", "0000000001-19-000002", "2019-01-29", Filed.Trade("2019-01-29", 16, 192_851)),
            Filed.Form("5", "0000000001-19-000003", "2019-02-14", Filed.Held(192_835)) with { PeriodOfReport = Filed.Day("2018-12-31") },
            Filed.Form("4", "0000000001-19-000004", "2019-03-25", Filed.Trade("2019-03-21", -96_425, 96_426))).Known();
        Assert.Equal([192_835m, 192_851m, 192_851m, 96_426m], [known.On("2018-12-31"), known.On("2019-01-29"), known.On("2019-03-20"), known.On("2019-03-21")]);
        Assert.Equal([FindingCause.ReportedLate], known.Accounts.Single().Findings.Select(finding => finding.Cause));
    }

    [Fact]
    public void the_total_of_the_fiscal_years_end_may_close_a_gap_after_which_more_was_filed()
    {
        var known = Filed.Holdings(
            Filed.Form("3", "0000000001-22-000001", "2022-04-13") with { NoSecuritiesOwned = true, PeriodOfReport = Filed.Day("2022-04-12") },
            Filed.Form("4", "0000000001-22-000002", "2022-08-31", Filed.Trade("2022-08-29", 563, 4732)),
            Filed.Form("4", "0000000001-23-000003", "2023-02-03", Filed.Trade("2023-02-01", -1197, 3535)),
            Filed.Form("5", "0000000001-23-000004", "2023-02-04", Filed.Trade("2022-05-03", 4169, 4732)) with { PeriodOfReport = Filed.Day("2022-12-31") }).Known();
        Assert.Equal([0m, 4169m, 4732m, 3535m], [known.On("2022-05-02"), known.On("2022-05-31"), known.On("2022-12-31"), known.On("2023-02-28")]);
    }

    [Fact]
    public void a_fiscal_years_end_before_all_that_is_held_takes_nothing_back()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-03-06", Filed.Trade("2023-03-04", 2997, 16_890)),
            Filed.Form("5", "0000000001-23-000002", "2023-03-07", Filed.Held(13_979)) with { PeriodOfReport = Filed.Day("2022-12-31") }).Known();
        Assert.Equal([13_979m, 16_890m], [known.On("2022-12-31"), known.On("2023-03-31")]);
        Assert.Contains(known.Accounts.Single().Findings, finding => finding is { Kind: FindingKind.BalanceGap, Difference: -86m });
    }

    [Fact]
    public void a_grant_reported_after_it_was_used_up_on_its_day_is_what_the_exercises_started_from()
    {
        var none = Filed.Form("3", "0000000001-22-000001", "2022-03-10") with { NoSecuritiesOwned = true, PeriodOfReport = Filed.Day("2022-03-03") };
        var known = Filed.Holdings(
            none,
            Filed.Form("4", "0000000001-22-000002", "2022-04-10",
                Filed.Grant("2022-04-08", -344, 1034, price: 10.25m, expires: "2030-03-03"), Filed.Grant("2022-04-08", -1034, 0, price: 10.25m, expires: "2030-03-03")),
            Filed.Form("4", "0000000001-22-000003", "2022-04-28", Filed.Grant("2022-04-08", 1378, 1378, price: 10.25m, expires: "2030-03-03"))).Known();
        Assert.Equal([0m, 0m], [known.On("2022-04-08"), known.On("2022-05-31")]);
        Assert.DoesNotContain(known.Accounts.Single().Entries, entry => entry.Kind == EntryKind.Unexplained);
    }

    [Theory]
    [InlineData("2022-04-08")]
    [InlineData("2022-04-09")]
    public void a_first_forms_exercises_started_from_the_grant_of_their_day_that_is_reported_late(string last)
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-22-000002", "2022-04-10",
                Filed.Grant("2022-04-08", -344, 1034, price: 10.25m, expires: "2030-03-03"), Filed.Grant(last, -1034, 0, price: 10.25m, expires: "2030-03-03")),
            Filed.Form("4", "0000000001-22-000003", "2022-04-28", Filed.Grant("2022-04-08", 1378, 1378, price: 10.25m, expires: "2030-03-03"))).Known();
        Assert.Equal(0m, known.On("2022-05-31"));
        Assert.Equal(0m, known.Accounts.Single().Entries[0].Balance);
    }

    [Fact]
    public void half_of_a_vesting_withheld_before_anybody_reported_the_vesting_is_no_slip_in_a_letter()
    {
        var holdings = Filed.Holdings(
            Filed.Form("4", "0000000001-20-000001", "2020-12-10", Filed.Trade("2020-12-09", 100, 2_204_677)),
            Filed.Form("4", "0000000001-21-000002", "2021-01-20", Filed.Trade("2021-01-18", -2535, 2_207_212) with { TransactionCode = "F" }),
            Filed.Form("4", "0000000001-21-000003", "2021-02-17", Filed.Trade("2021-01-18", 5070, 2_209_747) with { TransactionCode = "M" }));
        Assert.Equal([FindingCause.Unexplained], holdings.Known("2021-02-01").Accounts.Single().Findings.Select(finding => finding.Cause));
        var known = holdings.Known();
        Assert.Equal(2_207_212m, known.On("2021-01-18"));
        Assert.DoesNotContain(known.Accounts.Single().Findings, finding => finding.Cause is FindingCause.DirectionContradictsBalance or FindingCause.Unexplained);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void the_total_of_the_fiscal_years_end_may_be_that_of_a_filing_of_days_before_and_after_the_line(int earlier)
    {
        var filings = new[]
        {
            Filed.Form("4", "0000000001-22-000001", "2022-11-06", Filed.Trade("2022-11-04", 100, 9900)),
            Filed.Form("4", "0000000001-23-000002", "2023-01-06", Filed.Trade("2022-12-20", 100, 10_000), Filed.Trade("2022-12-30", 70, 10_070), Filed.Trade("2023-01-04", 33, 10_103)),
            Filed.Form("5", "0000000001-23-000003", "2023-02-10", Filed.Trade("2022-12-25", -200, 9870)) with { PeriodOfReport = Filed.Day("2022-12-31") },
        };
        var known = Filed.Holdings(filings[(1 - earlier)..]).Known();
        Assert.Equal([10_000m, 9800m, 9870m, 9903m], [known.On("2022-12-20"), known.On("2022-12-25"), known.On("2022-12-31"), known.On("2023-02-28")]);
    }

    [Theory]
    [InlineData(-500, 0)]
    [InlineData(-480, -20)]
    public void of_two_gaps_a_line_with_todays_total_is_in_that_of_its_own_time(int change, int left)
    {
        // As much was sold between the first two filings as between the last two, and only the first sale is reported late.
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 100, 10_031)),
            Filed.Form("4", "0000000001-23-000002", "2023-02-20", Filed.Trade("2023-02-18", 50, 9581)),
            Filed.Form("4", "0000000001-23-000003", "2023-04-11", Filed.Trade("2023-04-10", 20, 9101)),
            Filed.Form("4", "0000000001-23-000004", "2023-05-10", Filed.Trade("2023-01-20", change, 9101))).Known();
        Assert.Equal([10_031m + change, 9581m, 9101m], [known.On("2023-01-20"), known.On("2023-02-18"), known.On("2023-04-10")]);
        Assert.Equal(left == 0 ? [-500m] : [left, -500m], known.Accounts.Single().Entries.Where(entry => entry.Kind == EntryKind.Unexplained).Select(entry => entry.Change!.Value));
    }

    [Fact]
    public void a_late_line_of_after_the_year_end_closes_the_part_of_the_gap_that_came_about_since()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-22-000001", "2022-10-05", Filed.Trade("2022-10-02", -205, 3695)),
            Filed.Form("4", "0000000001-23-000002", "2023-01-20", Filed.Trade("2023-01-18", -1000, 2945)),
            Filed.Form("5", "0000000001-23-000003", "2023-02-08", Filed.Held(3795)) with { PeriodOfReport = Filed.Day("2022-12-31") },
            Filed.Form("4", "0000000001-23-000004", "2023-03-10", Filed.Trade("2023-01-05", 150, 3945))).Known();
        Assert.Equal([3695m, 3795m, 3945m, 2945m, 2945m], [known.On("2022-12-30"), known.On("2022-12-31"), known.On("2023-01-05"), known.On("2023-01-18"), known.On("2023-03-31")]);
        Assert.Equal([100m], known.Accounts.Single().Entries.Where(entry => entry.Kind == EntryKind.Unexplained).Select(entry => entry.Change!.Value));
    }
}
