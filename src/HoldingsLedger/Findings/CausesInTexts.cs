using System.Globalization;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Findings;

/// <summary>Causes that footnotes, remarks, titles and natures say (<see cref="FilingTexts"/>).</summary>
internal static class CausesInTexts
{
    /// <summary>The filing speaks of a split, and the balance stands in its ratio.</summary>
    public static GapCause? AnnouncedSplit(Gap gap) =>
        gap.Run is { PreviousWithLate: { } previous, Tally.Opening: { } opening } && Splits.Ratio(previous, opening, announced: true) is { } ratio && gap.Said.OfSplit(ratio) is { } announced
            ? new(FindingCause.Split, string.Create(CultureInfo.InvariantCulture, $"{ratio.New} for {ratio.Old}, and {announced}"))
            : null;

    /// <summary>A note of these lines names the amount.</summary>
    public static GapCause? AmountNamed(Gap gap) => GapCause.If(FindingCause.FootnotedChange, gap.Said.OfAmount(gap.Amount));

    /// <summary>The filing before, or this one, says that it is one of several for the same transactions, and not all of them are held.</summary>
    public static GapCause? PartNotHeld(Gap gap)
    {
        if (gap.Place < 1 || gap.Words.Table != FormTable.I) return null;
        foreach (var filing in (HeldFiling[])[gap.FilingOf(gap.Account.Runs[gap.Place - 1]), gap.FilingOf(gap.Run)])
        {
            if (FilingTexts.OfParts(filing) is not { } parts) continue;
            // Not every part says that it is one.
            var held = gap.Filings.Count(other => other.PeriodOfReport == filing.PeriodOfReport);
            if (held < parts.All) return new(FindingCause.MissingFiling, string.Create(CultureInfo.InvariantCulture, $"of {filing.Filing} {parts.Words}, and {held} of them {(held == 1 ? "is" : "are")} held"));
        }

        return null;
    }

    /// <summary>A note of other lines has this amount transferred.</summary>
    public static GapCause? TransferNamedElsewhere(Gap gap) => GapCause.If(FindingCause.FootnotedChange, gap.Said.OfTransferElsewhere(gap.Amount));

    /// <summary>The amount disposed of had come from a plan, without a line.</summary>
    public static GapCause? DisposedOfWhatAPlanAcquired(Gap gap) => GapCause.If(FindingCause.PlanAccrual, gap.Said.OfSharesFromPlan(gap.Amount));

    /// <summary>A plan acquires without reporting: the account is its own, or a note at the balance says so; without a word, a fraction no larger than dividends.</summary>
    public static GapCause? PlanAccrual(Gap gap)
    {
        if (PlanInWords(gap) is { } words) return new(FindingCause.PlanAccrual, words);
        // Nobody buys fractions; no more of them than dividends on the balance come to. They stay in the balance: a fraction that only an amount has is a slip.
        return gap.PlanLine is null && gap.Lines.Any(line => line.Stated is 0 || (line.Stated is { } stated && decimal.Truncate(stated) != stated)) && gap.Amount > 0 && decimal.Truncate(gap.Amount) != gap.Amount && gap.Amount <= Dividends(gap)
            ? new(FindingCause.PlanAccrual, string.Create(CultureInfo.InvariantCulture, $"no word of it, but a fraction of a share and {gap.Amount / gap.Previous:0.##%} of the balance, as dividends reinvested"))
            : null;
    }

    /// <summary>A note at the balance says that it changed otherwise than by the lines.</summary>
    public static GapCause? ChangeInWords(Gap gap) =>
        GapCause.If(FindingCause.FootnotedChange, (gap.PlanLine is null ? null : gap.Said.OfSplitOfBalance()) ?? gap.Said.OfChange(gap.Amount));

    /// <summary>Stock units listed in Table I leave it as they vest.</summary>
    public static GapCause? UnitsThatVest(Gap gap) => gap.Amount < 0 && gap.Words.Title is var title
        && (title.Contains("unit", StringComparison.Ordinal) || title.Contains("rsu", StringComparison.Ordinal) || title.Contains("restricted", StringComparison.Ordinal))
            ? GapCause.If(FindingCause.FootnotedChange, gap.Said.OfVesting())
            : null;

    /// <summary>What says that a plan acquired the amount, <c>null</c> where nothing does.</summary>
    public static string? PlanInWords(Gap gap)
    {
        if (gap.PlanLine is { } line)
        {
            // Half as much again, twice as much: a split of what a plan holds sooner than its purchases.
            if (gap.Amount >= gap.Previous / 3 && (gap.Said.OfSplitOfBalance() is not null || Splits.Ratio(gap.Previous, gap.Previous + gap.Amount, announced: true) is not null)) return null;
            // A plan's account moves both ways when it holds units of a fund; what leaves it in bulk is a transaction.
            return gap.Amount > 0 || -gap.Amount <= gap.Previous / 50 ? $"the account is \"{(FilingTexts.NamesPlan(line.Line.NatureOfOwnership) ? line.Line.NatureOfOwnership : line.Line.SecurityTitle)}\"" : null;
        }

        if (gap.Amount <= 0) return null;
        var dividends = Dividends(gap);
        if (gap.Said.OfPlan(gap.Amount, 3 * dividends, gap.Previous / 4) is { } plan) return plan;
        var units = gap.Lines.FirstOrDefault(line => FilingTexts.NamesDeferral(line.Line.SecurityTitle));
        return units is not null && gap.Amount <= 2 * dividends ? $"\"{units.Line.SecurityTitle}\" earns dividends in kind" : null;
    }

    // A yield of five per cent a year, paid quarterly.
    private static decimal Dividends(Gap gap)
    {
        var days = gap.Run.PreviousDay is { } since ? Math.Max(0, gap.Run.GapOn.DayNumber - since.DayNumber) : 0;
        return gap.Previous * 0.0125m * (1 + (days / 91));
    }
}
