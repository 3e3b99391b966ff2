using HoldingsLedger.IntegrationTests.Embedded;
using Xunit;

namespace HoldingsLedger.IntegrationTests;

/// <summary>Does what the README says, with nothing but what a clone has.</summary>
public sealed class the_newcomer
{
    [Fact]
    public async Task pastes_the_readmes_questions_and_every_one_is_answered()
    {
        await using var home = new TemporaryHome();
        var commands = BlockUnder("## Ask").Where(line => !line.StartsWith("export HOLDINGS_HOME", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(commands);

        var pasted = await BuiltProgram.RunAsync(home.Folder, "bash", ["-c", $"set -ex\n{string.Join('\n', commands)}"]);
        Assert.True(pasted.ExitCode == 0, pasted.Errors + pasted.Output);
        Assert.Contains("20,000", pasted.Output, StringComparison.Ordinal);
        Assert.Contains("20,500", pasted.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task reads_a_page_of_paper_as_the_readme_says()
    {
        await using var home = new TemporaryHome();
        var commands = BlockUnder("## Paper").Where(line => !line.StartsWith("export HOLDINGS_HOME", StringComparison.Ordinal)).Select(line => line.Replace("/tmp/", home.Folder + "/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(commands);

        var pasted = await BuiltProgram.RunAsync(home.Folder, "bash", ["-c", $"set -ex\n{string.Join('\n', commands)}"]);
        Assert.True(pasted.ExitCode == 0, pasted.Errors + pasted.Output);
        // Told before the decision, and not after it.
        Assert.Equal(1, pasted.Output.Split("nobody has reviewed it").Length - 1);
        Assert.Contains("says A. Reader", pasted.Output, StringComparison.Ordinal);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await File.ReadAllBytesAsync(Path.Combine(home.Folder, "penhallow-line-2.png"), TestContext.Current.CancellationToken))[..4]);
    }

    [Fact]
    public async Task runs_the_demo_twice_and_is_told_the_same()
    {
        await using var home = new TemporaryHome();
        var first = await DemoAsync(home);
        var second = await DemoAsync(home);

        // Only the first time the filings are new, and every answer names the instant at which it was given.
        Assert.Equal(Numbers(first), Numbers(second));
        Assert.Contains("20,000", first, StringComparison.Ordinal);
        Assert.Contains("20,500", first, StringComparison.Ordinal);

        static List<string> Numbers(string output) =>
            [.. output.Split('\n').Where(line => line.Contains("Common Stock", StringComparison.Ordinal) || line.Contains("0009990001-", StringComparison.Ordinal))];
    }

    private static async Task<string> DemoAsync(TemporaryHome home)
    {
        var demo = await BuiltProgram.RunAsync(home.Folder, "env", [$"HOLDINGS_DEMO_HOME={home.Folder}", "scripts/demo"]);
        Assert.True(demo.ExitCode == 0, demo.Errors + demo.Output);
        return demo.Output;
    }

    /// <summary>The first block of commands under a heading of the README.</summary>
    private static IEnumerable<string> BlockUnder(string heading) => File.ReadLines(Path.Combine(BuiltProgram.Repository, "README.md"))
        .SkipWhile(line => line != heading)
        .SkipWhile(line => line != "```bash").Skip(1)
        .TakeWhile(line => line != "```");
}
