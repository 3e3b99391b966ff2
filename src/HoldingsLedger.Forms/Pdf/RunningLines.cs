using System.Text.RegularExpressions;
using HoldingsLedger.Forms.Text;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>Takes off what a browser prints over and under each page: its address, the title, the date and time of the print, the number of the page.</summary>
internal static partial class RunningLines
{
    public static PaperPage Without(PaperPage page)
    {
        if (page.Kind != PageKind.Text) return page;
        var lines = TextRuns.Lines(page.Glyphs.Where(glyph => !string.IsNullOrWhiteSpace(glyph.Text)));
        if (lines.Count < 3) return page;
        List<List<Glyph>> edges = [lines[0], lines[^1]];
        var running = edges.Where(line => IsRunning(TextRuns.Of(line, []))).SelectMany(line => line).ToHashSet(ReferenceEqualityComparer.Instance);
        return running.Count == 0 ? page : page with { Glyphs = [.. page.Glyphs.Where(glyph => !running.Contains(glyph))] };
    }

    /// <summary>Each text stands for itself: the address, the moment or the number; beside one of them there may be the title.</summary>
    private static bool IsRunning(IReadOnlyList<TextRun> runs) => runs.Count(run => !Running().IsMatch(run.Text)) is var others && others < runs.Count && others <= 1;

    [GeneratedRegex(@"^((https?|file)://\S+( [0-9]{1,3} ?/ ?[0-9]{1,3})?|www\.\S+/\S+|[0-9]{1,4}[/.\-][0-9]{1,2}[/.\-][0-9]{1,4},? [0-9]{1,2}:[0-9]{2}(:[0-9]{2})?( ?[AaPp]\.?[Mm]\.?)?|(Page )?[0-9]{1,3} ?(/|of) ?[0-9]{1,3})$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Running();
}
