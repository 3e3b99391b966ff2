namespace HoldingsLedger.Forms.Text;

/// <summary>A piece of a text line between tabs or wide gaps; <see cref="At"/> is its tab stop, or its first character where the line has no tabs.</summary>
internal sealed record TextCell(string Text, int At);

/// <summary>One line of a plain text, from 1, cut into cells.</summary>
internal sealed record TextLine(int Number, string Text, IReadOnlyList<TextCell> Cells, bool HasTabs)
{
    /// <summary>The cells with single spaces between them.</summary>
    public string Joined { get; } = string.Join(' ', Cells.Select(cell => cell.Text));

    public static IReadOnlyList<TextLine> Of(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        return [.. lines.Select((line, index) => Cut(index + 1, line))];
    }

    private static TextLine Cut(int number, string line)
    {
        var cells = new List<TextCell>();
        // A Markdown table of a converter cuts with bars instead of tabs.
        var bars = line.Count(letter => letter == '|') >= 4;
        if (bars || line.Contains('\t', StringComparison.Ordinal))
        {
            var parts = line.Split(bars ? '|' : '\t');
            for (var at = 0; at < parts.Length; at++) Add(parts[at], at);
            return new(number, line, cells, true);
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

        return new(number, line, cells, false);

        void Add(string part, int at)
        {
            // Converters to Markdown write "\\$0.00" and "\\*".
            var trimmed = part.Replace("\\$", "$", StringComparison.Ordinal).Replace("\\*", "*", StringComparison.Ordinal).Replace("\\_", "_", StringComparison.Ordinal).Trim();
            if (trimmed.Length > 0 && !trimmed.StartsWith("<u>", StringComparison.Ordinal)) cells.Add(new(trimmed, at));
        }
    }
}
