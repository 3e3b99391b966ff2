namespace HoldingsLedger.Forms.Text;

/// <summary>
/// Puts the text lines of a table together into rows: a row's cells may be printed over several lines, from the top down or about
/// its middle. One line of a row has its date or its numbers; the others go to the row to which they fit.
/// </summary>
internal static class TextRowLines
{
    /// <summary>So many lines of a row may stand above or below the one with its numbers.</summary>
    private const int TallestHalf = 12;

    /// <summary>One line for each row, with the row's pieces put together, under the number of the line that has its numbers.</summary>
    /// <param name="body">The lines of a table under its header.</param>
    /// <param name="left">Takes the pieces with numbers that stand in no row.</param>
    public static IReadOnlyList<TextLine> Together(IReadOnlyList<TextLine> body, Action<TextLine, TextCell> left)
    {
        var rows = RowsOf(body);
        var owners = new int[body.Count];
        Array.Fill(owners, -1);
        if (rows.Count > 0) owners = Owners(body, rows);
        for (var at = 0; at < body.Count; at++)
        {
            if (owners[at] >= 0) continue;
            foreach (var piece in body[at].Cells.Where(piece => TextTable.HasDate(piece.Text) || (TextTable.IsAmount(piece.Text) && piece.Text.Count(char.IsDigit) > 2) || TextTable.HasGluedAmount(piece.Text))) left(body[at], piece);
        }

        return [.. rows.Select((row, index) => Merge(body, row, [.. Enumerable.Range(0, body.Count).Where(at => at != row && owners[at] == index)], left))];
    }

    /// <summary>Whether a line has the date or the numbers of a row, so that a row of the table is to be made of it.</summary>
    public static bool IsRow(TextLine line)
    {
        var cells = line.Cells;
        if (cells.Count == 0) return false;
        if (cells.Any(cell => TextTable.HasDate(cell.Text))) return cells.Count >= 3 || cells.Any(cell => TextTable.IsCompound(cell.Text));
        if (cells.Any(cell => TextTable.IsBalanceWithOwnership(cell.Text)) || (HasBalance(line) && cells.Any(IsOwnership))) return true;
        return TextTable.HasWord(cells[0].Text) && cells.Count >= 3 && HasBalance(line);
    }

    /// <summary>The lines that rows are made of. Where a cell is higher than the line its row may have numbers on two of them: then the first stands for both.</summary>
    private static List<int> RowsOf(IReadOnlyList<TextLine> body)
    {
        var rows = new List<int>();
        foreach (var at in Enumerable.Range(0, body.Count).Where(at => IsRow(body[at])))
        {
            if (rows.Count > 0 && at - rows[^1] <= 2 && !Enumerable.Range(rows[^1] + 1, at - rows[^1]).Any(line => IsApart(body, line))
                && !HasDate(body[at]) && !TextTable.HasWord(body[at].Cells[0].Text) && HasDate(body[rows[^1]]) && !body[rows[^1]].Cells.Any(IsOwnership)) continue;
            rows.Add(at);
        }

        return rows;
    }

    private static bool HasDate(TextLine line) => line.Cells.Any(cell => TextTable.HasDate(cell.Text));

    private static bool HasBalance(TextLine line) => line.Cells.Any(cell => TextTable.IsAmount(cell.Text));

    private static bool IsOwnership(TextCell cell) => PaperMarkers.Split(cell.Text).Text is "D" or "I";

    private static bool IsMarker(TextCell cell) => PaperMarkers.Split(cell.Text).Text.Length == 0;

    private static bool IsApart(IReadOnlyList<TextLine> body, int at) => at > 0 && body[at].Number > body[at - 1].Number + 1;

    /// <summary>For each line the index of its row; -1: none.</summary>
    private static int[] Owners(IReadOnlyList<TextLine> body, List<int> rows)
    {
        // Printed from the top down nothing stands above a row's first line; about the middle as much above as below.
        var (top, fromTop) = Divide(body, rows, centred: false);
        var (middle, aboutMiddle) = Divide(body, rows, centred: true);
        return aboutMiddle < fromTop ? middle : top;
    }

