using System.Text.RegularExpressions;
using HoldingsLedger.Forms.Text;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>A signature and the runs of text that are part of it.</summary>
internal sealed record SignatureBlock(PaperPage Page, OwnerSignature Signature, IReadOnlyList<TextRun> Runs);

/// <summary>
/// Finds signatures by where they stand: a name over "Signature of Reporting Person", a date level with it on its right. Names need not begin
/// with "/s/".
/// </summary>
internal static partial class SignatureBlocks
{
    private const double Reach = 48;

    public static List<SignatureBlock> Of(IReadOnlyList<SectionPart> parts)
    {
        var blocks = new List<SignatureBlock>();
        // A page may end between a signature and the words under it.
        (PaperPage Page, List<TextRun> Runs)? rest = null;
        foreach (var page in parts.Where(part => part.Section > FormSection.Header).GroupBy(part => part.Page))
        {
            var runs = page.SelectMany(part => part.Heading is { } heading ? part.Runs.Prepend(heading) : part.Runs).ToList();
            var ceiling = double.MaxValue;
            foreach (var label in runs.Where(run => PaperWords.SignatureLabel().IsMatch(run.Text)).OrderByDescending(run => run.Base))
            {
                if (Block(page.Key, [.. runs.Where(run => run.Base < ceiling && run.Base > label.Base + 1)], label) is { } block) blocks.Add(block);
                else if (ceiling == double.MaxValue && rest is { } foot && Block(foot.Page, foot.Runs, At(label, foot.Runs.Min(run => run.Base) - 1.5 * label.Size)) is { } parted) blocks.Add(parted);
                ceiling = label.Base - 1;
            }

            var under = runs.Where(run => run.Base < ceiling).ToList();
            rest = under.Count == 0 ? null : (page.Key, under);
        }

        return blocks;
    }

    private static TextRun At(TextRun run, double height) =>
        run with { Base = height, Box = new(run.Box.Left, run.Box.Bottom + height - run.Base, run.Box.Right, run.Box.Top + height - run.Base) };

    /// <summary>A run in which the date stands close behind the name, as two.</summary>
    private static IEnumerable<TextRun> Parted(PaperPage page, TextRun run)
    {
        if (NameAndDate().Match(run.Text) is not { Success: true } match) return [run];
        var length = match.Groups["date"].Length;
        var glyphs = page.Glyphs.Where(glyph => run.Box.Holds(glyph.MidX, glyph.MidY) && !string.IsNullOrWhiteSpace(glyph.Text)).OrderBy(glyph => glyph.Left).ToList();
        if (glyphs.Count <= length) return [run];
        return
        [
            run with { Text = match.Groups["name"].Value, Box = run.Box with { Right = glyphs[^(length + 1)].Right } },
            run with { Text = match.Groups["date"].Value, Box = run.Box with { Left = glyphs[^length].Left } },
        ];
    }

    private static SignatureBlock? Block(PaperPage page, List<TextRun> whole, TextRun label)
    {
        var above = whole.SelectMany(run => Parted(page, run)).ToList();
        var dated = above.Where(run => WholeDate().IsMatch(run.Text) && run.Box.MidX > label.Box.MidX && run.Base < label.Base + Reach).MinBy(run => run.Base);
        if (dated is null || PrintedValue.Date(dated.Text).Value is not { } day) return null;
        var lines = new List<List<TextRun>>();
        foreach (var run in above.Where(run => run.Box.Right <= dated.Box.Left + 2 && run.Base < label.Base + 2 * Reach).OrderBy(run => run.Base))
        {
            if (lines.Count > 0 && run.Base - lines[^1][0].Base < 0.4 * run.Size) lines[^1].Add(run);
            else lines.Add([run]);
        }

        // What stands level with the signature on its left is the form's own print.
        var own = above.Where(run => FormsOwn().IsMatch(run.Text)).ToList();
        foreach (var line in lines)
            line.RemoveAll(run => own.Exists(words => ReferenceEquals(words, run) || run.Box.Right <= label.Box.Left && Math.Abs(words.Box.Left - run.Box.Left) < 3 && words.Base > run.Base && words.Base - run.Base < 3 * run.Size));
        // An engine makes letters of specks and of the line that is signed on, and has no exact sizes.
        var blurred = page.Scan is not null;
        lines.RemoveAll(line => line.Count == 0 || blurred && Text(line).Count(char.IsLetterOrDigit) < 3);
        if (lines.Count == 0 || lines[0][0].Base > dated.Base + 0.4 * dated.Size) return null;
        var name = new List<List<TextRun>> { lines[0] };
        // A date in the middle of its cell has as many lines over it as under it; one on the last line may have any number over it.
        var top = dated.Base - lines[0][0].Base < 0.4 * dated.Size ? double.MaxValue : dated.Base + (dated.Base - lines[0][0].Base) + 0.4 * dated.Size;
        foreach (var line in lines.Skip(1))
        {
            var (last, size) = (name[^1], line[0].Size);
            if (line[0].Base > top || line[0].Base - last[0].Base > 1.5 * size || Math.Abs(size - last[0].Size) > (blurred ? 0.3 * size : 0.5)) break;
            if (top == double.MaxValue && (Begins().IsMatch(Text(last)) || !blurred && !Aligned(line, last))) break;
            name.Add(line);
        }

        name.Reverse();
        var taken = name.SelectMany(line => line).Append(dated).ToList();
        return new(page, new(TextRuns.Joined(name.Select(Text)), day), [.. whole.Where(run => taken.Exists(part => part.Base == run.Base && run.Box.Left <= part.Box.Left && run.Box.Right >= part.Box.Right))]);
    }

    private static string Text(List<TextRun> line) => string.Join(' ', line.OrderBy(run => run.Box.Left).Select(run => run.Text));

    private static bool Aligned(List<TextRun> one, List<TextRun> other)
    {
        var (left, right, otherLeft, otherRight) = (one.Min(run => run.Box.Left), one.Max(run => run.Box.Right), other.Min(run => run.Box.Left), other.Max(run => run.Box.Right));
        return Math.Abs(left - otherLeft) < 2 || Math.Abs(left + right - otherLeft - otherRight) < 4;
    }

    [GeneratedRegex(@"^\W*([0-9]{1,2} ?[/\-.] ?[0-9]{1,2} ?[/\-.] ?([0-9]{4}|[0-9]{2})|[0-9]{4}-[0-9]{2}-[0-9]{2})\W*$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex WholeDate();

    [GeneratedRegex(@"^(?<name>.*[^0-9/.\-\s])\s+(?<date>[0-9]{1,2}[/\-.][0-9]{1,2}[/\-.]([0-9]{4}|[0-9]{2})|[0-9]{4}-[0-9]{2}-[0-9]{2})$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex NameAndDate();

    [GeneratedRegex("^.{0,3}/[sS]/", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Begins();

    [GeneratedRegex("Intentional misstatements|Federal Criminal|U.S.C.|^Explanation of|^Remarks|^Signatures?$|Signature of|^Date$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex FormsOwn();
}
