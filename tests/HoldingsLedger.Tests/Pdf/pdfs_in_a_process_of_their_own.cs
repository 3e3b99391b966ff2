using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using HoldingsLedger.Forms;
using HoldingsLedger.Forms.Pdf;
using SkiaSharp;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;
using Xunit;

namespace HoldingsLedger.Tests.Pdf;

/// <summary>PDFs that are broken or made to do harm: each gets one plain problem, and the next PDF is read as if nothing had been.</summary>
public sealed class pdfs_in_a_process_of_their_own : IDisposable
{
    private static readonly byte[] Good = new MadeForm { TableI = [["Common Stock", "03/05/2020", "", "F", "", "1,049", "D", "$7.55", "540,700", "D", ""]], Notes = ["None."] }.Pdf();

    // Patient: a loaded machine may take many seconds to start a process, and only one of these tests is about time.
    private readonly PdfWorkerPool pool = new(limits: new() { Time = TimeSpan.FromMinutes(1), Wait = TimeSpan.FromMinutes(2) }, size: 2);

    public void Dispose() => pool.Dispose();

    [Fact]
    public void a_reading_comes_back_from_the_process_as_it_was_made()
    {
        var here = PdfFormReader.Read(Good, PdfLimits.Default);
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(here, ReadingJson.PublishedOptions), System.Text.Json.JsonSerializer.Serialize(pool.Read(Good), ReadingJson.PublishedOptions));
    }

    public static TheoryData<string, ProblemKind> Broken() => new()
    {
        { "", ProblemKind.EmptyDocument },
        { "%PDF-1.4", ProblemKind.UnreadablePdf },
        { "%PDF-1.4\ngarbage garbage garbage", ProblemKind.UnreadablePdf },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void a_broken_pdf_has_one_problem_and_the_next_is_read(string text, ProblemKind kind)
    {
        var reading = pool.Read(Encoding.Latin1.GetBytes(text));
        Assert.Null(reading.Filing);
        Assert.Equal(kind, Assert.Single(reading.Problems).Kind);
        Assert.Single(pool.Read(Good).Filing!.Lines);
    }

    [Fact]
    public void a_truncated_pdf_never_makes_the_caller_fall()
    {
        for (var length = 100; length < Good.Length; length += Good.Length / 9) Assert.NotEmpty(pool.Read(Good.AsMemory(0, length)).Problems);
    }

    [Fact]
    public void a_stream_that_inflates_without_end_is_stopped_by_name()
    {
        var reading = pool.Read(Content(Deflate(new byte[300_000_000]), "/Filter /FlateDecode"));
        var problem = Assert.Single(reading.Problems);
        Assert.Equal((ProblemKind.LimitExceeded, true), (problem.Kind, problem.Message.Contains("inflates", StringComparison.Ordinal)));
    }

    [Fact]
    public void a_page_that_takes_too_long_is_stopped_by_name()
    {
        // Forms that draw each other 4 to the 14th times.
        var objects = new StringBuilder();
        for (var at = 5; at < 19; at++)
            objects.Append(CultureInfo.InvariantCulture, $"{at} 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {at + 1} 0 R>>>>/Length 23>>stream\n/X Do /X Do /X Do /X Do\nendstream\nendobj\n");
        objects.Append("19 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 13>>stream\n0 0 m 9 9 l S\nendstream\nendobj\n");
        var endless = Content("/X Do"u8.ToArray(), "", "/Resources<</XObject<</X 5 0 R>>>>", objects.ToString());
        using var hasty = new PdfWorkerPool(limits: new() { Time = TimeSpan.FromSeconds(4), Wait = TimeSpan.FromMinutes(2) }, size: 1);
        var problem = Assert.Single(hasty.Read(endless).Problems);
        Assert.Equal((ProblemKind.LimitExceeded, "Reading the PDF takes more than 4 seconds of processor time."), (problem.Kind, problem.Message));
        Assert.Single(hasty.Read(Good).Filing!.Lines);
        using var impatient = new PdfWorkerPool(limits: new() { Time = TimeSpan.FromMinutes(1), Wait = TimeSpan.FromSeconds(6) }, size: 1);
        Assert.Equal("Reading the PDF takes longer than 6 seconds.", Assert.Single(impatient.Read(endless).Problems).Message);
    }

    [Fact]
    public void a_process_that_gets_no_processor_is_waited_for_until_the_clock_says_so()
    {
        using var idle = new PdfWorkerPool(new PdfWorkerCommand("sleep", ["60"]), new() { Time = TimeSpan.FromSeconds(1), Wait = TimeSpan.FromSeconds(3) }, size: 1);
        Assert.Equal("Reading the PDF takes longer than 3 seconds.", Assert.Single(idle.Read(Good).Problems).Message);
    }

    [Fact]
    public void a_document_pays_for_no_other_that_spent_the_memory()
    {
        using var small = new PdfWorkerPool(limits: new() { Memory = 60 * 1024 * 1024, InflatedStream = 50_000_000 }, size: 1);
        var lines = new StringBuilder();
        for (var at = 0; at < 400_000; at++) lines.Append("0 0 m 9 9 l S\n");
        var spent = Content(Deflate(Encoding.ASCII.GetBytes(lines.ToString())), "/Filter /FlateDecode");
        for (var at = 0; at < 2; at++)
        {
            Assert.Null(small.Read(spent).Filing);
            Assert.Single(small.Read(Good).Filing!.Lines);
        }
    }

    [Fact]
    public void a_picture_without_an_ocr_engine_waits_for_one()
    {
        // The process sees no programs but its own runtime, as on a machine without tesseract.
        Assert.SkipUnless(File.Exists("/usr/bin/env"), "This machine has no env to start a program without its path.");
        var own = PdfWorkerCommand.Own();
        var runtime = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        using var bare = new PdfWorkerPool(new PdfWorkerCommand("/usr/bin/env", ["PATH=/nowhere", "DOTNET_ROOT=" + runtime, own.FileName, .. own.Arguments]), size: 1);
        using var paper = new SKBitmap(425, 550, SKColorType.Gray8, SKAlphaType.Opaque);
        paper.Erase(SKColors.White);
        using var png = paper.Encode(SKEncodedImageFormat.Png, 100);
        var builder = new PdfDocumentBuilder();
        builder.AddPage(PageSize.Letter).AddPng(png.ToArray(), new PdfRectangle(0, 0, 612, 792));
        var reading = bare.Read(builder.Build());
        Assert.Null(reading.Filing);
        Assert.Equal(ProblemKind.NeedsOcr, Assert.Single(reading.Problems).Kind);
    }

    [Fact]
    public void values_that_only_a_screen_shows_are_in_the_picture_of_their_line()
    {
        const string words = "BT /F1 12 Tf 72 700 Td (STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP) Tj 0 -20 Td (Issuer Name) Tj 0 -20 Td (Reporting Person) Tj ET";
        var form = Content(Encoding.ASCII.GetBytes(words), "", "/Resources<</Font<</F1 5 0 R>>>>/Annots[6 0 R]",
            "5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n6 0 obj\n<</FT/Tx/T(amount)/V(1,049)/Type/Annot/Subtype/Widget/Rect[100 100 200 120]/P 3 0 R>>\nendobj\n");
        form = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(form).Replace("/Pages 2 0 R>>", "/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>", StringComparison.Ordinal));
        var blank = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(form).Replace("/V(1,049)", "/V(     )", StringComparison.Ordinal));
        Assert.NotEqual(pool.Crop(blank, 1, [100m, 100m, 200m, 120m])!, pool.Crop(form, 1, [100m, 100m, 200m, 120m])!);
    }

    [Fact]
    public void a_line_of_a_scan_can_be_looked_at()
    {
        var file = Path.Combine(Corpus.At("pdf", "scans"), "374WaterForm4.paper.mid.ocr.pdf");
        var picture = pool.Crop(File.ReadAllBytes(file), 1, [38m, 454m, 588m, 476m]);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], picture!.Take(4));
    }

    [Fact]
    public void a_line_of_a_print_is_drawn_from_its_letters()
    {
        var picture = pool.Crop(Good, 1, [38m, 454m, 588m, 476m]);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], picture!.Take(4));
        Assert.Null(pool.Crop(Good, 99, [38m, 454m, 588m, 476m]));
    }

    [Fact]
    public void too_many_pages_are_refused_by_name()
    {
        var small = new PdfWorkerPool(limits: new() { Pages = 1 }, size: 1);
        using (small)
        {
            var two = new MadeForm { TableI = [["Common Stock", "", "", "", "", "", "", "", "5", "D", ""]], Exhibit = ["Exhibit"] }.Pdf();
            var problem = Assert.Single(small.Read(two).Problems);
            Assert.Equal((ProblemKind.LimitExceeded, "The PDF has 2 pages; more than 1 are not read."), (problem.Kind, problem.Message));
        }
    }

    [Fact]
    public void a_program_that_cannot_be_started_is_said()
    {
        using var none = new PdfWorkerPool(new PdfWorkerCommand("/nowhere/no-such-program", []), size: 1);
        Assert.Equal(ProblemKind.UnreadablePdf, Assert.Single(none.Read(Good).Problems).Kind);
    }

    [Fact]
    public void each_hostile_file_of_the_corpus_is_answered_in_time()
    {
        using var strict = new PdfWorkerPool(size: 1);
        foreach (var file in Directory.EnumerateFiles(Corpus.At("pdf", "hostile"), "*.pdf"))
        {
            var clock = Stopwatch.StartNew();
            var reading = strict.Read(File.ReadAllBytes(file));
            Assert.True(reading.Filing is not null || reading.Problems.Count == 1, $"{file}: {reading.Problems.Count} problems.");
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{file} took {clock.Elapsed}.");
        }
    }

    private static byte[] Deflate(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var deflate = new ZLibStream(target, CompressionLevel.Fastest)) deflate.Write(bytes);
        return target.ToArray();
    }

    /// <summary>A page with this content and no cross-reference table: readers then search for the objects.</summary>
    private static byte[] Content(byte[] content, string filter, string page = "", string objects = "") =>
    [
        .. Encoding.Latin1.GetBytes($"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R{page}>>\nendobj\n{objects}4 0 obj\n<</Length {content.Length} {filter}>>\nstream\n"),
        .. content, .. "\nendstream\nendobj\ntrailer\n<</Root 1 0 R/Size 20>>\n%%EOF\n"u8,
    ];
}
