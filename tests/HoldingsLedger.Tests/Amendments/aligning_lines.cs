using System.Diagnostics;
using CsCheck;
using HoldingsLedger.Amendments;
using HoldingsLedger.Forms;
using Xunit;

namespace HoldingsLedger.Tests.Amendments;

public class aligning_lines
{
    private static readonly DateOnly InTenYears = new(2030, 3, 5);

    public static TheoryData<string, ReportedLine, ReportedLine, string> OneRowCorrected => new()
    {
        { "shares and balance", Rows.Sale(1080, 540669, 7.95m), Rows.Sale(1049, 540700, 7.95m), "shares 1,080 → 1,049; owned following 540,669 → 540,700" },
        { "shares ten times too many", Rows.Sale(1080, 540669), Rows.Sale(10800, 530949), "shares 1,080 → 10,800; owned following 540,669 → 530,949" },
        { "price", Rows.Sale(100, 900, 10m), Rows.Sale(100, 900, 10.4055m), "price 10 → 10.4055" },
        { "a price that was a footnote", Rows.Sale(100, 900, null), Rows.Sale(100, 900, 10.40m), "price nothing → 10.40" },
        { "balance only", Rows.Sale(100, 900), Rows.Sale(100, 5900), "owned following 900 → 5,900" },
        { "balance of before the sale", Rows.Sale(100, 1000), Rows.Sale(100, 900), "owned following 1,000 → 900" },
        { "direction", Rows.Trade("S", "A", 732, 3099582, 11.5m), Rows.Trade("S", "D", 732, 3099582, 11.5m), "direction A → D" },
        { "code", Rows.Trade("S", "D", 100, 900, 10m), Rows.Trade("F", "D", 100, 900, 10m), "code S → F" },
        { "code and direction", Rows.Trade("P", "A", 100, 1100, 10m), Rows.Trade("S", "D", 100, 900, 10m), "code P → S; direction A → D; owned following 1,100 → 900" },
        { "date", Rows.Sale(100, 900), Rows.Sale(100, 900) with { TransactionOn = new DateOnly(2020, 2, 5) }, "date 2020-03-05 → 2020-02-05" },
        { "security", Rows.Sale(4780, 4780), Rows.Sale(4780, 4780) with { SecurityTitle = "Muni Credit Alpha" }, "security Common Stock → Muni Credit Alpha" },
        { "held by a trust, not directly", Rows.Sale(100, 900), Rows.Sale(100, 5000) with { Ownership = "I", NatureOfOwnership = "By Trust" }, "owned following 900 → 5,000; ownership D → I; nature of ownership nothing → By Trust" },
        { "shares and price", Rows.Sale(100, 650, 10m), Rows.Sale(200, 650, 10.1m), "shares 100 → 200; price 10 → 10.1" },
        { "a grant's way of owning and shares", Rows.Trade("A", "A", 8312, 236577) with { Ownership = "I", NatureOfOwnership = "By Foundation" }, Rows.Trade("A", "A", 2023, 236577), "shares 8,312 → 2,023; ownership I → D; nature of ownership By Foundation → nothing" },
        { "a holding's balance", Rows.Held(900, "By Trust"), Rows.Held(90, "By Trust"), "owned following 900 → 90" },
        { "a holding's nature", Rows.Held(900, "By Trust"), Rows.Held(900, "By Spouse"), "nature of ownership By Trust → By Spouse" },
        { "options granted", Rows.Grant(1055000, 96.30m, InTenYears, 1055000), Rows.Grant(1000000, 96.3m, InTenYears, 1000000), "shares 1,055,000 → 1,000,000; underlying shares 1,055,000 → 1,000,000; owned following 1,055,000 → 1,000,000" },
        { "what a grant is on, and how many", Rows.Grant(9926, 18.21m, InTenYears, 9926) with { UnderlyingSecurityTitle = "Class B Common Stock" }, Rows.Grant(9932, 18.21m, InTenYears, 9932), "shares 9,926 → 9,932; underlying security Class B Common Stock → Common Stock; underlying shares 9,926 → 9,932; owned following 9,926 → 9,932" },
        { "a grant's price and how many, both by little", Rows.Grant(26932, 11.07m, InTenYears, 26932), Rows.Grant(27010, 10.97m, InTenYears, 27010), "exercise price 11.07 → 10.97; shares 26,932 → 27,010; underlying shares 26,932 → 27,010; owned following 26,932 → 27,010" },
        { "the option exercised, by price and date", Rows.Grant(9357, 68.92m, InTenYears.AddYears(-3), 26072) with { TransactionCode = "M", AcquiredDisposed = "D" }, Rows.Grant(9357, 69.17m, InTenYears, 26072) with { TransactionCode = "M", AcquiredDisposed = "D" }, "exercise price 68.92 → 69.17; expires 2027-03-05 → 2030-03-05" },
        { "exercise price", Rows.Grant(500, 9.63m, InTenYears, 500), Rows.Grant(500, 96.3m, InTenYears, 500), "exercise price 9.63 → 96.3" },
    };

