using System.Text.RegularExpressions;
using HoldingsLedger.Forms.Text;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>
/// Reads a table whose columns no lines part, as many web pages print them. Columns are the strips between the strips that no letter of the table
/// enters; the words over them tell which they are. Rows are parted by lines, shaded bands, or the letter that each row has for how it is owned.
/// </summary>
internal static partial class UnruledTable
{
    /// <summary>Gap in font sizes from which on two texts are in two columns, where the document writes no spaces; a space is half of it.</summary>
    private const double ColumnGap = 0.42;

    /// <summary>The same where spaces are letters of their own: what is left of a gap then parts columns.</summary>
    private const double BareGap = 0.25;

    /// <summary>Lines of a header that may belong to the lower of its two storeys.</summary>
    private const int MostLeafLines = 6;

    /// <summary>The layout told from the header on this page, or the earlier one, and the rows; no layout where the words over the columns do not tell them.</summary>
    /// <param name="page">The page.</param>
    /// <param name="glyphs">The table's letters on it.</param>
    /// <param name="later">The table's parts on the pages after it: they keep to the same columns.</param>
    /// <param name="bottom">Where the table's part of the page ends.</param>
    /// <param name="top">Where it begins, below the table's title.</param>
    /// <param name="form">'3', '4' or '5'.</param>
    /// <param name="table">Which of the two tables.</param>
    /// <param name="earlier">The layout that a page before told.</param>
    public static (TableLayout? Layout, List<TableRow> Rows) Read(
        PaperPage page, List<Glyph> glyphs, IEnumerable<SectionPart> later, double bottom, double top, char form, FormTable table, TableLayout? earlier)
    {
        var cut = HeaderEnd(page, glyphs, bottom, top);
        var rows = glyphs.Where(glyph => glyph.MidY < (cut ?? top)).ToList();
        var layout = earlier;
        if (cut is { } end)
        {
            var header = glyphs.Where(glyph => glyph.MidY > end).ToList();
            header = [.. TextRuns.Lines(header).Where(line => !TitleRest().IsMatch(TextRuns.Text(line))).SelectMany(line => line)];
            var alone = Layout(header, rows, form, table);
            // Pages of another size or place fill the gaps between this page's columns.
            var together = earlier is null ? Layout(header, [.. rows, .. later.SelectMany(RowLetters)], form, table) : default;
            var told = together.Layout is not null && together.Score >= alone.Score ? together.Layout : alone.Layout;
            if (told is not null && (earlier is null || !TableFit.Agree(told, earlier))) layout = told with { Place = TableFit.Place(told, rows), Level = earlier?.Level };
        }
        else if (layout is not null)
        {
            layout = layout with { Misplaced = TableFit.IsElsewhere(page, layout, rows) };
        }

        return layout is null ? (null, []) : Rows(page, rows, layout, bottom, cut ?? top, goesOn: earlier is not null);
    }

    /// <summary>The height at which the header on this page ends; <c>null</c> where it has none.</summary>
    private static double? HeaderEnd(PaperPage page, List<Glyph> glyphs, double bottom, double top)
    {
        var lines = TextRuns.Lines(glyphs).Where(line => !TitleRest().IsMatch(TextRuns.Text(line))).ToList();
        var head = lines.FindIndex(line => HeaderLine(page, line));
        if (head < 0) return null;
        var data = lines.FindIndex(line => IsData(TextRuns.Text(line)));
        if (data >= 0 && data < head) return null;
        if (data < 0) data = lines.FindLastIndex(line => HeaderWords.IsHeader(TextRuns.Text(line))) + 1;
        return Math.Min(Cut(page, lines, data, bottom), top);
    }

    private static IEnumerable<Glyph> RowLetters(SectionPart part)
    {
        var (bottom, top) = (Math.Max(part.Bottom, -10_000), Math.Min(part.Top, 100_000));
        var glyphs = part.Page.Glyphs.Where(glyph => glyph.MidY > bottom && glyph.MidY < top && !string.IsNullOrWhiteSpace(glyph.Text)).ToList();
        var cut = HeaderEnd(part.Page, glyphs, bottom, top) ?? top;
        return glyphs.Where(glyph => glyph.MidY < cut);
    }

    private static bool HeaderLine(PaperPage page, List<Glyph> line) => TextRuns.Of(line, page.Rulings).Any(run => HeaderWords.FirstColumn().IsMatch(run.Text))
        || HeaderWords.IsHeader(TextRuns.Text(line));

