using System.Globalization;
using HoldingsLedger.Findings;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Holdings;

/// <summary>Writes the accounts out as entries and ties to each what disagrees, with its cause.</summary>
internal sealed class AccountFindings(IReadOnlyList<Statement> statements, IReadOnlyList<OpenAccount> accounts, IReadOnlyList<HeldFiling> unsettled)
{
    private static readonly List<BalanceFinding> NoFindings = [];

    private int checks;
    private int ties;

    public sealed record Book(IReadOnlyList<Account> Accounts, int Checks, int Ties);

    public Book Write()
    {
        var causes = new GapCauses(statements, accounts);
        var ofRuns = accounts.Select(account => OfRuns(account, causes)).ToList();
        TotalsElsewhere.Doubt(accounts, ofRuns);
        var written = accounts.Select((account, at) => Write(account, ofRuns[at])).ToList();
        written.Sort(InReadingOrder);
        return new Book(written, checks, ties);
    }

    private Dictionary<AccountRun, List<BalanceFinding>> OfRuns(OpenAccount account, GapCauses causes)
    {
        var ofRun = new Dictionary<AccountRun, List<BalanceFinding>>();
        foreach (var run in account.Runs)
        {
            var own = OfRun(account, run, causes);
            if (own.Count > 0) ofRun[run] = own;
            Check(account, run);
        }

        return ofRun;
    }

    private Account Write(OpenAccount account, Dictionary<AccountRun, List<BalanceFinding>> ofRun)
    {
        var findings = account.Runs.SelectMany(run => ofRun.TryGetValue(run, out var own) ? own : NoFindings).ToList();
        findings.AddRange(account.Doubts.Select(doubt => Doubted(account, doubt.Elsewhere, doubt.Runs, doubt.Since)));
        foreach (var amendment in unsettled)
        {
            if (Unsettled(account, amendment) is { } finding) findings.Add(finding);
        }

        var entries = Entries(account, ofRun, findings);
        var name = NameIn(account, account.LastLine);
        return new Account
        {
            Security = name.Security,
            Ownership = name.Ownership,
            NatureOfOwnership = name.NatureOfOwnership,
            InDollars = account.LastLine.Words.InDollars,
            FormerNames = [.. account.Runs.Where(run => run.RenamedFrom is not null).Select(run => new FormerName(run.GapOn, NameIn(account, run.RenamedFrom!)))],
            Entries = entries,
            Findings = findings,
        };
    }

    private static AccountName NameIn(OpenAccount account, CountedLine line) => new(
        new HeldSecurity(line.Line.SecurityTitle, line.Words.Table.ToString(), Term(account, words => words.Price), Term(account, words => words.ExercisableOn), Term(account, words => words.ExpiresOn)),
        line.Words.Owning.Ownership,
        line.ShownNature());

    // A term that one filing prints and the next leaves to a footnote is known all the same.
    private static T? Term<T>(OpenAccount account, Func<AccountWords, T?> term)
        where T : struct => term(account.LastLine.Words) ?? account.Runs.SelectMany(run => run.Tally.Lines).Select(line => term(line.Words)).FirstOrDefault(value => value is not null);

    private void Check(OpenAccount account, AccountRun run)
    {
        if (ReferenceEquals(run, account.Runs[0]) || run.GapAsFiled is not { } gap) return;
        checks++;
        if (gap == 0) ties++;
    }

