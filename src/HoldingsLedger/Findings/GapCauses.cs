using System.Globalization;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Findings;

/// <summary>The cause of a gap, and what it is believed for: a quotation, a line, another account. <c>null</c> where the cause says it all.</summary>
internal sealed record GapCause(FindingCause Cause, string? Because = null);

/// <summary>
/// Names the cause of a gap from what the filings held of this person say. A wrong name costs more than none: every
/// cause needs evidence in a line, a footnote, the remarks or another account, else the gap stays unexplained.
/// Evidence that names the amount goes before evidence that names only a kind of change.
/// </summary>
internal sealed class GapCauses(IReadOnlyList<Statement> statements, IReadOnlyList<OpenAccount> accounts)
{
    public GapCause Of(OpenAccount account, AccountRun run)
    {
        if (run.Tally.Lines.Count == 0 || (ReferenceEquals(run, account.Runs[0]) && account.ZeroFrom is not null)) return new(FindingCause.NothingOwnedBefore);
        var gap = run.GapAsFiled ?? run.Gap;
        var said = Texts(account, run);
        if (run.Tally.Flipped.Count > 0)
        {
            // Twice a sale may also be what vested on the same day.
            return FromOtherSecurity(account, run, gap) is { } vested ? new(FindingCause.MovedBetweenSecurities, vested)
                : new(FindingCause.DirectionContradictsBalance, $"{string.Join(", ", run.Tally.Flipped.Select(line => line.Id.Line))} as printed");
        }

        if (run.ReportedLate.Count > 0 || (run.LateBefore.Count > 0 && run.Gap == 0)) return new(FindingCause.ReportedLate, Late(run));
        gap = run.Gap;
        if (Math.Abs(gap) >= 1 && Repriced(account, run) is { } repriced) return new(FindingCause.Split, repriced);
        if (said.OfSplit() is { } announced && SplitOf(run) is { } ratio) return new(FindingCause.Split, $"{ratio}, and {announced}");
        if (said.OfAmount(gap) is { } named) return new(FindingCause.FootnotedChange, named);
        // Hundredths of a share are cut off and carried; tenths are what a dividend buys, where the account or a note says so.
        if (Math.Abs(gap) < 1) return gap >= 0.05m && PlanInWords(run, gap, said) is { } fraction ? new(FindingCause.PlanAccrual, fraction) : new(FindingCause.Rounding);
        if (FromOtherWay(account, run, gap) is { } way) return new(FindingCause.MovedBetweenWaysOfOwning, way);
        if (FromOtherSecurity(account, run, gap) is { } security) return new(FindingCause.MovedBetweenSecurities, security);
        if (said.OfTransferElsewhere(gap) is { } transfer) return new(FindingCause.FootnotedChange, transfer);
        if (TotalOverGrants(account, run)) return new(FindingCause.TotalOverGrants);
        if (Misstated(account, run) is { } contradicted) return new(FindingCause.BalanceMisstated, contradicted);
        if (ReportedAgain(account, run) is { } sent) return new(FindingCause.ReportedAgain, sent);
        if (said.OfSharesFromPlan(gap) is { } sold) return new(FindingCause.PlanAccrual, sold);
        if (CountedBefore(run, gap) is { } counted) return new(FindingCause.CountedBefore, counted);
        if (LeftOut(account, run, gap) is { } leftOut) return new(FindingCause.EarlierLinesLeftOut, leftOut);
        if (Disagreeing(run, gap) is { } disagreeing) return new(FindingCause.NumbersDisagree, disagreeing);
        if (Plan(run, gap, said) is { } accrued) return new(FindingCause.PlanAccrual, accrued);
        if (ExerciseNotHeld(run, gap) is { } exercise) return new(FindingCause.MissingFiling, exercise);
        if (((PlanLine(run) is null ? null : said.OfSplitOfBalance()) ?? said.OfChange()) is { } change) return new(FindingCause.FootnotedChange, change);
        if (gap < 0 && UnitsThatVest(run) && said.OfVesting() is { } vesting) return new(FindingCause.FootnotedChange, vesting);
        return new(FindingCause.Unexplained);
    }

