namespace HoldingsLedger.Holdings;

/// <summary>
/// Late reports whose every line prints the total of its transaction's own day (domain section 3.5): it goes on from what the account held on that
/// day by the dates of all lines. A change that the totals printed since then contain closes the gap it made; one that they had forgotten moves the balance from its day on.
/// </summary>
internal static class ForgottenLines
{
    public static LateReport? Find(OpenAccount account, Tally tally, decimal balance)
    {
        if (!tally.Lines.All(line => IsLate(account, line))) return null;
        var lines = tally.Lines.OrderBy(line => line.On).ToList(); // stable: within a day the running order
        if (LeadsToTheNext(account, tally, lines) is { } next) return new LateReport([.. lines.Select(line => (line, next))], [], balance);
        if (Placed(account, lines) is not { } placed || !GoOnFromTheirDays(account, placed)) return null;
        return new LateReport([.. placed.Select(line => (line.Line, line.Run))], [], balance + placed.Where(line => !line.ClosesGap).Sum(line => line.Line.Change!.Value));
    }

    private readonly record struct PlacedLine(CountedLine Line, int Run, bool ClosesGap);

    private static bool IsLate(OpenAccount account, CountedLine line) => line is { IsHolding: false, Change: not null and not 0, Stated: not null }
        && line.On < account.LastOn && (line.On >= account.Runs[0].FirstDay || account.ZeroFrom <= line.On);

    // What went before is not known, but the filing after the lines goes on from where they leave the balance.
    private static int? LeadsToTheNext(OpenAccount account, Tally tally, List<CountedLine> lines)
    {
        var next = account.Runs.FindIndex(run => run.FirstDay > lines[^1].On);
        if (next < 1 || tally.Contradictions > 0 || account.Runs[next] is not { Gap: not 0, LateBefore.Count: 0 } run) return null;
        return run.Tally.Opening == tally.Closing && lines[0].On >= run.PreviousDay ? next : null;
    }

    // Each line stands before the first filing that speaks of later days; lines next to each other may make up the gap that filing shows.
    private static List<PlacedLine>? Placed(OpenAccount account, List<CountedLine> lines)
    {
        var placed = new List<PlacedLine>(lines.Count);
        foreach (var group in lines.GroupBy(line => account.Runs.FindIndex(run => run.FirstDay > line.On)))
        {
            if (group.Key < 0) return null;
            var these = group.ToList();
            var gap = account.Runs[group.Key].Gap;
            var (at, count) = gap == 0 ? (0, 0) : MakingUp(these, gap);
            // Most of the gap is explained, or the lines have nothing to do with it and nobody can say whether the totals contain them.
            if (gap != 0 && count == 0)
            {
                if (Math.Abs(gap - these.Sum(line => line.Change!.Value)) >= Math.Abs(gap)) return null;
                (at, count) = (0, these.Count);
            }

            // What closes the gap comes first: once it is closed, the others leave it alone.
            placed.AddRange(these.GetRange(at, count).Select(line => new PlacedLine(line, group.Key, ClosesGap: true)));
            these.RemoveRange(at, count);
            placed.AddRange(these.Select(line => new PlacedLine(line, group.Key, ClosesGap: false)));
        }

        return placed;
    }

    private static (int At, int Count) MakingUp(List<CountedLine> lines, decimal gap)
    {
        for (var at = 0; at < lines.Count; at++)
        {
            var sum = 0m;
            for (var i = at; i < lines.Count; i++)
            {
                sum += lines[i].Change!.Value;
                if (sum == gap) return (at, i - at + 1);
            }
        }

        return (0, 0);
    }

    // Within the day the line may stand before, between or after what is known to have happened then.
    private static bool GoOnFromTheirDays(OpenAccount account, List<PlacedLine> placed)
    {
        var entries = DatedEntries.Of(account);
        var before = new List<PlacedLine>(placed.Count);
        foreach (var line in placed.OrderBy(line => line.Line.On))
        {
            // A gap that is closed was in the balance from its day on.
            var known = before.Where(earlier => !earlier.ClosesGap || account.Runs[earlier.Run].GapOn > line.Line.On).Sum(earlier => earlier.Line.Change!.Value);
            if (!BalancesOf(entries, line.Line.On).Any(balance => balance + known == line.Line.Before)) return false;
            before.Add(line);
        }

        return true;
    }

    private static IEnumerable<decimal> BalancesOf(List<DatedEntry> entries, DateOnly day)
    {
        var last = entries.FindLastIndex(entry => entry.On < day);
        if (last >= 0 && entries[last].Balance is { } begins) yield return begins;
        for (var i = last + 1; i < entries.Count && entries[i].On == day; i++)
        {
            if (entries[i].Balance is { } balance) yield return balance;
        }
    }
}