    public static TheoryData<string, ReportedLine, ReportedLine> TwoRows => new()
    {
        { "a second sale of the day", Rows.Sale(100, 900, 10m), Rows.Sale(200, 700, 10.05m) },
        { "a second sale at the same price", Rows.Sale(100, 900, 10m), Rows.Sale(200, 700, 10m) },
        { "an earlier sale of the day", Rows.Sale(200, 700, 10m), Rows.Sale(100, 900, 10m) },
        { "the same sale a day later", Rows.Sale(100, 900, 10m), Rows.Sale(100, 800, 10m) with { TransactionOn = Rows.Day.AddDays(1) } },
        { "the last lots of a day that left nothing", Rows.Sale(100, 0, 10m), Rows.Sale(200, 0, 10.1m) },
        { "the sale after an exercise", Rows.Trade("M", "A", 100, 1100, 5m), Rows.Trade("S", "D", 100, 1000, 20m) },
        { "shares withheld and shares sold", Rows.Trade("F", "D", 1080, 540669, 7.95m), Rows.Trade("S", "D", 500, 540169, 8.10m) },
        { "the two sides of a gift to a trust", Rows.Trade("G", "D", 3690, 0), Rows.Trade("G", "A", 3690, 30630) with { Ownership = "I", NatureOfOwnership = "by trust" } },
        { "two trusts", Rows.Held(900, "By Family Trust"), Rows.Held(500, "By 2012 GRAT") },
        { "direct and by a spouse", Rows.Held(900), Rows.Held(500, "By Spouse") },
        { "a holding and a sale", Rows.Sale(100, 900), Rows.Held(900) },
        { "two grants of one title and size", Rows.Grant(500, 10m, InTenYears, 500), Rows.Grant(500, 12m, InTenYears.AddYears(1), 500) },
        { "the last of two accounts sold off", Rows.Trade("D", "D", 3485.32m, 0, 36m), Rows.Trade("D", "D", 7527.45m, 0, 36m) with { Ownership = "I", NatureOfOwnership = "By Spouse" } },
        { "two grants of one day at two prices", Rows.Grant(500, 10m, InTenYears, 500), Rows.Grant(700, 12m, InTenYears, 700) },
        { "two grants of one title", Rows.Grant(500, 10m, InTenYears, 500), Rows.Grant(700, 12m, InTenYears.AddYears(1), 700) },
        { "the same numbers in the other table", Rows.Held(900), Rows.Held(900) with { Table = FormTable.II, Line = "II.1" } },
    };

    [Theory]
    [MemberData(nameof(OneRowCorrected))]
    public void a_corrected_row_is_paired_and_its_differences_are_said(string what, ReportedLine before, ReportedLine after, string differences)
    {
        var aligned = LineAlignment.Align([before], [after]);

        var pair = Assert.Single(aligned.Pairs);
        Assert.True(string.Equals(differences, string.Join("; ", pair.Changes), StringComparison.Ordinal), $"{what}: {string.Join("; ", pair.Changes)}");
        Assert.Empty(aligned.OnlyBefore);
        Assert.Empty(aligned.OnlyAfter);
    }

    [Theory]
    [MemberData(nameof(TwoRows))]
    public void rows_of_two_transactions_or_holdings_stay_apart(string what, ReportedLine before, ReportedLine after)
    {
        var aligned = LineAlignment.Align([before], [after]);

        Assert.True(aligned.Pairs.Count == 0, what);
        Assert.Same(before, Assert.Single(aligned.OnlyBefore));
        Assert.Same(after, Assert.Single(aligned.OnlyAfter));
    }

    [Fact]
    public void a_row_that_goes_on_from_the_last_of_the_list_is_none_of_them()
    {
        // The third sale is no more than the first or the second in other words: same day, same price.
        var aligned = LineAlignment.Align([Rows.Sale(100, 900, 10m, 1), Rows.Sale(200, 700, 10m, 2)], [Rows.Sale(50, 650, 10m)]);

        Assert.Empty(aligned.Pairs);
    }

    [Fact]
    public void rows_of_which_no_amount_returns_are_paired_when_all_of_their_kind_come_back()
    {
        ReportedLine[] before = [Rows.Held(6000, row: 1), Rows.Held(5100, row: 2)];

        Assert.Empty(LineAlignment.Align(before, [Rows.Held(5300)]).Pairs);
        Assert.Equal(
            "I.1→I.1 I.2→I.2",
            string.Join(' ', LineAlignment.Align(before, [Rows.Held(6200, row: 1), Rows.Held(5300, row: 2)]).Pairs.Select(p => $"{p.Before.Line}→{p.After.Line}")));
    }

