using HoldingsLedger.Forms;

namespace HoldingsLedger.Holdings;

/// <summary>Why lines could belong to another account just as well.</summary>
internal enum Doubt
{
    None,

    /// <summary>Another account goes on from this balance too, or the footnote names another.</summary>
    AnotherFits,

    /// <summary>No account has this balance; the nearest is taken.</summary>
    Nearest,

    /// <summary>No account has this balance; one met before may be meant, or the one begun here.</summary>
    NewAccount,

    /// <summary>Lines that footnotes name apart follow one another by amount: the balance may be the total over all of them.</summary>
    MayBeTotal,
}

/// <summary>Where lines could have been put to another account just as well: "where that stays ambiguous, a finding" (domain section 3.9).</summary>
internal static class AccountDoubts
{
    // Four digits that are no trailing zeros: two accounts hold as much by chance once in thousands.
    private const decimal TellingElsewhere = 1_000;

    /// <summary>Whether an account other than the one taken could be meant by lines that go on from its balance.</summary>
    /// <param name="fit">The fit taken.</param>
    /// <param name="fits">All fits of the filing's parts with the accounts.</param>
    /// <param name="taken">Accounts that parts go on from so far, this one included.</param>
    /// <param name="accounts">The accounts these words have meant so far.</param>
    public static Doubt OfFit(AccountFit fit, List<AccountFit> fits, HashSet<OpenAccount> taken, IReadOnlyList<OpenAccount> accounts) =>
        AnotherIsMeant(fit, fits, taken, accounts) ? Doubt.AnotherFits : IsLessThanListed(fit) ? Doubt.Nearest : Doubt.None;

    // Units that a Form 3 lists and a vesting that starts from fewer: that grant, or one whose filing is not held.
    private static bool IsLessThanListed(AccountFit fit) =>
        fit is { Fit: Fit.Unknown, Account.Listed: { } listed, Tally.Opening: { } opening } && opening != listed && fit.Account.FirstLine.Words.IsGrantOfItsFootnote;

    private static bool AnotherIsMeant(AccountFit fit, List<AccountFit> fits, HashSet<OpenAccount> taken, IReadOnlyList<OpenAccount> accounts)
    {
        // Whichever used-up account goes on, the balances are the same.
        if (fit.Fit == Fit.Ties && fit.Tally.Opening == 0) return false;
        var label = fit.Tally.Lines[0].Label;
        var others = fits.FindAll(other => other.Part == fit.Part && other.Account != fit.Account);
        // The balance is one account's, the footnote names another, or speaks against a balance that several had.
        if (fit.Fit == Fit.Ties && label.Differs(fit.Account.Label)
            && (accounts.Any(other => other.Label.Names(label)) || others.Exists(other => other.Fit == Fit.Ties))) return true;
        // A footnote that is the account's name is another one's now: reworded, or another account that holds as much. A balance is telling with
        // five digits that are no trailing zeros.
        if (fit.Fit == Fit.Ties && FootnoteNames.MayBeAnother(fit.Tally.Lines[0], fit.Account) && !label.Reworded(fit.Account.Label, OtherWords.Telling(fit.Tally.Opening!.Value, 10_000))) return true;
        // Reported late, it may be in the balance of another that is left with just as much already.
        if (fit.Fit == Fit.Ties && fit.Tally is { Closing: { } closing, Lines: [{ Words.MayBeSeveral: true } first, ..] } && closing != fit.Tally.Opening && !LateReports.InTime(first)
            && accounts.Any(other => other != fit.Account && other.Balance == closing && other.LastOn >= first.On && !label.Differs(other.Label))) return true;
        // Another account with the same words and balance, and no footnote to say which: either could be meant, unless the filing has such lines for each of them (two children, equal gifts).
        var alike = others.FindAll(other => other.Open == fit.Open && other.Fit == fit.Fit);
        return fit.Tally.Closing != fit.Tally.Opening && alike.Exists(other => !taken.Contains(other.Account))
            && fits.Count(twin => twin.Account == fit.Account && twin.Fit == fit.Fit && twin.Tally.Opening == fit.Tally.Opening && twin.Tally.Closing == fit.Tally.Closing) <= alike.Count;
    }

