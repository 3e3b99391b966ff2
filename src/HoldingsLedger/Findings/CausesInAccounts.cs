using System.Globalization;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Findings;

/// <summary>Causes that show when an insider's accounts are held against each other.</summary>
internal static class CausesInAccounts
{
    /// <summary>
    /// Moved between ways of owning, without a line: another way of owning the same title has a gap as large the other way while their days overlap, or
    /// is new and opens with the amount, or a line of this filing gives the amount away; or all gaps of the title in this filing cancel.
    /// </summary>
    public static GapCause? OtherWayOfOwning(Gap gap)
    {
        var inThisFiling = new List<(OpenAccount Account, AccountRun Run)>();
        foreach (var other in gap.OtherAccounts)
        {
            if (!IsOtherWay(gap.Words, other.LastLine.Words)) continue;
            foreach (var theirs in other.Runs)
            {
                if (Mirrors(gap, other, theirs) is { } mirrored) return new(FindingCause.MovedBetweenWaysOfOwning, $"{WayOf(other)}, {mirrored}");
                if (theirs.Statement == gap.Run.Statement && !Begins(other, theirs) && theirs.Gap != 0) inThisFiling.Add((other, theirs));
            }
        }

        return inThisFiling.Count > 0 && inThisFiling.Sum(one => one.Run.Gap) + gap.Amount == 0 ? new(FindingCause.MovedBetweenWaysOfOwning, InWords(inThisFiling)) : null;
    }

    /// <summary>
    /// Put together: what this filing has more of the title is, to the share, what one account held that no filing speaks of from here on, or all of them, or all
    /// that were held directly. What notes at the balance say a plan acquired may stand beside it.
    /// </summary>
    public static GapCause? PutTogether(Gap gap)
    {
        if (gap.Words.Table != FormTable.I || !OtherWords.Telling(Math.Abs(gap.Amount))) return null;
        var at = gap.Run.Statement;
        var ofTitle = gap.OtherAccounts.Where(other => other.LastLine.Words is { Table: FormTable.I } theirs && string.Equals(theirs.Title, gap.Words.Title, StringComparison.Ordinal)).ToList();
        var gone = ofTitle.FindAll(other => other.Runs[^1].Statement < at && other.Runs[^1] is { Tally: { Closing: > 0, Lines.Count: > 0 } });
        if (gone.Count == 0) return null;
        var beside = ofTitle.SelectMany(other => other.Runs.Where(theirs => theirs.Statement == at && !Begins(other, theirs) && theirs.Gap != 0).Select(theirs => (Account: other, Run: theirs))).ToList();
        var sets = gone.ConvertAll(one => new List<OpenAccount> { one });
        if (gone.Count > 1) sets.Add(gone);
        if (gone.FindAll(one => one.LastLine.Words.Owning.IsDirect) is { Count: > 1 } direct && direct.Count < gone.Count) sets.Add(direct);
        foreach (var set in sets)
        {
            var held = set.Sum(one => one.Runs[^1].Tally.Closing!.Value);
            var shown = $"{string.Join("; ", set.Select(one => $"{WayOf(one)} {Number(one.Runs[^1].Tally.Closing!.Value)}, {one.Runs[^1].Tally.Lines[^1].Id}"))}, of which no filing speaks from here on";
            if (held == gap.Amount) return new(FindingCause.MovedBetweenWaysOfOwning, shown) { Emptied = set };
            if (beside.Count > 0 && held == gap.Amount + beside.Sum(one => one.Run.Gap)) return new(FindingCause.MovedBetweenWaysOfOwning, $"{InWords(beside)}; {shown}") { Emptied = set };
            if (WithoutPlans(gap).Any(rest => rest == held)) return new(FindingCause.MovedBetweenWaysOfOwning, shown + PlansAside) { Emptied = set };
        }

        return null;
    }

