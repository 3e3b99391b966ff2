using System.Text.RegularExpressions;
using HoldingsLedger.Forms.Text;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>A row of a table on a page: its letters by column, and whether its page cut it off above or below.</summary>
internal sealed record TableRow(PaperPage Page, Box Box, IReadOnlyDictionary<PaperColumn, List<Glyph>> Glyphs, bool OpenAbove, bool OpenBelow)
{
    /// <summary>The cell's own box, for its letters to be read again from the picture.</summary>
    public required IReadOnlyDictionary<PaperColumn, Box> Cells { get; init; }

    /// <summary>Whether nothing shows where the row ends and the next begins: words of several lines may be its neighbour's.</summary>
    public bool EndsUnsurely { get; init; }

    /// <summary>Whether the columns may lie elsewhere on the row's page (<see cref="TableLayout.Misplaced"/>).</summary>
    public bool Misplaced { get; init; }

    /// <summary>Letters of the row under no column that was told; what they say is lost to the reading, so a problem says that.</summary>
    public IReadOnlyList<Glyph> Stray { get; init; } = [];
}

/// <summary>Where the columns of a table lie, told once from its header and used on every page the table goes on to.</summary>
internal sealed record TableLayout(IReadOnlyList<(PaperColumn Column, double Left, double Right)> Columns, double Left, double Right)
{
    /// <summary>Whether lines part the columns; where none do, columns lie between the letters (<see cref="UnruledTable"/>).</summary>
    public bool Drawn { get; init; } = true;

    /// <summary>Whether rows that nothing parts begin level with the letter for how they are owned; <c>null</c> until a page shows it.</summary>
    public bool? Level { get; init; }

    /// <summary>Whether the page's own columns lie elsewhere and could not be told: its rows may be read into wrong ones.</summary>
    public bool Misplaced { get; init; }

    /// <summary>Where the rows begin that the layout was told from, and the size of most of their letters, in points.</summary>
    public (double Left, double Size) Place { get; init; } = (double.NaN, double.NaN);

    public Box Cell(int column, double bottom, double top) => new(Columns[column].Left, bottom, Columns[column].Right, top);
}

/// <summary>What stands over one column of a table: its own words and those it shares with its neighbours.</summary>
internal sealed record HeaderLeaf(double Left, double Right, string Leaf, string Parent);

/// <summary>One part of a table on one page: finds the header, tells its columns and cuts the rows below it.</summary>
internal static partial class TableArea
{
    /// <summary>Rows between two heights of a page. A header found there makes the layout; without one the layout of the page before is used.</summary>
    /// <param name="page">The page.</param>
    /// <param name="bottom">Where the table's part of the page ends.</param>
    /// <param name="top">Where it begins, below the table's title.</param>
    /// <param name="form">'3', '4' or '5'.</param>
    /// <param name="table">Which of the two tables.</param>
    /// <param name="earlier">The layout that a page before told.</param>
    /// <param name="later">The table's parts on the pages after this one.</param>
    public static (TableLayout? Layout, List<TableRow> Rows) Read(PaperPage page, double bottom, double top, char form, FormTable table, TableLayout? earlier, IEnumerable<SectionPart> later)
    {
        var glyphs = page.Glyphs.Where(glyph => glyph.MidY > bottom && glyph.MidY < top && !string.IsNullOrWhiteSpace(glyph.Text)).ToList();
        var ruled = earlier is { Drawn: false } ? (null, []) : Ruled(page, glyphs, bottom, top, form, table, earlier);
        return ruled.Layout is not null || page.Scan is not null ? ruled : UnruledTable.Read(page, glyphs, later, bottom, top, form, table, earlier);
    }

    private static (TableLayout? Layout, List<TableRow> Rows) Ruled(PaperPage page, List<Glyph> glyphs, double bottom, double top, char form, FormTable table, TableLayout? earlier)
    {
        if (TableGrid.Between(page, bottom, top) is not { } grid) return (earlier, []);
        var header = HeaderOf(page, glyphs, grid, bottom, top);
        TableLayout? layout = null;
        var from = -1;
        if (header is { } found)
        {
            from = found.Bottom;
            layout = Layout(glyphs, grid, found.Top, ref from, form, table);
            if (layout is null && page.Scan is not null) return (earlier, []);
            layout = layout is null ? null : layout with { Level = earlier?.Level };
        }

        if (layout is null && earlier is not null) layout = page.Scan is null ? TableFit.On(grid, earlier) : earlier;
        return layout is null ? (null, []) : Rows(page, glyphs, grid, layout, from, bottom, top);
    }

