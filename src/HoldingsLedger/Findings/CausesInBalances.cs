using System.Globalization;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Findings;

/// <summary>Causes that an account's own filings show by their numbers alone.</summary>
internal static class CausesInBalances
{
    /// <summary>A Form 3 says so of accounts that it has no line of.</summary>
    public static GapCause? NothingOwned(Gap gap) => gap.Lines.Count == 0 ? new(FindingCause.NothingOwnedBefore) : null;

    /// <summary>A Form 3 says so, and the account's first filing starts from something.</summary>
    public static GapCause? NothingOwnedBefore(Gap gap) => gap.Place == 0 && gap.Account.ZeroFrom is not null && gap.Amount > 0 ? new(FindingCause.NothingOwnedBefore) : null;

    /// <summary>A where the balance falls, D where it rises. Twice a sale may also be what vested on the same day.</summary>
    public static GapCause? DirectionContradictsBalance(Gap gap) => gap.Run.Tally.Flipped.Count == 0 ? null
        : CausesInAccounts.OtherSecurity(gap, gap.AmountAsFiled)
            ?? new(FindingCause.DirectionContradictsBalance, $"{string.Join(", ", gap.Run.Tally.Flipped.Select(line => line.Id.Line))} as printed{RestOf(gap, "the other way round")}");

    // What turning the letters, or taking the late lines off, leaves.
    private static string RestOf(Gap gap, string then) => gap.Amount == 0 ? ""
        : string.Create(CultureInfo.InvariantCulture, $"; {then} {gap.Amount:+#,0.####;-#,0.####} remain, {gap.Said.OfAmount(gap.Amount) ?? "and nothing held says why"}");

    /// <summary>Lines of this filing stand before an earlier one, or a later filing's lines close this gap.</summary>
    public static GapCause? ReportedLate(Gap gap)
    {
        if (gap.Run.ReportedLate.Count == 0 && (gap.Run.LateBefore.Count == 0 || gap.Amount != 0)) return null;
        var late = gap.Run.ReportedLate.Count > 0 ? gap.Run.ReportedLate : gap.Run.LateBefore.Select(placed => placed.Line).Where(line => !line.IsHolding);
        var shown = string.Join(", ", late.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Id} of {line.On:yyyy-MM-dd}")));
        return shown.Length == 0 ? null : new(FindingCause.ReportedLate, $"{shown}{RestOf(gap, "beside it")}");
    }

    /// <summary>A derivative's price fell as its number rose.</summary>
    public static GapCause? Repriced(Gap gap)
    {
        if (Math.Abs(gap.Amount) < 1 || gap.Place < 1 || gap.Account.Runs[gap.Place - 1].Tally.Lines is not [.., var last]) return null;
        return GapCause.If(FindingCause.Split, PriceOfASplit(last.Words, gap.Run.Previous, gap.Words, gap.Run.Tally.Opening));
    }

    /// <summary>From which price to which a derivative went as its number rose; <c>null</c> where no split made both.</summary>
    public static string? PriceOfASplit(AccountWords old, decimal? before, AccountWords words, decimal? after) => OtherWords.IsSplit(old, before, words, after)
        ? string.Create(CultureInfo.InvariantCulture, $"the price went from {old.Price:0.####} to {words.Price:0.####}")
        : null;

    /// <summary>
    /// Hundredths of a share are cut off and carried; tenths are what a dividend buys, where a note says so. A plan's account moves by
    /// any amount, and what is rounded there is thousandths.
    /// </summary>
    public static GapCause? LessThanOneShare(Gap gap)
    {
        if (Math.Abs(gap.Amount) >= 1) return null;
        var moved = gap.PlanLine is not null ? Math.Abs(gap.Amount) >= 0.005m : gap.Amount >= 0.05m;
        return (moved ? GapCause.If(FindingCause.PlanAccrual, CausesInTexts.PlanInWords(gap)) : null) ?? new(FindingCause.Rounding);
    }

    /// <summary>This filing's gap undoes an earlier one's, or a later one undoes this one's, with nothing but ties between them; what notes say a plan acquired may stand beside it.</summary>
    public static GapCause? Misstated(Gap gap)
    {
        var runs = gap.Account.Runs;
        return Undoes(gap, runs.Take(gap.Place).Skip(1).LastOrDefault(run => run.Gap != 0)) ?? Undoes(gap, runs.Skip(gap.Place + 1).FirstOrDefault(run => run.Gap != 0));
    }

    /// <summary>Another gap of the account that differs by as much the other way.</summary>
    public static GapCause? Undoes(Gap gap, AccountRun? by)
    {
        if (by?.Tally.Lines is not [var line, ..]) return null;
        var shown = $"{line.Id} differs by as much the other way";
        if (by.Gap == -gap.Amount) return new(FindingCause.BalanceMisstated, shown);
        return CausesInAccounts.CancelOncePlansAreCounted(gap, gap.Of(gap.Account, by)) ? new(FindingCause.BalanceMisstated, shown + CausesInAccounts.PlansAside) : null;
    }