    public static TheoryData<string, ReportedLine, ReportedLine> OneRowLeft => new()
    {
        { "shares and price, all rows printing one total", Rows.Sale(7175, 650, 11.24m), Rows.Sale(3725, 650, 55.42m) },
        { "shares and price, the balance right before", Rows.Sale(900, 246, 21m), Rows.Sale(100, 246, 12m) },
        { "security and shares", Rows.Sale(1928, 318897) with { SecurityTitle = "Class B Common Stock" }, Rows.Sale(1963, 322205) },
        { "way of owning and shares", Rows.Sale(1928, 318897) with { Ownership = "I", NatureOfOwnership = "By Foundation" }, Rows.Sale(963, 22205) },
        { "date, shares and price", Rows.Sale(7175, 650, 11.24m) with { TransactionOn = new DateOnly(2019, 3, 5) }, Rows.Sale(3725, 650, 55.42m) },
    };

    [Theory]
    [MemberData(nameof(OneRowLeft))]
    public void where_all_other_rows_return_the_one_left_on_either_side_is_one(string what, ReportedLine wrong, ReportedLine right)
    {
        // Balances that follow from no row: how the filer counted tells nothing.
        ReportedLine[] before = [Rows.Sale(40, 650, 10m, 1), wrong.At(2), Rows.Sale(60, 650, 10.2m, 3)];
        ReportedLine[] after = [before[0], right.At(2), before[2]];

        Assert.True(Pairs(LineAlignment.Align(before, after)) == "I.1→I.1 I.2→I.2 I.3→I.3", what);
        // Alone, or among others that do not return, it is no more than another row of the kind.
        Assert.Equal("I.1→I.1", Pairs(LineAlignment.Align([.. before[..2], Rows.Trade("G", "D", 5, 4, row: 3)], [.. after[..2]])));
        Assert.Equal("I.1→I.1 I.3→I.3", Pairs(LineAlignment.Align(before, after, AmendmentAim.Adds)));
    }

    [Fact]
    public void a_row_left_of_quite_another_kind_is_another_transaction()
    {
        ReportedLine[] before = [Rows.Sale(40, 650, 10m, 1), Rows.Sale(500, 650, 10.2m, 2), Rows.Held(900, "By Trust", 3)];

        Assert.Equal("I.1→I.1 I.3→I.3", Pairs(LineAlignment.Align(before, [before[0], Rows.Trade("G", "D", 77, 5000, row: 2) with { Ownership = "I", NatureOfOwnership = "By Trust" }, before[2]])));
        Assert.Equal("I.1→I.1 I.2→I.2", Pairs(LineAlignment.Align(before, [before[0], before[1], Rows.Held(500, "By Spouse", 3)])));
        // It goes on from the row that it would correct.
        Assert.Equal("I.1→I.1 I.3→I.3", Pairs(LineAlignment.Align(before, [before[0], Rows.Sale(50, 600, 12m, 2), before[2]])));
    }

    [Fact]
    public void a_row_of_another_account_is_added_where_no_row_returns_as_it_was()
    {
        ReportedLine[] before = [Rows.Trade("P", "A", 806, 44440, 19.44m, 1), Rows.Trade("S", "D", 1368, 164085, 63.45m, 2) with { Ownership = "I", NatureOfOwnership = "By Trust" }];
        var spouse = Rows.Trade("S", "D", 943, 758852, 59.86m, 2) with { Ownership = "I", NatureOfOwnership = "By Spouse" };

        Assert.Equal("I.1→I.1", Pairs(LineAlignment.Align(before, [Rows.Trade("P", "A", 721, 44355, 19.44m, 1), spouse])));
        Assert.Equal("I.1→I.1 I.2→I.2", Pairs(LineAlignment.Align(before, [before[0], spouse])));

        ReportedLine[] grants = [Rows.Grant(4308, 47.65m, InTenYears, 4308, 1), Rows.Grant(5211, 48.91m, InTenYears, 5211, 2) with { TransactionCode = "P" }];
        Assert.Equal("II.2→II.2", Pairs(LineAlignment.Align(grants, [Rows.Grant(7689, 11.38m, InTenYears, 7689, 1), Rows.Grant(5211, 48.91m, InTenYears, 5211, 2)])));
    }

    [Fact]
    public void a_row_whose_direction_and_way_of_owning_were_wrong_is_that_row_where_all_others_return()
    {
        var award = Rows.Trade("A", "D", 595, 473959, 0m, 2);
        ReportedLine[] before = [Rows.Sale(746, 473364, 21.48m, 1) with { Ownership = "I", NatureOfOwnership = "By Spouse" }, award];

        Assert.Equal("I.1→I.1 I.2→I.2", Pairs(LineAlignment.Align(before, [before[0], award with { AcquiredDisposed = "A", Ownership = "I", NatureOfOwnership = "By Spouse" }])));
        // The other side of a gift leaves another balance.
        Assert.Equal("I.1→I.1", Pairs(LineAlignment.Align(before, [before[0], award with { AcquiredDisposed = "A", Ownership = "I", NatureOfOwnership = "By Trust", SharesOwnedFollowing = 30630 }])));
    }

