namespace HoldingsLedger.Holdings;

/// <summary>One entry of an account before findings are tied to it.</summary>
internal readonly record struct DatedEntry(
    DateOnly On, EntryKind Kind, CountedLine? Line, decimal? Change, decimal? Balance, AccountRun Run, bool Moves);

/// <summary>
/// An account's entries by their dates (domain section 3.4): opening, transactions, holdings and unexplained changes, each with the balance
/// after it. Within a day the order is that of acceptance, then the running order inside the filing.
/// </summary>
internal static class DatedEntries
{
    // Delta moves the balance; Sets replaces it where the change is not known.
    private readonly record struct Step(DateOnly On, EntryKind Kind, CountedLine? Line, decimal? Change, decimal? Delta, decimal? Sets, AccountRun Run);

    public static List<DatedEntry> Of(OpenAccount account)
    {
        var steps = new List<Step>(account.Runs.Count * 2);
        decimal? balance = null;
        if (account.ZeroFrom is { } zeroFrom)
        {
            steps.Add(new Step(zeroFrom, EntryKind.Opening, null, null, null, 0m, account.Runs[0]));
            balance = 0m;
        }

        foreach (var run in account.Runs)
        {
            // What had come about by a day goes before the balance that shows it.
            foreach (var (on, change) in run.GapByThen) balance = Unexplained(steps, run, on, change, balance);
            balance = Open(steps, run, balance);
            balance = Unexplained(steps, run, run.GapOn, run.RestOfGap, balance);

            foreach (var line in run.Lines) balance = Add(steps, run, line, balance);
        }

        BeginWithOpening(steps);
        return Balances(InDateOrder(steps));
    }

    private static decimal? Unexplained(List<Step> steps, AccountRun run, DateOnly on, decimal change, decimal? balance)
    {
        if (change != 0) steps.Add(new Step(on, EntryKind.Unexplained, null, change, change, null, run));
        return balance + change;
    }

    private static decimal? Open(List<Step> steps, AccountRun run, decimal? balance)
    {
        var first = run.FirstDay;
        foreach (var late in run.LateBefore)
        {
            if (late.Line.On < first) first = late.Line.On;
        }

        if (balance is null && run.Tally.Opening is { } opening && NeedsOpening(run))
        {
            balance = opening - run.LateContained;
            steps.Add(new Step(first, EntryKind.Opening, null, null, null, balance, run));
        }

        foreach (var late in run.LateBefore.OrderBy(late => late.Line.On)) balance = Add(steps, run, late.Line, balance);
        return balance;
    }

    // A holding begins an account by itself; so does a late Form 3 that stands before the first filing.
    private static bool NeedsOpening(AccountRun run)
    {
        if (run.LateBefore.Exists(late => late.Line.IsHolding)) return false;
        return run.LateBefore.Count > 0 || (run.Lines.Count > 0 && !run.Lines[0].IsHolding);
    }

    private static decimal? Add(List<Step> steps, AccountRun run, CountedLine line, decimal? balance)
    {
        var kind = line.IsHolding ? EntryKind.Holding : EntryKind.Transaction;
        var shown = line.IsHolding ? null : line.Change;
        if (run.Tally.Flipped.Contains(line) && line.Change is { } contradicted)
        {
            steps.Add(new Step(line.On, EntryKind.Unexplained, line, -2 * contradicted, -2 * contradicted, null, run));
            balance -= 2 * contradicted;
        }

        if (line.Change is { } change && balance is { } before)
        {
            steps.Add(new Step(line.On, kind, line, shown, change, null, run));
            return before + change;
        }

        // The change or the balance before is unknown: the balance the filer printed is all there is.
        var delta = line.Stated - balance;
        steps.Add(new Step(line.On, kind, line, shown, delta, delta is null ? line.Stated : null, run));
        return line.Stated;
    }

    // The balance on a day is the first opening plus every entry up to it: the opening stands before them all.
    private static void BeginWithOpening(List<Step> steps)
    {
        var begins = steps[0];
        if (begins.Sets is not { } opening) return;
        // A Form 3 that lists a derivative states no balance of it, so nothing begins on its day.
        var first = steps.Where(step => step is not { Kind: EntryKind.Holding, Line.Stated: null }).Min(step => step.On);
        if (first >= begins.On) return;
        if (begins.Kind == EntryKind.Opening)
        {
            steps[0] = begins with { On = first };
            return;
        }

        steps[0] = begins with { Sets = null, Delta = 0m };
        steps.Insert(0, new Step(first, EntryKind.Opening, null, null, null, opening, begins.Run));
    }

    private static List<Step> InDateOrder(List<Step> steps)
    {
        for (var i = 1; i < steps.Count; i++)
        {
            if (steps[i].On < steps[i - 1].On) return steps.OrderBy(step => step.On).ToList(); // stable: acceptance decides within a day
        }

        return steps;
    }

    private static List<DatedEntry> Balances(List<Step> steps)
    {
        var entries = new List<DatedEntry>(steps.Count);
        decimal? balance = null;
        foreach (var step in steps)
        {
            var before = balance;
            balance = step.Sets is { } set ? set
                : step.Delta is { } delta && before is { } known ? known + delta
                : step.Line?.Stated;
            entries.Add(new DatedEntry(step.On, step.Kind, step.Line, step.Change, balance, step.Run, before != balance));
        }

        return entries;
    }
}
