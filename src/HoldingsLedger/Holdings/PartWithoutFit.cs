using HoldingsLedger.Findings;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Holdings;

/// <summary>
/// What becomes of lines that go on from no account's balance: a gap in the account that is meant all the same, or another account under the same
/// words (domain section 3.9). Words and footnotes say which is the sooner believed; where only nearness of the balances does, that is in doubt.
/// </summary>
internal static class PartWithoutFit
{
    // As Unlikeness counts: one, and a tenth of the larger balance.
    private const decimal FarOff = 1.1m;

    // What dividends add at once is less than one part in thirty.
    private const decimal DividendsPart = 30;

    /// <summary>The parts not assigned yet. The one most like an account it could go on from is settled first: by footnote, then by nearness of the balance.</summary>
    public static List<int> InOrderOfLikeness(List<List<Tally>> readings, List<OpenAccount> left, Assignment?[] assignments)
    {
        var open = Enumerable.Range(0, readings.Count).Where(part => assignments[part] is null).ToList();
        return open.Count < 2 || left.Count == 0 ? open : open.OrderBy(part => left.Min(account => Unlikeness(readings[part][0].Lines[0], readings[part][0], account))).ToList();
    }

    /// <param name="readings">The orders in which the lines can be counted.</param>
    /// <param name="accounts">The accounts these words have meant so far.</param>
    /// <param name="left">Those of them that nothing else in this filing goes on from.</param>
    /// <param name="others">The filing's other parts, as far as they are assigned.</param>
    /// <param name="impliedBefore">The balance of an account not met before: zero after a Form 3 with nothing owned, else unknown.</param>
    /// <param name="names">What the filings show of several accounts under one name.</param>
    public static (Assignment Assignment, int Open) Assign(
        List<Tally> readings, IReadOnlyList<OpenAccount> accounts, List<OpenAccount> left, Assignment?[] others, decimal? impliedBefore, FootnoteNames names)
    {
        var line = readings[0].Lines[0];
        var tally = Taken(readings, impliedBefore);
        var (assignment, open) = left.Count == 0 ? AsNewAccount(line, tally, accounts, others, names) : AsGapOrNewAccount(line, tally, accounts, left, others, names);
        var asImplied = impliedBefore is { } implied && tally.Opening == implied;
        return (asImplied ? assignment : assignment with { OtherOrders = RunningOrder.OtherOrders(readings, tally) }, open + tally.LeavesOpen);
    }

    // The order that leaves the least open, the commonest among equals; one that begins at what is known to have been held before.
    private static Tally Taken(List<Tally> readings, decimal? impliedBefore)
    {
        var tally = readings.OrderBy(reading => reading.LeavesOpen).First(); // stable
        // A derivative first met begins with its grant, if any reading allows.
        var begins = impliedBefore ?? (tally.Lines[0].Words.BeginWithAGrant ? 0m : (decimal?)null);
        if (begins is not null && readings.Find(reading => reading.Opening == begins && reading.LeavesOpen == tally.LeavesOpen) is { } beginning
            && (impliedBefore is not null || beginning.Closing == tally.Closing || RunningOrder.UsesUpItsGrant(tally.Lines) || (ByDate(beginning) && !ByDate(tally)))) tally = beginning;
        // Any order but that of the rows is sooner a slip in a letter, where the letter is not what its code says.
        if (tally.Habit != CountingHabit.RowOrder && RunningOrder.WithSlips(readings[0], impliedBefore) is { } slips) return slips;
        if (tally.Contradictions == 0)
        {
            return impliedBefore is { } implied && tally.Opening != implied && RunningOrder.WithContradictedDirections(readings[0], implied) is { } fromNothing ? fromNothing : tally;
        }

        return readings.ConvertAll(reading => RunningOrder.WithContradictedDirections(reading, impliedBefore)).Find(turned => turned is not null) ?? tally;
    }

    private static bool ByDate(Tally tally) => tally.Lines.Zip(tally.Lines.Skip(1)).All(pair => pair.First.On <= pair.Second.On);

