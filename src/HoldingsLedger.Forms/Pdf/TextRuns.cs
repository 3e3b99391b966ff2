using System.Text;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>Letters on one baseline with no gap or ruling between them: a label, a value, a word or two.</summary>
internal sealed record TextRun(string Text, Box Box, double Base, double Size)
{
    public bool IsLeftOf(TextRun other) => Box.Right <= other.Box.Left + 1;
}

/// <summary>Makes words and lines of letters. Reading order inside a file is worthless: only places count.</summary>
internal static class TextRuns
{
    /// <summary>Gap between two letters, in font sizes, from which on there is a space.</summary>
    private const double SpaceGap = 0.16;

    /// <summary>Gap in font sizes that parts a value from its neighbour.</summary>
    private const double RunGap = 1.1;

    /// <summary>Letters grouped by baseline, top line first, each line from left to right. Small raised letters stay with the line they are raised from.</summary>
    public static List<List<Glyph>> Lines(IEnumerable<Glyph> glyphs)
    {
        var lines = new List<(double Base, double Size, List<Glyph> Glyphs)>();
        foreach (var glyph in glyphs.OrderByDescending(glyph => Math.Round(glyph.Size)).ThenByDescending(glyph => Math.Round(glyph.Base, 1)).ThenBy(glyph => glyph.Left))
        {
            var best = -1;
            var distance = double.MaxValue;
            for (var at = 0; at < lines.Count; at++)
            {
                // A raised marker stands up to two thirds of the line's size above its baseline, hardly ever below it.
                var rise = glyph.Base - lines[at].Base;
                var small = glyph.Size < 0.85 * lines[at].Size;
                var reach = small ? (Up: 0.68, Down: 0.25) : (Up: 0.4, Down: 0.4);
                if (rise > reach.Up * lines[at].Size || rise < -reach.Down * lines[at].Size || Math.Abs(rise) >= distance) continue;
                // Small print beside a headline is hardly ever level with it: a raised letter stands next to what it is raised from.
                if (small && Math.Abs(rise) > 0.02 * lines[at].Size && !lines[at].Glyphs.Exists(other => glyph.Left - other.Right < 1.5 * lines[at].Size && other.Left - glyph.Right < 1.5 * lines[at].Size)) continue;
                (best, distance) = (at, Math.Abs(rise));
            }

            if (best >= 0) lines[best].Glyphs.Add(glyph);
            else lines.Add((glyph.Base, glyph.Size, [glyph]));
        }

        var result = Raised(lines).OrderByDescending(line => line.Base).Select(line => line.Glyphs).ToList();
        foreach (var line in result) line.Sort((one, other) => one.Left.CompareTo(other.Left));
        return result;
    }

    /// <summary>
    /// Raised digits hardly smaller than what they are raised from begin a line of their own above: they are put back beside it.
    /// </summary>
    private static List<(double Base, double Size, List<Glyph> Glyphs)> Raised(List<(double Base, double Size, List<Glyph> Glyphs)> lines)
    {
        foreach (var line in lines.Where(line => line.Glyphs.TrueForAll(glyph => glyph.Text is [(>= '0' and <= '9') or ',' or ';' or '(' or ')'])).ToList())
        {
            foreach (var glyph in line.Glyphs.OrderBy(glyph => glyph.Left).ToList())
            {
                var under = lines.FirstOrDefault(other => IsSmaller(glyph.Size, other.Size) && glyph.Base - other.Base is var rise && rise > 0 && rise < 0.68 * other.Size
                    && other.Glyphs.Exists(letter => glyph.Left - letter.Right is var gap && gap > -0.2 * other.Size && gap < 0.5 * other.Size));
                if (under.Glyphs is null) continue;
                line.Glyphs.Remove(glyph);
                under.Glyphs.Add(glyph);
            }
        }

        return [.. lines.Where(line => line.Glyphs.Count > 0)];
    }

    /// <summary>Whether letters of one size beside another are of small print; a browser sets raised ones in five sixths of the size.</summary>
    public static bool IsSmaller(double size, double than) => size < 0.87 * than;

