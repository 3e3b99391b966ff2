using HoldingsLedger.Forms.Text;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>A row of a table on a page: its letters by column, and whether its page cut it off above or below.</summary>
internal sealed record TableRow(PaperPage Page, Box Box, IReadOnlyDictionary<PaperColumn, List<Glyph>> Glyphs, bool OpenAbove, bool OpenBelow)
{
    /// <summary>The cell's own box, for its letters to be read again from the picture.</summary>
    public required IReadOnlyDictionary<PaperColumn, Box> Cells { get; init; }

    /// <summary>Letters of the row under no column that was told; what they say is lost to the reading, so a problem says that.</summary>
    public IReadOnlyList<Glyph> Stray { get; init; } = [];
}

/// <summary>Where the columns of a table lie, told once from its header and used on every page the table goes on to.</summary>
internal sealed record TableLayout(IReadOnlyList<(PaperColumn Column, double Left, double Right)> Columns, double Left, double Right)
{
    public Box Cell(int column, double bottom, double top) => new(Columns[column].Left, bottom, Columns[column].Right, top);
}

/// <summary>One part of a table on one page: finds the header, tells its columns and cuts the rows below it.</summary>
internal static class TableArea
{
    /// <summary>Rows between two heights of a page. A header found there makes the layout; without one the layout of the page before is used.</summary>
    public static (TableLayout? Layout, List<TableRow> Rows) Read(PaperPage page, double bottom, double top, char form, FormTable table, TableLayout? earlier)
    {
        var glyphs = page.Glyphs.Where(glyph => glyph.MidY > bottom && glyph.MidY < top && !string.IsNullOrWhiteSpace(glyph.Text)).ToList();
        if (TableGrid.Between(page, bottom, top) is not { } grid) return (earlier, []);
        var header = HeaderOf(page, glyphs, grid, bottom, top);
        var layout = earlier;
        var from = -1;
        if (header is { } found)
        {
            from = found.Bottom;
            var told = Layout(glyphs, grid, found.Top, ref from, form, table);
            if (told is null) return (earlier, []);
            layout = told;
        }

        return layout is null ? (null, []) : (layout, Rows(page, glyphs, grid, layout, from, bottom, top));
    }

    /// <summary>The levels above and below the header: the first column's title stands in a cell as high as the whole header.</summary>
    private static (double Top, int Bottom)? HeaderOf(PaperPage page, List<Glyph> glyphs, TableGrid grid, double bottom, double top)
    {
        var first = TextRuns.Of(glyphs, page.Rulings)
            .Where(run => run.Box.MidY < top && run.Box.MidY > bottom && HeaderWords.FirstColumn().IsMatch(run.Text))
            .OrderBy(run => run.Box.Left - 0.2 * run.Box.Top).FirstOrDefault();
        if (first is null) return null;
        var left = grid.Xs[0];
        var right = grid.Xs.Where(x => x > first.Box.Right - 2).DefaultIfEmpty(grid.Xs[^1]).First();
        var above = top;
        for (var level = 0; level < grid.Ys.Count; level++)
        {
            if (grid.Ys[level] > first.Box.MidY)
            {
                if (grid.LevelShare(level, left, right) > 0.6) above = Math.Min(above, grid.Ys[level]);
            }
            else if (grid.LevelShare(level, left, right) > 0.6)
            {
                return (above, level);
            }
        }

        return null;
    }

