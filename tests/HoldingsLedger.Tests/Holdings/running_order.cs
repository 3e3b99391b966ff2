using HoldingsLedger.Findings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using Xunit;

namespace HoldingsLedger.Tests.Holdings;

public sealed class running_order
{
    private static readonly HeldFiling Before = Filed.Form("4", "0000000001-23-000001", "2023-01-05", Filed.Trade("2023-01-04", 100, 1000));

    private static Account After(params ReportedLine[] lines) =>
        Filed.Holdings(Before, Filed.Form("4", "0000000001-23-000002", "2023-03-10", lines)).Known().Accounts.Single();

    private static decimal?[] Balances(Account account) => [.. account.Entries.Select(entry => entry.Balance)];

    [Fact]
    public void rows_that_tally_downwards_count_in_row_order() =>
        Assert.Equal([900m, 1000m, 1010m, 1030m], Balances(After(Filed.Trade("2023-03-08", 10, 1010), Filed.Trade("2023-03-08", 20, 1030))));

    [Fact]
    public void a_total_printed_on_every_line_is_the_balance_after_all_of_them()
    {
        var account = After(Filed.Trade("2023-03-07", 10, 1030), Filed.Trade("2023-03-08", 20, 1030));
        Assert.Equal([900m, 1000m, 1010m, 1030m], Balances(account));
        Assert.Equal([null, true, false, true], account.Entries.Select(entry => entry.Ties));
        Assert.Equal(FindingCause.FinalTotalPrinted, account.Findings.Single().Cause);
    }

    [Fact]
    public void rows_that_tally_upwards_count_from_the_last() =>
        Assert.Equal([900m, 1000m, 1020m, 1030m], Balances(After(Filed.Trade("2023-03-08", 10, 1030), Filed.Trade("2023-03-08", 20, 1020))));

    [Fact]
    public void rows_that_tally_by_their_dates_count_by_date() => Assert.Equal(
        [900m, 1000m, 1020m, 1030m, 1060m],
        Balances(After(Filed.Trade("2023-03-07", 10, 1030), Filed.Trade("2023-03-06", 20, 1020), Filed.Trade("2023-03-08", 30, 1060))));

    [Fact]
    public void rows_that_move_nothing_stand_where_their_balance_is() =>
        Assert.Equal([900m, 1000m, 1000m, 999m, 999m], Balances(After(Filed.Trade("2023-03-08", -1, 999), Filed.Trade("2023-03-08", 0, 999), Filed.Trade("2023-03-08", 0, 1000))));

    [Fact]
    public void where_two_orders_agree_with_themselves_the_previous_balance_decides()
    {
        // 5 shares bought and 5 sold: downwards from 1000, or every line the total after both.
        var account = After(Filed.Trade("2023-03-08", 5, 1005), Filed.Trade("2023-03-08", -5, 1000));
        Assert.Equal([900m, 1000m, 1005m, 1000m], Balances(account));
        Assert.Empty(account.Findings);
    }

    [Fact]
    public void a_holding_listed_first_is_the_balance_before_the_rows_that_go_on_from_it()
    {
        var account = After(Filed.Held(1000), Filed.Trade("2023-03-08", 500, 1500), Filed.Trade("2023-03-08", -200, 1300));
        Assert.Equal([900m, 1000m, 1000m, 1500m, 1300m], Balances(account));
        Assert.Empty(account.Findings);
        var first = Filed.Holdings(Filed.Form("4", "0000000001-23-000002", "2023-03-10", Filed.Held(0, nature: "By the Quillfeather Trust"), Filed.Trade("2023-03-08", 20, 20, nature: "By the Quillfeather Trust"))).Known();
        Assert.Equal((20m, 0), (first.On("2023-03-08"), first.Accounts.Single().Findings.Count));
    }

    [Fact]
    public void where_no_order_agrees_a_finding_says_so()
    {
        var account = After(Filed.Trade("2023-03-08", 10, 1111), Filed.Trade("2023-03-08", 20, 1030));
        Assert.Contains(account.Findings, finding => finding.Kind == FindingKind.RunningOrderUnclear);
        Assert.Equal(1030m, account.Entries[^1].Balance);
    }

    [Fact]
    public void where_a_first_filings_rows_agree_in_two_orders_a_finding_says_so()
    {
        // Exercised and sold, in this order or the other one: nothing is left, or 9,143.
        var known = Filed.Holdings(ExercisedAndSold).Known();
        var position = PositionsOn.Day(known, Filed.Day("2023-03-31"), includeZero: true).Single();
        Assert.Equal([FindingKind.RunningOrderUnclear], position.Findings.Select(finding => finding.Kind));
    }