    /// <summary>The line's letters with spaces where there are gaps; raised bare digits become "(1)", "(1,2)".</summary>
    public static string Text(IReadOnlyList<Glyph> line)
    {
        var text = new StringBuilder(line.Count);
        var normal = line.Where(glyph => !string.IsNullOrWhiteSpace(glyph.Text)).Select(glyph => glyph.Size).DefaultIfEmpty(0).Max();
        var bottom = line.Where(glyph => !IsSmaller(glyph.Size, normal)).Select(glyph => glyph.Base).DefaultIfEmpty(0).Min();
        var bracketed = line.Any(glyph => IsSmaller(glyph.Size, normal) && glyph.Text is "(" or "[");
        var raised = false;
        Glyph? before = null;
        foreach (var glyph in line)
        {
            if (string.IsNullOrWhiteSpace(glyph.Text))
            {
                if (text.Length > 0 && text[^1] != ' ') text.Append(' ');
                before = glyph;
                continue;
            }

            var up = !bracketed && IsSmaller(glyph.Size, normal) && glyph.Base > bottom + 0.15 * normal && (glyph.Text is [>= '0' and <= '9'] || (raised && glyph.Text is "," or ";"));
            if (raised && !up)
            {
                text.Append(')');
                raised = false;
                // "1)" raised has its bracket already.
                if (glyph.Text is ")" && IsSmaller(glyph.Size, normal))
                {
                    before = glyph;
                    continue;
                }
            }

            if (before is not null && (glyph.AfterSpace || glyph.Left - before.Right > SpaceGap * Math.Max(Math.Min(glyph.Size, before.Size), 1)) && text.Length > 0 && text[^1] != ' ') text.Append(' ');
            if (up && !raised) text.Append('(');
            raised = up;
            text.Append(glyph.Text);
            before = glyph;
        }

        if (raised) text.Append(')');
        return text.ToString().Trim();
    }

    /// <summary>All lines of an area, top first, as one text with single spaces: a cell, a footnote.</summary>
    public static string Joined(IEnumerable<Glyph> glyphs) => Joined(Lines(glyphs).Select(Text));

    /// <summary>Lines with single spaces between them, and none where a line broke behind a hyphen ("Attorney-in-" "Fact") or before a price's cents ("$." "16").</summary>
    public static string Joined(IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            if (line.Length == 0) continue;
            var cents = text.Length > 1 && text[^1] == '.' && text[^2] == '$' && char.IsAsciiDigit(line[0]);
            if (text.Length > 0 && !cents && !(text.Length > 1 && text[^1] == '-' && ((char.IsAsciiLetter(text[^2]) && char.IsAsciiLetterOrDigit(line[0])) || (char.IsAsciiDigit(text[^2]) && char.IsAsciiDigit(line[0]))))) text.Append(' ');
            text.Append(line);
        }

        return text.ToString();
    }

    /// <summary>Runs of text, top line first: a line is cut at wide gaps and at vertical rulings.</summary>
    public static IReadOnlyList<TextRun> Of(IReadOnlyList<Glyph> glyphs, IReadOnlyList<Ruling> rulings)
    {
        var uprights = rulings.Where(ruling => !ruling.Horizontal && ruling.Length > 4).OrderBy(ruling => ruling.At).ToArray();
        var runs = new List<TextRun>();
        foreach (var line in Lines(glyphs))
        {
            var run = new List<Glyph>();
            foreach (var glyph in line)
            {
                if (string.IsNullOrWhiteSpace(glyph.Text)) continue;
                if (run.Count > 0 && (glyph.Left - run[^1].Right > RunGap * Math.Max(Math.Min(glyph.Size, run[^1].Size), 1) || Parted(run[^1], glyph))) Close(run);
                run.Add(glyph);
            }

            Close(run);
        }

        return runs;

        void Close(List<Glyph> run)
        {
            if (run.Count > 0)
            {
                var box = run[0].Box;
                foreach (var glyph in run) box = box.With(glyph.Box);
                runs.Add(new(Text(run), box, run.Min(glyph => glyph.Base), run.Max(glyph => glyph.Size)));
            }

            run.Clear();
        }

        bool Parted(Glyph left, Glyph right)
        {
            foreach (var ruling in uprights)
            {
                if (ruling.At > right.MidX) return false;
                if (ruling.At > left.MidX && ruling.At < right.MidX && ruling.From <= left.MidY && ruling.To >= left.MidY) return true;
            }

            return false;
        }
    }
}
