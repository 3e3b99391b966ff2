using HoldingsLedger.Embedded;
using JasperFx;
using Marten;
using Npgsql;

namespace HoldingsLedger;

/// <summary>
/// The PostgreSQL database of a ledger, with its schema in place. One store serves the whole process.
/// </summary>
public sealed class LedgerDatabase : IAsyncDisposable
{
    /// <summary>Rises with every change of tables or functions; a database of a later schema is refused.</summary>
    private const int SchemaVersion = 1;

    private readonly SemaphoreSlim rebuilding = new(1);

    private LedgerDatabase(string connectionString)
    {
        // Marten stores now() at time zone 'utc' as an instant, which is one only where the session's zone is UTC.
        var connection = ConnectionText.Parse(connectionString);
        connection.Timezone = "UTC";
        // An ingest says the same few statements tens of thousands of times: read and planned once a connection, the server
        // needs a third less for the whole.
        if (connection.MaxAutoPrepare == 0) (connection.MaxAutoPrepare, connection.AutoPrepareMinUsages) = (50, 2);
        ConnectionString = connection.ConnectionString;
        DataSource = NpgsqlDataSource.Create(ConnectionString);
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource DataSource { get; }

    /// <summary>Marten's store, made on first use: small questions do without it.</summary>
    public DocumentStore Store => field ??= LedgerStore.Open(DataSource);

    /// <summary>
    /// Whether read models are here that an earlier version's folds made. Questions fold those anew from the events as they ask;
    /// the first write rebuilds them all, so that no fold builds on another's.
    /// </summary>
    public bool IsStale { get; private set; }

    /// <summary>Rebuilds the read models once if an earlier version's folds made them.</summary>
    internal async Task EnsureFoldedAsync(CancellationToken cancellation)
    {
        if (!IsStale) return;
        await rebuilding.WaitAsync(cancellation);
        try
        {
            if (IsStale) await RebuildProjections.RunAsync(this, null, cancellation);
        }
        finally
        {
            rebuilding.Release();
        }
    }

    /// <summary>Every read model is now made by this version's folds.</summary>
    internal async Task MarkFoldedAsync(CancellationToken cancellation)
    {
        await using var mark = DataSource.CreateCommand($"update {LedgerStore.Schema}.ledger_schema set fold = {LedgerFolds.Version}");
        await mark.ExecuteNonQueryAsync(cancellation);
        IsStale = false;
    }

    /// <summary>Opens the database, making the schema on first use.</summary>
    /// <exception cref="DatabaseUnavailableException">It cannot be reached, or is not ours.</exception>
    public static async Task<LedgerDatabase> OpenAsync(string connectionString, CancellationToken cancellation)
    {
        LedgerDatabase database;
        try
        {
            database = new LedgerDatabase(connectionString);
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException)
        {
            throw new DatabaseUnavailableException($"The connection string is not one that PostgreSQL understands ({unreadable.Message.TrimEnd('.')}): write \"Host=localhost;Username=me;Database=holdings\" or postgresql://me@localhost/holdings.", unreadable);
        }

        try
        {
            await database.EnsureSchemaAsync(cancellation);
            return database;
        }
        catch (Exception failed) when ((failed as NpgsqlException ?? failed.InnerException as NpgsqlException) is { } unreachable)
        {
            var where = new NpgsqlConnectionStringBuilder(database.ConnectionString);
            await database.DisposeAsync();
            // Without a name PostgreSQL takes the user's for it.
            throw new DatabaseUnavailableException(
                $"The database {where.Database ?? where.Username ?? "of this user"} at {where.Host}:{where.Port} cannot be used: {Cause(unreachable)} Check that the server runs, that --database or HOLDINGS_DATABASE names it, and that this user may write in it.",
                unreachable);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>A database that nobody looks at: for tools that only need to know the program's own shape.</summary>
    internal static LedgerDatabase Unseen() => new("Host=localhost");

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        rebuilding.Dispose();
    }

    private static string Cause(NpgsqlException exception)
    {
        var text = exception is PostgresException { MessageText: { } said } ? said : exception.InnerException?.Message ?? exception.Message;
        return text.EndsWith('.') ? text : text + ".";
    }

    private async Task EnsureSchemaAsync(CancellationToken cancellation)
    {
        await using var connection = await DataSource.OpenConnectionAsync(cancellation);
        switch (await FoundAsync(connection, cancellation))
        {
            case SchemaVersion:
                return;
            case > SchemaVersion and var later:
                throw new DatabaseUnavailableException($"The ledger in this database was written by a later version of this program (schema {later}, known here: {SchemaVersion}). Use that version.");
            default:
                await MakeSchemaAsync(connection, cancellation);
                return;
        }
    }

    /// <summary>The schema's version: 0 where there is none yet.</summary>
    private async Task<int> FoundAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var look = new NpgsqlCommand(
            $"select to_regclass('{LedgerStore.Schema}.ledger_schema') is not null, exists (select 1 from pg_namespace where nspname = '{LedgerStore.Schema}'), current_setting('server_version_num')::int",
            connection);
        bool ours, taken;
        int server;
        await using (var reader = await look.ExecuteReaderAsync(cancellation))
        {
            await reader.ReadAsync(cancellation);
            (ours, taken, server) = (reader.GetBoolean(0), reader.GetBoolean(1), reader.GetInt32(2));
        }

        if (server < 150_000) throw new DatabaseUnavailableException($"PostgreSQL 15 or later is needed; this server is version {server / 10_000}.");
        if (ours)
        {
            await using var version = new NpgsqlCommand($"select version, fold from {LedgerStore.Schema}.ledger_schema", connection);
            await using var reader = await version.ExecuteReaderAsync(cancellation);
            if (!await reader.ReadAsync(cancellation)) return 0;
            if (reader.GetInt32(1) > LedgerFolds.Version) throw new DatabaseUnavailableException("The read models of this ledger were made by a later version of this program. Use that version.");
            IsStale = reader.GetInt32(1) < LedgerFolds.Version;
            return reader.GetInt32(0);
        }

        if (taken && await HasForeignTablesAsync(connection, cancellation))
        {
            throw new DatabaseUnavailableException($"The database has a schema \"{LedgerStore.Schema}\" that this program did not make. Name another database, or an empty one.");
        }

        return 0;
    }

    /// <summary>Tables other than Marten's and ours: a half-made schema of ours has only those and is completed.</summary>
    private static async Task<bool> HasForeignTablesAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var look = new NpgsqlCommand(
            $"select exists (select 1 from pg_tables where schemaname = '{LedgerStore.Schema}' and tablename not like 'mt\\_%' and tablename not in ('{StoredTables}'))", connection);
        return (bool)(await look.ExecuteScalarAsync(cancellation))!;
    }