    /// <summary>The assignments of a filing, with those in doubt that another division of its lines would put elsewhere, or that may count others with them.</summary>
    /// <param name="assignments">The filing's lines of some words, as they are put to accounts.</param>
    /// <param name="accounts">The accounts these words have meant so far.</param>
    public static List<Assignment> Doubted(List<Assignment> assignments, IReadOnlyList<OpenAccount> accounts)
    {
        var doubted = assignments.ConvertAll(one => OfSeveralNames(one) ? In(Doubt.MayBeTotal, one) : one);
        if (assignments.Count > 1 || accounts.Any(account => account.Balance is > 0)) doubted = doubted.ConvertAll(one => IsGrantFromMore(one) ? In(Doubt.MayBeTotal, one) : one);
        // A second account under one name: the lines of the first may belong to it, unless they go on from a number that is nobody else's.
        var seconds = doubted.FindAll(one => one is { Account: null, Doubt: not Doubt.None });
        doubted = doubted.ConvertAll(one => (!GoesOnFromATellingNumber(one) || seconds.Exists(second => IsOneTotalAfterASplit(one, second))) && seconds.Exists(second => !NamedApart(one, second)) ? In(Doubt.NewAccount, one) : one);
        // And the lines of the second to the first, if they go on nearly where it ends: all that speaks against it may be a misprint.
        doubted = doubted.ConvertAll(one => doubted.Exists(second => !ReferenceEquals(one, second) && !NamedApart(one, second) && MayGoOnFrom(one, second)) ? In(Doubt.NewAccount, one) : one);
        // What is left of a late transaction's day, and what a holding row has when the filing is written, are two accounts or one that changed between.
        doubted = doubted.ConvertAll(one => doubted.Exists(other => !NamedApart(one, other) && (IsOfAnEarlierDay(one, other) || IsOfAnEarlierDay(other, one))) ? In(Doubt.NewAccount, one) : one);
        return doubted.ConvertAll(one => doubted.Exists(other => !ReferenceEquals(one, other) && OneTotal(one, other)) ? In(Doubt.MayBeTotal, one) : one);
    }

    private static bool IsOfAnEarlierDay(Assignment one, Assignment holding) => one is { Account: null, Tally.Lines: [{ Words: { Table: FormTable.I, Owning.IsDirect: false } }, ..] } && holding is { Account: null, Tally.Lines: [{ IsHolding: true } held] }
        && one.Tally.Lines.All(line => !line.IsHolding && !LateReports.InTime(line) && line.On < held.On);

    private static bool NamedApart(Assignment one, Assignment other) => one.Tally.Lines[0].IsNamedApartFrom(other.Tally.Lines[0]);

    // Transactions that fit no account, and begin within a tenth of where the other's end.
    private static bool MayGoOnFrom(Assignment one, Assignment second) =>
        (second.Fit == Fit.Gap || second is { Account: null, Doubt: not Doubt.None })
        && second.Tally is { Opening: { } opening, Lines: [{ IsHolding: false, Words.Table: FormTable.I }, ..] } && one.Tally is { Closing: { } closing, Lines: [{ IsHolding: false }, ..] }
        && Nearness.AreWithin(Nearness.Tenth, opening, closing);

    private static Assignment In(Doubt doubt, Assignment one) => one.Doubt == Doubt.None ? one with { Doubt = doubt } : one;

    private static bool GoesOnFromATellingNumber(Assignment one) => one is { Fit: Fit.Ties, Tally.Opening: { } opening } && OtherWords.Telling(opening, 1_000);

    // Two rows that are one as the other, of two accounts; or a total printed on both, after both changes, and a split before what they would start from together.
    private static bool IsOneTotalAfterASplit(Assignment one, Assignment second) => one is { Tally: { Opening: { } before, Closing: { } after } } && second.Tally.Opening == before && second.Tally.Closing == after
        && Findings.Splits.Ratio(before, before + before - after) is not null;

    // One of several grants of a filing, or of all those held, that starts from more than nothing: it may contain the others.
    private static bool IsGrantFromMore(Assignment one) => one.Account is null && PartWithoutFit.IsGrantToMore(one.Tally);

    // A new account under several names, put together by nothing but the amounts.
    private static bool OfSeveralNames(Assignment one) => one.Tally.Lines is [var first, ..]
        && one.Fit is Fit.First or Fit.Unknown && !first.Words.LeaveRoomForOne
        && one.Tally.Lines.Any(line => line.Label.Differs(first.Label));

    // Lines under several names that follow one another by amount, or print one total, may be a total over all of them.
    private static bool OneTotal(Assignment one, Assignment other) => MayBeTotal(one) && MayBeTotal(other)
        && (one.Tally.Closing == other.Tally.Opening || one.Tally.Opening == other.Tally.Closing || one.Tally.Closing == other.Tally.Closing);

