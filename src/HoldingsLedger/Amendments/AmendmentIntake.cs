using HoldingsLedger.Filings;
using HoldingsLedger.Holdings;
using HoldingsLedger.Identities;
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
    /// <param name="ties">The ties of names to CIKs recorded, read inside the commit.</param>
    /// <param name="causes">The events of the filings just decided.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="touched">Filings to look at without being read anew: these events change their lines, or the rules have changed.</param>
    public static async Task<IReadOnlyList<StreamEvent>> DecideAsync(
        NpgsqlConnection connection, IReadOnlyList<TiedIdentity> ties, IReadOnlyList<StreamEvent> causes, CancellationToken cancellation, params IReadOnlyList<RegisteredFiling> touched)
    {
        var before = KnownIdentities.Of(ties);
        var identities = new WhoIsWho(before, before.After(causes.Select(c => c.Event)));
        // What can change a tie: a filing that arrives, a person's word on one, or a name on paper that now means somebody else.
        Arrival[] arrivals = [.. causes.SelectMany(c => ArrivalsIn(c.Event)), .. touched.Where(t => t.Issuer is not null).Select(ArrivalOf), .. await RenamedAsync(connection, causes, cancellation)];
        var decided = causes.Select(c => DecisionIn(c.Event)).OfType<ReviewDecision>().ToArray();
        var issuers = identities.IssuersOf(arrivals.Select(a => a.Issuer).Concat(decided.Select(d => d.Issuer)));
        if (issuers.Count == 0) return [];
        var held = (await RegisterQueries.AmendmentsAsync(connection, [.. issuers.SelectMany(i => i)], cancellation)).ToLookup(r => r.Issuer!, StringComparer.Ordinal);
        var arrivedIn = arrivals.ToLookup(a => a.Issuer, StringComparer.Ordinal);
        var events = new List<StreamEvent>();
        foreach (var issuer in issuers)
        {
            RegisteredFiling[] rows = [.. issuer.SelectMany(key => held[key])];
            Arrival[] arrived = [.. issuer.SelectMany(key => arrivedIn[key]).Select(identities.Meant)];
            Arrival[] amendments = [.. rows.Select(ArrivalOf).Select(identities.Meant), .. arrived.Where(a => a.IsAmendment)];
            Arrival[] concerned =
            [
                .. arrived.Where(a => amendments.Any(b => b.MayConcern(a))),
                .. amendments.Where(a => arrived.Any(b => b.Moves && b.MayConcern(a)) || decided.Any(d => string.Equals(d.Amendment, a.Filing, StringComparison.Ordinal))),
            ];
            if (concerned.Length == 0) continue;
            var people = PeopleOf(amendments, concerned.SelectMany(c => c.Owners));
            ReviewedLink[] reviewed =
            [
                .. rows.Where(r => r.LinkDecision is not null && !decided.Any(d => string.Equals(d.Amendment, r.Id, StringComparison.Ordinal)))
                    .Select(r => new ReviewedLink(r.Id, r.LinkDecision!.Original, r.LinkDecision.Who, r.LinkDecision.Why)),
                .. decided.Select(d => d.Link).OfType<ReviewedLink>(),
            ];
            events.AddRange(await DecideAsync(connection, issuer, [.. people.SelectMany(identities.KeysOf).Distinct(StringComparer.Ordinal)], [.. concerned.Select(c => c.Filing)], reviewed, causes, identities.Now, cancellation));
        }

        return events;
    }

    /// <summary>Who is who before and after these events: a tie that is made or taken back moves filings from one person or issuer to another.</summary>
    private sealed record WhoIsWho(KnownIdentities Before, KnownIdentities Now)
    {
        /// <summary>Every key that means, or meant, the same.</summary>
        public IEnumerable<string> KeysOf(string key) => Now.KeysOf(key).Union(Before.KeysOf(key), StringComparer.Ordinal);

        public Arrival Meant(Arrival arrival) => arrival with { Owners = [.. arrival.Owners.SelectMany(o => new[] { Now.Resolve(o), Before.Resolve(o) }).Distinct(StringComparer.Ordinal)] };

        /// <summary>The keys of each issuer, those that mean or meant the same together.</summary>
        public List<string[]> IssuersOf(IEnumerable<string> keys)
        {
            var groupOf = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
            foreach (var key in keys)
            {
                if (groupOf.ContainsKey(key)) continue;
                var group = KeysOf(key).ToHashSet(StringComparer.Ordinal);
                foreach (var other in group.Where(groupOf.ContainsKey).Select(k => groupOf[k]).Distinct().ToArray()) group.UnionWith(other);
                foreach (var one in group) groupOf[one] = group;
            }

            return [.. groupOf.Values.Distinct().Select(group => group.Order(StringComparer.Ordinal).ToArray())];
        }
    }

    /// <summary>What is held under a name that is tied, or no longer: as if it arrived anew.</summary>
    private static async Task<IEnumerable<Arrival>> RenamedAsync(NpgsqlConnection connection, IReadOnlyList<StreamEvent> causes, CancellationToken cancellation)
    {
        var names = causes.Select(c => c.Event switch { IdentityTied tied => tied.Provisional, IdentityUntied untied => untied.Provisional, _ => null }).OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (names.Count == 0) return [];
        return (await RegisterQueries.ProvisionalAsync(connection, cancellation))
            .Where(r => r.Status == RegistrationStatus.Recorded && (names.Contains(r.Issuer!) || r.Owners.Any(o => names.Contains(o.Person))))
            .Select(r => ArrivalOf(r) with { Moves = true });
    }

    private static Arrival ArrivalOf(RegisteredFiling row) => new(row.Id, row.Issuer!, row.FormType ?? "", [.. row.Owners.Select(o => o.Person)]);

    /// <summary>A filing read again may be another issuer's or another owner's than before: it leaves there and arrives here.</summary>
    private static IEnumerable<Arrival> ArrivalsIn(object @event) => @event switch
    {
        FilingRead read => [new Arrival(read.Filing, read.Issuer, read.Form.FormType ?? "", [.. read.Owners.Select(o => o.Person)])],
        FilingReread reread when string.Equals(reread.Issuer, reread.PreviousIssuer, StringComparison.Ordinal) =>
            [new Arrival(reread.Filing, reread.Issuer, reread.Form.FormType ?? "", [.. reread.Owners.Concat(reread.PreviousOwners).Select(o => o.Person).Distinct(StringComparer.Ordinal)]) { Moves = true }],
        FilingReread reread =>
        [
            new Arrival(reread.Filing, reread.Issuer, reread.Form.FormType ?? "", [.. reread.Owners.Select(o => o.Person)]),
            new Arrival(reread.Filing, reread.PreviousIssuer, reread.Form.FormType ?? "", [.. reread.PreviousOwners.Select(o => o.Person)]) { Moves = true },
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
        /// <summary>What it may have been tied to before, it may be tied to no longer.</summary>
        public bool Moves { get; init; }

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

    /// <param name="connection">Inside the commit.</param>
    /// <param name="issuer">The keys of one issuer, or of several that were one until now.</param>
    /// <param name="people">The keys of the people concerned.</param>
    /// <param name="concerned">The filings whose ties may change, with those that are connected to them.</param>
    /// <param name="reviewed">What people said on the amendments of this issuer.</param>
    /// <param name="causes">The events of the filings just decided.</param>
    /// <param name="identities">Who the names on paper are, by these events.</param>
    /// <param name="cancellation">Gives up.</param>
    private static async Task<IReadOnlyList<StreamEvent>> DecideAsync(
        NpgsqlConnection connection, string[] issuer, string[] people, IReadOnlyList<string> concerned, ReviewedLink[] reviewed, IReadOnlyList<StreamEvent> causes, KnownIdentities identities, CancellationToken cancellation)
    {
        // An amendment by some owners of a joint form says something to the others too.
        var keys = people.ToHashSet(StringComparer.Ordinal);
        InsiderHoldings[] holdings;
        AmendableFiling[] filings, connected;
        int before;
        do
        {
            before = keys.Count;
            holdings = await AsTheyWillStandAsync(connection, issuer, keys, causes, cancellation);
            filings = [.. holdings.SelectMany(h => h.Filings.Select(f => AmendableFiling.Of(identities.Resolve(h.Issuer), f))).Select(Meant).DistinctBy(f => f.Filing, StringComparer.Ordinal)];
            connected = [.. concerned.SelectMany(c => AmendmentLinks.Concerned(filings, c, reviewed)).DistinctBy(f => f.Filing, StringComparer.Ordinal)];
            keys.UnionWith(connected.SelectMany(f => f.Owners).SelectMany(identities.KeysOf));
        }
        while (keys.Count > before);

        return
        [
            .. AmendmentState.Of(holdings).ChangesTo(AsRecorded(AmendmentLinks.Decide(connected, reviewed, filings), holdings, identities))
                .Select(change => new StreamEvent(
                    change.Filing is { } filing
                        ? RecordFilingDecision.StreamOf(filing)
                        : HoldingStream.KeyOf(((IHoldingEvent)change.Event).Person, ((IHoldingEvent)change.Event).Issuer, change.Line!),
                    change.Event)),
        ];

        AmendableFiling Meant(AmendableFiling filing) => filing with { Owners = [.. filing.Owners.Select(identities.Resolve)] };
    }

    /// <summary>The holdings of these people when the events are recorded: by the same fold that will store them.</summary>
    private static async Task<InsiderHoldings[]> AsTheyWillStandAsync(NpgsqlConnection connection, string[] issuer, IEnumerable<string> people, IReadOnlyList<StreamEvent> causes, CancellationToken cancellation)
    {
        (string Person, string Issuer)[] pairs = [.. from person in people.Order(StringComparer.Ordinal) from key in issuer select (person, key)];
        var stored = (await HoldingsQueries.LoadAsync(connection, [.. pairs.Select(p => InsiderHoldings.IdOf(p.Person, p.Issuer))], cancellation)).ToDictionary(h => (h.Person, h.Issuer));
        return
        [
            .. pairs
                .Select(p => HoldingsFold.Fold(stored.GetValueOrDefault(p), p.Person, p.Issuer, causes.Select(c => c.Event).Where(e => HoldingsFold.Concerned(e).Contains(p))))
                .OfType<InsiderHoldings>(),
        ];
    }

    /// <summary>The same under the keys by which each filing is recorded: a line on paper has its stream under the name.</summary>
    private static AmendmentState AsRecorded(AmendmentState state, InsiderHoldings[] holdings, KnownIdentities identities)
    {
        var keys = new Dictionary<(string Filing, string Person), (string Person, string Issuer)>();
        var owners = new Dictionary<string, (string Issuer, IReadOnlyList<FilingOwner> Owners)>(StringComparer.Ordinal);
        foreach (var held in holdings)
        {
            foreach (var filing in held.Filings)
            {
                keys[(filing.Filing, identities.Resolve(held.Person))] = (held.Person, held.Issuer);
                owners[filing.Filing] = (held.Issuer, filing.Owners);
            }
        }

        return new AmendmentState
        {
            Ties =
            [
                .. state.Ties.Select(t => t with
                {
                    Issuer = owners[t.Amendment].Issuer,
                    Persons = [.. owners[t.Amendment].Owners.Select(o => o.Person)],
                    Link = t.Link with { OwnersStanding = Named(t.Link.OwnersStanding, t), OwnersDropped = Named(t.Link.OwnersDropped, t) },
                }),
            ],
            Fates = [.. state.Fates.Select(f => Under(f, keys[(f.Id.Filing, f.Person)]))],
            Standing = [.. state.Standing.Select(s => keys[(s.Id.Filing, s.Person)] is var key ? s with { Person = key.Person, Issuer = key.Issuer } : s)],
        };

        static LineFate Under(LineFate fate, (string Person, string Issuer) key) => fate with { Person = key.Person, Issuer = key.Issuer };

        // Under the key and the name by which the form that is amended has them.
        FilingOwner[]? Named(IReadOnlyList<FilingOwner>? people, TiedAmendment tie)
        {
            if (people is null) return null;
            var named = new List<FilingOwner>();
            for (var form = tie.Link.Original; form is not null; form = state.Ties.FirstOrDefault(t => string.Equals(t.Amendment, form, StringComparison.Ordinal))?.Link.Original) named.AddRange(owners[form].Owners);
            return [.. people.Select(p => named.Find(o => string.Equals(identities.Resolve(o.Person), p.Person, StringComparison.Ordinal)) ?? p)];
        }
    }
}