    [Theory]
    [InlineData(9143, 9143)]
    [InlineData(0, 0)]
    public void the_next_filing_tells_in_which_of_two_orders_the_rows_count(decimal goesOnFrom, decimal left)
    {
        var known = Filed.Holdings(ExercisedAndSold, Filed.Form("4", "0000000001-23-000002", "2023-04-10", Filed.Trade("2023-04-08", 2089, goesOnFrom + 2089))).Known();
        Assert.Equal(left, known.On("2023-03-31"));
        Assert.Equal(goesOnFrom + 2089, known.On("2023-04-30"));
        Assert.Empty(known.Accounts.Single().Findings);
        Assert.Equal((1, 1), (known.Checks, known.Ties));
    }

    private static HeldFiling ExercisedAndSold =>
        Filed.Form("4", "0000000001-23-000001", "2023-03-10", Filed.Trade("2023-03-08", -9143, 0), Filed.Trade("2023-03-08", 9143, 9143));

    [Fact]
    public void a_first_filing_whose_balance_moves_against_a_letter_says_so()
    {
        // Exercised, withheld, sold: the last two are marked A where the balance falls.
        var known = Filed.Holdings(Filed.Form("4", "0000000001-23-000001", "2023-03-10",
            Filed.Trade("2023-03-08", 3011, 9496) with { TransactionCode = "M" },
            Filed.Trade("2023-03-08", 364, 9132) with { TransactionCode = "F" },
            Filed.Trade("2023-03-08", 2647, 6485) with { TransactionCode = "S" })).Known();
        var account = known.Accounts.Single();
        Assert.Equal([6485m, 9496m, 8768m, 9132m, 3838m, 6485m], Balances(account));
        var finding = account.Findings.Single();
        Assert.Equal((FindingKind.RunningOrderUnclear, FindingCause.DirectionContradictsBalance, -6022m), (finding.Kind, finding.Cause, finding.Difference!.Value));
        Assert.Equal([-728m, -5294m], account.Entries.Where(entry => entry.Kind == EntryKind.Unexplained).Select(entry => entry.Findings.Single().Difference!.Value));
        Assert.Contains(finding, PositionsOn.Day(known, Filed.Day("2023-03-31")).Single().Findings);
    }

    [Fact]
    public void each_change_that_nobody_reported_bears_its_finding()
    {
        var account = After(Filed.Trade("2023-03-08", 10, 990) with { TransactionCode = "J" }, Filed.Trade("2023-03-09", 20, 970) with { TransactionCode = "J" });
        Assert.All(account.Entries.Where(entry => entry.Kind == EntryKind.Unexplained), entry =>
            Assert.Equal([(FindingCause.DirectionContradictsBalance, entry.Change)], entry.Findings.Select(finding => (finding.Cause, finding.Difference))));
        Assert.Equal(2, account.Entries.Count(entry => entry.Kind == EntryKind.Unexplained));
    }

    [Fact]
    public void two_grants_of_the_same_terms_from_nothing_are_two_though_one_is_half_the_other()
    {
        // 37,500 and 75,000 units: the smaller would be left of the larger if its A were meant for a D.
        var known = Filed.Holdings(Filed.Form("4", "0000000001-23-000001", "2023-03-10", Units("2023-03-06", 37_500, 37_500), Units("2023-03-06", 75_000, 75_000))).Known();
        Assert.Equal([37_500m, 75_000m], PositionsOn.Day(known, Filed.Day("2023-03-31")).Select(position => position.Balance!.Value).Order());
        Assert.DoesNotContain(known.Accounts.SelectMany(account => account.Entries), entry => entry.Kind == EntryKind.Unexplained);

        static ReportedLine Units(string on, decimal change, decimal left) => Filed.Grant(on, change, left, "RSUs", expires: "2027-03-06");
    }

    [Fact]
    public void units_given_up_for_as_many_new_ones_on_one_day_are_held_afterwards()
    {
        // Reclassified: the old award goes back to the issuer, the new one takes its place.
        var known = Filed.Holdings(Filed.Form("4", "0000000001-23-000001", "2023-06-23",
            Filed.Grant("2023-06-21", -61_729, 0, "Performance Stock Units", 0, "2025-12-31") with { TransactionCode = "D" },
            Filed.Grant("2023-06-21", 61_729, 61_729, "Performance Stock Units", 0, "2025-12-31"))).Known();
        Assert.Equal(61_729, known.On("2023-06-30"));
        Assert.Equal(61_729, known.Accounts.Single().Entries[0].Balance);
    }

