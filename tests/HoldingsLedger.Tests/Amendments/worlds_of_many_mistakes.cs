using System.Globalization;
using HoldingsLedger.Amendments;
using HoldingsLedger.Holdings;
using Xunit;

namespace HoldingsLedger.Tests.Amendments;

#pragma warning disable CA5394 // An order that its seed repeats is what is wanted.

/// <summary>
/// Amendments of every kind, against what the one who made the mistakes knows of them. SIMULATE_FROM and SIMULATE_SEEDS choose the worlds
/// (scripts/simulate); without them a short run.
/// </summary>
public sealed class worlds_of_many_mistakes
{
    private static readonly int From = Number("SIMULATE_FROM", 0);
    private static readonly int Seeds = Number("SIMULATE_SEEDS", 600);

    private static readonly DateTimeOffset Later = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void are_audited_line_by_line_and_put_right_in_every_answer()
    {
        var failed = new List<string>();
        for (var seed = From; seed < From + Seeds; seed++)
        {
            var world = AmendedWorld.Of(seed);
            if (Wrong(world, seed) is { } wrong) failed.Add($"{world.Story}: {wrong}");
        }

        Assert.True(failed.Count == 0, string.Join('\n', failed.Take(20)) + $"\n{failed.Count} of {Seeds} worlds");
    }

    /// <summary>The first thing that is answered wrongly.</summary>
    private static string? Wrong(AmendedWorld world, int seed)
    {
        var filings = (AmendableFiling[])[.. world.Wrong, .. world.Amendments];
        new Random(seed).Shuffle(filings);
        var actual = FoldedHoldings.Of(filings);
        foreach (var expected in world.Expected)
        {
            var audit = AuditAmendments.One(expected.Amendment, actual)!;
            if (audit.Link.Original != expected.Original) return $"{expected.Amendment} is {audit.Link}";
            var said = Words(audit.Lines.Select(l => new ExpectedLine(l.Change, l.Original, l.Amended, string.Join(' ', l.Fields.Select(f => f.Field).Order(StringComparer.Ordinal)))));
            if (said != Words(expected.Lines)) return $"{expected.Amendment}: {said}, not {Words(expected.Lines)}";
            if (audit.Scope != expected.Scope) return $"{expected.Amendment} is {audit.Scope} ({audit.ScopeBasis})";
        }

        var (right, before) = (FoldedHoldings.Of(world.Right), FoldedHoldings.Of(world.Wrong));
        foreach (var held in actual)
        {
            var now = PositionEffects.Between(InsiderAccounts.At(right.Single(r => r.Person == held.Person), Later), InsiderAccounts.At(held, Later));
            if (now.Count > 0) return $"now {string.Join("; ", now)}";
            var justBefore = world.Amendments[0].KnownAt.AddTicks(-1);
            var then = PositionEffects.Between(InsiderAccounts.At(before.Single(b => b.Person == held.Person), justBefore), InsiderAccounts.At(held, justBefore));
            if (then.Count > 0) return $"before {string.Join("; ", then)}";
        }

        return null;
    }

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static string Words(IEnumerable<ExpectedLine> lines) => string.Join(", ", lines.Select(l => $"{l.Change} {l.Original}→{l.Amended} {l.Fields}").Order(StringComparer.Ordinal));
}
