using System.Globalization;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Findings;

/// <summary>What disagrees in an account, in one plain sentence each, with the lines that show it and the cause that <see cref="GapCauses"/> finds.</summary>
internal sealed class AccountFindings(IReadOnlyList<Statement> statements, IReadOnlyList<OpenAccount> accounts)
{
    private readonly GapCauses causes = new(statements, accounts);
    private readonly List<(OpenAccount Account, BalanceFinding Finding)> emptied = [];

    /// <summary>What one filing says that does not agree, with itself or with the filings before it.</summary>
    public List<BalanceFinding> OfRun(OpenAccount account, AccountRun run)
    {
        var findings = new List<BalanceFinding>();
        GapCause? cause = null;
        if (run.GapAsFiled is { } gap && gap != 0)
        {
            cause = causes.Of(account, run);
            emptied.AddRange(cause.Emptied.Select(other => (other, OfEmptied(other, run, cause.Cause))));
            findings.Add(Finding(run, FindingKind.BalanceGap, cause.Cause, gap, Sentence(run, gap, cause)) with { Ratio = Ratio(run.PreviousWithLate, run.Tally.Opening, cause.Cause) });
        }
        else if (run.Tally.Flipped is [var against, ..] flipped)
        {
            // Where nothing earlier stands against the opening, no gap says so.
            findings.Add(Finding(run, FindingKind.RunningOrderUnclear, FindingCause.DirectionContradictsBalance, -flipped.Sum(line => 2 * line.Change!.Value),
                $"The balance moves against the A or D of {string.Join(", ", flipped.Select(line => line.Id.Line))} as printed; the letters are kept, and what the balance says otherwise is a change of its own.") with { On = against.On });
        }

        if (run.GapAsFiled is null && run.Tally.Opening is < 0 and { } below && !CanBeShort(run.Tally.Lines[0]))
        {
            findings.Add(Finding(run, FindingKind.OpeningBelowZero, FindingCause.NumbersDisagree, below, $"{Number(below)} would have been held before it, and nobody owns less than nothing: {GapCauses.InWords(FindingCause.NumbersDisagree)}."));
        }

        if (OpeningsTooLarge.Of(account, run, causes) is { } large) findings.Add(Finding(run, FindingKind.OpeningTooLarge, large.Cause, run.Tally.Opening, large.Message) with { Ratio = Ratio(account.FirstListed, run.Tally.Opening, large.Cause) });

        if (run.Tally.Contradictions > 0)
        {
            var contradiction = causes.OfContradiction(account, run);
            findings.Add(Finding(run, FindingKind.RunningOrderUnclear, contradiction.Cause, null,
                $"No order of these {run.Tally.Lines.Count} lines makes the printed balances agree with the amounts; they are counted in row order.{(contradiction.Because is { } because ? $" {because}." : "")}"));
        }

        if (run.Doubt == Doubt.None && MayBeOfAnother(account, run, cause?.Cause))
        {
            findings.Add(Finding(run, FindingKind.AmbiguousAccount, FindingCause.SeveralCandidates, null,
                $"\"{run.Tally.Lines[0].Line.NatureOfOwnership}\" may be several accounts, and {(run.Previous is null ? "some of these rows do not follow the others by amount" : "this is not the balance that the one known was left with")}: they may be another's, of which no filing spoke before.") with
                {
                    Since = run.PreviousDay ?? run.FirstDay, Until = DateOnly.MaxValue,
                });
        }

        if (run.OtherOrders is [var other, ..])
        {
            findings.Add(Finding(run, FindingKind.RunningOrderUnclear, FindingCause.SeveralCandidates, other.Closing - run.Tally.Closing,
                $"The balances of these {run.Tally.Lines.Count} lines agree with the amounts in several orders: they leave {Number(run.Tally.Closing!.Value)} or {Number(other.Closing!.Value)}, and no filing says which."));
        }

        if (run.Unsettled is [{ Run: var at }, ..] unsettled)
        {
            findings.Add(Finding(run, FindingKind.RunningOrderUnclear, FindingCause.SeveralCandidates, LateReport.Otherwise(unsettled),
                $"The totals printed since {string.Join(", ", unsettled.Select(late => late.Line.Id))} happened contain it or had forgotten it, and no filing says which: it may be {(account.Runs[at].Previous is null ? "in what was held" : "a part of the change")} before {account.Runs[at].FirstDay:yyyy-MM-dd} or not.") with
                {
                    On = account.Runs[at].FirstDay, Since = account.Runs[at].GapOn, Until = account.Runs.Skip(account.Runs.IndexOf(run) + 1).FirstOrDefault()?.FirstDay ?? DateOnly.MaxValue,
                });
        }

        // By the totals alone it is one more lot of several as well as one of them put right; a balance before it would tell.
        if (run.Tally is { Habit: CountingHabit.FinalTotal, Lines: var lots } && run.GapAsFiled is not 0m && lots.Any(line => line.IsAdded) && lots.Any(line => !line.IsAdded))
        {
            findings.Add(Finding(run, FindingKind.RunningOrderUnclear, FindingCause.SeveralCandidates, null,
                $"An amendment adds {string.Join(", ", lots.Where(line => line.IsAdded).Select(line => line.Id))} to lots that print one total; it may stand for one of them."));
        }

        if (run.Doubt != Doubt.None)
        {
            var overGrants = run.Doubt == Doubt.MayBeTotal && run.Tally.Lines[0].Words.IsGrantOfItsFootnote;
            findings.Add(Finding(run, FindingKind.AmbiguousAccount, overGrants ? FindingCause.TotalOverGrants : FindingCause.SeveralCandidates, null, InWords(account, run)));
        }

        // Of a price that a split changed with the number the gap speaks.
        if (run.RenamedFrom is { } old && (old.Words.Price == run.Tally.Lines[0].Words.Price || run.Previous == run.Tally.Opening))
        {
            findings.Add(Finding(run, FindingKind.AccountRenamed, FindingCause.TitleOrNatureChanged, null,
                $"The balance of \"{Words(old)}\" goes on here as \"{Words(run.Tally.Lines[0])}\"{Price(old, run.Tally.Lines[0])}."));
        }

        findings.AddRange(run.Tally.Lines.SelectMany(LineFindings.Of));
        return findings;
    }

