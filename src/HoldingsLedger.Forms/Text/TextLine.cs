using System.Buffers;
using System.Net;
using System.Text.RegularExpressions;

namespace HoldingsLedger.Forms.Text;

/// <summary>How a text keeps columns apart.</summary>
internal enum TextColumns
{
    /// <summary>Runs of spaces: a piece's place is its first character.</summary>
    Spaces,

    /// <summary>Tabs of a converter, which come and go: a piece's place is roughly its tab stop.</summary>
    Tabs,

    /// <summary>The bars of a Markdown table: a piece's place is its column.</summary>
    Bars,
}

/// <summary>A piece of a text line between tabs, bars or wide gaps.</summary>
/// <param name="At">Its tab stop or column, or its first character where the line has none.</param>
/// <param name="Glued">It follows the piece before it after a single space.</param>
internal sealed record TextCell(string Text, int At, bool Glued = false);

/// <summary>One line of a plain text, from 1, cut into cells.</summary>
internal sealed partial record TextLine(int Number, string Text, IReadOnlyList<TextCell> Cells, TextColumns Columns)
{
    /// <summary>The cells with single spaces between them.</summary>
    public string Joined { get; } = string.Join(' ', Cells.Select(cell => cell.Text));

    private static readonly SearchValues<char> MarkdownSigns = SearchValues.Create("\\*<&^#_");

    public bool HasTabs => Columns != TextColumns.Spaces;

    public static IReadOnlyList<TextLine> Of(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        return [.. lines.Select((line, index) => Cut(index + 1, line))];
    }

    private static TextLine Cut(int number, string line)
    {
        var cells = new List<TextCell>();
        // A Markdown table of a converter cuts with bars instead of tabs.
        var columns = TextColumns.Spaces;
        var bars = line.Count(letter => letter == '|') >= 3 && line.AsSpan().Trim() is ['|', .., '|'];
        if (bars || line.Contains('\t', StringComparison.Ordinal))
        {
            var parts = line.Split(bars ? '|' : '\t');
            columns = bars ? TextColumns.Bars : TextColumns.Tabs;
            for (var at = 0; at < parts.Length; at++) Add(parts[at], at);
            return new(number, line, cells, columns);
        }

        var start = 0;
        while (start < line.Length)
        {
            var gap = line.IndexOf("  ", start, StringComparison.Ordinal);
            var end = gap < 0 ? line.Length : gap;
            Add(line[start..end], start);
            start = end;
            while (start < line.Length && line[start] == ' ') start++;
        }

        return new(number, line, cells, columns);

        void Add(string part, int at)
        {
            var trimmed = Unruled(Plain(part));
            if (trimmed.Length > 0 && !trimmed.StartsWith("<u>", StringComparison.Ordinal) && !Ruling().IsMatch(trimmed)) cells.Add(new(trimmed, at + (columns == TextColumns.Spaces ? Math.Max(0, part.IndexOf(trimmed, StringComparison.Ordinal)) : 0)));
        }
    }

    /// <summary>Without the rulings of the page that an OCR engine took for bars and brackets at a piece's ends.</summary>
    private static string Unruled(string text)
    {
        var bare = text.Trim('|', ' ');
        if (bare.StartsWith('[') && !bare.Contains(']', StringComparison.Ordinal)) bare = bare[1..].TrimStart('|', ' ');
        if (bare.EndsWith(']') && !bare.Contains('[', StringComparison.Ordinal)) bare = bare[..^1].TrimEnd('|', ' ');
        return bare;
    }

    /// <summary>Without what converters to Markdown add: "\$0.00", "**4**", "&lt;sup&gt;1&lt;/sup&gt;", "$^{(1)}$", "&lt;br&gt;", "&amp;amp;", headings.</summary>
    private static string Plain(string part)
    {
        if (part.AsSpan().IndexOfAny(MarkdownSigns) < 0) return part.Trim();
        var text = Heading().Replace(part, string.Empty);
        text = Raised().Replace(text, match => "(" + match.Groups["n"].Value.Trim('(', ')', ' ') + ")");
        text = Break().Replace(text, " ");
        text = Escaped().Replace(text, match => match.Groups["sign"].Value);
        text = Emphasis().Replace(text, match => match.Groups["text"].Value);
        return (text.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(text).Replace('\u00A0', ' ') : text).Trim();
    }

    [GeneratedRegex(@"^\s*#{1,6}\s+", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Heading();

    [GeneratedRegex(@"<sup>\s*(?<n>\(?[1-9][0-9]?\)?)\s*</sup>|\$?\^\{?\s*(?<n>\([1-9][0-9]?\)|(?<=\{\s*)[1-9][0-9]?)\s*\}?\$?", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Raised();

    [GeneratedRegex(@"\s*<br ?/?>\s*", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Break();

    [GeneratedRegex(@"\\(?<sign>[$*_#\[\](){}.\-+&%])", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Escaped();

    [GeneratedRegex(@"\*\*(?<text>[^*]+)\*\*|(?<![\w*])\*(?<text>[^*\s][^*]*)\*(?![\w*])", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"^[:\-=_|+]{3,}$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Ruling();
}