    public static string InWords(FindingCause cause) => cause switch
    {
        FindingCause.Unexplained => "nothing held says why",
        FindingCause.PlanAccrual => "a plan acquires without reporting",
        FindingCause.FootnotedChange => "the footnotes say what happened",
        FindingCause.ReportedLate => "a filing accepted later reports what happened earlier",
        FindingCause.DirectionContradictsBalance => "the balance moves against the line's A or D",
        FindingCause.MovedBetweenWaysOfOwning => "another account moved by as much the other way",
        FindingCause.MovedBetweenSecurities => "another security of the same filing moved by as much the other way",
        FindingCause.Split => "a split or stock dividend",
        FindingCause.Rounding => "less than one share",
        FindingCause.MissingFiling => "a filing must exist that is not held here",
        FindingCause.TitleOrNatureChanged => "the title or nature changed",
        FindingCause.TotalOverGrants => "the balance is the total over all grants of the title",
        FindingCause.BalanceMisstated => "a printed balance is contradicted by those before and after it",
        FindingCause.ReportedAgain => "the transactions were reported before",
        FindingCause.CountedBefore => "the balance before contains already what this filing reports",
        FindingCause.EarlierLinesLeftOut => "the filing goes on from before the previous filing's lines",
        FindingCause.FinalTotalPrinted => "every line prints the balance after all of them",
        FindingCause.RowsNotByDate => "the rows do not count in the order of their dates",
        FindingCause.NumbersDisagree => "balances and amounts of the filing do not agree",
        FindingCause.NothingOwnedBefore => "a Form 3 says that nothing was owned",
        FindingCause.SeveralCandidates => "several could be meant",
        FindingCause.NoBalance => "no balance is printed",
        FindingCause.NoAmount => "no usable amount is printed",
        FindingCause.NoDate => "no date is printed",
        FindingCause.DateAsFiled => "the date is kept as filed",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "A cause without words."),
    };

    /// <summary>Column 9 over a title: the opening is the balance last printed for this title, under whatever grant.</summary>
    public bool TotalOverGrants(OpenAccount account, AccountRun run)
    {
        var words = run.Tally.Lines[0].Words;
        if (words.Table != FormTable.II || run.Tally.Opening is not { } opening) return false;
        var others = accounts.Where(other => !ReferenceEquals(other, account) && other.LastLine.Words is { Table: FormTable.II } theirs && string.Equals(theirs.Title, words.Title, StringComparison.Ordinal)).ToList();
        if (others.Count == 0) return false;
        // The total came before: what is missing now opens a grant of its own in this filing.
        if (run.Gap < 0 && others.Exists(other => other.Runs[0] is var first && first.Statement == run.Statement && other.ZeroFrom is null && first.Tally.Opening == -run.Gap)) return true;
        if (opening == 0) return false;
        var last = others.SelectMany(other => other.Runs).Where(theirs => theirs.Statement < run.Statement).MaxBy(theirs => theirs.Statement);
        if (last?.Tally.Closing == opening) return true;
        var sum = run.Previous ?? 0m;
        foreach (var other in others)
        {
            var before = other.Runs.LastOrDefault(theirs => theirs.Statement < run.Statement);
            sum += before?.Tally.Closing ?? 0m;
        }

        return sum == opening && others.Exists(other => other.Runs.Exists(theirs => theirs.Statement < run.Statement));
    }

    private FilingTexts Texts(OpenAccount account, AccountRun run)
    {
        var at = account.Runs.IndexOf(run);
        var before = at > 0 && account.Runs[at - 1].GapAsFiled is null or 0 ? account.Runs[at - 1] : null;
        return new FilingTexts(statements[run.Statement].Filing, run.Tally.Lines, before is null ? null : statements[before.Statement].Filing);
    }

    private static string Late(AccountRun run)
    {
        var late = run.ReportedLate.Count > 0 ? run.ReportedLate : run.LateBefore.Select(placed => placed.Line);
        return string.Join(", ", late.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Id} of {line.On:yyyy-MM-dd}")));
    }

    private static string? SplitOf(AccountRun run) =>
        run is { Previous: { } previous, Tally.Opening: { } opening } && Splits.Ratio(previous, opening, announced: true) is var (fresh, old)
            ? string.Create(CultureInfo.InvariantCulture, $"{fresh} for {old}")
            : null;

    // A derivative's price fell as its number rose.
    private static string? Repriced(OpenAccount account, AccountRun run)
    {
        var at = account.Runs.IndexOf(run);
        if (at < 1 || account.Runs[at - 1].Tally.Lines is not [.., var last]) return null;
        var (before, now) = (last.Words, run.Tally.Lines[0].Words);
        return OtherWords.IsSplit(before, run.Previous, now, run.Tally.Opening) ? string.Create(CultureInfo.InvariantCulture, $"the price went from {before.Price:0.####} to {now.Price:0.####}") : null;
    }

    // Stock units listed in Table I leave it as they vest.
    private static bool UnitsThatVest(AccountRun run) => run.Tally.Lines[0].Words.Title is var title
        && (title.Contains("unit", StringComparison.Ordinal) || title.Contains("rsu", StringComparison.Ordinal) || title.Contains("restricted", StringComparison.Ordinal));

    // Without a line: another way of owning the same title has a gap as large the other way while their days overlap, or
    // is new and opens with the amount, or a line of this filing gives the amount away; or all gaps of the title in this filing cancel.
    private string? FromOtherWay(OpenAccount account, AccountRun run, decimal gap)
    {
        var words = run.Tally.Lines[0].Words;
        var inThisFiling = 0m;
        var others = new List<string>();
        foreach (var other in accounts)
        {
            if (ReferenceEquals(other, account) || other.LastLine.Words.Table != words.Table || !string.Equals(other.LastLine.Words.Title, words.Title, StringComparison.Ordinal)) continue;
            // Two accounts held directly are two grants, or two owners; shares do not move between them unseen.
            if (words.Owning.IsDirect && other.LastLine.Words.Owning.IsDirect) continue;
            foreach (var theirs in other.Runs)
            {
                var first = ReferenceEquals(theirs, other.Runs[0]) && other.ZeroFrom is null;
                var same = theirs.Statement == run.Statement;
                var shown = $"{WayOf(other)}, {(theirs.Tally.Lines is [var shownBy, ..] ? shownBy.Id.ToString() : "a Form 3")}";
                if (first && gap < 0 && theirs.Tally.Opening == -gap && theirs.FirstDay >= run.PreviousDay && theirs.Statement <= run.Statement) return shown;
                if (!first && theirs.Gap == -gap && (same || Math.Abs(gap) >= 10) && theirs.GapOn >= run.PreviousDay && run.GapOn >= theirs.PreviousDay) return shown;
                if (same && GivenAway(theirs) == -gap) return shown;
                if (same && !first && theirs.Gap != 0 && OnceTheirPlansAreCounted(account, run, other, theirs)) return $"{shown}, but for the shares that notes at the balances say a plan acquired";
                if (!same || first || theirs.Gap == 0) continue;
                inThisFiling += theirs.Gap;
                others.Add(shown);
            }
        }

        return others.Count > 0 && inThisFiling + gap == 0 ? string.Join("; ", others) : null;
    }

    private static string WayOf(OpenAccount account) => account.LastLine.Words.Owning.IsDirect ? "held directly" : account.LastLine.Line.NatureOfOwnership is { } nature ? $"\"{nature}\"" : "held indirectly";

    // The rest of both gaps cancels once the shares are taken off that notes at the balances say a plan acquired.
    private bool OnceTheirPlansAreCounted(OpenAccount account, AccountRun run, OpenAccount other, AccountRun theirs) =>
        WithoutPlans(account, run).Any(mine => WithoutPlans(other, theirs).Any(rest => mine != 0 && mine + rest == 0));

    private IEnumerable<decimal> WithoutPlans(OpenAccount account, AccountRun run) => Texts(account, run).AcquiredByPlan().Select(acquired => run.Gap - acquired).Prepend(run.Gap);

    // Units vest, a class is converted, deferred stock is paid out: in one filing, owned in one way, without a line.
    private string? FromOtherSecurity(OpenAccount account, AccountRun run, decimal gap)
    {
        var words = run.Tally.Lines[0].Words;
        if (words.Table != FormTable.I || Math.Abs(gap) < 10) return null;
        var byTitle = new Dictionary<string, (decimal Gap, CountedLine Line)>(StringComparer.Ordinal);
        var siblings = gap;
        foreach (var other in accounts)
        {
            if (ReferenceEquals(other, account) || other.LastLine.Words is not { Table: FormTable.I } theirs || theirs.Owning != words.Owning) continue;
            foreach (var moved in other.Runs.Where(moved => moved.Statement == run.Statement && moved.GapAsFiled is not null && moved.GapAsFiled != 0 && moved.Tally.Lines.Count > 0))
            {
                if (string.Equals(theirs.Title, words.Title, StringComparison.Ordinal))
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
            if (sum == -gap || (sum == -siblings && Math.Sign(siblings) == Math.Sign(gap))) return $"{line.Line.SecurityTitle}, {line.Id}";
        }

        return null;
    }

    // Distributions, gifts and the like: lines that take from one account what another gets without a line.
    private static decimal GivenAway(AccountRun run) => run.Lines.Where(line => line.Line.TransactionCode is "J" or "G" or "W" or "Z").Sum(line => line.Change ?? 0m);

    // Both tables moved by one amount between the same filings: an exercise or vesting was reported in a filing that is not held.
    private string? ExerciseNotHeld(AccountRun run, decimal gap)
    {
        var words = run.Tally.Lines[0].Words;
        if (!words.Owning.IsDirect || Math.Abs(gap) < 100) return null;
        foreach (var other in accounts)
        {
            if (other.LastLine.Words.Table == words.Table) continue;
            for (var i = 1; i < other.Runs.Count; i++)
            {
                var theirs = other.Runs[i];
                if (theirs.Gap == -gap && theirs.Tally.Lines is [var shownBy, ..] && theirs.GapOn >= run.PreviousDay && run.GapOn >= theirs.PreviousDay) return $"{other.LastLine.Line.SecurityTitle} moved by as much the other way, {shownBy.Id}";
            }
        }

        return null;
    }

    // This filing's gap undoes an earlier one's, or a later one undoes this one's, with nothing but ties between them.
    private static string? Misstated(OpenAccount account, AccountRun run)
    {
        var at = account.Runs.IndexOf(run);
        for (var i = at - 1; i > 0; i--)
        {
            if (account.Runs[i].Gap == -run.Gap) return Undone(account.Runs[i]);
            if (account.Runs[i].Gap != 0) break;
        }

        for (var i = at + 1; i < account.Runs.Count; i++)
        {
            if (account.Runs[i].Gap == -run.Gap) return Undone(account.Runs[i]);
            if (account.Runs[i].Gap != 0) break;
        }

        return null;

        static string? Undone(AccountRun by) => by.Tally.Lines.Count == 0 ? null : $"{by.Tally.Lines[0].Id} differs by as much the other way";
    }

    private static string? ReportedAgain(OpenAccount account, AccountRun run)
    {
        var at = account.Runs.IndexOf(run);
        if (at == 0 || !run.Tally.Lines.All(line => line.Change != 0 && line.Change is not null)) return null;
        CountedLine? first = null;
        foreach (var line in run.Tally.Lines)
        {
            var before = account.Runs.Take(at).SelectMany(earlier => earlier.Tally.Lines).FirstOrDefault(other =>
                other.On == line.On && other.Change == line.Change && other.Stated == line.Stated && string.Equals(other.Line.TransactionCode, line.Line.TransactionCode, StringComparison.Ordinal));
            if (before is null) return null;
            first ??= before;
        }

        return $"first in {first!.Id}";
    }

    // Units counted among the shares before they became shares: their vesting or conversion leaves the total as it was.
    private static string? CountedBefore(AccountRun run, decimal gap)
    {
        if (gap >= 0 || run.Tally.Lines[0].Words.Table != FormTable.I) return null;
        var became = run.Tally.Lines.Where(line => line is { Change: > 0, Line.TransactionCode: "M" or "C" or "X" or "O" } || (line is { Change: > 0, Line.TransactionCode: "A" } && FilingTexts.IsVesting(line))).ToList();
        return became.Sum(line => line.Change!.Value) == -gap ? $"with {string.Join(", ", became.Select(line => line.Id.Line))} it is the balance printed before" : null;
    }

    private static string? LeftOut(OpenAccount account, AccountRun run, decimal gap)
    {
        var at = account.Runs.IndexOf(run);
        if (at < 1 || Math.Abs(gap) < 10) return null;
        var before = account.Runs[at - 1].Lines;
        return before.Count > 0 && before.All(line => line.Change is not null) && before.Sum(line => line.Change!.Value) == -gap
            ? $"without {string.Join(", ", before.Where(line => line.Change != 0).Select(line => line.Id))} it would tie"
            : null;
    }

    // The first line goes on from the previous balance; further down the filing contradicts itself by the whole gap.
    private static string? Disagreeing(AccountRun run, decimal gap)
    {
        if (run.Tally.Contradictions == 0 || run.Tally.Lines[0].Before != run.Previous) return null;
        var lines = run.Tally.Lines;
        for (var i = 1; i < lines.Count; i++)
        {
            if (lines[i] is { Stated: { } stated, Change: { } change } && lines[i - 1].Stated is { } before && before + change != stated)
            {
                return string.Create(CultureInfo.InvariantCulture, $"the first line ties; {lines[i].Id.Line} prints {stated:#,0.####} where {before + change:#,0.####} follows from {lines[i - 1].Id.Line}");
            }
        }

        return null;
    }

    private static string? Plan(AccountRun run, decimal gap, FilingTexts said)
    {
        if (PlanInWords(run, gap, said) is { } words) return words;
        // Nobody buys fractions; no more of them than dividends on the balance come to.
        var previous = run.Previous ?? 0m;
        return PlanLine(run) is null && gap > 0 && decimal.Truncate(gap) != gap && gap <= DividendsOf(run, previous)
            ? string.Create(CultureInfo.InvariantCulture, $"no word of it, but a fraction of a share and {gap / previous:0.##%} of the balance, as dividends reinvested")
            : null;
    }

    private static string? PlanInWords(AccountRun run, decimal gap, FilingTexts said)
    {
        var previous = run.Previous ?? 0m;
        if (PlanLine(run) is { } line)
        {
            // Half as much again, twice as much: a split of what a plan holds sooner than its purchases.
            if (gap >= previous / 3 && (said.OfSplitOfBalance() is not null || Splits.Ratio(previous, previous + gap, announced: true) is not null)) return null;
            // A plan's account moves both ways when it holds units of a fund; what leaves it in bulk is a transaction.
            return gap > 0 || -gap <= previous / 10 ? $"the account is \"{(FilingTexts.NamesPlan(line.Line.NatureOfOwnership) ? line.Line.NatureOfOwnership : line.Line.SecurityTitle)}\"" : null;
        }

        if (gap <= 0) return null;
        var dividends = DividendsOf(run, previous);
        if (said.OfPlan(gap, 3 * dividends, previous / 4) is { } plan) return plan;
        var units = run.Tally.Lines.FirstOrDefault(line => FilingTexts.NamesDeferral(line.Line.SecurityTitle));
        return units is not null && gap <= 2 * dividends ? $"\"{units.Line.SecurityTitle}\" earns dividends in kind" : null;
    }

    private static CountedLine? PlanLine(AccountRun run) =>
        run.Tally.Lines.FirstOrDefault(line => FilingTexts.NamesPlan(line.Line.NatureOfOwnership) || FilingTexts.NamesPlan(line.Line.SecurityTitle));

    // A yield of five per cent a year, paid quarterly.
    private static decimal DividendsOf(AccountRun run, decimal balance)
    {
        var days = run.PreviousDay is { } since ? Math.Max(0, run.GapOn.DayNumber - since.DayNumber) : 0;
        return balance * 0.0125m * (1 + (days / 91));
    }
}
