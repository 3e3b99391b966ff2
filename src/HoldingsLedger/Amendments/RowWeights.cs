using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Amendments;

/// <summary>
/// Which rows of two lists of one table may be one, and how alike they are: <see cref="LineLikeness"/>, and what the rows around them
/// tell. A form that forgot a transaction has rows just like it, so likeness alone would take an added row for a correction.
/// The same in both directions.
/// </summary>
internal static class RowWeights
{
    /// <summary>The likeness of each pair; 0 for two rows that are not one.</summary>
    public static int[,] Of(ReportedLine[] before, ReportedLine[] after)
    {
        var weights = new int[before.Length, after.Length];
        Kind[] beforeKinds = [.. before.Select(KindOf)];
        Kind[] afterKinds = [.. after.Select(KindOf)];
        // Where no amount of a row returns, it is one with another only if all rows of its kind come back, as many as there were.
        var counts = beforeKinds.CountBy(k => k).ToDictionary();
        var sameNumber = afterKinds.CountBy(k => k).Where(k => counts.GetValueOrDefault(k.Key) == k.Value).Select(k => k.Key).ToHashSet();
        for (var b = 0; b < before.Length; b++)
        {
            for (var a = 0; a < after.Length; a++)
            {
                var alike = LineLikeness.Of(before[b], after[a]);
                if (alike < LineLikeness.Enough) continue;
                if (alike < LineLikeness.Identical)
                {
                    if (!LineLikeness.AmountReturns(before[b], after[a]) && !(beforeKinds[b] == afterKinds[a] && sameNumber.Contains(afterKinds[a]))) continue;
                    if (StandsElsewhere(before[b], after[a], before) || StandsElsewhere(after[a], before[b], after)) continue;
                }

                weights[b, a] = alike;
            }
        }

        return weights;
    }

    /// <summary>
    /// Whether a row goes on from another row of the list that its counterpart stands in, or leads to one: then it has a place of its own in
    /// the account. Unless that is the counterpart's place too, or the two differ in nothing but the balance.
    /// </summary>
    private static bool StandsElsewhere(ReportedLine counterpart, ReportedLine row, ReportedLine[] list) =>
        !LineLikeness.SamePlace(row, counterpart)
        && !LineLikeness.SameTrade(row, counterpart)
        && list.Any(other => !ReferenceEquals(other, counterpart) && LineLikeness.FollowOnEachOther(row, other) && AccountOf(other) == AccountOf(row));

    private static (string?, string?, string?, decimal?, DateOnly?) AccountOf(ReportedLine line) =>
        (SecurityTitle.Fold(line.SecurityTitle), line.Ownership, LineLikeness.Fold(line.NatureOfOwnership), line.ConversionOrExercisePrice, line.ExpiresOn);

    private static Kind KindOf(ReportedLine line) => new(
        line.Kind,
        SecurityTitle.Fold(line.SecurityTitle),
        line.TransactionOn,
        line.TransactionCode,
        line.AcquiredDisposed,
        line.Ownership,
        LineLikeness.Fold(line.NatureOfOwnership),
        line.ConversionOrExercisePrice,
        line.ExercisableOn,
        line.ExpiresOn,
        LineLikeness.Fold(line.UnderlyingSecurityTitle));

    /// <summary>What says of what kind a row is, and nothing of its amounts. One security may stand under several wordings in one form.</summary>
    private readonly record struct Kind(
        LineKind Line, string? Title, DateOnly? On, string? Code, string? Direction, string? Ownership, string? Nature, decimal? Price, DateOnly? Exercisable, DateOnly? Expires, string? Underlying);
}
