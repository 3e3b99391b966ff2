namespace HoldingsLedger.Holdings;

/// <summary>How a filing's lines fit the account they are put to.</summary>
internal enum Fit
{
    /// <summary>The account is met for the first time.</summary>
    First,

    /// <summary>The opening equals the previous closing.</summary>
    Ties,

    /// <summary>Nothing to compare: the previous balance or the opening is unknown.</summary>
    Unknown,

    /// <summary>It ties once lines whose balance moves against their A/D are turned.</summary>
    DirectionContradicts,

    /// <summary>It reports late what explains an earlier gap, or states the balance of an earlier day.</summary>
    Late,

    /// <summary>The opening differs from the previous closing.</summary>
    Gap,
}

/// <summary>What one filing says of one account, in running order.</summary>
internal sealed class AccountRun
{
    public required int Statement { get; init; }

    public required Tally Tally { get; set; }

    public required Fit Fit { get; init; }

    /// <summary>The lines that stand at this filing's place: all of them, but for those reported late.</summary>
    public required IReadOnlyList<CountedLine> Lines { get; set; }

    /// <summary>Other orders in which the numbers agree as well and end in another balance; the next filing may tell.</summary>
    public IReadOnlyList<Tally> OtherOrders { get; set; } = [];

    /// <summary>Lines of this filing that stand before an earlier run: reported late.</summary>
    public IReadOnlyList<CountedLine> ReportedLate { get; init; } = [];

    /// <summary>Opening minus previous closing as filed; <c>null</c> where there is nothing to compare.</summary>
    public decimal? GapAsFiled { get; set; }

    /// <summary>What remains of the gap once late reports explain it.</summary>
    public decimal Gap { get; set; }

    /// <summary>
    /// The day of the unexplained change: the later of the first day this filing speaks of and the last day earlier ones did; an earlier one by which, as the
    /// balance of a later filing shows, all of it had come about.
    /// </summary>
    public DateOnly GapOn
    {
        get => GapByThen is [.., var (day, _)] && RestOfGap == 0 ? day : field;
        init;
    }

    /// <summary>How much of the gap had come about by earlier days, whose balances later filings state.</summary>
    public List<(DateOnly On, decimal Change)> GapByThen { get; } = [];

    /// <summary>What of the gap is left for this filing's own days.</summary>
    public decimal RestOfGap => Gap - GapByThen.Sum(part => part.Change);

    /// <summary>The last day earlier filings spoke of the account; from it on the gap may have come about.</summary>
    public DateOnly? PreviousDay { get; set; }

    /// <summary>The balance before this run as earlier filings leave it.</summary>
    public decimal? Previous { get; set; }

    /// <summary>Later filings' late lines that stand before this run.</summary>
    public List<LateLine> LateBefore { get; } = [];

    /// <summary>Why other accounts under the same words could be meant just as well.</summary>
    public Doubt Doubt { get; init; }

    /// <summary>The account goes on here under other words: a title or nature that changed.</summary>
    public CountedLine? RenamedFrom { get; init; }

    public DateOnly FirstDay { get; init; }

    /// <summary>The last day whose transactions its totals can contain: the day it was written on, but on Forms 3 and 5 the day they state.</summary>
    public DateOnly SpeaksUntil { get; init; }

    /// <summary>Of the lines this filing reports late, those that the totals printed since contain or had forgotten; the next filing may tell.</summary>
    public IReadOnlyList<LateLine> Unsettled { get; set; } = [];

    /// <summary>Its closing is a misprint, as the filings before and after it show.</summary>
    public bool IsMisprint { get; private set; }

    /// <summary>What late lines that stand before this run changed and its totals contain.</summary>
    public decimal LateContained => LateBefore.Where(late => late.Contained).Sum(late => late.Line.Change ?? 0m);

    /// <summary>The balance before this run, with what later filings report of the time before.</summary>
    public decimal? PreviousWithLate => Previous + LateContained;

    public decimal LateSum => LateBefore.Sum(late => late.Line.Change ?? 0m);

    /// <summary>A line that a later filing reports happened before this run. A holding before an account's first filing says where it begins, as a Form 3 in time does.</summary>
    public void PutBefore(LateLine late)
    {
        LateBefore.Add(late);
        if (Previous is not null)
        {
            if (late.Contained) Explain(late.Line);
        }
        else if (Fit == Fit.First && late.Line is { IsHolding: true, Stated: { } stated, On: var day } && Tally.Opening is { } opening)
        {
            (Previous, PreviousDay, GapAsFiled) = (stated, day, opening - stated);
            Gap = opening - stated - LateBefore.Where(other => other.Contained && other.Line.On > day).Sum(other => other.Line.Change ?? 0m)
                + LateBefore.Where(other => !other.Contained && other.Line.On <= day).Sum(other => other.Line.Change ?? 0m);
        }
    }