    /// <summary>
    /// Put together under a new name: what this account has less is, to the share, what an account begun in this filing has more than one that no filing speaks of from here on.
    /// What notes at the balance say a plan acquired may stand beside it.
    /// </summary>
    public static GapCause? PutUnderANewName(Gap gap)
    {
        if (gap.Words.Table != FormTable.I || gap.Amount >= 0) return null;
        var at = gap.Run.Statement;
        var others = gap.OtherAccounts.Where(other => IsOtherWay(gap.Words, other.LastLine.Words)).ToList();
        foreach (var begun in others.Where(other => other.Runs[0].Statement == at && Begins(other, other.Runs[0])))
        {
            if (begun.Runs[0].Tally.Opening is not { } opening) continue;
            foreach (var gone in others.Where(other => other.Runs[^1] is { Tally: { Closing: > 0, Lines.Count: > 0 } } last && last.Statement < at && !other.LastLine.Words.Owning.IsDirect))
            {
                var moved = opening - gone.Runs[^1].Tally.Closing!.Value;
                if (moved <= 0 || !OtherWords.Telling(moved, 1_000) || !WithoutPlans(gap).Any(rest => rest == -moved)) continue;
                return new(FindingCause.MovedBetweenWaysOfOwning, $"{WayOf(begun)}, {ShownBy(begun.Runs[0])}, has as much more than {WayOf(gone)} had, of which no filing speaks from here on{(gap.Amount == -moved ? "" : PlansAside)}") { Emptied = [gone] };
            }
        }

        return null;
    }

    /// <summary>Units vest, a class is converted, deferred stock is paid out: in one filing, owned in one way, without a line.</summary>
    public static GapCause? OtherSecurity(Gap gap) => OtherSecurity(gap, gap.Amount);

    public static GapCause? OtherSecurity(Gap gap, decimal amount)
    {
        if (gap.Words.Table != FormTable.I || Math.Abs(amount) < 10) return null;
        var byTitle = new Dictionary<string, (decimal Gap, CountedLine Line)>(StringComparer.Ordinal);
        var siblings = amount;
        foreach (var other in gap.OtherAccounts)
        {
            if (other.LastLine.Words is not { Table: FormTable.I } theirs || theirs.Owning != gap.Words.Owning) continue;
            foreach (var moved in other.Runs.Where(moved => moved.Statement == gap.Run.Statement && moved.GapAsFiled is not null && moved.GapAsFiled != 0 && moved.Tally.Lines.Count > 0))
            {
                if (string.Equals(theirs.Title, gap.Words.Title, StringComparison.Ordinal))
                {
                    siblings += moved.GapAsFiled!.Value;
                    continue;
                }

                var sum = byTitle.TryGetValue(theirs.Title, out var already) ? already.Gap : 0m;
                byTitle[theirs.Title] = (sum + moved.GapAsFiled!.Value, moved.Tally.Lines[0]);
            }
        }

        foreach (var (sum, line) in byTitle.Values)
        {
            if (sum == -amount) return new(FindingCause.MovedBetweenSecurities, $"{line.Line.SecurityTitle}, {line.Id}");
            if (sum == -siblings && Math.Sign(siblings) == Math.Sign(amount)) return new(FindingCause.MovedBetweenSecurities, $"{line.Line.SecurityTitle}, {line.Id}, moved by {Signed(sum)}, all accounts of this title together by {Signed(siblings)}");
        }

        return null;
    }

    /// <summary>Another security owned in the same way held just this number, and no filing speaks of it from here on: units that vest are deferred into others.</summary>
    public static GapCause? OtherSecurityGone(Gap gap)
    {
        if (gap.Amount <= 0 || !OtherWords.Telling(gap.Amount, 1_000)) return null;
        var gone = gap.OtherAccounts.Where(other => other.LastLine.Words is var theirs && theirs.Table == gap.Words.Table && theirs.Owning == gap.Words.Owning && theirs.InDollars == gap.Words.InDollars
            && !string.Equals(theirs.Title, gap.Words.Title, StringComparison.Ordinal)
            && other.Runs[^1] is { Tally: { Closing: { } left, Lines.Count: > 0 } } last && last.Statement < gap.Run.Statement && left == gap.Amount).ToList();
        return gone is [{ LastLine: var line }] ? new(FindingCause.MovedBetweenSecurities, $"{line.Line.SecurityTitle} {Number(gap.Amount)}, {line.Id}, of which no filing speaks from here on") { Emptied = gone } : null;
    }

    /// <summary>Column 9 over a title: the opening is the balance last printed for this title, under whatever grant (domain section 3.7).</summary>
    public static GapCause? TotalOverGrants(Gap gap) => IsTotalOverGrants(gap) ? new(FindingCause.TotalOverGrants) : null;

    /// <summary>The same at a grant, which starts from nothing: its first balance contains what others hold.</summary>
    public static GapCause? GrantedWithOthers(Gap gap) => gap is { Place: 0, Amount: > 0, Lines: [{ IsGrant: true }, ..] } ? TotalOverGrants(gap) : null;

