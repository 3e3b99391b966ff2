using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Findings;

/// <summary>
/// Names the cause of a gap from what the filings held of this person say. A wrong name costs more than none: every
/// cause needs evidence in a line, a footnote, the remarks or another account, else the gap stays unexplained.
/// </summary>
internal sealed class GapCauses(IReadOnlyList<Statement> statements, IReadOnlyList<OpenAccount> accounts)
{
    public FindingCause Of(OpenAccount account, AccountRun run)
    {
        if (run.Tally.Lines.Count == 0 || (ReferenceEquals(run, account.Runs[0]) && account.ZeroFrom is not null)) return FindingCause.NothingOwnedBefore;
        if (run.Tally.Flipped.Count > 0) return FindingCause.DirectionContradictsBalance;
        if (run.ReportedLate.Count > 0 || (run.LateBefore.Count > 0 && run.Gap == 0)) return FindingCause.ReportedLate;
        var gap = run.Gap;
        if (Math.Abs(gap) < 1) return FindingCause.Rounding;
        if (Repriced(account, run)) return FindingCause.Split;
        var said = new FilingTexts(statements[run.Statement].Filing, run.Tally.Lines);
        if (said.MentionsSplit && IsSplit(run)) return FindingCause.Split;
        if (said.Names(gap)) return FindingCause.FootnotedChange;
        if (Moved(account, run, gap)) return FindingCause.MovedBetweenWaysOfOwning;
        if (TotalOverGrants(run)) return FindingCause.TotalOverGrants;
        if (Misstated(account, run)) return FindingCause.BalanceMisstated;
        if (ReportedAgain(account, run)) return FindingCause.ReportedAgain;
        if (PlanAccrual(run, gap, said)) return FindingCause.PlanAccrual;
        if (ExerciseNotHeld(run, gap)) return FindingCause.MissingFiling;
        if (said.TellsOfChange || (gap < 0 && UnitsThatVest(run) && said.TellsOfVesting)) return FindingCause.FootnotedChange;
        return FindingCause.Unexplained;
    }

