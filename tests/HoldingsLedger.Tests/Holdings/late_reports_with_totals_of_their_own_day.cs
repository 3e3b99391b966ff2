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
}