    /// <summary>The height that parts the header from the first row, whose line <paramref name="data"/> is known; a title over several lines may begin above it.</summary>
    private static double Cut(PaperPage page, List<List<Glyph>> lines, int data, double bottom)
    {
        if (data >= lines.Count) return lines.Count == 0 ? bottom : lines[^1].Min(Low) - 1;
        var last = data - 1;
        while (last > 0 && !HeaderWords.IsHeader(TextRuns.Text(lines[last]))) last--;
        var (above, below) = (lines[Math.Max(last, 0)].Min(glyph => glyph.Base), lines[data].Max(glyph => glyph.Base));
        var drawn = Levels(page).Where(level => level.At < above + 1 && level.At > below).ToList();
        if (drawn.Count > 0) return drawn.Max(level => level.At);
        var (widest, at) = (double.MinValue, lines[data].Max(High) + 0.5);
        for (var line = Math.Max(last, 0); line < data; line++)
        {
            var gap = lines[line].Min(Low) - lines[line + 1].Max(High);
            if (gap > widest) (widest, at) = (gap, (lines[line].Min(Low) + lines[line + 1].Max(High)) / 2);
        }

        return at;
    }

    private static (TableLayout? Layout, double Score) Layout(List<Glyph> header, List<Glyph> data, char form, FormTable table)
    {
        var columns = PaperColumns.Of(form, table);
        var lines = TextRuns.Lines(header);
        // What two columns share stands over both: such a stretch is parted by its lower storey, if that tells its columns better.
        var strips = Strips(header.Concat(data)).Select(strip => (Strip: strip, Leaf: double.MaxValue)).ToList();
        var best = Match(strips, header, columns, table);
        for (var at = 0; at < strips.Count; at++)
        {
            var (left, right) = strips[at].Strip;
            var own = lines.Select(line => line.Where(glyph => glyph.MidX > left && glyph.MidX < right).ToList()).Where(line => line.Count > 0).ToList();
            (List<((double, double), double)> Parts, double Score) better = ([], best.Score);
            for (var count = 1; count <= Math.Min(MostLeafLines, own.Count - 1); count++)
            {
                var leaf = own[^count].Max(High) + 0.1;
                var within = data.Where(glyph => glyph.MidX > left && glyph.MidX < right).Concat(own.TakeLast(count).SelectMany(line => line));
                var parts = Strips(within).Select(strip => (strip, leaf)).ToList();
                if (parts.Count < 2) continue;
                List<((double Left, double Right) Strip, double Leaf)> tried = [.. strips.Take(at), .. parts, .. strips.Skip(at + 1)];
                if (Match(tried, header, columns, table).Score is var score && score > better.Score) better = (parts, score);
            }

            if (better.Parts.Count == 0) continue;
            strips = [.. strips.Take(at), .. better.Parts, .. strips.Skip(at + 1)];
            best = Match(strips, header, columns, table);
            at += better.Parts.Count - 1;
        }

        if (best.Score < 8 || best.Told.Count == 0 || best.Told[0].Column != PaperColumn.SecurityTitle) return (null, best.Score);
        var told = best.Told.Select((column, at) => (
            column.Column,
            Left: at == 0 ? column.Left - 4 : Between(best.Told[at - 1], column),
            Right: at == best.Told.Count - 1 ? column.Right + 40 : Between(column, best.Told[at + 1]))).ToList();
        return (new(told, told[0].Left, told[^1].Right) { Drawn = false }, best.Score);

        static double Between((PaperColumn Column, double Left, double Right) one, (PaperColumn Column, double Left, double Right) other) => (one.Right + other.Left) / 2;
    }

    private static (List<(PaperColumn Column, double Left, double Right)> Told, double Score) Match(
        List<((double Left, double Right) Strip, double Leaf)> strips, List<Glyph> header, IReadOnlyList<PaperColumn> columns, FormTable table)
    {
        var leaves = new List<HeaderLeaf>();
        for (var at = 0; at < strips.Count; at++)
        {
            var ((left, right), leaf) = strips[at];
            var (first, last) = (at, at);
            while (leaf < double.MaxValue && first > 0 && strips[first - 1].Leaf == leaf) first--;
            while (leaf < double.MaxValue && last + 1 < strips.Count && strips[last + 1].Leaf == leaf) last++;
            leaves.Add(new(
                left,
                right,
                TextRuns.Joined(header.Where(glyph => glyph.MidX > left && glyph.MidX < right && glyph.MidY < leaf)),
                leaf == double.MaxValue ? string.Empty : TextRuns.Joined(header.Where(glyph => glyph.MidX > strips[first].Strip.Left && glyph.MidX < strips[last].Strip.Right && glyph.MidY > leaf))));
        }

        return TableArea.Match(leaves, columns, table);
    }

