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
    /// <param name="before">Rows of one table.</param>
    /// <param name="after">As <paramref name="before"/>.</param>
    /// <param name="aim">What the filer says the second list is for.</param>
    /// <param name="leftBefore">The balance of a row's account that earlier filings left; <c>null</c> where none is known.</param>
    /// <param name="lots">The lots of one total among them: what tells which is meant, and what nothing tells.</param>
    public static int[,] Of(ReportedLine[] before, ReportedLine[] after, AmendmentAim aim, Func<ReportedLine, decimal?>? leftBefore, out LotsOfOneTotal lots)
    {
        var weights = new int[before.Length, after.Length];
        var (one, other) = (new ComparedRows(before), new ComparedRows(after));
        // Where no amount of a row returns, it is one with another only if all rows of its kind come back, as many as there were.
        var sameNumber = other.OfKind.Where(k => one.OfKind.GetValueOrDefault(k.Key) == k.Value).Select(k => k.Key).ToHashSet();
        var (beforeNotes, afterNotes) = (OwnNotesOf(before, one.Kinds), OwnNotesOf(after, other.Kinds));
        lots = new LotsOfOneTotal(one, other, leftBefore);
        var parted = RowsParted.Of(one, other);
        for (var b = 0; b < before.Length; b++)
        {
            for (var a = 0; a < after.Length; a++)
            {
                var sameKind = one.Kinds[b] == other.Kinds[a];
                var allReturn = sameKind && sameNumber.Contains(other.Kinds[a]);
                var alike = lots.IsMeant(b, a) || (allReturn && aim == AmendmentAim.Corrects) ? LineLikeness.OfCorrected(before[b], after[a]) : LineLikeness.Of(before[b], after[a]);
                if (alike < LineLikeness.Enough || (alike < LineLikeness.Identical && parted.BelongElsewhere(b, a))) continue;
                var ownNote = sameKind && beforeNotes[b].Overlaps(afterNotes[a]);
                // A holding has but one amount, which two trusts may share; of a transaction day, price and balance tell as well.
                if ((alike == LineLikeness.Identical || before[b].Kind == LineKind.Holding) && sameKind && !ownNote
                    && (NamesAnother(beforeNotes, b, afterNotes[a], one.Kinds) || NamesAnother(afterNotes, a, beforeNotes[b], other.Kinds))) continue;
                if (!ownNote && beforeNotes[b].Count > 0 && afterNotes[a].Count > 0 && IsAnotherByItsNote(before[b], after[a])) continue;
                if (alike == LineLikeness.Identical)
                {
                    weights[b, a] = ownNote ? alike + 1 : alike;
                    continue;
                }

                if (!ownNote && !(allReturn && aim != AmendmentAim.Adds) && !LineLikeness.AmountReturns(before[b], after[a])) continue;
                if (!ownNote && !allReturn && lots.AnotherIsMeant(b, a)) continue;
                if (IsAnotherOption(before[b], after[a], before) || IsAnotherOption(after[a], before[b], after)) continue;
                if (StandsElsewhere(before[b], after[a], before) || StandsElsewhere(after[a], before[b], after)) continue;
                if (IsNextLot(before[b], after[a], before, aim) || IsNextLot(after[a], before[b], after, aim)) continue;
                var told = (ownNote ? OwnNote : 0) + (LineLikeness.SameTrade(before[b], after[a]) && LineLikeness.SameLot(before[b], after[a]) ? OwnLot : 0);
                weights[b, a] = Math.Min(alike + told, Math.Max(alike, MostAlike));
            }
        }

        if (aim != AmendmentAim.Adds) PairWhatIsLeft(weights, one, other, parted);
        return weights;
    }

    /// <summary>
    /// Rows left on either side, of which no amount returns, are one another where no other choice is left. Where as many rows come back as there
    /// were and at least half of them are found again: nobody repeats all other rows to add one and leave one out. If they are of two accounts, one of
    /// the others must return as it was: rows that are all corrected are no repetition. Where the balance is theirs alone. And where one stands behind (or
    /// before) a row as the other does behind that row's counterpart: a forgotten row between the two would have moved the row that stood there.
    /// </summary>
    private static void PairWhatIsLeft(int[,] weights, ComparedRows before, ComparedRows after, RowsParted parted)
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
                    if (weights[b, a] > 0 || parted.BelongElsewhere(b, a) || !MayBeLeft(before, b, after, a) || !(onlyRow || (allOthersReturn && (someAsTheyWere || before.Accounts[b] == after.Accounts[a])) || IsTheOnlyOfItsKind(before, b, after, a) || BalanceIsItsOwn(before, b, after, a) || StandsAtThePlaceOf(before, b, after, a, best))) continue;
                    weights[b, a] = LineLikeness.OfCorrected(before.Rows[b], after.Rows[a]);
                    found |= weights[b, a] > 0;
                }
            }
        }
    }

    /// <summary>
    /// Transactions that differ in one at most of what says of what kind a row is (in two where shares and balance both return), and stand at no other
    /// place of the account.
    /// </summary>
    private static bool MayBeLeft(ComparedRows before, int b, ComparedRows after, int a) =>
        before.Rows[b].Kind == LineKind.Transaction
        && after.Rows[a].Kind == LineKind.Transaction
        && before.Kinds[b].DifferencesFrom(after.Kinds[a]) <= (LineLikeness.SharesAndBalanceReturn(before.Rows[b], after.Rows[a]) ? 2 : 1)
        && !LineLikeness.FollowOnEachOther(before.Rows[b], after.Rows[a])
        && !StandsElsewhere(before.Rows[b], after.Rows[a], before.Rows) && !StandsElsewhere(after.Rows[a], before.Rows[b], after.Rows);

    /// <summary>Whether two rows go on from rows that are one, or lead to such.</summary>
    private static bool StandsAtThePlaceOf(ComparedRows before, int b, ComparedRows after, int a, int[] best)
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
    private static bool IsTheOnlyRow(ComparedRows before, ComparedRows after) =>
        LineLikeness.AmountsAreNear(before.Rows[0], after.Rows[0])
        || (LineLikeness.AmountReturns(before.Rows[0], after.Rows[0]) && (LineLikeness.Of(before.Rows[0], after.Rows[0]) > 0 || before.Kinds[0] == after.Kinds[0]));

    /// <summary>The only row of one kind in either form, with the balance that returns: as <see cref="IsTheOnlyRow"/>, whatever else the form has.</summary>
    private static bool IsTheOnlyOfItsKind(ComparedRows before, int b, ComparedRows after, int a) =>
        before.Rows[b].SharesOwnedFollowing is { } following and not 0
        && following == after.Rows[a].SharesOwnedFollowing
        && before.Kinds[b] == after.Kinds[a]
        && before.OfKind[before.Kinds[b]] == 1 && after.OfKind[after.Kinds[a]] == 1;

    /// <summary>Under another security or way of owning returns a telling balance that no other row has: another account would hardly hold just as much.</summary>
    private static bool BalanceIsItsOwn(ComparedRows before, int b, ComparedRows after, int a) =>
        before.Rows[b].SharesOwnedFollowing is { } following
        && following == after.Rows[a].SharesOwnedFollowing
        && before.Accounts[b] != after.Accounts[a]
        && OtherWords.Telling(following, 1000)
        && before.Rows.Count(row => row.SharesOwnedFollowing == following) == 1 && after.Rows.Count(row => row.SharesOwnedFollowing == following) == 1;

    /// <summary>
    /// For each row the footnotes that stand at no other row of its kind: what tells two trusts "See footnote", or two grants without price and
    /// dates, apart.
    /// </summary>
    private static HashSet<string>[] OwnNotesOf(ReportedLine[] rows, RowKind[] kinds)
    {
        HashSet<string>[] notes = [.. rows.Select(r => r.Footnotes.Values.SelectMany(n => n).Select(n => LineLikeness.Fold(n)!).ToHashSet(StringComparer.Ordinal))];
        var rowsWith = notes.SelectMany((texts, row) => texts.Select(text => (kinds[row], text))).CountBy(n => n).ToDictionary();
        foreach (var (row, texts) in notes.Index()) texts.RemoveWhere(text => rowsWith[(kinds[row], text)] > 1);
        return notes;
    }

    // A grant is a security of its own by price and dates: of several that can be exercised from different days on, a row is sooner the one whose terms are its own, if an amount of that returns.
    private static bool IsAnotherOption(ReportedLine row, ReportedLine counterpart, ReportedLine[] list) =>
        row.Table == FormTable.II && !LineLikeness.SameTerms(row, counterpart)
        && list.Any(other => !ReferenceEquals(other, row) && LineLikeness.SameTerms(other, counterpart) && string.Equals(other.TransactionCode, counterpart.TransactionCode, StringComparison.Ordinal)
            && (LineLikeness.AmountReturns(other, counterpart) || LineLikeness.AmountsAreNear(other, counterpart)));

    // Where only a footnote says whose or which it is (domain sections 3.7 and 3.9), another text and quite another amount are another owner's shares, or another grant.
    private static bool IsAnotherByItsNote(ReportedLine row, ReportedLine other) =>
        row.Kind == other.Kind && IsNamedByItsNote(row) && IsNamedByItsNote(other)
        && (row.Shares ?? row.SharesOwnedFollowing ?? row.UnderlyingShares) is { } amount && (other.Shares ?? other.SharesOwnedFollowing ?? other.UnderlyingShares) is { } now
        && !Nearness.AreWithin(Nearness.Tenth, amount, now);

    private static bool IsNamedByItsNote(ReportedLine line) => line.Table == FormTable.I
        ? line.Kind == LineKind.Holding && WayOfOwning.Of(line) is { IsDirect: false, Nature: "" }
        : line is { ConversionOrExercisePrice: null or 0, ExercisableOn: null, ExpiresOn: null };

    // Two trusts may hold as much: the note that a row has for itself is at another row of the list, and that row is of the same kind.
    private static bool NamesAnother(HashSet<string>[] notes, int row, HashSet<string> counterpart, RowKind[] kinds) =>
        notes[row].Count > 0 && notes.Index().Any(other => other.Index != row && kinds[other.Index] == kinds[row] && other.Item.Overlaps(counterpart));

    /// <summary>
    /// Whether a row that repeats a trade in every word, but goes on from its balance, is the next lot of the same size. Where the trade itself
    /// goes on from a row of its list its balance is right, so that there is nothing to correct; so it is where the filer says that a line was forgotten.
    /// </summary>
    private static bool IsNextLot(ReportedLine lot, ReportedLine next, ReportedLine[] list, AmendmentAim aim) =>
        LineLikeness.GoesOnFrom(next, lot)
        && LineLikeness.SameTrade(lot, next)
        && (aim == AmendmentAim.Adds || list.Any(other => !ReferenceEquals(other, lot) && LineLikeness.GoesOnFrom(lot, other) && RowAccount.Of(other) == RowAccount.Of(lot)));

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
            list.Any(other => !ReferenceEquals(other, counterpart) && LineLikeness.FollowOnEachOther(line, other) && RowAccount.Of(other) == RowAccount.Of(line));
    }
}
