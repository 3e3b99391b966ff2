using HoldingsLedger.Amendments;
using HoldingsLedger.Filings;
using JasperFx.Events;
using JasperFx.Events.Aggregation;
using JasperFx.Events.Daemon;
using Marten.Events.Projections;

namespace HoldingsLedger.Holdings;

/// <summary>Keeps one <see cref="InsiderHoldings"/> per person and issuer, in the commit that appends the events.</summary>
public sealed class InsiderHoldingsProjection : MultiStreamProjection<InsiderHoldings, string>
{
    /// <summary>Rises with every change of the fold or of the document's shape.</summary>
    public const uint FoldVersion = 1;

    public InsiderHoldingsProjection()
    {
        Name = "InsiderHoldings";
        Version = FoldVersion;
        Identities<FilingRead>(IdsOf);
        Identities<AmendmentLinked>(IdsOf);
        Identities<AmendmentUnlinked>(IdsOf);
        Identity<IHoldingEvent>(e => InsiderHoldings.IdOf(e.Person, e.Issuer));
        Options.BatchSize = 5000;
    }

    private static IReadOnlyList<string> IdsOf(object @event) =>
        [.. HoldingsFold.PeopleOf(@event).Select(person => InsiderHoldings.IdOf(person, HoldingsFold.IssuerOf(@event)!))];

    public override (InsiderHoldings?, ActionType) DetermineAction(InsiderHoldings? snapshot, string identity, IReadOnlyList<IEvent> events)
    {
        var (person, issuer) = InsiderHoldings.PartsOf(identity);
        return (HoldingsFold.Fold(snapshot, person, issuer, events.Select(e => e.Data)), ActionType.Store);
    }
}
