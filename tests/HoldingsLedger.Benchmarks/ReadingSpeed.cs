using System.Diagnostics;
using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Benchmarks;

/// <summary>
/// Filings read per second, on one core (this process is held to it, collector and compiler included), from memory: digest, submission header and form,
/// as in an ingest. Processor time is what counts where others share the machine. The first pass has the compiler at work; the others are what a long run sees.
/// </summary>
internal static class ReadingSpeed
{
    private const int Passes = 6;

    public static int Run(string? archive)
    {
        archive ??= BesideTheRepository();
        if (archive is null || !File.Exists(archive))
        {
            Console.Error.WriteLine("There is no archive of filings to read: name a .tar.gz of submission texts or ownership XML.");
            return 1;
        }

        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()) Process.GetCurrentProcess().ProcessorAffinity = 1;
        var documents = Documents(archive).ToList();
        var bytes = documents.Sum(document => (long)document.Bytes.Length);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{documents.Count} documents, {bytes / 1e6:F1} MB, one core of {Environment.ProcessorCount}"));
        for (var pass = 1; pass <= Passes; pass++)
        {
            GC.Collect();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var processor = Process.GetCurrentProcess().TotalProcessorTime;
            var clock = Stopwatch.StartNew();
            var (filings, lines) = (0, 0);
            foreach (var (name, document) in documents)
            {
                if (DocumentReader.Read(document, name).Filing is not { } filing) continue;
                filings++;
                lines += filing.Lines.Count;
            }

            var seconds = clock.Elapsed.TotalSeconds;
            var busy = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds;
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"pass {pass}: {filings} filings, {lines} lines in {seconds:F3} s: {documents.Count / seconds:F0} filings/s, {bytes / seconds / 1e6:F0} MB/s ({documents.Count / busy:F0} for a second of processor time), {allocated / documents.Count} bytes allocated for each"));
        }

        return 0;
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Documents(string archive)
    {
        using var file = File.OpenRead(archive);
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(unzipped);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is not { } data) continue;
            using var bytes = new MemoryStream();
            data.CopyTo(bytes);
            yield return (entry.Name, bytes.ToArray());
        }
    }

    /// <summary>The real filings beside the repository.</summary>
    public static string BesideTheRepository() => Path.Combine(MeasuredHome.Repository, "..", "shared", "corpus", "edgar-2023.tar.gz");
}