    private static (int[] Owners, double Cost) Divide(IReadOnlyList<TextLine> body, List<int> rows, bool centred)
    {
        var owners = new int[body.Count];
        Array.Fill(owners, -1);
        var cost = new double[rows.Count + 1, TallestHalf + 1];
        var step = new int[rows.Count, TallestHalf + 1];
        for (var row = rows.Count - 1; row >= 0; row--)
        {
            var gap = Gap(row);
            for (var above = 0; above <= Math.Min(TallestHalf, rows[row]); above++)
            {
                cost[row, above] = double.PositiveInfinity;
                for (var below = row == rows.Count - 1 ? Math.Min(gap, TallestHalf) : 0; below <= Math.Min(gap, TallestHalf); below++)
                {
                    var here = (centred ? Math.Abs(above - below) * 0.5 : WordsAbove(row, above) * 3) + Cost(body, rows[row], above, below) + (row + 1 < rows.Count ? cost[row + 1, Next(gap, below)] : 0);
                    if (here < cost[row, above]) (cost[row, above], step[row, above]) = (here, below);
                }
            }
        }

        // Above the first row of all a rest of the header may stand.
        var (best, first) = (double.PositiveInfinity, 0);
        for (var above = 0; above <= Math.Min(TallestHalf, rows[0]); above++)
        {
            if (cost[0, above] + ((rows[0] - above) * 1.2) is var total && total < best) (best, first) = (total, above);
        }

        for (var (row, above) = (0, first); row < rows.Count; row++)
        {
            var below = step[row, above];
            for (var at = rows[row] - above; at <= rows[row] + below; at++) owners[at] = row;
            above = Next(Gap(row), below);
        }

        return (owners, best);

        // A raised marker stands above its line, however the cells are printed.
        int WordsAbove(int row, int above) => Enumerable.Range(rows[row] - above, above).Count(at => body[at].Cells.Any(cell => TextTable.HasWord(cell.Text)));
        int Gap(int row) => (row + 1 < rows.Count ? rows[row + 1] : body.Count) - rows[row] - 1;
        static int Next(int gap, int below) => Math.Min(gap - below, TallestHalf);
    }

    /// <summary>How odd a row of these lines would be: words that go on with nothing, words under no others of the row, an empty line within.</summary>
    private static double Cost(IReadOnlyList<TextLine> body, int row, int above, int below)
    {
        var cost = 0.0;
        for (var at = row - above; at <= row + below; at++)
        {
            if (at > row - above && IsApart(body, at)) cost += 4;
            if (at > row && !body[at].Cells.Any(cell => TextTable.HasWord(cell.Text))) cost += 0.1;
            foreach (var piece in TextTable.Said(body[at]).Where(piece => TextTable.HasWord(piece.Text)))
            {
                var (before, after) = (Among(row - above, at), at != row && Among(at + 1, row + below + 1));
                if (char.IsLower(piece.Text[0]) || piece.Text[0] is '(' or ')' or '&' or ',') cost += before ? 0 : 1;
                else if (before) cost += 0.2;
                if (at != row && !before && !after) cost += 0.7;

                bool Among(int from, int to) => Enumerable.Range(from, to - from)
                    .Any(other => TextTable.Said(body[other]).Any(cell => TextTable.HasWord(cell.Text) && Apart(cell, piece, body[row].HasTabs) <= (body[row].HasTabs ? 1 : 2)));
            }
        }

        return cost;
    }

    private static double Apart(TextCell cell, TextCell piece, bool tabs) => tabs
        ? Math.Abs(cell.At - piece.At)
        : Math.Max(0, Math.Max(cell.At - (piece.At + piece.Text.Length), piece.At - (cell.At + cell.Text.Length)));

    private static TextLine Merge(IReadOnlyList<TextLine> body, int row, IReadOnlyList<int> parts, Action<TextLine, TextCell> left)
    {
        var line = body[row];
        if (parts.Count == 0) return line;
        var cells = line.Cells.ToList();
        foreach (var at in parts.Where(part => part < row).Reverse()) Take(body[at], above: true);
        foreach (var at in parts.Where(part => part > row)) Take(body[at], above: false);
        return line with { Cells = [.. cells.OrderBy(cell => cell.At)] };

        void Take(TextLine part, bool above)
        {
            foreach (var piece in TextTable.Said(part))
            {
                var isWord = TextTable.HasWord(piece.Text);
                var under = Host(cells, piece, line.HasTabs);
                if (under >= 0)
                    cells[under] = cells[under] with { At = Math.Min(cells[under].At, piece.At), Text = above ? piece.Text + " " + cells[under].Text : cells[under].Text + " " + piece.Text };
                else if (isWord || (!line.HasTabs && !cells.Exists(cell => Apart(cell, piece, tabs: false) <= 0)))
                    cells.Add(piece);
                else if (TextTable.IsAmount(piece.Text) || TextTable.HasDate(piece.Text))
                    left(part, piece);
            }
        }
    }

    /// <summary>The cell that words or a marker on another line of the row belong to: the one above or below it that can take them; -1: none. Numbers go on with nothing.</summary>
    private static int Host(List<TextCell> cells, TextCell piece, bool tabs)
    {
        var (isWord, isMarker) = (TextTable.HasWord(piece.Text), IsMarker(piece));
        // A number goes on with nothing, but its marker may stand under it.
        if (!isWord && !isMarker) return tabs ? -1 : cells.FindIndex(cell => IsMarker(cell) && Apart(cell, piece, tabs) <= 0);
        var (best, distance) = (-1, double.PositiveInfinity);
        for (var at = 0; at < cells.Count; at++)
        {
            if (isWord && !TextTable.HasWord(cells[at].Text)) continue;
            if (Apart(cells[at], piece, tabs) is var apart && apart < distance) (best, distance) = (at, apart);
        }

        return distance <= (tabs ? 6 : isMarker ? 1 : 2) ? best : -1;
    }
}
