using HoldingsLedger.Forms;

namespace HoldingsLedger.Holdings;

/// <summary>Lines of one filing that belong to one account, how they count, and to which account they go (<c>null</c>: a new one).</summary>
internal sealed record Assignment(Tally Tally, OpenAccount? Account, Fit Fit, LateReport? Late, bool Ambiguous)
{
    /// <summary>Orders in which the numbers agree as well, but end in another balance.</summary>
    public IReadOnlyList<Tally> OtherOrders { get; init; } = [];

    /// <summary>The order of the account's last filing that this one goes on from, where it is not the one taken so far.</summary>
    public Tally? Reorders { get; init; }
}

/// <summary>
/// Tells apart accounts that share their words. Lines that follow one another by amount belong to one account, and an
/// account goes on where its balance goes on; footnotes that name the account break ties. Of all ways to divide a
/// filing's lines the one that leaves the least unexplained is taken.
/// </summary>
internal static class AccountsApart
{
    // What a division leaves open, in eighths of an unexplained change. Figures order the cases, nothing more.
    private const int Contradiction = 8;
    private const int Gap = 8;
    private const int Flip = 4;
    private const int Late = 3;

    // Worse than a misprint and a gap together: the words leave room for one account.
    private const int SecondUnderOneName = 17;

    // Lines that bear different footnotes can be one account, but those that bear one name are it sooner.
    private const int MixedNames = 2;

    // As Unlikeness counts: one, and a tenth of the larger balance.
    private const decimal FarOff = 1.1m;

    private sealed record Candidate(int Part, OpenAccount Account, Tally Tally, Fit Fit, LateReport? Late, int Cost)
    {
        public Tally? Reorders { get; init; }
    }

    /// <param name="lines">A filing's lines under one wording, in row order.</param>
    /// <param name="accounts">The accounts these words have meant so far.</param>
    /// <param name="impliedBefore">The balance of an account not met before: zero after a Form 3 with nothing owned, else unknown.</param>
    public static List<Assignment> Assign(IReadOnlyList<CountedLine> lines, IReadOnlyList<OpenAccount> accounts, decimal? impliedBefore)
    {
        if (Plainly(lines, accounts, impliedBefore) is { } plain) return [plain];
        List<Assignment>? best = null;
        var least = int.MaxValue;
        foreach (var parts in Divisions(lines, accounts))
        {
            var (assignments, cost) = Match(parts, accounts, impliedBefore);
            cost += MixedNames * parts.Sum(OtherNames);
            cost += Gap * parts.Sum(part => NamesMetApart(part, accounts));
            if (cost >= least) continue;
            (best, least) = (assignments, cost);
            if (least == 0) break;
        }

        return best!;
    }

    // Nearly all filings: one account, a tally in row order that goes on from the previous balance.
    private static Assignment? Plainly(IReadOnlyList<CountedLine> lines, IReadOnlyList<OpenAccount> accounts, decimal? impliedBefore)
    {
        if (accounts.Count > 1 || (lines.Count > 1 && lines.Count(line => line.IsHolding) > 1)) return null;
        var tally = RunningOrder.InRowOrder(lines);
        if (Disagreement(tally) > 0 || OtherNames(lines) > 0) return null;
        if (accounts.Count == 0 && lines.Count > 1 && tally.Opening != 0 && (lines[0].Words.Table == FormTable.II || OtherOrders(RunningOrder.Readings(lines), tally).Count > 0)) return null;
        if (accounts.Count == 0) return impliedBefore is null || tally.Opening == impliedBefore ? new Assignment(tally, null, Fit.First, null, false) : null;
        return tally.Opening is { } opening && opening == accounts[0].Balance ? new Assignment(tally, accounts[0], Fit.Ties, null, false) : null;
    }

    private static IEnumerable<IReadOnlyList<IReadOnlyList<CountedLine>>> Divisions(IReadOnlyList<CountedLine> lines, IReadOnlyList<OpenAccount> accounts)
    {
        // Two holding rows in one filing are two holdings, whatever their words.
        if (lines.Count == 1 || lines.Count(line => line.IsHolding) < 2) yield return [lines];
        if (lines.Count == 1) yield break;
        var byLabel = ByLabel(lines);
        if (byLabel.Count > 1 && byLabel.TrueForAll(part => part.Count(line => line.IsHolding) < 2)) yield return byLabel;

        yield return Chains(lines, accounts);
        var reversed = Chains(lines.Reverse().ToList(), accounts);
        yield return InRowOrder(reversed, lines);
        yield return InRowOrder(Chains(lines.OrderBy(line => line.On).ToList(), accounts), lines);
        if (lines.Any(line => line.Stated is not null))
        {
            var byTotal = lines.GroupBy(line => line.Stated).Select(group => (IReadOnlyList<CountedLine>)[.. group]).ToList();
            if (byTotal.Count > 1 && byTotal.TrueForAll(part => part.Count(line => line.IsHolding) < 2)) yield return byTotal;
        }
    }

