using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using HoldingsLedger.Embedded;

namespace HoldingsLedger.Benchmarks;

/// <summary>How long a run of the program took, on the clock and on all processors (its own, its children's, the server's), and what it answered.</summary>
internal sealed record MeasuredRun(double Seconds, double ProcessorSeconds, double ServerSeconds, string Answer)
{
    /// <summary>A number of the answer's JSON.</summary>
    public int Number(string name)
    {
        using var answer = JsonDocument.Parse(Answer);
        return answer.RootElement.GetProperty(name).GetInt32();
    }
}

/// <summary>A home of its own, and the program of this repository (scripts/build made it) run on it as a user runs it.</summary>
internal sealed class MeasuredHome(string folder)
{
    /// <summary>Clock ticks of /proc a second: 100 on every Linux that .NET runs on.</summary>
    private const double TicksASecond = 100;

    public static string Repository { get; } = RepositoryAbove(AppContext.BaseDirectory);

    public async Task<string> ConnectionStringAsync() => (await PrivatePostgres.StatusAsync(folder)).ConnectionString!;

    public async Task StopAsync()
    {
        if (Directory.Exists(folder)) await PrivatePostgres.StopAsync(folder, CancellationToken.None);
    }

    /// <exception cref="InvalidOperationException">It ended with another code than 0; the message is what it said.</exception>
    public async Task<MeasuredRun> RunAsync(params string[] arguments)
    {
        var (ownBefore, serverBefore) = (ChildrenSeconds(), await ServerSecondsAsync());
        var clock = Stopwatch.StartNew();
        using var process = Start(arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var seconds = clock.Elapsed.TotalSeconds;
        if (process.ExitCode != 0) throw new InvalidOperationException($"holdings {string.Join(' ', arguments)}: {await errors}");
        var server = await ServerSecondsAsync() - serverBefore;
        return new MeasuredRun(seconds, ChildrenSeconds() - ownBefore + server, server, answer);
    }

    /// <summary>The median of what a server of this home takes to answer, one question after the other.</summary>
    public async Task<double> AnswersAsync(string path)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");
        using var process = Start("serve", "--urls", address.ToString());
        try
        {
            // What it says while it runs is nobody's to read, and must not fill a pipe.
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            await UntilHealthyAsync(address);
            return await AnsweringSpeed.MedianAsync(address, path);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task UntilHealthyAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        for (var clock = Stopwatch.StartNew(); ;)
        {
            try
            {
                using var answer = await client.GetAsync("/health");
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException) when (clock.Elapsed < TimeSpan.FromMinutes(2))
            {
                // Not listening yet.
            }

            await Task.Delay(50);
        }
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository, "scripts", "holdings"), arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["HOLDINGS_HOME"] = folder;
        start.Environment.Remove("HOLDINGS_DATABASE");
        return Process.Start(start)!;
    }

    /// <summary>Processor time of the children that have ended; 0 where there is no /proc.</summary>
    private static double ChildrenSeconds() => Ticks("self", 15, 16) / TicksASecond;

    /// <summary>Processor time of the server and its backends, those that have ended among them.</summary>
    private async Task<double> ServerSecondsAsync()
    {
        if ((await PrivatePostgres.StatusAsync(folder)).ProcessId is not { } server || !Directory.Exists("/proc/self")) return 0;
        var name = server.ToString(CultureInfo.InvariantCulture);
        var ticks = Ticks(name, 13, 14, 15, 16);
        foreach (var process in Directory.EnumerateDirectories("/proc").Select(path => Path.GetFileName(path)!).Where(number => char.IsAsciiDigit(number[0])))
        {
            if (Fields(process) is { Length: > 3 } fields && fields[3] == name) ticks += Ticks(process, 13, 14);
        }

        return ticks / TicksASecond;
    }

    private static long Ticks(string process, params int[] places) =>
        Fields(process) is { Length: > 16 } fields ? places.Sum(place => long.Parse(fields[place], CultureInfo.InvariantCulture)) : 0;

    /// <summary>The fields of /proc/PID/stat, of which the second, a name in parentheses, may have blanks in it.</summary>
    private static string[] Fields(string process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return ["", "", .. stat[(stat.LastIndexOf(')') + 2)..].Split(' ')];
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string RepositoryAbove(string folder)
    {
        while (!File.Exists(Path.Combine(folder, "HoldingsLedger.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The benchmarks run from a folder of the repository.");
        return folder;
    }
}
