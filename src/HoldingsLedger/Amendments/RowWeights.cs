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
    /// <summary>What a footnote of their own adds to the likeness of two rows.</summary>
    private const int OwnNote = 100;

    /// <summary>More than two rows can be alike without saying the same in every field.</summary>
    private const int MostAlike = 1000;

    /// <summary>The likeness of each pair; 0 for two rows that are not one.</summary>
    public static int[,] Of(ReportedLine[] before, ReportedLine[] after, AmendmentAim aim = AmendmentAim.Unsaid)
    {
        var weights = new int[before.Length, after.Length];
        Kind[] beforeKinds = [.. before.Select(KindOf)];
        Kind[] afterKinds = [.. after.Select(KindOf)];
        // Where no amount of a row returns, it is one with another only if all rows of its kind come back, as many as there were.
        var counts = beforeKinds.CountBy(k => k).ToDictionary();
        var sameNumber = afterKinds.CountBy(k => k).Where(k => counts.GetValueOrDefault(k.Key) == k.Value).Select(k => k.Key).ToHashSet();
        var (beforeTotals, afterTotals) = (TotalsOf(before), TotalsOf(after));
        var (beforeNotes, afterNotes) = (OwnNotesOf(before, beforeKinds), OwnNotesOf(after, afterKinds));
        for (var b = 0; b < before.Length; b++)
        {
            for (var a = 0; a < after.Length; a++)
            {
                var sameKind = beforeKinds[b] == afterKinds[a];
                var allReturn = sameKind && sameNumber.Contains(afterKinds[a]);
                var alike = allReturn && aim == AmendmentAim.Corrects ? LineLikeness.OfCorrected(before[b], after[a]) : LineLikeness.Of(before[b], after[a]);
                if (alike < LineLikeness.Enough) continue;
                var ownNote = sameKind && beforeNotes[b].Overlaps(afterNotes[a]);
                if (alike == LineLikeness.Identical)
                {
                    weights[b, a] = ownNote ? alike + 1 : alike;
                    continue;
                }

                var balanceTells = !beforeTotals.Contains(TotalOf(before[b])) && !afterTotals.Contains(TotalOf(after[a]));
                if (!ownNote && !allReturn && !LineLikeness.AmountReturns(before[b], after[a], balanceTells) && (balanceTells || !PriceTells(before[b], after[a], before, after))) continue;
                if (StandsElsewhere(before[b], after[a], before) || StandsElsewhere(after[a], before[b], after)) continue;
                if (IsNextLot(before[b], after[a], before, aim) || IsNextLot(after[a], before[b], after, aim)) continue;
                weights[b, a] = ownNote ? Math.Min(alike + OwnNote, MostAlike) : alike;
            }
        }

        if (aim != AmendmentAim.Adds) PairWhatIsLeft(weights, before, after);
        return weights;
    }

    /// <summary>
    /// Rows left on either side, of which no amount returns, are one another where no other choice is left. Where as many rows come back as there
    /// were and at least half of them are found again: nobody repeats all other rows to add one and leave one out. And where one stands behind (or
    /// before) a row as the other does behind that row's counterpart: a forgotten row between the two would have moved the row that stood there.
    /// </summary>
    private static void PairWhatIsLeft(int[,] weights, ReportedLine[] before, ReportedLine[] after)
    {
        for (var found = true; found;)
        {
            found = false;
            var best = BestPairing.Of(LineAlignment.InDocumentOrder(weights));
            int[] leftBefore = [.. best.Index().Where(p => p.Item < 0).Select(p => p.Index)];
            int[] leftAfter = [.. Enumerable.Range(0, after.Length).Except(best)];
            var allOthersReturn = before.Length == after.Length && (leftBefore.Length * 2 <= before.Length || (before.Length == 1 && IsTheOnlyRow(before[0], after[0])));
            foreach (var b in leftBefore)
            {
                foreach (var a in leftAfter)
                {
                    if (weights[b, a] > 0 || !(allOthersReturn || StandsAtThePlaceOf(b, a, before, after, best)) || !MayBeLeft(before[b], after[a], before, after)) continue;
                    weights[b, a] = LineLikeness.OfCorrected(before[b], after[a]);
                    found |= weights[b, a] > 0;
                }
            }
        }
    }

    /// <summary>Whether two rows go on from rows that are one, or lead to such.</summary>
    private static bool StandsAtThePlaceOf(int b, int a, ReportedLine[] before, ReportedLine[] after, int[] best)
    {
        for (var neighbour = 0; neighbour < before.Length; neighbour++)
        {
            if (best[neighbour] is not (>= 0 and var counterpart)) continue;
            var (beside, besideNow) = (before[neighbour], after[counterpart]);
            if (AccountOf(beside) != AccountOf(before[b]) || AccountOf(besideNow) != AccountOf(after[a])) continue;
            if (LineLikeness.GoesOnFrom(before[b], beside) && LineLikeness.GoesOnFrom(after[a], besideNow)) return true;
            if (LineLikeness.GoesOnFrom(beside, before[b]) && LineLikeness.GoesOnFrom(besideNow, after[a])) return true;
        }

        return false;
    }

    /// <summary>
    /// The only row of either form, of which an amount returns. Lots of one day, too, may print one balance where that of the day's end stands at
    /// each: but then the first form knew of the lot that it left out, so a correction of shares and price is nearer.
    /// </summary>
    private static bool IsTheOnlyRow(ReportedLine row, ReportedLine counterpart) =>
        LineLikeness.AmountReturns(row, counterpart) && (LineLikeness.Of(row, counterpart) > 0 || KindOf(row) == KindOf(counterpart));

    /// <summary>Transactions that differ in one at most of what says of what kind a row is, and stand at no other place of the account.</summary>
    private static bool MayBeLeft(ReportedLine row, ReportedLine counterpart, ReportedLine[] before, ReportedLine[] after) =>
        row.Kind == LineKind.Transaction
        && counterpart.Kind == LineKind.Transaction
        && KindOf(row).DifferencesFrom(KindOf(counterpart)) <= 1
        && !StandsElsewhere(row, counterpart, before) && !StandsElsewhere(counterpart, row, after)
        && !LineLikeness.FollowOnEachOther(row, counterpart);

    /// <summary>Balances that several transactions of an account print: the day's total at each lot, which tells none from another.</summary>
    private static HashSet<((string?, string?, string?, decimal?, DateOnly?), decimal?)> TotalsOf(ReportedLine[] rows) =>
        [.. rows.Where(r => r.Kind == LineKind.Transaction).GroupBy(TotalOf).Where(g => g.Count() > 1).Select(g => g.Key)];

    private static ((string?, string?, string?, decimal?, DateOnly?) Account, decimal? Following) TotalOf(ReportedLine row) => (AccountOf(row), row.SharesOwnedFollowing);

    /// <summary>A price that no other row of its kind has: of lots that all print one total it says which one it is.</summary>
    private static bool PriceTells(ReportedLine row, ReportedLine counterpart, ReportedLine[] before, ReportedLine[] after)
    {
        return row.PricePerShare is { } price and not 0
            && KindOf(row) == KindOf(counterpart)
            && row.SharesOwnedFollowing == counterpart.SharesOwnedFollowing
            && price == counterpart.PricePerShare
            && before.Count(HasIt) == 1 && after.Count(HasIt) == 1;

        bool HasIt(ReportedLine other) => other.PricePerShare == price && KindOf(other) == KindOf(row);
    }

    /// <summary>
    /// For each row the footnotes that stand at no other row of its kind: what tells two trusts "See footnote", or two grants without price and
    /// dates, apart.
    /// </summary>
    private static HashSet<string>[] OwnNotesOf(ReportedLine[] rows, Kind[] kinds)
    {
        HashSet<string>[] notes = [.. rows.Select(r => r.Footnotes.Values.SelectMany(n => n).Select(n => LineLikeness.Fold(n)!).ToHashSet(StringComparer.Ordinal))];
        var rowsWith = notes.SelectMany((texts, row) => texts.Select(text => (kinds[row], text))).CountBy(n => n).ToDictionary();
        foreach (var (row, texts) in notes.Index()) texts.RemoveWhere(text => rowsWith[(kinds[row], text)] > 1);
        return notes;
    }

    /// <summary>
    /// Whether a row that repeats a trade in every word, but goes on from its balance, is the next lot of the same size. Where the trade itself
    /// goes on from a row of its list its balance is right, so that there is nothing to correct; so it is where the filer says that a line was forgotten.
    /// </summary>
    private static bool IsNextLot(ReportedLine lot, ReportedLine next, ReportedLine[] list, AmendmentAim aim) =>
        LineLikeness.GoesOnFrom(next, lot)
        && LineLikeness.SameTrade(lot, next)
        && (aim == AmendmentAim.Adds || list.Any(other => !ReferenceEquals(other, lot) && LineLikeness.GoesOnFrom(lot, other) && AccountOf(other) == AccountOf(lot)));

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
        LineKind Line, string? Title, DateOnly? On, string? Code, string? Direction, string? Ownership, string? Nature, decimal? Price, DateOnly? Exercisable, DateOnly? Expires, string? Underlying)
    {
        /// <summary>How many of them differ; ownership and its nature are one.</summary>
        public int DifferencesFrom(Kind other) =>
            (Line == other.Line ? 0 : 1) + (Title == other.Title ? 0 : 1) + (On == other.On ? 0 : 1) + (Code == other.Code ? 0 : 1) + (Direction == other.Direction ? 0 : 1)
            + (Ownership == other.Ownership && Nature == other.Nature ? 0 : 1)
            + (Price == other.Price ? 0 : 1) + (Exercisable == other.Exercisable ? 0 : 1) + (Expires == other.Expires ? 0 : 1) + (Underlying == other.Underlying ? 0 : 1);
    }
}
