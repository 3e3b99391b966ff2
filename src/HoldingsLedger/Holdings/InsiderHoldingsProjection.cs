using HoldingsLedger.Amendments;
using HoldingsLedger.Filings;
using HoldingsLedger.Findings;
using HoldingsLedger.Replay;
using JasperFx.Events;
using JasperFx.Events.Aggregation;
using JasperFx.Events.Daemon;
using Marten;
using Marten.Events.Projections;

namespace HoldingsLedger.Holdings;

/// <summary>Keeps one <see cref="InsiderHoldings"/> per person and issuer, in the commit that appends the events.</summary>
public sealed class InsiderHoldingsProjection : MultiStreamProjection<InsiderHoldings, string>
{
    public InsiderHoldingsProjection()
    {
        Name = "InsiderHoldings";
        // Marten's version would name another table; ours (LedgerFolds) is in each document, and old ones serve until rebuilt.
        Version = 1;
        Identities<FilingRead>(IdsOf);
        Identities<FilingReread>(IdsOf);
        Identities<AmendmentLinked>(IdsOf);
        Identities<AmendmentUnlinked>(IdsOf);
        Identity<IHoldingEvent>(e => InsiderHoldings.IdOf(e.Person, e.Issuer));
        Options.BatchSize = 5000;
    }

    private static IReadOnlyList<string> IdsOf(object @event) =>
        [.. HoldingsFold.Concerned(@event).Select(pair => InsiderHoldings.IdOf(pair.Person, pair.Issuer))];

    public override (InsiderHoldings?, ActionType) DetermineAction(InsiderHoldings? snapshot, string identity, IReadOnlyList<IEvent> events)
    {
        var (person, issuer) = InsiderHoldings.PartsOf(identity);
        return (HoldingsFold.Fold(snapshot, person, issuer, events.Select(e => e.Data)), ActionType.Store);
    }

    /// <summary>The insider's row of the trial balance, in the same commit.</summary>
    public override ValueTask RaiseSideEffects(IDocumentOperations operations, IEventSlice<InsiderHoldings> slice)
    {
        if (slice.Snapshot is { } holdings) operations.Store(TrialSheet.Of(holdings));
        return ValueTask.CompletedTask;
    }
}
