using System.Globalization;
using System.Text.RegularExpressions;
using HoldingsLedger.Forms.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Graphics;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>Opens a PDF with PdfPig and makes the page model of its pages: letters, rulings, marks, pictures, upright.</summary>
internal static partial class PdfPages
{
    /// <summary>See <see cref="LanguageOf"/>: the least that letters of an upright page have.</summary>
    private const double LeastLanguage = 0.005;

    private const string NoEngine = "is a picture without a text layer, and no OCR engine is installed to read it: it needs OCR. It is kept; once tesseract is installed, replay reads it";

    /// <summary>Opens the document under the limits; documents encrypted with an empty user password open like others.</summary>
    public static PdfDocument Open(ReadOnlyMemory<byte> bytes, PdfLimits limits)
    {
        var document = PdfDocument.Open(bytes.ToArray(), new ParsingOptions
        {
            FilterProvider = new CappedFilters(limits),
            SkipMissingFonts = true,
            Passwords = [string.Empty],
            MaxStackDepth = 128,
        });
        if (document.NumberOfPages <= limits.Pages) return document;
        var pages = document.NumberOfPages;
        document.Dispose();
        throw new PdfLimitException(string.Create(CultureInfo.InvariantCulture, $"The PDF has {pages} pages; more than {limits.Pages} are not read."));
    }

    /// <summary>How often a text has one of the commonest pieces of English, by letter: once in thirty on a form, once in eighty on a heavy scan of one, hardly ever on one that was read upside down.</summary>
    public static double LanguageOf(string text) => (double)Language().Count(text) / Math.Max(text.Count(letter => !char.IsWhiteSpace(letter)), 1);

    public static PaperPage Read(PdfDocument pdf, int number, PdfLimits limits, Action<int>? scans = null)
    {
        var page = pdf.GetPage(number);
        if (page.Letters.Count > limits.LettersOnPage)
            throw new PdfLimitException(string.Create(CultureInfo.InvariantCulture, $"Page {page.Number} has {page.Letters.Count} letters; more than {limits.LettersOnPage} are not read."));
        if (page.Paths.Count > limits.PathsOnPage)
            throw new PdfLimitException(string.Create(CultureInfo.InvariantCulture, $"Page {page.Number} has {page.Paths.Count} drawn shapes; more than {limits.PathsOnPage} are not read."));
        var pictures = PagePictures.Of(page);
        // A page drawn with letters and lines of its own over a background is no scan.
        if (pictures.Count > 0 && page.Paths.Count > 20 && page.Letters.Count(letter => letter.RenderingMode == TextRenderingMode.Fill) > 100) pictures = [];
        var letters = page.Letters;
        // Letters nobody can see are an OCR layer over a picture, and nothing but a trap without one.
        if (pictures.Count == 0) letters = [.. letters.Where(letter => letter.RenderingMode is not (TextRenderingMode.Neither or TextRenderingMode.NeitherClip))];
        var printed = letters.Count(letter => !string.IsNullOrWhiteSpace(letter.Value));
        var kind = (pictures.Count, printed) switch
        {
            (0, 0) => PageKind.Blank,
            (0, _) => PageKind.Text,
            (_, < 20) => PageKind.Picture,
            // Letters read from a page that lay upside down, or from none at all, tell nothing, not even which way up it is.
            _ when LanguageOf(string.Concat(letters.Select(letter => letter.Value))) < LeastLanguage => PageKind.Picture,
            _ => PageKind.OcrLayer,
        };
        if (pictures.Count > 0)
        {
            // Said before the picture is looked at: to decode it, turn it upright and straighten it takes time too.
            scans?.Invoke(1);
            return Scanned(page, pictures, letters, kind, limits);
        }

        var turn = new Turn(Upright(letters), page.Width / 2, page.Height / 2);
        var shown = Shown(page, turn);
        List<Glyph> drawn = [.. Glyphs(letters, turn).Where(glyph => shown.Holds(glyph.MidX, glyph.MidY))];
        var (typed, doubts) = ScreenFields.Of(pdf, page, turn, drawn, limits);
        // A sheet of rows may have lines and fields and no letter of its own.
        if (kind == PageKind.Blank && typed.Count > 0) kind = PageKind.Text;
        var shapes = kind == PageKind.Text ? Shapes(page.Paths, turn, shown) : null;
        var (lines, glyphs) = TypedRulings.Of(drawn);
        var result = new PaperPage
        {
            Number = page.Number,
            Kind = kind,
            Glyphs = [.. glyphs, .. typed],
            Doubts = doubts,
            Rulings = [.. shapes?.Rulings ?? [], .. lines],
            Marks = shapes?.Marks ?? [],
            Shades = shapes?.Shades ?? [],
            Turn = turn,
        };
        return result;
    }

