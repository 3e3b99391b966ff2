using System.Globalization;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Annotations;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>
/// What people typed and ticked in the fields of an interactive form (ISO 32000-1, 12.7): the values lie over a page, not on it. Each is put where its
/// field lies, as letters like those of the page. A field that shows one text and holds another is not taken for either.
/// </summary>
internal sealed class ScreenFields
{
    /// <summary>How far up a field's parents are followed; real forms have two or three.</summary>
    private const int MostParents = 16;

    private readonly PdfDocument pdf;
    private readonly Turn turn;
    private readonly List<(Box Box, string Text, bool Lines)> texts = [];
    private readonly List<Box> ticks = [];
    private readonly List<string> doubts = [];

    private ScreenFields(PdfDocument pdf, Turn turn) => (this.pdf, this.turn) = (pdf, turn);

    /// <summary>The letters of the page's fields, and plain sentences about what was not taken.</summary>
    /// <param name="pdf">The document.</param>
    /// <param name="page">The page.</param>
    /// <param name="turn">How the page is turned upright.</param>
    /// <param name="printed">The page's own letters, upright: a label beside a field says where its first line stands.</param>
    /// <param name="limits">How many fields are read.</param>
    public static (IReadOnlyList<Glyph> Glyphs, IReadOnlyList<string> Doubts) Of(PdfDocument pdf, Page page, Turn turn, IReadOnlyList<Glyph> printed, PdfLimits limits)
    {
        var fields = new ScreenFields(pdf, turn);
        var notes = 0;
        var count = 0;
        foreach (var annotation in page.GetAnnotations())
        {
            if (++count > limits.AnnotationsOnPage)
                throw new PdfLimitException(string.Create(CultureInfo.InvariantCulture, $"Page {page.Number} has more than {limits.AnnotationsOnPage} fields and notes; they are not read."));
            if (annotation.Flags.HasFlag(AnnotationFlags.Hidden) || annotation.Flags.HasFlag(AnnotationFlags.NoView)) continue;
            if (annotation.Type == AnnotationType.Widget) fields.Add(annotation);
            else if (annotation.Type == AnnotationType.FreeText && !string.IsNullOrWhiteSpace(annotation.Content)) notes++;
        }

        if (notes > 0) fields.doubts.Add(string.Create(CultureInfo.InvariantCulture, $"Page {page.Number} has {notes} notes typed over it; what they say is no part of the page and is not read. A print of it has them."));
        return (fields.Glyphs(printed), fields.doubts);
    }

    private void Add(Annotation annotation)
    {
        var widget = annotation.AnnotationDictionary;
        var box = turn.Forth(new Box(annotation.Rectangle.BottomLeft.X, annotation.Rectangle.BottomLeft.Y, annotation.Rectangle.TopRight.X, annotation.Rectangle.TopRight.Y));
        var name = (Inherited(widget, "T") is { } title ? Text(title) : null) ?? "without a name";
        switch (Inherited(widget, "FT"))
        {
            case NameToken { Data: "Btn" }:
                if (IsTicked(widget)) ticks.Add(box);
                break;
            case NameToken { Data: "Tx" or "Ch" }:
                AddText(widget, box, name);
                break;
            case NameToken { Data: "Sig" } when Inherited(widget, "V") is DictionaryToken:
                doubts.Add($"The field \"{name}\" is signed digitally; whose signature that is is not read.");
                break;
            default: break;
        }
    }

    private void AddText(DictionaryToken widget, Box box, string name)
    {
        var value = Inherited(widget, "V");
        if (value is ArrayToken { Length: 1 } chosen) value = Resolved(chosen.Data[0]);
        var text = value is null ? string.Empty : Text(value);
        var shown = NeedsAppearances() ? null : FieldAppearance.Text(widget, pdf.Structure, Resolved);
        if (text is null)
        {
            doubts.Add($"The field \"{name}\" holds something that is no text; it is not read.");
        }
        else if (shown is not null && !string.Equals(WithoutSpace(shown), WithoutSpace(text), StringComparison.Ordinal))
        {
            doubts.Add($"The field \"{name}\" shows \"{shown.Trim()}\" and holds \"{text.Trim()}\"; neither is taken.");
        }
        else if (!string.IsNullOrWhiteSpace(text))
        {
            var over = texts.FindIndex(other => Math.Abs(other.Box.MidX - box.MidX) < 0.4 * box.Width && Math.Abs(other.Box.MidY - box.MidY) < 0.4 * box.Height);
            if (over < 0)
            {
                // Bit 13: the field has several lines.
                texts.Add((box, text, Inherited(widget, "Ff") is NumericToken flags && ((int)flags.Double & 0x1000) != 0));
            }
            else if (!string.Equals(texts[over].Text, text, StringComparison.Ordinal))
            {
                doubts.Add($"The field \"{name}\" lies over another one and holds \"{text.Trim()}\" where that holds \"{texts[over].Text.Trim()}\"; neither is taken.");
                texts.RemoveAt(over);
            }
        }
    }

