using System.Reflection;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>How to start a reading process: an executable and its arguments.</summary>
public sealed record PdfWorkerCommand(string FileName, IReadOnlyList<string> Arguments)
{
    private const string Program = "holdings";

    /// <summary>
    /// This program again. From another host (a test runner) it is the program that lies beside it.
    /// </summary>
    public static PdfWorkerCommand Own()
    {
        var own = string.Equals(Assembly.GetEntryAssembly()?.GetName().Name, Program, StringComparison.Ordinal);
        var process = Environment.ProcessPath;
        if (own && process is not null && !string.Equals(Path.GetFileNameWithoutExtension(process), "dotnet", StringComparison.OrdinalIgnoreCase))
            return new(process, [PdfWorker.Verb]);
        var beside = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? Program + ".exe" : Program);
        if (File.Exists(beside)) return new(beside, [PdfWorker.Verb]);
        var host = own && process is not null ? process : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return new(host, ["exec", Path.Combine(AppContext.BaseDirectory, Program + ".dll"), PdfWorker.Verb]);
    }
}