    /// <summary>A page of a scanner: its rulings are found in the picture, and everything is turned as the picture must be.</summary>
    private static PaperPage Scanned(Page page, IReadOnlyList<IPdfImage> pictures, IReadOnlyList<Letter> letters, PageKind kind, PdfLimits limits)
    {
        // Without an engine the picture is of no use, and takes seconds to be decoded.
        if (kind == PageKind.Picture && !Tesseract.IsInstalled) return new() { Number = page.Number, Kind = kind, Glyphs = [], Rulings = [], Marks = [], Turn = new(0, 0, 0), Unread = NoEngine, NeedsOcr = true };
        var (scan, quarters, skew, undecoded) = ScanLoader.Load(pictures, kind == PageKind.OcrLayer ? (int)Math.Round(Upright(letters) / 90) : null, limits);
        var middle = PagePictures.Bounds(pictures);
        var turn = new Turn(90 * quarters - skew, middle.MidX, middle.MidY);
        var rulings = scan is null ? [] : ScanRulings.Of(scan);
        return new()
        {
            Number = page.Number,
            Kind = kind,
            // Letters over a picture that cannot be looked at are one reading, and nothing to hold it against.
            Glyphs = kind == PageKind.Picture || scan is null ? [] : ScanWords.WithoutBorders([.. letters.Select(letter => Glyph(letter, turn)).OfType<Glyph>()], rulings),
            Rulings = rulings,
            Marks = [],
            Turn = turn,
            Scan = scan,
            Unread = undecoded is null ? null : $"is a picture encoded as {undecoded}, which this program does not decode: it needs a copy whose pictures are JPEG, CCITT or Flate",
        };
    }

    /// <summary>The letters where they stand; a ligature is the letters it stands for, a space is kept with the letter behind it too.</summary>
    private static IEnumerable<Glyph> Glyphs(IReadOnlyList<Letter> letters, Turn turn)
    {
        Glyph? space = null;
        foreach (var letter in letters)
        {
            if (Glyph(letter, turn) is not { } glyph) continue;
            if (string.IsNullOrWhiteSpace(glyph.Text))
            {
                yield return glyph;
                space = glyph;
                continue;
            }

            if (space is not null && Math.Abs(space.Base - glyph.Base) < 0.1 * glyph.Size && Math.Abs(glyph.Left - space.Right) < 0.3 * glyph.Size && space.Left < glyph.Left) glyph = glyph with { SpaceLeft = space.Left };
            space = null;
            var text = Plain(glyph.Text);
            if (text.Length == 1)
            {
                yield return ReferenceEquals(text, glyph.Text) ? glyph : glyph with { Text = text };
                continue;
            }

            var width = (glyph.Right - glyph.Left) / text.Length;
            for (var at = 0; at < text.Length; at++)
                yield return glyph with { Text = text[at..(at + 1)], Left = glyph.Left + at * width, Right = glyph.Left + (at + 1) * width, SpaceLeft = at == 0 ? glyph.SpaceLeft : 0 };
        }
    }

    /// <summary>Ligatures as letters, hyphens of any kind as the one on the keyboard.</summary>
    private static string Plain(string text) => text switch
    {
        "\uFB00" => "ff",
        "\uFB01" => "fi",
        "\uFB02" => "fl",
        "\uFB03" => "ffi",
        "\uFB04" => "ffl",
        "\u00AD" or "\u2010" or "\u2011" => "-",
        _ => text,
    };

    private static Glyph? Glyph(Letter letter, Turn turn)
    {
        var text = Symbol(letter);
        if (text.Length == 0) return null;
        var (left, bottom) = turn.Forth(letter.StartBaseLine.X, letter.StartBaseLine.Y);
        var (right, _) = turn.Forth(letter.EndBaseLine.X, letter.EndBaseLine.Y);
        var size = letter.PointSize;
        // A font size hidden in the matrix: the height of the letter's box tells more.
        if (size is <= 0.5 or > 200) size = Math.Max(letter.BoundingBox.Height, 1) * 1.3;
        if (right < left) (left, right) = (right, left);
        return new(text, left, right, bottom, size, letter.FontName?.Contains("Bold", StringComparison.OrdinalIgnoreCase) == true);
    }

