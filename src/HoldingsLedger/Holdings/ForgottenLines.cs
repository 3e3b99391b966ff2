namespace HoldingsLedger.Holdings;

/// <summary>
/// Late reports whose every line prints the total of its transaction's own day (domain section 3.5): it goes on from what the account held on that
/// day by the dates of all lines. A change that the totals printed since then contain closes the gap it made; one that they had forgotten moves the balance from its day on.
/// </summary>
internal static class ForgottenLines
{
    public static LateReport? Find(OpenAccount account, Tally tally, decimal balance)
    {
        var lines = tally.Lines.OrderBy(line => line.On).ToList(); // stable: within a day the running order
        if (AtTheirDays(account, lines, balance) is { } report) return report;
        return WithLinesInTime(account, lines, balance, lines.Count(line => line.On <= account.LastOn))
            ?? WithLinesInTime(account, lines, balance, lines.Count(line => line.On < account.LastOn))
            ?? LeadsToTheNext(account, tally, lines, balance);
    }

    // What is of a later day, or of the last one too, goes on from there as ever.
    private static LateReport? WithLinesInTime(OpenAccount account, List<CountedLine> lines, decimal balance, int late)
    {
        var rest = lines.Skip(late).ToList();
        if (late == 0 || rest.Count == 0 || AtTheirDays(account, lines.GetRange(0, late), balance) is not { } earlier || !GoesOn(rest, earlier.Balance)) return null;
        return earlier with { Rest = [.. earlier.Rest, .. rest], Balance = rest[^1].Stated };
    }

    private static LateReport? AtTheirDays(OpenAccount account, List<CountedLine> lines, decimal balance)
    {
        if (!lines.TrueForAll(line => IsLate(account, line)) || Placed(account, lines) is not { } placed || !GoOnFromTheirDays(account, placed)) return null;
        var (late, here) = (placed.FindAll(line => line.Run < account.Runs.Count), placed.FindAll(line => line.Run == account.Runs.Count));
        return new LateReport([.. late.Select(line => (line.Line, line.Run))], [.. here.Select(line => line.Line)], balance + placed.Where(line => !line.ClosesGap).Sum(line => line.Line.Change!.Value));
    }

    private static bool GoesOn(List<CountedLine> lines, decimal? balance)
    {
        foreach (var line in lines)
        {
            if (line.Before is null || line.Before != balance) return false;
            balance = line.Stated;
        }

        return true;
    }

    private readonly record struct PlacedLine(CountedLine Line, int Run, bool ClosesGap);

    private static bool IsLate(OpenAccount account, CountedLine line) => line is { IsHolding: false, Change: not null and not 0, Stated: not null }
        && line.On <= account.LastOn && (account.ZeroFrom is not { } zero || zero <= line.On);

    // What went before is not known, but the filing after the lines goes on from where they leave the balance.
    private static LateReport? LeadsToTheNext(OpenAccount account, Tally tally, List<CountedLine> lines, decimal balance)
    {
        var next = account.Runs.FindIndex(run => run.FirstDay > lines[^1].On);
        if (next < 1 || tally.Contradictions > 0 || !lines.TrueForAll(line => IsLate(account, line)) || account.Runs[next] is not { Gap: not 0, LateBefore.Count: 0 } run) return null;
        return run.Tally.Opening == tally.Closing && lines[0].On >= run.PreviousDay ? new LateReport([.. lines.Select(line => (line, next))], [], balance) : null;
    }