    /// <summary>Whether the second gap undoes the first, but for what notes say a plan acquired.</summary>
    public bool AreUndone(OpenAccount account, AccountRun run, AccountRun next) => CausesInBalances.Undoes(new Gap(account, run, statements, accounts), next) is not null;

    /// <summary>That what the account holds is just what another has more of since, as far as the findings given so far say so: it may be counted in both.</summary>
    public IEnumerable<BalanceFinding> OfEmptied(OpenAccount account) => emptied.Where(one => ReferenceEquals(one.Account, account)).Select(one => one.Finding);

    private static BalanceFinding OfEmptied(OpenAccount account, AccountRun into, FindingCause cause) => new()
    {
        Kind = FindingKind.AmbiguousAccount,
        Cause = cause,
        On = into.GapOn,
        Since = account.LastOn,
        Until = DateOnly.MaxValue,
        Lines = [.. into.Tally.Lines.Select(line => line.Id)],
        Message = "Another account has just as much more since, and no filing speaks of this one from there on: what it held may have moved there.",
    };

    /// <summary>Lines put to another account of the same words: until this one goes on, they may be its own (domain section 3.9).</summary>
    public static BalanceFinding OfDoubt(OpenAccount account, AccountRun elsewhere, int runs, DateOnly since) => new()
    {
        Kind = FindingKind.AmbiguousAccount,
        Cause = FindingCause.SeveralCandidates,
        On = elsewhere.FirstDay,
        Since = since,
        Until = account.Runs.Skip(runs).FirstOrDefault(run => run is { GapAsFiled: 0m, Doubt: Doubt.None })?.FirstDay ?? DateOnly.MaxValue,
        Lines = [.. elsewhere.Tally.Lines.Select(line => line.Id)],
        Message = "These lines are counted in another account, and may be meant for this one.",
    };

