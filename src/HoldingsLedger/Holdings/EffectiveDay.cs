using HoldingsLedger.Forms;

namespace HoldingsLedger.Holdings;

/// <summary>
/// The effective clock (domain section 2): the day on which what a line says was true. A transaction: its date. A holding: the event date on a Form 3, the
/// fiscal year end on a Form 5 (both <c>periodOfReport</c>), on a Form 4 the latest transaction date in the filing that is not after the day it went out.
/// </summary>
internal static class EffectiveDay
{
    /// <summary>The day, and whether the line's own date was missing so that the filing's had to stand in for it.</summary>
    public static (DateOnly On, bool Missing) Of(HeldFiling filing, ReportedLine line) => line.Kind == LineKind.Holding
        ? (HoldingDay(filing), false)
        : line.TransactionOn is { } on
            ? (on, false)
            : (line.DeemedExecutionOn ?? FilingDay(filing), true);

    private static DateOnly HoldingDay(HeldFiling filing)
    {
        if (filing.FormType is not ("4" or "4/A")) return FilingDay(filing);
        DateOnly? latest = null;
        var written = Written(filing);
        foreach (var held in filing.Lines)
        {
            if (held.Line is { Kind: LineKind.Transaction, TransactionOn: { } on } && on <= written && (latest is null || on > latest)) latest = on;
        }

        return latest ?? FilingDay(filing);
    }

    // A filing without a period still was true on some day before it was filed; its filing day is the last of them.
    private static DateOnly FilingDay(HeldFiling filing) => filing.PeriodOfReport ?? filing.FiledOn ?? EasternTime.DayOf(filing.KnownAt);

    /// <summary>The day a filing went out, Eastern time.</summary>
    public static DateOnly Written(HeldFiling filing) => EasternTime.DayOf(filing.KnownAt);
}