    private static (Assignment Assignment, int Open) AsNewAccount(CountedLine line, Tally tally, IReadOnlyList<OpenAccount> accounts, Assignment?[] others, FootnoteNames names)
    {
        if (accounts.Count == 0 && Array.TrueForAll(others, other => other is null)) return (New(tally, doubtful: false), 0);
        if (tally.BeginsWithItsGrant) return (New(tally, doubtful: false), LeftOpen.AnotherGrant);
        if (GoesOnByANote(line, tally, others)) return (New(tally, doubtful: true), LeftOpen.SecondUnderOneName);
        var namedApart = NamedApart(line, others) && !(IsOneOwners(line) && others.Any(other => other is { Account: { } met } && !met.Label.Names(other.Tally.Lines[0].Label) && (IsLostBetween(other.Tally, tally) || IsLostBetween(tally, other.Tally))));
        var doubtful = !line.IsHolding && !namedApart && (line.Words.Table == FormTable.I || accounts.Count > 0);
        // A holding row with another balance is a reason for a second account, and so is a footnote of its own.
        if (line.IsHolding || namedApart || others.Any(other => other is { Tally.Lines: [{ IsHolding: true }] })) return (New(tally, doubtful), LeftOpen.AnotherAccount);
        if (line.Words.LeaveRoomForOne) return (New(tally, doubtful: true), LeftOpen.SecondUnderOneName);
        // The same row twice: two children, two trusts; or without a footnote a balance that is none of the filing's others.
        if (others.Any(other => IsTwin(tally, other))) return (New(tally, doubtful: true), LeftOpen.AnotherAccount);
        // Rows of one footnote that follow one another but for a misprint: the misprint and the gap it leaves are sooner believed.
        if (!line.Label.IsEmpty && FollowsOn(tally, others)) return (New(tally, doubtful: true), LeftOpen.SecondUnderOneName);
        if (IsSoonerAMisprint(tally, accounts, others, names)) return (New(tally, doubtful: true), LeftOpen.SecondUnderOneName);
        if (Array.Exists(others, other => other is not null) && Array.TrueForAll(others, other => other is null || names.ShowThatBothGoOn(tally, other.Tally.Closing))) return (New(tally, doubtful: false), LeftOpen.AnotherAccount);
        if (line.Label.IsEmpty) return (New(tally, doubtful), others.Any(other => IsNear(tally, other)) ? LeftOpen.AnotherOfOneNature : LeftOpen.AnotherAccount);
        if (line.Words.Table == FormTable.I) return (New(tally, doubtful), LeftOpen.AnotherOfOneNature);
        return (New(tally, doubtful), accounts.Count > 0 ? LeftOpen.AnotherSoonerAGap : LeftOpen.AnotherAccount);
    }

