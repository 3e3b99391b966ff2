using System.Globalization;
using HoldingsLedger.Forms;
using HoldingsLedger.Forms.Pdf;
using Xunit;

namespace HoldingsLedger.Tests.Pdf;

/// <summary>Real prints, and real filings printed and scanned, held against what a person or their own XML says.</summary>
public sealed class reading_the_corpus_of_prints
{
    [Fact]
    public void prints_of_edgars_page_read_as_a_person_reads_them()
    {
        var files = Directory.EnumerateFiles(Corpus.At("pdf", "edgar-rendered"), "*.pdf").ToDictionary(file => DocumentReader.Sha256(File.ReadAllBytes(file)), StringComparer.Ordinal);
        Reading? reading = null;
        var expected = new List<string>();
        var checkedFiles = 0;
        foreach (var line in File.ReadLines(Path.Combine(HoldingsLedger.Tests.Forms.TestDocuments.Root, "tests", "HoldingsLedger.Tests", "Pdf", "rendered.txt")).Append("end"))
        {
            if (line.StartsWith('#')) continue;
            if (line.StartsWith('I'))
            {
                expected.Add(line);
                continue;
            }

            if (reading is not null)
            {
                Assert.Equal(expected, reading.Filing!.Lines.Select(Said));
                Assert.Empty(reading.Problems);
            }

            expected.Clear();
            if (line is "end") break;
            var parts = line.Split(' ');
            reading = PdfFormReader.Read(File.ReadAllBytes(files[parts[0]]), PdfLimits.Default);
            var filing = reading.Filing!;
            Assert.Equal(line, string.Create(CultureInfo.InvariantCulture, $"{parts[0]} {filing.FormType} {filing.PeriodOfReport:yyyy-MM-dd} {filing.ReportingOwners.Count} {filing.Footnotes.Count} {filing.Signatures.Count}"));
            checkedFiles++;
        }

        Assert.Equal(62, checkedFiles);
    }

    [Fact]
    public void a_filing_as_pdf_gives_the_lines_of_its_xml()
    {
        var compared = 0;
        foreach (var file in Directory.EnumerateFiles(Corpus.At("pdf", "scans"), "*.clean.pdf"))
        {
            var xml = Path.Combine(Path.GetDirectoryName(file)!, Path.GetFileName(file).Split('.')[0] + (Path.GetFileName(file).StartsWith("form", StringComparison.Ordinal) ? ".snow" : "") + ".xml");
            var truth = DocumentReader.Read(File.ReadAllBytes(xml), null).Filing!;
            var reading = PdfFormReader.Read(File.ReadAllBytes(file), PdfLimits.Default);
            Assert.Empty(reading.Problems);
            Assert.Equal(truth.Lines.Select(Said), reading.Filing!.Lines.Select(Said));
            Assert.Equal(truth.Lines.Select(Words), reading.Filing.Lines.Select(Words));
            Assert.Equal(truth.ReportingOwners.Select(owner => owner.Name), reading.Filing.ReportingOwners.Select(owner => owner.Name));
            Assert.Equal((truth.Issuer!.Name, truth.Issuer.TradingSymbol), (reading.Filing.Issuer!.Name, reading.Filing.Issuer.TradingSymbol));
            Assert.Equal(truth.PeriodOfReport, reading.Filing.PeriodOfReport);
            compared++;
        }

        Assert.Equal(6, compared);
    }

    [Fact]
    public void a_scan_is_never_silently_wrong()
    {
        Assert.SkipUnless(Tesseract.IsInstalled, "The OCR engine (tesseract) is not installed; scans cannot be read twice.");
        var folder = Corpus.At("pdf", "scans");
        var results = new List<ScanResult>();
        foreach (var file in Directory.EnumerateFiles(folder, "374WaterForm4.paper.*.ocr.pdf").Append(Path.Combine(folder, "374WaterForm4.paper.mid.image.pdf")))
            results.Add(ScanResult.Of(file, DocumentReader.Read(File.ReadAllBytes(Path.Combine(folder, "374WaterForm4.xml")), null).Filing!, PdfFormReader.Read(File.ReadAllBytes(file), PdfLimits.Default)));
        Assert.Equal(4, results.Count);
        Assert.All(results, result => Assert.Empty(result.Silent));
        Assert.All(results.Where(result => !result.File.Contains("heavy", StringComparison.Ordinal)), result => Assert.True(result.Trusted >= 8, $"{result.File}: only {result.Trusted} figures are trusted."));
        Assert.All(results.Where(result => result.File.Contains("heavy", StringComparison.Ordinal)), result => Assert.Equal(0, result.Trusted));
    }

    /// <summary>What <c>rendered.txt</c> has of a line.</summary>
    internal static string Said(ReportedLine line)
    {
        var markers = line.Footnotes.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $" {field.Key}:{string.Join('+', field.Value)}");
        var balance = line.SharesOwnedFollowing ?? (line.Kind == LineKind.Holding ? line.UnderlyingShares : null);
        return string.Create(CultureInfo.InvariantCulture, $"{line.Line} {Or(line.TransactionOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))} {Or(line.TransactionCode)} {Or(line.Shares)} {Or(line.AcquiredDisposed)} {Or(line.PricePerShare)} {Or(balance)} {Or(line.Ownership)}{string.Concat(markers)}");

        // XML says 134018.0 where the print says 134,018.
        static string Or(object? value) => value switch { null => "-", decimal number => number.ToString("0.##########", CultureInfo.InvariantCulture), _ => (string)value };
    }

    private static string Words(ReportedLine line) =>
        string.Create(CultureInfo.InvariantCulture, $"{line.SecurityTitle?.ToUpperInvariant()}|{line.NatureOfOwnership}|{line.UnderlyingSecurityTitle}|{line.ConversionOrExercisePrice:0.####}|{line.ExercisableOn:yyyy-MM-dd}|{line.ExpiresOn:yyyy-MM-dd}|{line.UnderlyingShares:0.####}|{line.TransactionFormType}");
}
