using System.Diagnostics;
using HoldingsLedger.Filings;
using HoldingsLedger.Findings;
using HoldingsLedger.Holdings;
using HoldingsLedger.Identities;
using JasperFx.Events;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace HoldingsLedger;

/// <summary>What a rebuild did.</summary>
public sealed record RebuildReport(long Events, int Filings, int Insiders, decimal Seconds);

/// <summary>How far a rebuild is.</summary>
public readonly record struct RebuildProgress(long EventsRead, long Events);

/// <summary>
/// Rebuilds the read models from the events, in place: every document is replaced in a commit that holds its issuer's lock, so the
/// old answers serve until the new ones stand, ingest goes on meanwhile, and a rebuild that is stopped can be started again.
/// </summary>
internal static class RebuildProjections
{
    private const int DocumentsPerCommit = 500;

    public static async Task<RebuildReport> RunAsync(LedgerDatabase database, IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var (count, last) = await CountAsync(database, cancellation);
        var counter = new Counter(count, progress);
        var filings = await RegisterAsync(database, last, counter, cancellation);
        var insiders = await HoldingsAsync(database, last, counter, cancellation);
        await IdentitiesAsync(database, cancellation);
        await database.MarkFoldedAsync(cancellation);
        return new RebuildReport(count, filings, insiders, Math.Round((decimal)clock.Elapsed.TotalSeconds, 3));
    }

    private sealed class Counter(long events, IProgress<RebuildProgress>? progress)
    {
        private long read;

        public void Add()
        {
            if (++read % 1000 == 0 || read == events) progress?.Report(new RebuildProgress(read, events));
        }
    }

    /// <summary>How many events there are (Marten's marks of commits that failed are none), and the last of them. No commit is on its way meanwhile: one that got its numbers before and ends after would be missed.</summary>
    private static async Task<(long Count, long Last)> CountAsync(LedgerDatabase database, CancellationToken cancellation)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(cancellation);
        await using var still = await connection.BeginTransactionAsync(cancellation);
        await using (var wait = new NpgsqlCommand($"lock table {LedgerStore.Schema}.mt_events in share mode", connection) { CommandTimeout = 600 }) await wait.ExecuteNonQueryAsync(cancellation);
        await using var count = new NpgsqlCommand($"select count(*) filter (where type <> 'tombstone'), coalesce(max(seq_id), 0) from {LedgerStore.Schema}.mt_events", connection);
        await using var reader = await count.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>Few enough to be replaced in one commit, with writers of them locked out.</summary>
    private static async Task IdentitiesAsync(LedgerDatabase database, CancellationToken cancellation)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(cancellation);
        await using var commit = await connection.BeginTransactionAsync(cancellation);
        await using (var alone = new NpgsqlCommand($"lock table {LedgerStore.Schema}.mt_doc_tiedidentity in share row exclusive mode; delete from {LedgerStore.Schema}.mt_doc_tiedidentity", connection)) await alone.ExecuteNonQueryAsync(cancellation);
        var ties = new Dictionary<string, TiedIdentity?>(StringComparer.Ordinal);
        await foreach (var stored in LedgerEvents.ReadAsync(connection, $"where e.stream_id = any(array(select id from {LedgerStore.Schema}.mt_streams where id like 'identity:%')) order by e.seq_id", [], cancellation))
        {
            ties[stored.Stream] = TiedIdentityFold.Apply(ties.GetValueOrDefault(stored.Stream), stored.Data);
        }