    private static (Assignment Assignment, int Open) AsGapOrNewAccount(CountedLine line, Tally tally, IReadOnlyList<OpenAccount> accounts, List<OpenAccount> left, Assignment?[] others, FootnoteNames names)
    {
        if (IsTheEndOfWhatWasHeld(tally) && left.FindAll(account => account.Balance is not null and not 0) is [var held]) return (Gap(tally, held, doubtful: false), LeftOpen.Gap);
        if (left.TrueForAll(account => names.ShowThatBothGoOn(tally, account.Balance) && accounts.Count(other => other.Balance == account.Balance) == 1)) return (New(tally, doubtful: false), LeftOpen.AnotherAccount);
        if (left.TrueForAll(account => AccountFit.IsGrantedLater(account, tally))) return (New(tally, doubtful: false), LeftOpen.AnotherGrant);
        if (tally.BeginsWithItsGrant && line.Words.AreNamedByFootnote) return (New(tally, doubtful: left.Exists(CountsGrantsTogether)), LeftOpen.AnotherGrant);
        var sameLabel = left.FindAll(account => account.Label.Names(line.Label) || (line.Words.AreNamedByFootnote && account.Label.IsOtherWithASentence(line.Label)));
        if (sameLabel.Count == 0 && left.FindAll(account => IsWrittenAnew(line, tally, account)) is [var dated]) sameLabel.Add(dated);
        var apart = line.Words.IsGrantOfItsFootnote && !left.Exists(account => CanHaveBecome(account, tally, left));
        if (sameLabel.Count == 1 && !apart) return (Gap(tally, sameLabel[0], doubtful: false), LeftOpen.Gap);
        // Who counts grants together counts the next with them, whatever note it bears, unless the numbers have nothing in common; and a few more units than are left are dividends on those.
        if (IsGrantToMore(tally) && left.FindAll(account => (CountsGrantsTogether(account) && AreOfOneSize(tally, account)) || AreNextTo(account.Balance ?? 0m, tally.Opening!.Value)) is [var counted])
        {
            return (Gap(tally, counted, doubtful: false), LeftOpen.Gap);
        }
        if (line.Words.IsGrantOfItsFootnote && left.FindAll(account => IsOneUnitOff(tally, account)) is [var rounded]) return (Gap(tally, rounded, doubtful: true), LeftOpen.Gap);
        // Where the footnote is the account's name, another footnote is another account.
        if (line.Words.AreNamedByFootnote && sameLabel.Count == 0 && left.TrueForAll(account => account.Label.Differs(line.Label)))
        {
            if (NamedApart(line, others)) return (New(tally, doubtful: MayBeAfterASplit(tally, left) || MayBeAMisprint(line, tally, left, others)), LeftOpen.AnotherAccount);
            // Two grants of one day have one footnote and each a number of its own; where one of them goes on, the other would have been met with it.
            var byNumber = line.Words.IsGrantOfItsFootnote && !FollowsOn(tally, others) && Array.TrueForAll(others, other => other is null
                || (ShareNoNumber(tally, other.Tally) && (other.Account is null || other.Tally.Lines[0].Label.Differs(line.Label))));
            return (New(tally, doubtful: !byNumber && others.Any(other => other is not null)), FollowsOn(tally, others) ? LeftOpen.AnotherSoonerAGap : LeftOpen.AnotherOfOneFootnote);
        }

        if (apart) return (New(tally, doubtful: tally.Opening is not null), FollowsOn(tally, others) ? LeftOpen.AnotherSoonerAGap : LeftOpen.AnotherAccount);
        // Shares that are acquired from nothing follow on from no account that holds some, and from none of another name.
        if (!line.Words.Owning.IsDirect && !line.Words.LeaveRoomForOne && tally.Opening == 0 && line.Change > 0
            && left.TrueForAll(account => account.Balance is not null and not 0 || FootnoteNames.MayBeAnother(line, account)))
        {
            return (New(tally, doubtful: !left.TrueForAll(account => FootnoteNames.MayBeAnother(line, account))), LeftOpen.AnotherAccount);
        }

        // The same nature with another footnote and quite another balance: a second trust sooner than a lost half.
        if (!line.Words.Owning.IsDirect && !line.Words.LeaveRoomForOne && left.TrueForAll(account => account.Label.Differs(line.Label) && Unlikeness(line, tally, account) > FarOff))
        {
            return (New(tally, doubtful: true), LeftOpen.AnotherAccount);
        }

        var nearest = left.MinBy(account => Distance(tally, account))!;
        var named = line.Words.LeaveRoomForOne || !nearest.Label.Differs(line.Label);
        return (Gap(tally, nearest, doubtful: !ByFarTheNearest(line, tally, nearest, left) || (!line.Words.Owning.IsDirect && !named)), LeftOpen.Gap);
    }

    // Transactions that move nothing and leave nothing begin no account: they say of the one met before that it has come to its end.
    private static bool IsTheEndOfWhatWasHeld(Tally tally) => tally is { Opening: 0, Closing: 0 } && tally.Lines.All(line => line is { IsHolding: false, Change: 0 });

    // The account's note in other words, with the same dates, and a balance that is no other grant's: more than a quarter is left, or what a split makes of it.
    private static bool IsWrittenAnew(CountedLine line, Tally tally, OpenAccount account) => account.Label.KeepsDatesOf(line.Label)
        && tally.Opening is > 0 and { } opening && account.Balance is > 0 and { } balance && (AreOfOneSize(tally, account) || Splits.Ratio(balance, opening) is not null);

