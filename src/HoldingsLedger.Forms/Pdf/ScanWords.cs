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
        using var wiped = scan.Without(page.Rulings);
        var glyphs = Read(page, wiped, 300, 3);
        // A picture without letters of its own is read once more, at another size and as single words, for a second opinion.
        return page with { Glyphs = glyphs, Layer = page.Glyphs.Count > 0 ? page.Glyphs : Read(page, wiped, 240, 11) };
    }

    private static IReadOnlyList<Glyph> Read(PaperPage page, ScanImage scan, double dotsPerInch, int segmentation)
    {
        var picture = scan.Crop(scan.Bounds, dotsPerInch, 0);
        var words = Tesseract.Read([picture], segmentation, Patience)[0];
        var scale = dotsPerInch / 72;
        var glyphs = new List<Glyph>();
        // Dots and dashes on a line of their own are specks and remains of rulings.
        foreach (var line in Once(words).GroupBy(word => word.Line, StringComparer.Ordinal).Where(line => line.Any(word => word.Text.Any(char.IsLetterOrDigit))))
        {
            var placed = line.Select(word => Place(word, scan.Bounds.Top, scale)).ToList();
            var (size, bottom) = (Middle(placed.Select(word => word.Size)), Middle(placed.Select(word => word.Base)));
            foreach (var (word, (own, ownBottom)) in line.Zip(placed))
            {
                var (left, width) = (scan.Bounds.Left + word.Left / scale, word.Width / scale / Math.Max(word.Text.Length, 1));
                // Words of one line share its baseline and size; a word far off was put on the line by mistake.
                var level = Math.Abs(ownBottom - bottom) < 0.4 * size;
                for (var at = 0; at < word.Text.Length; at++)
                    glyphs.Add(new(word.Text[at].ToString(), left + at * width, left + (at + 1) * width, level ? bottom : ownBottom, level ? size : own));
            }
        }

        return WithoutBorders(glyphs, page.Rulings);
    }

    /// <summary>The words without those the engine read twice, in blocks that overlap: the surer one stays.</summary>
    private static List<OcrWord> Once(IReadOnlyList<OcrWord> words)
    {
        var kept = new List<OcrWord>();
        foreach (var word in words.OrderByDescending(word => word.Confidence))
        {
            if (!kept.Exists(other => Overlap(word, other) > 0.5 * Math.Min((long)word.Width * word.Height, (long)other.Width * other.Height))) kept.Add(word);
        }

        return kept;

        static long Overlap(OcrWord one, OcrWord other) =>
            (long)Math.Max(0, Math.Min(one.Left + one.Width, other.Left + other.Width) - Math.Max(one.Left, other.Left))
            * Math.Max(0, Math.Min(one.Top + one.Height, other.Top + other.Height) - Math.Max(one.Top, other.Top));
    }

    /// <summary>Font size and baseline of a word, from the height of letters such as it has.</summary>
    private static (double Size, double Base) Place(OcrWord word, double top, double scale)
    {
        var tall = word.Text.Any(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || "bdfhklit$([{/%&".Contains(letter, StringComparison.Ordinal));
        var below = word.Text.Any(letter => "gjpqy()[]{}".Contains(letter, StringComparison.Ordinal)) ? 0.2 : word.Text.Any(letter => "/$,;".Contains(letter, StringComparison.Ordinal)) ? 0.12 : 0;
        var size = Math.Clamp(word.Height / scale / ((tall ? 0.72 : 0.48) + below), 4, 30);
        return (size, top - (word.Top + word.Height) / scale + below * size);
    }

    private static double Middle(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    /// <summary>The letters without those that are borders of boxes read as bars and brackets.</summary>
    public static IReadOnlyList<Glyph> WithoutBorders(IReadOnlyList<Glyph> glyphs, IReadOnlyList<Ruling> rulings)
    {
        var uprights = rulings.Where(ruling => !ruling.Horizontal).ToArray();
        return [.. glyphs.Where(glyph => !(glyph.Text is "|" or "[" or "]" or "\\" or "{" or "}" or "!"
            && uprights.Any(ruling => Math.Abs(ruling.At - glyph.MidX) < 3.5 && ruling.From < glyph.MidY && ruling.To > glyph.MidY)))];
    }
}
