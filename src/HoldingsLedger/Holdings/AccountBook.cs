using HoldingsLedger.Findings;

namespace HoldingsLedger.Holdings;

/// <summary>
/// Writes the accounts out for a person to follow by hand: dated entries, each with the balance after it, what the filer printed, and the findings tied to
/// it; and counts the checks, a filing's opening held against the previous closing (domain section 3.3).
/// </summary>
/// <param name="Accounts">In reading order: Table I before II, then by title and way of owning.</param>
/// <param name="Checks">One for each filing and account met in an earlier filing.</param>
/// <param name="Ties">Those of the checks that agree as filed.</param>
internal sealed record AccountBook(IReadOnlyList<Account> Accounts, int Checks, int Ties)
{
    private static readonly List<BalanceFinding> NoFindings = [];

    public static AccountBook Of(IReadOnlyList<Statement> statements, IReadOnlyList<OpenAccount> accounts, IReadOnlyList<HeldFiling> unsettled)
    {
        var findings = new AccountFindings(statements, accounts);
        var ofRuns = accounts.Select(account => OfRuns(account, findings)).ToList();
        TotalsElsewhere.Doubt(accounts, ofRuns);
        for (var i = 0; i < accounts.Count; i++) WithoutMisprints(accounts[i], ofRuns[i], findings);
        var written = accounts.Select((account, at) => Write(account, ofRuns[at], findings, unsettled, statements)).ToList();
        written.Sort(InReadingOrder);
        var checks = accounts.SelectMany(account => account.Runs.Skip(1)).Where(run => run.GapAsFiled is not null).ToList();
        return new AccountBook(written, checks.Count, checks.Count(run => run.GapAsFiled == 0));
    }

    private static Dictionary<AccountRun, List<BalanceFinding>> OfRuns(OpenAccount account, AccountFindings findings)
    {
        var ofRun = new Dictionary<AccountRun, List<BalanceFinding>>();
        foreach (var run in account.Runs)
        {
            var own = findings.OfRun(account, run);
            if (own.Count > 0) ofRun[run] = own;
        }

        return ofRun;
    }

    // What one filing prints and those before and after it contradict moves nothing: both gaps vanish, as with a late report, and our balance stands beside the printed
    // one. What a note says a plan acquired meanwhile is left of the second. What several filings carry on may have been so.
    private static void WithoutMisprints(OpenAccount account, Dictionary<AccountRun, List<BalanceFinding>> ofRun, AccountFindings findings)
    {
        for (var i = 0; i + 1 < account.Runs.Count; i++)
        {
            var (run, next) = (account.Runs[i], account.Runs[i + 1]);
            if (!IsMisstated(run) || !IsMisstated(next) || !findings.AreUndone(account, run, next)) continue;
            next.GoOnFromBefore(run);
            i++;
        }

        bool IsMisstated(AccountRun run) => run.Gap != 0 && ofRun.TryGetValue(run, out var own) && own.Exists(finding => finding is { Kind: FindingKind.BalanceGap, Cause: FindingCause.BalanceMisstated });
    }

    private static Account Write(OpenAccount account, Dictionary<AccountRun, List<BalanceFinding>> ofRun, AccountFindings made, IReadOnlyList<HeldFiling> unsettled, IReadOnlyList<Statement> statements)
    {
        var findings = account.Runs.SelectMany(run => ofRun.TryGetValue(run, out var own) ? own : NoFindings).ToList();
        findings.AddRange(made.OfEmptied(account));
        findings.AddRange(account.Doubts.Select(doubt => AccountFindings.OfDoubt(account, doubt.Elsewhere, doubt.Runs, doubt.Since)));
        foreach (var amendment in unsettled)
        {
            if (AccountFindings.OfUnsettled(account, amendment) is { } finding) findings.Add(finding);
        }

        var entries = Entries(account, ofRun, findings, statements);
        var name = NameIn(account, account.LastLine);
        return new Account
        {
            Security = name.Security,
            Ownership = name.Ownership,
            NatureOfOwnership = name.NatureOfOwnership,
            InDollars = account.LastLine.Words.InDollars,
            FormerNames = [.. FormerNames(account)],
            Entries = entries,
            Findings = findings,
        };
    }

    // Where only the footnote names an account, another footnote is another name.
    private static IEnumerable<FormerName> FormerNames(OpenAccount account)
    {
        CountedLine? named = null;
        foreach (var run in account.Runs.Where(run => run.Tally.Lines.Count > 0))
        {
            var line = run.Tally.Lines[0];
            if (run.RenamedFrom is { } old) yield return new FormerName(run.GapOn, NameIn(account, old));
            else if (named is not null && line.Words.AreNamedByFootnote && line.Label.Differs(named.Label)) yield return new FormerName(run.GapOn, NameIn(account, named));
            if (!run.Tally.Lines[^1].Label.IsEmpty) named = run.Tally.Lines[^1];
        }
    }

    private static AccountName NameIn(OpenAccount account, CountedLine line) => new(
        new HeldSecurity(line.Line.SecurityTitle, line.Words.Table.ToString(), Term(account, line, words => words.Price), Term(account, line, words => words.ExercisableOn), Term(account, line, words => words.ExpiresOn)),
        line.Words.Owning.Ownership,
        line.ShownNature());

    // A term that one filing prints and the next leaves to a footnote is known all the same.
    private static T? Term<T>(OpenAccount account, CountedLine line, Func<AccountWords, T?> term)
        where T : struct => term(line.Words) ?? account.Runs.SelectMany(run => run.Tally.Lines).Select(other => term(other.Words)).FirstOrDefault(value => value is not null);

    private static List<AccountEntry> Entries(OpenAccount account, Dictionary<AccountRun, List<BalanceFinding>> ofRun, List<BalanceFinding> all, IReadOnlyList<Statement> statements)
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
                else if (entry.Kind == EntryKind.Unexplained) findings = found.FindAll(SpeaksOfChange);
                if (entry.Kind == EntryKind.Unexplained && own.Tally.Flipped.Count > 0) findings = findings.ConvertAll(finding => SpeaksOfChange(finding) ? OfItsOwn(entry, finding) : finding);
            }

            if (tied == false)
            {
                var differs = AccountFindings.OfEntry(account, entry, own, stated!.Value);
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

    private static bool SpeaksOfChange(BalanceFinding finding) => finding.Kind == FindingKind.BalanceGap || finding.Cause == FindingCause.DirectionContradictsBalance;

    // Of several letters turned, and of what they leave, each change has its own part of what the filing differs by.
    private static BalanceFinding OfItsOwn(DatedEntry entry, BalanceFinding finding) => finding.Difference == entry.Change ? finding : finding with { Difference = entry.Change };

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
