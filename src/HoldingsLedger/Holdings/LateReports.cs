using HoldingsLedger.Findings;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Holdings;

/// <summary>A late line, the run before which it stands, and whether that run's totals contain it or had forgotten it.</summary>
internal readonly record struct LateLine(CountedLine Line, int Run, bool Contained = true);

/// <summary>Late lines, the lines that do not move, and the balance afterwards.</summary>
internal sealed record LateReport(IReadOnlyList<LateLine> Late, IReadOnlyList<CountedLine> Rest, decimal? Balance)
{
    /// <summary>What has changed without a line since the account's last filing, where the totals are those of the day it was written.</summary>
    public decimal Since { get; init; }

    /// <summary>Those of the lines that are a part of a gap, or that its filing's totals had forgotten: what the account's next filing starts from may tell.</summary>
    public IReadOnlyList<LateLine> Unsettled { get; init; } = [];

    /// <summary>How much of the gap of the filing after it had come about by the day of this holding.</summary>
    public decimal? ByThen { get; init; }

    /// <summary>By how much the balance differs where they are the one and not the other.</summary>
    public static decimal Otherwise(IReadOnlyList<LateLine> unsettled) => unsettled.Sum(late => (late.Contained ? 1 : -1) * late.Line.Change ?? 0m);
}

/// <summary>
/// Reported late (domain section 3.5): a filing that reports a transaction dated before an earlier filing's may explain a gap found before.
/// Its totals are either those of the day it was written, which contain the change already, or those of the transaction's own day.
/// Both ways the two gaps vanish and the change stands on its own date.
/// </summary>
internal static class LateReports
{
    // Of many lines some make up any sum.
    public const int FewLines = 6;

    private const int Half = 2;

    public static LateReport? Find(OpenAccount account, Tally tally) =>
        AsTotalsOfTheYearsEnd(account, tally, contained: true) ?? AsTotalsOfThatDay(account, tally) ?? AsTotalsOfTheYearsEnd(account, tally, contained: false);

    // Column 5 of a Form 5 is headed "at end of issuer's fiscal year": what filings of later days changed is not in it.
    private static LateReport? AsTotalsOfTheYearsEnd(OpenAccount account, Tally tally, bool contained)
    {
        if (account.Balance is not { } balance || tally is not { Contradictions: 0, Opening: { } opening, Closing: { } closing, Lines: [{ PrintedIn: { FormType: "5", PeriodOfReport: { } ends } }, ..] }) return null;
        if (account.LastOn <= ends || tally.Lines.Any(line => line.IsHolding || line.Change is null || line.On > ends)) return null;
        if (account.Entries.FindLast(entry => entry.On <= ends).Balance is not { } left || left == balance) return null;
        if (contained) return closing == left ? AsTotalsOfThatDay(account, tally with { Opening = opening + balance - left, Closing = balance }) : null;
        if (opening != left) return null;
        var forgotten = tally.Lines.Select(line => new LateLine(line, FirstOfLaterDays(account, line), Contained: false)).ToList();
        return forgotten.TrueForAll(line => line.Run >= 0) ? new LateReport(forgotten, [], balance + closing - left) : null;
    }

    // One that speaks of days on both sides of the line's goes on behind it too.
    private static int FirstOfLaterDays(OpenAccount account, CountedLine late) => account.Runs.FindIndex(run => run.FirstDay > late.On || run.Lines.Any(line => line.On > late.On));

