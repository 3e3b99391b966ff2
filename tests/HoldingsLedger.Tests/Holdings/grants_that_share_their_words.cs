using HoldingsLedger.Findings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using Xunit;

namespace HoldingsLedger.Tests.Holdings;

/// <summary>Stock units whose price and dates stand in footnotes that every grant repeats: only their balances tell them apart, and a grant, once made, only shrinks.</summary>
public sealed class grants_that_share_their_words
{
    private const string Units = "Restricted Stock Units";

    private static readonly (string Id, string Text)[] Note = [("F1", "The units vest in equal annual installments.")];

    private static List<AccountPosition> On(InsiderHoldings holdings, string day) => [.. PositionsOn.Day(holdings.Known(), Filed.Day(day), includeZero: true)];

    private static ReportedLine Unit(string on, decimal change, decimal left) => Filed.Grant(on, change, left, Units).Noted("expiresOn", "F1");

    private static ReportedLine Listed(decimal units) =>
        (Filed.Held(null, Units) with { Table = FormTable.II, UnderlyingShares = units }).Noted("expiresOn", "F1");

    private static HeldFiling Form(string type, int number, string accepted, params ReportedLine[] lines) => Filed.Form(type, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"0000000001-23-{number:000000}"), accepted, lines).Notes(Note);

    private static decimal?[] UnitsOn(InsiderHoldings holdings, string day) => [.. On(holdings, day).Where(position => position.Account.Security.Table == "II").Select(position => position.Balance).Order()];

    [Fact]
    public void more_units_than_any_grant_was_left_with_are_another_grant_and_both_are_in_doubt()
    {
        var holdings = Filed.Holdings(
            Form("4", 1, "2023-01-10", Unit("2023-01-09", 7717, 7717), Unit("2023-01-09", 2317, 2317)),
            Form("4", 2, "2023-03-10", Unit("2023-03-09", -2572, 5145), Unit("2023-03-09", -1354, 4063)));
        Assert.Equal([2317m, 4063m, 5145m], UnitsOn(holdings, "2023-03-31"));
        Assert.All(On(holdings, "2023-03-31").Where(position => position.Balance is 2317m or 4063m), position => Assert.NotEmpty(position.Findings));
    }

    [Theory]
    [InlineData(8100, 8010)] // two digits changed places: less than was granted
    [InlineData(8100, 8180)]
    public void a_new_grant_with_a_misprinted_balance_takes_no_other_grants_place(decimal granted, decimal printed)
    {
        var holdings = Filed.Holdings(
            Form("4", 1, "2023-01-10", Unit("2023-01-09", 5700, 5700)),
            Form("4", 2, "2023-02-10", Unit("2023-02-09", -1425, 4275)),
            Form("4", 3, "2023-03-10", Unit("2023-03-09", granted, printed)));
        Assert.Equal([4275m, printed], UnitsOn(holdings, "2023-03-31"));
        Assert.All(On(holdings, "2023-03-31"), position => Assert.NotEmpty(position.Findings));
    }

    [Fact]
    public void a_filer_who_counts_grants_together_goes_on_doing_so()
    {
        var holdings = Filed.Holdings(
            Form("4", 1, "2023-01-10", Unit("2023-01-09", 5000, 5000)),
            Form("4", 2, "2023-02-10", Unit("2023-02-09", 2417, 7417)),
            Form("4", 3, "2023-03-10", Unit("2023-03-09", -1000, 6417)));
        Assert.Equal([6417m], UnitsOn(holdings, "2023-03-31"));
    }

    [Fact]
    public void two_options_of_one_day_and_price_that_each_start_from_nothing_are_two()
    {
        var holdings = Filed.Holdings(Form("4", 1, "2023-01-20",
            Filed.Grant("2023-01-19", 80_000, 80_000, price: 1.27m, expires: "2033-01-19"), Filed.Grant("2023-01-19", 40_000, 40_000, price: 1.27m, expires: "2033-01-19")));
        Assert.Equal([40_000m, 80_000m], UnitsOn(holdings, "2023-03-31"));
    }

    [Fact]
    public void a_split_makes_more_units_of_a_grant()
    {
        var holdings = Filed.Holdings(
            Form("4", 1, "2023-01-10", Unit("2023-01-09", 5700, 5700)),
            Form("4", 2, "2023-03-10", Unit("2023-03-09", -1400, 10_000)));
        Assert.Equal([10_000m], UnitsOn(holdings, "2023-03-31"));
    }

    [Fact]
    public void a_grant_larger_than_the_one_a_Form_3_lists_is_another_and_the_listed_one_stays_unknown()
    {
        var holdings = Filed.Holdings(
            Form("3", 1, "2023-01-10", Listed(6700)),
            Form("4", 2, "2023-03-10", Unit("2023-03-09", -8117, 0)));
        Assert.Equal([null, 0m], UnitsOn(holdings, "2023-03-31"));
    }

    [Fact]
    public void a_smaller_number_than_the_Form_3_lists_is_in_doubt()
    {
        var holdings = Filed.Holdings(
            Form("3", 1, "2023-01-10", Listed(6700)),
            Form("4", 2, "2023-03-10", Unit("2023-03-09", -2350, 2350)));
        Assert.Contains(Assert.Single(On(holdings, "2023-03-31")).Findings, finding => finding.Kind == FindingKind.AmbiguousAccount);
    }

    [Fact]
    public void a_late_Form_3_lists_the_units_that_vested_and_not_those_granted_after_it()
    {
        var holdings = Filed.Holdings(
            Form("4", 1, "2023-02-10", Unit("2023-02-09", 917, 917), Unit("2023-02-09", 1200, 1200)),
            Form("4", 2, "2023-03-10", Unit("2023-03-09", -2000, 0), Unit("2023-03-09", -305, 612)),
            Form("3", 3, "2023-05-10", Listed(2000)) with { PeriodOfReport = Filed.Day("2023-01-05") });
        Assert.Equal([0m, 612m, 1200m], UnitsOn(holdings, "2023-03-31"));
        Assert.Equal([null, 917m, 1200m], UnitsOn(holdings, "2023-02-28"));
    }

    [Fact]
    public void two_grants_of_one_filing_that_start_from_more_than_nothing_may_be_totals()
    {
        var holdings = Filed.Holdings(Form("4", 1, "2023-01-10", Unit("2023-01-09", 5100, 9410), Unit("2023-01-09", 4400, 9500)));
        Assert.All(On(holdings, "2023-03-31"), position => Assert.NotEmpty(position.Findings));
    }

    [Theory]
    [InlineData(1990)]
    [InlineData(2990)]
    public void a_new_grant_with_a_misprinted_balance_is_not_the_one_a_Form_3_lists(decimal printed)
    {
        var holdings = Filed.Holdings(
            Form("3", 1, "2023-01-10", Listed(2800)),
            Form("4", 2, "2023-03-10", Unit("2023-03-09", 2000, printed)));
        Assert.Equal([null, printed], UnitsOn(holdings, "2023-03-31"));
    }

    [Fact]
    public void a_grant_from_nothing_is_not_the_option_of_its_price_and_dates_that_a_Form_3_lists()
    {
        var known = Filed.Holdings(
            Form("3", 1, "2023-01-10", ListedOption(6700)),
            Form("4", 2, "2023-03-10", Filed.Grant("2023-03-09", 4300, 4300, price: 12.5m, expires: "2033-01-01")));
        Assert.Equal([null, 4300m], UnitsOn(known, "2023-03-31"));
    }

    [Theory]
    [InlineData(6700, 6700)] // listed on the eve of the grant
    [InlineData(-700, 6000)]
    public void an_option_that_a_Form_3_lists_goes_on(int change, int left)
    {
        var known = Filed.Holdings(
            Form("3", 1, "2023-01-10", ListedOption(6700)),
            Form("4", 2, "2023-03-10", Filed.Grant("2023-03-09", change, left, price: 12.5m, expires: "2033-01-01")));
        Assert.Equal([left], UnitsOn(known, "2023-03-31"));
    }

    [Fact]
    public void a_grant_reported_after_its_vesting_is_no_second_one_that_nothing_took_from()
    {
        var holdings = Filed.Holdings(
            Form("4", 1, "2023-02-10", Unit("2023-02-09", -2332, 0)),
            Form("4", 2, "2023-06-10", Unit("2023-06-09", -588, 0)),
            Form("4", 3, "2023-07-20", Unit("2023-03-04", 588, 588)));
        Assert.Equal([0m, 0m], UnitsOn(holdings, "2023-07-31"));
        Assert.Equal([0m, 588m], UnitsOn(holdings, "2023-04-30"));
    }

    [Fact]
    public void a_grant_reported_late_is_the_one_listed_before_and_not_another_that_is_used_up()
    {
        var holdings = Filed.Holdings(
            Form("4", 1, "2023-01-10", Unit("2023-01-09", 988, 988)),
            Form("4", 2, "2023-05-10", Unit("2023-05-09", -988, 0), Filed.Held(162, Units) with { Table = FormTable.II }),
            Form("4", 3, "2023-05-17", Unit("2023-04-18", 162, 162)));
        Assert.Equal([0m, 162m], UnitsOn(holdings, "2023-05-31"));
        Assert.Equal([162m, 988m], UnitsOn(holdings, "2023-04-30"));
        Assert.All(holdings.Known().Accounts.SelectMany(account => account.Findings), finding => Assert.Equal(FindingCause.ReportedLate, finding.Cause));
    }

    [Fact]
    public void a_grant_reported_late_is_not_one_that_the_totals_of_a_younger_one_had_forgotten()
    {
        var holdings = Filed.Holdings(
            Form("4", 1, "2023-10-10", Unit("2023-10-08", 432, 432)),
            Form("4", 2, "2023-11-29", Unit("2023-08-13", 1200, 1200)));
        Assert.Equal([432m, 1200m], UnitsOn(holdings, "2023-11-30"));
        Assert.Equal([1200m], UnitsOn(holdings, "2023-09-30"));
    }

    [Fact]
    public void a_grant_reported_late_is_no_part_of_one_listed_before()
    {
        var holdings = Filed.Holdings(
            Form("4", 1, "2023-07-02", Filed.Trade("2023-07-01", 100, 500), Filed.Held(1348, Units) with { Table = FormTable.II }, Filed.Held(106, Units) with { Table = FormTable.II }),
            Form("4", 2, "2023-07-05", Unit("2023-06-26", 464, 464)));
        Assert.Equal([106m, 464m, 1348m], UnitsOn(holdings, "2023-07-31"));
        Assert.Equal([464m], UnitsOn(holdings, "2023-06-30"));
    }

    [Fact]
    public void a_grant_listed_as_held_is_another_than_one_that_vested_down_to_as_many()
    {
        var holdings = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-02-10", Filed.Grant("2023-02-08", 1460, 1460, Units).Noted("expiresOn", "F1")).Notes(("F1", "Granted in 2023.")),
            Filed.Form("4", "0000000001-23-000002", "2023-03-30", Filed.Grant("2023-03-29", -365, 1095, Units).Noted("expiresOn", "F1"), (Filed.Held(1095, Units) with { Table = FormTable.II }).Noted("expiresOn", "F2"))
                .Notes(("F1", "Granted in 2023."), ("F2", "Granted in 2021.")));
        Assert.Equal([1095m, 1095m], UnitsOn(holdings, "2023-03-31"));
    }

    [Fact]
    public void an_option_whose_grant_is_reported_after_it_is_used_up_was_not_granted_twice()
    {
        var holdings = Filed.Holdings(
            Form("4", 1, "2023-06-12", Filed.Held(25_000, "Stock Option") with { Table = FormTable.II, ConversionOrExercisePrice = 87.19m, ExpiresOn = Filed.Day("2033-05-07") }, Filed.Trade("2023-06-10", 100, 500)),
            Form("4", 2, "2023-07-07", Filed.Grant("2023-07-05", -25_000, 0, price: 87.19m, expires: "2033-05-07")),
            Form("4", 3, "2023-07-10", Filed.Grant("2023-05-07", 25_000, 25_000, price: 87.19m, expires: "2033-05-07")));
        Assert.Equal([0m], UnitsOn(holdings, "2023-07-31"));
        Assert.Equal([25_000m], UnitsOn(holdings, "2023-05-31"));
    }

    private static ReportedLine ListedOption(decimal units) =>
        Filed.Held(null, "Stock Option") with { Table = FormTable.II, UnderlyingShares = units, ConversionOrExercisePrice = 12.5m, ExpiresOn = Filed.Day("2033-01-01") };
}
