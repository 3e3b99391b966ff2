using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace HoldingsLedger.Filings;

/// <summary>Messages that kept failing, as Wolverine stores them.</summary>
internal static class DeadLetters
{
    /// <summary>The schema of Wolverine's inbox, outbox and dead letters; beside the ledger's, so that neither's clean-up meets the other.</summary>
    public const string Schema = "ledger_messages";

    private const string Table = $"{Schema}.wolverine_dead_letters";

    /// <summary>The latest dead letter about a document, or <c>null</c>.</summary>
    public static async Task<DocumentFailure?> OfDocumentAsync(NpgsqlConnection connection, string sha256, CancellationToken cancellation)
    {
        // The message's body names the document by its digest, which nothing else does. There are few dead letters, if any.
        await using var select = new NpgsqlCommand($"select id, exception_message from {Table} where position($1 in body) > 0 order by sent_at desc limit 1", connection);
        select.Parameters.Add(new NpgsqlParameter { Value = Encoding.ASCII.GetBytes(sha256), NpgsqlDbType = NpgsqlDbType.Bytea });
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new DocumentFailure(reader.GetGuid(0), await reader.IsDBNullAsync(1, cancellation) ? "" : reader.GetString(1))
            : null;
    }
}