    private static LateReport? AsTotalsOfThatDay(OpenAccount account, Tally tally)
    {
        if (account.Balance is not { } balance || account.Runs.Count == 0) return null;
        // Balances of several days need not follow from one another.
        if (tally.Contradictions > 0) return AtTheirDays(account, tally, balance);
        if (tally is not { Opening: not null, Closing: { } closing }) return null;
        foreach (var line in tally.Lines)
        {
            if (line.Change is null) return null;
        }

        var gaps = GapsBefore(account, tally);
        if ((First(gap => gap.Sum == gap.Run.Gap) ?? OverSeveralGaps(account, tally, balance, closing)) is { } whole) return whole;
        // Without a gap of just that size the same lines again are more likely sent twice than late.
        if (ReportedBefore(account, tally)) return AtTheirDays(account, tally, balance) ?? HoldingOfAnEarlierDay(account, tally, balance);
        return OfADayBeforeAllThatIsHeld(account, gaps, balance, closing)
            ?? BeforeTheFirst(account, tally, balance, closing)
            ?? AtTheirDays(account, tally, balance)
            ?? First(gap => Math.Abs(gap.Run.Gap - gap.Sum) < Math.Abs(gap.Run.Gap))
            ?? First(gap => IsPartOf(gap, account, tally, balance, closing))
            ?? HoldingOfAnEarlierDay(account, tally, balance)
            ?? gaps.Select(gap => WithAChangeSince(gap, balance, closing)).FirstOrDefault(report => report is not null);

        LateReport? First(Func<EarlierGap, bool> isExplained) => gaps.Where(isExplained).Select(gap => Before(gap, tally, balance, closing)).FirstOrDefault(report => report is not null);
    }

    /// <summary>A gap, the lines that its filing's totals can contain, and those that stand at the late filing's own place.</summary>
    private sealed record EarlierGap(int At, AccountRun Run, List<CountedLine> Late, List<CountedLine> Rest)
    {
        public decimal Sum { get; } = Late.Sum(line => line.Change!.Value);

        public decimal AfterAll { get; } = Rest.Sum(line => line.Change!.Value);

        /// <summary>The lines are of the days in which the gap came about, so that its filing is the first whose totals contain them.</summary>
        public bool IsOfTheirTime => Late.TrueForAll(line => line.On >= Run.PreviousDay);

        public List<LateLine> Placed => Late.ConvertAll(line => new LateLine(line, At));
    }

    // Those of the lines' own time first, then the latest.
    private static List<EarlierGap> GapsBefore(OpenAccount account, Tally tally)
    {
        var gaps = new List<EarlierGap>();
        for (var i = account.Runs.Count - 1; i >= 0; i--)
        {
            if (account.Runs[i].Gap == 0) continue;
            var (late, rest) = Split(tally, account.Runs[i].SpeaksUntil);
            var gap = new EarlierGap(i, account.Runs[i], late, rest);
            if (gap.Sum != 0) gaps.Add(gap);
        }

        return [.. gaps.OrderBy(gap => !gap.IsOfTheirTime)];
    }

    private static LateReport? Before(EarlierGap gap, Tally tally, decimal balance, decimal closing)
    {
        // Totals of the day it was written: without the late lines the filing goes on from the previous balance.
        if (closing - gap.AfterAll == balance) return new LateReport(gap.Placed, gap.Rest, closing);
        // Totals of the transaction's own day: the tally goes on from the balance before the gap.
        return IsOfItsDay(gap, tally) ? new LateReport(gap.Placed, gap.Rest, balance) { Unsettled = gap.Sum == gap.Run.Gap || LeadsToASplit(gap, closing) ? [] : gap.Placed } : null;
    }

    /// <summary>
    /// Lines that make up the last filing's gap to the share and go on from the balance before it: they are late with the totals of their own day, though what that filing
    /// reports undoes them (an exercise forgotten when the sale was reported; a grant, when it was used up), so that they go on from its closing too.
    /// </summary>
    public static bool ClosesAGapOfItsDay(OpenAccount account, Tally tally)
    {
        if (account.Runs is not [.., { Gap: not 0 } last] || tally.Lines.Any(line => line.IsHolding || line.Change is null || line.On > last.FirstDay || (line.On == last.FirstDay && !(tally.BeginsWithItsGrant && line.Words.HaveTermsOfTheirOwn)) || line.On < last.PreviousDay)) return false;
        return tally.Lines.Sum(line => line.Change!.Value) == last.Gap && tally.LeavesOpen == 0 && tally.Opening == last.PreviousWithLate && tally.Closing == last.Tally.Opening;
    }

