namespace HoldingsLedger.Forms.Pdf;

/// <summary>Lays the columns of one page over another that was printed in another size or place.</summary>
internal static class TableFit
{
    /// <summary>Points by which the same border differs between two pages of one print.</summary>
    private const double Same = 3.2;

    /// <summary>Points by which a border differs from where the page's size and place put it.</summary>
    private const double Near = 2;

    /// <summary>Share of the borders that must be drawn where they were; some printers leave one out.</summary>
    private const double MostBorders = 0.8;

    /// <summary>Gap in font sizes below which two letters are of one word.</summary>
    private const double WordGap = 0.2;

    /// <summary>The layout where this page's lines have it: as it was, or stretched and moved as one; marked where neither fits.</summary>
    public static TableLayout On(TableGrid grid, TableLayout layout)
    {
        var borders = layout.Columns.SelectMany(column => (double[])[column.Left, column.Right]).Append(layout.Left).Append(layout.Right).Order().ToList();
        for (var at = borders.Count - 1; at > 0; at--)
        {
            if (borders[at] - borders[at - 1] < 0.5) borders.RemoveAt(at);
        }

        var here = borders.Count(border => grid.Xs.Any(x => Math.Abs(x - border) <= Same));
        if (here == borders.Count) return layout with { Misplaced = false };
        for (var first = 0; first + borders.Count <= grid.Xs.Count; first++)
        {
            // Every line of the table is one of its borders, so as many lie between its ends.
            var (left, right) = (grid.Xs[first], grid.Xs[first + borders.Count - 1]);
            var scale = (right - left) / (borders[^1] - borders[0]);
            double Put(double x) => left + scale * (x - borders[0]);
            if (!Enumerable.Range(0, borders.Count).All(at => Math.Abs(Put(borders[at]) - grid.Xs[first + at]) <= Near)) continue;
            return layout with
            {
                Columns = [.. layout.Columns.Select(column => (column.Column, Put(column.Left), Put(column.Right)))],
                Left = Put(layout.Left),
                Right = Put(layout.Right),
                Misplaced = false,
            };
        }

        return layout with { Misplaced = here < MostBorders * borders.Count };
    }

    /// <summary>Whether the columns told on a page itself are those of the page before: each lies about where it lay there.</summary>
    public static bool Agree(TableLayout own, TableLayout earlier) => own.Columns.All(column =>
        earlier.Columns.Any(other => other.Column == column.Column && (column.Left + column.Right) / 2 > other.Left && (column.Left + column.Right) / 2 < other.Right));

    /// <summary>Where rows that no lines part begin and how large most of their letters are; not a number where their lines begin at different places.</summary>
    public static (double Left, double Size) Place(TableLayout layout, List<Glyph> rows)
    {
        var lefts = TextRuns.Lines(rows.Where(glyph => glyph.MidX > layout.Left && glyph.MidX < layout.Columns[0].Right)).Select(line => line[0].Left).ToList();
        var sizes = rows.GroupBy(glyph => Math.Round(glyph.Size, 1)).MaxBy(group => group.Count());
        return (lefts.Count > 0 && lefts.Max() - lefts.Min() < 1.5 ? lefts.Min() : double.NaN, sizes?.Key ?? double.NaN);
    }

    /// <summary>Whether rows under no header of their own do not lie as those that the layout was told from.</summary>
    public static bool IsElsewhere(PaperPage page, TableLayout layout, List<Glyph> rows)
    {
        var (left, size) = Place(layout, rows);
        return Math.Abs(left - layout.Place.Left) > Same || Math.Abs(size - layout.Place.Size) > 0.05 * size || TextRuns.Lines(rows).Exists(line => Crosses(line, layout));
    }

    /// <summary>Whether a word stands on both sides of where two columns meet.</summary>
    private static bool Crosses(List<Glyph> line, TableLayout layout) => line.Zip(line.Skip(1)).Any(pair =>
        pair.Second.SpaceLeft - pair.First.Right < WordGap * pair.Second.Size && layout.Columns.Skip(1).Any(column => pair.First.MidX < column.Left && pair.Second.MidX > column.Left));
}