    private static bool MayBeTotal(Assignment one) => one.Fit is Fit.First or Fit.Unknown or Fit.Gap
        && one.Tally is { Closing: { } closing, Opening: { } opening } && closing != 0 && opening != 0 && opening != closing;

    /// <summary>What stands under words that may be written otherwise here, while no number says so: an option that a split repriced, an owner misspelt or shortened.</summary>
    /// <param name="at">The filing's place in the order of acceptance.</param>
    /// <param name="words">Its words, which are new.</param>
    /// <param name="accounts">The accounts of these words.</param>
    /// <param name="all">All accounts of the person in the issuer.</param>
    /// <param name="spokenIn">In which filings each wording stands.</param>
    public static void OfOtherWords(int at, AccountWords words, List<OpenAccount> accounts, List<OpenAccount> all, Func<Dictionary<AccountWords, List<int>>> spokenIn)
    {
        var begun = accounts.FindAll(account => account.Runs is [{ } first] && first.Statement == at);
        if (begun.Count == 0) return;
        foreach (var old in all.Where(old => old.Balance is not null and not 0 && old.Runs[^1].Statement < at && OtherWords.MayBeMeant(old.LastLine.Words, words, spokenIn)))
        {
            old.Doubts.AddRange(begun.Select(account => (account.Runs[0], old.Runs.Count, old.LastOn)));
        }
    }

    /// <summary>
    /// What a filing first speaks of under some title or way of owning, and another account of which it says nothing held as much: it moved whole, or is counted in both.
    /// Under another owner's name about as much (of an option, as much by a split) may be the same account too, unless some filing speaks of both. And options that are acquired beside
    /// just as many of their series, exercisable from another day, may be counted with those, as may what stands under another date or owner of which no filing speaks beside the old.
    /// </summary>
    /// <param name="at">The filing's place in the order of acceptance.</param>
    /// <param name="all">All accounts of the person in the issuer.</param>
    /// <param name="spokenIn">In which filings each wording stands.</param>
    public static void OfNumbersElsewhere(int at, List<OpenAccount> all, Func<Dictionary<AccountWords, List<int>>> spokenIn)
    {
        foreach (var account in all.Where(account => account.Runs is [{ Tally.Opening: > 0 } run] && run.Statement == at).ToList())
        {
            var (words, opening) = (account.LastLine.Words, account.Runs[0].Tally.Opening!.Value);
            foreach (var other in all.Where(other => other.Balance is > 0 && (IsOfItsSeries(other) || (other.Runs[^1].Statement < at && (MovedWhole(other) || IsUnderOtherTerms(other) || IsUnderAnotherName(other))))))
            {
                other.Doubts.Add((account.Runs[0], other.Runs.Count, other.LastOn));
                account.Doubts.Add((other.Runs[^1], 1, account.Runs[0].FirstDay));
            }

            bool HoldsAsMany(OpenAccount other) => other.Balance == opening && OtherWords.Telling(opening, TellingElsewhere);
            bool MovedWhole(OpenAccount other) => HoldsAsMany(other) && words.Table == FormTable.I && other.LastLine.Words is { Table: FormTable.I } old && old.InDollars == words.InDollars;
            bool IsUnderOtherTerms(OpenAccount other) => other.Balance == opening && OtherWords.Telling(opening) && other.LastLine.Words is var old && old != words
                && OtherWords.OnlyDatesOrOwnerDiffer(old, words) && !OtherWords.Together(spokenIn(), old, words);
            bool IsOfItsSeries(OpenAccount other) => HoldsAsMany(other) && account.FirstLine.Change > 0 && OtherWords.OnlyTheExercisableDayDiffers(other.LastLine.Words, words);
            bool IsUnderAnotherName(OpenAccount other) => other.LastLine.Words is var old && old.Table == words.Table && old.InDollars == words.InDollars
                && OtherWords.OwnersDiffer(old, words) && IsAbout(old, other.Balance!.Value, words, opening) && !OtherWords.Together(spokenIn(), old, words);
        }
    }

    // Within a tenth; within a quarter, or as much as a split leaves, where one name says more than the other.
    private static bool IsAbout(AccountWords old, decimal before, AccountWords words, decimal after)
    {
        var saysMore = words.Owning.SaysMoreOrLess(old.Owning);
        return Nearness.AreWithin(saysMore ? 4 : Nearness.Tenth, before, after) || ((saysMore || words.Table == FormTable.II) && Findings.Splits.Ratio(before, after) is not null);
    }