    private static bool IsOfItsDay(EarlierGap gap, Tally tally) => gap.Rest.Count == 0 && gap.Run.Previous is { } previous && tally.Opening == previous + gap.Run.LateSum;

    // What is left of the gap is larger than it or goes the other way: another filing is missing too, or a split has no line. That the lines are in it, a total says which is
    // the last one printed, or the one from which a split makes what the gap's filing starts from.
    private static bool IsPartOf(EarlierGap gap, OpenAccount account, Tally tally, decimal balance, decimal closing) => closing - gap.AfterAll == balance
        ? OtherWords.Telling(balance) && (gap.IsOfTheirTime || account.Runs.Count(run => run.Gap != 0) == 1)
        : IsOfItsDay(gap, tally) && LeadsToASplit(gap, closing);

    private static bool LeadsToASplit(EarlierGap gap, decimal closing) => gap.Run.Tally.Opening is { } after && Splits.Ratio(closing, after) is not null;

    // The lines make up the gap to the share, and since then the stock was split, or less than they moved has changed without a line, as plans do.
    private static LateReport? WithAChangeSince(EarlierGap gap, decimal balance, decimal closing)
    {
        var since = closing - gap.AfterAll - balance;
        var mayBeSo = Splits.Ratio(balance, balance + since) is not null || (OtherWords.Telling(Math.Abs(gap.Sum)) && Math.Abs(since) < Math.Abs(gap.Sum));
        return gap.Sum == gap.Run.Gap && mayBeSo ? new LateReport(gap.Placed, gap.Rest, closing) { Since = since } : null;
    }

    // The lines make up the gap to the share, and their totals are those of a day of which nothing else is known: today's are not as near.
    private static LateReport? OfADayBeforeAllThatIsHeld(OpenAccount account, List<EarlierGap> gaps, decimal balance, decimal closing) =>
        gaps.Find(gap => gap.Rest.Count == 0 && gap.Sum == gap.Run.Gap && OtherWords.Telling(Math.Abs(gap.Sum)) && Math.Abs(closing - balance) >= Math.Abs(gap.Sum)
            && AreBeforeAllThatIsHeld(account, gap.Late)) is { } gap ? new LateReport(gap.Placed, [], balance) : null;

    private static bool AreBeforeAllThatIsHeld(OpenAccount account, List<CountedLine> lines) => account.ZeroFrom is null && lines.TrueForAll(line => line.On < account.Runs[0].FirstDay);

    private static LateReport? AtTheirDays(OpenAccount account, Tally tally, decimal balance) =>
        ForgottenLines.Find(account, tally, balance) is { } report && (!ReportedBefore(account, tally) || MakesUpItsGaps(account, report)) ? report : null;

    private static bool MakesUpItsGaps(OpenAccount account, LateReport report) => report.Late.GroupBy(late => late.Run).All(before =>
        before.All(late => late.Contained) && account.Runs[before.Key].Gap is not 0 and var gap && before.Sum(late => late.Line.Change!.Value) == gap);

    private static LateReport? OverSeveralGaps(OpenAccount account, Tally tally, decimal balance, decimal closing)
    {
        if (tally.Lines.Count < 2) return null;
        var left = tally.Lines.Where(line => line.Change != 0).OrderBy(line => line.On).ToList();
        var placed = new List<LateLine>();
        for (var i = 0; i < account.Runs.Count && left.Count > 0; i++)
        {
            var run = account.Runs[i];
            if (run.Gap == 0) continue;
            var (at, count) = Explaining(left, run);
            placed.AddRange(left.GetRange(at, count).Select(line => new LateLine(line, i)));
            left.RemoveRange(at, count);
        }

        // What is older than the account is in what its first filing implies was held before, or its totals had forgotten it.
        if (ImpliedBefore(account) is not null)
        {
            var older = left.FindAll(line => line.On <= account.Runs[0].SpeaksUntil);
            var forgotten = closing - balance - left.Except(older).Sum(line => line.Change!.Value);
            if (TheOnlyOnesMakingUp(older, forgotten) is not { } others || (placed.Count == 0 && others.Count == 0)) return null;
            placed.AddRange(older.Except(others).Select(line => new LateLine(line, 0)));
        }

        if (placed.Count == 0) return null;
        var moved = placed.Select(late => late.Line.Id).ToHashSet();
        var rest = tally.Lines.Where(line => !moved.Contains(line.Id)).ToList();
        return closing - rest.Sum(line => line.Change!.Value) == balance ? new LateReport(placed, rest, closing) : null;
    }

