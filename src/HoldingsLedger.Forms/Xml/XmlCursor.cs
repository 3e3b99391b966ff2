using System.Globalization;
using System.Text;
using System.Xml;

namespace HoldingsLedger.Forms.Xml;

/// <summary>
/// Walks one document forwards, element by element, within <see cref="ReadingLimits"/>. Every method that takes an element
/// starts on its start tag and leaves the cursor on its end; names are local names, whatever the prefix.
/// </summary>
internal sealed class XmlCursor(XmlReader reader, ProblemList problems)
{
    public ProblemList Problems => problems;

    public string Name => reader.LocalName;

    /// <summary>The row being read, for the problems that turn up in it.</summary>
    public string? Line { get; set; }

    /// <summary>To the root's start tag.</summary>
    public void MoveToRoot() => reader.MoveToContent();

    /// <summary>To the next element inside the one entered; false at its end.</summary>
    public bool NextChild()
    {
        // An element without content has no end tag of its own to stop at.
        while (Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    return true;
                case XmlNodeType.EndElement:
                    return false;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    var stray = Characters().Trim();
                    if (stray.Length > 0) problems.Add(ProblemKind.UnexpectedElement, Line, null, stray, $"{Where()}Text stands between elements, where the form has none; it was left out.");
                    break;
            }
        }

