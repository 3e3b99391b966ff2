using System.Diagnostics;
using System.Globalization;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>
/// The folder for a reading process's temporary files. It goes with the process: its parent removes it, or, where the parent was killed, the process
/// itself; what a machine that lost its power left behind goes when the next one starts.
/// </summary>
internal static class PdfWorkerFolder
{
    private const string Prefix = "holdings-pdf-";
    private static int swept;

    public static string Create()
    {
        if (Interlocked.Exchange(ref swept, 1) == 0) Sweep();
        return Directory.CreateTempSubdirectory(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-")).FullName;
    }

    public static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Gone already, or somebody else's: nothing to do about it.
        }
    }

    /// <summary>The reading process's own, as it ends.</summary>
    public static void DeleteOwn()
    {
        var own = Path.TrimEndingDirectorySeparator(Path.GetTempPath());
        if (Path.GetFileName(own).StartsWith(Prefix, StringComparison.Ordinal)) Delete(own);
    }

    /// <summary>Folders of parents that are no more.</summary>
    private static void Sweep()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            var parts = Path.GetFileName(folder)[Prefix.Length..].Split('-');
            if (int.TryParse(parts[0], CultureInfo.InvariantCulture, out var parent) && !IsAlive(parent)) Delete(folder);
        }
    }

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
