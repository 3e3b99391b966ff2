using HoldingsLedger.Findings;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Holdings;

/// <summary>
/// Whether an account met under new words is an old one (domain section 3.10): "an account goes on where its balance goes on". Table II terms
/// that one filing prints and another leaves to a footnote are no other security. A title or nature that changed needs
/// the same, telling number (a nature that shortens the other, the same number), and the two wordings must never stand in one filing. A split changes a derivative's price and
/// number in one ratio.
/// </summary>
internal static class OtherWords
{
    private const decimal ToTheCent = 0.01m;

    public static OpenAccount? GoingOn(
        List<OpenAccount> accounts, Tally tally, AccountWords words, int statement, Func<Dictionary<AccountWords, List<int>>> spokenIn)
    {
        OpenAccount? found = null;
        foreach (var account in accounts)
        {
            var old = account.LastLine.Words;
            if (old.Table != words.Table || old.InDollars != words.InDollars || old.Owning.IsDirect != words.Owning.IsDirect) continue;
            if (account.Runs.Count == 0 || account.Runs[^1].Statement == statement) continue;
            var sameTerms = SameTerms(old, words);
            var split = IsSplit(old, account.Balance ?? account.Listed, words, tally.Opening);
            var repriced = (IsRepriced(old, words) || AreUnitsOfAnyPrice(old, words)) && account.Balance == tally.Opening && tally.Opening is { } units && Telling(units);
            if (!sameTerms && !split && !repriced && !OnlyWordsDiffer(old, words)) continue;
            var goesOn = split || repriced || (account.Balance, tally.Opening) switch
            {
                ({ } balance, { } opening) => balance == opening && opening != 0 && (sameTerms || Telling(opening) || OwnerShortened(old, words)),
                // What a Form 3 lists of it was held, whatever it is called later.
                (null, { } opening) => sameTerms || (account.Listed == opening && Telling(opening)),
                (null, null) => sameTerms,
                _ => false,
            };
            // Words that only footnotes fill with terms are many grants': that the filing speaks of another one is no reason against this one.
            if (!goesOn || (!(sameTerms && old.IsGrantOfItsFootnote && account.Balance is { } left && Telling(left)) && Together(spokenIn(), old, words))) continue;
            if (found is null) found = account;
            // Two could be meant: neither is, unless they are as like as two grants of one day, of which each goes on once.
            else if (found.LastLine.Words != old || found.Balance != account.Balance) return null;
        }

        return found;
    }

    /// <summary>The same words, but for a price or date that one of them leaves out.</summary>
    public static bool SameTerms(AccountWords one, AccountWords other) =>
        string.Equals(one.Title, other.Title, StringComparison.Ordinal) && one.Owning == other.Owning && one.Table == FormTable.II
        && Agree(one.Price, other.Price) && Agree(one.ExercisableOn, other.ExercisableOn) && Agree(one.ExpiresOn, other.ExpiresOn);

    /// <summary>A split makes more units of a derivative and its price as much lower: the same terms, in one usual ratio.</summary>
    public static bool IsSplit(AccountWords old, decimal? before, AccountWords words, decimal? after)
    {
        if (words.Table != FormTable.II || old.Price is not { } was || words.Price is not { } price || was == price) return false;
        if (!string.Equals(old.Title, words.Title, StringComparison.Ordinal) || old.Owning != words.Owning) return false;
        if (!Agree(old.ExercisableOn, words.ExercisableOn) || !Agree(old.ExpiresOn, words.ExpiresOn)) return false;
        return before is { } had && after is { } has && Splits.Ratio(had, has) is { } ratio && Math.Abs((price * ratio.New) - (was * ratio.Old)) <= ratio.New * ToTheCent;
    }

    /// <summary>Whether the old words may mean what the new ones do, though the balance does not go on; never where both stand in one filing.</summary>
    public static bool MayBeMeant(AccountWords old, AccountWords words, Func<Dictionary<AccountWords, List<int>>> spokenIn) =>
        (MayBeRepriced(old, words) || IsNameWrittenOtherwise(old, words)) && !Together(spokenIn(), old, words);

    private static bool IsNameWrittenOtherwise(AccountWords old, AccountWords words) => old.Table == words.Table && old.InDollars == words.InDollars
        && string.Equals(old.Title, words.Title, StringComparison.Ordinal) && old.Owning != words.Owning
        && Agree(old.Price, words.Price) && Agree(old.ExercisableOn, words.ExercisableOn) && Agree(old.ExpiresOn, words.ExpiresOn)
        && (old.Owning.Shortens(words.Owning) || old.Owning.IsMisspelt(words.Owning));

