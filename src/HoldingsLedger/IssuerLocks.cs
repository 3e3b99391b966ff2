using Npgsql;
using NpgsqlTypes;

namespace HoldingsLedger;

/// <summary>
/// One writer per issuer, over all programs that share the database: the read model is loaded, folded and stored, so two
/// writers of one document would lose an update. Taken in a fixed order, so that two writers cannot wait for each other, and
/// before the commit begins: the instant of a commit then never lies before what its decisions rest on.
/// </summary>
internal sealed class IssuerLocks : IAsyncDisposable
{
    private const string Ties = $"{LedgerStore.Schema}.mt_doc_tiedidentity";

    private IssuerLocks(NpgsqlConnection connection) => Connection = connection;

    /// <summary>The connection that holds the locks and does the work.</summary>
    public NpgsqlConnection Connection { get; }

    /// <param name="database">Where to.</param>
    /// <param name="issuers">CIKs and provisional keys, with each all that are tied to it: its amendments may be under any of them.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public static async Task<IssuerLocks> TakeAsync(LedgerDatabase database, IEnumerable<string> issuers, CancellationToken cancellation)
    {
        var connection = await database.DataSource.OpenConnectionAsync(cancellation);
        try
        {
            var named = issuers.Distinct(StringComparer.Ordinal).ToArray();
            while (!await TakeAllAsync(connection, named, cancellation)) await GiveAsync(connection, cancellation);
            return new IssuerLocks(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The keys, with each all that are tied to it. The ties are those of the instant at which the statement begins.</summary>
    private const string Meant =
        $"""
         named as (select unnest($1) as name),
         ciks as (select name from named union select t.data ->> 'cik' from named join {Ties} as t on t.id = named.name where t.data ->> 'cik' is not null),
         meant as (select name from ciks union select t.id from {Ties} as t where t.data ->> 'cik' in (select name from ciks))
         """;

    /// <summary>Takes the locks of all keys meant. While it waited for one, somebody may have tied one key more: then it has not all.</summary>
    private static async Task<bool> TakeAllAsync(NpgsqlConnection connection, string[] named, CancellationToken cancellation)
    {
        await using var take = new NpgsqlBatch(connection);
        take.BatchCommands.Add(Asking($"with {Meant} select array_agg(name), count(pg_advisory_lock(key)) from (select name, hashtextextended(name, 0) as key from meant order by 2, 1 offset 0) as keys"));
        take.BatchCommands.Add(Asking($"with {Meant} select array_agg(name) from meant"));
        // As long as another writer's largest commit may take, and then some.
        take.Timeout = 600;
        await using var reader = await take.ExecuteReaderAsync(cancellation);
        var taken = await NamesAsync();
        await reader.NextResultAsync(cancellation);
        return (await NamesAsync()).All(taken.Contains);

        async Task<HashSet<string>> NamesAsync() => await reader.ReadAsync(cancellation) && !await reader.IsDBNullAsync(0, cancellation) ? [.. reader.GetFieldValue<string[]>(0)] : [];

        NpgsqlBatchCommand Asking(string sql) => new(sql) { Parameters = { new NpgsqlParameter { Value = named, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text } } };
    }

    private static async Task GiveAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var give = new NpgsqlCommand("select pg_advisory_unlock_all()", connection);
        await give.ExecuteNonQueryAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        // A broken connection has no locks left to give back.
        if (Connection.State == System.Data.ConnectionState.Open) await GiveAsync(Connection, CancellationToken.None);
        await Connection.DisposeAsync();
    }
}