    private static List<IReadOnlyList<CountedLine>> ByLabel(IReadOnlyList<CountedLine> lines)
    {
        var parts = new List<List<CountedLine>>();
        foreach (var line in lines)
        {
            if (parts.Find(part => part[0].Label.Agrees(line.Label)) is { } same) same.Add(line);
            else parts.Add([line]);
        }

        return parts.ConvertAll(part => (IReadOnlyList<CountedLine>)part);
    }

    private static List<IReadOnlyList<CountedLine>> InRowOrder(List<IReadOnlyList<CountedLine>> parts, IReadOnlyList<CountedLine> lines)
    {
        var rows = new Dictionary<LineId, int>(lines.Count);
        for (var i = 0; i < lines.Count; i++) rows[lines[i].Id] = i;
        return parts.ConvertAll(part => (IReadOnlyList<CountedLine>)[.. part.OrderBy(line => rows[line.Id])]);
    }

    // Follows balances through the lines in the given order, starting from the accounts as they stand.
    private static List<IReadOnlyList<CountedLine>> Chains(IReadOnlyList<CountedLine> lines, IReadOnlyList<OpenAccount> accounts)
    {
        var chains = new List<(List<CountedLine> Lines, decimal? Balance, AccountLabel Label)>();
        foreach (var account in accounts) chains.Add(([], account.Balance, account.Label));
        var last = -1;
        foreach (var line in lines)
        {
            var best = -1;
            var rank = 0;
            for (var i = 0; i < chains.Count; i++)
            {
                var (have, balance, label) = chains[i];
                if (line.IsHolding && have.Exists(other => other.IsHolding)) continue;
                var same = label.Agrees(line.Label);
                var score = (line.Before is { } before, balance) switch
                {
                    (true, { } known) when known == line.Before => (have.Count > 0 ? 2 : 1) + (same ? 4 : 0),
                    (false, _) when have.Count > 0 && (same || i == last) => same ? 2 : 1,
                    (false, _) when have.Count == 0 && same => 1,
                    _ => 0,
                };
                if (score > rank) (best, rank) = (i, score);
            }

            if (best < 0)
            {
                best = chains.Count;
                chains.Add(([], null, line.Label));
            }

            chains[best].Lines.Add(line);
            chains[best] = (chains[best].Lines, line.Stated ?? chains[best].Balance + line.Change, line.Label);
            last = best;
        }

        return chains.Where(chain => chain.Lines.Count > 0).Select(chain => (IReadOnlyList<CountedLine>)chain.Lines).ToList();
    }

    private static (List<Assignment> Assignments, int Cost) Match(
        IReadOnlyList<IReadOnlyList<CountedLine>> parts, IReadOnlyList<OpenAccount> accounts, decimal? impliedBefore)
    {
        var readings = parts.Select(RunningOrder.Readings).ToList();
        var assignments = new Assignment?[parts.Count];
        var taken = new HashSet<OpenAccount>();
        var cost = 0;

        var candidates = new List<Candidate>();
        for (var part = 0; part < parts.Count; part++)
        {
            foreach (var account in accounts)
            {
                if (BestFit(part, readings[part], account) is { } candidate) candidates.Add(candidate);
            }
        }

        foreach (var candidate in candidates.OrderBy(candidate => candidate.Cost))
        {
            if (assignments[candidate.Part] is not null || !taken.Add(candidate.Account)) continue;
            assignments[candidate.Part] = new Assignment(candidate.Tally, candidate.Account, candidate.Fit, candidate.Late, EitherIsMeant(candidate, candidates, taken, accounts))
            {
                Reorders = candidate.Reorders,
                OtherOrders = candidate.Fit == Fit.Unknown ? OtherOrders(readings[candidate.Part], candidate.Tally) : [],
            };
            cost += candidate.Cost;
        }

        var left = accounts.Where(account => !taken.Contains(account)).ToList();
        foreach (var part in InOrderOfLikeness(parts, readings, left, assignments))
        {
            (assignments[part], var added) = WithoutFit(parts[part], readings[part], accounts, left, assignments, impliedBefore);
            if (assignments[part]!.Account is { } gone) left.Remove(gone);
            cost += added;
        }

        return (Doubted([.. assignments.OfType<Assignment>()]), cost);
    }

