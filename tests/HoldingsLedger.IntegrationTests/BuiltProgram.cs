using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace HoldingsLedger.IntegrationTests;

/// <summary>The program as it was built, run as a user runs it: a process of its own, with a home of its own.</summary>
internal static class BuiltProgram
{
    /// <summary>The folder that holds HoldingsLedger.sln.</summary>
    public static string Repository { get; } = FindRepository();

    public static Task<ProgramAnswer> RunAsync(string home, params string[] arguments) =>
        RunAsync(home, Path.Combine(AppContext.BaseDirectory, "holdings"), arguments);

    /// <summary>As <see cref="RunAsync(string, string[])"/>, with another program of the repository in front.</summary>
    public static async Task<ProgramAnswer> RunAsync(string home, string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOLDINGS_HOME"] = home;
        start.Environment.Remove("HOLDINGS_DATABASE");
        start.Environment.Remove("HOLDINGS_DEBUG");
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ProgramAnswer(process.ExitCode, await output, await errors);
    }

    private static string FindRepository()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "HoldingsLedger.sln"))) return folder;
        }

        throw new InvalidOperationException("The tests run from a folder of the repository: HoldingsLedger.sln was not found above them.");
    }
}

/// <summary>How the program ended, its answer (stdout) and what it said beside it (stderr).</summary>
internal sealed record ProgramAnswer(int ExitCode, string Output, string Errors)
{
    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Output);
            return document.RootElement.Clone();
        }
    }
}
