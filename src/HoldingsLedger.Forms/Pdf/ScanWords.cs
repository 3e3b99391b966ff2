using HoldingsLedger.Forms.Text;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>Gives a page that is only a picture its letters, by OCR.</summary>
internal static class ScanWords
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(50);

    /// <summary>
    /// The page with the letters an OCR engine sees in its upright picture once the rulings are wiped out; letters that came with the scan
    /// stay beside them. Without an engine, or a picture, the page as it is.
    /// </summary>
    public static PaperPage Read(PaperPage page)
    {
        if (page.Scan is not { } scan || !Tesseract.IsInstalled) return page;
        const double dotsPerInch = 300;
        using var wiped = scan.Without(page.Rulings);
        var picture = wiped.Crop(scan.Bounds, dotsPerInch, 0);
        var words = Tesseract.Read([picture], 3, Patience)[0];
        var scale = dotsPerInch / 72;
        var glyphs = new List<Glyph>();
        foreach (var line in words.GroupBy(word => word.Line, StringComparer.Ordinal))
        {
            // Words of one line share its baseline and size, whether they have tall letters and tails or not.
            var bottoms = line.Select(word => word.Top + word.Height).Order().ToList();
            var heights = line.Select(word => word.Height).Order().ToList();
            var bottom = scan.Bounds.Top - bottoms[bottoms.Count / 2] / scale;
            var size = Math.Clamp(heights[heights.Count * 3 / 4] / scale * 1.2, 4, 30);
            foreach (var word in line)
            {
                // Specks and remains of rulings are no words.
                if (word.Text.Trim('|', '_', '-', '—', '[', ']', '.', '\'', '‘', '’', '~', '“', '”').Length == 0) continue;
                var (left, width) = (scan.Bounds.Left + word.Left / scale, word.Width / scale / Math.Max(word.Text.Length, 1));
                for (var at = 0; at < word.Text.Length; at++) glyphs.Add(new(word.Text[at].ToString(), left + at * width, left + (at + 1) * width, bottom, size));
            }
        }

        return page with { Glyphs = WithoutBorders(glyphs, page.Rulings), Layer = page.Glyphs };
    }

    /// <summary>The letters without those that are borders of boxes read as bars and brackets.</summary>
    public static IReadOnlyList<Glyph> WithoutBorders(IReadOnlyList<Glyph> glyphs, IReadOnlyList<Ruling> rulings)
    {
        var uprights = rulings.Where(ruling => !ruling.Horizontal).ToArray();
        return [.. glyphs.Where(glyph => glyph.Text is not "|" && !(glyph.Text is "[" or "]" or "\\" or "{" or "}" or "!"
            && uprights.Any(ruling => Math.Abs(ruling.At - glyph.MidX) < 3.5 && ruling.From < glyph.MidY && ruling.To > glyph.MidY)))];
    }
}
