using System.Buffers;

namespace HoldingsLedger.Forms.Xml;

/// <summary>
/// Finds tags longer than <see cref="ReadingLimits.TagLength"/> before a parser sees them: the parser holds all attributes of a tag at once and
/// compares each with each, so that a few megabytes of them cost minutes.
/// </summary>
internal static class TagScan
{
    private static readonly SearchValues<char> QuoteOrEnd = SearchValues.Create("\"'>");

    public static bool HasEndlessTag(ReadOnlySpan<char> text)
    {
        // An ordinary document cannot hold such a tag, and is not looked through.
        if (text.Length <= ReadingLimits.TagLength) return false;
        while (true)
        {
            var open = text.IndexOf('<');
            if (open < 0) return false;
            text = text[open..];
            var length = LengthOf(text, out var isTag);
            if (isTag && length > ReadingLimits.TagLength) return true;
            text = text[length..];
        }
    }

    /// <summary>Of the markup a text starts with; all that is left where it has no end.</summary>
    private static int LengthOf(ReadOnlySpan<char> text, out bool isTag)
    {
        isTag = false;
        if (text.StartsWith("<!--", StringComparison.Ordinal)) return Until(text, "-->");
        if (text.StartsWith("<![CDATA[", StringComparison.Ordinal)) return Until(text, "]]>");
        if (text.StartsWith("<?", StringComparison.Ordinal)) return Until(text, "?>");
        isTag = true;
        var at = 1;
        while (true)
        {
            var found = text[at..].IndexOfAny(QuoteOrEnd);
            if (found < 0) return text.Length;
            at += found;
            if (text[at] == '>') return at + 1;
            var close = text[(at + 1)..].IndexOf(text[at]);
            if (close < 0) return text.Length;
            at += close + 2;
        }
    }

    private static int Until(ReadOnlySpan<char> text, string end)
    {
        var found = text.IndexOf(end, StringComparison.Ordinal);
        return found < 0 ? text.Length : found + end.Length;
    }
}
