using HoldingsLedger.Forms;

namespace HoldingsLedger.Amendments;

/// <summary>
/// Lots of an account that all print the day's total: the balance tells none from another. Which one is meant its shares or its price say, if
/// they return; else the total itself, where it follows from the balance that was left before with one of the lots replaced and with no other;
/// else nearness, if one lot is plainly nearer than all others. Where nothing of this tells, none is meant: the row counts as added, and the doubt is said.
/// </summary>
internal sealed class LotsOfOneTotal
{
    /// <summary>Two lots of a day are within this part of each other by chance seldom enough.</summary>
    private const decimal Near = 0.02m;

    /// <summary>How much farther every other lot must be.</summary>
    private const int PlainlyFarther = 10;

    /// <summary>A figure too many or too few is as near as a few shares in a thousand.</summary>
    private const decimal SlippedDigit = 0.0005m;

    private readonly ComparedRows before;
    private readonly ComparedRows after;
    private readonly bool[,] isLot;
    private readonly bool[,] tells;
    private readonly bool[,] isMeant;
    private readonly bool[] toldBefore;
    private readonly bool[] toldAfter;
    private readonly List<(int After, int[] Before)> undecided = [];

    /// <param name="before">Rows of one table.</param>
    /// <param name="after">As <paramref name="before"/>.</param>
    /// <param name="leftBefore">The balance of a row's account that earlier filings left.</param>
    public LotsOfOneTotal(ComparedRows before, ComparedRows after, Func<ReportedLine, decimal?>? leftBefore)
    {
        (this.before, this.after) = (before, after);
        var (rows, columns) = (before.Rows.Length, after.Rows.Length);
        (isLot, tells, isMeant) = (new bool[rows, columns], new bool[rows, columns], new bool[rows, columns]);
        (toldBefore, toldAfter) = (new bool[rows], new bool[columns]);
        var (totals, totalsNow) = (TotalsOf(before), TotalsOf(after));
        if (totals.Count + totalsNow.Count == 0) return;
        var (prices, pricesNow) = (PricesOf(before), PricesOf(after));
        for (var b = 0; b < rows; b++)
        {
            for (var a = 0; a < columns; a++)
            {
                isLot[b, a] = totals.Contains((before.Accounts[b], before.Rows[b].SharesOwnedFollowing)) || totalsNow.Contains((after.Accounts[a], after.Rows[a].SharesOwnedFollowing));
                if (!isLot[b, a] || !(LineLikeness.AmountReturns(before.Rows[b], after.Rows[a], balanceTells: false) || PriceTells(b, a))) continue;
                tells[b, a] = toldBefore[b] = toldAfter[a] = true;
            }
        }

        for (var a = 0; a < columns; a++)
        {
            if (!toldAfter[a]) AskTheTotal(a, leftBefore);
        }

        AskNearness();

        // A price that no other row of its kind has.
        bool PriceTells(int b, int a) =>
            before.Rows[b].PricePerShare is { } price and not 0
            && price == after.Rows[a].PricePerShare
            && before.Kinds[b] == after.Kinds[a]
            && before.Rows[b].SharesOwnedFollowing == after.Rows[a].SharesOwnedFollowing
            && prices[(before.Kinds[b], price)] == 1 && pricesNow[(after.Kinds[a], price)] == 1;
    }

    /// <summary>Rows that could correct any of several lots.</summary>
    public IEnumerable<(int After, int[] Before)> Undecided => undecided;

    /// <summary>Whether the total or nearness says that the one is the other, though no amount returns.</summary>
    public bool IsMeant(int b, int a) => isMeant[b, a];

    public bool AnotherIsMeant(int b, int a) => isLot[b, a] && !tells[b, a] && (toldBefore[b] || toldAfter[a]);

