using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Http;

/// <summary>The built program as a server of its own, on a port that the system chooses.</summary>
internal sealed class ServerProgram : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder errors = new();
    private readonly Task<string> output;

    private ServerProgram(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
    }

    public HttpClient Client { get; private set; } = null!;

    /// <summary>What it said on stderr so far.</summary>
    public string Errors
    {
        get
        {
            lock (errors) return errors.ToString();
        }
    }

    public static async Task<ServerProgram> StartAsync(string connectionString, string? key = null)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "holdings"), ["serve", "--urls", "http://127.0.0.1:0", "--database", connectionString])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        start.Environment["HOLDINGS_API_KEY"] = key;
        var server = new ServerProgram(Process.Start(start)!);
        var listening = new TaskCompletionSource<string>();
        server.process.ErrorDataReceived += (_, line) =>
        {
            lock (server.errors) server.errors.AppendLine(line.Data);
            const string mark = "listening on ";
            if (line.Data?.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at) listening.TrySetResult(line.Data[(at + mark.Length)..].Split(". ")[0]);
            if (line.Data is null) listening.TrySetException(new InvalidOperationException($"The server did not start: {server.Errors}"));
        };
        server.process.BeginErrorReadLine();
        server.Client = new HttpClient { BaseAddress = new Uri(await listening.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)) };
        return server;
    }

    /// <summary>Waits until its log has this; it is written in the background.</summary>
    public async Task SaysAsync(string text)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!Errors.Contains(text, StringComparison.Ordinal)) await Task.Delay(20, patience.Token);
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Ends it as Ctrl-C does (INT) or as the system does (TERM); returns its exit code and what it printed on stdout.</summary>
    public async Task<(int Exit, string Output)> StopAsync(string signal)
    {
        Embedded.TemporaryHome.Run("kill", $"-{signal}", $"{process.Id}");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }
}