        return false;
    }

    /// <summary>Whether the element at the cursor can have children: <c>if (cursor.Enter()) while (cursor.NextChild()) …</c>.</summary>
    public bool Enter() => !reader.IsEmptyElement;

    public string? Attribute(string name) => reader.GetAttribute(name);

    /// <summary>The element's text, white space at its ends removed; <c>null</c> where it has none.</summary>
    public string? Text()
    {
        if (reader.IsEmptyElement) return null;
        Read();
        if (reader.NodeType == XmlNodeType.EndElement) return null;
        if (reader.NodeType == XmlNodeType.Text)
        {
            var only = Characters();
            Read();
            if (reader.NodeType == XmlNodeType.EndElement) return Trimmed(only);
            return Trimmed(PiecedTogether(new StringBuilder(only), null));
        }

        return Trimmed(PiecedTogether(new StringBuilder(), null));
    }

    /// <summary>
    /// The content of a form's field: the text of its <c>value</c>, or the bare text that some schema elements have instead.
    /// Footnote ids inside it are handed to <paramref name="footnote"/> in document order.
    /// </summary>
    public string? Value(string field, Action<string> footnote)
    {
        if (reader.IsEmptyElement) return null;
        string? value = null;
        StringBuilder? bare = null;
        var valued = false;
        while (Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    Append(bare ??= new StringBuilder());
                    break;
                case XmlNodeType.Whitespace when bare is not null:
                    Append(bare);
                    break;
                case XmlNodeType.Element when reader.LocalName is "footnoteId":
                    FootnoteId(field, footnote);
                    break;
                case XmlNodeType.Element when reader.LocalName is "value":
                    var text = ValueText(footnote);
                    if (valued) problems.Add(ProblemKind.UnexpectedElement, Line, field, text, $"{Where()}{field} has a second value, which was left out.");
                    else value = text;
                    valued = true;
                    break;
                case XmlNodeType.Element:
                    Unexpected(field, footnote);
                    break;
            }
        }

        var loose = bare is null ? null : Trimmed(bare.ToString());
        if (loose is null || !valued) return value ?? loose;
        problems.Add(ProblemKind.UnexpectedElement, Line, field, loose, $"{Where()}{field} has text beside its value, which was left out.");
        return value;
    }

    /// <summary>A footnote reference: <c>&lt;footnoteId id="F1"/&gt;</c>.</summary>
    public void FootnoteId(string field, Action<string> footnote)
    {
        var id = reader.GetAttribute("id")?.Trim();
        var content = Text();
        if (string.IsNullOrEmpty(id)) id = content;
        if (id is null) problems.Add(ProblemKind.MissingFootnote, Line, field, null, $"{Where()}A footnote reference at {field} names no footnote.");
        else footnote(id);
    }

    /// <summary>An element that the form does not have here: left out, and said so; footnotes it refers to are kept.</summary>
    public void Unexpected(string? field, Action<string>? footnote = null)
    {
        var name = ProblemList.Quote(reader.LocalName);
        string? raw = null;
        if (!reader.IsEmptyElement)
        {
            Read();
            raw = Trimmed(PiecedTogether(new StringBuilder(), footnote));
        }

        problems.Add(ProblemKind.UnexpectedElement, Line, field, raw, $"{Where()}The element {name} is not in the form here; it was left out.");
    }

    /// <summary>An element the schema has and this reading does not carry.</summary>
    public void Skip()
    {
        if (reader.IsEmptyElement) return;
        var depth = reader.Depth;
        while (Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
        }
    }

    /// <summary>Reads on behind the root's end; what stands there other than comments is no XML.</summary>
    public void ReadToEnd()
    {
        while (Read())
        {
        }
    }

    public decimal? Number(string? text, string field)
    {
        if (text is null) return null;
        if (FiledValues.TryNumber(text, out var number)) return number;
        problems.Add(ProblemKind.UnreadableNumber, Line, field, text, $"{Where()}{field} reads \"{ProblemList.Quote(text)}\", which is no number.");
        return null;
    }

    public DateOnly? Date(string? text, string field)
    {
        if (text is null) return null;
        if (FiledValues.TryDate(text, out var date)) return date;
        problems.Add(ProblemKind.UnreadableDate, Line, field, text, $"{Where()}{field} reads \"{ProblemList.Quote(text)}\", which is no date.");
        return null;
    }

    public bool? Flag(string? text, string field)
    {
        if (text is null) return null;
        var flag = FiledValues.Flag(text);
        if (flag is null) problems.Add(ProblemKind.UnreadableFlag, Line, field, text, $"{Where()}{field} reads \"{ProblemList.Quote(text)}\", which is neither yes nor no as the form writes it (1 or true, 0 or false).");
        return flag;
    }

    public Cik? Cik(string? text, string field)
    {
        if (text is null) return null;
        if (Forms.Cik.TryParse(text, out var cik)) return cik;
        problems.Add(ProblemKind.UnreadableNumber, Line, field, text, $"{Where()}{field} reads \"{ProblemList.Quote(text)}\", which is no CIK.");
        return null;
    }

    public string Where() => Line is null ? "" : $"Line {Line}: ";

    private string? ValueText(Action<string> footnote)
    {
        if (reader.IsEmptyElement) return null;
        Read();
        if (reader.NodeType == XmlNodeType.EndElement) return null;
        if (reader.NodeType != XmlNodeType.Text) return Trimmed(PiecedTogether(new StringBuilder(), footnote));
        var only = Characters();
        Read();
        return reader.NodeType == XmlNodeType.EndElement ? Trimmed(only) : Trimmed(PiecedTogether(new StringBuilder(only), footnote));
    }

    /// <summary>From a node inside an element to that element's end: all its text, that of elements inside it included.</summary>
    private string PiecedTogether(StringBuilder text, Action<string>? footnote)
    {
        var open = 0;
        do
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.EndElement when open == 0:
                    return text.ToString();
                case XmlNodeType.EndElement:
                    open--;
                    break;
                case XmlNodeType.Element:
                    if (reader.LocalName is "footnoteId" && reader.GetAttribute("id") is { Length: > 0 } id) footnote?.Invoke(id);
                    if (!reader.IsEmptyElement) open++;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    Append(text);
                    break;
            }
        }
        while (Read());
        return text.ToString();
    }

    private void Append(StringBuilder text)
    {
        text.Append(Characters());
        if (text.Length > ReadingLimits.TextLength) throw TooLong();
    }

    private string Characters()
    {
        var text = reader.Value;
        return text.Length > ReadingLimits.TextLength ? throw TooLong() : text;
    }

    private static LimitReachedException TooLong() => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The limit on the length of one text ({ReadingLimits.TextLength} characters) was reached."));

    private static string? Trimmed(string text) => text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    private bool Read()
    {
        if (!reader.Read()) return false;
        if (reader.Depth > ReadingLimits.XmlDepth)
        {
            throw new LimitReachedException(string.Create(
                CultureInfo.InvariantCulture,
                $"The limit on depth ({ReadingLimits.XmlDepth} elements inside one another) was reached."));
        }

        return true;
    }
}
