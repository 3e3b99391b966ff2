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

    [Fact]
    public void a_grant_after_a_form_3_is_another_one_than_the_form_3_lists()
    {
        var known = Filed.Holdings(
            Filed.Form("3", "0000000001-23-000001", "2023-01-10", Listed(3961, "F1")).Notes(Notes),
            Form("000002", "2023-02-10", June("2023-02-09", 1205, 1205))).Known();
        Assert.Equal([null, 1205m], On(known, "2023-02-28"));
    }

    [Fact]
    public void what_a_form_3_lists_beneath_a_derivative_tells_which_one_is_exercised()
    {
        var known = Filed.Holdings(
            Filed.Form("3", "0000000001-23-000001", "2023-01-10", Listed(1000), Listed(3961)).Notes(Notes),
            Filed.Form("4", "0000000001-23-000002", "2023-02-10", Filed.Grant("2023-02-09", -961, 3000, "RSU"))).Known();
        Assert.Equal([null, 3000m], On(known, "2023-02-28"));
        Assert.DoesNotContain(known.Accounts, account => account.Findings.Count > 0);
    }

    [Theory]
    [InlineData(5978, 4734)]
    [InlineData(4734, 4734)]
    public void a_tally_over_two_grants_is_said_to_be_doubtful(decimal first, decimal second)
    {
        var known = Filed.Holdings(
            Filed.Form("3", "0000000001-23-000001", "2023-01-10", Listed(2000, "F1"), Listed(4978, "F2")).Notes(Notes),
            Form("000002", "2023-02-10", May("2023-02-09", -1000, first), June("2023-02-09", -1244, second))).Known();
        Assert.All(PositionsOn.Day(known, Filed.Day("2023-02-28")), position => Assert.NotEmpty(position.Findings));
    }

    [Fact]
    public void a_vesting_that_all_but_goes_on_from_what_is_left_may_be_that_grants_though_its_note_is_another()
    {
        var known = Filed.Holdings(
            Form("000001", "2023-01-10", May("2023-01-02", -2778, 27_504)),
            Form("000002", "2023-03-01", June("2023-02-28", -178, 27_324))).Known();
        Assert.All(PositionsOn.Day(known, Filed.Day("2023-03-31")), position => Assert.Contains(position.Findings, finding => finding.Kind == FindingKind.AmbiguousAccount));
    }

    [Theory]
    [InlineData(13_526, 30_683, -3_813, 26_870)]
    [InlineData(500, 500, 27_100, 27_100)]
    public void what_a_late_filing_leaves_and_another_account_was_met_with_may_be_one_accounts(int first, int had, int late, int left)
    {
        // The vesting of 16 May is accepted before what happened on the 12th; each filing words its note otherwise.
        var known = Filed.Holdings(
            Form("000001", "2023-03-01", May("2023-02-28", first, had)),
            Form("000002", "2023-05-18", June("2023-05-16", -1_906, 24_964)),
            Form("000003", "2023-05-20", late < 0 ? May("2023-05-12", late, left) : Filed.Grant("2023-05-12", late, left, "RSU"))).Known();
        var held = PositionsOn.Day(known, Filed.Day("2023-05-31"));
        Assert.Contains(held, position => position.Balance == 24_964 && position.Findings.Count > 0);
        Assert.Contains(held, position => position.Balance == left && position.Findings.Count > 0);
        Assert.DoesNotContain(PositionsOn.Day(known, Filed.Day("2023-03-31")), position => position.Findings.Count > 0);
    }

    [Fact]
    public void two_grants_used_up_on_a_first_form_are_two()
    {
        var known = Filed.Holdings(Form("000001", "2023-03-10", May("2023-03-08", -2992, 0), June("2023-03-09", -651, 0))).Known();
        Assert.Equal([2992m, 651m], known.Accounts.Select(account => account.Entries[0].Balance!.Value).OrderDescending());
    }

    [Fact]
    public void rows_that_agree_come_before_an_order_that_happens_to_go_on()
    {
        // Backwards the two rows of June would begin with 752, which is what May holds.
        var known = Filed.Holdings(
            Form("000001", "2023-01-10", May("2023-01-08", 752, 752)),
            Form("000002", "2023-02-10", June("2023-02-07", 1503, 1503), June("2023-02-07", -752, 751))).Known();
        Assert.Equal([751m, 752m], On(known, "2023-02-28"));
    }

    [Fact]
    public void of_grants_that_are_used_up_either_may_be_meant()
    {
        var known = Filed.Holdings(
            Form("000001", "2023-01-10", May("2023-01-08", -500, 0), June("2023-01-08", -300, 0)),
            Filed.Form("4", "0000000001-23-000002", "2023-02-10", Filed.Grant("2023-02-07", 446, 446, "RSU").Noted("exercisableOn", "F1")).Notes(("F1", "Granted in February."))).Known();
        Assert.Equal([446m], On(known, "2023-02-28"));
        Assert.DoesNotContain(known.Accounts, account => account.Findings.Count > 0);
    }

    [Fact]
    public void a_split_of_a_grant_that_a_footnote_names_is_not_one_that_a_form_3_lists()
    {
        var known = Filed.Holdings(
            Filed.Form("3", "0000000001-23-000001", "2023-01-10", Listed(1451, "F1"), Listed(3728, "F2")).Notes(Notes),
            Form("000002", "2023-02-10", June("2023-02-08", -1242, 2486)),
            Form("000003", "2023-03-10", June("2023-03-08", -3729, 3729))).Known();
        Assert.Equal([null, 3729m], On(known, "2023-03-31"));
    }

    [Fact]
    public void a_balance_of_one_grant_under_the_footnote_of_another_is_doubtful()
    {
        var known = Filed.Holdings(
            Form("000001", "2023-01-10", May("2023-01-08", 42, 42), June("2023-01-08", 24, 24)),
            Form("000002", "2023-02-10", May("2023-02-08", -18, 6))).Known();
        Assert.Contains(known.Accounts.SelectMany(account => account.Findings), finding => finding.Kind == FindingKind.AmbiguousAccount);
    }

    [Fact]
    public void lines_under_two_names_that_only_amounts_put_together_are_doubtful()
    {
        // Backwards one grant of 1,200 is used up; by their footnotes two grants vest, and 800 are left of one.
        var known = Filed.Holdings(Form("000001", "2023-03-10", May("2023-03-08", -800, 0), June("2023-03-08", -400, 800))).Known();
        Assert.Contains(known.Accounts.SelectMany(account => account.Findings), finding => finding.Kind == FindingKind.AmbiguousAccount);
    }

    [Fact]
    public void a_grant_from_nothing_of_half_of_what_another_has_left_is_a_grant_and_no_letter_turned()
    {
        (string Id, string Text)[] notes = [("F1", "Granted in January; vests in four parts."), ("F2", "Granted in July; vests in four parts.")];
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Grant("2023-01-09", 137, 137, "Restricted Stock Units").Noted("expiresOn", "F1")).Notes(notes),
            Filed.Form("4", "0000000001-23-000002", "2023-06-22", Filed.Grant("2023-06-21", -103, 34, "Restricted Stock Units").Noted("expiresOn", "F1")).Notes(notes),
            Filed.Form("4", "0000000001-23-000003", "2023-07-17", Filed.Grant("2023-07-15", 17, 17, "Restricted Stock Units").Noted("expiresOn", "F2")).Notes(notes)).Known();
        Assert.Equal([17m, 34m], PositionsOn.Day(known, Filed.Day("2023-07-31")).Select(position => position.Balance).Order());
        Assert.DoesNotContain(known.Accounts.SelectMany(account => account.Findings), finding => finding.Cause == FindingCause.DirectionContradictsBalance);
    }

    [Fact]
    public void two_equal_rows_are_one_grant_that_a_split_doubled_or_a_grant_and_another()
    {
        var known = Filed.Holdings(
            Form("000001", "2023-01-10", May("2023-01-08", 1550, 1550)),
            Form("000002", "2023-02-10", May("2023-02-08", -1550, 0), May("2023-02-08", -1550, 0))).Known();
        Assert.NotEmpty(PositionsOn.Day(known, Filed.Day("2023-02-01")).Single().Findings);
    }

    [Theory]
    [InlineData(1_482_133, 0)]
    [InlineData(1_000_000, null)]
    public void what_a_form_3_lists_goes_on_under_another_title_where_the_number_is_a_telling_one(int listed, int? left)
    {
        var preferred = Listed(listed) with { SecurityTitle = "Series A Preferred Stock" };
        var known = Filed.Holdings(
            Filed.Form("3", "0000000001-23-000001", "2023-01-10", preferred),
            Filed.Form("4", "0000000001-23-000002", "2023-03-10", Filed.Grant("2023-03-09", -listed, 0, "Series A Convertible Preferred Stock") with { TransactionCode = "C" })).Known();
        Assert.Equal(left, PositionsOn.Day(known, Filed.Day("2023-03-31"), includeZero: true).MinBy(position => position.Since)!.Balance);
    }

    [Fact]
    public void an_option_that_a_split_repriced_goes_on()
    {
        var known = Filed.Holdings(
            Form("000001", "2023-01-10", Filed.Grant("2023-01-09", 2534, 2534, price: 50.13m, expires: "2033-01-09")),
            Form("000002", "2023-03-10", Filed.Grant("2023-03-09", -7656, 5014, price: 10.03m, expires: "2033-01-09"))).Known();
        Assert.Equal([5014m], On(known, "2023-03-31"));
        var before = PositionsOn.Day(known, Filed.Day("2023-03-01")).Single();
        Assert.Equal((2534m, FindingCause.Split), (before.Balance, before.Findings.Single().Cause));
        Assert.Equal(50.13m, before.Name.Security.ConversionOrExercisePrice);
        Assert.Equal(10.03m, PositionsOn.Day(known, Filed.Day("2023-03-31")).Single().Name.Security.ConversionOrExercisePrice);
    }

    [Fact]
    public void an_option_that_a_form_3_lists_is_at_its_old_price_until_a_split()
    {
        var known = Filed.Holdings(
            Filed.Form("3", "0000000001-23-000001", "2023-01-10", Filed.Held(null, "Stock Option") with { Table = FormTable.II, UnderlyingShares = 18_200, ConversionOrExercisePrice = 35.73m, ExpiresOn = Filed.Day("2027-10-03") }),
            Form("000002", "2023-03-10", Filed.Grant("2023-03-09", -1000, 35_400, price: 17.865m, expires: "2027-10-03"))).Known();
        var (before, after) = (PositionsOn.Day(known, Filed.Day("2023-03-01")).Single(), PositionsOn.Day(known, Filed.Day("2023-03-31")).Single());
        Assert.Equal((null, 35.73m), (before.Balance, before.Name.Security.ConversionOrExercisePrice));
        Assert.Equal((35_400m, 17.865m, FindingCause.Split), (after.Balance, after.Name.Security.ConversionOrExercisePrice, after.Findings.Single().Cause));
    }

    private static ReportedLine Listed(decimal underlying, string? note = null)
    {
        var line = Filed.Held(null, "RSU") with { Table = FormTable.II, UnderlyingShares = underlying };
        return note is null ? line : line.Noted("exercisableOn", note);
    }

    [Theory]
    [InlineData("6.25% vest in quarterly installments over the 4-year period commencing on March 16, 2023.", 1)]
    [InlineData("One sixteenth of the award vests each quarter.", 2)]
    public void units_of_just_a_splits_ratio_are_the_grants_where_the_note_keeps_its_dates_and_may_be_where_it_does_not(string noted, int accounts)
    {
        // One new share for 33 old ones, of which neither form speaks.
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-04-27", Units("2023-04-26", 2_700_000, 2_700_000))
                .Notes(("F1", "6.25% vest in quarterly installments over the four-year period commencing on March 16, 2023 until fully vested.")),
            Filed.Form("4", "0000000001-23-000002", "2023-06-21", Units("2023-06-16", -5114, 76_704)).Notes(("F1", noted))).Known();
        Assert.Equal(accounts, known.Accounts.Count);
        Assert.All(PositionsOn.Day(known, Filed.Day("2023-06-30")), position => Assert.NotEmpty(position.Findings));

        static ReportedLine Units(string on, decimal change, decimal left) => Filed.Grant(on, change, left, "Restricted Stock Unit").Noted("exercisableOn", "F1");
    }

    [Fact]
    public void a_grant_that_starts_one_unit_off_under_another_note_is_the_same_and_doubted()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-06-09", Filed.Grant("2023-06-07", 2504, 5146, "Phantom Stock Units").Noted("exercisableOn", "F1")).Notes(("F1", "Units vest quarterly over a one year period.")),
            Filed.Form("4", "0000000001-23-000002", "2023-06-15", Filed.Grant("2023-06-13", -2641, 2504, "Phantom Stock Units").Noted("exercisableOn", "F1")).Notes(("F1", "Currently exercisable."))).Known();
        var position = PositionsOn.Day(known, Filed.Day("2023-06-30")).Single();
        Assert.Equal(2504m, position.Balance);
        Assert.Contains(position.Findings, finding => finding.Kind == FindingKind.AmbiguousAccount);
    }

    [Fact]
    public void a_grant_whose_vesting_names_its_day_goes_on_though_the_filing_has_another_grant_of_its_words()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-05-24", Filed.Held(3974, "Restricted Stock Units") with { Table = FormTable.II }),
            Filed.Form("4", "0000000001-23-000002", "2023-06-23",
                Filed.Grant("2023-06-21", -3974, 0, "Restricted Stock Units") with { ExercisableOn = Filed.Day("2023-06-21") }, Filed.Grant("2023-06-22", 2932, 2932, "Restricted Stock Units"))).Known();
        Assert.Equal([2932m], PositionsOn.Day(known, Filed.Day("2023-06-30")).Select(position => position.Balance!.Value));
    }

    [Fact]
    public void units_under_the_markets_price_of_each_day_go_on()
    {
        var known = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-02-17", Filed.Grant("2023-02-15", -6342, 6344, "Restricted Stock Units", price: 85.91m)),
            Filed.Form("4", "0000000001-23-000002", "2023-05-17", Filed.Grant("2023-05-15", -6344, 0, "Restricted Stock Units", price: 75.38m))).Known();
        Assert.Empty(PositionsOn.Day(known, Filed.Day("2023-06-30")));
        Assert.Contains(known.Accounts.Single().Findings, finding => finding.Kind == FindingKind.AccountRenamed);
    }

    [Fact]
    public void options_on_units_granted_at_two_prices_are_two()
    {
        // As many were left of the one as were exercised of the other.
        var known = Filed.Holdings(
            Form("000001", "2023-01-05", OnUnits("2023-01-03", 12_500, 20)),
            Form("000002", "2023-02-05", OnUnits("2023-02-03", 0, 25)),
            Form("000003", "2023-03-05", OnUnits("2023-03-03", 0, 20))).Known();
        Assert.Equal([0m, 12_500m], PositionsOn.Day(known, Filed.Day("2023-02-28"), includeZero: true).Select(position => position.Balance!.Value).Order());
        Assert.DoesNotContain(known.Accounts.SelectMany(account => account.Findings), finding => finding.Kind is FindingKind.BalanceGap or FindingKind.AccountRenamed);

        static ReportedLine OnUnits(string on, decimal left, decimal price) => Filed.Grant(on, -12_500, left, "Option to Purchase Common Units", price, "2030-01-01");
    }

    [Fact]
    public void units_granted_to_many_more_than_are_counted_together_are_others()
    {
        var known = Filed.Holdings(
            Form("000001", "2023-01-05", May("2023-01-03", 3_049, 25_636)),
            Form("000002", "2023-07-05", June("2023-07-03", 5_000, 412_000)),
            Form("000003", "2023-09-05", June("2023-09-03", -12_000, 400_000))).Known();
        Assert.Equal([25_636m, 400_000m], On(known, "2023-09-30"));
        Assert.All(PositionsOn.Day(known, Filed.Day("2023-09-30")), position => Assert.Contains(position.Findings, finding => finding.Kind == FindingKind.AmbiguousAccount));
    }

    [Fact]
    public void dividends_on_a_grant_put_no_later_grant_in_doubt()
    {
        var known = Filed.Holdings(
            Form("000001", "2023-01-05", May("2023-01-03", 1_840, 1_840)),
            Form("000002", "2023-04-05", May("2023-04-03", 26, 1_866)),
            Form("000003", "2024-01-05", June("2024-01-03", 2_000, 2_000))).Known();
        Assert.Equal([1_866m, 2_000m], On(known, "2024-01-31"));
        Assert.All(PositionsOn.Day(known, Filed.Day("2024-01-31")), position => Assert.Empty(position.Findings));
    }
}
