using HoldingsLedger.Forms;

namespace HoldingsLedger.Amendments;

/// <summary>Two rows taken for one, and what the later says differently.</summary>
public sealed record AlignedPair(ReportedLine Before, ReportedLine After, IReadOnlyList<FieldChange> Changes);

/// <summary>
/// Which rows of two lists mean the same transaction or holding. Every row of either list stands in exactly one place.
/// </summary>
/// <param name="Pairs">In the order of <c>before</c>.</param>
/// <param name="OnlyBefore">Rows that have no counterpart, in their order.</param>
/// <param name="OnlyAfter">As <see cref="OnlyBefore"/>, for the later list.</param>
/// <param name="Likeness">The sum over the pairs, by which two alignments of one list are compared: the greater, the more alike.</param>
/// <param name="Undecided">Of <paramref name="OnlyAfter"/> those that could be one of several earlier rows, while nothing tells which.</param>
public sealed record AlignedLines(
    IReadOnlyList<AlignedPair> Pairs, IReadOnlyList<ReportedLine> OnlyBefore, IReadOnlyList<ReportedLine> OnlyAfter, long Likeness, IReadOnlyList<UndecidedRow> Undecided);

/// <summary>A later row that could be any of these earlier ones.</summary>
public sealed record UndecidedRow(ReportedLine After, IReadOnlyList<ReportedLine> Before);

/// <summary>
/// Pairs the rows of two readings or filings: within a table, by likeness of security, date, code, direction, amounts,
/// nature, ownership and kind, each row once, best total first; rows too unlike stay alone. Equal totals are settled by
/// document order, so that the same lists always give the same pairs. Serves amendments and replays.
/// </summary>
public static class LineAlignment
{
    /// <summary>
    /// Forms have 30 rows a table (more before 2003, and in documents made to hurt). Up to this many are paired by the best total; of
    /// more, rows that agree in ever fewer fields are paired in document order, which costs no more than reading them.
    /// </summary>
    private const int MostForBestTotal = 150;

    /// <param name="before">Rows with their footnotes' texts (<see cref="NotedLines"/>), or of one document with their ids.</param>
    /// <param name="after">As <paramref name="before"/>.</param>
    /// <param name="aim">What the filer says the second list is for.</param>
    /// <param name="leftBefore">The balance of a row's account that earlier filings left; <c>null</c> where none is known.</param>
    public static AlignedLines Align(IReadOnlyList<ReportedLine> before, IReadOnlyList<ReportedLine> after, AmendmentAim aim = AmendmentAim.Unsaid, Func<ReportedLine, decimal?>? leftBefore = null)
    {
        var partner = new int[before.Count];
        Array.Fill(partner, -1);
        var likeness = 0L;
        var undecided = new List<UndecidedRow>();
        foreach (var table in (ReadOnlySpan<FormTable>)[FormTable.I, FormTable.II])
        {
            likeness += AlignTable(before, after, RowsOf(before, table), RowsOf(after, table), partner, aim, leftBefore, undecided);
        }

        var taken = new bool[after.Count];
        var pairs = new List<AlignedPair>();
        var onlyBefore = new List<ReportedLine>();
        for (var row = 0; row < before.Count; row++)
        {
            if (partner[row] < 0)
            {
                onlyBefore.Add(before[row]);
                continue;
            }

            taken[partner[row]] = true;
            pairs.Add(new AlignedPair(before[row], after[partner[row]], LineDifference.Between(before[row], after[partner[row]])));
        }

        return new AlignedLines(pairs, onlyBefore, [.. after.Where((_, row) => !taken[row])], likeness, undecided);
    }

    private static List<int> RowsOf(IReadOnlyList<ReportedLine> lines, FormTable table)
    {
        var rows = new List<int>();
        for (var row = 0; row < lines.Count; row++)
        {
            if (lines[row].Table == table) rows.Add(row);
        }

        return rows;
    }

