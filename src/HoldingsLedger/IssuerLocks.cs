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
            await using var take = new NpgsqlCommand(
                $"""
                 with named as (select unnest($1) as name),
                      ciks as (select name from named union select t.data ->> 'cik' from named join {Ties} as t on t.id = named.name where t.data ->> 'cik' is not null),
                      meant as (select name from ciks union select t.id from {Ties} as t where t.data ->> 'cik' in (select name from ciks))
                 select count(pg_advisory_lock(key)) from (select distinct hashtextextended(name, 0) as key from meant order by 1 offset 0) as keys
                 """,
                connection);
            // As long as another writer's largest commit may take, and then some.
            take.CommandTimeout = 600;
            take.Parameters.Add(new NpgsqlParameter { Value = issuers.Distinct(StringComparer.Ordinal).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
            await take.ExecuteNonQueryAsync(cancellation);
            return new IssuerLocks(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A broken connection has no locks left to give back.
        if (Connection.State == System.Data.ConnectionState.Open)
        {
            await using var give = new NpgsqlCommand("select pg_advisory_unlock_all()", Connection);
            await give.ExecuteNonQueryAsync(CancellationToken.None);
        }

        await Connection.DisposeAsync();
    }
}