    /// <summary>Each line stands in an earlier filing already, with the same balance.</summary>
    public static GapCause? ReportedAgain(Gap gap)
    {
        if (gap.Place == 0 || !gap.Lines.All(line => line.Change != 0 && line.Change is not null)) return null;
        CountedLine? first = null;
        foreach (var line in gap.Lines)
        {
            var before = gap.Account.Runs.Take(gap.Place).SelectMany(earlier => earlier.Tally.Lines).FirstOrDefault(other =>
                other.On == line.On && other.Change == line.Change && other.Stated == line.Stated && string.Equals(other.Line.TransactionCode, line.Line.TransactionCode, StringComparison.Ordinal));
            if (before is null) return null;
            first ??= before;
        }

        return new(FindingCause.ReportedAgain, $"first in {first!.Id}");
    }

    /// <summary>Units counted among the shares before they became shares: their vesting or conversion leaves the total as it was.</summary>
    public static GapCause? CountedBefore(Gap gap)
    {
        if (gap.Amount >= 0 || gap.Words.Table != FormTable.I) return null;
        var became = gap.Lines.Where(line => line is { Change: > 0, IsExercise: true } || (line is { Change: > 0, Line.TransactionCode: "A" } && FilingTexts.IsVesting(line))).ToList();
        return became.Sum(line => line.Change!.Value) == -gap.Amount
            ? new(FindingCause.CountedBefore, $"with {string.Join(", ", became.Select(line => line.Id.Line))} it is the balance printed before")
            : null;
    }

    /// <summary>The filing goes on from before the previous filing's lines, or from before the last of them.</summary>
    public static GapCause? EarlierLinesLeftOut(Gap gap)
    {
        // Who starts from nothing may have sold or moved what was left.
        if (gap.Place < 1 || Math.Abs(gap.Amount) < 10 || gap.Run.Tally.Opening == 0) return null;
        var previous = gap.Account.Runs[gap.Place - 1];
        var before = previous.Lines;
        var sum = 0m;
        for (var i = before.Count - 1; i >= 0 && before[i].Change is { } change; i--)
        {
            sum += change;
            // Which line is the last of several is not told where only their amounts give the order.
            if (sum == -gap.Amount && (i == 0 || previous.Tally.Habit != CountingHabit.ByAmounts)) return new(FindingCause.EarlierLinesLeftOut, $"without {Named([.. before.Skip(i).Where(line => line.Change != 0)])} it would tie");
        }

        return null;
    }

    // A day of thirty lines is named by its first and last.
    private static string Named(List<CountedLine> lines) =>
        lines.Count > 4 ? $"{lines[0].Id} to {lines[^1].Id.Line} ({lines.Count} lines)" : string.Join(", ", lines.Select(line => line.Id));

    /// <summary>The first line goes on from the previous balance; further down the filing contradicts itself by the whole gap.</summary>
    public static GapCause? NumbersDisagree(Gap gap) =>
        gap.Run.Tally.Contradictions > 0 && gap.Lines[0].Before == gap.Run.Previous && Disagreements(gap.Lines) is [var (shown, _), ..]
            ? new(FindingCause.NumbersDisagree, $"the first line ties; {shown}")
            : null;

    /// <summary>Why printed balances of one filing do not follow from one another: each difference named by a note, or nothing says why. The first is shown.</summary>
    public static GapCause WithinTheFiling(Gap gap)
    {
        if (Disagreements(gap.Lines) is not { Count: > 0 } disagreements)
        {
            var held = gap.Lines.FirstOrDefault(line => line.IsHolding && line.Stated is not null && line.Stated != gap.Run.Tally.Closing);
            return new(FindingCause.NumbersDisagree, held is null ? null : string.Create(CultureInfo.InvariantCulture, $"{held.Id.Line}, a holding, prints {held.Stated:#,0.####} where {gap.Run.Tally.Closing:#,0.####} is left"));
        }

        var named = disagreements.ConvertAll(one => gap.Said.OfAmount(one.Difference));
        return named.TrueForAll(note => note is not null)
            ? new(FindingCause.FootnotedChange, $"{disagreements[0].Shown}: {named[0]}")
            : new(FindingCause.NumbersDisagree, disagreements[0].Shown);
    }

    private static List<(string Shown, decimal Difference)> Disagreements(IReadOnlyList<CountedLine> lines)
    {
        var found = new List<(string, decimal)>();
        for (var i = 1; i < lines.Count; i++)
        {
            if (lines[i] is not { Stated: { } stated, Change: { } change } || lines[i - 1].Stated is not { } before || Math.Abs(before + change - stated) < 1) continue;
            found.Add((string.Create(CultureInfo.InvariantCulture, $"{lines[i].Id.Line} prints {stated:#,0.####} where {before + change:#,0.####} follows from {lines[i - 1].Id.Line}"), stated - before - change));
        }

        return found;
    }
}