    /// <summary>
    /// With one lot replaced by the row the account may go from the balance left before to the total: then that one is meant, if no other fits. It may
    /// do so with the row as one more: then none is. Nothing is said where no such balance is known or another row of the account is open as well.
    /// </summary>
    private void AskTheTotal(int a, Func<ReportedLine, decimal?>? leftBefore)
    {
        var account = after.Accounts[a];
        int[] lots = [.. Enumerable.Range(0, before.Rows.Length).Where(b => IsOpen(b, a))];
        if (lots.Length < 2 || after.Rows[a].SharesOwnedFollowing is not { } total || Signed(after.Rows[a]) is not { } change) return;
        if (Enumerable.Range(0, after.Rows.Length).Any(other => other != a && !toldAfter[other] && after.Accounts[other] == account)) return;
        decimal?[] changes = [.. before.Rows.Where((row, b) => before.Accounts[b] == account && row.Kind == LineKind.Transaction).Select(Signed)];
        if (changes.Any(c => c is null) || leftBefore?.Invoke(after.Rows[a]) is not { } left) return;
        var missing = total - left - changes.Sum()!.Value;
        int[] fitting = [.. lots.Where(b => missing == change - Signed(before.Rows[b]))];
        if (missing == change) toldAfter[a] = true;
        else if (fitting is [var only]) Mean(only, a);
    }

    /// <summary>Where several lots are left that could be one, those are that are plainly nearest to each other, and the others are none.</summary>
    private void AskNearness()
    {
        (int B, int A, decimal Apart)[] open =
        [
            .. from b in Enumerable.Range(0, before.Rows.Length) from a in Enumerable.Range(0, after.Rows.Length) where IsOpen(b, a) select (b, a, Apart(b, a)),
        ];
        var (ofBefore, ofAfter) = (open.ToLookup(o => o.B), open.ToLookup(o => o.A));
        foreach (var (b, a, apart) in open)
        {
            // One lot of its kind is the only one that can be meant; the rows around it say whether it is.
            if (ofBefore[b].Count() + ofAfter[a].Count() == 2) continue;
            if (apart <= Near && ofBefore[b].Concat(ofAfter[a]).All(other => (other.B == b && other.A == a) || other.Apart >= PlainlyFarther * apart)) Mean(b, a);
        }

        foreach (var a in ofAfter.Select(o => o.Key).Where(a => !toldAfter[a]).ToArray())
        {
            int[] lots = [.. ofAfter[a].Select(o => o.B).Where(b => !toldBefore[b])];
            if (lots.Length < 2) continue;
            toldAfter[a] = true;
            undecided.Add((a, lots));
        }

        foreach (var b in ofBefore.Where(o => ofAfter[o.First().A].Count() == 1 && o.Count() > 1).Select(o => o.Key)) toldBefore[b] = true;
    }

    private bool IsOpen(int b, int a) =>
        isLot[b, a] && !toldBefore[b] && !toldAfter[a] && before.Kinds[b] == after.Kinds[a] && before.Rows[b].SharesOwnedFollowing == after.Rows[a].SharesOwnedFollowing;

    private void Mean(int b, int a) => isMeant[b, a] = tells[b, a] = toldBefore[b] = toldAfter[a] = true;

    /// <summary>By what part of the larger number of shares two rows differ.</summary>
    private decimal Apart(int b, int a)
    {
        if (before.Rows[b].Shares is not (> 0 and var was) || after.Rows[a].Shares is not (> 0 and var now)) return 1;
        var (small, large) = was < now ? (was, now) : (now, was);
        return large / small == 10 ? SlippedDigit : (large - small) / large;
    }

    private static decimal? Signed(ReportedLine line) => (line.AcquiredDisposed, line.Shares) switch
    {
        ("A", { } shares) => shares,
        ("D", { } shares) => -shares,
        _ => null,
    };

    private static HashSet<(RowAccount, decimal?)> TotalsOf(ComparedRows side) =>
        [.. Enumerable.Range(0, side.Rows.Length).Where(i => side.Rows[i].Kind == LineKind.Transaction).CountBy(i => (side.Accounts[i], side.Rows[i].SharesOwnedFollowing)).Where(t => t.Value > 1).Select(t => t.Key)];

    private static Dictionary<(RowKind, decimal), int> PricesOf(ComparedRows side) => side.Rows.Select((row, i) => (side.Kinds[i], row.PricePerShare ?? 0)).CountBy(k => k).ToDictionary();
}
