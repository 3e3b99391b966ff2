using System.Security.Cryptography;
using System.Text.Json;
using HoldingsLedger.Forms;
using Xunit;

namespace HoldingsLedger.Tests.Forms;

/// <summary>
/// A reading is kept with the version of its reader, and replay trusts that number: whatever comes out differently comes from a higher version.
/// GroundTruth/readings.txt holds, for each folder, reader, version and a digest of what came out.
/// </summary>
public sealed class reader_versions
{
    private static readonly string Ledger = Path.Combine(TestDocuments.GroundTruth, "readings.txt");

    [Fact]
    public void a_reader_whose_output_changes_has_a_higher_version()
    {
        var known = File.ReadAllLines(Ledger).Select(line => line.Split(' ')).ToDictionary(parts => parts[0], StringComparer.Ordinal);
        var complaints = new List<string>();
        var today = new List<string>();
        foreach (var folder in TestDocuments.GroundTruthFolders())
        {
            var (bytes, fileName) = TestDocuments.DocumentOf(folder);
            var reading = DocumentReader.Read(bytes, fileName);
            // The wording of a problem may get better without anything being read otherwise.
            reading = reading with { Problems = [.. reading.Problems.Select(problem => problem with { Message = "" })] };
            var parser = reading.Document.Parser;
            var digest = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(reading, ReadingJson.PublishedOptions)).AsSpan(0, 12));
            today.Add($"{folder} {parser.Name} {parser.Version} {digest}");
            if (!known.TryGetValue(folder, out var then))
            {
                complaints.Add($"{folder} is not in {Ledger}: add it.");
            }
            else if (!string.Equals(then[3], digest, StringComparison.Ordinal))
            {
                complaints.Add(string.Equals($"{then[1]} {then[2]}", $"{parser.Name} {parser.Version}", StringComparison.Ordinal)
                    ? $"{folder}: {parser.Name} {parser.Version} reads it otherwise than before. Raise the reader's Version (documents already read by {parser.Version} must show up in a replay)."
                    : $"{folder}: read by {parser.Name} {parser.Version} for the first time: put its digest in.");
            }
            else if (!string.Equals(then[2], $"{parser.Version}", StringComparison.Ordinal))
            {
                complaints.Add($"{folder}: the version is now {parser.Version}: put it in.");
            }
        }

        Assert.True(complaints.Count == 0, $"{string.Join('\n', complaints)}\nWhat {Ledger} should then say:\n{string.Join('\n', today)}");
    }
}
