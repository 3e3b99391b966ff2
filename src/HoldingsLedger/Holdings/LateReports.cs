using HoldingsLedger.Forms;

namespace HoldingsLedger.Holdings;

/// <summary>Late lines with the run before which each stands, the lines that do not move, and the balance afterwards.</summary>
internal sealed record LateReport(IReadOnlyList<(CountedLine Line, int Run)> Late, IReadOnlyList<CountedLine> Rest, decimal? Balance)
{
    /// <summary>The account's first filing had forgotten the lines: what it implies was held before does not contain them.</summary>
    public bool ForgottenByTheFirst { get; init; }
}

/// <summary>
/// Reported late (domain section 3.5): a filing that reports a transaction dated before an earlier filing's may explain a gap found before.
/// Its totals are either those of the day it was written, which contain the change already, or those of the transaction's own day.
/// Both ways the two gaps vanish and the change stands on its own date.
/// </summary>
internal static class LateReports
{
    // Of many lines some make up any sum.
    private const int FewLines = 6;

    public static LateReport? Find(OpenAccount account, Tally tally)
    {
        if (account.Balance is not { } balance || account.Runs.Count == 0) return null;
        // Balances of several days need not follow from one another.
        if (tally.Contradictions > 0) return ReportedBefore(account, tally) ? null : ForgottenLines.Find(account, tally, balance);
        if (tally is not { Opening: { } opening, Closing: { } closing }) return null;
        foreach (var line in tally.Lines)
        {
            if (line.Change is null) return null;
        }

        if ((BeforeOne(account, tally, balance, opening, closing, wholly: true) ?? OverSeveralGaps(account, tally, balance, closing)) is { } whole) return whole;
        // Without a gap of just that size the same lines again are more likely sent twice than late.
        if (ReportedBefore(account, tally)) return null;
        return BeforeTheFirst(account, tally, balance, opening, closing)
            ?? ForgottenLines.Find(account, tally, balance)
            ?? BeforeOne(account, tally, balance, opening, closing, wholly: false)
            ?? HoldingOfAnEarlierDay(account, tally, balance);
    }

    private static LateReport? BeforeOne(OpenAccount account, Tally tally, decimal balance, decimal opening, decimal closing, bool wholly)
    {
        for (var i = account.Runs.Count - 1; i >= 0; i--)
        {
            if (account.Runs[i].Gap != 0 && Before(account, tally, i, balance, opening, closing, wholly) is { } report) return report;
        }

        return null;
    }

    // All lines that one run's totals can contain explain its gap, wholly or for the most part.
    private static LateReport? Before(OpenAccount account, Tally tally, int at, decimal balance, decimal opening, decimal closing, bool wholly)
    {
        var run = account.Runs[at];
        var (late, rest) = Split(tally, run.SpeaksUntil);
        if (late.Count == 0) return null;
        var sum = late.Sum(line => line.Change!.Value);
        var explains = wholly ? sum == run.Gap : Math.Abs(run.Gap - sum) < Math.Abs(run.Gap);
        if (sum == 0 || !explains) return null;
        var placed = late.Select(line => (line, at)).ToList();
        // Totals of the day it was written: without the late lines the filing goes on from the previous balance.
        if (closing - rest.Sum(line => line.Change!.Value) == balance) return new LateReport(placed, rest, closing);
        // Totals of the transaction's own day: the tally goes on from the balance before the gap.
        var atItsDay = rest.Count == 0 && run.Previous is { } previous && opening == previous + run.LateSum;
        return atItsDay ? new LateReport(placed, rest, balance) : null;
    }

    private static LateReport? OverSeveralGaps(OpenAccount account, Tally tally, decimal balance, decimal closing)
    {
        if (tally.Lines.Count < 2) return null;
        var left = tally.Lines.Where(line => line.Change != 0).OrderBy(line => line.On).ToList();
        var placed = new List<(CountedLine, int)>();
        for (var i = 0; i < account.Runs.Count && left.Count > 0; i++)
        {
            var run = account.Runs[i];
            if (run.Gap == 0) continue;
            var (at, count) = Explaining(left, run);
            placed.AddRange(left.GetRange(at, count).Select(line => (line, i)));
            left.RemoveRange(at, count);
        }

        // What is older than the account is in what its first filing implies was held before, or its totals had forgotten it.
        if (ImpliedBefore(account) is not null)
        {
            var older = left.FindAll(line => line.On <= account.Runs[0].SpeaksUntil);
            var forgotten = closing - balance - left.Except(older).Sum(line => line.Change!.Value);
            if (TheOnlyOnesMakingUp(older, forgotten) is not { } others || (placed.Count == 0 && others.Count == 0)) return null;
            placed.AddRange(older.Except(others).Select(line => (line, 0)));
        }

        if (placed.Count == 0) return null;
        var moved = placed.Select(late => late.Item1.Id).ToHashSet();
        var rest = tally.Lines.Where(line => !moved.Contains(line.Id)).ToList();
        return closing - rest.Sum(line => line.Change!.Value) == balance ? new LateReport(placed, rest, closing) : null;
    }

