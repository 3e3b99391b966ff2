namespace HoldingsLedger.Findings;

/// <summary>Whether two balances stand in the ratio of a split: 2 for 1, 3 for 2, 1 for 20, 5% of stock dividend.</summary>
internal static class Splits
{
    /// <summary>New shares for old, in lowest terms; <c>null</c> where no usual ratio fits. Fractions may have been paid out.</summary>
    /// <param name="before">The balance before.</param>
    /// <param name="after">The balance after.</param>
    /// <param name="announced">The filing itself speaks of a split: then other small changes may stand beside it.</param>
    public static (int New, int Old)? Ratio(decimal before, decimal after, bool announced = false)
    {
        if (before <= 0 || after <= 0 || before == after) return null;
        foreach (var (fresh, old) in Usual)
        {
            var expected = before * fresh / old;
            // Less than one share is cut off or rounded up; small holdings fit any ratio and prove nothing.
            if (Math.Abs(after - expected) < (announced ? Math.Max(1, expected / 200) : 1) && Math.Min(before, after) >= 20) return (fresh, old);
        }

        return null;
    }

    private static readonly (int New, int Old)[] Usual = [.. Ratios()];

    private static IEnumerable<(int New, int Old)> Ratios()
    {
        for (var n = 2; n <= 50; n++)
        {
            yield return (n, 1);
            yield return (1, n);
        }

        foreach (var n in (int[])[60, 75, 80, 100, 125, 150, 200, 250, 500])
        {
            yield return (n, 1);
            yield return (1, n);
        }

        yield return (3, 2);
        yield return (4, 3);
        yield return (5, 4);
        yield return (5, 2);
        yield return (7, 2);
        yield return (2, 3);
        yield return (2, 5);
        yield return (2, 7);
        yield return (3, 4);
        yield return (21, 20);
        yield return (11, 10);
        yield return (6, 5);
    }
}