    /// <summary>
    /// An account that begins here with a balance which another of its words had before or nearly has, or on a day before filings that left a gap there: some lines counted
    /// there may be this one's. Of two equal trusts the numbers do not say which of them moved.
    /// </summary>
    public static void OfEquals(int at, List<OpenAccount> accounts)
    {
        foreach (var begun in accounts.Where(account => account.Runs is [{ Tally.Opening: > 0 } run] && run.Statement == at && account.FirstLine.Words.MayBeSeveral))
        {
            var (first, opening) = (begun.Runs[0], begun.Runs[0].Tally.Opening!.Value);
            foreach (var other in accounts.Where(other => other.Runs[0].Statement < at && !other.Label.Differs(begun.Label)))
            {
                var known = other.Runs.FindAll(run => run.Statement < at);
                var may = known.Find(run => OtherWords.Telling(opening) && run.Tally.Lines.Any(line => line.Stated == opening || line.Before == opening))
                    ?? known.Find(run => run.Gap != 0 && run.FirstDay > first.FirstDay)
                    ?? (known.Count == other.Runs.Count && other.Balance is { } balance && Nearness.AreWithin(Nearness.Tenth, balance, opening) ? known[^1] : null);
                if (may is null) continue;
                other.Doubts.Add((first, other.Runs.Count, may.FirstDay));
                begun.Doubts.Add((may, 1, first.FirstDay));
            }
        }
    }

    /// <summary>A holding that an amendment adds beside others of its name, or of one that may be reworded, is one more, or what one of them should have been.</summary>
    public static void OfAddedHoldings(int at, List<OpenAccount> accounts)
    {
        var here = accounts.Where(account => account.Runs[^1] is { Tally.Lines: [{ IsHolding: true }] } run && run.Statement == at).ToList();
        foreach (var added in here.Where(account => account.Runs[^1].Tally.Lines[0].IsAdded))
        {
            var others = here.FindAll(other => !ReferenceEquals(other, added) && !other.Runs[^1].Tally.Lines[0].IsAdded && (!other.Label.Differs(added.Label) || other.Label.Reworded(added.Label, tellingBalance: true)));
            foreach (var other in others) other.Doubts.Add((added.Runs[^1], other.Runs.Count, other.Runs[^1].FirstDay));
            if (others.Count > 0) added.Doubts.Add((others[0].Runs[^1], added.Runs.Count, added.Runs[^1].FirstDay));
        }
    }

    /// <summary>
    /// What a filing leaves on a day before another account of its words was first met, with just as much (of a grant that begins here, about as much): accepted in
    /// the other order they would have been one.
    /// </summary>
    public static void OfBalancesThatMeet(int at, List<OpenAccount> accounts)
    {
        if (accounts.Count < 2) return;
        foreach (var account in accounts.Where(account => account.Runs[^1] is { Tally.Closing: > 0, Lines.Count: > 0 } run && run.Statement == at).ToList())
        {
            var run = account.Runs[^1];
            foreach (var other in accounts.Where(other => other.Runs[0] is { Tally.Opening: > 0 } first && first.Statement < at && !ReferenceEquals(other, account) && other.ZeroFrom is null
                && run.Lines.All(line => line.On <= first.FirstDay) && Meet(run, first)).ToList())
            {
                other.Doubts.Add((run, other.Runs.Count, run.FirstDay));
                account.Doubts.Add((other.Runs[0], account.Runs.Count, run.FirstDay));
            }
        }
    }

    private static bool Meet(AccountRun late, AccountRun first)
    {
        var (closing, opening) = (late.Tally.Closing!.Value, first.Tally.Opening!.Value);
        return (closing == opening && OtherWords.Telling(closing, TellingElsewhere)) || (late is { Fit: Fit.First, Tally.BeginsWithItsGrant: true } && Nearness.AreWithin(Nearness.Tenth, closing, opening));
    }

    /// <summary>The accounts of the same words that a filing seems not to speak of could be the ones meant by its doubtful lines.</summary>
    public static void OfThoseLeftOut(List<OpenAccount> leftOut, List<AccountRun> doubtful)
    {
        foreach (var account in leftOut.Where(account => account.Balance != 0))
        {
            account.Doubts.AddRange(doubtful.Select(run => (run, account.Runs.Count, account.LastOn)));
        }
    }
}