    private static bool IsTotalOverGrants(Gap gap)
    {
        var at = gap.Run.Statement;
        if (gap.Words.Table != FormTable.II || gap.Run.Tally.Opening is not { } opening) return false;
        var others = gap.OtherAccounts.Where(other => IsAnotherGrant(gap.Words, other.LastLine.Words)).ToList();
        if (others.Count == 0) return false;
        // A grant that starts from just what another one is left with in this filing, or is known by a later filing to have had.
        if (gap.Place == 0 && gap.Lines is [{ IsGrant: true }, ..] && OtherWords.Telling(opening)
            && others.Exists(other => other.Runs.Exists(run => run.Statement == at && run.Tally.Closing == opening) || (other.Runs[0] is var known && known.Statement > at && known.Tally.Opening == opening))) return true;
        // The total came before: what is missing now opens a grant of its own in this filing.
        if (gap.Amount < 0 && others.Exists(other => other.Runs[0] is var first && first.Statement == at && other.ZeroFrom is null && first.Tally.Opening == -gap.Amount)) return true;
        // What other grants have gained and lost since this one was last spoken of is just what is missing or too much.
        if (gap.Place > 0 && gap.Amount != 0 && ChangesSince(gap.Account.Runs[gap.Place - 1].Statement, at, others) == gap.Amount) return true;
        if (opening == 0) return false;
        // Another grant is left with just as much in this filing, though it began with another number.
        var closing = gap.Run.Tally.Closing;
        if (closing is { } left && OtherWords.Telling(left, 1_000) && others.Exists(other => other.Runs.Exists(run => run.Statement == at && run.Tally.Closing == closing && run.Tally.Opening != opening))) return true;
        var last = others.SelectMany(other => other.Runs).Where(theirs => theirs.Statement < at).MaxBy(theirs => theirs.Statement);
        if (last is null) return false;
        var before = others.Sum(other => other.Runs.LastOrDefault(theirs => theirs.Statement < at) is { } theirs ? theirs.Tally.Closing ?? other.FirstListed ?? 0m : 0m);
        // Nothing stated of this grant yet: a Form 3 may list it.
        var own = gap.Run.Previous ?? gap.Account.FirstListed ?? 0m;
        return last.Tally.Closing == opening || last.Tally.Closing + ChangesSince(last.Statement, at, others) == opening || (before != 0 && own + before == opening);
    }

    /// <summary>
    /// Whether the filer is seen to count the grants of the title together: another one was granted from more than nothing, or is left in this very filing with just as
    /// much. Grants of one size are common; that two balances are equal proves nothing by itself.
    /// </summary>
    public static bool CountsTogether(Gap gap)
    {
        var closing = gap.Run.Tally.Closing;
        return gap.OtherAccounts.Any(other => IsAnotherGrant(gap.Words, other.LastLine.Words)
            && (other.Runs[0] is { Tally: { Opening: > 0, Lines: [{ IsGrant: true }, ..] } }
                || (closing is { } left && OtherWords.Telling(left, 1_000) && other.Runs.Exists(run => run.Statement == gap.Run.Statement && run.Tally.Closing == closing && run.Tally.Opening != gap.Run.Tally.Opening))));
    }

    /// <summary>Whether a grant goes on from what this filing leaves of another title: then the filer counts more together than the grants of one.</summary>
    public static bool GoesOnFromAnotherTitle(Gap gap) => gap.Run.Tally.Opening is { } opening && OtherWords.Telling(opening, 10) && gap.OtherAccounts.Any(other => other.LastLine.Words is { Table: FormTable.II } theirs
        && !string.Equals(theirs.Title, gap.Words.Title, StringComparison.Ordinal) && other.Runs.Exists(run => run.Statement == gap.Run.Statement && run.Tally.Closing == opening));

    /// <summary>Whether another grant of the title starts from nothing in this very filing, and this one not from what that leaves: then the filer counts each by itself.</summary>
    public static bool CountsEachByItself(Gap gap) => gap.OtherAccounts.Any(other => IsAnotherGrant(gap.Words, other.LastLine.Words)
        && other.Runs.Exists(run => run.Statement == gap.Run.Statement && run.Tally is { Opening: 0, Lines: [{ IsGrant: true }, ..] } && run.Tally.Closing != gap.Run.Tally.Opening));

    /// <summary>Another grant of the title. The same security owned in another way is none.</summary>
    public static bool IsAnotherGrant(AccountWords words, AccountWords theirs) => theirs.Table == FormTable.II && string.Equals(theirs.Title, words.Title, StringComparison.Ordinal)
        && (theirs.Owning == words.Owning || theirs.Price != words.Price || theirs.ExpiresOn != words.ExpiresOn);

