using System.Globalization;
using HoldingsLedger.Holdings;
using Xunit;

namespace HoldingsLedger.Tests.Simulation;

/// <summary>SIMULATE_FROM and SIMULATE_SEEDS choose the worlds (scripts/simulate); without them a short run.</summary>
public sealed class simulated_worlds
{
    private static readonly int From = Number("SIMULATE_FROM", 1);
    private static readonly int Seeds = Number("SIMULATE_SEEDS", 60);

    [Fact]
    public void the_ledger_finds_what_the_filings_determine_and_says_where_they_do_not()
    {
        var failed = new List<string>();
        for (var seed = From; seed < From + Seeds; seed++)
        {
            var wrong = Judgement.Of(World.Of(seed));
            if (wrong.Count > 0) failed.Add(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {wrong.Count} wrong, first: {wrong[0]} (replay: scripts/simulate --from {seed} --seeds 1)"));
        }

        Assert.True(failed.Count == 0, string.Join('\n', failed.Take(40)) + $"\n{failed.Count} of {Seeds} worlds");
    }

    [Fact]
    public void the_order_of_arrival_changes_no_answer()
    {
        for (var seed = From; seed < From + Math.Min(Seeds, 20); seed++)
        {
            foreach (var insider in World.Of(seed).Insiders)
            {
                var answers = Enumerable.Range(0, 3).Select(shuffle => Answer(Judgement.Held(insider, shuffle))).Distinct(StringComparer.Ordinal);
                Assert.Single(answers);
            }
        }
    }

    private static string Answer(InsiderHoldings holdings) =>
        System.Text.Json.JsonSerializer.Serialize(HistoryAnswer.Of(InsiderAccounts.At(holdings, DateTimeOffset.MaxValue), DateTimeOffset.UnixEpoch), AnswersJson.Default.HistoryAnswer);

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