        await using var session = database.Store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(commit));
        session.Store<TiedIdentity>([.. ties.Values.OfType<TiedIdentity>()]);
        await session.SaveChangesAsync(cancellation);
        await commit.CommitAsync(cancellation);
    }

    private static async Task<int> RegisterAsync(LedgerDatabase database, long last, Counter counter, CancellationToken cancellation)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(cancellation);
        var pending = new Dictionary<string, List<StoredEvent>>(StringComparer.Ordinal);
        var seen = 0;
        var decided = await DecidedAsync(connection, 0, cancellation);
        await foreach (var stored in LedgerEvents.ReadAsync(connection, "where e.stream_id like 'filing:%' order by e.stream_id, e.version", [], cancellation))
        {
            counter.Add();
            if (!pending.TryGetValue(stored.Stream, out var events))
            {
                if (pending.Count == DocumentsPerCommit) await FlushAsync();
                pending.Add(stored.Stream, events = []);
            }

            events.Add(stored);
        }

        await FlushAsync();
        return seen;

        async Task FlushAsync()
        {
            seen += pending.Count;
            await ReplaceAsync(database, pending, decided, last, cancellation);
            pending.Clear();
        }
    }

    /// <summary>Replaces the register's rows of these streams, counting in what was recorded since the events were read.</summary>
    private static async Task ReplaceAsync(LedgerDatabase database, Dictionary<string, List<StoredEvent>> streams, HashSet<string> decided, long last, CancellationToken cancellation)
    {
        if (streams.Count == 0) return;
        var rows = streams.Values.Select(FoldRow).ToArray();
        await using var locked = await IssuerLocks.TakeAsync(database, rows.Select(r => r.Issuer ?? $"sha256-{r.Sha256}"), cancellation);
        var read = streams.ToDictionary(s => s.Key, s => (long)s.Value.Count, StringComparer.Ordinal);
        await foreach (var later in LedgerEvents.ReadAsync(
                           locked.Connection,
                           $"join {LedgerStore.Schema}.mt_streams as s on s.id = e.stream_id join unnest($1, $2) as known (stream, version) on known.stream = s.id and s.version > known.version where e.version > known.version order by e.stream_id, e.version",
                           [new NpgsqlParameter { Value = read.Keys.ToArray() }, new NpgsqlParameter { Value = read.Values.ToArray() }],
                           cancellation))
        {
            streams[later.Stream].Add(later);
        }

        decided.UnionWith(await DecidedAsync(locked.Connection, last, cancellation));
        await using var commit = await locked.Connection.BeginTransactionAsync(cancellation);
        await using var session = database.Store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(commit));
        session.Store<RegisteredFiling>([.. streams.Values.Select(FoldRow).Select(r => decided.Contains(r.Id) ? r with { HasDecidedLines = true } : r)]);
        await session.SaveChangesAsync(cancellation);
        await commit.CommitAsync(cancellation);
    }

    private static RegisteredFiling FoldRow(List<StoredEvent> events) => events.Aggregate((RegisteredFiling?)null, (row, stored) => FilingRegisterFold.Apply(row, stored.Data))!;

    /// <summary>The filings of which a person decided a line, by events after one: they stand in the holding streams.</summary>
    private static async Task<HashSet<string>> DecidedAsync(NpgsqlConnection connection, long after, CancellationToken cancellation)
    {
        var decided = new HashSet<string>(StringComparer.Ordinal);
        await using var select = new NpgsqlCommand($"select distinct split_part(data ->> 'line', '/', 1) from {LedgerStore.Schema}.mt_events where seq_id > $1 and type = 'line_decided'", connection) { CommandTimeout = 0 };
        select.Parameters.Add(new NpgsqlParameter { Value = after });
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) decided.Add(reader.GetString(0));
        return decided;
    }

    private static async Task<int> HoldingsAsync(LedgerDatabase database, long last, Counter counter, CancellationToken cancellation)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(cancellation);
        var insiders = 0;
        var pending = new List<(string Issuer, List<StoredEvent> Events)>();
        var waiting = 0;
        // The server sorts, on disk if need be: one issuer's events are in memory at a time, however many there are.
        await foreach (var stored in LedgerEvents.ReadAsync(
                           connection,
                           """
                           cross join lateral (select e.data ->> 'issuer' as issuer union select e.data ->> 'previousIssuer') as concerned
                           where e.seq_id <= $1 and concerned.issuer is not null order by concerned.issuer, e.seq_id
                           """,
                           [new NpgsqlParameter { Value = last }],
                           cancellation,
                           group: "concerned.issuer"))
        {
            if (stored.Data is IHoldingEvent) counter.Add();
            foreach (var issuer in HoldingsFold.Concerned(stored.Data).Select(pair => pair.Issuer).Distinct(StringComparer.Ordinal))
            {
                // A filing that a better reading moved to another issuer: its former issuer's documents are told in their turn.
                if (!string.Equals(issuer, stored.Group, StringComparison.Ordinal)) continue;
                if (pending.Count == 0 || !string.Equals(pending[^1].Issuer, issuer, StringComparison.Ordinal))
                {
                    if (waiting >= DocumentsPerCommit * 10) await FlushAsync();
                    pending.Add((issuer, []));
                }

                pending[^1].Events.Add(stored);
                waiting++;
            }
        }

        await FlushAsync();
        return insiders;

        async Task FlushAsync()
        {
            insiders += await ReplaceAsync(database, pending, last, cancellation);
            pending.Clear();
            waiting = 0;
        }
    }

    /// <summary>Replaces the documents of these issuers, counting in what was recorded since the events were read.</summary>
    private static async Task<int> ReplaceAsync(LedgerDatabase database, List<(string Issuer, List<StoredEvent> Events)> issuers, long last, CancellationToken cancellation)
    {
        if (issuers.Count == 0) return 0;
        var names = issuers.Select(i => i.Issuer).ToArray();
        await using var locked = await IssuerLocks.TakeAsync(database, names, cancellation);
        var byIssuer = issuers.ToDictionary(i => i.Issuer, i => i.Events, StringComparer.Ordinal);
        await foreach (var later in LedgerEvents.ReadAsync(
                           locked.Connection,
                           "where e.seq_id > $1 and (e.data ->> 'issuer' = any($2) or e.data ->> 'previousIssuer' = any($2)) order by e.seq_id",
                           [new NpgsqlParameter { Value = last }, new NpgsqlParameter { Value = names, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }],
                           cancellation))
        {
            foreach (var issuer in HoldingsFold.Concerned(later.Data).Select(pair => pair.Issuer).Distinct(StringComparer.Ordinal))
            {
                if (byIssuer.TryGetValue(issuer, out var events)) events.Add(later);
            }
        }

        await using var commit = await locked.Connection.BeginTransactionAsync(cancellation);
        await using var session = database.Store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(commit));
        var count = 0;
        foreach (var (issuer, events) in byIssuer)
        {
            foreach (var holdings in HoldingsFold.FoldIssuer(issuer, events))
            {
                session.Store(holdings);
                session.Store(TrialSheet.Of(holdings));
                count++;
            }
        }

        await session.SaveChangesAsync(cancellation);
        await commit.CommitAsync(cancellation);
        return count;
    }
}