    // None of few lines, or those that alone among them make up a sum; null where none do or several could be meant.
    private static List<CountedLine>? TheOnlyOnesMakingUp(List<CountedLine> lines, decimal sum)
    {
        if (sum == 0) return [];
        if (lines.Count > FewLines) return null;
        List<CountedLine>? found = null;
        for (var some = 1; some < 1 << lines.Count; some++)
        {
            var these = lines.Where((_, i) => (some & (1 << i)) != 0).ToList();
            if (these.Sum(line => line.Change!.Value) != sum) continue;
            if (found is not null) return null;
            found = these;
        }

        return found;
    }

    // Lines next to each other by date, none too young for the run's totals, that make up its gap.
    private static (int At, int Count) Explaining(List<CountedLine> left, AccountRun run)
    {
        for (var at = 0; at < left.Count; at++)
        {
            var sum = 0m;
            for (var i = at; i < left.Count && left[i].On <= run.SpeaksUntil; i++)
            {
                sum += left[i].Change!.Value;
                if (sum == run.Gap) return (at, i - at + 1);
            }
        }

        return (0, 0);
    }

    // What the first filing implies was held before it. What came before a grant was another one's.
    private static decimal? ImpliedBefore(OpenAccount account) =>
        account.ZeroFrom is not null || account.Runs[0].Tally.BeginsWithItsGrant ? null : account.Runs[0].Tally.Opening;

    // Dated before the account's first day: what the first filing implied was held before it contains the change.
    private static LateReport? BeforeTheFirst(OpenAccount account, Tally tally, decimal balance, decimal opening, decimal closing)
    {
        if (ImpliedBefore(account) is not { } firstOpening) return null;
        var first = account.Runs[0];
        var (late, rest) = Split(tally, first.SpeaksUntil);
        if (late.Count == 0 || late.TrueForAll(line => line.Change == 0) || late.Exists(CameNext)) return null;
        var placed = late.Select(line => (line, 0)).ToList();
        if (closing - rest.Sum(line => line.Change!.Value) == balance) return new LateReport(placed, rest, closing);
        if (rest.Count > 0) return null;
        if (closing == firstOpening - first.LateContained) return new LateReport(placed, rest, balance);
        return opening == firstOpening && first.LateBefore.Count == 0 && late.TrueForAll(line => line.On < first.FirstDay)
            ? new LateReport(placed, rest, balance + late.Sum(line => line.Change!.Value)) { ForgottenByTheFirst = true }
            : null;

        // Younger than the account's first transaction, and in time: what came next, whatever the day the first was written on. A holding
        // row has what there was when it was written; that nothing is left then and now says nothing.
        bool CameNext(CountedLine line) => line.On > first.FirstDay && InTime(line) && (balance == 0 || account.Runs.Count > 1 || !account.FirstLine.IsHolding);
    }

    // Two business days, with a weekend or a holiday between.
    private static bool InTime(CountedLine line) => EffectiveDay.Written(line.PrintedIn) <= line.On.AddDays(5);

    // A holding states the balance of its own day: the event date of a Form 3, the year end of a Form 5.
    private static LateReport? HoldingOfAnEarlierDay(OpenAccount account, Tally tally, decimal balance)
    {
        if (tally.Lines.Count != 1 || tally.Lines[0] is not { IsHolding: true, Stated: { } stated } holding || holding.On >= account.LastOn) return null;
        var first = account.Runs[0];
        if (holding.On < first.FirstDay)
        {
            if (account.ZeroFrom is not null || first.Tally.Opening is not { } firstOpening) return null;
            // A Form 3 that comes after a Form 4 still is where the account begins.
            return stated == firstOpening - first.LateContained || holding.PrintedIn.IsForm3
                ? new LateReport([(holding, 0)], [], balance)
                : null;
        }

        var entries = DatedEntries.Of(account);
        decimal? onItsDay = null;
        foreach (var entry in entries)
        {
            if (entry.On > holding.On) break;
            onItsDay = entry.Balance;
        }

        if (onItsDay != stated) return null;
        var run = account.Runs.FindIndex(later => later.FirstDay > holding.On);
        return new LateReport([(holding, run < 0 ? account.Runs.Count - 1 : run)], [], balance);
    }

    // The same transactions with the same balances, sent again: they happened once.
    private static bool ReportedBefore(OpenAccount account, Tally tally) => tally.Lines.All(line => account.Runs.Exists(run => run.Tally.Lines.Any(other =>
        other.On == line.On && other.Change == line.Change && other.Stated == line.Stated && other.Line.Kind == line.Line.Kind)));

    private static (List<CountedLine> Late, List<CountedLine> Others) Split(Tally tally, DateOnly day)
    {
        var late = new List<CountedLine>();
        var rest = new List<CountedLine>();
        foreach (var line in tally.Lines) (line.On <= day && line.Line.Kind == LineKind.Transaction ? late : rest).Add(line);
        return (late, rest);
    }
}