    [Theory]
    [InlineData("2023-05-17", "2023-05-17")]
    [InlineData("2023-05-17", "2023-05-18")]
    [InlineData("2023-05-18", "2023-05-17")]
    public void as_many_units_vested_as_were_granted_may_be_those_of_the_year_before(string vested, string granted)
    {
        // A director gets 5,000 units a year, and those of last year vest about the day of the new grant.
        var known = Filed.Holdings(Filed.Form("4", "0000000001-23-000001", "2023-05-19", Filed.Grant(vested, -5000, 0, "RSU"), Filed.Grant(granted, 5000, 5000, "RSU"))).Known();
        var position = PositionsOn.Day(known, Filed.Day("2023-05-31"), includeZero: true).Single();
        Assert.Equal([(FindingKind.RunningOrderUnclear, FindingCause.SeveralCandidates)], position.Findings.Select(finding => (finding.Kind, finding.Cause)));
        if (string.CompareOrdinal(vested, granted) <= 0) Assert.Equal(5000, position.Balance);
    }

    [Fact]
    public void units_of_several_lots_that_add_up_to_a_grant_of_their_day_may_be_older_ones()
    {
        var known = Filed.Holdings(Filed.Form("4", "0000000001-23-000001", "2023-05-19",
            Filed.Grant("2023-05-17", -3000, 2000, "RSU"), Filed.Grant("2023-05-17", -2000, 0, "RSU"), Filed.Grant("2023-05-17", 5000, 5000, "RSU"))).Known();
        Assert.Equal([FindingKind.RunningOrderUnclear], PositionsOn.Day(known, Filed.Day("2023-05-31"), includeZero: true).Single().Findings.Select(finding => finding.Kind));
    }

    [Fact]
    public void units_that_vest_weeks_after_their_grant_in_one_filing_are_not_in_doubt()
    {
        var known = Filed.Holdings(Filed.Form("4", "0000000001-23-000001", "2023-01-06", Filed.Grant("2022-10-14", 4680, 4680, "Phantom Units"), Filed.Grant("2023-01-04", -4680, 0, "Phantom Units"))).Known();
        Assert.Equal(0, known.On("2023-01-31"));
        Assert.Empty(known.Accounts.Single().Findings);
    }

