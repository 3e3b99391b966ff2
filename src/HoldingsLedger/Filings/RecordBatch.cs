using HoldingsLedger.Amendments;
using HoldingsLedger.Forms;
using HoldingsLedger.Identities;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace HoldingsLedger.Filings;

/// <summary>
/// Records received documents in one commit: bytes, filing streams, holding streams, register and read model, all or
/// nothing. The same function serves one document of a message and hundreds of an archive.
/// </summary>
internal static class RecordBatch
{
    /// <returns>A decision for each document, in their order.</returns>
    public static async Task<IReadOnlyList<IntakeDecision>> RecordAsync(LedgerDatabase database, IReadOnlyList<IncomingDocument> documents, CancellationToken cancellation)
    {
        try
        {
            return await CommitAsync(database, documents, cancellation);
        }
        catch (EventStreamUnexpectedMaxEventIdException)
        {
            // Recorded in between under another issuer's lock; now the register knows, and the decision is another one.
            return await CommitAsync(database, documents, cancellation);
        }
    }

    private static async Task<IReadOnlyList<IntakeDecision>> CommitAsync(LedgerDatabase database, IReadOnlyList<IncomingDocument> documents, CancellationToken cancellation)
    {
        await database.EnsureFoldedAsync(cancellation);
        await using var locked = await IssuerLocks.TakeAsync(database, documents.SelectMany(d => LocksOf(d.Reading)), cancellation);
        await using var commit = await locked.Connection.BeginTransactionAsync(cancellation);
        var register = await RegisterOf(locked.Connection, documents, cancellation);
        var decisions = new List<IntakeDecision>(documents.Count);
        foreach (var document in documents) decisions.Add(register.Decide(document));
        if (decisions.Any(d => d.Events.Count > 0))
        {
            await StoredDocuments.AddAsync(
                locked.Connection, commit, LedgerStore.Schema, [.. documents.Select(d => (d.Sha256, d.Bytes, d.FileName)).DistinctBy(d => d.Sha256, StringComparer.Ordinal)], cancellation);
            StreamEvent[] causes = [.. decisions.SelectMany(d => d.Events)];
            // Who a name on paper is decides which amendments can be meant.
            var ties = await KnownIdentities.TiesAsync(locked.Connection, cancellation);
            causes = [.. causes, .. await IdentityIntake.DecideAsync(locked.Connection, ties, causes, cancellation)];
            await AppendAsync(database.Store, commit, [.. causes, .. await AmendmentIntake.DecideAsync(locked.Connection, ties, causes, cancellation)], cancellation);
        }

        await commit.CommitAsync(cancellation);
        return decisions;
    }

    private static IEnumerable<string> LocksOf(Reading reading)
    {
        yield return RecordFilingDecision.IssuerOf(reading);
        // A form on paper and one with CIKs that name the same issuer must see each other.
        if (reading.Filing?.Issuer?.Name is { } name) yield return IdentityIntake.LockOf(name);
    }

    /// <summary>Appends events to their streams inside a commit; the read models follow in it.</summary>
    public static async Task AppendAsync(DocumentStore store, NpgsqlTransaction commit, IReadOnlyList<StreamEvent> all, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(commit));
        foreach (var stream in all.GroupBy(e => e.Stream, StringComparer.Ordinal))
        {
            object[] events = [.. stream.Select(e => e.Event)];
            // The version after appending to a stream that must not exist yet is the number of its events.
            if (stream.First().Begins) session.Events.Append(stream.Key, events.Length, events);
            else session.Events.Append(stream.Key, events);
        }

        await session.SaveChangesAsync(cancellation);
    }

    /// <summary>The register's rows that these documents could meet, kept up to date while the batch is decided.</summary>
    private sealed class BatchRegister
    {
        private readonly Dictionary<string, RegisteredFiling> byName = new(StringComparer.Ordinal);
        private readonly Dictionary<string, RegisteredFiling> byBytes = new(StringComparer.Ordinal);

        public void Add(RegisteredFiling filing)
        {
            byName[filing.Id] = filing;
            // A document rejected once and read later has two rows; what it became counts.
            if (filing.Status == RegistrationStatus.Recorded || !byBytes.ContainsKey(filing.Sha256)) byBytes[filing.Sha256] = filing;
        }

        public IntakeDecision Decide(IncomingDocument document)
        {
            var decision = RecordFilingDecision.Decide(
                document,
                byName.GetValueOrDefault(RecordFilingDecision.FilingOf(document.Reading)),
                byBytes.GetValueOrDefault(document.Sha256));
            if (decision.Events.Count > 0)
            {
                Add(new RegisteredFiling
                {
                    Id = decision.Filing,
                    Sha256 = document.Sha256,
                    Status = decision.Result == IntakeResult.Accepted ? RegistrationStatus.Recorded : RegistrationStatus.Rejected,
                    RejectionKind = decision.RejectionKind,
                    RejectionMessage = decision.Message,
                });
            }

            return decision;
        }
    }

    private static async Task<BatchRegister> RegisterOf(NpgsqlConnection connection, IReadOnlyList<IncomingDocument> documents, CancellationToken cancellation)
    {
        var register = new BatchRegister();
        foreach (var found in await RegisterQueries.FindAsync(
                     connection,
                     [.. documents.Select(d => RecordFilingDecision.FilingOf(d.Reading))],
                     [.. documents.Select(d => d.Sha256)],
                     cancellation))
        {
            register.Add(found);
        }

        return register;
    }
}