    /// <summary>The levels above and below the header: the first column's title stands in a cell as high as the whole header.</summary>
    private static (double Top, int Bottom)? HeaderOf(PaperPage page, List<Glyph> glyphs, TableGrid grid, double bottom, double top)
    {
        var first = TextRuns.Of(glyphs, page.Rulings)
            .Where(run => run.Box.MidY < top && run.Box.MidY > bottom && HeaderWords.FirstColumn().IsMatch(run.Text))
            .OrderBy(run => run.Box.Left - 0.2 * run.Box.Top).FirstOrDefault();
        first ??= TextRuns.Of(glyphs, page.Rulings).Where(run => run.Box.MidY < top && run.Box.MidY > bottom && HeaderWords.WholeColumn().IsMatch(run.Text)).MaxBy(run => run.Base);
        if (first is null) return null;
        var left = grid.Xs.Where(x => x < first.Box.Left + 2).DefaultIfEmpty(grid.Xs[0]).Last();
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
        var leaves = new List<HeaderLeaf>();
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

            leaves.Add(new(left, right, TextRuns.Joined(glyphs.Where(glyph => glyph.MidX > left && glyph.MidX < right && glyph.MidY > bottom && glyph.MidY < leafTop)), parent));
        }

        var (told, best) = Match(leaves, PaperColumns.Of(form, table), table);
        return best < 8 || !told.Exists(column => column.Column == PaperColumn.SecurityTitle) ? (null, 0) : (new(told, borders[0], borders[^1]), best);
    }

    /// <summary>Which column of the form each column of the page is, by the words over them and their order, and how well all words fit.</summary>
    public static (List<(PaperColumn Column, double Left, double Right)> Told, double Score) Match(List<HeaderLeaf> leaves, IReadOnlyList<PaperColumn> columns, FormTable table)
    {
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

        var told = new List<(PaperColumn Column, double Left, double Right)>();
        for (int i = 0, j = 0; i < n || j < m;)
        {
            if (way[i, j] == 1) j++;
            else if (way[i, j] == 2) i++;
            else told.Add((columns[j++], leaves[i].Left, leaves[i++].Right));
        }

        return (told, best[0, 0]);
    }

    private static (TableLayout Layout, List<TableRow> Rows) Rows(PaperPage page, List<Glyph> glyphs, TableGrid grid, TableLayout layout, int headerLevel, double bottom, double top)
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
            // What a cell has no room for stands beyond the table's border; in a scan that is dirt.
            if (page.Scan is null) inside.AddRange(glyphs.Where(glyph => glyph.MidY > lowest && glyph.MidY < highest && (glyph.MidX <= layout.Left - 2 || glyph.MidX >= layout.Right + 2)));
            layout = Judged(layout, inside, below, above);
            rows.AddRange(Split(page, layout, inside, below, above, !closedAbove, !closedBelow, goesOn: headerLevel < 0 && rows.Count == 0));
        }

        return (layout, rows);
    }

    /// <summary>
    /// The layout with whether cells begin level with the letter, or the letter stands in the middle of a cell of several lines: the first rows that
    /// nothing parts show it for the whole table, for at the top of a later page may stand the rest of a row.
    /// </summary>
    public static TableLayout Judged(TableLayout layout, List<Glyph> inside, double below, double above) =>
        layout.Level is null && Anchors(layout, inside, below, above) is { Count: > 1 } anchors ? layout with { Level = !StandAbove(inside, anchors[0]) } : layout;

    private static bool StandAbove(List<Glyph> inside, (double Base, double Size) anchor) => inside.Exists(glyph => glyph.MidY > anchor.Base + 0.9 * anchor.Size);

    /// <summary>One row, or several where no lines part them: each has one letter for how it is owned, and a transaction has a date.</summary>
    /// <param name="page">The page.</param>
    /// <param name="layout">The table's columns on it.</param>
    /// <param name="inside">The letters.</param>
    /// <param name="below">Where they end.</param>
    /// <param name="above">Where they begin.</param>
    /// <param name="openAbove">Whether no line is drawn there.</param>
    /// <param name="openBelow">Whether no line is drawn below them.</param>
    /// <param name="goesOn">Whether they are the page's first and may begin with the rest of a row of the page before.</param>
    public static IEnumerable<TableRow> Split(PaperPage page, TableLayout layout, List<Glyph> inside, double below, double above, bool openAbove, bool openBelow, bool goesOn)
    {
        var anchors = Anchors(layout, inside, below, above);
        var level = layout.Level ?? (anchors.Count > 0 && !StandAbove(inside, anchors[0]));
        if (level && goesOn && anchors.Count > 0 && StandAbove(inside, anchors[0]))
        {
            // What stands over the first letter of a page goes on from the page before.
            var first = anchors[0].Base + 0.9 * anchors[0].Size;
            yield return Row(page, layout, [.. inside.Where(glyph => glyph.MidY > first)], first, above, openAbove: true, openBelow: false);
            (inside, above, openAbove) = ([.. inside.Where(glyph => glyph.MidY <= first)], first, false);
        }

        if (anchors.Count <= 1)
        {
            yield return Row(page, layout, inside, below, above, openAbove, openBelow);
            yield break;
        }

        var (high, before) = (above, true);
        for (var at = 0; at < anchors.Count; at++)
        {
            var (low, sure) = at + 1 < anchors.Count ? RowEnd(inside, anchors[at], anchors[at + 1], level) : (below, true);
            var part = inside.Where(glyph => glyph.MidY < high && glyph.MidY > low).ToList();
            yield return Row(page, layout, part, low, high, openAbove && at == 0, openBelow && at == anchors.Count - 1) with { EndsUnsurely = !(sure && before) };
            (high, before) = (low, sure);
        }
    }

    /// <summary>Whether the row has a letter for how it is owned, or a date of its transaction: every row has.</summary>
    public static bool HasAnchor(TableRow row) =>
        (row.Glyphs.TryGetValue(PaperColumn.Ownership, out var owned) && IsOwnership(TextRuns.Joined(owned)))
        || (row.Glyphs.TryGetValue(PaperColumn.TransactionOn, out var day) && PaperWords.AnyDate().IsMatch(TextRuns.Joined(day)));

    /// <summary>Lines from the top on which a row says how it is owned or when it happened.</summary>
    private static List<(double Base, double Size)> Anchors(TableLayout layout, List<Glyph> inside, double below, double above)
    {
        var anchors = new List<(double Base, double Size)>();
        for (var at = 0; at < layout.Columns.Count; at++)
        {
            var column = layout.Columns[at].Column;
            // Where lines part the columns the letter is enough: a date broken over two lines would make two rows of one.
            if (column != PaperColumn.Ownership && (layout.Drawn || column != PaperColumn.TransactionOn)) continue;
            var cell = layout.Cell(at, below, above);
            foreach (var line in TextRuns.Lines(inside.Where(glyph => cell.Holds(glyph.MidX, glyph.MidY))))
            {
                var text = TextRuns.Text(line);
                if (column == PaperColumn.Ownership ? IsOwnership(text) : PaperWords.AnyDate().IsMatch(text)) anchors.Add((line.Max(glyph => glyph.Base), line.Max(glyph => glyph.Size)));
            }
        }

        // Letter and date of one row are level, or half a line apart where one of them has a marker under it.
        var apart = new List<(double Base, double Size)>();
        foreach (var anchor in anchors.OrderByDescending(anchor => anchor.Base))
        {
            if (apart.Count == 0 || apart[^1].Base - anchor.Base > 0.8 * anchor.Size) apart.Add(anchor);
        }

        return apart;
    }

    /// <summary>The height between two rows: the widest gap between their lines, or just above the second one's first line where no gap stands out.</summary>
    private static (double Height, bool Sure) RowEnd(List<Glyph> inside, (double Base, double Size) one, (double Base, double Size) next, bool level)
    {
        var gaps = new List<(double Height, double At)>();
        var reached = one.Base;
        foreach (var glyph in inside.Where(glyph => glyph.Base <= one.Base + 0.1 && glyph.Base >= next.Base - 0.1).OrderByDescending(glyph => glyph.Box.Top))
        {
            if (glyph.Box.Top < reached) gaps.Add((reached - glyph.Box.Top, (reached + glyph.Box.Top) / 2));
            reached = Math.Min(reached, glyph.Box.Bottom);
        }

        var above = next.Base + 0.9 * next.Size;
        if (gaps.Count == 0) return (above, true);
        var widest = gaps.MaxBy(gap => gap.Height);
        // Printers round lines to their dots: less than a sixth of a letter is no gap of its own.
        if (gaps.TrueForAll(gap => gap.At == widest.At || (gap.Height < 0.8 * widest.Height && gap.Height < widest.Height - 0.15 * next.Size))) return (widest.At, true);
        return (level ? above : gaps.MinBy(gap => Math.Abs(gap.At - (one.Base + next.Base + 0.5 * next.Size) / 2)).At, false);
    }

    private static bool IsOwnership(string text) => Ownership().IsMatch(text);

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

        // What runs on over the table's border is of the last cell; what stands apart is of none.
        var (last, _, end) = layout.Columns[^1];
        foreach (var glyph in inside.Where(glyph => glyph.MidX > end).OrderBy(glyph => glyph.Left).ToList())
        {
            if (page.Scan is null && end > layout.Right - 2 && glyphs[last].Exists(other => Math.Abs(other.Base - glyph.Base) < 0.4 * glyph.Size && glyph.Left - other.Right is var gap && gap > -0.5 * glyph.Size && gap < 1.1 * glyph.Size))
                glyphs[last].Add(glyph);
        }

        var placed = glyphs.Values.SelectMany(cell => cell).ToHashSet(ReferenceEqualityComparer.Instance);

        return new(page, new(layout.Left, below, layout.Right, above), glyphs, openAbove, openBelow) 
        {
            Cells = cells,
            Stray = [.. inside.Where(glyph => !placed.Contains(glyph))],
            Misplaced = layout.Misplaced,
        };
    }

    [GeneratedRegex(@"^\(?(D|I|Direct|Indirect)(?![A-Za-z])", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Ownership();
}
