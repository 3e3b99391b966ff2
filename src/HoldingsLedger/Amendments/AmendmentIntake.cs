using HoldingsLedger.Filings;
using HoldingsLedger.Holdings;
using HoldingsLedger.Replay;
using HoldingsLedger.Review;
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
    /// <param name="touched">A filing whose lines these events change without being read anew.</param>
    public static async Task<IReadOnlyList<StreamEvent>> DecideAsync(NpgsqlConnection connection, IReadOnlyList<StreamEvent> causes, CancellationToken cancellation, RegisteredFiling? touched = null)
    {
        // What can change a tie: a filing that arrives, or a person's word on one.
        var arrivals = causes.SelectMany(c => ArrivalsIn(c.Event)).Concat(touched is null ? [] : [ArrivalOf(touched)]).ToArray();
        var decided = causes.Select(c => DecisionIn(c.Event)).OfType<ReviewDecision>().ToArray();
        string[] issuers = [.. arrivals.Select(a => a.Issuer).Concat(decided.Select(d => d.Issuer)).Distinct(StringComparer.Ordinal)];
        if (issuers.Length == 0) return [];
        var held = await RegisterQueries.AmendmentsAsync(connection, issuers, cancellation);
        var events = new List<StreamEvent>();
        foreach (var issuer in issuers)
        {
            RegisteredFiling[] rows = [.. held.Where(h => string.Equals(h.Issuer, issuer, StringComparison.Ordinal))];
            Arrival[] arrived = [.. arrivals.Where(a => string.Equals(a.Issuer, issuer, StringComparison.Ordinal))];
            Arrival[] amendments = [.. rows.Select(ArrivalOf), .. arrived.Where(a => a.IsAmendment)];
            Arrival[] concerned = [.. arrived.Where(a => amendments.Any(b => b.MayConcern(a))), .. amendments.Where(a => decided.Any(d => string.Equals(d.Amendment, a.Filing, StringComparison.Ordinal)))];
            if (concerned.Length == 0) continue;
            var people = PeopleOf(amendments, concerned.SelectMany(c => c.Owners));
            ReviewedLink[] reviewed =
            [
                .. rows.Where(r => r.LinkDecision is not null && !decided.Any(d => string.Equals(d.Amendment, r.Id, StringComparison.Ordinal)))
                    .Select(r => new ReviewedLink(r.Id, r.LinkDecision!.Original, r.LinkDecision.Who, r.LinkDecision.Why)),
                .. decided.Select(d => d.Link).OfType<ReviewedLink>(),
            ];
            events.AddRange(await DecideAsync(connection, issuer, people, [.. concerned.Select(c => c.Filing)], reviewed, causes, cancellation));
        }

        return events;
    }

    private static Arrival ArrivalOf(RegisteredFiling row) => new(row.Id, row.Issuer!, row.FormType ?? "", [.. row.Owners.Select(o => o.Person)]);

    /// <summary>A filing read again may be another issuer's or another owner's than before: it leaves there and arrives here.</summary>
    private static IEnumerable<Arrival> ArrivalsIn(object @event) => @event switch
    {
        FilingRead read => [new Arrival(read.Filing, read.Issuer, read.Form.FormType ?? "", [.. read.Owners.Select(o => o.Person)])],
        FilingReread reread when string.Equals(reread.Issuer, reread.PreviousIssuer, StringComparison.Ordinal) =>
            [new Arrival(reread.Filing, reread.Issuer, reread.Form.FormType ?? "", [.. reread.Owners.Concat(reread.PreviousOwners).Select(o => o.Person).Distinct(StringComparer.Ordinal)])],
        FilingReread reread =>
        [
            new Arrival(reread.Filing, reread.Issuer, reread.Form.FormType ?? "", [.. reread.Owners.Select(o => o.Person)]),
            new Arrival(reread.Filing, reread.PreviousIssuer, reread.Form.FormType ?? "", [.. reread.PreviousOwners.Select(o => o.Person)]),
        ],
        _ => [],
    };

    /// <summary>A decision of a person among the causes; <see cref="Link"/> <c>null</c>: taken back.</summary>
    private sealed record ReviewDecision(string Amendment, string Issuer, ReviewedLink? Link);

    private static ReviewDecision? DecisionIn(object @event) => @event switch
    {
        LinkDecided decided => new ReviewDecision(decided.Amendment, decided.Issuer, new ReviewedLink(decided.Amendment, decided.Original, decided.Who, decided.Why)),
        LinkDecisionTakenBack back => new ReviewDecision(back.Amendment, back.Issuer, null),
        _ => null,
    };

    /// <summary>A filing as far as ties need to know before lines are looked at.</summary>
    private sealed record Arrival(string Filing, string Issuer, string FormType, IReadOnlyList<string> Owners)
    {
        public bool IsAmendment => FormType.EndsWith("/A", StringComparison.Ordinal);

        /// <summary>Same form family and a common owner.</summary>
        public bool MayConcern(Arrival other) =>
            FormType.Length > 0 && other.FormType.Length > 0 && FormType[0] == other.FormType[0] && Owners.Intersect(other.Owners, StringComparer.Ordinal).Any();
    }

    /// <summary>The owners concerned, and those that joint amendments join with them.</summary>
    private static HashSet<string> PeopleOf(Arrival[] amendments, IEnumerable<string> owners)
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
        NpgsqlConnection connection, string issuer, HashSet<string> people, IReadOnlyList<string> concerned, ReviewedLink[] reviewed, IReadOnlyList<StreamEvent> causes, CancellationToken cancellation)
    {
        var stored = (await HoldingsQueries.LoadAsync(connection, [.. people.Select(p => InsiderHoldings.IdOf(p, issuer))], cancellation)).ToDictionary(h => h.Person, StringComparer.Ordinal);
        // As they will stand when these filings are recorded: the same fold that will store them.
        InsiderHoldings[] holdings =
        [
            .. people.Order(StringComparer.Ordinal)
                .Select(p => HoldingsFold.Fold(stored.GetValueOrDefault(p), p, issuer, causes.Select(c => c.Event).Where(e => HoldingsFold.Concerned(e).Contains((p, issuer)))))
                .OfType<InsiderHoldings>(),
        ];
        AmendableFiling[] filings = [.. holdings.SelectMany(h => h.Filings).Select(f => AmendableFiling.Of(issuer, f)).DistinctBy(f => f.Filing, StringComparer.Ordinal)];
        var connected = concerned.SelectMany(c => AmendmentLinks.Connected(filings, c, reviewed)).DistinctBy(f => f.Filing, StringComparer.Ordinal);
        return
        [
            .. AmendmentState.Of(holdings).ChangesTo(AmendmentLinks.Decide(connected, reviewed))
                .Select(change => new StreamEvent(
                    change.Filing is { } filing
                        ? RecordFilingDecision.StreamOf(filing)
                        : HoldingStream.KeyOf(((IHoldingEvent)change.Event).Person, issuer, change.Line!),
                    change.Event)),
        ];
    }
}
