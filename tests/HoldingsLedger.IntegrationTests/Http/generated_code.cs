using System.Diagnostics;
using System.Runtime.InteropServices;
using HoldingsLedger.IntegrationTests.Embedded;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Http;

public sealed class generated_code
{
    /// <summary>A stale one fails only at the first request, so this says it first.</summary>
    [Fact]
    public async Task is_what_would_be_written_today()
    {
        await using var home = new TemporaryHome();
        // From its own folder: in the tests' it would look for commands in xunit's files too.
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(BuiltProgram.Repository, "src", "HoldingsLedger", "bin", output.Parent!.Name, output.Name, "holdings");
        var start = new ProcessStartInfo(program, ["codegen", "write"]) { WorkingDirectory = home.Top, UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        using var writing = Process.Start(start)!;
        await writing.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await writing.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, writing.ExitCode);

        var written = Read(home.Top);
        Assert.NotEmpty(written);
        var held = Read(Path.Combine(BuiltProgram.Repository, "src", "HoldingsLedger"));
        Assert.True(written.SequenceEqual(held), "Internal/Generated is stale: run scripts/generate-handlers and commit what it writes.");
    }

    private static List<(string Name, string Code)> Read(string project)
    {
        var folder = Path.Combine(project, "Internal", "Generated");
        return [.. Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => (Path.GetRelativePath(folder, file), File.ReadAllText(file)))];
    }
}
