using HoldingsLedger.Findings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using HoldingsLedger.Tests.Holdings;

namespace HoldingsLedger.Tests.Findings;

/// <summary>A made-up insider with one real oddity, and the finding it must give.</summary>
internal sealed record FindingCase(FindingKind Kind, FindingCause Cause, string Story, InsiderHoldings Holdings)
{
    /// <summary>Rows of the issuer's other insiders, where only they settle the cause.</summary>
    public IReadOnlyList<TrialSheet> Others { get; init; } = [];

    /// <summary>The day of the position that shows it, where no filing does.</summary>
    public string? AskedOn { get; init; }

    /// <summary>Words of the sentence that say why the cause is believed.</summary>
    public string? Because { get; init; }
}

internal static class FindingCases
{
    private static int number;

    public static IReadOnlyList<FindingCase> All { get; } =
    [
        new(FindingKind.BalanceGap, FindingCause.Unexplained, "The total falls by 4,000 between two grants, and no filing says why.", Two(
            Filed.Trade("2023-01-17", 60_000, 7_344_200), Filed.Trade("2023-04-12", 60_000, 7_400_200))),
        new(FindingKind.BalanceGap, FindingCause.PlanAccrual, "A 401(k) account grows from filing to filing; purchases in the plan are exempt and never reported.", Two(
            Filed.Held(3121.0794m, nature: "By 401(k)"), Filed.Held(3458.6659m, nature: "By 401(k)"))),
        new(FindingKind.BalanceGap, FindingCause.FootnotedChange, "A footnote at the balance names the shares: \"Includes 188 shares acquired under the Employee Stock Purchase Plan\".", Filed.Holdings(
            Form("2023-02-02", Filed.Trade("2023-02-01", -397, 13_719)),
            Form("2023-03-03", Filed.Trade("2023-03-01", -2000, 11_907).Noted("sharesOwnedFollowing", "F1")).Notes(("F1", "Includes 188 shares acquired under the Employee Stock Purchase Plan on February 15, 2023.")))),
        new(FindingKind.BalanceGap, FindingCause.ReportedLate, "A purchase of February comes to light in April; the total of March had it already.", Filed.Holdings(
            Form("2023-01-10", Filed.Trade("2023-01-09", 100, 1000)),
            Form("2023-03-07", Filed.Trade("2023-03-05", 100, 1150)),
            Form("2023-04-20", Filed.Trade("2023-02-01", 50, 1150)))),
        new(FindingKind.BalanceGap, FindingCause.DirectionContradictsBalance, "A sale of 732 is marked A while the balance falls by 732, as in 0001871335-23-000002.", Two(
            Filed.Trade("2023-01-09", 100, 3_100_314), Filed.Trade("2023-03-05", 732, 3_099_582) with { TransactionCode = "S" })),
        new(FindingKind.BalanceGap, FindingCause.MovedBetweenWaysOfOwning, "10,805 shares leave the direct account and turn up in the trust, with no line for it.", Filed.Holdings(
            Form("2023-03-03", Filed.Trade("2023-03-02", -8272, 242_095), Filed.Held(18_920, nature: "By Trust")),
            Form("2023-03-17", Filed.Trade("2023-03-15", -24_044, 207_246), Filed.Held(29_725, nature: "By Trust")))),
        new(FindingKind.BalanceGap, FindingCause.Split, "The balance quintuples, and so does another insider's between the same days.", Two(
            Filed.Trade("2023-01-09", 10, 34_098_597), Filed.Held(170_492_985)))
        {
            Others = [new TrialSheet { Id = "0000000008:0000000100", Issuer = Filed.Mills, Accounts = 1, Checks = 1, Tie = 0, SplitSigns = [new SplitSign("0000000002-23-000002", "5:1", Filed.Day("2023-02-01"), Filed.Day("2023-04-12"), Announced: false)] }],
        },
        new(FindingKind.BalanceGap, FindingCause.Rounding, "Fractions of a share are cut off from one filing to the next.", Two(
            Filed.Trade("2023-01-09", 10.5m, 1000.5m), Filed.Trade("2023-03-05", 10, 1010))),
        new(FindingKind.BalanceGap, FindingCause.MissingFiling, "Options fall and shares rise by the same 2,500 between two filings: the exercise was reported in a filing that is not held.", Filed.Holdings(
            Form("2023-01-10", Filed.Trade("2023-01-09", 100, 10_000), Filed.Grant("2023-01-09", 100, 5_000, price: 12, expires: "2031-01-01")),
            Form("2023-05-10", Filed.Trade("2023-05-09", 100, 12_600), Filed.Grant("2023-05-09", -100, 2_400, price: 12, expires: "2031-01-01")))),
        new(FindingKind.BalanceGap, FindingCause.BalanceMisstated, "One filing prints 1,200 where 1,100 was left; the next goes on from 1,100.", Filed.Holdings(
            Form("2023-01-10", Filed.Trade("2023-01-09", 77, 1000)),
            Form("2023-02-10", Filed.Trade("2023-02-09", 100, 1200)),
            Form("2023-03-10", Filed.Trade("2023-03-09", 70, 1170)))),
        new(FindingKind.BalanceGap, FindingCause.ReportedAgain, "A purchase already reported is sent again with the same balance.", Filed.Holdings(
            Form("2023-01-10", Filed.Trade("2023-01-09", 77, 1000)),
            Form("2023-02-10", Filed.Trade("2023-02-09", 100, 1100)),
            Form("2023-03-10", Filed.Trade("2023-02-09", 100, 1100)))),
        new(FindingKind.BalanceGap, FindingCause.TotalOverGrants, "Column 9 of the second exercise is the total of all grants with that title.", Filed.Holdings(
            Form("2023-01-10", Filed.Grant("2023-01-09", 1000, 1000, price: 10, expires: "2033-01-09")),
            Form("2023-02-10", Filed.Grant("2023-02-09", 2000, 2000, price: 12, expires: "2033-02-09")),
            Form("2023-03-10", Filed.Grant("2023-03-09", -200, 2800, price: 10, expires: "2033-01-09")))),
        new(FindingKind.BalanceGap, FindingCause.NothingOwnedBefore, "A Form 3 says that nothing is owned; the first Form 4 starts from 900.", Filed.Holdings(
            Form("2023-01-10") with { FormType = "3", NoSecuritiesOwned = true, PeriodOfReport = Filed.Day("2023-01-05") },
            Form("2023-03-10", Filed.Trade("2023-03-09", 100, 1000)))),
        // A cause that only looks like one stays unexplained.
        new(FindingKind.BalanceGap, FindingCause.Unexplained, "3,478.462 shares more in a quarter are a fraction, but two and a half per cent of the balance: more than dividends, and nobody says what.", Two(
            Filed.Trade("2023-01-16", -27_233, 135_709.604m), Filed.Trade("2023-04-12", -883, 138_305.066m))),
        new(FindingKind.BalanceGap, FindingCause.Unexplained, "The footnote names 1,000 shares, but those are the line's own.", Filed.Holdings(
            Form("2023-02-02", Filed.Trade("2023-02-01", 77, 13_719)),
            Form("2023-03-03", Filed.Trade("2023-03-01", -1000, 13_719).Noted("shares", "F1")).Notes(("F1", "These 1,000 shares were sold under a Rule 10b5-1 plan.")))),
        new(FindingKind.BalanceGap, FindingCause.Unexplained, "\"Transferred to the trust in 2019\" stood in the filing before too, which tied: it does not speak of this gap.", Filed.Holdings(
            Form("2023-01-10", Filed.Trade("2023-01-09", 77, 10_077, nature: "By Trust")),
            Form("2023-02-10", Filed.Trade("2023-02-09", 100, 10_177, nature: "By Trust").Noted("natureOfOwnership", "F1")).Notes(("F1", "Shares transferred to the family trust in 2019.")),
            Form("2023-03-10", Filed.Trade("2023-03-09", 100, 9_277, nature: "By Trust").Noted("natureOfOwnership", "F1")).Notes(("F1", "Shares transferred to the family trust in 2019.")))),
        new(FindingKind.BalanceGap, FindingCause.Unexplained, "A balance is a thirtieth of what it was, but 60,000 and 2,000 are anybody's numbers.", Two(
            Filed.Held(60_000, nature: "By GST Trust"), Filed.Held(2_000, nature: "By GST Trust"))),
        new(FindingKind.BalanceGap, FindingCause.Unexplained, "11,228,925 shares become 224,579, a fiftieth to the share, but no other insider shows it and no filing says so.", Two(
            Filed.Trade("2023-01-03", 650_000, 11_228_925), Filed.Trade("2023-04-10", 15_722, 240_301))),
        new(FindingKind.BalanceGap, FindingCause.Unexplained, "\"Before the reverse split\": a note that speaks of a split is no reason for a balance that is in no such ratio.", Filed.Holdings(
            Form("2023-03-06", Filed.Trade("2023-03-02", 101_923, 280_995)),
            Form("2023-03-13", Filed.Trade("2023-03-08", 58_286, 311_183).Noted("sharesOwnedFollowing", "F1")).Notes(("F1", "The Company effected a reverse stock split on March 9, 2023. The number of shares is prior to giving effect to the reverse stock split.")))),
        new(FindingKind.BalanceGap, FindingCause.Unexplained, "23.419 shares come from the reinvestment plan, as the footnote says; the balance grew by 84.485.", Filed.Holdings(
            Form("2023-01-05", Filed.Held(5_000)),
            Form("2023-06-16", Filed.Held(5_384.485m).Noted("sharesOwnedFollowing", "F1")).Notes(("F1", "Includes 23.419 shares acquired through the dividend reinvestment plan since date of last report.")))),
        new(FindingKind.BalanceGap, FindingCause.FootnotedChange, "The plan's 348.869 shares are half as many again, and a few more: \"adjusted to reflect 50% stock dividend\".", Filed.Holdings(
            Form("2023-01-09", Filed.Held(348.869m, nature: "By Savings Investment Plan (SIP)")),
            Form("2023-02-10", Filed.Held(567.353m, nature: "By Savings Investment Plan (SIP)").Noted("sharesOwnedFollowing", "F1")).Notes(("F1", "Amount adjusted to reflect 50% stock dividend on February 7, 2023. Balance includes shares awarded (Company match).")))) { Because = "50% stock dividend" },
        new(FindingKind.BalanceGap, FindingCause.PlanAccrual, "Dividends reinvested: 1,233.712 shares in five weeks, half a per cent of the balance.", Two(
            Filed.Trade("2023-01-18", -120_000, 235_234.045m), Filed.Trade("2023-02-24", 51_272, 287_739.757m))) { Because = "0.52% of the balance" },
        new(FindingKind.BalanceGap, FindingCause.PlanAccrual, "The shares sold had come from the purchase plan on the same day.", Filed.Holdings(
            Form("2023-02-28", Filed.Trade("2023-02-24", -6_420, 170_322)),
            Form("2023-05-18", Filed.Trade("2023-05-17", -4_273, 170_322).Noted("shares", "F1")).Notes(("F1", "Reflects shares acquired on May 17, 2023 pursuant to the Issuer's Employee Stock Purchase Plan and sold the same day."))))
            { Because = "F1 says" },
        new(FindingKind.BalanceGap, FindingCause.FootnotedChange, "Less than a share, and yet no rounding: the footnote names .831 shares of the reinvestment plan.", Filed.Holdings(
            Form("2023-01-04", Filed.Held(129.087m)),
            Form("2023-04-04", Filed.Held(129.918m).Noted("sharesOwnedFollowing", "F1")).Notes(("F1", "Includes .831 shares acquired on 3/1/2023 through the dividend reinvestment plan."))))
            { Because = "F1 says \"Includes .831 shares" },
        new(FindingKind.BalanceGap, FindingCause.FootnotedChange, "The footnote of another line says that 2,642 shares held directly went into the trust.", Filed.Holdings(
            Form("2023-02-17", Filed.Held(2_642), Filed.Held(700_349, nature: "By Trust")),
            Form("2023-05-08", Filed.Trade("2023-05-04", 1_714, 1_714), Filed.Trade("2023-05-04", 1_714, 704_421, nature: "By Trust").Noted("sharesOwnedFollowing", "F1"))
                .Notes(("F1", "Amount includes 2,642 common shares that were previously reported as directly owned and were contributed to the trust on May 4, 2023."))))
            { Because = "F1 says" },
        new(FindingKind.BalanceGap, FindingCause.FootnotedChange, "4,426 and 750 shares of the purchase plan make the 5,176.", Filed.Holdings(
            Form("2023-03-20", Filed.Trade("2023-03-20", 375_000, 3_718_636)),
            Form("2023-05-18", Filed.Trade("2023-05-16", 25_700, 3_749_512).Noted("sharesOwnedFollowing", "F1"))
                .Notes(("F1", "Includes 4,426 and 750 shares of common stock acquired by the Reporting Person on November 15, 2022 and May 15, 2023, respectively, pursuant to the Company's 2022 Employee Stock Purchase Plan.")))) { Because = "F1 says" },
        new(FindingKind.BalanceGap, FindingCause.FootnotedChange, "\"Previously over reported by one share.\"", Filed.Holdings(
            Form("2023-05-31", Filed.Trade("2023-05-26", 1_733, 4_409)),
            Form("2023-06-07", Filed.Trade("2023-06-06", 841, 5_249).Noted("sharesOwnedFollowing", "F1")).Notes(("F1", "The amount beneficially owned was previously over reported by one share.")))),
        new(FindingKind.BalanceGap, FindingCause.MovedBetweenWaysOfOwning, "The trust gets the 4,831 shares held directly; 87.9961 and 68.9848 come from dividends reinvested, as footnotes say.", Filed.Holdings(
            Form("2023-02-01", Filed.Trade("2023-01-30", -1303, 4_831.4469m), Filed.Held(5_460.0438m, nature: "by Family Trust")),
            Form("2023-05-03", Filed.Trade("2023-05-01", 4_357, 4_426.4317m).Noted("sharesOwnedFollowing", "F1"), Filed.Held(10_379.0399m, nature: "by Family Trust").Noted("sharesOwnedFollowing", "F2"))
                .Notes(("F1", "Includes 68.9848 units acquired via dividend reinvestment from March 2023."), ("F2", "Includes 87.9961 shares acquired via dividend reinvestment from December 2022 and March 2023."))))
            { Because = "\"by Family Trust\"" },
        new(FindingKind.BalanceGap, FindingCause.MovedBetweenSecurities, "Two grants of stock units fall by 300 and 180, the shares rise by 480: units vest without a line. That 480 is twice the 240 sold is chance.", Filed.Holdings(
            Form("2023-05-31", Filed.Trade("2023-05-30", -77, 12_800, "Class C Capital Stock"), Filed.Held(2_420, "Class C Stock Units").Noted("securityTitle", "F1"), Filed.Held(1_460, "Class C Stock Units").Noted("securityTitle", "F2"))
                .Notes(("F1", "The grant of 2021 vests monthly."), ("F2", "The grant of 2022 vests monthly.")),
            Form("2023-06-29", Filed.Trade("2023-06-29", -240, 13_040, "Class C Capital Stock"), Filed.Held(2_120, "Class C Stock Units").Noted("securityTitle", "F1"), Filed.Held(1_280, "Class C Stock Units").Noted("securityTitle", "F2"))
                .Notes(("F1", "The grant of 2021 vests monthly."), ("F2", "The grant of 2022 vests monthly."))))
            { Because = "Class C Stock Units" },
        new(FindingKind.BalanceGap, FindingCause.Split, "140,271 units become 28,057, three more than a fifth; two other insiders show a fifth and a little more too.", Two(
            Filed.Trade("2023-01-15", 4_513, 140_271), Filed.Trade("2023-04-12", -9_422, 18_635)))
        {
            Others = [.. Enumerable.Range(2, 2).Select(at => new TrialSheet { Id = $"000000000{at}|0000000100", Issuer = Filed.Mills, Accounts = 1, Checks = 1, Tie = 0, SplitSigns = [new SplitSign($"000000000{at}-23-000002", "~1:5", Filed.Day("2023-02-01"), Filed.Day("2023-04-12"), Announced: false)] })],
            Because = "1 for 5",
        },
        new(FindingKind.BalanceGap, FindingCause.TotalOverGrants, "The total of two grants was printed for one; now each stands by itself.", Filed.Holdings(
            Form("2023-02-21", Filed.Grant("2023-02-20", 64_593, 101_630, "Performance Stock Units", 0, "2025-12-31")),
            Form("2023-07-05", Filed.Grant("2023-06-21", -64_593, 0, "Performance Stock Units", 0, "2025-12-31"), Filed.Grant("2023-06-21", -37_037, 0, "Performance Stock Units", 0, "2024-12-31")))),
        new(FindingKind.BalanceGap, FindingCause.BalanceMisstated, "25,000 bought are not added to the total; the filing after the next adds them.", Filed.Holdings(
            Form("2023-03-20", Filed.Trade("2023-03-17", 25_000, 6_620_631)),
            Form("2023-04-10", Filed.Trade("2023-04-09", 1_000, 6_621_631)),
            Form("2023-05-08", Filed.Trade("2023-05-08", 25_000, 6_621_631)),
            Form("2023-05-16", Filed.Trade("2023-05-16", 20_000, 6_641_631)),
            Form("2023-05-26", Filed.Trade("2023-05-24", -6_856, 6_659_775)))),
        new(FindingKind.BalanceGap, FindingCause.CountedBefore, "Restricted units were counted among the 182,000 shares; their vesting leaves the total as it was.", Filed.Holdings(
            Form("2023-03-03", Filed.Trade("2023-03-02", 500, 182_000)),
            Form("2023-04-20", Filed.Trade("2023-04-19", 1_377, 182_000) with { TransactionCode = "M" }))) { Because = "I.1" },
        new(FindingKind.BalanceGap, FindingCause.EarlierLinesLeftOut, "Three purchases of 1,000 are reported; the next filing goes on from before them.", Filed.Holdings(
            Form("2023-02-03", Filed.Trade("2023-02-01", 1000, 725_762), Filed.Trade("2023-02-02", 1000, 726_762), Filed.Trade("2023-02-03", 1000, 727_762)),
            Form("2023-02-10", Filed.Trade("2023-02-08", 692_308, 1_417_070)))) { Because = "it would tie" },
        new(FindingKind.BalanceGap, FindingCause.NumbersDisagree, "The first row goes on from the balance before; the second prints two million where 3,856,254 follows.", Filed.Holdings(
            Form("2023-05-26", Filed.Trade("2023-05-24", 8_667, 4_058_934)),
            Form("2023-06-05", Filed.Trade("2023-05-25", -2_680, 4_056_254), Filed.Trade("2023-06-01", -200_000, 2_056_254)))) { Because = "I.2 prints 2,056,254 where 3,856,254 follows from I.1" },
        new(FindingKind.BalanceGap, FindingCause.EarlierLinesLeftOut, "Purchases are listed latest first; the filing goes on from before the last one reported. A purchase is no sale with a slip in its letter.", Filed.Holdings(
            Form("2023-05-30", Filed.Trade("2023-05-30", 15_000, 3_541_171), Filed.Trade("2023-05-26", 10_000, 3_526_171)),
            Form("2023-06-12", Filed.Trade("2023-06-09", 15_000, 3_556_171), Filed.Trade("2023-06-09", 15_000, 3_541_171)))) { Because = "it would tie" },
        new(FindingKind.BalanceGap, FindingCause.Unexplained, "3.587 for 3,587: the fraction is in the amount alone, so no plan bought it.", Two(
            Filed.Trade("2023-05-25", 1_000, 2_672_612), Filed.Trade("2023-06-01", -3.587m, 2_672_612))),
        new(FindingKind.BalanceGap, FindingCause.Unexplained, "A fifth more, by chance as in a stock dividend; the split that the remarks speak of is 1 for 33, and to come.", Filed.Holdings(
            Form("2023-03-06", Filed.Trade("2023-03-02", -23_674, 331_440)),
            Form("2023-05-02", Filed.Trade("2023-04-29", -99_432, 298_296)) with { Remarks = "All numbers are before giving effect to the 33:1 reverse stock split the stockholders approved on April 14, 2023." })),
        new(FindingKind.BalanceGap, FindingCause.PlanAccrual, "Half a share less in a plan's account: units of its fund, not rounding.", Two(
            Filed.Held(741.4904m, nature: "401(k)"), Filed.Held(740.9817m, nature: "401(k)"))),
        new(FindingKind.BalanceGap, FindingCause.Unexplained, "What was cancelled makes no balance larger.", Filed.Holdings(
            Form("2023-05-31", Filed.Grant("2023-05-26", 9_250, 9_250, "RSU")),
            Form("2023-06-07", Filed.Grant("2023-06-06", -841, 8_410, "RSU").Noted("line", "F1")).Notes(("F1", "The board accelerated the vesting and canceled the remainder of the award.")))),
        new(FindingKind.BalanceGap, FindingCause.Unexplained, "Units that \"will be forfeited\" on leaving have not been.", Filed.Holdings(
            Form("2023-05-31", Filed.Grant("2023-05-26", 9_250, 9_250, "RSU")),
            Form("2023-06-07", Filed.Grant("2023-06-06", -841, 8_410, "RSU").Noted("line", "F1")).Notes(("F1", "All units not vested will be forfeited to the Company upon termination of service.")))),
        new(FindingKind.BalanceGap, FindingCause.Unexplained, "Who starts from nothing may have sold or moved what was left; that it is all the filing before reported says nothing.", Two(
            Filed.Trade("2023-01-17", 1_897_293, 1_897_293), Filed.Trade("2023-04-12", 2_107_672, 2_107_672))),
        new(FindingKind.BalanceGap, FindingCause.MissingFiling, "The remarks say that the form is the first of two for one day; the second is not held.", Filed.Holdings(
            Form("2023-02-03", Filed.Trade("2023-02-01", -1_000, 96_321), Filed.Trade("2023-02-01", -2_000, 94_321))
                with { Remarks = "This Form 4 is the first of two Form 4s being filed by the Reporting Person, because a single Form 4 is limited to 30 separate transactions." },
            Form("2023-03-03", Filed.Trade("2023-03-01", -500, 61_087)))) { Because = "and 1 of them is held" },
        new(FindingKind.BalanceGap, FindingCause.BalanceMisstated, "118,360.673 is printed where 108,360.673 follows, 1,714.932 from the reinvestment plan counted; the next filing goes on from the latter. That two purchases make 10,000 too is chance.", Filed.Holdings(
            Form("2023-04-04", Filed.Held(101_500.741m)),
            Form("2023-05-11", Filed.Trade("2023-05-09", 5_145, 118_360.673m).Noted("sharesOwnedFollowing", "F1"), Filed.Trade("2023-05-10", 4_855, 123_215.673m)).Notes(("F1", "Balance increased by April 28, 2023 Dividend Reinvestment Plan award of 1,714.932 shares.")),
            Form("2023-05-16", Filed.Trade("2023-05-12", 200, 113_415.673m)))) { Because = "differs by as much the other way, but for the shares" },
        new(FindingKind.BalanceGap, FindingCause.EarlierLinesLeftOut, "Five hundredths more, as in a stock dividend, but the filing speaks of splits only as what may happen; it goes on from before the units that were converted.", Filed.Holdings(
            Form("2023-02-06", Filed.Grant("2023-02-02", -4_235, 88_053, "Long-Term Incentive Units")),
            Form("2023-03-07", Filed.Grant("2023-02-22", 4_921, 97_209, "Long-Term Incentive Units").Noted("securityTitle", "F1"))
                .Notes(("F1", "Each unit is convertible into one share, subject to adjustment in the event of stock splits, stock dividends and specified extraordinary distributions.")))) { Because = "it would tie" },
        new(FindingKind.BalanceGap, FindingCause.MovedBetweenWaysOfOwning, "Three accounts held directly are printed as one from here on; 1,376 shares are dividends, as the note says.", Filed.Holdings(
            Form("2023-02-24", Filed.Trade("2023-02-22", -5_230, 59_530), Filed.Held(31_513).Noted("sharesOwnedFollowing", "F1"), Filed.Held(765).Noted("sharesOwnedFollowing", "F2"))
                .Notes(("F1", "Shares held with a broker."), ("F2", "Shares held within the purchase plan.")),
            Form("2023-03-03", Filed.Trade("2023-03-01", 41_689, 134_873).Noted("sharesOwnedFollowing", "F1")).Notes(("F1", "Includes 1,376 shares issued for the accrued dividends on the performance share award."))))
            { Because = "held directly 31,513" },
        new(FindingKind.BalanceGap, FindingCause.MovedBetweenWaysOfOwning, "The daughters get 450 shares each, the father has 1,350 less: together the gaps of the filing cancel.", Filed.Holdings(
            Form("2023-02-10", Filed.Trade("2023-02-08", 150_000, 470_205), Filed.Held(1_293, nature: "By daughter Ann"), Filed.Held(1_293, nature: "By daughter Bea"), Filed.Held(1_293, nature: "By daughter Cay")),
            Form("2023-02-28", Filed.Trade("2023-02-24", 49_225, 518_080), Filed.Held(1_743, nature: "By daughter Ann"), Filed.Held(1_743, nature: "By daughter Bea"), Filed.Held(1_743, nature: "By daughter Cay"))))
            { Because = "\"By daughter Ann\" +450" },
        new(FindingKind.BalanceGap, FindingCause.FootnotedChange, "\"The return of 880 and 36 shares\".", Filed.Holdings(
            Form("2023-01-05", Filed.Held(2_742, nature: "Fund IV, L.P.")),
            Form("2023-04-05", Filed.Held(1_862, nature: "Fund IV, L.P.").Noted("sharesOwnedFollowing", "F1")).Notes(("F1", "Reflects the return of 880 and 36 shares from Fund IV, L.P. and Principals Fund IV, L.P. to escrow.")))) { Because = "F1 says" },
        new(FindingKind.BalanceGap, FindingCause.PlanAccrual, "Deferred fees earn dividends in shares: \"Def. Stock Comp Plan\".", Two(
            Filed.Trade("2022-12-30", 169, 39_223, "Common Stock-Dir. Def. Stock Comp Plan-1"), Filed.Trade("2023-03-31", 151, 39_382, "Common Stock-Dir. Def. Stock Comp Plan-1"))) { Because = "the account is" },
        new(FindingKind.BalanceGap, FindingCause.Unexplained, "A fiftieth and more that leaves a plan's account is no unit of a fund.", Two(
            Filed.Held(39_382, nature: "Deferred Compensation Plan"), Filed.Held(38_271, nature: "Deferred Compensation Plan"))),
        new(FindingKind.BalanceGap, FindingCause.DirectionContradictsBalance, "Shares withheld on two days are both marked A; what the letters leave of the gap, the note at the balance names.", Filed.Holdings(
            Form("2023-05-25", Filed.Trade("2023-05-23", -9_000, 2_462_686)),
            Form("2023-06-27", Filed.Trade("2023-06-20", 25_914, 2_397_255).Noted("sharesOwnedFollowing", "F1") with { TransactionCode = "F" }, Filed.Trade("2023-06-21", 57_803, 2_339_452).Noted("sharesOwnedFollowing", "F1") with { TransactionCode = "F" })
                .Notes(("F1", "The total reported in Column 5 of Table I has been updated to subtract 39,517 RSUs outstanding on June 23, 2023.")))) { Because = "I.1, I.2 as printed; the other way round -39,517 remain, F1 says" },
        new(FindingKind.BalanceGap, FindingCause.DirectionContradictsBalance, "Half the units vest and the letter says acquired: an exercise takes from Table II.", Filed.Holdings(
            Form("2023-06-21", Filed.Grant("2023-06-19", 50_000, 50_000, "Restricted Stock Units", 0, "2023-12-31")),
            Form("2023-07-05", Filed.Grant("2023-06-30", 25_000, 25_000, "Restricted Stock Units", 0, "2023-12-31") with { TransactionCode = "M" }))) { Because = "II.1 as printed" },
        new(FindingKind.RunningOrderUnclear, FindingCause.NumbersDisagree, "The holding row prints what was held before the others, not what is left after them; it may be another trust that held as much.", Filed.Holdings(
            Form("2023-05-17", Filed.Held(100_000, nature: "By Trust"), Filed.Trade("2023-05-15", 100_000, 200_000, nature: "By Trust"), Filed.Trade("2023-05-15", -42_821, 157_179, nature: "By Trust")))) { Because = "I.1, a holding, prints 100,000 where 157,179 is left" },
        new(FindingKind.BalanceGap, FindingCause.MovedBetweenSecurities, "1,517 units vest and are deferred into notional shares, with no line for it; no filing speaks of them again.", Filed.Holdings(
            Form("2023-03-20", Filed.Grant("2023-03-16", 216, 14_473, "Notional Shares"), Filed.Grant("2023-03-16", 22, 1_517, "2022 Restricted Stock Units")),
            Form("2023-06-20", Filed.Grant("2023-06-15", 230, 16_220, "Notional Shares")))) { Because = "2022 Restricted Stock Units 1,517" },
        new(FindingKind.BalanceGap, FindingCause.MovedBetweenWaysOfOwning, "The 99,558 shares held directly and the 879 of the trust are from now on those of the family trusts; 600 shares come from the purchase plan, as the note says.", Filed.Holdings(
            Form("2023-05-26", Filed.Trade("2023-05-26", -12_000, 879, nature: "By Trust"), Filed.Held(99_558)),
            Form("2023-07-19", Filed.Trade("2023-07-15", 1_384, 1_984).Noted("sharesOwnedFollowing", "F1"), Filed.Held(100_437, nature: "By Family Trusts"))
                .Notes(("F1", "Includes 600 shares acquired under the Employee Stock Purchase Plan on June 7, 2023."))))
            { Because = "has as much more than \"By Trust\" had" },
        new(FindingKind.BalanceGap, FindingCause.PlanAccrual, "The note at the dates says what the holdings include: units of dividends reinvested.", Filed.Holdings(
            Form("2023-03-20", Filed.Grant("2023-03-17", 246.99m, 57_290.78m, "Stock Units")),
            Form("2023-06-20", Filed.Grant("2023-06-16", 222.27m, 57_942.92m, "Stock Units").Noted("exercisableOn", "F2")).Notes(("F2", "To be settled in stock. End-of-period holdings include stock units acquired pursuant to the dividend reinvestment provision of the plan."))))
            { Because = "F2 says" },
        new(FindingKind.BalanceDiffers, FindingCause.FinalTotalPrinted, "Every line prints the balance after all of them.", Two(
            Filed.Trade("2023-01-09", 77, 1000), Filed.Trade("2023-03-07", 10, 1030), Filed.Trade("2023-03-08", 20, 1030))),
        new(FindingKind.BalanceDiffers, FindingCause.RowsNotByDate, "The rows tally downwards, but the second is of an earlier day.", Two(
            Filed.Trade("2023-01-09", 77, 1000), Filed.Trade("2023-03-08", 10, 1010), Filed.Trade("2023-03-07", 20, 1030))),
        new(FindingKind.RunningOrderUnclear, FindingCause.NumbersDisagree, "No order of two lines makes 1,111 and 1,030 agree with purchases of 10 and 20.", Two(
            Filed.Trade("2023-01-09", 77, 1000), Filed.Trade("2023-03-07", 10, 1111), Filed.Trade("2023-03-08", 20, 1030))),
        new(FindingKind.RunningOrderUnclear, FindingCause.FootnotedChange, "Between the two rows 1,543 shares were transferred, as the note at the balance says.", Two(
            Filed.Trade("2023-03-07", -2_700, 40_007), Filed.Trade("2023-03-13", 11_092, 51_099) with { TransactionCode = "M" }, Filed.Trade("2023-03-13", -3_189, 46_367) with { TransactionCode = "F" })
            .Noting(("F1", "Amount of securities beneficially owned following the reported transaction reflects the transfer of 1,543 shares to a trust.")))
        {
            Because = "I.2 prints 46,367 where 47,910 follows from I.1: F1 says",
        },
        new(FindingKind.RunningOrderUnclear, FindingCause.SeveralCandidates, "An amendment adds a lot to lots that all print one total; no balance before says whether it is one more or one of them put right.", Filed.Holdings(
            Form("2023-01-10", Filed.Trade("2023-01-09", -2_688, 90_000), Filed.Trade("2023-01-09", -3_120, 90_000)),
            Added("2023-02-10", Filed.Trade("2023-01-09", -2_925, 90_000)))),
        new(FindingKind.AmbiguousAccount, FindingCause.SeveralCandidates, "Two trusts bear one name and hold 5,000 each; a sale may be either's.", Filed.Holdings(
            Form("2023-01-10", Filed.Held(5000, nature: "By Trust"), Filed.Held(5000, nature: "By Trust")),
            Form("2023-02-10", Filed.Trade("2023-02-09", -500, 4500, nature: "By Trust")))),
        new(FindingKind.AmbiguousAccount, FindingCause.TotalOverGrants, "Two grants vest, told apart by their footnotes, and column 9 counts down over both.", Filed.Holdings(
            Form("2023-01-04", Filed.Grant("2023-01-01", -10_032, 84_278, "RSU").Noted("expiresOn", "F1"), Filed.Grant("2023-01-01", -16_938, 67_340, "RSU").Noted("expiresOn", "F2"))
                .Notes(("F1", "Granted on January 1, 2020."), ("F2", "Granted on January 27, 2021.")))),
        new(FindingKind.AccountRenamed, FindingCause.TitleOrNatureChanged, "23,824,040 shares of \"By the SS Trust\" go on as \"By trust\".", Two(
            Filed.Trade("2023-02-06", -35_851, 23_824_040, nature: "By the SS Trust"), Filed.Held(23_824_040, nature: "By trust"))),
        new(FindingKind.AmendmentUnsettled, FindingCause.SeveralCandidates, "A 4/A names a day on which two Forms 4 were filed.", Filed.Holdings(
            Form("2023-01-10", Filed.Trade("2023-01-09", 100, 1000)),
            Form("2023-02-10", Filed.Trade("2023-01-09", 90, 990)) with
            {
                FormType = "4/A", Amends = new AmendmentLink { State = LinkState.Ambiguous, Candidates = ["0000000001-23-000001", "0000000001-23-000002"], Basis = "two filings of 2023-01-10" },
            })),
        new(FindingKind.RestatedForOthers, FindingCause.OwnersLeftOut, "The fund amends a form that it filed with its manager, and does not name the manager.", Filed.Holdings(
            Form("2023-01-10", Filed.Trade("2023-01-09", -1080, 540_669)) is var joint
                ? joint with { Lines = [joint.Lines[0] with { RestatedForOthers = [new OthersRestatement("0000000002-23-000001", new LineId("0000000002-23-000001", "I.1"), Filed.Evening("2023-01-20"))] }] }
                : joint)),
        new(FindingKind.MissingFact, FindingCause.NoBalance, "A line prints no balance.", Two(
            Filed.Trade("2023-01-09", 100, 1000), Filed.Trade("2023-03-07", 10, null))),
        new(FindingKind.MissingFact, FindingCause.NoAmount, "The number of shares stands in a footnote only: unknown, not zero.", Two(
            Filed.Trade("2023-01-09", 100, 1000), Filed.Trade("2023-03-07", null, 1010))),
        new(FindingKind.MissingFact, FindingCause.NoDate, "The transaction date stands in a footnote only.", Two(
            Filed.Trade("2023-01-09", 100, 1000), Filed.Trade("2023-03-07", 10, 1010) with { TransactionOn = null })),
        new(FindingKind.UnlikelyDate, FindingCause.DateAsFiled, "The year reads 0022; it is kept as filed.", Filed.Holdings(
            Form("2023-03-10", Filed.Trade("0022-03-07", 10, 1010)))),
        new(FindingKind.UnreviewedLine, FindingCause.NotCertain, "A scan's balance was read twice and the two readings differ.", Filed.Holdings(
            Form("2023-03-10", Filed.Trade("2023-03-07", 10, 1010) with { Confidence = 0.6m, FieldConfidence = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["sharesOwnedFollowing"] = 0.6m } }))),
        new(FindingKind.OpeningTooLarge, FindingCause.TotalOverGrants, "A new grant of 2,000 prints 3,000: with the 1,000 of an older one.", Filed.Holdings(
            Form("2023-01-10", Filed.Grant("2023-01-09", 1000, 1000, price: 10, expires: "2033-01-09")),
            Form("2023-02-10", Filed.Grant("2023-02-09", 2000, 3000, price: 12, expires: "2033-02-09")))),
        new(FindingKind.RunningOrderUnclear, FindingCause.DirectionContradictsBalance, "The first filing held: 364 shares withheld for taxes are marked A, and the balance falls by as many.", Filed.Holdings(
            Form("2023-01-20", Filed.Trade("2023-01-18", 3_011, 9_496) with { TransactionCode = "M" }, Filed.Trade("2023-01-18", 364, 9_132) with { TransactionCode = "F" }))),
        new(FindingKind.Expired, FindingCause.NothingReported, "An option of which 1,362 were left expires in June, and nobody reports it again.", Filed.Holdings(
            Form("2023-05-19", Filed.Grant("2023-05-18", -60_000, 1_362, price: 3.68m, expires: "2023-06-03"))))
        {
            AskedOn = "2023-06-04",
        },
        new(FindingKind.OpeningTooLarge, FindingCause.TotalOverGrants, "Options for ten years, granted on the day of the line: nobody can have held 155,044 of them before.", Filed.Holdings(
            Form("2023-03-17", Filed.Grant("2023-03-15", 467_872, 622_916, price: 2.96m, expires: "2033-03-15")))) { Because = "2033-03-15" },
        new(FindingKind.OpeningTooLarge, FindingCause.TotalOverGrants, "The second grant of the filing counts on from the first.", Filed.Holdings(
            Form("2023-07-05", Filed.Grant("2023-06-21", 2_222, 2_222, "Performance Stock Units", 0, "2024-12-31"), Filed.Grant("2023-06-21", 2_883, 5_105, "Performance Stock Units", 0, "2025-12-31")))),
        new(FindingKind.OpeningTooLarge, FindingCause.Unexplained, "3,200,000 are what the preferred stock is left with, not other warrants.", Filed.Holdings(
            Form("2023-02-14", Filed.Grant("2023-02-13", 21_000, 3_200_000, "Series A Preferred Stock", 12), Filed.Grant("2023-02-13", 437_500, 3_637_500, "Warrant", 15, "2028-02-13")))),
        new(FindingKind.OpeningBelowZero, FindingCause.NumbersDisagree, "27,600 options are granted and 27,060 are left: two digits changed places, or the amount is wrong.", Filed.Holdings(
            Form("2023-01-10", Filed.Grant("2023-01-09", 27_600, 27_060, price: 10.5m, expires: "2033-01-09")))),
        // After a Form 3 with nothing owned.
        new(FindingKind.BalanceGap, FindingCause.FootnotedChange, "A Form 3 says that nothing is owned, and a footnote where the 110 shares come from that the first Form 4 starts from.", Filed.Holdings(
            Form("2023-01-10") with { FormType = "3", NoSecuritiesOwned = true, PeriodOfReport = Filed.Day("2023-01-05") },
            Form("2023-03-10", Filed.Trade("2023-03-09", 100, 210).Noted("sharesOwnedFollowing", "F1")).Notes(("F1", "Includes 110 shares acquired under the Employee Stock Purchase Plan on February 15, 2023."))))
            { Because = "F1 says" },
        new(FindingKind.BalanceGap, FindingCause.TotalOverGrants, "A Form 3 says that nothing is owned; the second grant prints its own 2,000 with the 1,548 of the first.", Filed.Holdings(
            Form("2023-01-10") with { FormType = "3", NoSecuritiesOwned = true, PeriodOfReport = Filed.Day("2023-01-05") },
            Form("2023-02-10", Filed.Grant("2023-02-09", 1548, 1548, price: 10, expires: "2033-02-09")),
            Form("2023-03-10", Filed.Grant("2023-03-09", 2000, 3548, price: 12, expires: "2033-03-09")))),
        new(FindingKind.BalanceGap, FindingCause.Unexplained, "A Form 3 says that nothing is owned; a purchase of 7,600 leaves 7,060. Nothing was owned before, and less than nothing is no answer.", Filed.Holdings(
            Form("2023-01-10") with { FormType = "3", NoSecuritiesOwned = true, PeriodOfReport = Filed.Day("2023-01-05") },
            Form("2023-03-10", Filed.Trade("2023-03-09", 7_600, 7_060)))),
        new(FindingKind.BalanceGap, FindingCause.DirectionContradictsBalance, "A Form 3 says that nothing is owned; the first purchase is marked D and leaves just what was bought.", Filed.Holdings(
            Form("2023-01-10") with { FormType = "3", NoSecuritiesOwned = true, PeriodOfReport = Filed.Day("2023-01-05") },
            Form("2023-03-10", Filed.Trade("2023-03-09", -2_870, 2_870) with { TransactionCode = "P" }))) { Because = "I.1" },
        new(FindingKind.RunningOrderUnclear, FindingCause.DirectionContradictsBalance, "A sale of 824 in a first filing is marked A while the balance falls by 824, from row to row.", Filed.Holdings(
            Form("2023-01-10", Filed.Trade("2023-01-09", 12_896, 12_896) with { TransactionCode = "M" }, Filed.Trade("2023-01-09", 824, 12_072) with { TransactionCode = "S" }, Filed.Trade("2023-01-09", -12_072, 0)))) { Because = "I.2" },
        new(FindingKind.OpeningTooLarge, FindingCause.Split, "A Form 3 lists 18,200 options at 35.73; the first filing that states a balance starts from twice as many at half the price.", Filed.Holdings(
            Form("2023-01-10", Filed.Held(null, "Stock Option") with { Table = FormTable.II, UnderlyingShares = 18_200, ConversionOrExercisePrice = 35.73m, ExpiresOn = Filed.Day("2027-10-03") }) with { FormType = "3" },
            Form("2023-03-10", Filed.Grant("2023-03-09", -1000, 35_400, price: 17.865m, expires: "2027-10-03")))),
    ];

    private static HeldFiling Form(string accepted, params ReportedLine[] lines) =>
        Filed.Form("4", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"0000000001-23-{++number:000000}"), accepted, lines);

    // An amendment of the form made just before.
    private static HeldFiling Added(string accepted, params ReportedLine[] lines)
    {
        var original = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"0000000001-23-{number:000000}");
        return Form(accepted, lines) with { FormType = "4/A", Amends = new AmendmentLink { State = LinkState.Linked, Original = original, Candidates = [original], Basis = "one filing of that day" } };
    }

    // The last line's balance bears the note.
    private static InsiderHoldings Noting(this InsiderHoldings holdings, (string Id, string Text) note)
    {
        var last = holdings.Filings[^1];
        var line = last.Lines[^1];
        return holdings with
        {
            Filings = [.. holdings.Filings.SkipLast(1), (last with { Lines = [.. last.Lines.SkipLast(1), line with { Line = line.Line.Noted("sharesOwnedFollowing", note.Id) }] }).Notes(note)],
        };
    }

    private static InsiderHoldings Two(ReportedLine first, params ReportedLine[] second) => Filed.Holdings(Form("2023-02-01", first), Form("2023-04-12", second));
}
