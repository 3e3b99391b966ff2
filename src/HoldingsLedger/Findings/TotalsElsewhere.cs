using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Findings;

/// <summary>
/// A filer that is seen to print the total over all grants of a title (domain section 3.7) may have done so wherever a grant's first balance is not known to be its own:
/// a grant first met with a holding or an exercise has nothing before it that would show it. So it may be where all grants in one filing are left with one
/// number, and where a grant's number changed for no reason that is known. Such a balance is in doubt, and no more: grants of one size are common.
/// </summary>
internal static class TotalsElsewhere
{
    /// <summary>Adds to the findings of each account's runs the doubt that its balance may be a total over grants.</summary>
    /// <param name="accounts">All accounts of the person in the issuer.</param>
    /// <param name="findings">The findings of each account so far, by run.</param>
    public static void Doubt(IReadOnlyList<OpenAccount> accounts, List<Dictionary<AccountRun, List<BalanceFinding>>> findings)
    {
        foreach (var title in accounts.Zip(findings).Where(pair => IsGrant(pair.First)).GroupBy(pair => pair.First.LastLine.Words.Title, StringComparer.Ordinal))
        {
            var grants = title.ToList();
            if (grants.Count < 2) continue;
            var seen = grants.Exists(grant => grant.Second.Any(own => own.Value.Exists(finding => Shows(own.Key, finding))));
            foreach (var (account, ofRun) in grants)
            {
                var others = grants.FindAll(grant => !ReferenceEquals(grant.First, account) && CausesInAccounts.IsAnotherGrant(account.LastLine.Words, grant.First.LastLine.Words)).ConvertAll(grant => grant.First);
                foreach (var run in account.Runs.Where(run => MayBeTotal(account, run, Unexplained(ofRun, run), others, seen)))
                {
                    if (!ofRun.TryGetValue(run, out var own)) ofRun[run] = own = [];
                    if (!own.Exists(finding => finding.Cause == FindingCause.TotalOverGrants)) own.Add(Doubted(account, run));
                }
            }
        }
    }

    // A grant that has its price and expiry in the row.
    private static bool IsGrant(OpenAccount account) => account.LastLine.Words is { Table: FormTable.II, Price: not null, ExpiresOn: not null };

    // The filer counts the grants together: a grant started from what others hold, or went on from a number that is no coincidence.
    private static bool Shows(AccountRun run, BalanceFinding finding) => finding.Cause == FindingCause.TotalOverGrants && finding.Kind switch
    {
        FindingKind.OpeningTooLarge => true,
        FindingKind.BalanceGap => run.Tally.Opening is { } opening && OtherWords.Telling(opening, 1_000),
        _ => false,
    };

    private static bool Unexplained(Dictionary<AccountRun, List<BalanceFinding>> ofRun, AccountRun run) =>
        ofRun.TryGetValue(run, out var own) && own.Exists(finding => finding is { Kind: FindingKind.BalanceGap, Cause: FindingCause.Unexplained });

    // Whether the balance of a filing, the first stated of the account or one that nothing explains, may be a total and is not known to be the grant's own.
    private static bool MayBeTotal(OpenAccount account, AccountRun run, bool unexplained, List<OpenAccount> others, bool seen)
    {
        if (run.Tally is not { Opening: { } opening, Closing: { } closing and not 0, Lines: [var line, ..] }) return false;
        if (!unexplained && !ReferenceEquals(run, account.Runs.Find(stated => stated.Tally.Closing is not null))) return false;
        // Granted from nothing, or just what a Form 3 lists: its own.
        if (!unexplained && ((opening == 0 && line.Change > 0) || opening == account.FirstListed)) return false;
        if (!unexplained && others.Exists(other => StartsFromAnothers(account, other) || StartsFromAnothers(other, account))) return true;
        // What an unexplained number is made of, a later filing may show too.
        if (account.Runs.Any(later => (ReferenceEquals(later, run) || (unexplained && later.Statement > run.Statement)) && LeftWithOneNumber(later, others))) return true;
        // Units come to just as many as another grant was last left with.
        if (line is { IsGrant: true } && OtherWords.Telling(opening) && others.Exists(other => other.Runs.LastOrDefault(theirs => theirs.Statement < run.Statement)?.Tally.Closing == opening)) return true;
        if (!seen || !others.Exists(other => other.Runs[0].Statement <= run.Statement)) return false;
        // Where the filing speaks of other grants too, a total over all of them is the same number, or is counted down from one grant to the next.
        var here = InFiling(run, others);
        return here.Count == 0 || here.Exists(theirs => theirs.Tally.Closing == closing || theirs.Tally.Closing == opening || theirs.Tally.Opening == closing);
    }

    // All grants the filing speaks of are left with one number, though they began with others.
    private static bool LeftWithOneNumber(AccountRun run, List<OpenAccount> others)
    {
        var here = InFiling(run, others);
        return here.Count > 0 && run.Tally.Closing is { } closing && OtherWords.Telling(closing, 10) && here.TrueForAll(theirs => theirs.Tally.Closing == closing && theirs.Tally.Opening != run.Tally.Opening);
    }

    private static List<AccountRun> InFiling(AccountRun run, List<OpenAccount> others) =>
        others.SelectMany(other => other.Runs).Where(theirs => theirs.Statement == run.Statement && theirs.Tally.Closing is not null).ToList();

    // Five digits that an exercise of another grant left cannot be this one's by chance.
    private static bool StartsFromAnothers(OpenAccount account, OpenAccount other) => account.Runs.Find(run => run.Tally.Closing is not null) is { Tally.Opening: { } opening } first
        && OtherWords.Telling(opening, 10_000)
        && other.Runs.FindLast(run => run.Statement < first.Statement) is { } before && before.Tally.Closing == opening && before.Tally.Lines.Any(line => line.Change < 0);

    // Until nothing is left: a total of nothing is each grant's.
    private static BalanceFinding Doubted(OpenAccount account, AccountRun run) => new()
    {
        Kind = FindingKind.AmbiguousAccount,
        Cause = FindingCause.TotalOverGrants,
        On = run.FirstDay,
        Since = run.FirstDay,
        Until = account.Runs.Find(later => later.Statement > run.Statement && later.Tally.Closing == 0)?.FirstDay ?? DateOnly.MaxValue,
        Lines = [.. run.Tally.Lines.Select(line => line.Id)],
        Message = $"Other numbers of this title are counted over several grants, or are the same; this balance, {(run.Gap == 0 ? "the first of this grant" : "which nothing held explains")}, may be the total over all of them.",
    };
}
