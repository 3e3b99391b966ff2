using HoldingsLedger.Forms;

namespace HoldingsLedger.Holdings;

/// <summary>
/// Goes through the filings in order of acceptance and puts every line in force to its account. Between filings (domain section 3.3) the
/// order is that of acceptance, not of transaction dates: filers print the total they have when they write.
/// </summary>
internal sealed class AccountEngine
{
    private readonly Dictionary<AccountWords, List<OpenAccount>> byWords = [];
    private readonly IReadOnlyList<Statement> statements;
    private readonly FootnoteNames names;
    private Dictionary<AccountWords, List<int>>? spokenIn;
    private (DateOnly On, int Statement)? nothingOwned;

    private AccountEngine(IReadOnlyList<Statement> statements)
    {
        this.statements = statements;
        names = new FootnoteNames(statements);
    }

    public List<OpenAccount> Accounts { get; } = [];

    /// <summary>How much stays open (<see cref="LeftOpen"/>): to compare two arrangements of the same lines.</summary>
    public int LeavesOpen { get; private set; }

    public static AccountEngine Run(IReadOnlyList<Statement> statements)
    {
        var engine = new AccountEngine(statements);
        for (var i = 0; i < statements.Count; i++) engine.Take(i);
        return engine;
    }

    private void Take(int at)
    {
        var statement = statements[at];
        if (statement.NothingOwnedFrom is { } day) NothingOwned(day, at);
        if (statement.Lines.Count == 0) return;
        if (statement.Lines.Count == 1)
        {
            Take(at, statement.Lines[0].Words, statement.Lines);
            AccountDoubts.OfNumbersElsewhere(at, Accounts, SpokenIn);
            return;
        }

        var groups = new Dictionary<AccountWords, List<CountedLine>>();
        foreach (var line in statement.Lines)
        {
            if (!groups.TryGetValue(line.Words, out var group)) groups[line.Words] = group = [];
            group.Add(line);
        }

        // Words met before go first: an account that goes on under its own name goes on under no other.
        foreach (var group in groups.OrderBy(group => byWords.ContainsKey(group.Key) ? 0 : 1)) Take(at, group.Key, group.Value);
        AccountDoubts.OfNumbersElsewhere(at, Accounts, SpokenIn);
    }

    private void Take(int at, AccountWords words, List<CountedLine> lines)
    {
        if (!byWords.TryGetValue(words, out var accounts)) byWords[words] = accounts = [];
        var zero = nothingOwned is { } none && none.Statement != at ? none.On : (DateOnly?)null;
        var met = accounts.ToList();
        var doubtful = new List<AccountRun>();
        foreach (var assignment in AccountsApart.Assign(lines, accounts, zero is null ? null : 0m, names))
        {
            var account = assignment.Account;
            CountedLine? renamedFrom = null;
            if (account is null && OtherWords.GoingOn(Accounts, assignment.Tally, words, at, SpokenIn) is { } going)
            {
                account = going;
                renamedFrom = OtherWords.SameTerms(going.LastLine.Words, words) ? null : going.LastLine;
                accounts.Add(account);
            }

            if (account is null)
            {
                account = Open(assignment.Tally, zero);
                accounts.Add(account);
            }

            Append(account, at, assignment, renamedFrom);
            met.Remove(account);
            if (assignment.Doubt != Doubt.None) doubtful.Add(account.Runs[^1]);
        }

        AccountDoubts.OfOtherWords(at, words, accounts, Accounts, SpokenIn);
        AccountDoubts.OfAddedHoldings(at, accounts);
        AccountDoubts.OfEquals(at, accounts);
        AccountDoubts.OfBalancesThatMeet(at, accounts);
        AccountDoubts.OfThoseLeftOut(met, doubtful);
    }

    // In which statements each wording stands: asked for only where an account may go on under other words.
    private Dictionary<AccountWords, List<int>> SpokenIn()
    {
        if (spokenIn is not null) return spokenIn;
        spokenIn = [];
        for (var i = 0; i < statements.Count; i++)
        {
            foreach (var line in statements[i].Lines)
            {
                if (!spokenIn.TryGetValue(line.Words, out var places)) spokenIn[line.Words] = places = [];
                if (places.Count == 0 || places[^1] != i) places.Add(i);
            }
        }

        return spokenIn;
    }

    private OpenAccount Open(Tally tally, DateOnly? zero)
    {
        var first = tally.Lines[0];
        var account = new OpenAccount
        {
            FirstLine = first, LastLine = first, ZeroFrom = zero, Balance = zero is null ? null : 0m, LastOn = zero ?? tally.Lines.Min(line => line.On),
        };
        Accounts.Add(account);
        return account;
    }