    // None of few lines, or those that alone among them make up a sum; null where none do or several could be meant.
    private static List<CountedLine>? TheOnlyOnesMakingUp(List<CountedLine> lines, decimal sum)
    {
        if (sum == 0) return [];
        if (lines.Count > FewLines) return null;
        List<CountedLine>? found = null;
        for (var some = 1; some < 1 << lines.Count; some++)
        {
            var these = lines.Where((_, i) => (some & (1 << i)) != 0).ToList();
            if (these.Sum(line => line.Change!.Value) != sum) continue;
            if (found is not null) return null;
            found = these;
        }

        return found;
    }

    // Lines next to each other by date, none too young for the run's totals, that make up its gap.
    private static (int At, int Count) Explaining(List<CountedLine> left, AccountRun run)
    {
        for (var at = 0; at < left.Count; at++)
        {
            var sum = 0m;
            for (var i = at; i < left.Count && left[i].On <= run.SpeaksUntil; i++)
            {
                sum += left[i].Change!.Value;
                if (sum == run.Gap) return (at, i - at + 1);
            }
        }

        return (0, 0);
    }

    /// <summary>What the first filing implies was held before it, where nothing says it. What came before a grant was another one's.</summary>
    public static decimal? ImpliedBefore(OpenAccount account) =>
        account.Runs[0].Previous is not null || account.Runs[0].Tally.BeginsWithItsGrant ? null : account.Runs[0].Tally.Opening;

    // Dated before the account's first day: what the first filing implied was held before it contains the change.
    private static LateReport? BeforeTheFirst(OpenAccount account, Tally tally, decimal balance, decimal closing)
    {
        if (ImpliedBefore(account) is not { } firstOpening) return null;
        var first = account.Runs[0];
        var (late, rest) = Split(tally, first.SpeaksUntil);
        if (late.Count == 0 || late.TrueForAll(line => line.Change == 0) || late.Exists(CameNext)) return null;
        var placed = late.ConvertAll(line => new LateLine(line, 0));
        if (closing - rest.Sum(line => line.Change!.Value) == balance) return new LateReport(placed, rest, closing);
        if (rest.Count > 0) return null;
        if (closing == firstOpening - first.LateContained) return new LateReport(placed, rest, balance);
        // Totals that are neither those before all that is held nor anywhere near today's are still those of their own day, or else another account's of these words.
        if (account.FirstLine.Words.LeaveRoomForOne && AreBeforeAllThatIsHeld(account, late) && !late.Exists(InTime) && tally.Opening is { } opening && !Nearness.AreWithin(Half, opening, balance) && !Nearness.AreWithin(Half, closing, balance)) return new LateReport(placed, rest, balance) { Unsettled = placed };
        return tally.Opening == firstOpening && first.LateBefore.Count == 0 && late.TrueForAll(line => line.On < first.FirstDay)
            ? new LateReport(placed.ConvertAll(line => line with { Contained = false }), rest, balance + late.Sum(line => line.Change!.Value))
            : null;

        // Younger than the account's first transaction, and in time: what came next, whatever the day the first was written on. A holding
        // row has what there was when it was written; that nothing is left then and now says nothing.
        bool CameNext(CountedLine line) => line.On > first.FirstDay && InTime(line) && (balance == 0 || account.Runs.Count > 1 || !account.FirstLine.IsHolding);
    }

