using System.Text.Json;
using System.Text.Json.Nodes;
using HoldingsLedger.Forms;
using Xunit;

namespace HoldingsLedger.Tests.Forms;

/// <summary>
/// Each folder of GroundTruth holds a document and what a person read in it. In expected.json a field that is not there is expected
/// to be absent (null, or an empty list), so every field of every reading is compared; of a problem everything but its wording.
/// </summary>
public sealed class reading_documents
{
    public static TheoryData<string> Folders() => [.. TestDocuments.GroundTruthFolders()];

    [Theory]
    [MemberData(nameof(Folders))]
    public void says_what_a_person_reads_in_the_document(string folder)
    {
        var (bytes, fileName) = TestDocuments.DocumentOf(folder);
        var reading = JsonSerializer.SerializeToNode(DocumentReader.Read(bytes, fileName), ReadingJson.PublishedOptions)!.AsObject();
        var expected = JsonNode.Parse(File.ReadAllText(Path.Combine(TestDocuments.GroundTruth, folder, "expected.json")))!.AsObject();

        reading["document"]!.AsObject().Remove("sha256");
        reading["document"]!["parser"]!.AsObject().Remove("version");
        foreach (var problem in reading["problems"]!.AsArray()) problem!.AsObject().Remove("message");
        Sort(reading["problems"]);
        Sort(expected["problems"]);
        var differences = new List<string>();
        Compare("", expected, reading, differences);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public void the_cases_cover_the_oddities_of_real_filings() => Assert.True(TestDocuments.GroundTruthFolders().Count() >= 20);

    private static void Compare(string path, JsonNode? expected, JsonNode? actual, List<string> differences)
    {
        switch (expected, actual)
        {
            case (null, JsonArray { Count: 0 } or JsonObject { Count: 0 } or null):
                break;
            case (null, JsonValue confidence) when path.EndsWith(".confidence", StringComparison.Ordinal) && confidence.ToJsonString() is "1.0":
                break;
            case (JsonObject wanted, JsonObject had):
                foreach (var name in wanted.Select(property => property.Key).Union(had.Select(property => property.Key), StringComparer.Ordinal))
                {
                    Compare($"{path}.{name}", wanted[name], had[name], differences);
                }

                break;
            case (JsonArray wanted, JsonArray had) when wanted.Count == had.Count:
                for (var i = 0; i < wanted.Count; i++) Compare($"{path}[{i}]", wanted[i], had[i], differences);
                break;

            // As text, so that 7.50 is not 7.5: digits count as filed.
            case (JsonValue wanted, JsonValue had) when string.Equals(wanted.ToJsonString(), had.ToJsonString(), StringComparison.Ordinal):
                break;
            default:
                differences.Add($"{path}: expected {expected?.ToJsonString() ?? "nothing"}, read {actual?.ToJsonString() ?? "nothing"}");
                break;
        }
    }

    private static void Sort(JsonNode? problems)
    {
        if (problems is not JsonArray array) return;
        var sorted = array.Select(problem => problem!.DeepClone()).OrderBy(Key, StringComparer.Ordinal).ToList();
        array.Clear();
        foreach (var problem in sorted) array.Add(problem);

        static string Key(JsonNode problem) => $"{problem["kind"]} {problem["line"]} {problem["field"]} {problem["raw"]}";
    }
}
