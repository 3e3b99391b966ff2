using System.Globalization;
using System.Text;
using HoldingsLedger.Filings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using HoldingsLedger.Tests.Simulation;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Simulation;

#pragma warning disable CA5394 // Orders of arrival that their seed repeats.

/// <summary>Simulated worlds whose truth is known, through the real intake and store: shuffled, fed twice, in two portions with an instant between them.</summary>
public sealed class simulated_worlds_in_the_store(LedgerFixture fixture)
{
    private static readonly int From = Number("SIMULATE_FROM", 1);
    private static readonly int Seeds = Number("SIMULATE_SEEDS", 25);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task every_clock_answers_the_truth()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        var worlds = Enumerable.Range(From, Seeds).ToDictionary(seed => seed, World.Of);
        var portions = worlds.SelectMany(w => w.Value.Insiders.SelectMany(i => i.Filings).Select(f => (Seed: w.Key, Filing: f))).ToLookup(f => f.Filing.Accession[^1] % 2 == 0);

        // First a part of the filings that has nothing to do with their days, then all of them, twice over.
        await ArriveAsync(ledger, portions[true]);
        var between = await ledger.NowAsync();
        await ArriveAsync(ledger, [.. portions[false], .. portions[true], .. portions[false]]);
        Assert.Equal(portions.Sum(p => p.Count()), await ledger.AskAsync<long>("select count(*) from ledger.mt_doc_registeredfiling"));

        await using var first = await FreshLedger.CreateAsync(fixture);
        await ArriveAsync(first, portions[true]);
        Assert.Equal(await first.AnswersAsync(), await ledger.AnswersAsync(between));

        var failed = new List<string>();
        await using var connection = await ledger.Database.DataSource.OpenConnectionAsync(Cancellation);
        foreach (var (seed, world) in worlds)
        {
            var held = new Dictionary<string, InsiderHoldings>(StringComparer.Ordinal);
            foreach (var insider in world.Insiders)
            {
                held[insider.Cik] = Assert.Single(await HoldingsQueries.LoadAsync(connection, [InsiderHoldings.IdOf(insider.Cik, IssuerOf(seed))], Cancellation));
                var recorded = Assert.Single(await HoldingsQueries.LoadAsync(connection, insider.Cik, IssuerOf(seed), await ledger.NowAsync(), Cancellation));
                Assert.Equal(FreshLedger.AnswersOf([held[insider.Cik]]), FreshLedger.AnswersOf([recorded]));
            }

            // What the engine gets wrong without a store is its own tests' affair.
            var wrong = Judgement.Of(world, insider => held[insider.Cik]).Except(Judgement.Of(world), StringComparer.Ordinal).ToList();
            if (wrong.Count > 0) failed.Add(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {wrong.Count} wrong, first: {wrong[0]} (again: SIMULATE_FROM={seed} SIMULATE_SEEDS=1)"));
        }

        Assert.True(failed.Count == 0, string.Join('\n', failed));
    }

    private static async Task ArriveAsync(FreshLedger ledger, IEnumerable<(int Seed, MadeFiling Filing)> filings)
    {
        var documents = filings.Select(f => Document(f.Seed, f.Filing)).ToArray();
        new Random(From).Shuffle(documents);
        await ledger.RecordAsync(documents, together: 100);
    }

    /// <summary>Each world has an issuer and numbers of its own, so that all of them fit in one ledger.</summary>
    private static IncomingDocument Document(int seed, MadeFiling filing)
    {
        var text = Encoding.UTF8.GetString(filing.Bytes())
            .Replace("<issuerCik>0000000100<", $"<issuerCik>{IssuerOf(seed)}<", StringComparison.Ordinal)
            .Replace(filing.Accession, string.Create(CultureInfo.InvariantCulture, $"{seed:0000000000}{filing.Accession[10..]}"), StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(text);
        return new IncomingDocument(bytes, null, DocumentReader.Read(bytes, null), null, DateTimeOffset.UnixEpoch);
    }

    private static string IssuerOf(int seed) => (1_000_000 + seed).ToString("0000000000", CultureInfo.InvariantCulture);

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