    /// <summary>What a letter of a symbol font stands for: Wingdings writes a crossed box as "x" and an empty one as "o".</summary>
    private static string Symbol(Letter letter)
    {
        var font = letter.FontName ?? string.Empty;
        if (font.Contains("Wingdings", StringComparison.OrdinalIgnoreCase))
        {
            return letter.Value switch
            {
                "x" or "ý" or "T" or "\uF078" or "\uF0FD" or "\uF054" => "☒",
                "þ" or "R" or "ü" or "\uF0FE" or "\uF0FC" => "☑",
                "n" or "\uF06E" => "■",
                "o" or "¨" or "q" or "\uF06F" or "\uF0A8" or "\uF071" => "☐",
                _ => letter.Value,
            };
        }

        if (font.Contains("Dingbats", StringComparison.OrdinalIgnoreCase))
        {
            return letter.Value switch
            {
                "n" => "■",
                "3" or "4" => "✔",
                "5" or "6" or "7" or "8" => "✘",
                "o" or "p" or "q" or "r" => "☐",
                _ => letter.Value,
            };
        }

        return letter.Value ?? string.Empty;
    }

    /// <summary>The turn that makes most baselines run to the right: the middle angle of the longest run of like letters.</summary>
    private static double Upright(IReadOnlyList<Letter> letters)
    {
        var angles = new List<double>(letters.Count);
        foreach (var letter in letters)
        {
            var (dx, dy) = (letter.EndBaseLine.X - letter.StartBaseLine.X, letter.EndBaseLine.Y - letter.StartBaseLine.Y);
            if (dx * dx + dy * dy > 0.01) angles.Add(Math.Atan2(dy, dx) * 180 / Math.PI);
        }

        if (angles.Count == 0) return 0;
        var quarter = angles.GroupBy(angle => (((int)Math.Round(angle / 90) % 4) + 4) % 4).MaxBy(group => group.Count())!;
        var skews = quarter.Select(angle => angle - Math.Round(angle / 90) * 90).Order().ToList();
        var skew = skews[skews.Count / 2];
        var turn = -90.0 * quarter.Key - (Math.Abs(skew) < 0.02 ? 0 : skew);
        return turn <= -180 ? turn + 360 : turn;
    }

    private static DrawnShapes Shapes(IReadOnlyList<PdfPath> paths, Turn turn, Box shown)
    {
        var shapes = new DrawnShapes(turn, shown);
        foreach (var path in paths)
        {
            if (path.IsClipping || !(path.IsFilled || path.IsStroked)) continue;
            foreach (var part in path) shapes.Add(part, path.IsFilled, IsPaper(path));
        }

        return shapes;
    }

    /// <summary>
    /// What large clips leave to be seen of the page. A printing service that cuts a long web page into sheets draws what belongs to the
    /// next sheet too, outside the clip: a row's lower border, for one.
    /// </summary>
    private static Box Shown(Page page, Turn turn)
    {
        Box? shown = null;
        foreach (var path in page.Paths)
        {
            if (!path.IsClipping || path.GetBoundingRectangle() is not { } clip || clip.Width * clip.Height < 0.4 * page.Width * page.Height) continue;
            var (left, bottom) = turn.Forth(clip.Left, clip.Bottom);
            var (right, top) = turn.Forth(clip.Right, clip.Top);
            var box = new Box(Math.Min(left, right), Math.Min(bottom, top), Math.Max(left, right), Math.Max(bottom, top));
            shown = shown?.With(box) ?? box;
        }

        return shown is { } seen ? new(seen.Left - 1, seen.Bottom - 1, seen.Right + 1, seen.Top + 1) : new(-100_000, -100_000, 100_000, 100_000);
    }

    /// <summary>White on white is no line.</summary>
    private static bool IsPaper(PdfPath path)
    {
        var colour = path.IsFilled ? path.FillColor : path.StrokeColor;
        if (colour is null) return false;
        try
        {
            var (red, green, blue) = colour.ToRGBValues();
            return red > 0.97 && green > 0.97 && blue > 0.97;
        }
        catch (InvalidOperationException)
        {
            // A pattern has no colour of its own: it is drawn, so it counts.
            return false;
        }
    }

    [GeneratedRegex("the|and|tion|ing|securit|owner|date|form", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Language();
}
