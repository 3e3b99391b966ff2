using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>A word an OCR engine read: its place in pixels of the picture from the upper left, and the engine's own confidence (0 to 100).</summary>
/// <remarks><see cref="Line"/> numbers the line of text the word stands in.</remarks>
internal sealed record OcrWord(string Text, int Left, int Top, int Width, int Height, double Confidence, string Line);

/// <summary>
/// The system's <c>tesseract</c>, which is optional: without it scans wait. Pictures go through a private folder that is removed again; one
/// process reads many.
/// </summary>
internal static class Tesseract
{
    private static readonly Lazy<bool> Installed = new(Probe);
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<Process, bool> Running = new();

    public static bool IsInstalled => Installed.Value;

    /// <summary>Reads each picture (PNG); the words of each in the order of the pictures. <paramref name="segmentation"/> 6 is one block of text, 7 a line, 10 a letter, 3 a page, 11 sparse text; <paramref name="letters"/> are the only ones looked for, where given.</summary>
    public static IReadOnlyList<IReadOnlyList<OcrWord>> Read(IReadOnlyList<byte[]> pictures, int segmentation, TimeSpan time, string? letters = null)
    {
        if (pictures.Count == 0) return [];
        var folder = Directory.CreateTempSubdirectory("holdings-ocr-").FullName;
        try
        {
            // Two halves at once: reading cells is what a scan takes its time for.
            var parts = Math.Clamp(Math.Min(Environment.ProcessorCount, pictures.Count / 8), 1, 4);
            var size = (pictures.Count + parts - 1) / parts;
            var results = pictures.Chunk(size).Select((part, index) => (part, index)).AsParallel().AsOrdered().WithDegreeOfParallelism(Math.Max(parts, 1))
                .Select(part => Run(folder, part.index, part.part, segmentation, time, letters)).ToList();
            if (results.Contains(null)) throw new PdfLimitException(string.Create(CultureInfo.InvariantCulture, $"Reading a page by OCR takes longer than {time.TotalSeconds:0} seconds."));
            return [.. results.SelectMany(words => words!)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The degrees (90, 180, 270) by which a page's picture (PNG) lies turned clockwise; 0 where it is upright or the engine cannot tell.</summary>
    public static int Turned(byte[] picture)
    {
        var folder = Directory.CreateTempSubdirectory("holdings-ocr-").FullName;
        try
        {
            var (name, answer) = (Path.Combine(folder, "page.png"), Path.Combine(folder, "page"));
            File.WriteAllBytes(name, picture);
            // Without the data file for it the engine says so and leaves no answer.
            if (!Ended([name, answer, "--psm", "0", "--dpi", "150"], TimeSpan.FromSeconds(20)) || !File.Exists(answer + ".osd")) return 0;
            var told = File.ReadLines(answer + ".osd").Select(line => line.Split(": ")).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
            var sure = told.TryGetValue("Orientation confidence", out var confidence) && double.TryParse(confidence, CultureInfo.InvariantCulture, out var value) && value > 1;
            return sure && told.TryGetValue("Rotate", out var rotate) && int.TryParse(rotate, CultureInfo.InvariantCulture, out var degrees) ? (360 - degrees) % 360 : 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Ends every reading that is under way: this process ends, and they must not outlive it.</summary>
    public static void Stop()
    {
        foreach (var process in Running.Keys)
        {
            try
            {
                process.Kill(entireProcessTree: true);
            }
            catch (Exception failure) when (failure is InvalidOperationException or Win32Exception)
            {
                // It has just ended by itself.
            }
        }
    }

    private static List<IReadOnlyList<OcrWord>>? Run(string folder, int part, byte[][] pictures, int segmentation, TimeSpan time, string? letters)
    {
        var names = new List<string>();
        for (var at = 0; at < pictures.Length; at++)
        {
            names.Add(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{part}-{at}.png")));
            File.WriteAllBytes(names[^1], pictures[at]);
        }

        var list = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{part}.txt"));
        File.WriteAllLines(list, names);
        var answer = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{part}-words"));
        var result = pictures.Select(_ => (IReadOnlyList<OcrWord>)[]).ToList();
        string[] wanted = letters is null ? [] : ["-c", "tessedit_char_whitelist=" + letters];
        if (!Ended([list, answer, "-l", "eng", "--psm", segmentation.ToString(CultureInfo.InvariantCulture), "--dpi", "400", .. wanted, "tsv"], time)) return null;
        if (!File.Exists(answer + ".tsv")) return result;
        foreach (var page in File.ReadLines(answer + ".tsv").Select(Word).OfType<(int Page, OcrWord Word)>().GroupBy(word => word.Page))
        {
            if (page.Key >= 1 && page.Key <= result.Count) result[page.Key - 1] = [.. page.Select(word => word.Word)];
        }

        return result;
    }

    /// <summary>Runs the engine; <c>false</c> where it took longer than its time.</summary>
    private static bool Ended(IReadOnlyList<string> arguments, TimeSpan time)
    {
        var start = new ProcessStartInfo("tesseract", arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        // It gains nothing from threads of its own on pictures this small.
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        using var process = Process.Start(start);
        if (process is null) return true;
        Running[process] = true;
        process.ErrorDataReceived += static (_, _) => { };
        process.OutputDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        // Its own time counts, not the wall's: a busy machine is no reason to give a page up.
        var clock = Stopwatch.StartNew();
        while (!process.WaitForExit(250))
        {
            if (Used(process) < time && clock.Elapsed < 4 * time) continue;
            Running.TryRemove(process, out _);
            process.Kill(entireProcessTree: true);
            return false;
        }

        Running.TryRemove(process, out _);
        return true;
    }

    private static TimeSpan Used(Process process)
    {
        try
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
        {
            // It has just ended.
            return TimeSpan.Zero;
        }
    }

    // level page block paragraph line word left top width height confidence text
    private static (int Page, OcrWord Word)? Word(string line)
    {
        var fields = line.Split('\t');
        if (fields.Length < 12 || fields[0] is not "5" || string.IsNullOrWhiteSpace(fields[11])) return null;
        return (Number(1), new(fields[11].Trim(), Number(6), Number(7), Number(8), Number(9), double.TryParse(fields[10], CultureInfo.InvariantCulture, out var sure) ? sure : 0, $"{fields[2]}.{fields[3]}.{fields[4]}"));

        int Number(int at) => int.TryParse(fields[at], CultureInfo.InvariantCulture, out var value) ? value : 0;
    }

    private static bool Probe()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("tesseract", ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false });
            return process is not null && process.WaitForExit(5000) && process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