    [Fact]
    public void where_the_filer_says_that_a_line_was_left_out_a_row_of_which_no_amount_returns_is_none_of_the_old()
    {
        ReportedLine[] before = [Rows.Sale(606, 655874, 20.5m)];

        Assert.Equal("", Pairs(LineAlignment.Align(before, [Rows.Sale(549, 654750, 21.5m)], AmendmentAim.Adds)));
        Assert.Equal("I.1→I.1", Pairs(LineAlignment.Align(before, [Rows.Sale(549, 654750, 21.5m)], AmendmentAim.Corrects)));
    }

    [Fact]
    public void a_lot_inserted_before_all_others_moves_them_on()
    {
        // Near in every number to the first, whose place it takes.
        ReportedLine[] before = [Rows.Sale(726, 73285, 48.92m, 1), Rows.Sale(1307, 71978, 72.81m, 2), Rows.Sale(480, 71498, 13.74m, 3)];

        Assert.Equal(
            "I.1→I.2 I.2→I.3 I.3→I.4",
            Pairs(LineAlignment.Align(before, [Rows.Sale(770, 73241, 45.97m, 1), Rows.Sale(726, 72515, 48.92m, 2), Rows.Sale(1307, 71208, 72.81m, 3), Rows.Sale(480, 70728, 13.74m, 4)])));
    }

    [Fact]
    public void a_lot_whose_day_and_balance_were_wrong_is_that_lot_where_the_wrong_balance_follows_from_nothing()
    {
        ReportedLine[] before = [Rows.Sale(585, 39938, 10.84m, 1), Rows.Sale(216, 39722, 15.2m, 2), Rows.Trade("P", "A", 1130, 39968, 87.66m, 3) with { TransactionOn = Rows.Day.AddDays(-1) }];

        Assert.Equal("I.2→I.1 I.3→I.2", Pairs(LineAlignment.Align(before, [before[1].At(1), Rows.Trade("P", "A", 1130, 40852, 87.66m, 2)])));
        // There it stood right: as much again was bought on the next day.
        before = [Rows.Trade("P", "A", 1130, 41068, 87.66m, 1) with { TransactionOn = Rows.Day.AddDays(-1) }, Rows.Sale(216, 40852, 15.2m, 2)];
        Assert.Equal("I.2→I.1", Pairs(LineAlignment.Align(before, [before[1].At(1), Rows.Trade("P", "A", 1130, 41982, 87.66m, 2)])));
    }

    [Fact]
    public void a_row_behind_a_corrected_one_is_corrected_too_where_it_stands_behind_it_again()
    {
        ReportedLine[] before = [Rows.Sale(200, 800, 10m, 1), Rows.Sale(300, 500, 11m, 2), Rows.Sale(100, 400, 12m, 3), Rows.Held(900, "By Trust", 4)];

        Assert.Equal("I.1→I.1 I.2→I.2", Pairs(LineAlignment.Align(before, [Rows.Sale(250, 750, 10m, 1), Rows.Sale(830, -80, 19m, 2)])));
        Assert.Equal("I.1→I.1 I.2→I.2 I.3→I.3", Pairs(LineAlignment.Align(before, [Rows.Sale(250, 750, 10m, 1), Rows.Sale(330, 420, 19m, 2), Rows.Sale(20, 400, 7m, 3)])));
        // A forgotten lot behind the first, which moves those that follow.
        Assert.Equal("I.1→I.1 I.2→I.3 I.3→I.4", Pairs(LineAlignment.Align(before, [Rows.Sale(230, 770, 10m, 1), Rows.Sale(50, 720, 19m, 2), Rows.Sale(300, 420, 11m, 3), Rows.Sale(100, 320, 12m, 4)])));
    }

    [Fact]
    public void a_total_that_every_lot_prints_tells_none_from_another()
    {
        ReportedLine[] before = [Rows.Sale(2688, 650, 14.11m, 1), Rows.Sale(27720, 650, 83.18m, 2), Rows.Sale(4491, 650, 66.72m, 3)];

        // Near in shares is the first; the price is the second's.
        Assert.Equal("I.2→I.1", Pairs(LineAlignment.Align(before, [Rows.Sale(2772, 650, 83.18m)])));
        Assert.Equal("I.3→I.1", Pairs(LineAlignment.Align(before, [Rows.Sale(4491, 650, 14.20m)])));
        Assert.Equal("", Pairs(LineAlignment.Align(before, [Rows.Sale(9999, 650, 50m)])));
        // The only lot of its day says by that which one it is.
        Assert.Equal("I.2→I.1", Pairs(LineAlignment.Align([before[0], before[1] with { TransactionOn = Rows.Day.AddDays(1) }, before[2]], [Rows.Sale(9999, 650, 50m) with { TransactionOn = Rows.Day.AddDays(1) }])));
    }