    // Units of the old price may be those of one so many times lower or higher, as a split makes it, while their number says nothing.
    private static bool MayBeRepriced(AccountWords old, AccountWords words) => OnlyThePriceDiffers(old, words) && old.Price is { } was && words.Price is { } price
        && Enumerable.Range(2, 49).Any(ratio => Math.Abs(price - (was / ratio)) <= ToTheCent / 2 || Math.Abs(price - (was * ratio)) <= ToTheCent / 2);

    /// <summary>
    /// A reverse split made the price so many times as high, while the units stay: warrants are adjusted so. Whether they do, the number tells. Options are granted at
    /// several prices on one day, of which one may be twice another, and a split that lowers a price makes more units: both are only doubted.
    /// </summary>
    private static bool IsRepriced(AccountWords old, AccountWords words) => words.Title.Contains("warrant", StringComparison.Ordinal) && OnlyThePriceDiffers(old, words)
        && old.Price is { } was && words.Price is { } price && Enumerable.Range(2, 49).Any(ratio => Math.Abs(price - (was * ratio)) <= ToTheCent / 2);

    // Units have no price; some filers put the market's of each day there. An option on units ("of a partnership") has one, and ends.
    private static bool AreUnitsOfAnyPrice(AccountWords old, AccountWords words) => words is { Table: FormTable.II, ExpiresOn: null } && words.Title.EndsWith("unit", StringComparison.Ordinal) && old with { Price = words.Price } == words;

    private static bool OnlyThePriceDiffers(AccountWords old, AccountWords words) =>
        words.Table == FormTable.II && string.Equals(old.Title, words.Title, StringComparison.Ordinal) && old.Owning == words.Owning
        && old.ExpiresOn is { } ends && words.ExpiresOn == ends && old.ExercisableOn == words.ExercisableOn && old.Price is > 0 && old.Price != words.Price;

    /// <summary>One derivative, but for the day from which it is exercisable: who buys some of a series on several days may give the day of each purchase.</summary>
    public static bool OnlyTheExercisableDayDiffers(AccountWords one, AccountWords other) => one.ExercisableOn != other.ExercisableOn
        && one is { Table: FormTable.II, ExpiresOn: not null } && one with { ExercisableOn = null } == other with { ExercisableOn = null };

    /// <summary>One derivative, but for its dates or for the way of owning it.</summary>
    public static bool OnlyDatesOrOwnerDiffer(AccountWords one, AccountWords other) => one.Table == FormTable.II
        && (one with { Owning = other.Owning } == other || one with { ExercisableOn = other.ExercisableOn, ExpiresOn = other.ExpiresOn } == other);

    /// <summary>One security, held for somebody under another name; a derivative's price as a split may have left it.</summary>
    public static bool OwnersDiffer(AccountWords one, AccountWords other) =>
        string.Equals(one.Title, other.Title, StringComparison.Ordinal) && one.Owning != other.Owning && !one.Owning.IsDirect && !other.Owning.IsDirect
        && (one.Table == FormTable.I || (one.ExpiresOn is { } ends && other.ExpiresOn == ends));

    private static bool OnlyWordsDiffer(AccountWords one, AccountWords other) =>
        (string.Equals(one.Title, other.Title, StringComparison.Ordinal) || one.Owning == other.Owning)
        && Agree(one.Price, other.Price) && Agree(one.ExercisableOn, other.ExercisableOn) && Agree(one.ExpiresOn, other.ExpiresOn);

    private static bool OwnerShortened(AccountWords one, AccountWords other) => string.Equals(one.Title, other.Title, StringComparison.Ordinal) && one.Owning.Shortens(other.Owning);

    private static bool Agree<T>(T? one, T? other)
        where T : struct, IEquatable<T> => one is null || other is null || one.Value.Equals(other.Value);

    /// <summary>1,000 shares are held by anybody; 34,098,597 are not. Three digits that are no trailing zeros tell, or as many more as <paramref name="least"/> has.</summary>
    public static bool Telling(decimal balance, decimal least = 100)
    {
        while (balance != 0 && balance % 10 == 0) balance /= 10;
        return balance >= least;
    }

    /// <summary>Whether one filing has both wordings.</summary>
    public static bool Together(Dictionary<AccountWords, List<int>> spokenIn, AccountWords one, AccountWords other)
    {
        if (!spokenIn.TryGetValue(one, out var places) || !spokenIn.TryGetValue(other, out var others)) return false;
        return places.Exists(others.Contains);
    }
}