    public static string InWords(FindingCause cause) => cause switch
    {
        FindingCause.Unexplained => "nothing held says why",
        FindingCause.PlanAccrual => "a plan acquires without reporting",
        FindingCause.FootnotedChange => "the footnotes say what happened",
        FindingCause.ReportedLate => "a filing accepted later reports what happened earlier",
        FindingCause.DirectionContradictsBalance => "the balance moves against the line's A or D",
        FindingCause.MovedBetweenWaysOfOwning => "another account moved by as much the other way",
        FindingCause.Split => "a split or stock dividend",
        FindingCause.Rounding => "less than one share",
        FindingCause.MissingFiling => "a filing must exist that is not held here",
        FindingCause.TitleOrNatureChanged => "the title or nature changed",
        FindingCause.TotalOverGrants => "the balance is the total over all grants of the title",
        FindingCause.BalanceMisstated => "one filing's balance is contradicted by those before and after it",
        FindingCause.ReportedAgain => "the transactions were reported before",
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

    // Stock units listed in Table I leave it as they vest.
    private static bool UnitsThatVest(AccountRun run) => run.Tally.Lines[0].Words.Title is var title
        && (title.Contains("unit", StringComparison.Ordinal) || title.Contains("rsu", StringComparison.Ordinal) || title.Contains("restricted", StringComparison.Ordinal));

    // A derivative's price fell as its number rose.
    private static bool Repriced(OpenAccount account, AccountRun run)
    {
        var at = account.Runs.IndexOf(run);
        return at > 0 && OtherWords.IsSplit(account.Runs[at - 1].Tally.Lines[^1].Words, run.Previous, run.Tally.Lines[0].Words, run.Tally.Opening);
    }

    private static bool IsSplit(AccountRun run) =>
        run is { Previous: { } previous, Tally.Opening: { } opening } && Splits.Ratio(previous, opening, announced: true) is not null;

    // Without a line: the other account's gap is as large the other way while their days overlap, or it is new and opens
    // with the amount, or a line of this filing gives the amount away; or all gaps of one title in one filing cancel.
    private bool Moved(OpenAccount account, AccountRun run, decimal gap)
    {
        var words = run.Tally.Lines[0].Words;
        var inThisFiling = 0m;
        var others = 0;
        foreach (var other in accounts)
        {
            if (other.LastLine.Words.Table != words.Table || !string.Equals(other.LastLine.Words.Title, words.Title, StringComparison.Ordinal)) continue;
            foreach (var theirs in other.Runs)
            {
                if (ReferenceEquals(theirs, run)) continue;
                var first = ReferenceEquals(theirs, other.Runs[0]) && other.ZeroFrom is null;
                if (!ReferenceEquals(other, account))
                {
                    if (first && gap < 0 && theirs.Tally.Opening == -gap && theirs.FirstDay >= run.PreviousDay && theirs.Statement <= run.Statement) return true;
                    if (!first && theirs.Gap == -gap && theirs.GapOn >= run.PreviousDay && run.GapOn >= theirs.PreviousDay) return true;
                    if (theirs.Statement == run.Statement && GivenAway(theirs) == -gap) return true;
                }

                if (theirs.Statement != run.Statement || first || theirs.Gap == 0) continue;
                inThisFiling += theirs.Gap;
                others++;
            }
        }

        return others > 0 && inThisFiling + gap == 0;
    }

    // Distributions, gifts and the like: lines that take from one account what another gets without a line.
    private static decimal GivenAway(AccountRun run) => run.Lines.Where(line => line.Line.TransactionCode is "J" or "G" or "W" or "Z").Sum(line => line.Change ?? 0m);

    // Column 9 over a title: the opening is the balance last printed for this title, under whatever grant.
    public bool TotalOverGrants(AccountRun run)
    {
        var words = run.Tally.Lines[0].Words;
        if (words.Table != FormTable.II || run.Tally.Opening is not { } opening || opening == 0) return false;
        var others = accounts.Where(other => other.LastLine.Words is { Table: FormTable.II } theirs && string.Equals(theirs.Title, words.Title, StringComparison.Ordinal) && !other.Runs.Contains(run)).ToList();
        if (others.Count == 0) return false;
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

    // Both tables moved by one amount between the same filings: an exercise or vesting was reported in a filing that is not held.
    private bool ExerciseNotHeld(AccountRun run, decimal gap)
    {
        var words = run.Tally.Lines[0].Words;
        if (!words.Owning.IsDirect || Math.Abs(gap) < 100) return false;
        foreach (var other in accounts)
        {
            if (other.LastLine.Words.Table == words.Table) continue;
            for (var i = 1; i < other.Runs.Count; i++)
            {
                var theirs = other.Runs[i];
                if (theirs.Gap == -gap && theirs.GapOn >= run.PreviousDay && run.GapOn >= theirs.PreviousDay) return true;
            }
        }

        return false;
    }

    // This filing's gap undoes the last one's, or the next one undoes this one's: one printed balance was wrong.
    private static bool Misstated(OpenAccount account, AccountRun run)
    {
        var at = account.Runs.IndexOf(run);
        return (at > 0 && account.Runs[at - 1].Gap == -run.Gap && at > 1) || (at + 1 < account.Runs.Count && account.Runs[at + 1].Gap == -run.Gap);
    }

    private static bool ReportedAgain(OpenAccount account, AccountRun run)
    {
        var at = account.Runs.IndexOf(run);
        return at > 0 && run.Tally.Lines.All(line => line.Change != 0 && line.Change is not null) && run.Tally.Lines.All(line => account.Runs.Take(at).Any(earlier => earlier.Tally.Lines.Any(other =>
            other.On == line.On && other.Change == line.Change && other.Stated == line.Stated && string.Equals(other.Line.TransactionCode, line.Line.TransactionCode, StringComparison.Ordinal))));
    }

    private static bool PlanAccrual(AccountRun run, decimal gap, FilingTexts said)
    {
        var previous = run.Previous ?? 0m;
        // A plan's account moves both ways when it holds units of a fund; what leaves it in bulk is a transaction.
        var named = run.Tally.Lines.Any(line => FilingTexts.NamesPlan(line.Line.NatureOfOwnership) || FilingTexts.NamesPlan(line.Line.SecurityTitle));
        if (named) return gap > 0 || -gap <= previous / 10;
        if (gap <= 0) return false;
        if (said.MentionsPlan) return gap <= previous / 4;
        if (run.Tally.Lines.Any(line => FilingTexts.NamesDeferral(line.Line.SecurityTitle))) return gap <= previous / 20;
        // Only reinvestment and payroll purchases make fractions of a share, and never many at once.
        return decimal.Truncate(gap) != gap && gap <= previous / 20;
    }
}