    private static bool AreOfOneSize(Tally tally, OpenAccount account) => tally.Opening is { } opening && account.Balance is { } balance && opening * 4 > balance && balance * 4 > opening;

    // Units whose fractions were rounded otherwise; two grants of a thousand and more hardly differ by one.
    private static bool IsOneUnitOff(Tally tally, OpenAccount account) =>
        tally.Opening is >= 1_000 and { } opening && OtherWords.Telling(opening) && account.Balance is { } balance && Math.Abs(opening - balance) <= 1;

    // Units that all but go on from others, under another note.
    private static bool MayBeAMisprint(CountedLine line, Tally tally, List<OpenAccount> left, Assignment?[] others) => line.Words.IsGrantOfItsFootnote && tally.Opening is { } opening
        && (left.Exists(account => AreNextTo(account.Balance ?? 0m, opening)) || others.Any(other => AreNextTo(other?.Tally.Closing ?? 0m, opening)));

    // The number is just what a split into or out of whole shares makes of a grant met before, and with five digits no coincidence; nothing in this filing speaks of one.
    private static bool MayBeAfterASplit(Tally tally, List<OpenAccount> left) => tally is { Opening: > 0 and { } opening, Lines: [{ Words.Table: FormTable.II }, ..] } && OtherWords.Telling(opening, 10_000)
        && left.Exists(account => account.Balance is { } balance && Splits.Ratio(balance, opening) is (1, _) or (_, 1));

    private static decimal Distance(Tally tally, OpenAccount account) =>
        account.Balance is { } balance && tally.Opening is { } opening ? Math.Abs(balance - opening) : decimal.MaxValue;

    // Alone, or within a tenth of the balance while every other account is ten times as far away, and where no footnote can tell more than a tenth.
    private static bool ByFarTheNearest(CountedLine line, Tally tally, OpenAccount nearest, List<OpenAccount> left) => left.Count == 1
        || (Unlikeness(line, tally, nearest) <= FarOff && left.TrueForAll(other => ReferenceEquals(other, nearest) || (Distance(tally, other) / 10 >= Distance(tally, nearest) && !(line.Words.MayBeSeveral && line.Label.IsEmpty && Unlikeness(line, tally, other) <= FarOff))));

    private static Assignment New(Tally tally, bool doubtful) => new(tally, null, Fit.First, null, doubtful ? Doubt.NewAccount : Doubt.None);

    private static Assignment Gap(Tally tally, OpenAccount account, bool doubtful) => new(tally, account, Fit.Gap, null, doubtful ? Doubt.Nearest : Doubt.None);

    /// <summary>Units granted to some that are there already, under words that grants share.</summary>
    public static bool IsGrantToMore(Tally tally) => tally is { Opening: > 0, Lines: [{ IsGrant: true, Words.IsGrantOfItsFootnote: true }, ..] };

    private static bool AreNextTo(decimal one, decimal other) => one != 0 && other != 0 && Nearness.AreWithin(1_000, one, other);

    // A grant, once made, only shrinks, but for dividends, a split, or a filer who counts several together; a new one's own balance is no gap in another.
    private static bool CanHaveBecome(OpenAccount account, Tally tally, List<OpenAccount> left)
    {
        if (tally.Opening is not { } opening) return !AccountFit.ListsAnother(account, tally);
        if (opening < 0) return false;
        if ((account.Balance ?? account.Listed) is not { } balance) return true;
        if (opening <= balance) return tally.Lines[0] is not { IsGrant: true } || opening * 2 >= balance;
        return opening <= balance * FarOff || Splits.Ratio(balance, opening) is not null || left.Exists(CountsGrantsTogether) || opening == left.Sum(other => other.Balance ?? other.Listed ?? 0m);
    }

    // A filer who printed the units of earlier grants with those of a new one: then what a grant leaves is all there is. On one that is seen to begin from nothing, a few units more are dividends.
    private static bool CountsGrantsTogether(OpenAccount account) => account.Balance != 0 && account.Runs.Exists(run => run.Tally.Lines.Any(counted =>
        counted is { IsGrant: true, Change: { } granted, Before: { } before and > 0 } && !(account.Runs[0].Tally.BeginsWithItsGrant && granted * DividendsPart < before)));