    private static TableLayout? Layout(List<Glyph> glyphs, TableGrid grid, double top, ref int bottomLevel, char form, FormTable table)
    {
        TableLayout? best = null;
        var bestScore = double.MinValue;
        var bestLevel = bottomLevel;
        // A header whose lower part has a line of its own ("Code V Amount (A) or (D) Price") may end one or two lines further down.
        for (var level = bottomLevel; level < Math.Min(bottomLevel + 3, grid.Ys.Count); level++)
        {
            var bottom = grid.Ys[level];
            if (level > bottomLevel && !glyphs.Exists(glyph => glyph.MidY > bottom && glyph.MidY < grid.Ys[level - 1])) continue;
            if (level > bottomLevel && TextRuns.Joined(glyphs.Where(glyph => glyph.MidY > bottom && glyph.MidY < grid.Ys[level - 1])) is var between && !HeaderWords.IsHeader(between)) break;
            var borders = grid.BordersIn(bottom + 0.5, bottom + 6);
            if (borders.Count < 4) continue;
            var (layout, score) = Tell(glyphs, grid, borders, bottom, top, form, table);
            if (layout is null || score <= bestScore) continue;
            (best, bestScore, bestLevel) = (layout, score, level);
        }

        bottomLevel = bestLevel;
        return best;
    }

    private static (TableLayout? Layout, double Score) Tell(List<Glyph> glyphs, TableGrid grid, List<double> borders, double bottom, double top, char form, FormTable table)
    {
        var leaves = new List<(double Left, double Right, string Leaf, string Parent)>();
        for (var at = 0; at + 1 < borders.Count; at++)
        {
            var (left, right) = (borders[at], borders[at + 1]);
            var leafTop = top;
            for (var level = grid.Ys.Count - 1; level >= 0; level--)
            {
                if (grid.Ys[level] > bottom + 2 && grid.Ys[level] < top - 2 && grid.LevelShare(level, left, right) > 0.7)
                {
                    leafTop = grid.Ys[level];
                    break;
                }
            }

            var parent = string.Empty;
            if (leafTop < top - 2)
            {
                var wide = grid.BordersIn(leafTop + 1, leafTop + 7);
                var (parentLeft, parentRight) = (wide.Where(x => x <= left + 1).Max(), wide.Where(x => x >= right - 1).Min());
                parent = TextRuns.Joined(glyphs.Where(glyph => glyph.MidX > parentLeft && glyph.MidX < parentRight && glyph.MidY > leafTop && glyph.MidY < top));
            }

            leaves.Add((left, right, TextRuns.Joined(glyphs.Where(glyph => glyph.MidX > left && glyph.MidX < right && glyph.MidY > bottom && glyph.MidY < leafTop)), parent));
        }

        var columns = PaperColumns.Of(form, table);
        var (n, m) = (leaves.Count, columns.Count);
        var best = new double[n + 1, m + 1];
        var way = new int[n + 1, m + 1];
        for (var i = n; i >= 0; i--)
        {
            for (var j = m; j >= 0; j--)
            {
                if (i == n && j == m) continue;
                var (score, step) = (double.NegativeInfinity, 0);
                if (j < m && best[i, j + 1] - 1.5 > score) (score, step) = (best[i, j + 1] - 1.5, 1);
                if (i < n && best[i + 1, j] - (leaves[i].Leaf.Length == 0 ? 0.5 : 2) > score) (score, step) = (best[i + 1, j] - (leaves[i].Leaf.Length == 0 ? 0.5 : 2), 2);
                if (i < n && j < m && best[i + 1, j + 1] + HeaderWords.Speaks(columns[j], table, leaves[i].Leaf, leaves[i].Parent) is var match && match > score) (score, step) = (match, 3);
                (best[i, j], way[i, j]) = (score, step);
            }
        }

        var told = new List<(PaperColumn, double, double)>();
        for (int i = 0, j = 0; i < n || j < m;)
        {
            if (way[i, j] == 1) j++;
            else if (way[i, j] == 2) i++;
            else told.Add((columns[j++], leaves[i].Left, leaves[i++].Right));
        }

        return best[0, 0] < 8 || !told.Exists(column => column.Item1 == PaperColumn.SecurityTitle) ? (null, 0) : (new(told, borders[0], borders[^1]), best[0, 0]);
    }

