using System.Text.Json;
using System.Text.Json.Nodes;
using HoldingsLedger.Forms;
using HoldingsLedger.Forms.Text;
using HoldingsLedger.Tests.Forms;
using Xunit;

namespace HoldingsLedger.Tests.Text;

/// <summary>
/// Whole pages as converters and OCR engines give them, each with what a person reads in it (Pages/*.truth.json). People, companies and
/// numbers are made up. A line's field that the truth does not name is not on the page; how sure the reader is, is not compared, but nothing may be both wrong and sure.
/// </summary>
public sealed class reading_pages_of_text
{
    private static readonly string Pages = Path.Combine(TestDocuments.Root, "tests", "HoldingsLedger.Tests", "Text", "Pages");

    public static TheoryData<string> Names() => [.. Directory.EnumerateFiles(Pages, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void says_what_a_person_reads_on_the_page(string page)
    {
        var reading = OcrTextReader.Read(File.ReadAllBytes(Path.Combine(Pages, page + ".txt")));
        var truth = JsonNode.Parse(File.ReadAllText(Path.Combine(Pages, page + ".truth.json")))!.AsObject();
        var filing = reading.Filing!;
        Assert.Equal((string?)truth["formType"], filing.FormType);
        Assert.Equal((string?)truth["periodOfReport"], filing.PeriodOfReport?.ToString("o"));
        Assert.Equal((string?)truth["dateOfOriginalSubmission"], filing.DateOfOriginalSubmission?.ToString("o"));
        Assert.Equal((bool?)truth["noSecuritiesOwned"], filing.NoSecuritiesOwned);
        Assert.Equal((string?)truth["issuer"], filing.Issuer is { } issuer ? $"{issuer.Name} [{issuer.TradingSymbol}]" : null);
        Assert.Equal(truth["owners"]!.AsArray().Select(owner => (string?)owner), filing.ReportingOwners.Select(Words));
        Assert.Equal(truth["signed"]!.AsArray().Select(day => (string?)day), filing.Signatures.Select(signature => signature.SignedOn?.ToString("o")));
        Assert.Equal((int)truth["notes"]!, filing.Footnotes.Count);
        var lines = JsonSerializer.SerializeToNode(filing.Lines, ReadingJson.PublishedOptions)!.AsArray();
        Assert.Equal(truth["lines"]!.AsArray().Select(line => (string?)line!["line"]), lines.Select(line => (string?)line!["line"]));
        var differences = new List<string>();
        for (var at = 0; at < lines.Count; at++) Compare(truth["lines"]![at]!.AsObject(), lines[at]!.AsObject(), differences);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        foreach (var wanted in truth["problems"]?.AsArray() ?? [])
            Assert.Contains(reading.Problems.Select(problem => string.Join(' ', new[] { JsonNamingPolicy.KebabCaseLower.ConvertName(problem.Kind.ToString()), problem.Line, problem.Field }.OfType<string>())), problem => problem == (string?)wanted);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void no_cut_of_a_page_makes_the_reader_fall_or_sure_of_what_it_cannot_know(string page)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Pages, page + ".txt"));
        for (var length = 0; length < bytes.Length; length += 61)
        {
            foreach (var line in OcrTextReader.Read(bytes.AsMemory(0, length)).Filing?.Lines ?? [])
                Assert.True(line.Confidence < 0.9m, $"{line.Line} of the first {length} bytes");
        }
    }

    private static string Words(ReportingOwner owner)
    {
        string?[] roles =
        [
            owner.IsDirector == true ? "director" : null, owner.IsTenPercentOwner == true ? "ten percent owner" : null,
            owner.IsOfficer == true ? $"officer {owner.OfficerTitle}" : null, owner.IsOther == true ? "other" : null,
        ];
        return $"{owner.Name}: {(roles.Any(role => role is not null) ? string.Join(", ", roles.Where(role => role is not null)) : "unknown")}";
    }

    private static void Compare(JsonObject truth, JsonObject line, List<string> differences)
    {
        foreach (var (field, read) in line)
        {
            if (field is "confidence" or "fieldConfidence" or "source" or "table" or "kind" || (field is "footnotes" && truth.ContainsKey("footnotes") && truth["footnotes"] is null)) continue;
            var (wanted, had) = (Text(truth[field]), Text(read));
            if (!string.Equals(wanted, had, StringComparison.Ordinal)) differences.Add($"{line["line"]} {field}: expected {wanted}, read {had}");
        }
    }

    private static string Text(JsonNode? value) => value switch
    {
        null => "nothing",
        JsonObject { Count: 0 } => "nothing",
        JsonObject pairs => string.Join("; ", pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {pair.Value!.ToJsonString()}")),
        JsonValue number when number.GetValueKind() == JsonValueKind.Number => decimal.Parse(number.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture).ToString("0.######", System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToJsonString(),
    };
}
