using System.Text.Json;
using HoldingsLedger.Forms;
using Npgsql;
using NpgsqlTypes;

namespace HoldingsLedger.Filings;

/// <summary>Questions to the register, asked on any connection.</summary>
internal static class RegisterQueries
{
    private const string Table = $"{LedgerStore.Schema}.mt_doc_registeredfiling";

    /// <summary>The rows with one of these names or of a document with one of these digests.</summary>
    public static async Task<IReadOnlyList<RegisteredFiling>> FindAsync(NpgsqlConnection connection, string[] names, string[] digests, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand($"select data::text from {Table} where id = any($1) union select data::text from {Table} where data ->> 'sha256' = any($2)", connection);
        select.Parameters.Add(new NpgsqlParameter { Value = names, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        select.Parameters.Add(new NpgsqlParameter { Value = digests, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        return await ReadAsync(select, cancellation);
    }

    /// <summary>The amendments held of these issuers, or of all where none is named.</summary>
    public static async Task<IReadOnlyList<RegisteredFiling>> AmendmentsAsync(NpgsqlConnection connection, string[]? issuers, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand($"select data::text from {Table} where {IsAmendment}{(issuers is null ? "" : " and data ->> 'issuer' = any($1)")} order by id", connection);
        if (issuers is not null) select.Parameters.Add(new NpgsqlParameter { Value = issuers, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        return await ReadAsync(select, cancellation);
    }

    /// <summary>Documents that are no filings because no reader made them out yet, by name.</summary>
    public static async Task<IReadOnlyList<RegisteredFiling>> UnreadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand($"select data::text from {Table} where data ->> 'rejectionKind' = any($1) order by id", connection);
        string[] kinds = [ReadingKinds.NameOf(ProblemKind.NeedsOcr), ReadingKinds.NameOf(ProblemKind.UnreadableScan)];
        select.Parameters.Add(new NpgsqlParameter { Value = kinds, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        return await ReadAsync(select, cancellation);
    }

    /// <summary>Filings with lines that a person should look at, or with parts that were not read, by name.</summary>
    public static async Task<IReadOnlyList<RegisteredFiling>> UnsureAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand($"select data::text from {Table} where {IsUnsure} order by id", connection);
        return await ReadAsync(select, cancellation);
    }

    /// <summary>Filings whose tables say the same as those of the named ones of their issuer, the named ones among them.</summary>
    public static async Task<IReadOnlyList<RegisteredFiling>> SameTablesAsync(NpgsqlConnection connection, string[] names, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand(
            $"select r.data::text from {Table} as r where {TablesOf("r")} = any(array(select {TablesOf("n")} from {Table} as n where n.id = any($1) and n.data ? 'tablesDigest'))", connection);
        select.Parameters.Add(new NpgsqlParameter { Value = names, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        return await ReadAsync(select, cancellation);
    }

    /// <summary>Filings of people or issuers without a CIK, by name.</summary>
    public static async Task<IReadOnlyList<RegisteredFiling>> ProvisionalAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand($"select data::text from {Table} where {IsProvisional} order by id", connection);
        return await ReadAsync(select, cancellation);
    }

    /// <summary>Which of these issuers' names (as folded) stand on filings without CIKs.</summary>
    public static async Task<IReadOnlyList<string>> NamedOnPaperAsync(NpgsqlConnection connection, string[] names, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand($"select distinct data ->> 'issuerAlias' from {Table} where {IsProvisional} and data ->> 'issuerAlias' = any($1)", connection);
        select.Parameters.Add(new NpgsqlParameter { Value = names, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        var found = new List<string>();
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) found.Add(reader.GetString(0));
        return found;
    }

    /// <summary>The filings whose issuer bears one of these names (as folded), by name.</summary>
    public static async Task<IReadOnlyList<RegisteredFiling>> NamedAsync(NpgsqlConnection connection, string[] names, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand($"select data::text from {Table} where data ->> 'issuerAlias' = any($1) order by id", connection);
        select.Parameters.Add(new NpgsqlParameter { Value = names, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        return await ReadAsync(select, cancellation);
    }

    /// <summary>The condition of the index on filings without CIKs, word for word.</summary>
    public const string IsProvisional = "(data ->> 'issuer' like 'issuer:%' or data ->> 'owners' like '%\"person:%')";

    /// <summary>The condition of the index on unsure filings, word for word.</summary>
    public const string IsUnsure = "data ? 'unsureLines'";

    /// <summary>The expression of the index on tables.</summary>
    public static string TablesOf(string row) => $"({row}.data ->> 'tablesDigest')";

    /// <summary>Every row, by name.</summary>
    public static async Task<IReadOnlyList<RegisteredFiling>> AllAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand($"select data::text from {Table} order by id", connection);
        return await ReadAsync(select, cancellation);
    }

    /// <summary>The condition of the index on amendments, word for word.</summary>
    public const string IsAmendment = "data ->> 'formType' like '%/A'";

    private static async Task<IReadOnlyList<RegisteredFiling>> ReadAsync(NpgsqlCommand select, CancellationToken cancellation)
    {
        var found = new List<RegisteredFiling>();
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) found.Add(JsonSerializer.Deserialize(reader.GetString(0), LedgerJson.TypeOf<RegisteredFiling>())!);
        return found;
    }
}
