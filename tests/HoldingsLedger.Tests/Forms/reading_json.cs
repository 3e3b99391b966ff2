using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using HoldingsLedger.Forms;
using Xunit;

namespace HoldingsLedger.Tests.Forms;

public sealed class reading_json
{
    private static readonly OwnershipFiling Filing = new()
    {
        AccessionNumber = AccessionNumber.Parse("0009100001-20-000024"),
        FormType = "4/A",
        AcceptedAt = new DateTimeOffset(2020, 3, 10, 17, 5, 11, TimeSpan.FromHours(-4)),
        FiledOn = new DateOnly(2020, 3, 10),
        NotSubjectToSection16 = false,
        Issuer = new FiledIssuer(Cik.Parse("9100010"), "Søltun & Sons' \"Robotics\" <Inc>", null),
        Lines =
        [
            new ReportedLine
            {
                Line = "II.1",
                Table = FormTable.II,
                Kind = LineKind.Holding,
                Shares = 1049.500m,
                Footnotes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["shares"] = ["F2", "F1"] },
                Source = new LineSource { Page = 2, Box = [1.5m, 2m, 3m, 4.25m] },
                Confidence = 0.5m,
                FieldConfidence = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["shares"] = 0.5000m },
            },
        ],
        Footnotes = [new Footnote("F1", "")],
    };

    private static readonly Reading Whole = new(
        new SourceDocument("ab", DocumentKind.OcrText, new ParserVersion("ocr-text", 3)),
        Filing,
        [new ReadingProblem(ProblemKind.NotAnOwnershipForm, "I.2", "shares", "N/A", "No.")]);

    [Fact]
    public void is_published_in_the_agreed_words_order_and_digits()
    {
        var json = Published(Whole);

        Assert.Equal(
            """
            {
              "document": {
                "sha256": "ab",
                "kind": "ocr-text",
                "parser": {
                  "name": "ocr-text",
                  "version": 3
                }
              },
              "filing": {
                "accessionNumber": "0009100001-20-000024",
                "formType": "4/A",
                "schemaVersion": null,
                "acceptedAt": "2020-03-10T17:05:11-04:00",
                "filedOn": "2020-03-10",
                "periodOfReport": null,
                "dateOfOriginalSubmission": null,
                "noSecuritiesOwned": null,
                "notSubjectToSection16": false,
                "form3HoldingsReported": null,
                "form4TransactionsReported": null,
                "aff10b5One": null,
                "issuer": {
                  "cik": "0009100010",
                  "name": "Søltun & Sons' \"Robotics\" <Inc>",
                  "tradingSymbol": null
                },
                "reportingOwners": [],
                "lines": [
                  {
                    "line": "II.1",
                    "table": "II",
                    "kind": "holding",
                    "securityTitle": null,
                    "conversionOrExercisePrice": null,
                    "transactionOn": null,
                    "deemedExecutionOn": null,
                    "transactionFormType": null,
                    "transactionCode": null,
                    "equitySwapInvolved": null,
                    "timeliness": null,
                    "shares": 1049.500,
                    "totalValue": null,
                    "pricePerShare": null,
                    "acquiredDisposed": null,
                    "exercisableOn": null,
                    "expiresOn": null,
                    "underlyingSecurityTitle": null,
                    "underlyingShares": null,
                    "underlyingValue": null,
                    "sharesOwnedFollowing": null,
                    "valueOwnedFollowing": null,
                    "ownership": null,
                    "natureOfOwnership": null,
                    "footnotes": {
                      "shares": [
                        "F2",
                        "F1"
                      ]
                    },
                    "source": {
                      "page": 2,
                      "box": [
                        1.5,
                        2,
                        3,
                        4.25
                      ]
                    },
                    "confidence": 0.5,
                    "fieldConfidence": {
                      "shares": 0.5000
                    }
                  }
                ],
                "footnotes": [
                  {
                    "id": "F1",
                    "text": null
                  }
                ],
                "remarks": null,
                "signatures": []
              },
              "problems": [
                {
                  "kind": "not-an-ownership-form",
                  "line": "I.2",
                  "field": "shares",
                  "raw": "N/A",
                  "message": "No."
                }
              ]
            }

            """.ReplaceLineEndings("\n"),
            json);
    }

    [Fact]
    public void a_reading_without_a_filing_says_null() => Assert.Contains("\"filing\": null,", Published(Whole with { Filing = null }), StringComparison.Ordinal);

    [Fact]
    public void many_readings_are_one_array_in_their_order()
    {
        using var stream = new MemoryStream();
        ReadingJson.Write(stream, Enumerable.Range(1, 3).Select(i => Whole with { Document = Whole.Document with { Sha256 = $"{i}" } }));

        var array = JsonNode.Parse(stream.ToArray())!.AsArray();
        Assert.Equal("1 2 3", string.Join(' ', array.Select(reading => (string?)reading!["document"]!["sha256"])));
    }

    [Fact]
    public void no_readings_are_an_empty_array()
    {
        using var stream = new MemoryStream();
        ReadingJson.Write(stream, []);

        Assert.Empty(JsonNode.Parse(stream.ToArray())!.AsArray());
    }

    public static TheoryData<string> Folders() => [.. TestDocuments.GroundTruthFolders()];

    [Theory]
    [MemberData(nameof(Folders))]
    public void the_stored_form_comes_back_as_it_went_in(string folder)
    {
        var (bytes, fileName) = TestDocuments.DocumentOf(folder);
        var reading = DocumentReader.Read(bytes, fileName);

        Assert.Equivalent(reading, ThereAndBack(reading), strict: true);
        Assert.Equal(Published(reading), Published(ThereAndBack(reading)));
    }

    [Fact]
    public void the_stored_form_keeps_digits_offsets_boxes_and_confidences()
    {
        Assert.Equal(Published(Whole), Published(ThereAndBack(Whole)));
        Assert.Equal("", ThereAndBack(Whole).Filing!.Footnotes[0].Text);
    }

    [Fact]
    public void the_stored_form_leaves_out_what_is_not_there()
    {
        var stored = JsonSerializer.Serialize(Whole.Filing! with { Lines = [] }, ReadingJson.StoreOptions);

        Assert.Equal("""{"accessionNumber":"0009100001-20-000024","formType":"4/A","acceptedAt":"2020-03-10T17:05:11-04:00","filedOn":"2020-03-10","notSubjectToSection16":false,"issuer":{"cik":"0009100010","name":"Søltun & Sons' \"Robotics\" <Inc>"},"footnotes":[{"id":"F1","text":""}]}""", stored);
    }

    [Fact]
    public void what_the_stored_form_does_not_mention_is_empty_not_null()
    {
        var line = JsonSerializer.Deserialize<ReportedLine>("""{"line":"I.1","table":"I","kind":"holding","source":{},"confidence":1.0}""", ReadingJson.StoreOptions)!;
        var filing = JsonSerializer.Deserialize<OwnershipFiling>("{}", ReadingJson.StoreOptions)!;

        Assert.Empty(line.Footnotes);
        Assert.Empty(filing.Lines);
        Assert.Empty(filing.Footnotes);
        Assert.Empty(filing.Signatures);
        Assert.Empty(filing.ReportingOwners);
    }

    [Fact]
    public void other_options_learn_the_stored_form()
    {
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
        ReadingJson.AddTo(options);

        Assert.Equal(JsonSerializer.Serialize(Whole.Filing!.Lines[0], ReadingJson.StoreOptions), JsonSerializer.Serialize(Whole.Filing.Lines[0], options));
    }

    private static Reading ThereAndBack(Reading reading) => JsonSerializer.Deserialize<Reading>(JsonSerializer.SerializeToUtf8Bytes(reading, ReadingJson.StoreOptions), ReadingJson.StoreOptions)!;

    private static string Published(Reading reading)
    {
        using var stream = new MemoryStream();
        ReadingJson.Write(stream, reading);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