    [Fact]
    public void a_lot_that_returns_as_two_is_no_other_lot()
    {
        ReportedLine[] before = [Rows.Sale(5063, 354_160, 8.84m, 1), Rows.Trade("G", "D", 77, 354_083, row: 2), Rows.Sale(8199, 345_884, 10.28m, 3)];
        ReportedLine[] after = [Rows.Sale(3545, 355_678, 8.84m, 1), Rows.Sale(1518, 354_160, 8.65m, 2)];

        var pair = Assert.Single(LineAlignment.Align(before, after, AmendmentAim.Corrects).Pairs);
        Assert.Equal("I.1", pair.Before.Line);
        pair = Assert.Single(LineAlignment.Align(after, before, AmendmentAim.Corrects).Pairs);
        Assert.Equal("I.1", pair.After.Line);
    }

    [Fact]
    public void a_telling_balance_that_no_other_row_has_is_the_rows_own()
    {
        ReportedLine[] before = [Rows.Trade("A", "A", 500, 168_000, row: 1), Rows.Trade("G", "D", 5926, 168_450, row: 2) with { Ownership = "I", NatureOfOwnership = "By Foundation" }, Rows.Trade("A", "A", 70, 9_000, row: 3)];

        Assert.Equal("I.2→I.1", Pairs(LineAlignment.Align(before, [Rows.Trade("G", "D", 4721, 168_450)])));
        // 168,000 shares are held by many.
        before[1] = before[1] with { SharesOwnedFollowing = 160_000 };
        Assert.Equal("", Pairs(LineAlignment.Align(before, [Rows.Trade("G", "D", 4721, 160_000)])));
    }

    [Fact]
    public void a_lot_of_one_total_is_the_one_with_which_replaced_the_total_follows_from_the_balance_before()
    {
        ReportedLine[] before = [Rows.Sale(2688, 90_000, 14.11m, 1), Rows.Sale(3120, 90_000, 83.18m, 2), Rows.Sale(3080, 90_000, 66.72m, 3)];
        var amended = Rows.Sale(3100, 90_000, 50m);

        // With the third replaced 98,908 shares lead to 90,000; the second is as near.
        Assert.Equal("I.3→I.1", Pairs(LineAlignment.Align(before, [amended], leftBefore: _ => 98_908)));
        // 101,988 do so with the row as one more.
        var added = LineAlignment.Align(before, [amended], leftBefore: _ => 101_988);
        Assert.Equal("", Pairs(added));
        Assert.Empty(added.Undecided);
    }

    [Fact]
    public void of_lots_of_one_total_the_plainly_nearest_is_meant_or_none_and_the_doubt_is_said()
    {
        ReportedLine[] before = [Rows.Sale(2688, 650, 14.11m, 1), Rows.Sale(3120, 650, 83.18m, 2), Rows.Sale(4491, 650, 66.72m, 3)];

        Assert.Equal("I.2→I.1", Pairs(LineAlignment.Align(before, [Rows.Sale(3102, 650, 50m)])));
        Assert.Equal("I.2→I.1", Pairs(LineAlignment.Align(before, [Rows.Sale(312, 650, 50m)])));
        // A tenth off is no nearness where another is three tenths off.
        var doubtful = LineAlignment.Align(before, [Rows.Sale(2925, 650, 50m)]);
        Assert.Equal("", Pairs(doubtful));
        Assert.Equal(["I.1", "I.2", "I.3"], Assert.Single(doubtful.Undecided).Before.Select(b => b.Line));
        // The balance before says nothing that fits.
        Assert.Single(LineAlignment.Align(before, [Rows.Sale(2925, 650, 50m)], leftBefore: _ => 12).Undecided);
    }

    [Fact]
    public void of_rows_of_one_kind_the_one_with_the_same_footnote_of_its_own_returns()
    {
        ReportedLine[] before = [Rows.Held(6000, "By Trust", 1).Noted("Held by the Ash Trust."), Rows.Held(5100, "By Trust", 2).Noted("Held by the Birch Trust."), Rows.Held(900, "By Trust", 3).Noted("Held by the Cedar Trust.")];

        Assert.Equal("I.2→I.1", Pairs(LineAlignment.Align(before, [Rows.Held(7300, "By Trust").Noted("Held by the Birch trust")])));
        Assert.Equal("", Pairs(LineAlignment.Align(before, [Rows.Held(7300, "By Trust").Noted("Held by the Dogwood Trust.")])));
        Assert.Equal("I.1→I.2 I.3→I.1", Pairs(LineAlignment.Align(before, [Rows.Held(6100, "By Trust", 1).Noted("Held by the Cedar Trust."), Rows.Held(910, "By Trust", 2).Noted("Held by the Ash Trust.")])));
    }

    [Fact]
    public void a_lot_forgotten_among_lots_moves_the_others_on()
    {
        ReportedLine[] before = [Rows.Sale(500, 246195, 21.37m, 1), Rows.Sale(203, 245992, 22.99m, 2), Rows.Sale(807, 245185, 23.96m, 3)];
        ReportedLine[] after = [Rows.Sale(500, 246195, 21.37m, 1), Rows.Sale(222, 245973, 42.57m, 2), Rows.Sale(203, 245770, 22.99m, 3), Rows.Sale(807, 244963, 23.96m, 4)];

        Assert.Equal("I.1→I.1 I.2→I.3 I.3→I.4", Pairs(LineAlignment.Align(before, after)));
    }

