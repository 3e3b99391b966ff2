using System.Diagnostics;
using System.Globalization;
using HoldingsLedger.Amendments;
using HoldingsLedger.Embedded;
using HoldingsLedger.Filings;
using HoldingsLedger.Findings;
using HoldingsLedger.Holdings;
using HoldingsLedger.Replay;
using JasperFx.Events;
using Marten;
using Npgsql;
using Spectre.Console;

namespace HoldingsLedger.Benchmarks;

/// <summary>
/// An archive into a fresh private PostgreSQL, once and once more, and the questions that are asked of it then, beside Marten's own bulk COPY of
/// the same number of events of the same size on the same server. In one process: what a cold start costs is not in these figures.
/// </summary>
internal static class IngestSpeed
{
    private const int Questions = 200;

    public static async Task<int> RunAsync(string? archive)
    {
        archive ??= ReadingSpeed.BesideTheRepository();
        if (archive is null || !File.Exists(archive))
        {
            await Console.Error.WriteLineAsync("There is no archive of filings to take in: name a .tar.gz of submission texts or ownership XML.");
            return 1;
        }

        var home = Directory.CreateDirectory(Path.Combine("/tmp", $"holdings-benchmark-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}")).FullName;
        var folder = Path.Combine(home, "home");
        try
        {
            var server = await PrivatePostgres.StartAsync(folder, CancellationToken.None);
            await using var ledger = await LedgerDatabase.OpenAsync(server.ConnectionString!, CancellationToken.None);
            await MeasureAsync(ledger, archive);
            return 0;
        }
        finally
        {
            await PrivatePostgres.StopAsync(folder, CancellationToken.None);
            Directory.Delete(home, recursive: true);
        }
    }

    private static async Task MeasureAsync(LedgerDatabase ledger, string archive)
    {
        var table = new Table().AddColumns("what", "took", "which is").Title($"{Path.GetFileName(archive)} on {Environment.ProcessorCount} cores");
        var first = await TimeAsync(() => IngestDocuments.RunAsync(ledger, IncomingFiles.Walk([archive]), null, null, CancellationToken.None));
        var events = await CountAsync(ledger, "select count(*) from ledger.mt_events");
        Row("first ingest", first.Seconds, $"{first.Answer.Accepted:N0} filings, {first.Answer.Lines:N0} lines, {events:N0} events: {events / first.Seconds:N0} events/s with their read models");
        var second = await TimeAsync(() => IngestDocuments.RunAsync(ledger, IncomingFiles.Walk([archive]), null, null, CancellationToken.None));
        Row("second ingest", second.Seconds, $"{second.Answer.Duplicates:N0} duplicates, {await CountAsync(ledger, "select count(*) from ledger.mt_events") - events:N0} events more");

        var copied = await CopyAsync(ledger);
        Row("Marten's bulk COPY", copied.Seconds, $"{copied.Events:N0} of these events again, without read models: {copied.Events / copied.Seconds:N0} events/s");

        var people = await PeopleAsync(ledger);
        var times = new List<double>();
        foreach (var person in people)
        {
            times.Add((await TimeAsync(() => PositionsQuery.AnswerAsync(ledger, new PositionsQuestion(person, null, new DateOnly(2023, 6, 30), null, null, false), CancellationToken.None))).Seconds);
        }

        times.Sort();
        Row("positions of a person", times[times.Count / 2], $"median of {people.Count:N0} people; 95 of 100 in {times[times.Count * 95 / 100] * 1000:N1} ms");
        Row("findings --summary", (await TimeAsync(() => FindingsQuery.SummaryAsync(ledger, null, null, CancellationToken.None))).Seconds, $"the trial balance over all that is held");
        Row("audit --summary", (await TimeAsync(() => AuditQuery.SummaryAsync(ledger, CancellationToken.None))).Seconds, $"{await CountAsync(ledger, "select count(*) from ledger.mt_doc_registeredfiling where data ->> 'formType' like '%/A'"):N0} amendments");
        var replay = await TimeAsync(() => ReplayDocuments.DryAsync(ledger, new ReplayFilter(), null, CancellationToken.None));
        Row("replay (dry)", replay.Seconds, $"{replay.Answer.Documents:N0} documents, {replay.Answer.Unchanged:N0} unchanged");
        Row("rebuild", (await TimeAsync(() => RebuildProjections.RunAsync(ledger, null, CancellationToken.None))).Seconds, $"every read model from its events");
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The most memory this process had: {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB."));

        void Row(string what, double seconds, FormattableString which) =>
            table.AddRow(what, seconds < 0.1 ? string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:N1} ms") : string.Create(CultureInfo.InvariantCulture, $"{seconds:N2} s"), FormattableString.Invariant(which));
    }

    private static async Task<(T Answer, double Seconds)> TimeAsync<T>(Func<Task<T>> work)
    {
        var clock = Stopwatch.StartNew();
        var answer = await work();
        return (answer, clock.Elapsed.TotalSeconds);
    }

    /// <summary>The same events into streams of other names, by the fastest way that Marten has: new streams only, no inline projection, no check.</summary>
    private static async Task<(long Events, double Seconds)> CopyAsync(LedgerDatabase ledger)
    {
        var streams = new Dictionary<string, List<object>>(StringComparer.Ordinal);
        await using (var connection = await ledger.DataSource.OpenConnectionAsync())
        {
            await foreach (var stored in LedgerEvents.ReadAsync(connection, "order by e.seq_id", [], CancellationToken.None))
            {
                if (!streams.TryGetValue(stored.Stream, out var events)) streams.Add(stored.Stream, events = []);
                events.Add(stored.Data);
            }
        }

        var database = new NpgsqlConnectionStringBuilder(ledger.ConnectionString) { Database = "copied" };
        await using (var create = ledger.DataSource.CreateCommand("create database copied")) await create.ExecuteNonQueryAsync();
        await using var other = await LedgerDatabase.OpenAsync(database.ConnectionString, CancellationToken.None);
        var actions = streams.Select(s => StreamAction.Start(other.Store.Events, s.Key, s.Value.ToArray())).ToArray();
        var clock = Stopwatch.StartNew();
        await other.Store.BulkInsertEventsAsync(actions);
        return (streams.Values.Sum(s => (long)s.Count), clock.Elapsed.TotalSeconds);
    }

    private static async Task<List<string>> PeopleAsync(LedgerDatabase ledger)
    {
        var people = new List<string>();
        await using var command = ledger.DataSource.CreateCommand($"select distinct data ->> 'person' from ledger.mt_doc_insiderholdings order by 1 limit {Questions.ToString(CultureInfo.InvariantCulture)}");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) people.Add(reader.GetString(0));
        return people;
    }

    private static async Task<long> CountAsync(LedgerDatabase ledger, string sql)
    {
        await using var command = ledger.DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