    private static List<TableRow> Rows(PaperPage page, List<Glyph> glyphs, TableGrid grid, TableLayout layout, int headerLevel, double bottom, double top)
    {
        var rows = new List<TableRow>();
        var borders = new List<(double Y, bool Drawn)>();
        if (headerLevel >= 0) borders.Add((grid.Ys[headerLevel], true));
        else borders.Add((top, false));
        for (var level = headerLevel + 1; level < grid.Ys.Count; level++)
        {
            if (grid.LevelShare(level, layout.Left, layout.Right) > 0.6) borders.Add((grid.Ys[level], true));
        }

        borders.Add((bottom, false));
        for (var at = 0; at + 1 < borders.Count; at++)
        {
            var ((above, closedAbove), (below, closedBelow)) = (borders[at], borders[at + 1]);
            if (above - below < 4) continue;
            var inside = glyphs.Where(glyph => glyph.MidY < above && glyph.MidY > below && glyph.MidX > layout.Left - 2 && glyph.MidX < layout.Right + 2).ToList();
            // Text under or above the table is no row: rows have the table's own column borders beside them.
            var lowest = closedBelow ? below : inside.Count == 0 ? above : inside.Min(glyph => glyph.Base);
            var highest = closedAbove ? above : inside.Count == 0 ? below : inside.Max(glyph => glyph.Base + 0.7 * glyph.Size);
            if (inside.Count == 0 || grid.BordersIn(lowest, highest).Count < Math.Min(4, layout.Columns.Count))
            {
                if (closedAbove && closedBelow && inside.Count == 0) continue;
                if (closedAbove) break;
                continue;
            }

            if (HeaderWords.TitleOfTable(TextRuns.Joined(inside)) is not null) break;
            rows.AddRange(Split(page, layout, inside, below, above, !closedAbove, !closedBelow));
        }

        return rows;
    }

    /// <summary>One row, or several where no lines part them: each has exactly one letter for how it is owned.</summary>
    private static IEnumerable<TableRow> Split(PaperPage page, TableLayout layout, List<Glyph> inside, double below, double above, bool openAbove, bool openBelow)
    {
        var owned = Enumerable.Range(0, layout.Columns.Count).FirstOrDefault(at => layout.Columns[at].Column == PaperColumn.Ownership, -1);
        var anchors = owned < 0 ? [] : TextRuns.Lines(inside.Where(glyph => layout.Cell(owned, below, above).Holds(glyph.MidX, glyph.MidY)))
            .Where(line => TextRuns.Text(line) is ['D' or 'I', ..]).ToList();
        if (anchors.Count <= 1)
        {
            yield return Row(page, layout, inside, below, above, openAbove, openBelow);
            yield break;
        }

        var high = above;
        for (var at = 0; at < anchors.Count; at++)
        {
            var low = at + 1 < anchors.Count ? anchors[at + 1].Max(glyph => glyph.Base + 0.9 * glyph.Size) : below;
            var part = inside.Where(glyph => glyph.MidY < high && glyph.MidY > low).ToList();
            yield return Row(page, layout, part, low, high, openAbove && at == 0, openBelow && at == anchors.Count - 1);
            high = low;
        }
    }

    private static TableRow Row(PaperPage page, TableLayout layout, List<Glyph> inside, double below, double above, bool openAbove, bool openBelow)
    {
        var glyphs = new Dictionary<PaperColumn, List<Glyph>>();
        var cells = new Dictionary<PaperColumn, Box>();
        for (var at = 0; at < layout.Columns.Count; at++)
        {
            var (column, left, right) = layout.Columns[at];
            cells[column] = new(left, below, right, above);
            glyphs[column] = inside.Where(glyph => glyph.MidX > left && glyph.MidX <= right).ToList();
        }

        return new(page, new(layout.Left, below, layout.Right, above), glyphs, openAbove, openBelow) 
        {
            Cells = cells,
            Stray = [.. inside.Where(glyph => !layout.Columns.Any(column => glyph.MidX > column.Left && glyph.MidX <= column.Right))],
        };
    }
}
