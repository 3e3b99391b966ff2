using System.Globalization;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Findings;

/// <summary>
/// First balances that contain more than the grant they stand at: a grant starts from nothing, and a Form 3 says what was held. Many filers print the total over all
/// grants of a title (domain section 3.7); where nothing shows that, the opening stays unexplained.
/// </summary>
internal static class OpeningsTooLarge
{
    /// <summary>The cause and the sentence; <c>null</c> where the account's first stated balance is not too large.</summary>
    public static (FindingCause Cause, string Message)? Of(OpenAccount account, AccountRun run, GapCauses causes)
    {
        if (run.Tally is not { Opening: { } opening and > 0, Lines: [var line, ..] } || !IsFirstStated(account, run)) return null;
        var terms = line.Words is { Price: not null, ExpiresOn: not null };
        if (Why(account, run, line, opening) is not { } why)
        {
            return terms && causes.IsTotalOverGrants(account, run, countedTogether: true)
                ? (FindingCause.TotalOverGrants, $"{Number(opening)} were held before it, as was last printed of other grants of the title: the balance is the total over all of them.")
                : null;
        }

        var held = $"{why}, and yet {Number(opening)} were held before it";
        if (CausesInBalances.PriceOfASplit(account.FirstLine.Words, account.FirstListed, line.Words, opening) is { } prices) return (FindingCause.Split, $"{held}: {GapCauses.InWords(FindingCause.Split)} ({prices}).");
        var granted = account.FirstListed is null && TermBegins(line) && !causes.GoesOnFromAnotherTitle(account, run) && !causes.GrantsAreCountedEachByItself(account, run);
        if (granted) return (FindingCause.TotalOverGrants, string.Create(CultureInfo.InvariantCulture, $"{held}: the balance is the total over all grants of the title (its term, which ends on {line.Words.ExpiresOn:yyyy-MM-dd}, begins on that day)."));
        if (causes.IsTotalOverGrants(account, run, countedTogether: false)) return (FindingCause.TotalOverGrants, $"{held}: the balance is the total over all grants of the title.");
        return account.ZeroFrom is null && (terms || account.FirstListed is not null) ? (FindingCause.Unexplained, $"{held}: nothing held says why.") : null;
    }

    private static bool IsFirstStated(OpenAccount account, AccountRun run) => run.Previous is null || (account.ZeroFrom is not null && ReferenceEquals(run, account.Runs[0]));

    private static string? Why(OpenAccount account, AccountRun run, CountedLine line, decimal opening)
    {
        // What could be exercised before that day was there before it: traded warrants, a further part of an older grant.
        var older = line.Words.ExercisableOn < line.On && !TermBegins(line);
        if (ReferenceEquals(run, account.Runs[0]) && line is { IsGrant: true } && !older) return "A grant starts from nothing";
        return account.FirstListed is { } listed && opening > listed ? $"A Form 3 lists {Number(listed)}" : null;
    }

    // It expires a number of whole years after the line's day, give or take a day: it was granted then.
    private static bool TermBegins(CountedLine line) => line is { DateMissing: false, Words.ExpiresOn: { } ends } && ends.Year - line.On.Year is >= 1 and <= 15
        && Math.Abs(line.On.AddYears(ends.Year - line.On.Year).DayNumber - ends.DayNumber) <= 1;

    private static string Number(decimal number) => number.ToString("#,0.####", CultureInfo.InvariantCulture);
}
