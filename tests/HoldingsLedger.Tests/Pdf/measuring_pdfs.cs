using System.Diagnostics;
using System.Globalization;
using HoldingsLedger.Forms;
using HoldingsLedger.Forms.Pdf;
using Xunit;

namespace HoldingsLedger.Tests.Pdf;

/// <summary>Not a test of right or wrong but a measurement, run by <c>scripts/measure-pdf</c>: what the readers of PDFs get right, how sure they are, and how fast.</summary>
public sealed class measuring_pdfs(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public void scans_by_noise()
    {
        var folder = Corpus.At("pdf", "scans");
        var results = new Dictionary<string, List<(ScanResult Result, TimeSpan Time)>>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*.pdf").Order(StringComparer.Ordinal))
        {
            var parts = Path.GetFileName(file).Split('.');
            var xml = Path.Combine(folder, (parts[0].StartsWith("form", StringComparison.Ordinal) ? parts[0] + "." + parts[1] : parts[0]) + ".xml");
            var truth = DocumentReader.Read(File.ReadAllBytes(xml), null).Filing!;
            var clock = Stopwatch.StartNew();
            var result = ScanResult.Of(file, truth, PdfFormReader.Read(File.ReadAllBytes(file), PdfLimits.Default));
            var kind = string.Join('.', parts.TakeLast(3).Take(2));
            if (!results.TryGetValue(kind, out var list)) results[kind] = list = [];
            list.Add((result, clock.Elapsed));
            foreach (var silent in result.Silent) output.WriteLine($"SILENT {result.File}: {silent}");
        }

        output.WriteLine($"OCR engine: {(Tesseract.IsInstalled ? "installed" : "absent")}");
        output.WriteLine("kind            files figures  exact  trusted  trusted and exact  silent  s/file");
        foreach (var (kind, list) in results.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{kind,-16}{list.Count,5}{list.Sum(one => one.Result.Figures),8}{list.Sum(one => one.Result.Exact),7}{list.Sum(one => one.Result.Trusted),9}{list.Sum(one => one.Result.TrustedAndExact),19}{list.Sum(one => one.Result.Silent.Count),8}{list.Average(one => one.Time.TotalSeconds),8:0.0}"));
        }
    }

    [Fact(Explicit = true)]
    public void pages_a_second()
    {
        var files = Directory.EnumerateFiles(Corpus.At("pdf", "edgar-rendered"), "*.pdf").Select(File.ReadAllBytes).ToList();
        var pages = 0;
        foreach (var file in files)
        {
            using var pdf = PdfPages.Open(file, PdfLimits.Default);
            pages += pdf.NumberOfPages;
        }

        using var pool = new PdfWorkerPool(size: 1);
        var clock = Stopwatch.StartNew();
        var problems = files.Sum(file => pool.Read(file).Problems.Count);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files.Count} documents, {pages} pages, {problems} problems; first pass, start included: {pages / clock.Elapsed.TotalSeconds:0} pages/s"));
        clock.Restart();
        for (var pass = 0; pass < 3; pass++)
        {
            foreach (var file in files) pool.Read(file);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"three more passes in the same process: {3 * pages / clock.Elapsed.TotalSeconds:0} pages/s"));
    }

    [Fact(Explicit = true)]
    public void hostile_files()
    {
        using var pool = new PdfWorkerPool(size: 1);
        foreach (var file in Directory.EnumerateFiles(Corpus.At("pdf", "hostile"), "*.pdf").Order(StringComparer.Ordinal))
        {
            var clock = Stopwatch.StartNew();
            var reading = pool.Read(File.ReadAllBytes(file));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{clock.Elapsed.TotalSeconds,6:0.0} s {Path.GetFileName(file),-34}{(reading.Filing is null ? $"{reading.Problems[0].Kind}: {reading.Problems[0].Message}" : $"{reading.Filing.Lines.Count} lines")}"));
        }
    }
}
