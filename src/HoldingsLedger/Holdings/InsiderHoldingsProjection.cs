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
        Identities<FilingRead>(e => [.. e.Owners.Select(owner => InsiderHoldings.IdOf(owner.Person, e.Issuer)).Distinct(StringComparer.Ordinal)]);
        Identity<IHoldingEvent>(e => InsiderHoldings.IdOf(e.Person, e.Issuer));
        Options.BatchSize = 5000;
    }

    public override (InsiderHoldings?, ActionType) DetermineAction(InsiderHoldings? snapshot, string identity, IReadOnlyList<IEvent> events)
    {
        var (person, issuer) = InsiderHoldings.PartsOf(identity);
        return (HoldingsFold.Fold(snapshot, person, issuer, events.Select(e => e.Data)), ActionType.Store);
    }
}
