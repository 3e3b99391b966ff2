using System.Diagnostics;
using HoldingsLedger.Filings;
using HoldingsLedger.Forms;
using Xunit;

namespace HoldingsLedger.Tests.Filings;

/// <summary>What lies in folders and archives beside documents: nothing of it stops the walk, nothing is passed over without a word.</summary>
public sealed class walking_odd_files : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("holdings-odd-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task a_pipe_that_nobody_writes_to_is_an_empty_document()
    {
        Run("mkfifo", Path.Combine(folder, "a.xml"));
        await File.WriteAllTextAsync(Path.Combine(folder, "b.xml"), "<ownershipDocument/>", TestContext.Current.CancellationToken);

        var walked = await Task.Run(() => IncomingFiles.Walk([folder]).ToList(), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal(["a.xml", "b.xml"], walked.Select(f => f.Name));
        Assert.Equal(0, walked[0].Bytes!.Value.Length);
        Assert.Equal(20, walked[1].Bytes!.Value.Length);
    }

    [Fact]
    public async Task a_link_is_followed_to_its_document_and_one_to_nothing_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "a.txt"), "text", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(folder, "b.xml"), Path.Combine(folder, "a.txt"));
        File.CreateSymbolicLink(Path.Combine(folder, "c.xml"), Path.Combine(folder, "nothing"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "d"), folder);

        var walked = IncomingFiles.Walk([folder]).ToList();

        Assert.Equal(["a.txt", "b.xml", "c.xml"], walked.Select(f => f.Name));
        Assert.Equal(4, walked[1].Bytes!.Value.Length);
        Assert.Equal("unreadable-file", walked[2].RefusalKind);
    }

    [Fact]
    public void an_encrypted_entry_of_a_zip_is_named_and_not_read()
    {
        const string oneEntryWithPassword =
            "UEsDBAoACQAAABC0eV2DFtyMDQAAAAEAAAAFABwAcC54bWxVVAkAA/9hB2v/YQdrdXgLAAEEAAAAAAQAAAAAhoOIMeX9CvE9k0z4SlBLBwiDFtyMDQAAAAEAAABQSwECHgMKAAkAAAAQtHldgxbcjA0AAAAB"
            + "AAAABQAYAAAAAAABAAAApIEAAAAAcC54bWxVVAUAA/9hB2t1eAsAAQQAAAAABAAAAABQSwUGAAAAAAEAAQBLAAAAXAAAAAAA";
        var zip = Path.Combine(folder, "a.zip");
        File.WriteAllBytes(zip, Convert.FromBase64String(oneEntryWithPassword));

        var entry = Assert.Single(IncomingFiles.Walk([zip]));

        Assert.Equal("unreadable-file", entry.RefusalKind);
        Assert.Equal($"{zip}/p.xml is encrypted: unpack the archive and take in what was in it.", entry.Refusal);
    }

    [Fact]
    public async Task a_document_comes_out_of_a_pipe_as_out_of_a_file()
    {
        var pipe = Path.Combine(folder, "pipe");
        Run("mkfifo", pipe);
        var document = Path.Combine(Forms.TestDocuments.Root, "samples", "0009990001-22-000003.txt");
        var writing = Task.Run(() => Run("sh", "-c", "cat \"$1\" > \"$2\"", "sh", document, pipe), TestContext.Current.CancellationToken);

        var reading = DocumentReader.ReadFile(pipe);

        await writing;
        Assert.Equal(DocumentReader.ReadFile(document).Document, reading.Document);
        Assert.Equal(4, reading.Filing!.Lines.Count);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