    private void Explain(CountedLine late)
    {
        var change = late.Change ?? 0m;
        Gap -= change;
        var then = GapByThen.FindIndex(part => part.On >= late.On);
        if (then >= 0) GapByThen[then] = GapByThen[then] with { Change = GapByThen[then].Change - change };
    }

    /// <summary>The run before is a misprint: this one goes on from what was left before that.</summary>
    public void GoOnFromBefore(AccountRun misprint)
    {
        Gap += misprint.Gap;
        if (GapByThen.Count > 0) GapByThen[0] = GapByThen[0] with { Change = GapByThen[0].Change + misprint.Gap };
        misprint.Gap = 0;
        misprint.GapByThen.Clear();
        misprint.IsMisprint = true;
    }
}

/// <summary>An account while the filings are gone through in order of acceptance.</summary>
internal sealed class OpenAccount
{
    private AccountLabel label = AccountLabel.None;
    private int labelled;
    private (int Runs, List<DatedEntry>? Entries) dated;

    public List<AccountRun> Runs { get; } = [];

    /// <summary>Lines put to another account of the same words that could have been meant for this one, and how many filings had spoken of it by then.</summary>
    public List<(AccountRun Elsewhere, int Runs, DateOnly Since)> Doubts { get; } = [];

    /// <summary>The balance as the last filing leaves it; <c>null</c> while none was stated.</summary>
    public decimal? Balance { get; set; }

    public DateOnly LastOn { get; set; }

    public required CountedLine FirstLine { get; init; }

    public required CountedLine LastLine { get; set; }

    /// <summary>The day from which a Form 3 with nothing owned makes this account zero.</summary>
    public DateOnly? ZeroFrom { get; set; }

    /// <summary>Its entries by their dates while the filings are gone through: worked out once for each filing, however many ways of reading it are tried.</summary>
    public List<DatedEntry> Entries
    {
        get
        {
            if (dated.Entries is not { } entries || dated.Runs != Runs.Count) dated = (Runs.Count, entries = DatedEntries.Of(this));
            return entries;
        }
    }

    /// <summary>What the last footnotes that spoke of it said of which account it is.</summary>
    public AccountLabel Label
    {
        get
        {
            for (; labelled < Runs.Count; labelled++)
            {
                if (Runs[labelled].Tally.Lines is { Count: > 0 } lines && !lines[^1].Label.IsEmpty) label = lines[^1].Label;
            }

            return label;
        }
    }

    /// <summary>What the Form 3 that began it lists beneath a derivative whose balance nobody has stated yet.</summary>
    public decimal? Listed => Balance is null ? FirstListed : null;

    /// <summary>What the Form 3 that began it lists beneath a derivative: it has no column 9, so no balance is stated (domain section 3.7).</summary>
    public decimal? FirstListed => FirstLine is { IsHolding: true, Stated: null } ? FirstLine.Line.UnderlyingShares : null;

    /// <summary>A Form 3 with nothing owned, accepted after the account's first filing, makes it zero from an earlier day: what that filing starts from is a change without a line.</summary>
    public void BeginFromNothing(DateOnly day)
    {
        var first = Runs[0];
        if (ZeroFrom is not null || first.Tally.Opening is not { } opening || first.LateBefore.Exists(late => late.Line.IsHolding || late.Line.On < day)) return;
        dated = default;
        (ZeroFrom, first.Previous, first.PreviousDay, first.GapAsFiled) = (day, 0m, day, opening);
        first.Gap = opening - first.LateContained;
    }

    /// <summary>Lines the last filing reported late turn out to have been forgotten by the totals that seemed to contain them, or the other way round.</summary>
    public void SettleOtherwise()
    {
        var unsettled = Runs[^1].Unsettled;
        Balance += LateReport.Otherwise(unsettled);
        foreach (var late in unsettled)
        {
            var run = Runs[late.Run];
            run.LateBefore[run.LateBefore.IndexOf(late)] = late with { Contained = !late.Contained };
            run.Gap += (late.Contained ? 1 : -1) * late.Line.Change ?? 0m;
        }

        Runs[^1].Unsettled = [];
        dated = default;
    }

    /// <summary>The last filing's lines turn out to count in another order: the balance is that order's closing.</summary>
    public void Reorder(Tally order)
    {
        var run = Runs[^1];
        var gap = order.Opening - run.Previous;
        (run.Tally, run.Lines, run.OtherOrders) = (order, order.Lines, []);
        (run.GapAsFiled, run.Gap) = (gap, gap ?? 0m);
        Balance = order.Closing;
        dated = default;
    }
}