    private List<BalanceFinding> OfRun(OpenAccount account, AccountRun run, GapCauses causes)
    {
        var findings = new List<BalanceFinding>();
        if (run.GapAsFiled is { } gap && gap != 0)
        {
            var cause = causes.Of(account, run);
            findings.Add(Finding(run, FindingKind.BalanceGap, cause.Cause, gap, Sentence(run, gap, cause)) with { Ratio = Ratio(run, cause.Cause) });
        }
        else if (run.Tally.Flipped is [var against, ..] flipped)
        {
            // Where nothing earlier stands against the opening, no gap says so.
            findings.Add(Finding(run, FindingKind.RunningOrderUnclear, FindingCause.DirectionContradictsBalance, -flipped.Sum(line => 2 * line.Change!.Value),
                $"The balance moves against the A or D of {string.Join(", ", flipped.Select(line => line.Id.Line))} as printed; the letters are kept, and what the balance says otherwise is a change of its own.") with { On = against.On });
        }

        if (OpeningsTooLarge.Of(account, run, causes) is { } large) findings.Add(Finding(run, FindingKind.OpeningTooLarge, large.Cause, run.Tally.Opening, large.Message));

        if (run.Tally.Contradictions > 0)
        {
            var cause = causes.OfContradiction(account, run);
            findings.Add(Finding(run, FindingKind.RunningOrderUnclear, cause.Cause, null,
                $"No order of these {run.Tally.Lines.Count} lines makes the printed balances agree with the amounts; they are counted in row order.{(cause.Because is { } because ? $" {because}." : "")}"));
        }

        if (run.OtherOrders is [var other, ..])
        {
            findings.Add(Finding(run, FindingKind.RunningOrderUnclear, FindingCause.SeveralCandidates, other.Closing - run.Tally.Closing,
                $"The balances of these {run.Tally.Lines.Count} lines agree with the amounts in several orders: they leave {Number(run.Tally.Closing!.Value)} or {Number(other.Closing!.Value)}, and no filing says which."));
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

        if (run.RenamedFrom is { } old)
        {
            findings.Add(Finding(run, FindingKind.AccountRenamed, FindingCause.TitleOrNatureChanged, null,
                $"The balance of \"{Words(old)}\" goes on here as \"{Words(run.Tally.Lines[0])}\"."));
        }

        foreach (var line in run.Tally.Lines) OfLine(line, findings);
        return findings;
    }

    // Lines put to another account of the same words: until this one goes on, they may be its own.
    private static BalanceFinding Doubted(OpenAccount account, AccountRun elsewhere, int runs, DateOnly since) => new()
    {
        Kind = FindingKind.AmbiguousAccount,
        Cause = FindingCause.SeveralCandidates,
        On = elsewhere.FirstDay,
        Since = since,
        Until = account.Runs.Skip(runs).FirstOrDefault(run => run is { GapAsFiled: 0m, Doubt: Doubt.None })?.FirstDay ?? DateOnly.MaxValue,
        Lines = [.. elsewhere.Tally.Lines.Select(line => line.Id)],
        Message = "These lines are counted in another account, and may be meant for this one.",
    };

    private static string? Ratio(AccountRun run, FindingCause cause)
    {
        if (cause is not (FindingCause.Unexplained or FindingCause.Split) || run is not { Previous: { } before, Tally.Opening: { } after }) return null;
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

    private static void OfLine(CountedLine line, List<BalanceFinding> findings)
    {
        void Add(FindingKind kind, FindingCause cause, string message) => findings.Add(new BalanceFinding { Kind = kind, Cause = cause, On = line.On, Lines = [line.Id], Message = message });
        if (line.Stated is null && !(line.Words.Table == FormTable.II && line.PrintedIn.FormType is "3" or "3/A"))
        {
            Add(FindingKind.MissingFact, FindingCause.NoBalance, "The line prints no balance; it is worked out from the one before.");
        }

        if (line.Change is null) Add(FindingKind.MissingFact, FindingCause.NoAmount, "The line has no usable amount or direction; its change is unknown, which is not zero.");
        if (line.DateMissing) Add(FindingKind.MissingFact, FindingCause.NoDate, $"The line has no date; it stands on {Day(line.On)}, the filing's.");
        if (line.Line.Confidence < 1) Add(FindingKind.UnreviewedLine, FindingCause.NotCertain, string.Create(CultureInfo.InvariantCulture, $"The line was read with confidence {line.Line.Confidence:0.####} and nobody has reviewed it."));
        if (!line.DateMissing && Unlikely(line))
        {
            Add(FindingKind.UnlikelyDate, FindingCause.DateAsFiled, $"{Day(line.On)} can hardly be meant; it is kept as filed.");
            // Where it stands by the date as filed is not where it happened: every balance between the two is wrong.
            var meant = line.PrintedIn.PeriodOfReport ?? EffectiveDay.Written(line.PrintedIn);
            findings[^1] = findings[^1] with { Since = line.On < meant ? line.On : meant };
        }
    }

    // Section 16(a) dates from 1934; nobody reports more than days ahead.
    private static bool Unlikely(CountedLine line) => line.On.Year < 1934 || line.On > DateOnly.FromDateTime(line.PrintedIn.KnownAt.UtcDateTime).AddDays(366);

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
        return $"{filing} starts from {Amount(run.Previous + gap ?? gap)} where {before} was left ({(gap > 0 ? "+" : "")}{Amount(gap)}): {why}{(cause.Because is { } because ? $" ({because})" : "")}.";
    }

    private static BalanceFinding? Unsettled(OpenAccount account, HeldFiling amendment)
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

    private static bool Touches(OpenAccount account, AccountWords words) => account.Runs.Exists(run => run.Tally.Lines.Any(line => line.Words == words));

    private List<AccountEntry> Entries(OpenAccount account, Dictionary<AccountRun, List<BalanceFinding>> ofRun, List<BalanceFinding> all)
    {
        var dated = DatedEntries.Of(account);
        var entries = new List<AccountEntry>(dated.Count);
        var shown = new HashSet<AccountRun>();
        var anyLate = account.Runs.Exists(run => run.LateBefore.Count > 0);
        foreach (var entry in dated)
        {
            var stated = entry.Kind is EntryKind.Opening or EntryKind.Unexplained ? null : entry.Line?.Stated;
            bool? tied = stated is { } printed && entry.Balance is { } balance ? printed == balance : null;
            var findings = NoFindings;
            var own = anyLate && entry.Line is { } line ? account.Runs.Find(run => run.Tally.Lines.Contains(line)) ?? entry.Run : entry.Run;
            if (ofRun.TryGetValue(own, out var found))
            {
                // All of them once; each change that nobody reported bears the one that speaks of it.
                if (shown.Add(own)) findings = found;
                else if (entry.Kind == EntryKind.Unexplained) findings = found.FindAll(finding => finding.Kind == FindingKind.BalanceGap || finding.Cause == FindingCause.DirectionContradictsBalance);
            }

            if (tied == false)
            {
                var differs = Differs(account, entry, own, stated!.Value);
                findings = [.. findings, differs];
                all.Add(differs);
            }

            entries.Add(new AccountEntry
            {
                On = entry.On,
                Kind = entry.Kind,
                Line = entry.Kind is EntryKind.Opening or EntryKind.Unexplained ? null : entry.Line?.Id,
                Code = entry.Kind == EntryKind.Transaction ? entry.Line?.Line.TransactionCode : null,
                Change = entry.Change,
                Balance = entry.Balance,
                Stated = stated,
                Ties = tied,
                Findings = findings,
                Filing = entry.Line?.PrintedIn ?? statements[entry.Run.Statement].Filing,
                Rests = entry.Line is { } shownBy ? [shownBy.Id] : [.. entry.Run.Tally.Lines.Select(counted => counted.Id)],
                Moves = entry.Moves,
            });
        }

        return entries;
    }

    private static BalanceFinding Differs(OpenAccount account, DatedEntry entry, AccountRun own, decimal stated)
    {
        var cause = own.Tally switch
        {
            { Contradictions: > 0 } => FindingCause.NumbersDisagree,
            { Roundings: > 0 } => FindingCause.Rounding,
            { Habit: CountingHabit.FinalTotal } => FindingCause.FinalTotalPrinted,
            _ when account.Runs.Exists(run => run.LateBefore.Count > 0) => FindingCause.ReportedLate,
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

    private static string Number(decimal number) => number.ToString("#,0.####", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static int InReadingOrder(Account one, Account other)
    {
        var order = string.CompareOrdinal(one.Security.Table, other.Security.Table);
        if (order == 0) order = string.CompareOrdinal(one.Security.Title, other.Security.Title);
        if (order == 0) order = string.CompareOrdinal(one.Ownership, other.Ownership);
        if (order == 0) order = string.CompareOrdinal(one.NatureOfOwnership, other.NatureOfOwnership);
        if (order == 0) order = Nullable.Compare(one.Security.ExpiresOn, other.Security.ExpiresOn);
        if (order == 0) order = Nullable.Compare(one.Security.ConversionOrExercisePrice, other.Security.ConversionOrExercisePrice);
        if (order == 0) order = one.Entries[0].On.CompareTo(other.Entries[0].On);
        if (order == 0) order = Nullable.Compare(one.Entries[^1].Balance, other.Entries[^1].Balance);
        return order != 0 ? order : string.CompareOrdinal(one.Entries[0].Filing.Filing, other.Entries[0].Filing.Filing);
    }
}
