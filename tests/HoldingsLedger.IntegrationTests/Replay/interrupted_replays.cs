using System.Diagnostics;
using System.Runtime.InteropServices;
using HoldingsLedger.Replay;
using Npgsql;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Replay;

/// <summary>A replay stopped between two commits, in the middle of one, and by kill -9, then run again: the same final read models.</summary>
public sealed class interrupted_replays(LedgerFixture fixture)
{
    private const int Issuers = 8;
    private static readonly string[] Kinds = ["fractions cut", "second owner dropped", "first row missed", "amendment and original", "wrong title", "unreadable then", "table missed", "row that never was"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task stopped_at_every_issuer_and_resumed(bool insideTheCommit)
    {
        await using var expected = await WellReadAsync();
        await using var ledger = await MisreadAsync();
        var steps = new List<long>();
        for (var stop = 0; stop < Issuers; stop++)
        {
            await using var barrier = await BarrierAsync(ledger, stop, insideTheCommit);
            using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var replay = ReplayDocuments.ApplyAsync(ledger.Database, new ReplayFilter(), null, null, interrupt.Token);
            await WaitingForAsync(ledger, replay);
            await interrupt.CancelAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => replay);
            steps.Add(await RereadAsync(ledger));
        }

        // Stopped before each issuer in turn: every time one more was done, and never half of one.
        Assert.Equal(Enumerable.Range(0, Issuers).Select(i => (long)i), steps);
        await ReplayDocuments.ApplyAsync(ledger.Database, new ReplayFilter(), null, null, Cancellation);
        await SameAsync(expected, ledger);
    }

    [Fact]
    public async Task killed_and_run_again()
    {
        await using var expected = await WellReadAsync();
        await using var ledger = await MisreadAsync();
        foreach (var stop in (int[])[2, 5])
        {
            await using var barrier = await BarrierAsync(ledger, stop, insideTheCommit: true);
            using var program = Start(ledger.Database.ConnectionString);
            await WaitingForAsync(ledger, program.WaitForExitAsync(Cancellation));
            program.Kill();
            await program.WaitForExitAsync(Cancellation);
        }

        var before = await RereadAsync(ledger);
        Assert.True(before > 0);
        var last = await fixture.RunOnAsync(ledger.Database.ConnectionString, "replay", "--apply", "--json");
        Assert.Equal((0, ""), (last.ExitCode, last.Errors));
        Assert.True(last.Json.GetProperty("applied").GetBoolean());
        await SameAsync(expected, ledger);
    }

    [Fact]
    public async Task an_ingest_beside_it_keeps_working()
    {
        var others = MadeArchive.Filings(200, 21);
        await using var expected = await WellReadAsync();
        await expected.RecordAsync(others.Select(f => f.Document()));
        await using var ledger = await MisreadAsync();

        await Task.WhenAll(
            ReplayDocuments.ApplyAsync(ledger.Database, new ReplayFilter(), null, null, Cancellation),
            ledger.IngestAsync(others.Select(f => f.File())),
            ledger.IngestAsync(PlantedFaults.Of(Kinds[0]).Forms.Select(f => f.File())));

        await ReplayDocuments.ApplyAsync(ledger.Database, new ReplayFilter(), null, null, Cancellation);
        await SameAsync(expected, ledger);
    }

    private async Task<FreshLedger> MisreadAsync()
    {
        var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync(Enumerable.Range(0, Issuers).SelectMany(i => PlantedFaults.Misread(Kinds[i], i)));
        return ledger;
    }

    private async Task<FreshLedger> WellReadAsync()
    {
        var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync(Enumerable.Range(0, Issuers).SelectMany(i => PlantedFaults.Of(Kinds[i], i).Forms).Select(f => f.Document()));
        return ledger;
    }

    private static async Task SameAsync(FreshLedger expected, FreshLedger ledger)
    {
        Assert.Equal(await expected.AnswersAsync(), await ledger.AnswersAsync());
        var again = await ReplayDocuments.DryAsync(ledger.Database, new ReplayFilter(), null, Cancellation);
        Assert.Equal((again.Documents, 0), (again.Unchanged, again.Lines.Count));
        var live = await ledger.ReadModelAsync();
        await RebuildProjections.RunAsync(ledger.Database, null, Cancellation);
        FreshLedger.Same(live, await ledger.ReadModelAsync());
    }

    /// <summary>Commits since the first, which recorded the misreadings. Marten fills the numbers of a commit that failed with tombstones, which say nothing.</summary>
    private static async Task<long> RereadAsync(FreshLedger ledger) => await ledger.AskAsync<long>("select count(distinct timestamp) from ledger.mt_events where type <> 'tombstone'") - 1;

    /// <summary>Holds what the replay of one issuer needs: its lock, or (deeper in the commit) the document it will replace.</summary>
    private static async Task<NpgsqlConnection> BarrierAsync(FreshLedger ledger, int issuer, bool insideTheCommit)
    {
        var cik = PlantedFaults.Of(Kinds[issuer], issuer).Forms[0].Issuer;
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ledger.Database.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var hold = new NpgsqlCommand(
            insideTheCommit ? $"begin; select 1 from ledger.mt_doc_insiderholdings where id = '{PlantedFaults.Ann}|{cik}' for update" : $"select pg_advisory_lock(hashtextextended('{cik}', 0))", connection);
        await hold.ExecuteNonQueryAsync(Cancellation);
        return connection;
    }

    private static async Task WaitingForAsync(FreshLedger ledger, Task replay)
    {
        while (await ledger.AskAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == 0)
        {
            Assert.False(replay.IsCompleted, "The replay came to its end and met no barrier.");
            await Task.Delay(10, Cancellation);
        }
    }

    private static Process Start(string database)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "holdings"), ["replay", "--apply", "--database", database]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return Process.Start(start)!;
    }
}
