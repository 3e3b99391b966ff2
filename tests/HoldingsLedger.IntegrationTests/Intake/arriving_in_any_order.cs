using System.Globalization;
using HoldingsLedger.Filings;
using HoldingsLedger.Forms;
using HoldingsLedger.Tests;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Intake;

#pragma warning disable CA5394 // The seed is printed and repeats the order.

/// <summary>The same documents, in any order and any batches, fed once or twice: the same events in number, the same read models, the same answers.</summary>
public sealed class arriving_in_any_order(LedgerFixture fixture)
{
    private static readonly DateTimeOffset ReceivedAt = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public Task the_samples() => SameInAnyOrder(In(Path.Combine(BuiltProgram.Repository, "samples")));

    [Fact]
    public Task made_up_filings_with_amendments_joint_filings_and_late_reports() => SameInAnyOrder([.. MadeArchive.Filings(120, 7).Select(f => f.Document())]);

    [Theory]
    [InlineData("amendments")]
    [InlineData("sequences")]
    [InlineData("cases")]
    public Task real_filings(string folder) => SameInAnyOrder(In(Corpus.At(folder)));

    /// <summary>Documents that are one filing each: of copies under other names, and of other contents under one number, the first.</summary>
    private static List<IncomingDocument> In(string folder) =>
    [
        .. IncomingFiles.Walk([folder]).Where(f => f.Bytes is not null)
            .Select(f => new IncomingDocument(f.Bytes!.Value, f.Name, DocumentReader.Read(f.Bytes.Value, f.Name), null, ReceivedAt))
            .DistinctBy(d => d.Sha256, StringComparer.Ordinal)
            .DistinctBy(d => RecordFilingDecision.FilingOf(d.Reading), StringComparer.Ordinal),
    ];

    private async Task SameInAnyOrder(List<IncomingDocument> documents)
    {
        Assert.NotEmpty(documents);
        await using var ordered = await FreshLedger.CreateAsync(fixture);
        var decisions = await ordered.RecordAsync(documents);
        var lines = documents.Sum(d => (d.Reading.Filing?.Lines.Count ?? 0) * (d.Reading.Filing?.ReportingOwners.DistinctBy(o => o.Cik).Count() ?? 0));
        Assert.Equal(lines, await ordered.AskAsync<long>("select count(*) from ledger.mt_events where type in ('transaction_reported', 'holding_reported')"));
        Assert.All(decisions, d => Assert.NotEqual(IntakeResult.Duplicate, d.Result));

        var events = await ordered.EventsAsync();
        var again = await ordered.RecordAsync(documents);
        Assert.DoesNotContain(again, d => d.Result == IntakeResult.Accepted);
        Assert.Equal(events, await ordered.EventsAsync());

        var (readModel, answers) = (await ordered.ReadModelAsync(), await ordered.AnswersAsync());
        var seed = int.TryParse(Environment.GetEnvironmentVariable("ARRIVAL_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : Environment.TickCount & int.MaxValue;
        TestContext.Current.TestOutputHelper?.WriteLine($"The shuffled orders are those of ARRIVAL_SEED={seed.ToString(CultureInfo.InvariantCulture)}.");
        (IEnumerable<IncomingDocument> Order, int Together)[] arrivals = [(documents.AsEnumerable().Reverse(), 1), (Shuffled(documents, seed), 7), (Shuffled(documents, seed + 1), 500)];
        foreach (var (order, together) in arrivals)
        {
            await using var other = await FreshLedger.CreateAsync(fixture);
            await other.RecordAsync(order, together);
            Assert.Equal(answers, await other.AnswersAsync());
            FreshLedger.Same(readModel, await other.ReadModelAsync());
            await RebuildProjections.RunAsync(other.Database, null, TestContext.Current.CancellationToken);
            FreshLedger.Same(readModel, await other.ReadModelAsync());
            Assert.Equal(answers, await other.AnswersAsync(await other.NowAsync()));
        }
    }

    private static IncomingDocument[] Shuffled(List<IncomingDocument> documents, int seed)
    {
        var shuffled = documents.ToArray();
        new Random(seed).Shuffle(shuffled);
        return shuffled;
    }
}