    /// <summary>An amendment that could amend several filings, where its lines could touch the account (domain section 5).</summary>
    public static BalanceFinding? OfUnsettled(OpenAccount account, HeldFiling amendment)
    {
        var touched = amendment.Lines.Any(held => Touches(account, CountedLine.Of(amendment, held, default, false).Words))
            || (amendment.Amends is { } link && account.Runs.Exists(run => run.Tally.Lines.Any(line => link.Candidates.Contains(line.Id.Filing, StringComparer.Ordinal))));
        return !touched ? null : new BalanceFinding
        {
            Kind = FindingKind.AmendmentUnsettled,
            Cause = FindingCause.SeveralCandidates,
            On = account.Runs[0].FirstDay,
            Lines = [.. amendment.Lines.Select(held => new LineId(amendment.Filing, held.Line.Line))],
            Message = $"{amendment.Filing} could amend {string.Join(" or ", amendment.Amends?.Candidates ?? [])}; until a person settles it its lines do not count.",
        };
    }

    /// <summary>A printed balance that is not the account's after that entry, though the filing as a whole may tie.</summary>
    public static BalanceFinding OfEntry(OpenAccount account, DatedEntry entry, AccountRun own, decimal stated)
    {
        var cause = own.Tally switch
        {
            _ when own.IsMisprint => FindingCause.BalanceMisstated,
            { Contradictions: > 0 } => FindingCause.NumbersDisagree,
            { Roundings: > 0 } => FindingCause.Rounding,
            { Habit: CountingHabit.FinalTotal } => FindingCause.FinalTotalPrinted,
            _ when IsReportedLater(account, entry, own) => FindingCause.ReportedLate,
            _ => FindingCause.RowsNotByDate,
        };
        return new BalanceFinding
        {
            Kind = FindingKind.BalanceDiffers,
            Cause = cause,
            On = entry.On,
            Difference = stated - entry.Balance,
            Lines = [entry.Line!.Id],
            Message = $"The line prints {Number(stated)}, the account holds {Number(entry.Balance!.Value)}: {GapCauses.InWords(cause)}.",
        };
    }

    // The line is late itself, or what a later filing reports of its day or an earlier one is not in the balance it prints.
    private static bool IsReportedLater(OpenAccount account, DatedEntry entry, AccountRun own) =>
        own.ReportedLate.Contains(entry.Line!) || account.Runs.Exists(run => run.Statement > own.Statement && run.ReportedLate.Any(late => !late.IsHolding && late.On <= entry.On
            && !account.Runs.Exists(before => before.Statement <= own.Statement && before.LateBefore.Exists(placed => placed.Contained && placed.Line == late))));

    // Where nothing but the numbers says why the balance is one from before the last filing, or quite another, or why the rows of the first filing disagree.
    private static bool MayBeOfAnother(OpenAccount account, AccountRun run, FindingCause? cause) => run.Tally.Lines is [{ Words.MayBeSeveral: true, Label.IsEmpty: true }, ..] && run.PreviousWithLate switch
    {
        null => run.Tally.Contradictions > 0,
        { } before => run.Gap != 0 && cause is FindingCause.EarlierLinesLeftOut or FindingCause.BalanceMisstated or FindingCause.NumbersDisagree or FindingCause.Unexplained
            && (GoesOnFromEarlier(account, run) || (cause == FindingCause.Unexplained && run.Tally.Opening is { } opening && !Nearness.AreWithin(Nearness.Tenth, before, opening) && Splits.Ratio(before, opening) is null)),
    };

    // From a telling balance that the account had before its last one, and that no row of this filing leaves.
    private static bool GoesOnFromEarlier(OpenAccount account, AccountRun run)
    {
        var earlier = account.Runs.TakeWhile(other => !ReferenceEquals(other, run)).SelectMany(other => other.Tally.Lines).ToList();
        return run.Tally.Lines.Select(line => line.Before).Append(run.Tally.Opening).Any(start => start is { } balance && balance != run.Previous && OtherWords.Telling(balance)
            && !run.Tally.Lines.Any(line => line.Stated == balance && line.Change != 0) && earlier.Exists(line => line.Stated == balance || line.Before == balance));
    }

    // Options written and swaps are held short; what is granted, exercised or converted is not.
    private static bool CanBeShort(CountedLine line) => line.Words.Table == FormTable.II && (line.Line.EquitySwapInvolved == true || line.Line.TransactionCode is not ("A" or "M" or "C" or "X" or "O" or "F" or "D" or "G"));