    [Fact]
    public void a_row_just_like_anothers_is_the_one_whose_footnote_it_bears()
    {
        ReportedLine[] before = [Rows.Held(43_440, "See footnotes", 1).Noted("Held by the Maple Trust."), Rows.Held(42_540, "See footnotes", 2).Noted("Held by the Oak Trust.")];
        Assert.Equal("I.1→I.1", Pairs(LineAlignment.Align(before, [Rows.Held(42_540, "See footnotes").Noted("Held by the Maple Trust.")])));
        Assert.Equal("I.1→I.1", Pairs(LineAlignment.Align(before, [Rows.Held(42_540, "See footnotes").Noted("Held by the Maple Trust.") with { SecurityTitle = "Common Stock, $0.01 par value" }])));
        Assert.Equal("I.2→I.1", Pairs(LineAlignment.Align(before, [Rows.Held(42_540, "See footnotes").Noted("Held by the Oak Trust.")])));
        Assert.Equal("I.2→I.1", Pairs(LineAlignment.Align(before, [Rows.Held(42_540, "See footnotes").Noted("Held by the Elm Trust.")])));
    }

    [Fact]
    public void a_footnote_that_several_rows_have_tells_none_apart()
    {
        ReportedLine[] before = [Rows.Held(6000, "By Trust", 1).Noted("No pecuniary interest."), Rows.Held(5100, "By Trust", 2).Noted("No pecuniary interest.")];

        Assert.Empty(LineAlignment.Align(before, [Rows.Held(7300, "By Trust").Noted("No pecuniary interest.")]).Pairs);
    }

    [Fact]
    public void a_trade_repeated_from_its_own_balance_on_is_the_next_lot_where_the_trade_stood_in_its_place()
    {
        ReportedLine[] before = [Rows.Sale(200, 1000, 12m, 1), Rows.Sale(100, 900, 10m, 2)];

        Assert.Empty(LineAlignment.Align(before, [Rows.Sale(100, 800, 10m)]).Pairs);
        // Here the second sale stated the balance of before it.
        Assert.Equal("I.2→I.1", Pairs(LineAlignment.Align([Rows.Sale(200, 1000, 12m, 1), Rows.Sale(100, 1000, 10m, 2)], [Rows.Sale(100, 900, 10m)])));
    }

    [Fact]
    public void what_the_filer_says_it_is_for_decides_what_the_numbers_leave_open()
    {
        Assert.Single(LineAlignment.Align([Rows.Sale(100, 900)], [Rows.Sale(100, 800)]).Pairs);
        Assert.Empty(LineAlignment.Align([Rows.Sale(100, 900)], [Rows.Sale(100, 800)], AmendmentAim.Adds).Pairs);
        Assert.Empty(LineAlignment.Align([Rows.Sale(100, 900, 10m)], [Rows.Sale(700, 5000, 12m)]).Pairs);
        Assert.Single(LineAlignment.Align([Rows.Sale(100, 900, 10m)], [Rows.Sale(700, 5000, 12m)], AmendmentAim.Corrects).Pairs);
        Assert.Empty(LineAlignment.Align([Rows.Sale(100, 900, 10m)], [Rows.Sale(700, 200, 12m)], AmendmentAim.Corrects).Pairs);
    }

    [Theory]
    [InlineData("This amendment is filed to correct the number of shares.", AmendmentAim.Corrects)]
    [InlineData("The price was misreported due to a clerical error.", AmendmentAim.Corrects)]
    [InlineData("Reports a sale that was inadvertently omitted from the original Form 4.", AmendmentAim.Adds)]
    [InlineData("The reporting person failed to report the transaction on line 1.", AmendmentAim.Adds)]
    [InlineData("Due to a clerical error a sale was omitted.", AmendmentAim.Unsaid)]
    [InlineData("Exhibit 24 - Power of Attorney", AmendmentAim.Unsaid)]
    [InlineData(null, AmendmentAim.Unsaid)]
    public void the_remarks_say_what_an_amendment_is_for(string? remarks, AmendmentAim aim) => Assert.Equal(aim, AimWords.Of(remarks));

    [Fact]
    public void a_number_with_other_digits_for_the_same_value_is_no_difference()
    {
        Assert.Empty(LineDifference.Between(Rows.Sale(259605.40m, 886023.62m), Rows.Sale(259605.4m, 886023.62m)));
        Assert.False(FiledScalar.Of(259605.40m).SameAsFiled(FiledScalar.Of(259605.4m)));
    }