    /// <summary>Stretches of the width that letters occupy, parted by gaps wider than a space.</summary>
    private static List<(double Left, double Right)> Strips(IEnumerable<Glyph> glyphs)
    {
        var strips = new List<(double Left, double Right)>();
        var sorted = glyphs.OrderBy(glyph => glyph.SpaceLeft).ToList();
        var gap = sorted.Exists(glyph => glyph.AfterSpace) ? BareGap : ColumnGap;
        foreach (var glyph in sorted)
        {
            if (strips.Count > 0 && glyph.SpaceLeft - strips[^1].Right < gap * Math.Max(glyph.Size, 3)) strips[^1] = (strips[^1].Left, Math.Max(strips[^1].Right, glyph.Right));
            else strips.Add((glyph.Left, glyph.Right));
        }

        return strips;
    }

    private static (TableLayout Layout, List<TableRow> Rows) Rows(PaperPage page, List<Glyph> glyphs, TableLayout layout, double bottom, double top, bool goesOn)
    {
        var rows = new List<TableRow>();
        var borders = new List<double> { top };
        foreach (var level in Levels(page).Where(level => level.At < top - 1 && level.At > bottom && Math.Min(level.To, layout.Right) - Math.Max(level.From, layout.Left) > 0.5 * (layout.Right - layout.Left)))
        {
            if (borders[^1] - level.At > 3) borders.Add(level.At);
        }

        borders.Add(bottom);
        for (var at = 0; at + 1 < borders.Count; at++)
        {
            var inside = glyphs.Where(glyph => glyph.MidY < borders[at] && glyph.MidY > borders[at + 1]).ToList();
            if (inside.Count == 0) continue;
            layout = TableArea.Judged(layout, inside, borders[at + 1], borders[at]);
            var parts = TableArea.Split(page, layout, inside, borders[at + 1], borders[at], openAbove: false, openBelow: false, goesOn && rows.Count == 0).ToList();
            // A row that a page's end cut has its letter on one page only: what has none goes on from the page before.
            if (rows.Count == 0) parts[0] = parts[0] with { OpenAbove = !TableArea.HasAnchor(parts[0]) };
            rows.AddRange(parts);
        }

        if (rows.Count > 0) rows[^1] = rows[^1] with { OpenBelow = true };
        return (layout, rows);
    }

    /// <summary>Lines and edges of shaded bands from the top.</summary>
    private static IEnumerable<Ruling> Levels(PaperPage page)
    {
        var levels = page.Rulings.Where(ruling => ruling.Horizontal).ToList();
        foreach (var shade in page.Shades)
        {
            levels.Add(new(true, shade.Bottom, shade.Left, shade.Right));
            levels.Add(new(true, shade.Top, shade.Left, shade.Right));
        }

        // Each cell draws its own piece.
        return levels.GroupBy(level => Math.Round(level.At))
            .Select(group => new Ruling(true, group.Average(level => level.At), group.Min(level => level.From), group.Max(level => level.To)))
            .OrderByDescending(level => level.At);
    }

    /// <summary>Whether a line is of a row: a date, a number, nothing but markers.</summary>
    private static bool IsData(string text) => PaperWords.AnyDate().IsMatch(text) || Number().IsMatch(text) || PaperMarkers.Split(text) is { Text: "", Markers.Count: > 0 };

    private static double Low(Glyph glyph) => glyph.Box.Bottom;

    private static double High(Glyph glyph) => glyph.Box.Top;

    [GeneratedRegex(@"\bputs\b|\bcalls\b|\bwarrants\b.*\bconvertible\b", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex TitleRest();

    [GeneratedRegex(@"(?<![0-9A-Za-z.-])\$?[0-9]{1,3}(,[0-9]{3})+|(?<![0-9A-Za-z.-])\$?[0-9]{3,}|\$ ?[0-9]", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Number();
}
