using System.Text;
using System.Text.Json;
using HoldingsLedger.Verbs;
using Npgsql;
using NpgsqlTypes;
using Wolverine.Runtime.Serialization;

namespace HoldingsLedger.Filings;

/// <summary>The messages that kept failing, latest first; <see cref="Total"/> counts those not listed too.</summary>
public sealed record DeadLettersAnswer(long Total, IReadOnlyList<DeadLetterAnswer> DeadLetters);

/// <summary>A message that kept failing, and why.</summary>
/// <param name="Document">Digest of the document it was to record; <c>null</c> if its body cannot be read.</param>
/// <param name="Issuer">Whose queue it stood in.</param>
/// <param name="Retrying">It was told to go again and is about to.</param>
public sealed record DeadLetterAnswer(Guid Id, string? Document, string? Issuer, string Exception, string Message, DateTimeOffset SentAt, bool Retrying);

/// <summary>Messages that kept failing, as Wolverine stores them.</summary>
internal static class DeadLetters
{
    /// <summary>The schema of Wolverine's inbox, outbox and dead letters; beside the ledger's, so that neither's upkeep meets the other.</summary>
    public const string Schema = "ledger_messages";

    private const string Table = $"{Schema}.wolverine_dead_letters";

    private const int MostListed = 1000;

    /// <exception cref="WrongQuestionException">The text is no such id.</exception>
    public static Guid ParseId(string text) =>
        Guid.TryParse(text, out var id) ? id : throw new WrongQuestionException($"\"{text}\" is no id of a dead letter: the list of dead letters has them.");

    public static async Task<DeadLettersAnswer> ListAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (!await ExistsAsync(connection, cancellation)) return new DeadLettersAnswer(0, []);
        long total;
        await using (var count = new NpgsqlCommand($"select count(*) from {Table}", connection)) total = (long)(await count.ExecuteScalarAsync(cancellation))!;
        return new DeadLettersAnswer(total, await ReadAsync(connection, $"order by sent_at desc, id limit {MostListed}", [], cancellation));
    }

    /// <summary><c>null</c> if there is none with this id.</summary>
    public static async Task<DeadLetterAnswer?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellation) =>
        await ExistsAsync(connection, cancellation) && await ReadAsync(connection, "where id = $1", [new NpgsqlParameter { Value = id }], cancellation) is [var found, ..] ? found : null;

    /// <summary>The latest dead letter about a document, or <c>null</c>; one that was told to go again counts no more.</summary>
    public static async Task<DocumentFailure?> OfDocumentAsync(NpgsqlConnection connection, string sha256, CancellationToken cancellation)
    {
        // The message's body names the document by its digest, which nothing else does. There are few dead letters, if any.
        var found = await ReadAsync(
            connection,
            "where not replayable and position($1 in body) > 0 order by sent_at desc limit 1",
            [new NpgsqlParameter { Value = Encoding.ASCII.GetBytes(sha256), NpgsqlDbType = NpgsqlDbType.Bytea }],
            cancellation);
        return found is [var letter] ? new DocumentFailure(letter.Id, letter.Message) : null;
    }

    /// <summary>
    /// Handles a dead letter here and now, without a server, and removes it if that goes well. A server may be about to do
    /// the same: recording twice changes nothing.
    /// </summary>
    /// <exception cref="InvalidDataException">Its body cannot be read, or its document is not stored.</exception>
    public static async Task HandleAsync(LedgerDatabase ledger, Guid id, CancellationToken cancellation)
    {
        RecordFiling command;
        await using (var select = ledger.DataSource.CreateCommand($"select body from {Table} where id = $1"))
        {
            select.Parameters.Add(new NpgsqlParameter { Value = id });
            command = await select.ExecuteScalarAsync(cancellation) is byte[] body && CommandIn(body) is { } found
                ? found
                : throw new InvalidDataException($"The body of dead letter {id} cannot be read.");
        }

        await RecordFilingHandler.Handle(command, ledger, cancellation);
        await using var delete = ledger.DataSource.CreateCommand($"delete from {Table} where id = $1");
        delete.Parameters.Add(new NpgsqlParameter { Value = id });
        await delete.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<IReadOnlyList<DeadLetterAnswer>> ReadAsync(NpgsqlConnection connection, string conditionAndOrder, NpgsqlParameter[] parameters, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand($"select id, body, exception_type, exception_message, sent_at, replayable from {Table} {conditionAndOrder}", connection);
        select.Parameters.AddRange(parameters);
        var found = new List<DeadLetterAnswer>();
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var command = CommandIn(await reader.GetFieldValueAsync<byte[]>(1, cancellation));
            found.Add(new DeadLetterAnswer(
                reader.GetGuid(0),
                command?.Sha256,
                command?.Issuer,
                await reader.IsDBNullAsync(2, cancellation) ? "" : reader.GetString(2),
                await reader.IsDBNullAsync(3, cancellation) ? "" : reader.GetString(3),
                await reader.GetFieldValueAsync<DateTimeOffset>(4, cancellation),
                !await reader.IsDBNullAsync(5, cancellation) && reader.GetBoolean(5)));
        }

        return found;
    }

    private static RecordFiling? CommandIn(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<RecordFiling>(EnvelopeSerializer.Deserialize(body).Data!, JsonSerializerOptions.Web);
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException or FormatException or IOException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The table is made by the first server.</summary>
    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var look = new NpgsqlCommand($"select to_regclass('{Table}') is not null", connection);
        return (bool)(await look.ExecuteScalarAsync(cancellation))!;
    }
}