    // Lines next to each other that make up the gap of a filing that can contain them stand before it; another stands before the first filing of later days.
    private static List<PlacedLine>? Placed(OpenAccount account, List<CountedLine> lines)
    {
        var left = lines.ToList();
        var placed = new List<PlacedLine>(lines.Count);
        if (account.ZeroFrom is null && account.Runs[0] is { Tally.Opening: not null } first)
        {
            var entries = DatedEntries.Of(account);
            var older = left.FindAll(line => line.On < entries[0].On);
            if (older.Count > 0 && !LeadTo(entries[0], older)) return null;
            placed.AddRange(older.Select(line => new PlacedLine(line, 0, ClosesGap: true)));
            left = left.Except(older).ToList();
            // What the first filing implies was held before it contains what it did not report of its days.
            var contained = left.FindAll(line => line.On <= first.SpeaksUntil && entries.FindLast(entry => entry.On <= line.On).Balance == line.Stated);
            placed.AddRange(contained.Select(line => new PlacedLine(line, 0, ClosesGap: true)));
            left = left.Except(contained).ToList();
        }

        // From nothing, as a Form 3 says, the first filing too may start with a gap.
        for (var i = account.ZeroFrom is null ? 1 : 0; i < account.Runs.Count; i++)
        {
            var run = account.Runs[i];
            if (run.Gap == 0) continue;
            var within = left.FindAll(line => line.On <= run.SpeaksUntil && line.On >= run.PreviousDay);
            var (at, count) = MakingUp(within, run.Gap);
            // What closes the gap comes first: once it is closed, the others leave it alone.
            placed.AddRange(within.GetRange(at, count).Select(line => new PlacedLine(line, i, ClosesGap: true)));
            left = left.Except(within.GetRange(at, count)).ToList();
        }

        foreach (var group in left.GroupBy(line => PlaceOf(account, line)))
        {
            if (group.Key < 0) return null;
            var gap = group.Key == account.Runs.Count || placed.Exists(line => line.Run == group.Key) ? 0m : account.Runs[group.Key].Gap;
            // Most of the gap is explained, or the lines have nothing to do with it and nobody can say whether the totals contain them.
            if (gap != 0 && Math.Abs(gap - group.Sum(line => line.Change!.Value)) >= Math.Abs(gap)) return null;
            placed.AddRange(group.Select(line => new PlacedLine(line, group.Key, ClosesGap: gap != 0)));
        }

        return placed;
    }

    // The balances before the account's first entry, which is what its first filing implies was held before it.
    private static bool LeadTo(DatedEntry begins, List<CountedLine> lines)
    {
        if (begins is not { Kind: EntryKind.Opening, Balance: { } balance }) return false;
        foreach (var line in Enumerable.Reverse(lines))
        {
            if (line.Stated != balance) return false;
            balance -= line.Change!.Value;
        }

        return true;
    }

    // Before the first filing of later days; else, where the last filing speaks of later days too and starts from what was left, before that one, or
    // at the late filing's own place where what that one starts from is all there is to know.
    private static int PlaceOf(OpenAccount account, CountedLine line)
    {
        var next = account.Runs.FindIndex(run => run.FirstDay > line.On);
        if (next >= 0 || line.On >= account.LastOn || account.Runs[^1].Gap != 0) return next;
        return account.Runs.Count > 1 || account.ZeroFrom is not null ? account.Runs.Count - 1 : account.Runs.Count;
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
        var inOrder = placed.Where(line => line.Line.On >= entries[0].On).OrderBy(line => line.Line.On).ToList();
        foreach (var (at, line) in inOrder.Index())
        {
            // A gap that is closed was in the balance from its day on.
            var known = before.Where(earlier => !earlier.ClosesGap || account.Runs[earlier.Run].GapOn > line.Line.On).Sum(earlier => earlier.Line.Change!.Value);
            if (!BalancesOf(entries, line.Line.On).Any(balance => balance + known == line.Line.Before) && !IsInTheDaysEnd(line, known, inOrder.Skip(at + 1))) return false;
            before.Add(line);
        }

        return true;

        // The total at the end of its day, which the gap brought about already.
        bool IsInTheDaysEnd(PlacedLine line, decimal known, IEnumerable<PlacedLine> later)
        {
            if (!line.ClosesGap || account.Runs[line.Run].GapOn > line.Line.On) return false;
            var toCome = later.Where(other => other.Line.On == line.Line.On).Sum(other => other.Line.Change!.Value);
            return entries.FindLast(entry => entry.On <= line.Line.On).Balance + known == line.Line.Stated + toCome;
        }
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
