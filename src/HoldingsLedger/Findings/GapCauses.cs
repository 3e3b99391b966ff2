using System.Globalization;
using System.Text.RegularExpressions;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Findings;

/// <summary>
/// Names the cause of a gap from what the filings held of this person say. A wrong name costs more than none: every
/// cause needs evidence in a line, a footnote, the remarks or another account, else the gap stays unexplained.
/// </summary>
internal sealed partial class GapCauses(IReadOnlyList<Statement> statements, IReadOnlyList<OpenAccount> accounts)
{
    public FindingCause Of(OpenAccount account, AccountRun run)
    {
        if (run.Tally.Flipped.Count > 0) return FindingCause.DirectionContradictsBalance;
        if (run.ReportedLate.Count > 0 || (run.LateBefore.Count > 0 && run.Gap == 0)) return FindingCause.ReportedLate;
        var gap = run.Gap;
        if (Math.Abs(gap) < 1) return FindingCause.Rounding;
        if (FootnoteNames(run, gap)) return FindingCause.FootnotedChange;
        if (gap > 0 && PlanAccount(run)) return FindingCause.PlanAccrual;
        if (MovedHere(account, run, gap)) return FindingCause.MovedBetweenWaysOfOwning;
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
        FindingCause.NothingOwnedBefore => "a Form 3 said that nothing was owned",
        FindingCause.SeveralCandidates => "several could be meant",
        FindingCause.NoBalance => "no balance is printed",
        FindingCause.NoAmount => "no usable amount is printed",
        FindingCause.NoDate => "no date is printed",
        FindingCause.DateAsFiled => "the date is kept as filed",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "A cause without words."),
    };

    // A number of at least three digits that equals the gap, in a footnote of the account's lines or in the remarks.
    private bool FootnoteNames(AccountRun run, decimal gap)
    {
        var amount = Math.Abs(gap);
        if (amount < 10) return false;
        var written = amount.ToString("#,0.####", CultureInfo.InvariantCulture);
        var plain = amount.ToString("0.####", CultureInfo.InvariantCulture);
        foreach (var text in Texts(run))
        {
            if (Mentions(text, written) || Mentions(text, plain)) return true;
        }

        return false;
    }

    private IEnumerable<string> Texts(AccountRun run)
    {
        var filing = statements[run.Statement].Filing;
        var ids = run.Tally.Lines.SelectMany(line => line.Line.Footnotes.Values.SelectMany(of => of)).ToHashSet(StringComparer.Ordinal);
        foreach (var footnote in filing.Footnotes)
        {
            if (ids.Contains(footnote.Id)) yield return footnote.Text;
        }

        if (filing.Remarks is { } remarks) yield return remarks;
    }

    private static bool Mentions(string text, string number)
    {
        for (var at = text.IndexOf(number, StringComparison.Ordinal); at >= 0; at = text.IndexOf(number, at + 1, StringComparison.Ordinal))
        {
            var before = at == 0 || (!char.IsAsciiDigit(text[at - 1]) && text[at - 1] is not (',' or '.' or '$'));
            var end = at + number.Length;
            var after = end == text.Length || !(char.IsAsciiDigit(text[end]) || (text[end] is ',' or '.' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])));
            if (before && after) return true;
        }

        return false;
    }

    private bool PlanAccount(AccountRun run)
    {
        foreach (var line in run.Tally.Lines)
        {
            if (line.Line.NatureOfOwnership is { } nature && Plan().IsMatch(nature)) return true;
            if (line.Line.SecurityTitle is { } title && Plan().IsMatch(title)) return true;
        }

        return Texts(run).Any(text => Plan().IsMatch(text));
    }

    // The other account's gap is as large the other way and their days overlap, or it is new and opens with the amount.
    private bool MovedHere(OpenAccount account, AccountRun run, decimal gap)
    {
        var title = run.Tally.Lines[0].Words.Title;
        foreach (var other in accounts)
        {
            if (ReferenceEquals(other, account) || !string.Equals(other.LastLine.Words.Title, title, StringComparison.Ordinal)) continue;
            foreach (var theirs in other.Runs)
            {
                var first = ReferenceEquals(theirs, other.Runs[0]) && other.ZeroFrom is null;
                if (first && gap < 0 && theirs.Tally.Opening == -gap && theirs.FirstDay >= run.PreviousDay && theirs.Statement <= run.Statement) return true;
                if (!first && theirs.Gap == -gap && theirs.GapOn >= run.PreviousDay && run.GapOn >= theirs.PreviousDay) return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"401\s*\(?k\)?|\bESPP\b|employee stock purchase|stock purchase plan|dividend reinvest|reinvested dividend|reinvestment of dividend|\bDRIP\b|\bESOP\b|employee stock ownership|savings plan|retirement plan|deferred compensation plan|dividend equivalent", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plan();
}
