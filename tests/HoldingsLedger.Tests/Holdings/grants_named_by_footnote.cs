using HoldingsLedger.Findings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using Xunit;

namespace HoldingsLedger.Tests.Holdings;

public sealed class grants_named_by_footnote
{
    private static readonly (string, string)[] Notes = [("F1", "Granted in May."), ("F2", "Granted in June.")];

    private static ReportedLine May(string on, decimal change, decimal left) => Filed.Grant(on, change, left, "RSU").Noted("exercisableOn", "F1");

    private static ReportedLine June(string on, decimal change, decimal left) => Filed.Grant(on, change, left, "RSU").Noted("exercisableOn", "F2");

    private static HeldFiling Form(string number, string accepted, params ReportedLine[] lines) =>
        Filed.Form("4", $"0000000001-23-{number}", accepted, lines).Notes(Notes);

    private static decimal?[] On(InsiderAccounts known, string day) => [.. PositionsOn.Day(known, Filed.Day(day)).Select(position => position.Balance).Order()];

    [Fact]
    public void two_vestings_after_a_split_are_one_grant_with_a_gap()
    {
        // The total after the first row happens to be the balance before the split.
        var known = Filed.Holdings(
            Form("000001", "2023-01-10", May("2023-01-09", 967, 967), June("2023-01-09", 400, 400)),
            Form("000002", "2023-02-10", June("2023-02-09", -400, 0)),
            Form("000003", "2023-03-10", May("2023-03-08", -967, 967), May("2023-03-08", -725, 242))).Known();
        Assert.Equal([242m], On(known, "2023-03-31"));
        var before = PositionsOn.Day(known, Filed.Day("2023-03-07")).Single();
        Assert.Equal(967, before.Balance);
        Assert.Equal([(FindingKind.BalanceGap, 967m)], before.Findings.Select(finding => (finding.Kind, finding.Difference!.Value)));
    }

    [Fact]
    public void two_grants_used_up_in_one_filing_stay_two()
    {
        var known = Filed.Holdings(
            Form("000001", "2023-01-10", May("2023-01-09", 4462, 4462), June("2023-01-09", 1265, 1265)),
            Form("000002", "2023-03-10", May("2023-03-09", -8924, 0), June("2023-03-09", -2530, 0))).Known();
        Assert.Equal([], On(known, "2023-03-31"));
        Assert.Equal([1265m, 4462m], known.Accounts.SelectMany(account => account.Findings).Select(finding => finding.Difference!.Value).Order());
        Assert.DoesNotContain(known.Accounts.SelectMany(account => account.Entries), entry => entry.Stated != entry.Balance && entry.Stated is not null);
    }

    [Fact]
    public void what_vests_before_another_grant_was_granted_is_not_that_grants()
    {
        // 0001058290-23-000046 grants 15,069 units on 16 February; 0001058290-23-000058 reports the vesting of 245 older ones.
        var known = Filed.Holdings(
            Form("000001", "2023-02-21", May("2023-02-16", 15_069, 15_069)),
            Form("000002", "2023-02-22", June("2023-02-16", -245, 0))).Known();
        Assert.Equal([15_069m], On(known, "2023-02-28"));
        var grant = known.Accounts.Single(account => account.Entries.Any(entry => entry.Change == 15_069));
        Assert.Equal([0m, 15_069m], grant.Entries.Select(entry => entry.Balance));
        Assert.Empty(grant.Findings);
    }

    [Fact]
    public void a_grant_listed_after_the_vestings_of_its_day_comes_first()
    {
        var known = Filed.Holdings(Form("000001", "2023-05-03",
            May("2023-04-30", -523, 523), May("2023-04-30", -523, 0), June("2023-04-30", 2831, 2831), May("2023-04-30", 1046, 1046))).Known();
        Assert.Equal([2831m], On(known, "2023-05-31"));
        Assert.All(known.Accounts, account => Assert.Equal(0, account.Entries[0].Balance));
    }
}
