using System.Diagnostics;
using HoldingsLedger.Embedded;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Embedded;

/// <summary>A home of its own for one test; its server is stopped and everything removed at the end.</summary>
internal sealed class TemporaryHome : IAsyncDisposable
{
    private readonly string top = Directory.CreateDirectory(Path.Combine("/tmp", $"holdings-test-{Guid.NewGuid():N}")).FullName;

    public TemporaryHome(string below = "home") => Folder = Path.Combine(top, below);

    public string Folder { get; set; }

    public string Top => top;

    public Task<PrivatePostgresStatus> StartAsync() => PrivatePostgres.StartAsync(Folder, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(Folder)) await PrivatePostgres.StopAsync(Folder, CancellationToken.None);
        Directory.Delete(top, recursive: true);
    }

    /// <summary>Runs a program of the system to its end and returns what it printed.</summary>
    public static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Trim();
    }
}
