namespace HoldingsLedger.Holdings;

/// <summary>Lines of one filing that belong to one account, how they count, and to which account they go (<c>null</c>: a new one).</summary>
internal sealed record Assignment(Tally Tally, OpenAccount? Account, Fit Fit, LateReport? Late, Doubt Doubt)
{
    /// <summary>Orders in which the numbers agree as well, but end in another balance.</summary>
    public IReadOnlyList<Tally> OtherOrders { get; init; } = [];

    /// <summary>The order of the account's last filing that this one goes on from, where it is not the one taken so far.</summary>
    public Tally? Reorders { get; init; }
}

/// <summary>
/// Tells apart accounts that share their words (domain section 3.9). Lines that follow one another by amount belong to one account, and an
/// account goes on where its balance goes on; footnotes that name the account break ties. Of all ways to divide a
/// filing's lines (<see cref="Divisions"/>) and to put each part to an account (<see cref="AccountFit"/>, else <see cref="PartWithoutFit"/>) the one
/// that leaves the least open is taken; what could have been meant as well is doubted (<see cref="AccountDoubts"/>).
/// </summary>
internal static class AccountsApart
{
    /// <param name="lines">A filing's lines under one wording, in row order.</param>
    /// <param name="accounts">The accounts these words have meant so far.</param>
    /// <param name="impliedBefore">The balance of an account not met before: zero after a Form 3 with nothing owned, else unknown.</param>
    /// <param name="names">Which footnotes name accounts apart.</param>
    public static List<Assignment> Assign(IReadOnlyList<CountedLine> lines, IReadOnlyList<OpenAccount> accounts, decimal? impliedBefore, FootnoteNames names)
    {
        if (Plainly(lines, accounts, impliedBefore) is { } plain) return [plain];
        List<Assignment>? best = null;
        var least = int.MaxValue;
        foreach (var parts in Divisions.Of(lines, accounts))
        {
            var (assignments, open) = Match(parts, accounts, impliedBefore, names);
            open += parts.Sum(part => Divisions.Mixed(part, accounts));
            if (open >= least) continue;
            (best, least) = (assignments, open);
            if (least == 0) break;
        }

        return best!;
    }

    // Nearly all filings: one account, a tally in row order that goes on from the previous balance.
    private static Assignment? Plainly(IReadOnlyList<CountedLine> lines, IReadOnlyList<OpenAccount> accounts, decimal? impliedBefore)
    {
        if (accounts.Count > 1 || (lines.Count > 1 && lines.Count(line => line.IsHolding) > 1)) return null;
        var tally = RunningOrder.InRowOrder(lines);
        if (tally.LeavesOpen > 0 || Divisions.Mixed(lines, accounts) > 0) return null;
        if (accounts.Count == 1) return tally.Opening is { } opening && opening == accounts[0].Balance && !AccountFit.MeetsAtNothing(accounts[0], tally) && !FootnoteNames.MayBeAnother(lines[0], accounts[0]) && !LateReports.ClosesAGapOfItsDay(accounts[0], tally) ? new Assignment(tally, accounts[0], Fit.Ties, null, Doubt.None) : null;
        if (lines.Count > 1 && tally.Opening != 0 && (lines[0].Words.BeginWithAGrant || RunningOrder.OtherOrders(RunningOrder.Readings(lines), tally).Count > 0)) return null;
        return impliedBefore is null || tally.Opening == impliedBefore ? new Assignment(tally, null, Fit.First, null, Doubt.None) : null;
    }

    private static (List<Assignment> Assignments, int Open) Match(
        IReadOnlyList<IReadOnlyList<CountedLine>> parts, IReadOnlyList<OpenAccount> accounts, decimal? impliedBefore, FootnoteNames names)
    {
        var readings = parts.Select(RunningOrder.Readings).ToList();
        var assignments = new Assignment?[parts.Count];
        var taken = new HashSet<OpenAccount>();
        var open = 0;

        // What goes on at once goes first; the rest is looked at more closely.
        var fits = Fits(AccountFit.AtOnce);
        Take(fits.Where(fit => fit.Open < LeftOpen.LateReport));
        if (Array.Exists(assignments, one => one is null))
        {
            fits = [.. fits.Where(fit => assignments[fit.Part] is not null || taken.Contains(fit.Account)), .. Fits(AccountFit.Best)];
            Take(fits);
        }

        var left = accounts.Where(account => !taken.Contains(account)).ToList();
        foreach (var part in PartWithoutFit.InOrderOfLikeness(readings, left, assignments))
        {
            (assignments[part], var added) = PartWithoutFit.Assign(readings[part], accounts, left, assignments, impliedBefore, names);
            if (assignments[part]!.Account is { } gone) left.Remove(gone);
            open += added;
        }

        return (AccountDoubts.Doubted([.. assignments.OfType<Assignment>()], accounts), open);

        List<AccountFit> Fits(Func<int, List<Tally>, OpenAccount, FootnoteNames, AccountFit?> fitting)
        {
            var found = new List<AccountFit>();
            for (var part = 0; part < parts.Count; part++)
            {
                if (assignments[part] is not null) continue;
                foreach (var account in accounts)
                {
                    if (!taken.Contains(account) && fitting(part, readings[part], account, names) is { } fit) found.Add(fit);
                }
            }

            return found;
        }

        void Take(IEnumerable<AccountFit> some)
        {
            foreach (var fit in some.OrderBy(fit => fit.Open))
            {
                if (assignments[fit.Part] is not null || !taken.Add(fit.Account)) continue;
                assignments[fit.Part] = new Assignment(fit.Tally, fit.Account, fit.Fit, fit.Late, AccountDoubts.OfFit(fit, fits, taken, accounts))
                {
                    Reorders = fit.Reorders,
                    OtherOrders = fit.Fit == Fit.Unknown ? RunningOrder.OtherOrders(readings[fit.Part], fit.Tally) : [],
                };
                open += fit.Open;
            }
        }
    }
}
