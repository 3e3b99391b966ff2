using HoldingsLedger.Findings;

namespace HoldingsLedger.Holdings;

/// <summary>
/// How a part of a filing's lines goes on from an account met before: "an account goes on where its balance goes on" (domain sections 3.3 and 3.9),
/// at once, in another order of either filing, as a late report (3.5) or with a direction that contradicts the balance.
/// </summary>
/// <param name="Part">Which part of the division.</param>
/// <param name="Account">The account it goes on from.</param>
/// <param name="Tally">The order in which it does.</param>
/// <param name="Fit">In which way.</param>
/// <param name="Late">The lines reported late, where that is the way.</param>
/// <param name="Open">What this leaves open.</param>
internal sealed record AccountFit(int Part, OpenAccount Account, Tally Tally, Fit Fit, LateReport? Late, int Open)
{
    /// <summary>The order of the account's last filing that this one goes on from, where it is not the one taken so far.</summary>
    public Tally? Reorders { get; init; }

    /// <summary>The fit that leaves the least open, as the balances stand; <c>null</c> where the lines do not go on from the account's.</summary>
    public static AccountFit? AtOnce(int part, List<Tally> readings, OpenAccount account, FootnoteNames names)
    {
        AccountFit? best = null;
        var otherLabel = readings[0].Lines[0].Label.Differs(account.Label);
        if (otherLabel && names.StandApart(readings[0].Lines[0], account)) return null;
        var label = otherLabel ? LeftOpen.OtherLabel : 0;
        var fewest = readings.Min(tally => tally.Contradictions);
        foreach (var tally in readings)
        {
            // An order under which the numbers agree comes before one that happens to go on from a balance.
            if (tally.Contradictions > fewest || TwoOwnersMeetAtNothing(account, tally) || LateReports.ClosesAGapOfItsDay(account, tally) || GoingOn(account, tally, otherLabel) is not { } going) continue;
            var fit = new AccountFit(part, account, tally, going.Fit, null, tally.LeavesOpen + label + going.Open) { Reorders = going.Reorders };
            if (best is null || fit.Open < best.Open) best = fit;
        }

        return best;
    }

    /// <summary>The fit that leaves the least open, though lines have to be moved or turned, or a split or a note explains the gap; takes long, so it is asked only where nothing goes on at once.</summary>
    public static AccountFit? Best(int part, List<Tally> readings, OpenAccount account, FootnoteNames names)
    {
        var best = AtOnce(part, readings, account, names);
        if (best is { Open: < LeftOpen.LateReport }) return best;
        var otherLabel = readings[0].Lines[0].Label.Differs(account.Label);
        if (otherLabel && names.StandApart(readings[0].Lines[0], account)) return null;
        var label = otherLabel ? LeftOpen.OtherLabel : 0;
        foreach (var tally in readings)
        {
            if (IsAnnouncedSplit(account, tally)) Offer(new AccountFit(part, account, tally, Fit.Gap, null, tally.LeavesOpen + LeftOpen.AnnouncedSplit + label));
            if (IsNamed(account, tally)) Offer(new AccountFit(part, account, tally, Fit.Gap, null, tally.LeavesOpen + LeftOpen.NamedGap + label));
            if (LateReports.Find(account, tally) is { } late && !(IsGrantOfItsOwn(tally) && !IsExplainedBy(late, account, tally))) Offer(new AccountFit(part, account, tally with { Contradictions = 0 }, Fit.Late, late, LeftOpen.LateReport + label));
            if (RunningOrder.WithContradictedDirections(tally, account.Balance) is { } turned)
            {
                Offer(new AccountFit(part, account, turned, Fit.DirectionContradicts, null, (LeftOpen.TurnedDirection * turned.Flipped.Count) + turned.LeavesOpen + label));
            }
        }

        return best;

        void Offer(AccountFit other)
        {
            if (best is null || other.Open < best.Open) best = other;
        }
    }

    // Units that begin at nothing are a grant of their own, and no change that another one's totals had forgotten.
    private static bool IsGrantOfItsOwn(Tally tally) => IsGrant(tally) && tally.Opening == 0 && tally.Lines[0].Words.IsGrantOfItsFootnote;

    // What the account's first filing starts from, or a gap in it, is just the grant.
    private static bool IsExplainedBy(LateReport late, OpenAccount account, Tally grant) => late.Balance == account.Balance && late.Late.All(line =>
        account.Runs[line.Run] is var run && (run.Gap == grant.Closing || (line.Run == 0 && run.Tally.Opening == grant.Closing)));

