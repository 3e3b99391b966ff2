using HoldingsLedger.Forms.Pdf;
using HoldingsLedger.Tests.Forms;
using Xunit;

namespace HoldingsLedger.Tests.Pdf;

/// <summary>
/// A made-up Form 4, printed and scanned: in grey at 200 dots an inch and slightly turned, in black and white at 300, and at 150 where figures
/// cannot be told for certain. The lines are what a person reads on it.
/// </summary>
public sealed class reading_scans
{
    private static readonly string[] Lines =
    [
        "I.1 2003-08-14 M 12500 A 4.25 31170 D shares:F1",
        "I.2 2003-08-14 S 8340 D 17.6 22830 D pricePerShare:F2",
        "I.3 - - - - - 6021 I",
        "II.1 2003-08-14 M 12500 D 0 25000 D exercisableOn:F3",
    ];

    [Theory]
    [InlineData("grey-200-dots")]
    [InlineData("black-300-dots")]
    public void a_good_scan_reads_as_a_person_reads_it(string scan)
    {
        Assert.SkipUnless(Tesseract.IsInstalled, "The OCR engine (tesseract) is not installed; scans cannot be read.");
        var filing = Read(scan).Filing!;
        Assert.Equal(Lines, filing.Lines.Select(reading_the_corpus_of_prints.Said));
        Assert.All(filing.Lines, line => Assert.True(line.FieldConfidence!.Count(field => field.Value >= 0.9m) * 4 >= line.FieldConfidence!.Count * 3, $"{line.Line}: {string.Join(", ", line.FieldConfidence!)}"));
    }

    [Fact]
    public void nothing_of_a_poor_scan_is_trusted()
    {
        Assert.SkipUnless(Tesseract.IsInstalled, "The OCR engine (tesseract) is not installed; scans cannot be read.");
        var reading = Read("black-150-dots");
        Assert.NotEmpty(reading.Problems);
        Assert.All(reading.Filing?.Lines ?? [], line => Assert.True(line.Confidence < 0.9m));
        Assert.All(reading.Filing?.Lines ?? [], line => Assert.All(line.FieldConfidence!.Values, confidence => Assert.True(confidence < 0.9m)));
    }

    private static HoldingsLedger.Forms.Reading Read(string scan) =>
        PdfFormReader.Read(File.ReadAllBytes(Path.Combine(TestDocuments.Root, "tests", "HoldingsLedger.Tests", "Pdf", "scans", scan + ".pdf")), PdfLimits.Default);
}