    private static decimal ChangesSince(int before, int at, List<OpenAccount> others) => others.SelectMany(other => other.Runs)
        .Where(run => run.Statement > before && run.Statement <= at).SelectMany(run => run.Tally.Lines).Sum(line => line.Change ?? 0m);

    /// <summary>Both tables moved by one amount between the same filings: an exercise or vesting was reported in a filing that is not held.</summary>
    public static GapCause? ExerciseNotHeld(Gap gap)
    {
        if (!gap.Words.Owning.IsDirect || Math.Abs(gap.Amount) < 100) return null;
        foreach (var other in gap.OtherAccounts.Where(other => other.LastLine.Words.Table != gap.Words.Table))
        {
            var theirs = other.Runs.Skip(1).FirstOrDefault(run => run.Gap == -gap.Amount && run.Tally.Lines.Count > 0 && gap.MayBeOfOneDayWith(run));
            if (theirs is not null) return new(FindingCause.MissingFiling, $"{other.LastLine.Line.SecurityTitle} moved by as much the other way, {theirs.Tally.Lines[0].Id}");
        }

        return null;
    }

    // Two accounts held directly are two grants, or two owners; shares do not move between them unseen.
    private static bool IsOtherWay(AccountWords words, AccountWords theirs) =>
        theirs.Table == words.Table && string.Equals(theirs.Title, words.Title, StringComparison.Ordinal) && !(words.Owning.IsDirect && theirs.Owning.IsDirect);

    // The lines of the other account that mirror the gap; null where nothing does.
    private static string? Mirrors(Gap gap, OpenAccount other, AccountRun theirs)
    {
        var (begins, sameFiling) = (Begins(other, theirs), theirs.Statement == gap.Run.Statement);
        if (begins && gap.Amount < 0 && theirs.Tally.Opening == -gap.Amount && theirs.FirstDay >= gap.Run.PreviousDay && theirs.Statement <= gap.Run.Statement) return ShownBy(theirs);
        if (!begins && theirs.Gap == -gap.Amount && (sameFiling || Math.Abs(gap.Amount) >= 10) && gap.MayBeOfOneDayWith(theirs)) return ShownBy(theirs);
        if (sameFiling && GivenAway(theirs) is { Count: > 0 } given && given.Sum(line => line.Change ?? 0m) == -gap.Amount) return string.Join(", ", given.Select(line => line.Id));
        return sameFiling && !begins && theirs.Gap != 0 && CancelOncePlansAreCounted(gap, gap.Of(other, theirs)) ? ShownBy(theirs) + PlansAside : null;
    }

    private static string ShownBy(AccountRun run) => run.Tally.Lines is [var line, ..] ? line.Id.ToString() : "a Form 3";

    private static string InWords(List<(OpenAccount Account, AccountRun Run)> moved) => string.Join("; ", moved.Select(one => $"{WayOf(one.Account)} {Signed(one.Run.Gap)}, {ShownBy(one.Run)}"));

    private static string Signed(decimal number) => (number > 0 ? "+" : "") + Number(number);

    private static string Number(decimal number) => number.ToString("#,0.####", CultureInfo.InvariantCulture);

    private static bool Begins(OpenAccount account, AccountRun run) => ReferenceEquals(run, account.Runs[0]) && run.Previous is null;

    private static string WayOf(OpenAccount account) => account.LastLine.Words.Owning.IsDirect ? "held directly" : account.LastLine.Line.NatureOfOwnership is { } nature ? $"\"{nature}\"" : "held indirectly";

    public const string PlansAside = ", but for the shares that notes at the balances say a plan acquired";

    /// <summary>The rest of both gaps cancels once the shares are taken off that notes at the balances say a plan acquired.</summary>
    public static bool CancelOncePlansAreCounted(Gap gap, Gap other) => WithoutPlans(gap).Any(mine => mine != 0 && WithoutPlans(other).Any(theirs => mine + theirs == 0));

    private static IEnumerable<decimal> WithoutPlans(Gap gap) => gap.Said.AcquiredByPlan().Select(acquired => gap.Amount - acquired).Prepend(gap.Amount);

    // Distributions, gifts and the like: lines that take from one account what another gets without a line.
    private static List<CountedLine> GivenAway(AccountRun run) => [.. run.Lines.Where(line => line.Line.TransactionCode is "J" or "G" or "W" or "Z")];
}
