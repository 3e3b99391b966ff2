using System.Diagnostics;
using System.Globalization;
using JasperFx.Events;
using Marten;
using Npgsql;
using Spectre.Console;

namespace HoldingsLedger.Benchmarks;

/// <summary>
/// An archive into a fresh home, once and once more, and the questions that are asked of it then: every figure is that of the
/// program as a user runs it, a process from its start to its end, the making of the private PostgreSQL included. Beside it, on the same server,
/// Marten's own bulk COPY of the same events. The figures depend on what else the machine does; processor time says how much.
/// </summary>
internal static class IngestSpeed
{
    /// <summary>A small question is asked so often; the median counts.</summary>
    private const int Times = 7;

    private const string Day = "2023-06-30";

    /// <summary>The amendment of the samples.</summary>
    private const string Amendment = "0009990001-23-000005";

    public static async Task<int> RunAsync(string? archive)
    {
        archive ??= ReadingSpeed.BesideTheRepository();
        if (archive is null || !File.Exists(archive))
        {
            await Console.Error.WriteLineAsync("There is no archive of filings to take in: name a .tar.gz of submission texts or ownership XML.");
            return 1;
        }

        var folder = Directory.CreateDirectory(Path.Combine("/tmp", $"holdings-benchmark-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}")).FullName;
        var few = new MeasuredHome(Path.Combine(folder, "few"));
        var whole = new MeasuredHome(Path.Combine(folder, "whole"));
        try
        {
            await MeasureAsync(few, whole, archive);
            return 0;
        }
        finally
        {
            await few.StopAsync();
            await whole.StopAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(MeasuredHome few, MeasuredHome whole, string archive)
    {
        var table = new Table().AddColumns("what", "took", "which is").Title($"{Path.GetFileName(archive)} on {Environment.ProcessorCount} cores, every verb a process of its own");
        var first = await whole.RunAsync("ingest", archive, "--json");
        await using var ledger = await LedgerDatabase.OpenAsync(await whole.ConnectionStringAsync(), CancellationToken.None);
        var events = await CountAsync(ledger, "select count(*) from ledger.mt_events");
        Row("first ingest, from nothing", first.Seconds, $"{first.Number("accepted"):N0} filings, {first.Number("lines"):N0} lines, {events:N0} events with their read models; {first.ProcessorSeconds:N1} s of processor time, {first.ServerSeconds:N1} s of them the server's");
        var second = await whole.RunAsync("ingest", archive, "--json");
        Row("second ingest", second.Seconds, $"{second.Number("duplicates"):N0} duplicates, {await CountAsync(ledger, "select count(*) from ledger.mt_events") - events:N0} events more");
        var copied = await CopyAsync(ledger);
        Row("Marten's bulk COPY", copied.Seconds, $"{copied.Events:N0} of these events again, without read models: {copied.Events / copied.Seconds:N0} events/s");

        var samples = await few.RunAsync("ingest", Path.Combine(MeasuredHome.Repository, "samples"), "--json");
        var person = await PersonAsync(ledger);
        Row("holdings --help", await MedianAsync(few, "--help"), $"a verb's start");
        Row("positions of a person, cold", await MedianAsync(few, "positions", "--person", "9990011", "--on", "2022-10-01"), $"with {samples.Number("accepted"):N0} filings in");
        Row("positions of a person, cold", await MedianAsync(whole, "positions", "--person", person, "--on", Day), $"with the archive in");
        var warm = (await few.AnswersAsync("/positions?person=9990011&on=2022-10-01"), await whole.AnswersAsync($"/positions?person={person}&on={Day}"));
        Row("the same, warm, over HTTP", warm.Item1, $"with {samples.Number("accepted"):N0} filings in");
        Row("the same, warm, over HTTP", warm.Item2, $"with the archive in");

        // The samples with the archive in: all but the amendment, then the amendment alone.
        var held = Directory.GetFiles(Path.Combine(MeasuredHome.Repository, "samples"), "0*").ToLookup(path => Path.GetFileNameWithoutExtension(path) == Amendment);
        await whole.RunAsync(["ingest", .. held[false], "--json"]);
        var instant = await CountAsync(ledger, "select coalesce(max(seq_id), 0) from ledger.mt_events");
        var amended = await whole.RunAsync(["ingest", .. held[true], "--json"]);
        var streams = await CountAsync(ledger, $"select count(distinct stream_id) from ledger.mt_events where seq_id > {instant.ToString(CultureInfo.InvariantCulture)}");
        Row("taking in one amendment", amended.Seconds, $"with the archive in; {streams:N0} of {await CountAsync(ledger, "select count(*) from ledger.mt_streams"):N0} streams touched");
        Row("its audit, warm, over HTTP", await whole.AnswersAsync($"/filings/{Amendment}/audit"), $"with the archive in");

        Row("findings --summary", (await whole.RunAsync("findings", "--summary", "--json")).Seconds, $"the trial balance over all that is held");
        Row("audit --summary", (await whole.RunAsync("audit", "--summary", "--json")).Seconds, $"{await CountAsync(ledger, "select count(*) from ledger.mt_doc_registeredfiling where data ->> 'formType' like '%/A'"):N0} amendments");
        var replay = await whole.RunAsync("replay", "--json");
        Row("replay (dry)", replay.Seconds, $"{replay.Number("documents"):N0} documents, {replay.Number("unchanged"):N0} unchanged");
        Row("rebuild", (await whole.RunAsync("rebuild", "--json")).Seconds, $"every read model from its events");
        AnsiConsole.Write(table);

        void Row(string what, double seconds, FormattableString which) =>
            table.AddRow(what, seconds < 0.1 ? string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:N1} ms") : string.Create(CultureInfo.InvariantCulture, $"{seconds:N2} s"), FormattableString.Invariant(which));
    }

    private static async Task<double> MedianAsync(MeasuredHome home, params string[] arguments)
    {
        var times = new double[Times];
        for (var i = 0; i < Times; i++) times[i] = (await home.RunAsync(arguments)).Seconds;
        Array.Sort(times);
        return times[Times / 2];
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

    /// <summary>A person with as many filings as half of the others have more of.</summary>
    private static async Task<string> PersonAsync(LedgerDatabase ledger)
    {
        await using var command = ledger.DataSource.CreateCommand(
            "select data ->> 'person' from ledger.mt_doc_insiderholdings order by jsonb_array_length(data -> 'filings'), id offset (select count(*) / 2 from ledger.mt_doc_insiderholdings) limit 1");
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<long> CountAsync(LedgerDatabase ledger, string sql)
    {
        await using var command = ledger.DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