    // Joint filers put each entity's direct holdings on lines of their own and say whose in a footnote.
    private static bool NamedApart(CountedLine line, Assignment?[] others) =>
        !line.Label.IsEmpty && Array.TrueForAll(others, other => other is null || line.IsNamedApartFrom(other.Tally.Lines[0]));

    // Shares held directly or by an owner the nature names: transactions that all but follow one another from an account met before are its own, whatever a note says of each, unless a note
    // has named that account already. On a first filing, and of joint filers' funds, the notes are names.
    private static bool IsOneOwners(CountedLine line) => !line.IsHolding && line.Words.AreOneOwnersShares;

    // Transactions of one name that follow one another by amount, shares but for a misprint of less than a thousandth, are one account, though it shows a gap. Grants have numbers near each other.
    private static bool FollowsOn(Tally tally, Assignment?[] others) => others.Any(other => other is not null && other.Tally.Lines[0].Label.Agrees(tally.Lines[0].Label)
        && (LeadsTo(tally, other.Tally) || LeadsTo(other.Tally, tally)));

    // What the rows before leave on the day, and what a note says the balance includes besides; from one day to another such rows may have a history of their own.
    private static bool GoesOnByANote(CountedLine line, Tally tally, Assignment?[] others) => others.Any(other => other is { Tally: { Closing: { } closing, Lines: [{ IsHolding: false } first, ..] } }
        && other.Tally.Lines.All(before => before.On == line.On) && first.Label.Agrees(line.Label) && tally.Opening - closing is { } more && FilingTexts.IsIncluded(line, more));

    private static bool LeadsTo(Tally one, Tally other) => one.Closing is { } closing && other.Opening is { } opening
        && (closing == opening || (one.Lines[0] is { IsHolding: false, Words.Table: FormTable.I } && !other.Lines[0].IsHolding && AreNextTo(closing, opening)));

    // "By LLC" may be several, but nothing ever showed a second: rows that go on from the one account and rows that would, but for no more than a row of this filing moves, are its rows and a misprint.
    private static bool IsSoonerAMisprint(Tally tally, IReadOnlyList<OpenAccount> accounts, Assignment?[] others, FootnoteNames names)
    {
        var line = tally.Lines[0];
        return accounts.Count == 1 && line.Label.IsEmpty && line.Words is { Table: FormTable.I, AreNamedByFootnote: false }
            && others.OfType<Assignment>().ToList() is [{ Account: not null, Fit: Fit.Ties, Tally: var known }] && IsLostBetween(known, tally) && !names.ShowSeveral(known, tally);
    }

    private static bool IsLostBetween(Tally one, Tally other) => one.Closing is { } closing && other.Opening is { } opening && !one.Lines[0].IsHolding
        && Math.Abs(closing - opening) is var lost && lost * 10 <= closing && lost <= one.Lines.Concat(other.Lines).Max(line => Math.Abs(line.Change ?? 0m));

    private static bool IsTwin(Tally tally, Assignment? other) => other is not null && tally.Closing is not null && tally.Opening == other.Tally.Opening && tally.Closing == other.Tally.Closing;

    // That both are left with one number may be a total printed on every line.
    private static bool ShareNoNumber(Tally one, Tally other) => one is { Opening: not null, Closing: not null } && one.Opening != other.Opening && one.Closing != other.Closing;

    private static bool IsNear(Tally tally, Assignment? other) => other?.Tally.Closing is { } theirs && tally.Closing is { } ours && ours != theirs
        && Nearness.AreWithin(Nearness.Tenth, ours, theirs);

    // From nothing (one name) over the difference of the balances (1 to 2) to nothing in common.
    private static decimal Unlikeness(CountedLine line, Tally tally, OpenAccount account)
    {
        if (line.Label.Names(account.Label) || IsWrittenAnew(line, tally, account)) return 0;
        if (tally.Opening is not { } opening || account.Balance is not { } balance) return 2;
        var larger = Math.Max(Math.Abs(opening), Math.Abs(balance));
        return larger == 0 ? 1 : 1 + (Math.Abs(opening - balance) / larger);
    }
}
