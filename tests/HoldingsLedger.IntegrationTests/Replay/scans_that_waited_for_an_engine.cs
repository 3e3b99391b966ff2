using System.Text.Json;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Replay;

/// <summary>A picture of a form, taken in where no OCR engine is installed: it is kept, listed, and read by a replay once there is one.</summary>
public sealed class scans_that_waited_for_an_engine(LedgerFixture fixture) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("holdings-scans-").FullName;
    private string database = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => database = await FreshLedger.CreateDatabaseAsync(fixture);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task a_picture_waits_as_needing_ocr_and_replay_picks_it_up()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/env"), "This machine has no env to start a program without its path.");
        Assert.SkipUnless(IsInstalled("tesseract"), "The OCR engine (tesseract) is not installed; scans cannot be read.");
        var file = Path.Combine(folder, "paper.pdf");
        await File.WriteAllBytesAsync(file, PictureOnly("grey-200-dots"), Cancellation);

        var ingested = await WithoutEngineAsync("ingest", file, "--json");
        Assert.Equal(3, ingested.ExitCode);
        Assert.Equal("needs-ocr", Assert.Single(ingested.Json.GetProperty("rejections").EnumerateArray()).GetProperty("kind").GetString());
        var waiting = Assert.Single((await WithoutEngineAsync("review", "list", "--json")).Json.GetProperty("documents").EnumerateArray());
        Assert.Equal(("needs-ocr", "paper.pdf"), (waiting.GetProperty("kind").GetString(), waiting.GetProperty("fileName").GetString()));
        Assert.Contains("tesseract", Assert.Single(waiting.GetProperty("messages").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Empty(Changes(await WithoutEngineAsync("replay", "--json")));

        var id = waiting.GetProperty("id").GetString()!;
        var planned = await RunAsync("replay", "--json");
        Assert.Equal(4, Changes(planned).Length);
        Assert.All(Changes(planned), line => Assert.Equal("recovered", line.GetProperty("change").GetString()));
        Assert.Equal(0, (await RunAsync("replay", "--apply", "--json")).ExitCode);
        Assert.Empty(Changes(await RunAsync("replay", "--json")));
        var after = (await RunAsync("review", "list", "--json")).Json;
        Assert.DoesNotContain(after.GetProperty("documents").EnumerateArray(), document => document.GetProperty("kind").GetString() == "needs-ocr");
        Assert.Contains(after.GetProperty("items").EnumerateArray(), item => item.GetProperty("id").GetString()!.StartsWith(id + "/", StringComparison.Ordinal));
        Assert.Equal(4, (await RunAsync("filing", id, "--json")).Json.GetProperty("filing").GetProperty("lines").GetArrayLength());
    }

    private static JsonElement[] Changes(ProgramAnswer replay) => [.. replay.Json.GetProperty("lines").EnumerateArray()];

    private static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(path => File.Exists(Path.Combine(path, program)));

    /// <summary>A scan of the other tests without the letters that came with it.</summary>
    private static byte[] PictureOnly(string scan)
    {
        using var pdf = PdfDocument.Open(Path.Combine(BuiltProgram.Repository, "tests", "HoldingsLedger.Tests", "Pdf", "scans", scan + ".pdf"));
        var picture = pdf.GetPage(1).GetImages().Single();
        var builder = new PdfDocumentBuilder();
        var page = builder.AddPage(PageSize.Letter);
        var place = new PdfRectangle(0, 0, picture.BoundingBox.Width, picture.BoundingBox.Height);
        if (picture.TryGetPng(out var png)) page.AddPng(png, place);
        else page.AddJpeg(picture.RawBytes.ToArray(), place);
        return builder.Build();
    }

    private Task<ProgramAnswer> RunAsync(params string[] arguments) => BuiltProgram.RunAsync(folder, [.. arguments, "--database", database]);

    private Task<ProgramAnswer> WithoutEngineAsync(params string[] arguments) =>
        BuiltProgram.RunAsync(folder, "/usr/bin/env", ["PATH=/nowhere", Path.Combine(AppContext.BaseDirectory, "holdings"), .. arguments, "--database", database]);
}