    // What one trust's footnote says was disposed of and another's is acquired: they meet at nothing, and that is no balance going on.
    private static bool TwoOwnersMeetAtNothing(OpenAccount account, Tally tally) => account.Balance == 0 && tally.Opening == 0 && FootnoteNames.MayBeAnother(tally.Lines[0], account);

    private static bool IsGrant(Tally tally) => tally.Lines is [{ IsGrant: true }, ..];

    /// <summary>A Form 3 that comes after the account's first filing lists a grant that is another one's: more or less than nothing was held on its day.</summary>
    public static bool ListsAnother(OpenAccount account, Tally tally) => Listing(account, tally) is ({ } listed, { } held) && listed != held && (held == 0 || held > listed);

    /// <summary>A grant that starts from nothing after the day on which a Form 3 lists the account, which therefore was held before, and in another number.</summary>
    public static bool IsGrantedLater(OpenAccount account, Tally tally) =>
        account.Listed is { } listed && IsGrant(tally) && tally.Opening == 0 && tally.Lines[0] is var grant && grant.On > account.FirstLine.On && grant.Change != listed;

    /// <summary>
    /// Nothing held then and nothing left now: no balance goes on. What is acquired late may be in what earlier filings started from, an option's grant also in what the exercises of its
    /// day did; a grant of units reported late, in another account's.
    /// </summary>
    public static bool MeetsAtNothing(OpenAccount account, Tally tally) => tally is { Opening: 0, Closing: > 0 }
        && ((IsGrantOfItsOwn(tally) && !LateReports.InTime(tally.Lines[0])) || (tally.Lines.All(line => line.On < account.LastOn || (line.On == account.LastOn && IsGrant(tally) && line.Words.HaveTermsOfTheirOwn)) && LateReports.Find(account, tally) is not null));

    private static bool IsAsListed(OpenAccount account, Tally tally) => Listing(account, tally) is ({ } listed, { } held) && listed == held;

    // What a Form 3 lists beneath a grant that only a footnote names, and what the account held by then.
    private static (decimal? Listed, decimal? Held) Listing(OpenAccount account, Tally tally)
    {
        if (tally.Lines is not [{ IsHolding: true, Stated: null, Words.IsGrantOfItsFootnote: true } line] || account.Runs.Count == 0) return default;
        return (line.Line.UnderlyingShares, line.On <= account.Runs[0].FirstDay ? account.Runs[0].Tally.Opening : account.Balance);
    }

    private static bool IsAnnouncedSplit(OpenAccount account, Tally tally) => account.Balance is { } balance && tally.Opening is { } opening
        && Splits.Ratio(balance, opening) is { } ratio && tally.Lines.Any(line => FilingTexts.SpeaksOfSplit(line, ratio));

    private static bool IsNamed(OpenAccount account, Tally tally) => account.Balance is { } balance && tally.Opening - balance is { } gap
        && tally.Lines.Any(line => FilingTexts.IsIncluded(line, gap));

    private static (Fit Fit, int Open, Tally? Reorders)? GoingOn(OpenAccount account, Tally tally, bool otherLabel)
    {
        if (tally.Opening is not { } opening) return ListsAnother(account, tally) ? null : (Fit.Unknown, IsAsListed(account, tally) ? LeftOpen.AsListed : LeftOpen.NothingToCompare, null);
        if (account.Balance is not { } balance)
        {
            if (account.Listed is not { } listed) return (Fit.Unknown, LeftOpen.NothingToCompare, null);
            // What a Form 3 lists was held: a grant that begins at nothing is another one.
            if (IsGrantedLater(account, tally)) return null;
            if (account.FirstLine.Words.IsGrantOfItsFootnote && opening != listed && (opening <= 0 || opening > listed || IsGrant(tally) || otherLabel)) return null;
            return (Fit.Unknown, opening == listed ? LeftOpen.AsListed : LeftOpen.NothingToCompare, null);
        }

        if (opening == balance) return MeetsAtNothing(account, tally) ? null : (Fit.Ties, 0, null);
        if (Math.Abs(opening - balance) < 1) return (Fit.Gap, LeftOpen.GapBelowOneShare, null);
        if (account.Runs[^1].Unsettled is { Count: > 0 } unsettled && opening == balance + LateReport.Otherwise(unsettled)) return (Fit.Ties, LeftOpen.OtherOrder, null);
        foreach (var order in account.Runs[^1].OtherOrders)
        {
            if (order.Closing == opening) return (Fit.Ties, LeftOpen.OtherOrder, order);
        }

        return null;
    }
}
