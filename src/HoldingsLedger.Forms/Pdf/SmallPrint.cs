using HoldingsLedger.Forms.Text;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>
/// Tells footnote markers from digits where no brackets do: a marker is smaller than the row's other print and raised from it. What is only one of
/// the two may be either, and is said to be doubtful.
/// </summary>
internal static class SmallPrint
{
    private const decimal Doubtful = 0.5m;

    public static PaperCell Cell(TableRow row, List<Glyph> glyphs)
    {
        var text = TextRuns.Joined(glyphs);
        var confidence = 1m;
        if (glyphs.Count > 0 && glyphs.TrueForAll(glyph => glyph.Text is [(>= '0' and <= '9') or ',' or ';' or ' ']) && SizeOfPrint(row) is var size && glyphs.TrueForAll(glyph => TextRuns.IsSmaller(glyph.Size, size)))
        {
            // A cell that has nothing but a marker: the line it is raised from is that of the row's other cells.
            if (IsRaised(row, glyphs, size)) text = "(" + text + ")";
            else if (text.Length <= 2) confidence = Doubtful;
        }
        else if (EndsSmaller(glyphs))
        {
            confidence = Doubtful;
        }

        var (rest, markers) = PaperMarkers.Split(text);
        return new(rest, markers, confidence);
    }

    /// <summary>The size most letters of the row have.</summary>
    private static double SizeOfPrint(TableRow row) =>
        row.Glyphs.Values.SelectMany(glyphs => glyphs).GroupBy(glyph => Math.Round(glyph.Size, 1)).MaxBy(group => group.Count())?.Key ?? 0;

    /// <summary>Not level with any of the row's print, and a little above some of it: a raised marker pushes its own line down.</summary>
    private static bool IsRaised(TableRow row, List<Glyph> glyphs, double size)
    {
        var rises = row.Glyphs.Values.SelectMany(others => others).Where(other => !TextRuns.IsSmaller(other.Size, size)).Select(other => glyphs[0].Base - other.Base).ToList();
        return rises.Exists(rise => rise > 0.04 * size && rise < 0.68 * size) && !rises.Exists(rise => Math.Abs(rise) < 0.04 * size);
    }

    /// <summary>Whether a number ends in smaller digits that are not raised: a marker set level with it, or its cents.</summary>
    private static bool EndsSmaller(List<Glyph> glyphs)
    {
        foreach (var line in TextRuns.Lines(glyphs))
        {
            for (var at = 1; at < line.Count; at++)
            {
                var (one, next) = (line[at - 1], line[at]);
                if (one.Text is [>= '0' and <= '9'] && next.Text is [>= '0' and <= '9'] && TextRuns.IsSmaller(next.Size, one.Size) && next.Base - one.Base <= 0.15 * one.Size) return true;
            }
        }

        return false;
    }
}
