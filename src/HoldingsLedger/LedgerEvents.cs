using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HoldingsLedger.Amendments;
using HoldingsLedger.Filings;
using HoldingsLedger.Holdings;
using HoldingsLedger.Identities;
using HoldingsLedger.Replay;
using HoldingsLedger.Review;
using Npgsql;

namespace HoldingsLedger;

/// <summary>An event as it stands in the store: where, when recorded, and what it says.</summary>
internal sealed record StoredEvent(long Sequence, string Stream, DateTimeOffset RecordedAt, object Data, string? Group = null);

/// <summary>Every event type under the name it is stored with. Names are for ever: a type may be renamed, its name may not.</summary>
internal static class LedgerEvents
{
    public static IReadOnlyDictionary<string, JsonTypeInfo> Types { get; } = new Dictionary<string, JsonTypeInfo>(StringComparer.Ordinal)
    {
        ["filing_received"] = LedgerJson.TypeOf<FilingReceived>(),
        ["filing_read"] = LedgerJson.TypeOf<FilingRead>(),
        ["filing_rejected"] = LedgerJson.TypeOf<FilingRejected>(),
        ["transaction_reported"] = LedgerJson.TypeOf<TransactionReported>(),
        ["holding_reported"] = LedgerJson.TypeOf<HoldingReported>(),
        ["amendment_linked"] = LedgerJson.TypeOf<AmendmentLinked>(),
        ["amendment_unlinked"] = LedgerJson.TypeOf<AmendmentUnlinked>(),
        ["filing_reread"] = LedgerJson.TypeOf<FilingReread>(),
        ["line_reinterpreted"] = LedgerJson.TypeOf<LineReinterpreted>(),
        ["line_recovered"] = LedgerJson.TypeOf<LineRecovered>(),
        ["identity_tied"] = LedgerJson.TypeOf<IdentityTied>(),
        ["identity_untied"] = LedgerJson.TypeOf<IdentityUntied>(),
        ["line_decided"] = LedgerJson.TypeOf<LineDecided>(),
        ["line_decision_taken_back"] = LedgerJson.TypeOf<LineDecisionTakenBack>(),
        ["link_decided"] = LedgerJson.TypeOf<LinkDecided>(),
        ["link_decision_taken_back"] = LedgerJson.TypeOf<LinkDecisionTakenBack>(),
        ["line_superseded"] = LedgerJson.TypeOf<LineSuperseded>(),
        ["line_withdrawn"] = LedgerJson.TypeOf<LineWithdrawn>(),
        ["line_reinstated"] = LedgerJson.TypeOf<LineReinstated>(),
        ["line_restated_for_others"] = LedgerJson.TypeOf<LineRestatedForOthers>(),
    };

    /// <summary>
    /// Reads events by a query that ends in a condition and an order over <c>mt_events as e</c>, one at a time, without the store
    /// or its caches: rebuilds and questions on the recorded clock read what is stored and nothing else.
    /// </summary>
    /// <param name="group">An SQL expression that comes along as <see cref="StoredEvent.Group"/>.</param>
    /// <exception cref="InvalidDataException">An event has a name that this version does not know: skipping it would be silence.</exception>
    public static async IAsyncEnumerable<StoredEvent> ReadAsync(
        NpgsqlConnection connection, string conditionAndOrder, NpgsqlParameter[] parameters, [EnumeratorCancellation] CancellationToken cancellation, string group = "null")
    {
        await using var select = new NpgsqlCommand($"select e.seq_id, e.stream_id, e.timestamp, e.type, e.data, {group} from {LedgerStore.Schema}.mt_events as e {conditionAndOrder}", connection) { CommandTimeout = 0 };
        select.Parameters.AddRange(parameters);
        await using var reader = await select.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var sequence = reader.GetInt64(0);
            var stream = reader.GetString(1);
            var recordedAt = reader.GetFieldValue<DateTimeOffset>(2);
            var name = reader.GetString(3);
            if (!Types.TryGetValue(name, out var type)) throw new InvalidDataException($"Event {sequence} is of type \"{name}\", which this version does not know: it was written by a later version of this program.");
            var data = JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(4), type)!;
            yield return new StoredEvent(sequence, stream, recordedAt, data, await reader.IsDBNullAsync(5, cancellation) ? null : reader.GetString(5));
        }
    }
}