    // Where the lines of a filing could be divided in another way as well, all of them that could lie elsewhere are in doubt.
    private static List<Assignment> Doubted(List<Assignment> assignments)
    {
        for (var i = 0; i < assignments.Count; i++)
        {
            var lines = assignments[i].Tally.Lines;
            // A new account under several names, put together by nothing but the amounts.
            if (assignments[i].Fit is Fit.First or Fit.Unknown && (NamedByFootnote(lines[0].Words) || !lines[0].Words.Owning.IsDirect) && lines.Any(line => line.Label.Differs(lines[0].Label)))
            {
                assignments[i] = assignments[i] with { Ambiguous = true };
            }
        }

        // A second account under one name: the lines of the first may belong to it.
        foreach (var second in assignments.FindAll(one => one is { Account: null, Ambiguous: true }))
        {
            for (var i = 0; i < assignments.Count; i++)
            {
                if (!second.Tally.Lines[0].Label.Differs(assignments[i].Tally.Lines[0].Label)) assignments[i] = assignments[i] with { Ambiguous = true };
            }
        }

        return OneTallyOverSeveral(assignments);
    }

    // Lines under several names that follow one another by amount, or print one total, may be a total over all of them.
    private static List<Assignment> OneTallyOverSeveral(List<Assignment> assignments)
    {
        for (var i = 0; i < assignments.Count; i++)
        {
            for (var j = 0; j < assignments.Count; j++)
            {
                if (i == j || !MayBeTotal(assignments[i]) || !MayBeTotal(assignments[j])) continue;
                if (assignments[i].Tally.Closing != assignments[j].Tally.Opening && assignments[i].Tally.Closing != assignments[j].Tally.Closing) continue;
                assignments[i] = assignments[i] with { Ambiguous = true };
                assignments[j] = assignments[j] with { Ambiguous = true };
            }
        }

        return assignments;

        static bool MayBeTotal(Assignment one) => one.Fit is Fit.First or Fit.Unknown or Fit.Gap
            && one.Tally is { Closing: { } closing, Opening: { } opening } && closing != 0 && opening != 0 && opening != closing;
    }

    private static bool EitherIsMeant(Candidate candidate, List<Candidate> candidates, HashSet<OpenAccount> taken, IReadOnlyList<OpenAccount> accounts)
    {
        // Whichever used-up account goes on, the balances are the same.
        if (candidate.Fit == Fit.Ties && candidate.Tally.Opening == 0) return false;
        // The balance is one account's, the footnote names another.
        var label = candidate.Tally.Lines[0].Label;
        if (candidate.Fit == Fit.Ties && label.Differs(candidate.Account.Label) && accounts.Any(other => other.Label.Names(label))) return true;

        // Another account with the same words and balance, and no footnote to say which: either could be meant.
        var rivals = candidates.Exists(other => other.Part == candidate.Part && other.Account != candidate.Account && other.Cost == candidate.Cost
            && other.Fit == candidate.Fit && candidate.Tally.Closing != candidate.Tally.Opening && !taken.Contains(other.Account));
        // A balance that several had says nothing against a footnote that names another account.
        return rivals || (candidate.Fit == Fit.Ties && candidate.Tally.Lines[0].Label.Differs(candidate.Account.Label)
            && candidates.Exists(other => other.Part == candidate.Part && other.Account != candidate.Account && other.Fit == Fit.Ties));
    }

    /// <summary>Orders in which the numbers agree as well as in the one taken, but that end in another balance. A derivative that can begin with its grant does.</summary>
    private static List<Tally> OtherOrders(List<Tally> readings, Tally taken) =>
        readings.Count == 1 || Disagreement(taken) > 0 || taken.Closing is null || (taken.Opening == 0 && taken.Lines[0].Words.Table == FormTable.II)
            ? []
            : readings.FindAll(other => Disagreement(other) == 0 && other.Closing != taken.Closing);

    // The part that is most like an account it could go on from is settled first: by footnote, then by nearness of the balance.
    private static List<int> InOrderOfLikeness(
        IReadOnlyList<IReadOnlyList<CountedLine>> parts, List<List<Tally>> readings, List<OpenAccount> left, Assignment?[] assignments)
    {
        var open = Enumerable.Range(0, parts.Count).Where(part => assignments[part] is null).ToList();
        return open.Count < 2 || left.Count == 0 ? open : open.OrderBy(part => left.Min(account => Unlikeness(parts[part][0], readings[part][0], account))).ToList();
    }

