namespace HoldingsLedger.Forms.Pdf;

/// <summary>
/// One page, upright: quarter turns and skew are undone in everything below; <see cref="Turn"/> leads back to the page's own points.
/// </summary>
internal sealed record PaperPage
{
    private IReadOnlyList<TextRun>? runs;

    public required int Number { get; init; }

    public required PageKind Kind { get; init; }

    public required IReadOnlyList<Glyph> Glyphs
    {
        get;
        init
        {
            field = value;
            // A copy with other letters has other runs.
            runs = null;
        }
    }

    /// <summary>The letters that came with the scan, where <see cref="Glyphs"/> were read anew from the picture: a reading of its own.</summary>
    public IReadOnlyList<Glyph> Layer { get; init; } = [];

    public required IReadOnlyList<Ruling> Rulings { get; init; }

    /// <summary>Small drawn shapes that mark a box: filled squares, crosses, ticks.</summary>
    public required IReadOnlyList<Box> Marks { get; init; }

    /// <summary>Shaded areas larger than a mark: zebra rows, the ground of a header.</summary>
    public IReadOnlyList<Box> Shades { get; init; } = [];

    public required Turn Turn { get; init; }

    /// <summary>Plain sentences about what lies over the page and was not taken.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];

    /// <summary>The page's picture where it is a scan.</summary>
    public ScanImage? Scan { get; init; }

    /// <summary>Why nothing on the page was read, as the end of a sentence that begins with the page; <c>null</c> where it was.</summary>
    public string? Unread { get; init; }

    /// <summary>Whether that is for want of an OCR engine.</summary>
    public bool NeedsOcr { get; init; }

    /// <summary>The page's runs of text, top line first.</summary>
    public IReadOnlyList<TextRun> Runs => runs ??= TextRuns.Of(Glyphs, Rulings);

    /// <summary>Left, bottom, right, top in the page's own points, two decimals: what a reader of the document is shown.</summary>
    public IReadOnlyList<decimal> SourceBox(Box box)
    {
        var own = Turn.Back(box);
        return [Round(own.Left), Round(own.Bottom), Round(own.Right), Round(own.Top)];

        static decimal Round(double value) => Math.Round((decimal)Math.Clamp(value, -100_000, 100_000), 2);
    }
}
