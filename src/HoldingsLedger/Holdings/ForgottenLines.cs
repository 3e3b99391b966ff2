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
        var books = new Books(account);
        if (AtTheirDays(books, account, lines, balance) is { } report) return report;
        var (upTo, before) = (lines.Count(line => line.On <= account.LastOn), lines.Count(line => line.On < account.LastOn));
        return WithLinesInTime(books, account, lines, balance, upTo)
            ?? (before == upTo ? null : WithLinesInTime(books, account, lines, balance, before))
            ?? LeadsToTheNext(account, tally, lines, balance);
    }

    // What is of a later day, or of the last one too, goes on from there as ever.
    private static LateReport? WithLinesInTime(Books books, OpenAccount account, List<CountedLine> lines, decimal balance, int late)
    {
        var rest = lines.Skip(late).ToList();
        if (late == 0 || rest.Count == 0 || AtTheirDays(books, account, lines.GetRange(0, late), balance) is not { } earlier) return null;
        if (!GoesOn(rest, earlier.Balance))
        {
            if (earlier.Unsettled.Count > 0 && GoesOn(rest, earlier.Balance + LateReport.Otherwise(earlier.Unsettled)))
            {
                earlier = earlier with { Late = [.. earlier.Late.Select(line => earlier.Unsettled.Contains(line) ? line with { Contained = !line.Contained } : line)] };
            }
            else if (earlier.Balance is { } left && rest[0].Before is { } after && Findings.Splits.Ratio(left, after) is not null && GoesOn(rest, after))
            {
                earlier = earlier with { Since = after - left };
            }
            else
            {
                return null;
            }
        }

        return earlier with { Rest = [.. earlier.Rest, .. rest], Balance = rest[^1].Stated, Unsettled = [] };
    }

    private static LateReport? AtTheirDays(Books books, OpenAccount account, List<CountedLine> lines, decimal balance)
    {
        if (!lines.TrueForAll(line => IsLate(account, line))) return null;
        var gaps = Enumerable.Range(0, account.Runs.Count).Where(i => account.Runs[i] is { Gap: not 0 } run && lines.Exists(line => CanContain(run, line))).ToList();
        foreach (var contained in InWhatTheFirstImplies(account, lines))
        {
            if (Placed(account, lines, contained, gaps) is not { } placed || !PrintTheTotalsOfTheirDays(books, placed)) continue;
            var (late, here) = (placed.FindAll(line => line.Run < account.Runs.Count), placed.FindAll(line => line.Run == account.Runs.Count));
            return new LateReport(late, [.. here.Select(line => line.Line)], balance + placed.Where(line => !line.Contained).Sum(line => line.Line.Change!.Value)) { Unsettled = Unsettled(account, late) };
        }

        return null;
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

    private static bool IsLate(OpenAccount account, CountedLine line) => line is { IsHolding: false, Change: not null and not 0, Stated: not null }
        && line.On <= account.LastOn && (account.ZeroFrom is not { } zero || zero <= line.On);

    // What went before is not known, but the filing after the lines, of a later day or of theirs, goes on from where they leave the balance.
    private static LateReport? LeadsToTheNext(OpenAccount account, Tally tally, List<CountedLine> lines, decimal balance)
    {
        var next = account.Runs.FindIndex(run => run.FirstDay > lines[^1].On || (run.FirstDay == lines[^1].On && run.Tally.Opening == tally.Closing));
        if (next < 1 || tally.Contradictions > 0 || !lines.TrueForAll(line => IsLate(account, line)) || account.Runs[next] is not { Gap: not 0, LateBefore.Count: 0 } run) return null;
        return run.Tally.Opening == tally.Closing && lines[0].On >= run.PreviousDay ? new LateReport([.. lines.Select(line => new LateLine(line, next))], [], balance) : null;
    }

    // Which of the lines are in what the account's first filing implies was held before it: the more the sooner, and its totals may have forgotten any.
    private static IEnumerable<List<CountedLine>> InWhatTheFirstImplies(OpenAccount account, List<CountedLine> lines)
    {
        var may = LateReports.ImpliedBefore(account) is null ? [] : lines.FindAll(line => line.On <= account.Runs[0].SpeaksUntil);
        if (may.Count > LateReports.FewLines) return [may, []];
        return Enumerable.Range(0, 1 << may.Count).Select(some => may.Where((_, i) => (some & (1 << i)) == 0).ToList()).OrderByDescending(some => some.Count);
    }

    // Lines next to each other that make up the gap of a filing that can contain them stand before it; another stands before the first filing of later days.
    private static List<LateLine>? Placed(OpenAccount account, List<CountedLine> lines, List<CountedLine> inTheFirst, List<int> gaps)
    {
        var placed = inTheFirst.ConvertAll(line => new LateLine(line, 0));
        var left = lines.Except(inTheFirst).ToList();
        foreach (var i in gaps)
        {
            var run = account.Runs[i];
            var within = left.FindAll(line => CanContain(run, line));
            var (at, count) = MakingUp(within, run.Gap);
            // What closes the gap comes first: once it is closed, the others leave it alone.
            placed.AddRange(within.GetRange(at, count).Select(line => new LateLine(line, i)));
            left = left.Except(within.GetRange(at, count)).ToList();
        }

        foreach (var group in left.GroupBy(line => PlaceOf(account, line)))
        {
            if (group.Key < 0) return null;
            var gap = group.Key == account.Runs.Count || placed.Exists(line => line.Run == group.Key) ? 0m : account.Runs[group.Key].Gap;
            // Most of the gap is explained, or a split of what the lines leave is the rest; else they have nothing to do with it, where totals that are telling say that they are of their days.
            var sum = group.Sum(line => line.Change!.Value);
            var contained = gap != 0 && (Math.Abs(gap - sum) < Math.Abs(gap) || LeadToASplit(account.Runs[group.Key], [.. group]));
            // What cancels out leaves the gap as it is.
            if (gap != 0 && sum != 0 && !contained && !group.All(line => OtherWords.Telling(line.Stated!.Value))) return null;
            placed.AddRange(group.Select(line => new LateLine(line, group.Key, contained)));
        }

        return placed;
    }

    // Lines beside a gap that they do not make up may be in it or not.
    private static List<LateLine> Unsettled(OpenAccount account, List<LateLine> late) => [.. late.GroupBy(line => line.Run)
        .Where(before => account.Runs[before.Key] is { Gap: not 0 } run && before.Where(line => line.Contained).Sum(line => line.Line.Change!.Value) != run.Gap
            && !LeadToASplit(run, [.. before.Select(line => line.Line)]))
        .SelectMany(before => before)];

    private static bool LeadToASplit(AccountRun run, List<CountedLine> lines) => lines[0].Before == run.PreviousWithLate
        && lines[^1].Stated is { } left && run.Tally.Opening is { } opening && Findings.Splits.Ratio(left, opening) is not null;

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

    // The line is of the time in which the gap before the filing came about.
    private static bool CanContain(AccountRun run, CountedLine line) => line.On <= run.SpeaksUntil && line.On >= run.PreviousDay;

    private static bool PrintTheTotalsOfTheirDays(Books books, List<LateLine> placed)
    {
        var before = 0m;
        foreach (var line in placed.Select(line => line.Line).OrderBy(line => line.On)) // stable
        {
            if (!books.BalancesOn(line.On, placed).Any(balance => balance + before == line.Before)) return false;
            before += line.Change!.Value;
        }

        return true;
    }

    /// <summary>The account's entries before the late lines are placed in them.</summary>
    private sealed class Books(OpenAccount account)
    {
        private readonly List<DatedEntry> entries = account.Entries;
        private ILookup<AccountRun, int>? gaps;

        // The run's unexplained changes, by their places among the entries.
        private ILookup<AccountRun, int> Gaps => gaps ??= Enumerable.Range(0, entries.Count).Where(i => entries[i] is { Kind: EntryKind.Unexplained, Line: null }).ToLookup(i => entries[i].Run);

        /// <summary>The balances as the lines leave the books, without the lines themselves: what the day begins with, and what is known to have happened on it. Before, between or after those a line may stand.</summary>
        public IEnumerable<decimal?> BalancesOn(DateOnly day, List<LateLine> placed)
        {
            var off = account.Runs[0].Previous is null ? -placed.Where(line => line is { Run: 0, Contained: true }).Sum(line => line.Line.Change!.Value) : 0m;
            // A gap that is closed was in the balance from its day on.
            var closed = placed.Where(line => line.Contained && line.Run < account.Runs.Count).SelectMany(line => Part(account.Runs[line.Run], line.Line.On).Select(at => (At: at, Change: line.Line.Change!.Value))).ToList();
            var begins = FirstOn(day) - 1;
            if (begins < 0 && entries[0].Kind == EntryKind.Opening && account.ZeroFrom is null) yield return entries[0].Balance + off;
            for (var i = Math.Max(begins, 0); i < entries.Count && entries[i].On <= day; i++)
            {
                yield return entries[i].Balance + off - closed.Sum(gap => gap.At <= i ? gap.Change : 0m);
            }
        }

        // Of a gap that had come about by several days, the part that contains the line; the last day of its filing may be later than the gap.
        private IEnumerable<int> Part(AccountRun run, DateOnly on) => Gaps[run].Where(at => entries[at].On >= on).Concat(Gaps[run].Reverse()).Take(1);

        // Entries stand in the order of their dates.
        private int FirstOn(DateOnly day)
        {
            var (low, high) = (0, entries.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (entries[middle].On < day) low = middle + 1;
                else high = middle;
            }

            return low;
        }
    }
}