    private static bool Touches(OpenAccount account, AccountWords words) => account.Runs.Exists(run => run.Tally.Lines.Any(line => line.Words == words));

    private static string? Ratio(decimal? was, decimal? @is, FindingCause cause)
    {
        if (cause is not (FindingCause.Unexplained or FindingCause.Split) || (was, @is) is not ({ } before, { } after)) return null;
        if (Splits.Ratio(before, after) is { } exact) return Written(exact);
        return Splits.Ratio(before, after, announced: true) is { } near ? (cause == FindingCause.Split ? "" : "~") + Written(near) : null;

        static string Written((int New, int Old) ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio.New}:{ratio.Old}");
    }

    private string InWords(OpenAccount account, AccountRun run) => run.Doubt switch
    {
        Doubt.AnotherFits => "Several accounts bear these words and this balance, or the footnote names another than the balance does; either may be meant.",
        Doubt.Nearest => "None of the accounts that bear these words has this balance, and no footnote says which is meant; the nearest is taken.",
        Doubt.NewAccount when !ReferenceEquals(run, account.Runs[0]) => "Other lines of this filing bear these words too and begin an account; these may be meant for it.",
        Doubt.NewAccount when !accounts.Any(other => other.Runs[0].Statement < run.Statement && other.FirstLine.Words == account.FirstLine.Words) => "Several lines of this filing bear these words and do not follow one another by amount; they are counted as accounts of their own.",
        Doubt.NewAccount => "None of the accounts that bear these words has this balance; another one is begun, though one met before may be meant.",
        _ => "Footnotes name these lines apart, but their balances follow one another or are one: it may be the total over several accounts.",
    };

    private static string Words(CountedLine line) => line.Line.NatureOfOwnership is { } nature ? $"{line.Line.SecurityTitle}, {nature}" : line.Line.SecurityTitle ?? "";

    private static string Price(CountedLine old, CountedLine line) =>
        old.Words.Price is { } was && line.Words.Price is { } price && was != price ? $" at {Number(price)}, which was at {Number(was)}" : "";

    private static BalanceFinding Finding(AccountRun run, FindingKind kind, FindingCause cause, decimal? difference, string message) => new()
    {
        Kind = kind,
        Cause = cause,
        On = run.Gap != 0 ? run.GapOn : run.FirstDay,
        Since = run.PreviousDay,
        Difference = difference,
        Lines = [.. run.Tally.Lines.Select(line => line.Id)],
        Message = message,
    };

    private string Sentence(AccountRun run, decimal gap, GapCause cause)
    {
        var filing = statements[run.Statement].Filing.Filing;
        // An amendment's lines stand in the place of the original's.
        if (run.Tally.Lines is [{ PrintedIn.Filing: var printed }, ..] && !string.Equals(printed, filing, StringComparison.Ordinal)) filing += $", as {printed} amends it,";
        var dollars = run.Tally.Lines is [{ Words.InDollars: true }, ..] ? "$" : "";
        string Amount(decimal number) => number < 0 ? $"-{dollars}{Number(-number)}" : dollars + Number(number);
        var before = run.Previous is { } previous ? Amount(previous) : "nothing";
        var why = run.ReportedLate.Count > 0 ? "it reports late what happened before"
            : cause.Cause == FindingCause.PlanAccrual && gap < 0 ? "a plan's account changes without reporting"
            : GapCauses.InWords(cause.Cause);
        var late = run.Gap != 0 && run.LateBefore.Exists(placed => placed.Contained && placed.Line.Change != 0) ? $", of which {(run.LateContained > 0 ? "+" : "")}{Amount(run.LateContained)} is reported later" : "";
        return $"{filing} starts from {Amount(run.Previous + gap ?? gap)} where {before} was left ({(gap > 0 ? "+" : "")}{Amount(gap)}{late}): {why}{(cause.Because is { } because ? $" ({because})" : "")}.";
    }

    private static string Number(decimal number) => number.ToString("#,0.####", CultureInfo.InvariantCulture);
}
