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
            Filed.Trade("2023-01-09", 100, 3_100_314), Filed.Trade("2023-03-05", 732, 3_099_582))),
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
        new(FindingKind.BalanceDiffers, FindingCause.FinalTotalPrinted, "Every line prints the balance after all of them.", Two(
            Filed.Trade("2023-01-09", 77, 1000), Filed.Trade("2023-03-07", 10, 1030), Filed.Trade("2023-03-08", 20, 1030))),
        new(FindingKind.BalanceDiffers, FindingCause.RowsNotByDate, "The rows tally downwards, but the second is of an earlier day.", Two(
            Filed.Trade("2023-01-09", 77, 1000), Filed.Trade("2023-03-08", 10, 1010), Filed.Trade("2023-03-07", 20, 1030))),
        new(FindingKind.RunningOrderUnclear, FindingCause.NumbersDisagree, "No order of two lines makes 1,111 and 1,030 agree with purchases of 10 and 20.", Two(
            Filed.Trade("2023-01-09", 77, 1000), Filed.Trade("2023-03-07", 10, 1111), Filed.Trade("2023-03-08", 20, 1030))),
        new(FindingKind.AmbiguousAccount, FindingCause.SeveralCandidates, "Two trusts bear one name and hold 5,000 each; a sale may be either's.", Filed.Holdings(
            Form("2023-01-10", Filed.Held(5000, nature: "By Trust"), Filed.Held(5000, nature: "By Trust")),
            Form("2023-02-10", Filed.Trade("2023-02-09", -500, 4500, nature: "By Trust")))),
        new(FindingKind.AccountRenamed, FindingCause.TitleOrNatureChanged, "23,824,040 shares of \"By the SS Trust\" go on as \"By trust\".", Two(
            Filed.Trade("2023-02-06", -35_851, 23_824_040, nature: "By the SS Trust"), Filed.Held(23_824_040, nature: "By trust"))),
        new(FindingKind.AmendmentUnsettled, FindingCause.SeveralCandidates, "A 4/A names a day on which two Forms 4 were filed.", Filed.Holdings(
            Form("2023-01-10", Filed.Trade("2023-01-09", 100, 1000)),
            Form("2023-02-10", Filed.Trade("2023-01-09", 90, 990)) with
            {
                FormType = "4/A", Amends = new AmendmentLink { State = LinkState.Ambiguous, Candidates = ["0000000001-23-000001", "0000000001-23-000002"], Basis = "two filings of 2023-01-10" },
            })),
        new(FindingKind.MissingFact, FindingCause.NoBalance, "A line prints no balance.", Two(
            Filed.Trade("2023-01-09", 100, 1000), Filed.Trade("2023-03-07", 10, null))),
        new(FindingKind.MissingFact, FindingCause.NoAmount, "The number of shares stands in a footnote only: unknown, not zero.", Two(
            Filed.Trade("2023-01-09", 100, 1000), Filed.Trade("2023-03-07", null, 1010))),
        new(FindingKind.MissingFact, FindingCause.NoDate, "The transaction date stands in a footnote only.", Two(
            Filed.Trade("2023-01-09", 100, 1000), Filed.Trade("2023-03-07", 10, 1010) with { TransactionOn = null })),
        new(FindingKind.UnlikelyDate, FindingCause.DateAsFiled, "The year reads 0022; it is kept as filed.", Filed.Holdings(
            Form("2023-03-10", Filed.Trade("0022-03-07", 10, 1010)))),
        new(FindingKind.OpeningTooLarge, FindingCause.TotalOverGrants, "A new grant of 2,000 prints 3,000: with the 1,000 of an older one.", Filed.Holdings(
            Form("2023-01-10", Filed.Grant("2023-01-09", 1000, 1000, price: 10, expires: "2033-01-09")),
            Form("2023-02-10", Filed.Grant("2023-02-09", 2000, 3000, price: 12, expires: "2033-02-09")))),
    ];

    private static HeldFiling Form(string accepted, params ReportedLine[] lines) =>
        Filed.Form("4", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"0000000001-23-{++number:000000}"), accepted, lines);

    private static InsiderHoldings Two(ReportedLine first, params ReportedLine[] second) => Filed.Holdings(Form("2023-02-01", first), Form("2023-04-12", second));
}
