using HoldingsLedger.Filings;
using HoldingsLedger.Holdings;
using Npgsql;

namespace HoldingsLedger.Amendments;

/// <summary>
/// Ties amendments and originals when either arrives: what newly recorded filings change in the ties of their issuers'
/// amendments, as events of the same commit. Touches only the holdings of owners that an amendment names.
/// </summary>
internal static class AmendmentIntake
{
    /// <param name="connection">Inside the commit, with the issuers' locks held.</param>
    /// <param name="causes">The events of the filings just decided.</param>
    public static async Task<IReadOnlyList<StreamEvent>> DecideAsync(NpgsqlConnection connection, IReadOnlyList<StreamEvent> causes, CancellationToken cancellation)
    {
        var arrivals = causes.Select(e => e.Event).OfType<FilingRead>().ToArray();
        if (arrivals.Length == 0) return [];
        var held = await RegisterQueries.AmendmentsAsync(connection, [.. arrivals.Select(a => a.Issuer).Distinct(StringComparer.Ordinal)], cancellation);
        var events = new List<StreamEvent>();
        foreach (var issuer in arrivals.GroupBy(a => a.Issuer, StringComparer.Ordinal))
        {
            Amendment[] amendments =
            [
                .. held.Where(h => string.Equals(h.Issuer, issuer.Key, StringComparison.Ordinal)).Select(h => new Amendment(h.FormType!, [.. h.Owners.Select(o => o.Person)])),
                .. issuer.Where(IsAmendment).Select(a => new Amendment(a.Form.FormType!, [.. a.Owners.Select(o => o.Person)])),
            ];
            string[] concerned = [.. issuer.Where(a => amendments.Any(b => b.Concerns(a))).Select(a => a.Filing)];
            if (concerned.Length == 0) continue;
            var people = PeopleOf(amendments, issuer.Where(a => concerned.Contains(a.Filing, StringComparer.Ordinal)).SelectMany(a => a.Owners.Select(o => o.Person)));
            events.AddRange(await DecideAsync(connection, issuer.Key, people, concerned, causes, cancellation));
        }

        return events;
    }

    /// <summary>An amendment as far as the register knows it.</summary>
    private sealed record Amendment(string FormType, IReadOnlyList<string> Owners)
    {
        public bool Concerns(FilingRead filing) =>
            filing.Form.FormType?[..1] == FormType[..1] && filing.Owners.Any(o => Owners.Contains(o.Person, StringComparer.Ordinal));
    }

    private static bool IsAmendment(FilingRead read) => read.Form.FormType?.EndsWith("/A", StringComparison.Ordinal) == true;

    /// <summary>The owners concerned, and those that joint amendments join with them.</summary>
    private static HashSet<string> PeopleOf(Amendment[] amendments, IEnumerable<string> owners)
    {
        var people = owners.ToHashSet(StringComparer.Ordinal);
        int before;
        do
        {
            before = people.Count;
            foreach (var amendment in amendments)
            {
                if (amendment.Owners.Any(people.Contains)) people.UnionWith(amendment.Owners);
            }
        }
        while (people.Count > before);
        return people;
    }

    private static async Task<IReadOnlyList<StreamEvent>> DecideAsync(
        NpgsqlConnection connection, string issuer, HashSet<string> people, IReadOnlyList<string> concerned, IReadOnlyList<StreamEvent> causes, CancellationToken cancellation)
    {
        var stored = (await HoldingsQueries.LoadAsync(connection, [.. people.Select(p => InsiderHoldings.IdOf(p, issuer))], cancellation)).ToDictionary(h => h.Person, StringComparer.Ordinal);
        // As they will stand when these filings are recorded: the same fold that will store them.
        InsiderHoldings[] holdings =
        [
            .. people.Order(StringComparer.Ordinal)
                .Select(p => HoldingsFold.Fold(stored.GetValueOrDefault(p), p, issuer, causes.Select(c => c.Event).Where(e => HoldingsFold.Concerns(e, p, issuer))))
                .OfType<InsiderHoldings>(),
        ];
        AmendableFiling[] filings = [.. holdings.SelectMany(h => h.Filings).Select(f => AmendableFiling.Of(issuer, f)).DistinctBy(f => f.Filing, StringComparer.Ordinal)];
        var connected = concerned.SelectMany(c => AmendmentLinks.Connected(filings, c, [])).DistinctBy(f => f.Filing, StringComparer.Ordinal);
        return
        [
            .. AmendmentState.Of(holdings).ChangesTo(AmendmentLinks.Decide(connected, []))
                .Select(change => new StreamEvent(
                    change.Filing is { } filing
                        ? RecordFilingDecision.StreamOf(filing)
                        : HoldingStream.KeyOf(((IHoldingEvent)change.Event).Person, issuer, change.Line!),
                    change.Event)),
        ];
    }
}