    [Fact]
    public void each_row_is_paired_once_and_the_best_total_wins()
    {
        // Taken alone, the first row of either list is most like the second of the other.
        ReportedLine[] before = [Rows.Sale(100, 900, 10m, 1), Rows.Sale(250, 650, 10.2m, 2), Rows.Held(5000, "By Trust", 3)];
        ReportedLine[] after = [Rows.Held(5100, "By Trust", 1), Rows.Sale(250, 640, 10.2m, 2), Rows.Sale(110, 890, 10m, 3)];

        var aligned = LineAlignment.Align(before, after);

        Assert.Equal("I.1→I.3 I.2→I.2 I.3→I.1", string.Join(' ', aligned.Pairs.Select(p => $"{p.Before.Line}→{p.After.Line}")));
    }

    [Fact]
    public void identical_rows_are_paired_in_document_order()
    {
        ReportedLine[] lots = [.. Enumerable.Range(1, 5).Select(row => Rows.Sale(100, 500, 10m, row))];

        var aligned = LineAlignment.Align(lots, lots[..4]);

        Assert.Equal("I.1→I.1 I.2→I.2 I.3→I.3 I.4→I.4", string.Join(' ', aligned.Pairs.Select(p => $"{p.Before.Line}→{p.After.Line}")));
        Assert.Equal("I.5", Assert.Single(aligned.OnlyBefore).Line);
    }

    [Fact]
    public void a_row_that_returns_as_it_was_is_never_given_up_for_two_middling_pairs()
    {
        ReportedLine[] before = [Rows.Sale(100, 900, 10m, 1), Rows.Sale(95, 780, 10m, 2)];
        ReportedLine[] after = [Rows.Sale(100, 905, 10m, 1), Rows.Sale(100, 900, 10m, 2)];

        var unchanged = Assert.Single(LineAlignment.Align(before, after).Pairs, p => p.Changes.Count == 0);

        Assert.Equal(("I.1", "I.2"), (unchanged.Before.Line, unchanged.After.Line));
    }

