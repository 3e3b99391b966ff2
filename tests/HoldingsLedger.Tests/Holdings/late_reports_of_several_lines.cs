using HoldingsLedger.Findings;
using HoldingsLedger.Holdings;
using Xunit;

namespace HoldingsLedger.Tests.Holdings;

/// <summary>One late filing may report what the totals printed since then contain, what they had forgotten, and what is new.</summary>
public sealed class late_reports_of_several_lines
{
    [Fact]
    public void what_the_totals_had_forgotten_may_stand_beside_what_they_contain()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-16", Filed.Trade("2023-01-15", -3282, 12_220)),
            Filed.Form("4", "0000000001-23-000002", "2023-02-12", Filed.Trade("2023-02-04", -3370, 8_393)),
            Filed.Form("4", "0000000001-23-000003", "2023-02-22", Filed.Trade("2023-02-20", 10, 8_403)),
            Filed.Form("5", "0000000001-23-000004", "2023-03-23", Filed.Trade("2023-01-15", 1965, 10_825), Filed.Trade("2023-02-04", -457, 10_368))).Known();
        Assert.Equal([14_185m, 10_358m, 10_368m], [known.On("2023-01-15"), known.On("2023-02-04"), known.On("2023-02-20")]);
        Assert.DoesNotContain(known.Accounts.Single().Findings, finding => finding.Cause == FindingCause.Unexplained);
    }

    [Fact]
    public void of_changes_older_than_the_first_filing_the_numbers_say_which_its_total_contains()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-06-22", Filed.Trade("2023-06-20", -2103, 132_704)),
            Filed.Form("4", "0000000001-23-000002", "2023-07-30",
                Filed.Trade("2023-04-18", 59, 132_442), Filed.Trade("2023-05-09", 53_420, 185_862), Filed.Trade("2023-06-12", 321, 186_183))).Known();
        Assert.Equal([134_545m, 187_965m, 188_286m, 186_183m], [known.On("2023-04-18"), known.On("2023-05-09"), known.On("2023-06-12"), known.On("2023-06-20")]);
        Assert.DoesNotContain(known.Accounts.Single().Findings, finding => finding.Cause == FindingCause.Unexplained);
    }

    [Fact]
    public void where_two_of_the_changes_could_be_the_one_contained_the_gap_stays()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-06-22", Filed.Trade("2023-06-20", -2103, 132_704)),
            Filed.Form("4", "0000000001-23-000002", "2023-07-30", Filed.Trade("2023-04-18", 311, 132_704), Filed.Trade("2023-05-09", 311, 133_015))).Known();
        Assert.Contains(known.Accounts.Single().Findings, finding => finding is { Kind: FindingKind.BalanceGap, Cause: not FindingCause.ReportedLate });
        Assert.Equal(133_015m, known.On("2023-07-30"));
    }

    [Fact]
    public void a_holding_row_contains_what_happened_until_it_was_written_whatever_day_it_stands_on()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-04-18", Filed.Trade("2023-04-16", -2743, 889_824, nature: "By Spouse"), Filed.Held(476_777)),
            Filed.Form("4", "0000000001-23-000002", "2023-04-22", Filed.Trade("2023-04-17", -3148, 476_777))).Known();
        var directly = known.Accounts.Single(account => account.Ownership == "D");
        Assert.Equal([479_925m, 476_777m], [PositionsOn.Of(directly, Filed.Day("2023-04-16"))!.Balance, PositionsOn.Of(directly, Filed.Day("2023-04-17"))!.Balance]);
        Assert.DoesNotContain(directly.Findings, finding => finding.Cause == FindingCause.Unexplained);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void a_change_of_a_day_in_the_middle_of_the_only_filing_moves_what_came_after_it(bool fromNothing)
    {
        var held = fromNothing ? 0 : 100_000;
        var known = Filed.Holdings(
            Filed.Form("3", "0000000001-23-000001", "2023-02-12", fromNothing ? [] : [Filed.Held(held)]) with { NoSecuritiesOwned = fromNothing },
            Filed.Form("4", "0000000001-23-000002", "2023-03-27", Filed.Trade("2023-03-24", 4246, held + 4246), Filed.Trade("2023-03-25", 1073, held + 5319)),
            Filed.Form("4", "0000000001-23-000003", "2023-04-05", Filed.Trade("2023-03-24", 3814, held + 8060))).Known();
        Assert.Equal([held + 8060m, held + 9133m, held + 9133m], [known.On("2023-03-24"), known.On("2023-03-25"), known.On("2023-04-30")]);
    }

    [Fact]
    public void a_change_of_a_day_in_the_middle_of_the_first_filing_moves_what_came_after_it()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-03-27", Filed.Trade("2023-03-24", 4246, 104_246), Filed.Trade("2023-03-25", 1073, 105_319)),
            Filed.Form("4", "0000000001-23-000002", "2023-04-05", Filed.Trade("2023-03-24", 3814, 108_060))).Known();
        Assert.Equal([108_060m, 109_133m, 109_133m], [known.On("2023-03-24"), known.On("2023-03-25"), known.On("2023-04-30")]);
    }

    [Fact]
    public void of_totals_of_their_own_days_one_may_be_older_than_the_first_filing()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-03-10", Filed.Trade("2023-03-08", 4157, 134_688), Filed.Trade("2023-03-08", -740, 133_948)),
            Filed.Form("4", "0000000001-23-000002", "2023-03-29", Filed.Trade("2023-03-27", -100, 131_475)),
            Filed.Form("5", "0000000001-23-000003", "2023-05-05", Filed.Trade("2023-03-07", -2715, 130_531), Filed.Trade("2023-03-27", -2373, 131_475))).Known();
        Assert.Equal([130_531m, 133_948m, 131_475m, 131_475m], [known.On("2023-03-07"), known.On("2023-03-08"), known.On("2023-03-27"), known.On("2023-05-31")]);
        Assert.DoesNotContain(known.Accounts.Single().Findings, finding => finding.Cause == FindingCause.Unexplained);
    }

    [Fact]
    public void of_totals_of_their_own_days_one_may_be_of_the_last_day_spoken_of_and_one_of_a_later_day()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-02-10", Filed.Trade("2023-02-09", 50, 578)),
            Filed.Form("4", "0000000001-23-000002", "2023-04-12", Filed.Trade("2023-04-10", 109, 715)),
            Filed.Form("4", "0000000001-23-000003", "2023-05-22", Filed.Trade("2023-05-20", -871, 3620)),
            Filed.Form("4", "0000000001-23-000004", "2023-06-27", Filed.Trade("2023-04-10", 28, 715), Filed.Trade("2023-05-20", 3776, 3620), Filed.Trade("2023-06-12", 4406, 8026))).Known();
        Assert.Equal([578m, 715m, 3620m, 8026m], [known.On("2023-04-09"), known.On("2023-04-10"), known.On("2023-05-20"), known.On("2023-06-12")]);
        Assert.DoesNotContain(known.Accounts.Single().Findings, finding => finding.Cause == FindingCause.Unexplained);
    }

    [Fact]
    public void a_change_that_the_totals_contain_may_be_larger_than_the_gap_it_left()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 100, 1000)),
            Filed.Form("4", "0000000001-23-000002", "2023-03-10", Filed.Trade("2023-03-09", 50, 967)),
            Filed.Form("5", "0000000001-23-000003", "2023-04-10", Filed.Trade("2023-02-01", -103, 967))).Known();
        Assert.Equal([1000m, 897m, 967m, 967m], [known.On("2023-01-31"), known.On("2023-02-01"), known.On("2023-03-09"), known.On("2023-04-30")]);
        Assert.Contains(known.Accounts.Single().Entries, entry => entry is { Kind: EntryKind.Unexplained, Change: 20m });
    }

    [Fact]
    public void a_change_that_the_last_total_contains_is_late_though_another_filing_is_missing()
    {
        // Before 18 February 991 were bought, as is reported late, and 3,187 sold, as is never.
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 100, 10_000)),
            Filed.Form("4", "0000000001-23-000002", "2023-02-20", Filed.Trade("2023-02-18", 50, 7_854)),
            Filed.Form("4", "0000000001-23-000003", "2023-03-10", Filed.Trade("2023-03-09", 10, 7_864)),
            Filed.Form("4", "0000000001-23-000004", "2023-04-10", Filed.Trade("2023-02-10", 991, 7_864))).Known();
        Assert.Equal([10_991m, 7_854m, 7_864m, 7_864m], [known.On("2023-02-10"), known.On("2023-02-18"), known.On("2023-03-09"), known.On("2023-04-30")]);
        Assert.Equal([-3_187m], known.Accounts.Single().Entries.Where(entry => entry.Kind == EntryKind.Unexplained).Select(entry => entry.Change));
    }

    [Fact]
    public void a_round_total_that_is_the_last_one_again_says_nothing_of_a_gap_it_does_not_lessen()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 100, 10_000)),
            Filed.Form("4", "0000000001-23-000002", "2023-02-20", Filed.Trade("2023-02-18", -500, 8_000)),
            Filed.Form("4", "0000000001-23-000003", "2023-04-10", Filed.Trade("2023-02-10", 991, 8_000))).Known();
        Assert.DoesNotContain(known.Accounts.Single().Findings, finding => finding.Cause == FindingCause.ReportedLate);
    }

    [Theory]
    [InlineData(991, 107)]
    [InlineData(-991, 107)]
    [InlineData(991, -30)]
    public void what_a_plan_acquired_since_stands_beside_a_change_that_makes_up_an_earlier_gap(int change, int since)
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 100, 10_000)),
            Filed.Form("4", "0000000001-23-000002", "2023-02-20", Filed.Trade("2023-02-18", 50, 10_050 + change)),
            Filed.Form("4", "0000000001-23-000003", "2023-04-10", Filed.Trade("2023-02-10", change, 10_050 + change + since)),
            Filed.Form("4", "0000000001-23-000004", "2023-05-10", Filed.Trade("2023-05-09", 10, 10_060 + change + since))).Known();
        Assert.Equal([10_000m + change, 10_060m + change + since], [known.On("2023-02-10"), known.On("2023-05-09")]);
        Assert.Equal([(decimal)since], known.Accounts.Single().Entries.Where(entry => entry.Kind == EntryKind.Unexplained).Select(entry => entry.Change!.Value));
        Assert.Contains(known.Accounts.Single().Findings, finding => finding is { Kind: FindingKind.BalanceGap, Cause: FindingCause.ReportedLate } && finding.Message.Contains("remain", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1_000, 300)]
    [InlineData(-1_000, -300)]
    public void totals_of_their_own_days_may_lead_to_what_a_split_left(int first, int second)
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 100, 10_000)),
            Filed.Form("4", "0000000001-23-000002", "2023-02-20", Filed.Trade("2023-02-18", 50, 10_050)),
            Filed.Form("4", "0000000001-23-000003", "2023-05-20", Filed.Trade("2023-05-18", 40, ((10_050 + first + second) * 2) + 40)),
            Filed.Form("5", "0000000001-23-000004", "2023-06-20", Filed.Trade("2023-02-25", first, 10_050 + first), Filed.Trade("2023-03-01", second, 10_050 + first + second))).Known();
        Assert.Equal([10_050m + first, 10_050m + first + second, ((10_050 + first + second) * 2) + 40], [known.On("2023-02-25"), known.On("2023-03-01"), known.On("2023-06-30")]);
        Assert.Contains(known.Accounts.Single().Findings, finding => finding is { Kind: FindingKind.BalanceGap, Ratio: "2:1" });
    }

    [Fact]
    public void a_change_before_a_split_may_stand_beside_one_of_the_late_filings_own_days()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 100, 10_000)),
            Filed.Form("4", "0000000001-23-000002", "2023-05-20", Filed.Trade("2023-05-18", 40, 18_040)),
            Filed.Form("4", "0000000001-23-000003", "2023-06-20", Filed.Trade("2023-02-25", -1_000, 9_000), Filed.Trade("2023-06-18", 500, 18_540))).Known();
        Assert.Equal([9_000m, 18_040m, 18_540m], [known.On("2023-02-25"), known.On("2023-05-18"), known.On("2023-06-30")]);
        Assert.Equal([9_000m], known.Accounts.Single().Entries.Where(entry => entry.Kind == EntryKind.Unexplained).Select(entry => entry.Change!.Value));
    }

    [Fact]
    public void of_a_day_before_all_that_is_held_they_say_nothing_of_today_but_close_the_gap_they_make_up()
    {
        // A vesting and a sale of July, found missing in March; the form that reports them in May prints July's totals.
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 9005, 104_935)),
            Filed.Form("4", "0000000001-23-000002", "2023-03-10", Filed.Trade("2023-03-09", 93_750, 205_078)),
            Filed.Form("4", "0000000001-23-000003", "2023-05-01", Filed.Trade("2022-07-01", 9005, 73_294), Filed.Trade("2022-07-05", -2612, 70_682)),
            Filed.Form("4", "0000000001-23-000004", "2023-06-10", Filed.Trade("2023-06-09", 2841, 207_919))).Known();
        Assert.Equal([205_078m, 205_078m, 207_919m], [known.On("2023-03-09"), known.On("2023-05-31"), known.On("2023-06-09")]);
        Assert.DoesNotContain(known.Accounts.Single().Findings, finding => finding.Cause == FindingCause.Unexplained);
    }

    [Theory]
    [InlineData(9_100, 18_200, 18_700)] // contained by the filings since, totals of the day it was written
    [InlineData(9_100, 18_700, 18_700)] // one total on both lines
    [InlineData(10_100, 9_000, 18_700)] // forgotten by them, and the total of its own day
    public void a_split_may_stand_between_a_late_line_and_one_in_time(int known, int late, int left)
    {
        var accounts = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 100, 10_000)),
            Filed.Form("4", "0000000001-23-000002", "2023-03-10", Filed.Trade("2023-03-09", 100, known)),
            Filed.Form("4", "0000000001-23-000003", "2023-06-20", Filed.Trade("2023-02-25", -1_000, late), Filed.Trade("2023-06-18", 500, left))).Known();
        Assert.Equal([9_000m, 9_100m, 9_100m, 18_700m], [accounts.On("2023-02-25"), accounts.On("2023-03-09"), accounts.On("2023-06-17"), accounts.On("2023-06-18")]);
        Assert.Equal([9_100m], accounts.Accounts.Single().Entries.Where(entry => entry.Kind == EntryKind.Unexplained).Select(entry => entry.Change!.Value));
    }
}