    private static decimal Unlikeness(CountedLine line, Tally tally, OpenAccount account)
    {
        if (line.Label.Names(account.Label)) return 0;
        if (tally.Opening is not { } opening || account.Balance is not { } balance) return 2;
        var larger = Math.Max(Math.Abs(opening), Math.Abs(balance));
        return larger == 0 ? 1 : 1 + (Math.Abs(opening - balance) / larger);
    }

    private static int OtherNames(IReadOnlyList<CountedLine> part)
    {
        if (part.Count < 2) return 0;
        var differ = false;
        var (toZero, fromZero) = (0, false);
        foreach (var line in part)
        {
            differ |= line.Label.Differs(part[0].Label);
            if (line.Stated == 0) toZero++;
            fromZero |= line.Before == 0;
        }

        // One grant used up and another begun meet at zero, and so do two used up; that is no balance going on.
        return !differ ? 0 : toZero > 1 || (toZero > 0 && fromZero) ? 4 : 1;
    }

    // Footnotes that have named different accounts before: one balance would have to go on for several of them.
    private static int NamesMetApart(IReadOnlyList<CountedLine> part, IReadOnlyList<OpenAccount> accounts)
    {
        if (part.Count < 2 || accounts.Count < 2) return 0;
        return Math.Max(0, ByLabel(part).Count(named => accounts.Any(account => account.Label.Names(named[0].Label))) - 1);
    }

    private static int Disagreement(Tally tally) => (tally.Contradictions * Contradiction) + tally.Roundings;

    private static Candidate? BestFit(int part, List<Tally> readings, OpenAccount account)
    {
        Candidate? best = null;
        var otherLabel = readings[0].Lines[0].Label.Differs(account.Label) ? 1 : 0;
        var fewest = readings.Min(tally => tally.Contradictions);
        foreach (var tally in readings)
        {
            // An order under which the numbers agree comes before one that happens to go on from a balance.
            if (tally.Contradictions > fewest || Against(account, tally, otherLabel > 0) is not { } held) continue;
            var cost = Disagreement(tally) + otherLabel + held.Cost;
            if (best is null || cost < best.Cost) best = new Candidate(part, account, tally, held.Fit, null, cost) { Reorders = held.Reorders };
        }

        if (best is { Cost: < Late }) return best;
        foreach (var tally in readings)
        {
            if (LateReports.Find(account, tally) is { } late && (best is null || best.Cost > Late + otherLabel))
            {
                best = new Candidate(part, account, tally, Fit.Late, late, Late + otherLabel);
            }

            if (RunningOrder.WithContradictedDirections(tally, account.Balance) is { } turned)
            {
                var cost = (Flip * turned.Flipped.Count) + otherLabel;
                if (best is null || cost < best.Cost) best = new Candidate(part, account, turned, Fit.DirectionContradicts, null, cost);
            }
        }

        return best;
    }

    // How a tally goes on from the account as it stands; null where it does not.
    private static (Fit Fit, int Cost, Tally? Reorders)? Against(OpenAccount account, Tally tally, bool otherLabel)
    {
        if (tally.Opening is not { } opening) return (Fit.Unknown, 2, null);
        if (account.Balance is not { } balance)
        {
            // What a Form 3 lists was held: a grant that begins at nothing is another one.
            if (account.Listed is not { } listed) return (Fit.Unknown, 2, null);
            if (IsGrant(account.FirstLine.Words) && ((opening == 0 && listed != 0) || (otherLabel && opening != listed))) return null;
            return (Fit.Unknown, opening == listed ? 1 : 2, null);
        }

        if (opening == balance) return (Fit.Ties, 0, null);
        // A gap below one share is rounding: the account plainly goes on.
        if (Math.Abs(opening - balance) < 1) return (Fit.Gap, 2, null);
        foreach (var order in account.Runs[^1].OtherOrders)
        {
            if (order.Closing == opening) return (Fit.Ties, 1, order);
        }

        return null;
    }

    private static (Assignment Assignment, int Cost) WithoutFit(
        IReadOnlyList<CountedLine> part, List<Tally> readings, IReadOnlyList<OpenAccount> accounts, List<OpenAccount> left, Assignment?[] others, decimal? impliedBefore)
    {
        var line = part[0];
        var tally = readings.OrderBy(Disagreement).First(); // stable: the commonest habit among equals
        if (impliedBefore is { } implied && readings.Find(reading => reading.Opening == implied && Disagreement(reading) == Disagreement(tally)) is { } agreeing) tally = agreeing;
        // A derivative first met starts with its grant, so from nothing, if any reading allows.
        if (impliedBefore is null && line.Words.Table == FormTable.II
            && readings.Find(reading => reading.Opening == 0 && Disagreement(reading) == Disagreement(tally)) is { } granted) tally = granted;
        if (tally.Contradictions > 0 && readings.ConvertAll(reading => RunningOrder.WithContradictedDirections(reading, impliedBefore)).Find(turned => turned is not null) is { } flipped)
        {
            tally = flipped;
        }

        var (assignment, cost) = WithoutFit(part, tally, accounts, left, others);
        return impliedBefore is { } known && tally.Opening == known ? (assignment, cost) : (assignment with { OtherOrders = OtherOrders(readings, tally) }, cost);
    }

