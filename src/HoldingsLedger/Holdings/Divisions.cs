namespace HoldingsLedger.Holdings;

/// <summary>
/// The ways worth trying to divide a filing's lines under one wording into accounts: all of them one, by their footnotes, by the
/// balances they follow from, by the total they print (domain section 3.9).
/// </summary>
internal static class Divisions
{
    public static IEnumerable<IReadOnlyList<IReadOnlyList<CountedLine>>> Of(IReadOnlyList<CountedLine> lines, IReadOnlyList<OpenAccount> accounts)
    {
        if (CanBeOne(lines)) yield return [lines];
        if (lines.Count == 1) yield break;
        var byLabel = ByLabel(lines);
        if (byLabel.Count > 1 && byLabel.TrueForAll(CanBeOne)) yield return byLabel;

        yield return Chains(lines, accounts);
        yield return InRowOrder(Chains(lines.Reverse().ToList(), accounts), lines);
        yield return InRowOrder(Chains(lines.OrderBy(line => line.On).ToList(), accounts), lines);
        if (lines.Count > 2) yield return Chains(lines, accounts, turned: true);
        if (lines.Any(line => line.Stated is not null))
        {
            var byTotal = lines.GroupBy(line => line.Stated).Select(group => (IReadOnlyList<CountedLine>)[.. group]).ToList();
            if (byTotal.Count > 1 && byTotal.TrueForAll(CanBeOne)) yield return byTotal;
        }
    }

    /// <summary>What it leaves open that one part has lines under several footnotes.</summary>
    public static int Mixed(IReadOnlyList<CountedLine> part, IReadOnlyList<OpenAccount> accounts)
    {
        if (part.Count < 2 || !part.Any(line => line.Label.Differs(part[0].Label))) return MetApart(part, accounts);
        if (part[0].Words is { Owning.IsDirect: false, LeaveRoomForOne: false } && !FollowOneAnother(part)) return (LeftOpen.MixedLabelsApart * (ByLabel(part).Count - 1)) + MetApart(part, accounts);
        var toZero = part.Count(line => line.Stated == 0);
        // Nor is a grant, listed as held, one that this filing has a transaction of.
        var throughZero = toZero > 1 || (toZero > 0 && part.Any(line => line.Before == 0)) || part.Any(line => line.IsHolding && line.Words.IsGrantOfItsFootnote);
        return (throughZero ? LeftOpen.MixedLabelsThroughZero : LeftOpen.MixedLabels) + MetApart(part, accounts);
    }

    // A tally in some order; that a holding or every line prints one balance is no tally.
    private static bool FollowOneAnother(IReadOnlyList<CountedLine> part) => !part.Any(line => line.IsHolding)
        && RunningOrder.Readings(part).Exists(reading => reading is { LeavesOpen: 0, Habit: not CountingHabit.FinalTotal });

    // Footnotes that have named different accounts before: one balance would have to go on for several of them.
    private static int MetApart(IReadOnlyList<CountedLine> part, IReadOnlyList<OpenAccount> accounts)
    {
        if (part.Count < 2 || accounts.Count < 2) return 0;
        return LeftOpen.LabelsMetApart * Math.Max(0, ByLabel(part).Count(named => accounts.Any(account => account.Label.Names(named[0].Label))) - 1);
    }

    // Two holding rows in one filing are two holdings, whatever their words.
    private static bool CanBeOne(IReadOnlyList<CountedLine> part) => part.Count == 1 || part.Count(line => line.IsHolding) < 2;

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
    private static List<IReadOnlyList<CountedLine>> Chains(IReadOnlyList<CountedLine> lines, IReadOnlyList<OpenAccount> accounts, bool turned = false)
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
                    (true, { } known) when known == line.Before => (have.Count > 0 ? 3 : 2) + (same ? 4 : 0),
                    (true, { } known) when turned && same && line.Change != 0 && known - line.Change == line.Stated => 1,
                    (true, { } known) when have.Count > 0 && same && have[^1].On == line.On && Findings.FilingTexts.IsIncluded(line, line.Before!.Value - known) => 1,
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
}
