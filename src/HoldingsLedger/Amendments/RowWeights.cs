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

    /// <summary>What shares and price that both return add: more than a place in the account shared by a row of near numbers, which a forgotten row would have taken.</summary>
    private const int OwnLot = 60;

    /// <summary>More than two rows can be alike without saying the same in every field.</summary>
    private const int MostAlike = 1000;

    /// <summary>The likeness of each pair; 0 for two rows that are not one.</summary>
    public static int[,] Of(ReportedLine[] before, ReportedLine[] after, AmendmentAim aim = AmendmentAim.Unsaid)
    {
        var weights = new int[before.Length, after.Length];
        var (one, other) = (new Side(before), new Side(after));
        // Where no amount of a row returns, it is one with another only if all rows of its kind come back, as many as there were.
        var sameNumber = other.OfKind.Where(k => one.OfKind.GetValueOrDefault(k.Key) == k.Value).Select(k => k.Key).ToHashSet();
        var (beforeNotes, afterNotes) = (OwnNotesOf(before, one.Kinds), OwnNotesOf(after, other.Kinds));
        var lots = new LotsOfOneTotal(one, other);
        for (var b = 0; b < before.Length; b++)
        {
            for (var a = 0; a < after.Length; a++)
            {
                var sameKind = one.Kinds[b] == other.Kinds[a];
                var allReturn = sameKind && sameNumber.Contains(other.Kinds[a]);
                var alike = allReturn && aim == AmendmentAim.Corrects ? LineLikeness.OfCorrected(before[b], after[a]) : LineLikeness.Of(before[b], after[a]);
                if (alike < LineLikeness.Enough) continue;
                var ownNote = sameKind && beforeNotes[b].Overlaps(afterNotes[a]);
                if (alike == LineLikeness.Identical)
                {
                    if (sameKind && !ownNote && (NamesAnother(beforeNotes, b, afterNotes[a], one.Kinds) || NamesAnother(afterNotes, a, beforeNotes[b], other.Kinds))) continue;
                    weights[b, a] = ownNote ? alike + 1 : alike;
                    continue;
                }

                if (!ownNote && !allReturn && !LineLikeness.AmountReturns(before[b], after[a])) continue;
                if (!ownNote && !allReturn && lots.AnotherIsMeant(b, a)) continue;
                if (StandsElsewhere(before[b], after[a], before) || StandsElsewhere(after[a], before[b], after)) continue;
                if (IsNextLot(before[b], after[a], before, aim) || IsNextLot(after[a], before[b], after, aim)) continue;
                var told = (ownNote ? OwnNote : 0) + (LineLikeness.SameTrade(before[b], after[a]) && LineLikeness.SameLot(before[b], after[a]) ? OwnLot : 0);
                weights[b, a] = Math.Min(alike + told, Math.Max(alike, MostAlike));
            }
        }

        if (aim != AmendmentAim.Adds) PairWhatIsLeft(weights, one, other);
        return weights;
    }

    /// <summary>One of the lists, with what is asked of its rows again and again.</summary>
    private sealed class Side(ReportedLine[] rows)
    {
        public ReportedLine[] Rows { get; } = rows;

        public Kind[] Kinds { get; } = [.. rows.Select(KindOf)];

        public Account[] Accounts { get; } = [.. rows.Select(AccountOf)];

        public Dictionary<Kind, int> OfKind { get; } = rows.Select(KindOf).CountBy(k => k).ToDictionary();
    }

    /// <summary>
    /// Lots of an account that all print the day's total: the balance tells none from another. Which one is meant its shares or its price say, if
    /// they return; nearness in numbers only where neither does.
    /// </summary>
    private sealed class LotsOfOneTotal
    {
        private readonly bool[,] isLot;
        private readonly bool[,] tells;
        private readonly bool[] toldBefore;
        private readonly bool[] toldAfter;

        public LotsOfOneTotal(Side before, Side after)
        {
            var (totals, totalsNow) = (TotalsOf(before), TotalsOf(after));
            var (prices, pricesNow) = (PricesOf(before), PricesOf(after));
            isLot = new bool[before.Rows.Length, after.Rows.Length];
            tells = new bool[before.Rows.Length, after.Rows.Length];
            toldBefore = new bool[before.Rows.Length];
            toldAfter = new bool[after.Rows.Length];
            if (totals.Count + totalsNow.Count == 0) return;
            for (var b = 0; b < before.Rows.Length; b++)
            {
                for (var a = 0; a < after.Rows.Length; a++)
                {
                    isLot[b, a] = totals.Contains((before.Accounts[b], before.Rows[b].SharesOwnedFollowing)) || totalsNow.Contains((after.Accounts[a], after.Rows[a].SharesOwnedFollowing));
                    if (!isLot[b, a] || !(LineLikeness.AmountReturns(before.Rows[b], after.Rows[a], balanceTells: false) || PriceTells(b, a))) continue;
                    tells[b, a] = toldBefore[b] = toldAfter[a] = true;
                }
            }

            // A price that no other row of its kind has.
            bool PriceTells(int b, int a) =>
                before.Rows[b].PricePerShare is { } price and not 0
                && price == after.Rows[a].PricePerShare
                && before.Kinds[b] == after.Kinds[a]
                && before.Rows[b].SharesOwnedFollowing == after.Rows[a].SharesOwnedFollowing
                && prices[(before.Kinds[b], price)] == 1 && pricesNow[(after.Kinds[a], price)] == 1;
        }

        public bool AnotherIsMeant(int b, int a) => isLot[b, a] && !tells[b, a] && (toldBefore[b] || toldAfter[a]);

        private static HashSet<(Account, decimal?)> TotalsOf(Side side) =>
            [.. Enumerable.Range(0, side.Rows.Length).Where(i => side.Rows[i].Kind == LineKind.Transaction).CountBy(i => (side.Accounts[i], side.Rows[i].SharesOwnedFollowing)).Where(t => t.Value > 1).Select(t => t.Key)];

        private static Dictionary<(Kind, decimal), int> PricesOf(Side side) => side.Rows.Select((row, i) => (side.Kinds[i], row.PricePerShare ?? 0)).CountBy(k => k).ToDictionary();
    }

    /// <summary>
    /// Rows left on either side, of which no amount returns, are one another where no other choice is left. Where as many rows come back as there
    /// were and at least half of them are found again: nobody repeats all other rows to add one and leave one out. If they are of two accounts, one of
    /// the others must return as it was: rows that are all corrected are no repetition. And where one stands behind (or
    /// before) a row as the other does behind that row's counterpart: a forgotten row between the two would have moved the row that stood there.
    /// </summary>
    private static void PairWhatIsLeft(int[,] weights, Side before, Side after)
    {
        for (var found = true; found;)
        {
            found = false;
            var best = BestPairing.Of(LineAlignment.InDocumentOrder(weights));
            int[] leftBefore = [.. best.Index().Where(p => p.Item < 0).Select(p => p.Index)];
            int[] leftAfter = [.. Enumerable.Range(0, after.Rows.Length).Except(best)];
            var allOthersReturn = before.Rows.Length == after.Rows.Length && leftBefore.Length * 2 <= before.Rows.Length;
            var someAsTheyWere = best.Index().Any(p => p.Item >= 0 && weights[p.Index, p.Item] >= LineLikeness.Identical);
            var onlyRow = before.Rows.Length == 1 && after.Rows.Length == 1 && IsTheOnlyRow(before, after);
            foreach (var b in leftBefore)
            {
                foreach (var a in leftAfter)
                {
                    if (weights[b, a] > 0 || !MayBeLeft(before, b, after, a) || !(onlyRow || (allOthersReturn && (someAsTheyWere || before.Accounts[b] == after.Accounts[a])) || IsTheOnlyOfItsKind(before, b, after, a) || StandsAtThePlaceOf(before, b, after, a, best))) continue;
                    weights[b, a] = LineLikeness.OfCorrected(before.Rows[b], after.Rows[a]);
                    found |= weights[b, a] > 0;
                }
            }
        }
    }

    /// <summary>Transactions that differ in one at most of what says of what kind a row is, and stand at no other place of the account.</summary>
    private static bool MayBeLeft(Side before, int b, Side after, int a) =>
        before.Rows[b].Kind == LineKind.Transaction
        && after.Rows[a].Kind == LineKind.Transaction
        && before.Kinds[b].DifferencesFrom(after.Kinds[a]) <= 1
        && !LineLikeness.FollowOnEachOther(before.Rows[b], after.Rows[a])
        && !StandsElsewhere(before.Rows[b], after.Rows[a], before.Rows) && !StandsElsewhere(after.Rows[a], before.Rows[b], after.Rows);

    /// <summary>Whether two rows go on from rows that are one, or lead to such.</summary>
    private static bool StandsAtThePlaceOf(Side before, int b, Side after, int a, int[] best)
    {
        for (var neighbour = 0; neighbour < before.Rows.Length; neighbour++)
        {
            if (best[neighbour] is not (>= 0 and var counterpart)) continue;
            if (before.Accounts[neighbour] != before.Accounts[b] || after.Accounts[counterpart] != after.Accounts[a]) continue;
            var (beside, besideNow) = (before.Rows[neighbour], after.Rows[counterpart]);
            if (LineLikeness.GoesOnFrom(before.Rows[b], beside) && LineLikeness.GoesOnFrom(after.Rows[a], besideNow)) return true;
            if (LineLikeness.GoesOnFrom(beside, before.Rows[b]) && LineLikeness.GoesOnFrom(besideNow, after.Rows[a])) return true;
        }

        return false;
    }

    /// <summary>
    /// The only row of either form, of which an amount returns, or of which every amount is near. Lots of one day, too, may print one balance where that of the day's end stands at
    /// each: but then the first form knew of the lot that it left out, so a correction of shares and price is nearer.
    /// </summary>
    private static bool IsTheOnlyRow(Side before, Side after) =>
        LineLikeness.AmountsAreNear(before.Rows[0], after.Rows[0])
        || (LineLikeness.AmountReturns(before.Rows[0], after.Rows[0]) && (LineLikeness.Of(before.Rows[0], after.Rows[0]) > 0 || before.Kinds[0] == after.Kinds[0]));

    /// <summary>The only row of one kind in either form, with the balance that returns: as <see cref="IsTheOnlyRow"/>, whatever else the form has.</summary>
    private static bool IsTheOnlyOfItsKind(Side before, int b, Side after, int a) =>
        before.Rows[b].SharesOwnedFollowing is { } following and not 0
        && following == after.Rows[a].SharesOwnedFollowing
        && before.Kinds[b] == after.Kinds[a]
        && before.OfKind[before.Kinds[b]] == 1 && after.OfKind[after.Kinds[a]] == 1;

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

    // Two trusts may hold as much: the note that a row has for itself is at another row of the list, and that row is of the same kind.
    private static bool NamesAnother(HashSet<string>[] notes, int row, HashSet<string> counterpart, Kind[] kinds) =>
        notes[row].Count > 0 && notes.Index().Any(other => other.Index != row && kinds[other.Index] == kinds[row] && other.Item.Overlaps(counterpart));

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
    /// the account. Unless that is the counterpart's place too, or the two differ in nothing but the balance, or in that and the day where the
    /// counterpart's balance follows from no row and leads to none.
    /// </summary>
    private static bool StandsElsewhere(ReportedLine counterpart, ReportedLine row, ReportedLine[] list)
    {
        return !LineLikeness.SamePlace(row, counterpart)
            && !LineLikeness.SameTrade(row, counterpart)
            && StandsInTheList(row)
            && !(LineLikeness.SameLot(row, counterpart) && !StandsInTheList(counterpart));

        bool StandsInTheList(ReportedLine line) =>
            list.Any(other => !ReferenceEquals(other, counterpart) && LineLikeness.FollowOnEachOther(line, other) && AccountOf(other) == AccountOf(line));
    }

    /// <summary>Whose balance a row states.</summary>
    private readonly record struct Account(string? Title, string? Ownership, string? Nature, decimal? Price, DateOnly? Expires);

    private static Account AccountOf(ReportedLine line) =>
        new(SecurityTitle.Fold(line.SecurityTitle), line.Ownership, LineLikeness.Fold(line.NatureOfOwnership), line.ConversionOrExercisePrice, line.ExpiresOn);

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
        line is { ConversionOrExercisePrice: not null, ExpiresOn: not null } ? null : LineLikeness.Fold(line.UnderlyingSecurityTitle));

    /// <summary>
    /// What says of what kind a row is, and nothing of its amounts. One security may stand under several wordings in one form. An option is known by its
    /// price and its dates, whatever it is said to be on.
    /// </summary>
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