    private static (Assignment Assignment, int Cost) WithoutFit(
        IReadOnlyList<CountedLine> part, Tally tally, IReadOnlyList<OpenAccount> accounts, List<OpenAccount> left, Assignment?[] others)
    {
        var line = part[0];
        var open = Disagreement(tally);
        var fromZero = tally.Opening == 0 && line.Words.Table == FormTable.II;
        if (left.Count == 0)
        {
            var first = accounts.Count == 0 && others.All(other => other is null);
            // A person owns a security directly in one account; several need a reason. A holding row with another balance is one.
            var apart = NamedApart(part, others) || others.Any(other => other is { Tally.Lines: [{ IsHolding: true }] });
            var several = fromZero ? 1
                : line.IsHolding || apart ? 4
                : NamedByWords(line.Words) ? SecondUnderOneName
                : line.Words.Table == FormTable.I && !line.Label.IsEmpty ? 12
                : accounts.Count > 0 && !line.Label.IsEmpty ? Gap + 1
                : 4;
            var doubted = !first && !fromZero && !line.IsHolding && !NamedApart(part, others) && (line.Words.Table == FormTable.I || accounts.Count > 0);
            return (new Assignment(tally, null, Fit.First, null, doubted || (several == SecondUnderOneName && !first)), open + (first ? 0 : several));
        }

        if (fromZero && NamedByFootnote(line.Words)) return (new Assignment(tally, null, Fit.First, null, false), open + 1);
        var sameLabel = left.FindAll(account => account.Label.Names(line.Label));
        if (sameLabel.Count == 1) return (new Assignment(tally, sameLabel[0], Fit.Gap, null, false), open + Gap);
        // Where the footnote is the account's name, another footnote is another account.
        if (NamedByFootnote(line.Words) && left.TrueForAll(account => account.Label.Differs(line.Label)))
        {
            var namedApart = NamedApart(part, others);
            return (new Assignment(tally, null, Fit.First, null, !namedApart && others.Any(other => other is not null)), open + (namedApart ? 4 : FollowsOn(tally, others) ? Gap + 1 : 6));
        }

        // The same nature with another footnote and quite another balance: a second trust sooner than a lost half.
        if (!line.Words.Owning.IsDirect && left.TrueForAll(account => account.Label.Differs(line.Label) && Unlikeness(line, tally, account) > FarOff))
        {
            return (new Assignment(tally, null, Fit.First, null, true), open + 4);
        }

        var nearest = left.MinBy(account => account.Balance is { } balance && tally.Opening is { } opening ? Math.Abs(balance - opening) : decimal.MaxValue)!;
        var doubtful = left.Count > 1 || (!line.Words.Owning.IsDirect && nearest.Label.Differs(line.Label));
        return (new Assignment(tally, nearest, Fit.Gap, null, doubtful), open + Gap);
    }

    // Joint filers put each entity's direct holdings on lines of their own and say whose in a footnote.
    private static bool NamedApart(IReadOnlyList<CountedLine> part, Assignment?[] others) =>
        !part[0].Label.IsEmpty && Array.TrueForAll(others, other => other is null || other.Tally.Lines[0].Label.Differs(part[0].Label));

    // Lines of one name that follow one another by amount are one account, though it shows a gap.
    private static bool FollowsOn(Tally tally, Assignment?[] others) => others.Any(other => other is not null
        && other.Tally.Lines[0].Label.Agrees(tally.Lines[0].Label)
        && ((tally.Closing is { } closing && closing == other.Tally.Opening) || (tally.Opening is { } opening && opening == other.Tally.Closing)));

    // Held directly, and a derivative with terms of its own: the words leave room for one account.
    private static bool NamedByWords(AccountWords words) => words.Owning.IsDirect && (words.Table == FormTable.I || !NamedByFootnote(words));

    private static bool IsGrant(AccountWords words) => words.Table == FormTable.II && NamedByFootnote(words);

    private static bool NamedByFootnote(AccountWords words) => words.Table == FormTable.II
        ? words is { Price: null or 0, ExercisableOn: null, ExpiresOn: null }
        : words.Owning is { IsDirect: false, Nature: "" };
}