    [Fact]
    public void a_sale_marked_as_acquired_is_a_slip_sooner_than_rows_listed_the_other_way_round()
    {
        // The next filing's exercise and sale of as many shares would agree in either order.
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-30",
                Filed.Trade("2023-01-27", 10_500, 74_759) with { TransactionCode = "M" }, Filed.Trade("2023-01-27", -10_500, 64_259) with { AcquiredDisposed = "A" }),
            Filed.Form("4", "0000000001-23-000002", "2023-02-28", Filed.Trade("2023-02-27", 10_500, 74_759) with { TransactionCode = "M" }, Filed.Trade("2023-02-27", -10_500, 64_259))).Known();
        Assert.Equal(64_259, known.On("2023-01-31"));
        Assert.Equal(64_259, known.On("2023-03-31"));
        Assert.Contains(known.Accounts.Single().Findings, finding => finding.Cause == FindingCause.DirectionContradictsBalance);
    }

    [Fact]
    public void rows_not_listed_by_date_differ_for_that_though_a_late_report_speaks_of_the_year_before()
    {
        // The 100 of the late report are in both balances.
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2022-03-03", Filed.Trade("2022-03-01", 100, 1_100)),
            Filed.Form("4", "0000000001-23-000002", "2023-05-05", Filed.Trade("2023-05-03", -10, 1_190), Filed.Trade("2023-05-01", -20, 1_170)),
            Filed.Form("4", "0000000001-23-000003", "2023-07-05", Filed.Trade("2022-06-01", 100, 1_170))).Known();
        Assert.Equal([(FindingCause.ReportedLate, "2022-06-01"), (FindingCause.RowsNotByDate, "2023-05-01"), (FindingCause.RowsNotByDate, "2023-05-03")],
            known.Accounts.Single().Findings.Where(finding => finding.Kind == FindingKind.BalanceDiffers).Select(finding => (finding.Cause, $"{finding.On:yyyy-MM-dd}")));
    }

    [Fact]
    public void no_order_has_an_option_exercised_before_it_was_granted()
    {
        // The amount of the exercise is misprinted; from the last row to the first the balances would agree.
        var known = Filed.Holdings(Filed.Form("4", "0000000001-23-000001", "2023-02-02",
            Filed.Grant("2023-02-01", 212, 212, price: 116.76m, expires: "2033-02-01"), Filed.Grant("2023-02-01", -222, 0, price: 116.76m, expires: "2033-02-01"))).Known();
        Assert.Equal(0, known.On("2023-02-28"));
        Assert.Contains(known.Accounts.Single().Findings, finding => finding.Kind == FindingKind.RunningOrderUnclear);
    }

    [Fact]
    public void an_option_of_which_more_is_earned_may_be_exercised_before_that_on_one_day()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-05", Filed.Grant("2023-01-03", 2_000, 2_000, price: 5, expires: "2030-01-01")),
            Filed.Form("4", "0000000001-23-000002", "2023-02-05",
                Filed.Grant("2023-02-03", -500, 1_500, price: 5, expires: "2030-01-01"), Filed.Grant("2023-02-03", 700, 2_200, price: 5, expires: "2030-01-01"))).Known();
        Assert.Equal(2_200, known.On("2023-02-28"));
        Assert.Empty(known.Accounts.Single().Findings);
    }

    [Fact]
    public void a_grant_listed_after_exercises_of_its_day_and_the_next_comes_first()
    {
        var known = Filed.Holdings(Filed.Form("4", "0000000001-23-000001", "2023-05-19",
            Filed.Grant("2023-05-17", -1784, 595, price: 12, expires: "2033-05-17"), Filed.Grant("2023-05-18", -595, 0, price: 12, expires: "2033-05-17"),
            Filed.Grant("2023-05-17", 2379, 2379, price: 12, expires: "2033-05-17"))).Known();
        Assert.Equal([595m, 0m], [known.On("2023-05-17"), known.On("2023-05-31")]);
        Assert.Empty(known.Accounts.Single().Findings);
    }

    [Fact]
    public void an_option_exercised_on_the_day_of_its_grant_is_used_up_though_the_grant_is_listed_last()
    {
        var known = Filed.Holdings(Filed.Form("4", "0000000001-23-000001", "2023-05-19",
            Filed.Grant("2023-05-17", -5000, 0, price: 12, expires: "2033-05-17"), Filed.Grant("2023-05-17", 5000, 5000, price: 12, expires: "2033-05-17"))).Known();
        Assert.Equal(0, known.On("2023-05-31"));
        Assert.Empty(known.Accounts.Single().Findings);
    }

    [Fact]
    public void a_day_that_comes_back_to_a_balance_it_had_before_counts_as_the_amounts_lead()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-19-000001", "2019-06-20", Filed.Trade("2019-06-19", 100, 31190)),
            Filed.Form("4", "0000000001-19-000002", "2019-07-09", Filed.Trade("2019-07-04", 819, 32009), Filed.Trade("2019-07-05", 42, 31232), Filed.Trade("2019-07-05", -819, 31190)),
            Filed.Form("4", "0000000001-19-000003", "2019-08-09", Filed.Trade("2019-08-08", -32, 31200))).Known();
        Assert.Equal([32009m, 31232m, 31200m], [known.On("2019-07-04"), known.On("2019-07-05"), known.On("2019-08-08")]);
        Assert.Empty(known.Accounts.Single().Findings);
    }

    [Fact]
    public void rows_that_count_against_their_dates_are_no_late_report()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-18-000001", "2018-01-16", Filed.Trade("2018-01-15", 7, 4507)),
            Filed.Form("4", "0000000001-18-000002", "2018-02-23", Filed.Trade("2018-02-22", -373, 4134), Filed.Trade("2018-02-21", 373, 4507)),
            Filed.Form("4", "0000000001-18-000003", "2018-06-16", Filed.Trade("2018-06-15", 20, 4427)),
            Filed.Form("4", "0000000001-18-000004", "2018-08-16", Filed.Trade("2018-05-15", -100, 4427))).Known();
        Assert.Equal([FindingCause.RowsNotByDate, FindingCause.RowsNotByDate, FindingCause.ReportedLate],
            known.Accounts.Single().Findings.Where(finding => finding.Kind == FindingKind.BalanceDiffers).Select(finding => finding.Cause));
    }

    [Theory]
    [InlineData("2023-03-13", "2023-03-13", false)]
    [InlineData("2023-03-14", "2023-03-13", true)]
    public void an_exercise_listed_before_the_sale_of_as_many_came_before_it_unless_it_is_dated_after_it(string exercised, string sold, bool doubted)
    {
        var known = Filed.Holdings(Filed.Form("4", "0000000001-23-000001", "2023-03-15",
            Filed.Trade(exercised, 4912, 19_821) with { TransactionCode = "M" }, Filed.Trade(sold, -4912, 14_909))).Known();
        Assert.Equal(doubted, known.Accounts.Single().Findings.Any(finding => finding is { Kind: FindingKind.RunningOrderUnclear, Cause: FindingCause.SeveralCandidates }));
        if (!doubted) Assert.Equal(14_909m, known.On("2023-03-31"));
    }

    [Fact]
    public void a_sale_listed_before_an_exercise_of_as_many_may_have_come_before_or_after_it()
    {
        var known = Filed.Holdings(Filed.Form("4", "0000000001-23-000001", "2023-03-15",
            Filed.Trade("2023-03-13", -4912, 14_909), Filed.Trade("2023-03-13", 4912, 19_821) with { TransactionCode = "M" })).Known();
        Assert.Contains(known.Accounts.Single().Findings, finding => finding is { Kind: FindingKind.RunningOrderUnclear, Cause: FindingCause.SeveralCandidates });
    }
}