    [Fact]
    public void thousands_of_rows_are_aligned_in_seconds()
    {
        ReportedLine[] before = [.. Enumerable.Range(1, 20_000).Select(row => Rows.Sale(row % 7, 500, row % 11, row))];
        ReportedLine[] after = [.. before.Select((line, i) => i % 100 == 0 ? line with { PricePerShare = 99m } : line).Reverse()];

        var watch = Stopwatch.StartNew();
        var aligned = LineAlignment.Align(before, after);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"took {watch.Elapsed}");
        Assert.Equal(20_000, aligned.Pairs.Count + aligned.OnlyBefore.Count);
        Assert.True(aligned.Pairs.Count > 19_500);
    }

    [Fact]
    public void as_many_lots_as_are_paired_by_the_best_total_are_aligned_in_moments()
    {
        // One kind, one total, hardly anything that tells: every row is held against every other, again and again.
        ReportedLine[] before = [.. Enumerable.Range(1, 150).Select(row => Rows.Sale(100 + row, 500, 10m + (row % 5), row))];
        ReportedLine[] after = [.. before.Select(line => line with { Shares = line.Shares + 7000, PricePerShare = line.PricePerShare + 50 })];

        var watch = Stopwatch.StartNew();
        LineAlignment.Align(before, after);
        LineAlignment.Align(before, after[..149]);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"took {watch.Elapsed}");
    }

    [Fact]
    public void numbers_at_the_end_of_what_a_decimal_holds_do_no_harm()
    {
        var most = Rows.Trade("A", "A", decimal.MaxValue, decimal.MaxValue);
        var least = Rows.Trade("D", "D", decimal.MinValue, decimal.MinValue);

        Assert.Empty(LineAlignment.Align([most], [least]).Pairs);
        Assert.Single(LineAlignment.Align([most], [most]).Pairs);
    }

    [Fact]
    public void the_total_is_that_of_the_best_of_all_pairings() => AnyTwoForms.Sample(forms =>
    {
        var aligned = LineAlignment.Align(forms.Before, forms.After);
        var best = 0L;
        foreach (var table in (FormTable[])[FormTable.I, FormTable.II])
        {
            ReportedLine[] before = [.. forms.Before.Where(l => l.Table == table)];
            ReportedLine[] after = [.. forms.After.Where(l => l.Table == table)];
            best += BestOfAll(RowWeights.Of(before, after, AmendmentAim.Unsaid, null, out _), 0, new bool[after.Length]);
        }

        Assert.Equal(best, aligned.Likeness);
    });

    [Fact]
    public void it_does_not_matter_which_list_comes_first() => AnyTwoForms.Sample(forms =>
    {
        var there = LineAlignment.Align(forms.Before, forms.After);
        var back = LineAlignment.Align(forms.After, forms.Before);

        Assert.Equal(there.Likeness, back.Likeness);
        Assert.Equal(there.Pairs.Count, back.Pairs.Count);
    });

    [Fact]
    public void every_row_stands_in_exactly_one_place_and_the_same_lists_give_the_same_pairs() => AnyTwoForms.Sample(forms =>
    {
        var aligned = LineAlignment.Align(forms.Before, forms.After);
        var again = LineAlignment.Align([.. forms.Before], [.. forms.After]);

        Assert.Equal(forms.Before.Select(l => l.Line).Order(StringComparer.Ordinal), aligned.Pairs.Select(p => p.Before.Line).Concat(aligned.OnlyBefore.Select(l => l.Line)).Order(StringComparer.Ordinal));
        Assert.Equal(forms.After.Select(l => l.Line).Order(StringComparer.Ordinal), aligned.Pairs.Select(p => p.After.Line).Concat(aligned.OnlyAfter.Select(l => l.Line)).Order(StringComparer.Ordinal));
        Assert.Equal(aligned.Pairs.Select(p => (p.Before.Line, p.After.Line)), again.Pairs.Select(p => (p.Before.Line, p.After.Line)));
    });

    /// <summary>Forms of up to six rows, of few securities, days and amounts, so that rows resemble one another.</summary>
    private static readonly Gen<(ReportedLine[] Before, ReportedLine[] After)> AnyTwoForms = Gen.Select(Form(), Form());

    private static Gen<ReportedLine[]> Form() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[1, 4], Gen.Int[8, 12], Gen.Int[0, 2], Gen.Int[0, 2], (what, shares, hundreds, price, day) => what switch
        {
            0 => Rows.Held(hundreds * 100, day == 0 ? null : "By Trust"),
            1 => Rows.Sale(shares * 100, hundreds * 100, 10 + price) with { TransactionOn = Rows.Day.AddDays(day * 20) },
            _ => Rows.Trade("M", "A", shares * 100, hundreds * 100, price),
        }).Array[0, 6].Select(lines => lines.Select((line, i) => line.At(i + 1)).ToArray());

    private static string Pairs(AlignedLines aligned) => string.Join(' ', aligned.Pairs.Select(p => $"{p.Before.Line}→{p.After.Line}"));

    /// <summary>By trying them all.</summary>
    private static long BestOfAll(int[,] weights, int row, bool[] taken)
    {
        if (row == weights.GetLength(0)) return 0;
        var best = BestOfAll(weights, row + 1, taken);
        for (var column = 0; column < taken.Length; column++)
        {
            if (taken[column] || weights[row, column] == 0) continue;
            taken[column] = true;
            best = Math.Max(best, weights[row, column] + BestOfAll(weights, row + 1, taken));
            taken[column] = false;
        }

        return best;
    }

    [Theory]
    [InlineData(18_699, 18_699)] // one too few
    [InlineData(18_700, 19_700)] // a misprinted balance
    public void of_options_that_differ_only_in_when_they_can_be_exercised_the_one_of_that_day_is_corrected(decimal granted, decimal left)
    {
        var (first, second) = (Rows.Grant(18_700, 81.03m, InTenYears, 18_700) with { ExercisableOn = new DateOnly(2021, 3, 5) }, Rows.Grant(granted, 81.03m, InTenYears, left, 2) with { ExercisableOn = new DateOnly(2022, 3, 5) });
        var aligned = LineAlignment.Align([first, second], [Rows.Grant(18_700, 81.03m, InTenYears, 18_700) with { ExercisableOn = new DateOnly(2022, 3, 5) }]);
        Assert.Equal("II.2", Assert.Single(aligned.Pairs).Before.Line);
    }

    [Fact]
    public void a_holding_of_an_owner_whom_only_another_footnote_names_is_added()
    {
        ReportedLine[] before = [Rows.Held(18_811, "See footnote").Noted("Held by the Ash Grandchildren Trust.")];
        Assert.Empty(LineAlignment.Align(before, [Rows.Held(11_382, "See footnote").Noted("Held by the Birch Family Trust.")]).Pairs);
        Assert.Single(LineAlignment.Align(before, [Rows.Held(18_011, "See footnote").Noted("Held by the Ash Grandchildren Trust, of which the reporting person is a trustee.")]).Pairs);
    }

    [Fact]
    public void a_vesting_of_a_grant_that_only_another_footnote_names_is_added()
    {
        var vested = Rows.Trade("M", "D", 828, 0) with { Table = FormTable.II, Line = "II.1", SecurityTitle = "Restricted Stock Units" };
        Assert.Empty(LineAlignment.Align([vested.Noted("Granted in 2019.")], [(vested with { Shares = 108 }).Noted("Granted in 2020.")]).Pairs);
        Assert.Single(LineAlignment.Align([vested.Noted("Granted in 2019.")], [(vested with { Shares = 108 }).Noted("Granted in 2019.")]).Pairs);
        Assert.Single(LineAlignment.Align([vested.Noted("Granted in 2019.")], [(vested with { Shares = 829 }).Noted("Granted in 2020.")]).Pairs);
        // The note is reworded with the amount; both take from 1,828.
        Assert.Single(LineAlignment.Align([(vested with { SharesOwnedFollowing = 1_000 }).Noted("Granted in 2019.")], [(vested with { Shares = 628, SharesOwnedFollowing = 1_200 }).Noted("Vests in parts, the first of which was granted in 2019.")]).Pairs);
    }
}