    private const string StoredTables = $"{Filings.StoredDocuments.TableName}','{Replay.StoredReplays.TableName}";

    private async Task MakeSchemaAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        // Two programs may meet an empty database at once: one makes the schema, the other waits and finds it.
        await ExecuteAsync(connection, "select pg_advisory_lock(hashtextextended('holdings-ledger schema', 0))", cancellation);
        try
        {
            if (await FoundAsync(connection, cancellation) == SchemaVersion) return;
            await Store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);
            // The streams of a person and issuer are found by how their names begin; where names are not sorted by their bytes, the key's own index cannot tell.
            if (!await SortsByBytesAsync(connection, cancellation)) await ExecuteAsync(connection, $"create index if not exists mt_streams_idx_name on {LedgerStore.Schema}.mt_streams (id text_pattern_ops)", cancellation);
            // Most documents fit into a page when compressed: a row that stands in one piece is written and found faster than one in four.
            await ExecuteAsync(connection, $"alter table {LedgerStore.Schema}.{Filings.StoredDocuments.TableName} set (toast_tuple_target = 8160)", cancellation);
            await ExecuteAsync(connection, $"create index if not exists mt_doc_registeredfiling_idx_amendments on {LedgerStore.Schema}.mt_doc_registeredfiling ((data ->> 'issuer')) where {Filings.RegisterQueries.IsAmendment}", cancellation);
            await ExecuteAsync(connection, $"create index if not exists mt_doc_registeredfiling_idx_unsure on {LedgerStore.Schema}.mt_doc_registeredfiling (id) where {Filings.RegisterQueries.IsUnsure}", cancellation);
            await ExecuteAsync(connection, $"create index if not exists mt_doc_registeredfiling_idx_provisional on {LedgerStore.Schema}.mt_doc_registeredfiling (id) where {Filings.RegisterQueries.IsProvisional}", cancellation);
            await ExecuteAsync(connection, $"create index if not exists mt_doc_registeredfiling_idx_tables on {LedgerStore.Schema}.mt_doc_registeredfiling ((data ->> 'tablesDigest'))", cancellation);
            await ExecuteAsync(connection, $"create table if not exists {LedgerStore.Schema}.ledger_schema (version int not null, fold int not null)", cancellation);
            await ExecuteAsync(connection, $"truncate {LedgerStore.Schema}.ledger_schema; insert into {LedgerStore.Schema}.ledger_schema values ({SchemaVersion}, {LedgerFolds.Version})", cancellation);
        }
        finally
        {
            await ExecuteAsync(connection, "select pg_advisory_unlock_all()", CancellationToken.None);
        }
    }

    private static async Task<bool> SortsByBytesAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var look = new NpgsqlCommand("select datlocprovider = 'c' and datcollate in ('C', 'POSIX') from pg_database where datname = current_database()", connection);
        return (bool)(await look.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
