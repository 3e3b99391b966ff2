using HoldingsLedger.Amendments;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Replay;

/// <summary>
/// A line that an amendment does something else to than before. <see cref="Was"/> and <see cref="Is"/>: the line in its place (<c>ACCESSION/LINE</c>),
/// <c>withdrawn</c>, or <c>null</c>: it stands.
/// </summary>
public sealed record ReplayedFate(LineId Line, string? Was, string? Is);

/// <summary>An amendment that today's rules, or the new readings, tie otherwise than recorded, or to other lines; <see cref="Was"/> is <c>null</c> where no tie was recorded.</summary>
public sealed record ReplayedTie(string Amendment, AmendmentLink? Was, AmendmentLink? Is, IReadOnlyList<ReplayedFate> Lines)
{
    /// <param name="events">What would be recorded.</param>
    /// <param name="recorded">The holdings of those concerned, as they stand.</param>
    internal static IEnumerable<ReplayedTie> Of(IReadOnlyCollection<object> events, IEnumerable<InsiderHoldings> recorded)
    {
        var links = new SortedDictionary<string, AmendmentLink?>(StringComparer.Ordinal);
        var fates = new Dictionary<LineId, (string Amendment, ReplayedFate Fate)>();
        foreach (var @event in events)
        {
            switch (@event)
            {
                case AmendmentLinked linked:
                    links[linked.Amendment] = linked.Link;
                    break;
                case LineReinstated reinstated:
                    fates[reinstated.Line] = (reinstated.Amendment, new ReplayedFate(reinstated.Line, reinstated.NoLongerBy?.ToString() ?? "withdrawn", null));
                    break;
                case LineSuperseded superseded:
                    Becomes(superseded.Line, superseded.By.Filing, superseded.By.ToString());
                    break;
                case LineRestatedForOthers restated:
                    // The owners whom the amendment names say what becomes of the line; beside them it stands.
                    fates.TryAdd(restated.Line, (restated.Amendment, new ReplayedFate(restated.Line, null, "stands for owners left out")));
                    break;
                case LineWithdrawn { By: { } by } withdrawn:
                    Becomes(withdrawn.Line, by, "withdrawn");
                    break;
            }
        }

        foreach (var fate in fates.Values) links.TryAdd(fate.Amendment, null);
        var was = recorded.SelectMany(h => h.Filings).Where(f => f.Amends is not null).DistinctBy(f => f.Filing, StringComparer.Ordinal).ToDictionary(f => f.Filing, f => f.Amends, StringComparer.Ordinal);
        return links.Select(link => new ReplayedTie(
            link.Key,
            was.GetValueOrDefault(link.Key),
            link.Value ?? was.GetValueOrDefault(link.Key),
            [.. fates.Values.Where(f => string.Equals(f.Amendment, link.Key, StringComparison.Ordinal)).Select(f => f.Fate).OrderBy(f => f.Line.ToString(), StringComparer.Ordinal)]));

        void Becomes(LineId line, string amendment, string what) =>
            fates[line] = (amendment, new ReplayedFate(line, fates.TryGetValue(line, out var before) ? before.Fate.Was : null, what));
    }
}
