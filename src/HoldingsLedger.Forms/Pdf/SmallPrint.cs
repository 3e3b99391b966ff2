using System.Text.RegularExpressions;
using HoldingsLedger.Forms.Text;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>
/// Tells footnote markers from digits where no brackets do: a marker is smaller than the row's other print and raised from it. What is only one of
/// the two may be either, and is said to be doubtful.
/// </summary>
internal static partial class SmallPrint
{
    private const decimal Doubtful = 0.5m;

    /// <param name="row">The row, for the size and the lines of its print.</param>
    /// <param name="glyphs">The cell's letters.</param>
    /// <param name="known">Ids of the form's footnotes ("F1").</param>
    public static PaperCell Cell(TableRow row, List<Glyph> glyphs, IReadOnlySet<string> known)
    {
        var text = TextRuns.Joined(glyphs);
        var confidence = 1m;
        if (glyphs.Count > 0 && glyphs.TrueForAll(glyph => glyph.Text is [(>= '0' and <= '9') or ',' or ';' or ' ']) && SizeOfPrint(row) is var size && glyphs.TrueForAll(glyph => TextRuns.IsSmaller(glyph.Size, size)))
        {
            // A cell that has nothing but a marker: the line it is raised from is that of the row's other cells, or, in a cell set about its middle, nobody's.
            var rises = Rises(row, glyphs, size);
            if (!rises.Exists(rise => Math.Abs(rise) < 0.04 * size) && (rises.Exists(rise => rise > 0 && rise < 0.68 * size) || AreKnown(text, known))) text = "(" + text + ")";
            else if (text.Length <= 2) confidence = Doubtful;
        }
        else if (EndsSmaller(glyphs))
        {
            confidence = Doubtful;
        }

        var (rest, markers) = PaperMarkers.Split(Opened(text));
        return new(rest, markers, confidence);
    }

    /// <summary>The size most letters of the row have.</summary>
    private static double SizeOfPrint(TableRow row) =>
        row.Glyphs.Values.SelectMany(glyphs => glyphs).GroupBy(glyph => Math.Round(glyph.Size, 1)).MaxBy(group => group.Count())?.Key ?? 0;

    /// <summary>How far the letters stand above each of the row's others, in points.</summary>
    private static List<double> Rises(TableRow row, List<Glyph> glyphs, double size) =>
        [.. row.Glyphs.Values.SelectMany(others => others).Where(other => !TextRuns.IsSmaller(other.Size, size)).Select(other => glyphs[0].Base - other.Base)];

    /// <summary>Whether every number of a text is that of a footnote.</summary>
    private static bool AreKnown(string text, IReadOnlySet<string> known) =>
        text.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } numbers && numbers.All(number => known.Contains("F" + number));

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

    /// <summary>"1,049 1)": a number whose bracket was never opened is a marker.</summary>
    private static string Opened(string text) => OneBracket().Replace(text, match =>
    {
        var open = 0;
        foreach (var letter in text.AsSpan(0, match.Index)) open = letter switch { '(' => open + 1, ')' => Math.Max(open - 1, 0), _ => open };
        return open > 0 ? match.Value : "(" + match.Value;
    });

    [GeneratedRegex(@"(?<=^|[\s)])[1-9][0-9]?\)", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex OneBracket();
}