    /// <summary>A box is ticked where its state says so; without a state, where its value names one of its looks.</summary>
    private bool IsTicked(DictionaryToken widget)
    {
        // Bit 17: a button to press.
        if (Inherited(widget, "Ff") is NumericToken flags && ((int)flags.Double & 0x10000) != 0) return false;
        if (Own(widget, "AS") is NameToken state) return !string.Equals(state.Data, "Off", StringComparison.Ordinal);
        return Inherited(widget, "V") is NameToken { Data: not "Off" } value
            && (Own(widget, "AP") is not DictionaryToken looks || Own(looks, "N") is not DictionaryToken normal || normal.Data.ContainsKey(value.Data));
    }

    private bool NeedsAppearances() =>
        Own(pdf.Structure.Catalog.CatalogDictionary, "AcroForm") is DictionaryToken form && Own(form, "NeedAppearances") is BooleanToken { Data: true };

    /// <summary>An entry that a field may have from its parents.</summary>
    private IToken? Inherited(DictionaryToken field, string key)
    {
        for (var depth = 0; depth < MostParents; depth++)
        {
            if (Own(field, key) is { } value) return value;
            if (Own(field, "Parent") is not DictionaryToken parent) return null;
            field = parent;
        }

        return null;
    }

    private IToken? Own(DictionaryToken dictionary, string key) => dictionary.Data.TryGetValue(key, out var value) && Resolved(value) is { } token and not NullToken ? token : null;

    private IToken? Resolved(IToken? token)
    {
        for (var depth = 0; depth < MostParents && token is IndirectReferenceToken reference; depth++) token = pdf.Structure.GetObject(reference.Data)?.Data;
        return token is IndirectReferenceToken ? null : token;
    }

    /// <summary>A text string, UTF-16 where its first bytes say so.</summary>
    private static string? Text(IToken token) => token switch
    {
        StringToken text => text.Data,
        HexToken { Bytes: [0xFE, 0xFF, ..] } hex => System.Text.Encoding.BigEndianUnicode.GetString(hex.Bytes.ToArray().AsSpan(2)),
        HexToken hex => hex.Data,
        NameToken name => name.Data,
        _ => null,
    };

    private static string WithoutSpace(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));

    /// <summary>The letters, all of one size: a field's own size says nothing, for small digits would be taken for footnote markers.</summary>
    private List<Glyph> Glyphs(IReadOnlyList<Glyph> printed)
    {
        var glyphs = new List<Glyph>();
        if (texts.Count + ticks.Count == 0) return glyphs;
        var heights = texts.Select(text => text.Box.Height).Concat(ticks.Select(tick => tick.Height)).Order().ToList();
        var size = Math.Clamp(0.7 * heights[heights.Count / 2], 3, 9);
        foreach (var (box, text, several) in texts)
        {
            var lines = Lines(text, several ? Math.Max(box.Width / (0.5 * size), 4) : double.MaxValue);
            var step = Math.Min(1.2 * size, (box.Height - 0.2 * size) / lines.Count);
            // One line stands in the middle of its field, several from its top.
            var first = several ? box.Top - Math.Min(size, step) : box.MidY - 0.25 * size + 0.5 * step * (lines.Count - 1);
            // Above its label a line would belong to what stands over it.
            if (several && Label(printed, box) is { } label && label.Base < first) (first, step) = (label.Base, Math.Min(step, (label.Base - box.Bottom) / lines.Count));
            for (var line = 0; line < lines.Count; line++) Write(glyphs, lines[line], box, first - line * step, size);
        }

        foreach (var tick in ticks) glyphs.Add(new("X", tick.MidX - 0.3 * size, tick.MidX + 0.3 * size, tick.MidY - 0.25 * size, size));
        return glyphs;
    }

    /// <summary>The colon that ends the label on the left of a field.</summary>
    private static Glyph? Label(IReadOnlyList<Glyph> printed, Box box) =>
        printed.Where(glyph => glyph.Text is ":" && glyph.Base > box.Bottom && glyph.Base < box.Top && box.Left - glyph.Right > -1 && box.Left - glyph.Right < 3 * glyph.Size).MaxBy(glyph => glyph.Base);

    private static void Write(List<Glyph> glyphs, string line, Box box, double height, double size)
    {
        var width = Math.Min(0.5 * size, (box.Width - 2) / Math.Max(line.Length, 1));
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == ' ') continue;
            var left = box.Left + 1 + at * width;
            glyphs.Add(new(line[at].ToString(), left, left + 0.95 * width, height, size) { SpaceLeft = at > 0 && line[at - 1] == ' ' ? left - width : 0 });
        }
    }

    /// <summary>The lines of a text, broken at words where they are wider than their field.</summary>
    private static List<string> Lines(string text, double letters)
    {
        var lines = new List<string>();
        foreach (var written in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = string.Empty;
            foreach (var word in written.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            {
                if (line.Length > 0 && line.Length + word.Length >= letters)
                {
                    lines.Add(line);
                    line = string.Empty;
                }

                line = line.Length == 0 ? word : line + " " + word;
            }

            lines.Add(line);
        }

        lines.RemoveAll(line => line.Length == 0);
        return lines;
    }
}
