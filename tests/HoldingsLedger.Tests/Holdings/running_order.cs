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
    public void where_two_orders_agree_with_themselves_the_previous_balance_decides()
    {
        // 5 shares bought and 5 sold: downwards from 1000, or every line the total after both.
        var account = After(Filed.Trade("2023-03-08", 5, 1005), Filed.Trade("2023-03-08", -5, 1000));
        Assert.Equal([900m, 1000m, 1005m, 1000m], Balances(account));
        Assert.Empty(account.Findings);
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
}