    private static long AlignTable(IReadOnlyList<ReportedLine> before, IReadOnlyList<ReportedLine> after, List<int> rows, List<int> columns, int[] partner, AmendmentAim aim, Func<ReportedLine, decimal?>? leftBefore, List<UndecidedRow> undecided)
    {
        if (rows.Count == 0 || columns.Count == 0) return 0;
        var likeness = 0L;
        if (Math.Max(rows.Count, columns.Count) > MostForBestTotal)
        {
            likeness += PairInOrder(before, after, rows, columns, partner, LineDifference.KeyOf);
        }

        if (Math.Max(rows.Count, columns.Count) > MostForBestTotal)
        {
            likeness += PairInOrder(before, after, rows, columns, partner, l => (l.Kind, l.SecurityTitle, l.TransactionOn, l.TransactionCode, l.AcquiredDisposed, l.Shares, l.NatureOfOwnership));
            likeness += PairInOrder(before, after, rows, columns, partner, l => (l.Kind, l.SecurityTitle, l.TransactionOn, l.TransactionCode, l.NatureOfOwnership));
            return likeness;
        }

        var alike = RowWeights.Of([.. rows.Select(r => before[r])], [.. columns.Select(c => after[c])], aim, leftBefore, out var lots);
        var best = BestPairing.Of(InDocumentOrder(alike));
        for (var r = 0; r < rows.Count; r++)
        {
            if (best[r] < 0) continue;
            partner[rows[r]] = columns[best[r]];
            likeness += alike[r, best[r]];
        }

        undecided.AddRange(lots.Undecided.Where(u => !best.Contains(u.After)).Select(u => new UndecidedRow(after[columns[u.After]], [.. u.Before.Where(b => best[b] < 0).Select(b => before[rows[b]])])).Where(u => u.Before.Count > 1));

        return likeness;
    }

    /// <summary>Likenesses as weights of which equal ones are settled by document order.</summary>
    internal static long[,] InDocumentOrder(int[,] alike)
    {
        var weights = new long[alike.GetLength(0), alike.GetLength(1)];
        for (var row = 0; row < alike.GetLength(0); row++)
        {
            for (var column = 0; column < alike.GetLength(1); column++) weights[row, column] = alike[row, column] == 0 ? 0 : WeightOf(alike[row, column], row, column);
        }

        return weights;
    }

    /// <summary>
    /// The likeness, and far below it the document order: of equal totals the one wins whose pairs cross least, then the
    /// one with the earlier rows. The three parts never reach into each other for up to <see cref="MostForBestTotal"/> rows.
    /// </summary>
    private static long WeightOf(int likeness, int row, int column)
    {
        const long likenessUnit = 1_000_000_000_000;
        const long crossingUnit = 50_000;
        long apart = row - column;
        return (likeness * likenessUnit) - (apart * apart * crossingUnit) - (row + column);
    }

    /// <summary>Pairs rows with the same key, first with first, and takes them off both lists.</summary>
    private static long PairInOrder<TKey>(IReadOnlyList<ReportedLine> before, IReadOnlyList<ReportedLine> after, List<int> rows, List<int> columns, int[] partner, Func<ReportedLine, TKey> keyOf)
        where TKey : notnull
    {
        var waiting = new Dictionary<TKey, Queue<int>>();
        foreach (var column in columns)
        {
            var key = keyOf(after[column]);
            if (!waiting.TryGetValue(key, out var queue)) waiting.Add(key, queue = new Queue<int>());
            queue.Enqueue(column);
        }

        var (likeness, paired) = (0L, new HashSet<int>());
        rows.RemoveAll(row =>
        {
            if (!waiting.TryGetValue(keyOf(before[row]), out var queue) || !queue.TryPeek(out var column)) return false;
            var alike = LineLikeness.Of(before[row], after[column]);
            if (alike < LineLikeness.Enough) return false;
            queue.Dequeue();
            paired.Add(column);
            partner[row] = column;
            likeness += alike;
            return true;
        });
        columns.RemoveAll(paired.Contains);
        return likeness;
    }
}