    private void Append(OpenAccount account, int at, Assignment assignment, CountedLine? renamedFrom)
    {
        var tally = assignment.Tally;
        var first = account.Runs.Count == 0;
        if (!first) SettleLast(account, assignment);
        var gap = tally.Opening is { } opening && account.Balance is { } balance ? opening - balance : (decimal?)null;
        var late = assignment.Late ?? (first ? null : LateReports.OfTied(account, tally));
        var turned = tally.Flipped.Count == 0 ? 0m : tally.Flipped.Sum(line => 2 * line.Change!.Value);
        var (earliest, latest) = (tally.Lines[0].On, tally.Lines[0].On);
        foreach (var line in tally.Lines)
        {
            if (line.On < earliest) earliest = line.On;
            if (line.On > latest) latest = line.On;
        }

        var run = new AccountRun
        {
            Statement = at,
            Tally = tally,
            Fit = first ? Fit.First : gap == 0 && assignment.Fit is Fit.First or Fit.Gap ? Fit.Ties : assignment.Fit,
            Lines = late?.Rest ?? tally.Lines,
            ReportedLate = late is null ? [] : [.. late.Late.Select(placed => placed.Line)],
            // As filed: the A/D a line bears is what its opening is worked out with.
            GapAsFiled = gap - turned,
            Gap = late is null ? gap ?? 0m : late.Since,
            GapOn = first && account.ZeroFrom is null ? earliest : Later(account.LastOn, late is { Rest: [_, ..] inTime } ? inTime.Min(line => line.On) : earliest),
            PreviousDay = first && account.ZeroFrom is null ? null : account.LastOn,
            Previous = account.Balance,
            FirstDay = earliest,
            SpeaksUntil = SpeaksUntil(statements[at].Filing, earliest),
            Doubt = assignment.Doubt,
            RenamedFrom = renamedFrom,
            OtherOrders = assignment.OtherOrders,
            Unsettled = late?.Unsettled ?? [],
        };
        if (late is not null)
        {
            foreach (var line in late.Late)
            {
                account.Runs[line.Run].PutBefore(line);
                if (late.ByThen is { } part) account.Runs[line.Run].GapByThen.Add((line.Line.On, part));
            }
        }

        account.Runs.Add(run);
        account.Balance = late is not null ? late.Balance : tally.Closing ?? (tally.Lines.Aggregate(account.Balance, (sum, line) => sum + line.Change));
        account.LastLine = tally.Lines[^1];
        // A filing speaks of no day after it went out, whatever date a line bears.
        var written = EffectiveDay.Written(statements[at].Filing);
        if (latest > written) latest = written;
        if (latest > account.LastOn) account.LastOn = latest;
        LeavesOpen += LeftOpenBy(run);
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    // The filing after one whose lines count in several orders, or that reported late what the totals contain or had forgotten, tells which by where it goes on from.
    private void SettleLast(OpenAccount account, Assignment assignment)
    {
        var last = account.Runs[^1];
        if (last.Unsettled.Count > 0 && assignment is { Late: null, Tally.Opening: { } start })
        {
            if (start == account.Balance) last.Unsettled = [];
            else if (start == account.Balance + LateReport.Otherwise(last.Unsettled)) account.SettleOtherwise();
        }

        if (last.OtherOrders.Count == 0) return;
        if (assignment.Reorders is { } order)
        {
            LeavesOpen -= LeftOpenBy(last);
            account.Reorder(order);
            LeavesOpen += LeftOpenBy(last);
        }
        else if (assignment.Tally.Opening is { } opening && opening == account.Balance)
        {
            last.OtherOrders = [];
        }
    }

    private static DateOnly SpeaksUntil(HeldFiling filing, DateOnly first)
    {
        if (filing.FormType is not "4") return first;
        var written = EffectiveDay.Written(filing);
        return written > first ? written : first;
    }

    private static int LeftOpenBy(AccountRun run)
    {
        var open = run.Tally.Contradictions * LeftOpen.Contradiction;
        if (run.Doubt != Doubt.None) open += LeftOpen.Doubt;
        if (run.Tally.Flipped.Count > 0) open += LeftOpen.TurnedDirection;
        if (run.ReportedLate.Count > 0) open += LeftOpen.LateReport;
        if (run.Gap != 0) open += Math.Abs(run.Gap) < 1 ? LeftOpen.Rounding : LeftOpen.Gap;
        return open;
    }

    // A Form 3 with nothing owned (domain section 3.4): every account is zero from its event date, those met before and those met later.
    private void NothingOwned(DateOnly day, int at)
    {
        nothingOwned = (day, at);
        foreach (var account in Accounts)
        {
            // Who becomes an insider on the day of a first grant says what there was before it.
            if (day <= account.Runs[0].FirstDay)
            {
                account.BeginFromNothing(day);
                continue;
            }

            if (day < account.LastOn || account.Balance is not { } balance || balance == 0) continue;
            account.Runs.Add(new AccountRun
            {
                Statement = at, Tally = new Tally(CountingHabit.RowOrder, [], 0m, 0m, 0), Fit = Fit.Gap, Lines = [],
                GapAsFiled = -balance, Gap = -balance, GapOn = day, PreviousDay = account.LastOn, Previous = balance, FirstDay = day, SpeaksUntil = day,
            });
            (account.Balance, account.LastOn) = (0m, day);
        }
    }
}
