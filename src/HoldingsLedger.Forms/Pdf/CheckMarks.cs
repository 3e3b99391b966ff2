using System.Text.RegularExpressions;
using HoldingsLedger.Forms.Text;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>
/// Tells which boxes of a list are marked, however they are drawn: "__X__ Director", "[X]", "☒", an X in a cell of its own, a filled square, two
/// crossing lines. A mark belongs to the option that stands nearest to its right.
/// </summary>
internal static partial class CheckMarks
{
    private const double Reach = 60;

    /// <summary>For each option, in order, whether a mark belongs to it; <c>null</c> where the option is not printed. And whether there is a mark that belongs to none.</summary>
    public static (IReadOnlyList<bool?> Marked, bool Stray) Read(PaperPage page, Box area, params IReadOnlyList<Regex> options)
    {
        var glyphs = page.Glyphs.Where(glyph => area.Holds(glyph.MidX, glyph.MidY) && !string.IsNullOrWhiteSpace(glyph.Text)).ToList();
        var lines = TextRuns.Lines(glyphs);
        var found = options.Select(option => Find(lines, option)).ToList();
        var marks = lines.SelectMany(Alone).Concat(page.Marks.Where(mark => area.Holds(mark.MidX, mark.MidY))).ToList();
        var result = found.Select(box => box is null ? (bool?)null : false).ToArray();
        var stray = false;
        foreach (var mark in marks)
        {
            var nearest = -1;
            var least = double.MaxValue;
            for (var at = 0; at < found.Count; at++)
            {
                if (found[at] is not { } box) continue;
                var across = box.Left - mark.Right;
                var apart = Math.Abs(box.MidY - mark.MidY);
                if (across < -3 || across > Reach || apart > 9) continue;
                if (across + 2 * apart >= least) continue;
                (nearest, least) = (at, across + 2 * apart);
            }

            if (nearest >= 0) result[nearest] = true;
            else stray = true;
        }

        return (result, stray);
    }

    /// <summary>Where an option's words begin.</summary>
    public static Box? Find(List<List<Glyph>> lines, Regex option)
    {
        foreach (var line in lines)
        {
            var text = string.Concat(line.Select(glyph => glyph.Text.Length == 1 ? glyph.Text : glyph.Text[..1]));
            if (option.Match(text) is not { Success: true, Length: > 0 } match) continue;
            var box = line[match.Index].Box;
            foreach (var glyph in line.Skip(match.Index).Take(match.Length)) box = box.With(glyph.Box);
            return box;
        }

        return null;
    }

    /// <summary>Crosses and ticks that are part of no word.</summary>
    private static IEnumerable<Box> Alone(List<Glyph> line)
    {
        for (var at = 0; at < line.Count; at++)
        {
            if (!MarkLetter().IsMatch(line[at].Text)) continue;
            var wordBefore = at > 0 && Word().IsMatch(line[at - 1].Text) && line[at].Left - line[at - 1].Right < 0.15 * line[at].Size;
            var wordAfter = at + 1 < line.Count && Word().IsMatch(line[at + 1].Text) && line[at + 1].Left - line[at].Right < 0.15 * line[at].Size;
            if (!wordBefore && !wordAfter) yield return line[at].Box;
        }
    }

    /// <summary>Whether a line ends in a mark and what it stands in: "[X]", "__X__", "Form 3 Holdings Reported [X]".</summary>
    public static bool EndsInMark(List<Glyph> line) =>
        line.FindLastIndex(glyph => !Holder().IsMatch(glyph.Text)) is >= 0 and var at && Alone(line).Any(box => box == line[at].Box);

    [GeneratedRegex(@"^[\[\](){}_|.\s]*$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Holder();

    [GeneratedRegex("^[Xx×✕✖✗✘☒☑✓✔■▣⊠⊗●]$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex MarkLetter();

    [GeneratedRegex("^[A-Za-z0-9]", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Word();
}
