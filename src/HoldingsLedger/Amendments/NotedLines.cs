using HoldingsLedger.Forms;

namespace HoldingsLedger.Amendments;

/// <summary>
/// Lines whose <see cref="ReportedLine.Footnotes"/> hold texts instead of ids: two filings number their footnotes each on its own, so
/// only the texts can be compared.
/// </summary>
internal static class NotedLines
{
    /// <summary>The fields whose footnotes read otherwise, in the order of their names.</summary>
    public static IReadOnlyList<NoteChange> Differences(ReportedLine was, IReadOnlyList<Footnote> wasNotes, ReportedLine @is, IReadOnlyList<Footnote> isNotes)
    {
        if (was.Footnotes.Count == 0 && @is.Footnotes.Count == 0) return [];
        var (before, after) = (Of([was], wasNotes)[0].Footnotes, Of([@is], isNotes)[0].Footnotes);
        return
        [
            .. before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(field => new NoteChange(field, before.GetValueOrDefault(field, []), after.GetValueOrDefault(field, [])))
                .Where(change => !change.Was.SequenceEqual(change.Is, StringComparer.Ordinal)),
        ];
    }

    /// <summary>The lines, copied, in their order. An id without a footnote of its own is left out.</summary>
    public static ReportedLine[] Of(IReadOnlyList<ReportedLine> lines, IReadOnlyList<Footnote> footnotes)
    {
        var texts = footnotes.Where(f => !string.IsNullOrWhiteSpace(f.Text)).DistinctBy(f => f.Id, StringComparer.Ordinal).ToDictionary(f => f.Id, f => f.Text.Trim(), StringComparer.Ordinal);
        return [.. lines.Select(l => l with { Footnotes = Texts(l) })];

        IReadOnlyDictionary<string, IReadOnlyList<string>> Texts(ReportedLine line) => line.Footnotes.Count == 0
            ? line.Footnotes
            : line.Footnotes.ToDictionary(f => f.Key, f => (IReadOnlyList<string>)[.. f.Value.Where(texts.ContainsKey).Select(id => texts[id])], StringComparer.Ordinal);
    }
}
