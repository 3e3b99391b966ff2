using System.Runtime.InteropServices;
using Npgsql;
using NpgsqlTypes;
using Weasel.Postgresql.Tables;

namespace HoldingsLedger.Filings;

/// <summary>
/// The bytes of every document ever taken in, addressed by their SHA-256, stored once and never changed. They stand in
/// a plain table of their own: a JSON document would make them a third larger and unreadable for <c>psql</c>.
/// </summary>
internal static class StoredDocuments
{
    public const string TableName = "stored_documents";

    /// <summary>The table, for the store's schema management.</summary>
    public static Table Describe(string schema)
    {
        var table = new Table($"{schema}.{TableName}");
        table.AddColumn<string>("sha256").AsPrimaryKey();
        table.AddColumn("bytes", "bytea").NotNull();
        table.AddColumn<string>("file_name");
        table.AddColumn("received_at", "timestamptz").NotNull().DefaultValueByExpression("now()");
        return table;
    }

    /// <summary>Adds those that are not stored yet.</summary>
    public static async Task AddAsync(NpgsqlConnection connection, NpgsqlTransaction? commit, string schema, IReadOnlyList<(string Sha256, ReadOnlyMemory<byte> Bytes, string? FileName)> documents, CancellationToken cancellation)
    {
        if (documents.Count == 0) return;
        await using var insert = new NpgsqlCommand(
            $"insert into {schema}.{TableName} (sha256, bytes, file_name) select * from unnest($1, $2, $3) on conflict (sha256) do nothing", connection, commit);
        insert.Parameters.Add(new NpgsqlParameter { Value = documents.Select(d => d.Sha256).ToArray() });
        insert.Parameters.Add(new NpgsqlParameter { Value = documents.Select(d => Whole(d.Bytes)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        insert.Parameters.Add(new NpgsqlParameter { Value = documents.Select(d => d.FileName).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await insert.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The bytes as an array: the one they stand in where they fill it, for copies of an archive's documents add up.</summary>
    private static byte[] Whole(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment) && segment.Array is { } array && segment.Count == array.Length ? array : bytes.ToArray();

    /// <summary>The stored document, or <c>null</c> if no document has this digest.</summary>
    public static async Task<(byte[] Bytes, string? FileName, DateTimeOffset ReceivedAt)?> FindAsync(NpgsqlConnection connection, string schema, string sha256, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand($"select bytes, file_name, received_at from {schema}.{TableName} where sha256 = $1", connection);
        select.Parameters.Add(new NpgsqlParameter { Value = sha256 });
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation)) return null;
        return (await reader.GetFieldValueAsync<byte[]>(0, cancellation),
            await reader.IsDBNullAsync(1, cancellation) ? null : reader.GetString(1),
            await reader.GetFieldValueAsync<DateTimeOffset>(2, cancellation));
    }

    /// <summary>Name, size and instant of receipt without the bytes, or <c>null</c> if no document has this digest.</summary>
    public static async Task<(string? FileName, int Bytes, DateTimeOffset ReceivedAt)?> DescribeAsync(NpgsqlConnection connection, string schema, string sha256, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand($"select file_name, octet_length(bytes), received_at from {schema}.{TableName} where sha256 = $1", connection);
        select.Parameters.Add(new NpgsqlParameter { Value = sha256 });
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation)) return null;
        return (await reader.IsDBNullAsync(0, cancellation) ? null : reader.GetString(0), reader.GetInt32(1), await reader.GetFieldValueAsync<DateTimeOffset>(2, cancellation));
    }
}
