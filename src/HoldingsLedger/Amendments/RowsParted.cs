namespace HoldingsLedger.Amendments;

/// <summary>A lot that returns as two which follow one another and together are it, or two that return as one: none of them is any other row.</summary>
internal sealed class RowsParted
{
    private readonly Dictionary<int, HashSet<int>> before = [];
    private readonly Dictionary<int, HashSet<int>> after = [];

    public static RowsParted Of(ComparedRows before, ComparedRows after)
    {
        var parted = new RowsParted();
        foreach (var (whole, first, second) in Find(before, after)) parted.Join([whole], [first, second]);
        foreach (var (whole, first, second) in Find(after, before)) parted.Join([first, second], [whole]);
        return parted;
    }

    /// <summary>Whether one of the two is a part, or the whole, of other rows.</summary>
    public bool BelongElsewhere(int b, int a) =>
        (before.TryGetValue(b, out var itsAfter) && !itsAfter.Contains(a)) || (after.TryGetValue(a, out var itsBefore) && !itsBefore.Contains(b));

    private static IEnumerable<(int Whole, int First, int Second)> Find(ComparedRows wholes, ComparedRows parts)
    {
        for (var first = 0; first < parts.Rows.Length; first++)
        {
            for (var second = 0; second < parts.Rows.Length; second++)
            {
                if (first == second || parts.Kinds[first] != parts.Kinds[second] || !LineLikeness.GoesOnFrom(parts.Rows[second], parts.Rows[first])) continue;
                for (var whole = 0; whole < wholes.Rows.Length; whole++)
                {
                    var (one, left, right) = (wholes.Rows[whole], parts.Rows[first], parts.Rows[second]);
                    if (wholes.Kinds[whole] == parts.Kinds[first] && one.Shares == left.Shares + right.Shares && one.SharesOwnedFollowing == right.SharesOwnedFollowing) yield return (whole, first, second);
                }
            }
        }
    }

    private void Join(int[] rowsBefore, int[] rowsAfter)
    {
        foreach (var b in rowsBefore) before[b] = [.. before.GetValueOrDefault(b, []), .. rowsAfter];
        foreach (var a in rowsAfter) after[a] = [.. after.GetValueOrDefault(a, []), .. rowsBefore];
    }
}
