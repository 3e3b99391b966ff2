using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Npgsql;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Intake;

#pragma warning disable CA5394 // Moments at random.

/// <summary>The built program, killed in the middle of an ingest or run twice at once: what stands afterwards is what an undisturbed ingest leaves.</summary>
public sealed class interrupted_and_concurrent_ingest(LedgerFixture fixture)
{
    private const int Filings = 2500;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task killed_at_several_moments_and_run_again_nothing_is_lost_and_nothing_twice()
    {
        await using var archive = await MadeUpArchive.CreateAsync(Filings);
        await using var undisturbed = await FreshLedger.CreateAsync(fixture);
        Assert.Equal(Filings, (await undisturbed.IngestAsync(HoldingsLedger.Filings.IncomingFiles.Walk([archive.Path]))).Accepted);

        await using var disturbed = await FreshLedger.CreateAsync(fixture);
        var killed = 0;
        foreach (var share in (double[])[0, 0.2, 0.5, 0.8])
        {
            var before = await disturbed.EventsAsync();
            using var program = Start(disturbed.Database.ConnectionString, "ingest", archive.Path);
            // Killed while it works: after some of its commits, at a moment of their own.
            while (!program.HasExited && await disturbed.EventsAsync() <= Math.Max(before, share * await undisturbed.EventsAsync())) await Task.Delay(5, Cancellation);
            await Task.Delay(Random.Shared.Next(0, 60), Cancellation);
            if (!program.HasExited) killed++;
            program.Kill();
            await program.WaitForExitAsync(Cancellation);
        }

        Assert.NotEqual(0, killed);
        var last = await fixture.RunOnAsync(disturbed.Database.ConnectionString, "ingest", archive.Path, "--json");
        Assert.Equal(0, last.ExitCode);
        Assert.Equal(Filings, last.Json.GetProperty("accepted").GetInt32() + last.Json.GetProperty("duplicates").GetInt32());
        await SameAsync(undisturbed, disturbed);
    }

    [Fact]
    public async Task two_programs_taking_in_the_same_archive_share_the_work()
    {
        await using var archive = await MadeUpArchive.CreateAsync(1200);
        await using var alone = await FreshLedger.CreateAsync(fixture);
        await alone.IngestAsync(HoldingsLedger.Filings.IncomingFiles.Walk([archive.Path]));

        await using var shared = await FreshLedger.CreateAsync(fixture);
        var both = await Task.WhenAll(
            fixture.RunOnAsync(shared.Database.ConnectionString, "ingest", archive.Path, "--json"),
            fixture.RunOnAsync(shared.Database.ConnectionString, "ingest", archive.Path, "--json"));

        Assert.All(both, answer => Assert.Equal((0, ""), (answer.ExitCode, answer.Errors)));
        Assert.Equal(1200, both.Sum(answer => answer.Json.GetProperty("accepted").GetInt32()));
        Assert.Equal(1200, both.Sum(answer => answer.Json.GetProperty("duplicates").GetInt32()));
        await SameAsync(alone, shared);
    }

    [Fact]
    public async Task two_programs_meeting_an_empty_database_make_it_once()
    {
        var database = await fixture.CreateDatabaseAsync();
        var samples = Path.Combine(BuiltProgram.Repository, "samples");

        var both = await Task.WhenAll(fixture.RunOnAsync(database, "ingest", samples, "--json"), fixture.RunOnAsync(database, "ingest", samples, "--json"));

        Assert.All(both, answer => Assert.Equal((0, ""), (answer.ExitCode, answer.Errors)));
        Assert.Equal(14, both.Sum(answer => answer.Json.GetProperty("accepted").GetInt32()));
    }

    private static async Task SameAsync(FreshLedger expected, FreshLedger actual)
    {
        const string Lines = "select count(distinct (stream_id, data -> 'line' ->> 'line', data ->> 'filing')) from ledger.mt_events where type in ('transaction_reported', 'holding_reported')";
        Assert.Equal(await expected.AskAsync<long>("select count(*) from ledger.mt_events where type like '%reported'"), await actual.AskAsync<long>(Lines));
        Assert.Equal(await expected.AskAsync<long>("select count(*) from ledger.mt_events where type not like '%linked' and type not like 'line%'"), await actual.AskAsync<long>("select count(*) from ledger.mt_events where type not like '%linked' and type not like 'line%'"));
        Assert.Equal(await expected.AskAsync<long>("select count(*) from ledger.stored_documents"), await actual.AskAsync<long>("select count(*) from ledger.stored_documents"));
        var live = await actual.ReadModelAsync();
        FreshLedger.Same(await expected.ReadModelAsync(), live);
        await RebuildProjections.RunAsync(actual.Database, null, Cancellation);
        FreshLedger.Same(live, await actual.ReadModelAsync());
    }

    private static Process Start(string database, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "holdings"), [.. arguments, "--database", new NpgsqlConnectionStringBuilder(database).ConnectionString])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return Process.Start(start)!;
    }
}

/// <summary>A .tar.gz of made-up filings in a folder of its own.</summary>
internal sealed class MadeUpArchive : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("holdings-archive-").FullName;

    public string Path => System.IO.Path.Combine(folder, "filings.tar.gz");

    public static async Task<MadeUpArchive> CreateAsync(int filings)
    {
        var archive = new MadeUpArchive();
        await using var file = File.Create(archive.Path);
        await using var zipped = new GZipStream(file, CompressionLevel.Fastest);
        await using var tar = new TarWriter(zipped);
        foreach (var form in MadeArchive.Filings(filings, 11))
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, $"some/{form.FileName}") { DataStream = new MemoryStream(form.Bytes()) });
        }

        return archive;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