    /// <summary>Two business days, with a weekend or a holiday between.</summary>
    public static bool InTime(CountedLine line) => EffectiveDay.Written(line.PrintedIn) <= line.On.AddDays(5);

    /// <summary>A holding that ties, of a day on which the account had not come so far yet: the gap since then had come about by it.</summary>
    public static LateReport? OfTied(OpenAccount account, Tally tally) =>
        tally is { Lines: [{ IsHolding: true } holding], Opening: { } opening } && holding.On < account.LastOn && opening == account.Balance
        && HoldingOfAnEarlierDay(account, tally, opening) is { ByThen: not null } late ? late : null;

    // A holding states the balance of its own day: the event date of a Form 3, the year end of a Form 5.
    private static LateReport? HoldingOfAnEarlierDay(OpenAccount account, Tally tally, decimal balance)
    {
        if (tally.Lines.Count != 1 || tally.Lines[0] is not { IsHolding: true, Stated: { } stated } holding) return null;
        var first = account.Runs[0];
        // Who becomes an insider by a grant or a purchase states what there was before it, and files that a moment later.
        if (holding.PrintedIn.IsForm3 && holding.On == first.FirstDay && first.Previous is null && stated == first.Tally.Opening - first.LateContained) return new LateReport([new LateLine(holding, 0)], [], balance);
        if (holding.On >= account.LastOn) return null;
        if (holding.On < first.FirstDay && first.Previous is null)
        {
            if (first.Tally.Opening is not { } firstOpening) return null;
            // A Form 3 that comes after a Form 4 still is where the account begins; so is a fiscal year's end of the one account that bears these words.
            return stated == firstOpening - first.LateContained || holding.PrintedIn.IsForm3 || (holding.PrintedIn.FormType is "5" && holding.Words.LeaveRoomForOne)
                ? new LateReport([new LateLine(holding, 0)], [], balance)
                : null;
        }

        if (account.ZeroFrom is { } zero && holding.On < zero) return null;

        var entries = account.Entries;
        decimal? onItsDay = null;
        foreach (var entry in entries)
        {
            if (entry.On > holding.On) break;
            onItsDay = entry.Balance;
        }

        var run = account.Runs.FindIndex(later => later.FirstDay > holding.On);
        if (onItsDay == stated) return new LateReport([new LateLine(holding, run < 0 ? account.Runs.Count - 1 : run)], [], balance);
        return run >= 0 && stated - onItsDay is { } change && HadComeAbout(account, account.Runs[run], holding, change) ? new LateReport([new LateLine(holding, run)], [], balance) { ByThen = change } : null;
    }

    // A year end's balance, accepted after the next filing: what that one starts from, wholly; or, of an account like which there is no other, in part, as a plan acquires.
    private static bool HadComeAbout(OpenAccount account, AccountRun run, CountedLine holding, decimal change) => run is { Gap: not 0, GapByThen.Count: 0 }
        && (change == run.Gap || (holding.Words.LeaveRoomForOne && !holding.Label.Differs(account.Label) && Math.Sign(change) == Math.Sign(run.Gap) && Math.Abs(change) < Math.Abs(run.Gap)));

    // The same transactions with the same balances, sent again: they happened once.
    private static bool ReportedBefore(OpenAccount account, Tally tally) => tally.Lines.All(line => account.Runs.Exists(run => run.Tally.Lines.Any(other =>
        other.On == line.On && other.Change == line.Change && other.Stated == line.Stated && other.Line.Kind == line.Line.Kind)));

    private static (List<CountedLine> Late, List<CountedLine> Others) Split(Tally tally, DateOnly day)
    {
        var late = new List<CountedLine>();
        var rest = new List<CountedLine>();
        foreach (var line in tally.Lines) (line.On <= day && line.Line.Kind == LineKind.Transaction ? late : rest).Add(line);
        return (late, rest);
    }
}
