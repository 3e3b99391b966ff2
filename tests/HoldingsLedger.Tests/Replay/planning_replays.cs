using System.Text.Json;
using HoldingsLedger.Amendments;
using HoldingsLedger.Filings;
using HoldingsLedger.Forms;
using HoldingsLedger.Replay;
using HoldingsLedger.Tests.Amendments;
using Xunit;

namespace HoldingsLedger.Tests.Replay;

public class planning_replays
{
    private const string Accession = "0000814585-20-000020";
    private static readonly ParserVersion Older = new("ownership-xml", 3);
    private static readonly ParserVersion Newer = new("ownership-xml", 4);

    private static readonly ReportedLine[] Lines = [Rows.Sale(1080, 540669, 7.95m, 1), Rows.Sale(20.5m, 540648.5m, 7.95m, 2), Rows.Held(300, "By Trust", 3)];

    [Fact]
    public void a_reading_with_the_recorded_digest_is_unchanged()
    {
        var reading = Read(Newer, Lines);
        // What is recorded beside the digest is not even looked at.
        var recorded = Recorded(reading) with { Lines = [] };

        Assert.Equal(ReplayOutcome.Unchanged, ReplayPlan.Of(recorded, reading).Outcome);
    }

    [Fact]
    public void a_reading_that_says_the_same_under_another_digest_is_unchanged()
    {
        var reading = Read(Newer, Lines);

        var document = ReplayPlan.Of(Recorded(reading) with { Digest = "of an older form of the JSON" }, reading);

        Assert.Equal(ReplayOutcome.Unchanged, document.Outcome);
        Assert.Null(document.Reading);
        Assert.Empty(document.Lines);
    }

    [Fact]
    public void a_cut_fraction_is_corrected_field_by_field()
    {
        var document = Replayed([Lines[0], Lines[1] with { Shares = 20m, SharesOwnedFollowing = 540648m }, Lines[2]], Lines);

        Assert.Equal(ReplayOutcome.Changed, document.Outcome);
        var line = Assert.Single(document.Lines);
        Assert.Equal((ReplayChange.Corrected, "I.2", "I.2"), (line.Change, line.Was, line.Is));
        Assert.Equal("shares 20 → 20.5; owned following 540,648 → 540,648.5", string.Join("; ", line.Fields));
        Assert.NotNull(document.Reading);
    }

    [Fact]
    public void digits_footnotes_and_sources_are_part_of_what_is_read()
    {
        var noted = Lines[0] with
        {
            PricePerShare = 7.950m,
            Footnotes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["pricePerShare"] = ["F1", "F2"] },
            Source = new LineSource { Xpath = "/ownershipDocument/nonDerivativeTable/nonDerivativeTransaction[7]" },
        };

        var line = Assert.Single(Replayed([Lines[0]], [noted]).Lines);

        Assert.Equal(
            "price 7.95 → 7.950; source.xpath /ownershipDocument/nonDerivativeTable/nonDerivativeTransaction[1] → /ownershipDocument/nonDerivativeTable/nonDerivativeTransaction[7]; "
            + "footnotes.pricePerShare[0] nothing → F1; footnotes.pricePerShare[1] nothing → F2",
            string.Join("; ", line.Fields));
    }

    [Fact]
    public void a_row_that_was_missed_is_recovered_and_the_rows_after_it_get_other_numbers()
    {
        var missed = Replayed([Lines[0], Lines[2].At(2)], Lines);

        Assert.Equal("Recovered →I.2; Corrected I.2→I.3 line I.2 → I.3", Say(missed));
    }

    [Fact]
    public void a_table_that_was_missed_is_recovered()
    {
        var grant = Rows.Grant(500, 9.63m, new DateOnly(2030, 3, 5), 500);

        Assert.Equal("Recovered →II.1", Say(Replayed(Lines, [.. Lines, grant])));
    }

    [Fact]
    public void a_row_that_never_was_is_withdrawn() => Assert.Equal("Withdrawn I.3→", Say(Replayed(Lines, Lines[..2])));

    [Fact]
    public void rows_without_an_xpath_are_aligned_by_likeness()
    {
        ReportedLine[] old = [.. Lines.Select((l, i) => l with { Source = new LineSource { Page = 1, Box = [10, 100 + i, 500, 110 + i] } })];
        ReportedLine[] now = [Rows.Sale(1080, 540669, 7.95m, 1) with { Source = old[0].Source, Confidence = 0.91m }, old[2].At(2) with { SharesOwnedFollowing = 308 }];

        Assert.Equal("Corrected I.1→I.1 confidence 1.0 → 0.91; Corrected I.3→I.2 line I.3 → I.2, owned following 300 → 308; Withdrawn I.2→", Say(Replayed(old, now)));
    }

    [Fact]
    public void a_second_owner_that_was_dropped_shows_in_the_form()
    {
        var reading = Read(Newer, Lines);
        var two = reading with { Filing = reading.Filing! with { ReportingOwners = [.. reading.Filing.ReportingOwners, new ReportingOwner { Cik = Cik.Parse("2"), Name = "Birch Bob" }] } };

        var document = ReplayPlan.Of(Recorded(reading), two);

        Assert.Equal(ReplayOutcome.Changed, document.Outcome);
        Assert.Empty(document.Lines);
        Assert.Equal("reportingOwners[1].cik nothing → 0000000002; reportingOwners[1].name nothing → Birch Bob", string.Join("; ", document.Form));
    }

    [Fact]
    public void problems_that_are_gone_and_new_are_told_apart()
    {
        var cut = new ReadingProblem(ProblemKind.UnreadableNumber, "I.2", "shares", "20.5", "\"20.5\" is no number.");
        var odd = new ReadingProblem(ProblemKind.UnlikelyDate, "I.1", "transactionOn", "0022-03-05", "The year is unlikely.");
        var reading = Read(Newer, Lines);

        var document = ReplayPlan.Of(Recorded(reading with { Problems = [cut, cut] }), reading with { Problems = [odd, cut] });

        Assert.Equal([cut], document.ProblemsGone);
        Assert.Equal([odd], document.ProblemsNew);
        Assert.Equal(ReplayOutcome.Changed, document.Outcome);
    }

    [Fact]
    public void an_earlier_rejection_gets_another_chance()
    {
        var reading = Read(Newer, Lines);
        var rejected = new RecordedReading { Sha256 = reading.Document.Sha256, Kind = DocumentKind.Pdf, Filing = "sha256-abc", Parser = new ParserVersion("none", 1), Problems = [new ReadingProblem(ProblemKind.NeedsOcr, null, null, null, "No text layer.")] };

        var document = ReplayPlan.Of(rejected, reading);

        Assert.Equal((ReplayOutcome.Accepted, Accession), (document.Outcome, document.Filing));
        Assert.Equal("Recovered →I.1; Recovered →I.2; Recovered →I.3", Say(document));
        Assert.Single(document.ProblemsGone);
        Assert.Equal(ReplayOutcome.Unchanged, ReplayPlan.Of(rejected, reading with { Filing = null, Problems = rejected.Problems }).Outcome);
    }

    [Fact]
    public void a_reader_that_reads_less_than_before_takes_nothing_away()
    {
        var reading = Read(Newer, Lines);

        var unread = ReplayPlan.Of(Recorded(reading), reading with { Filing = null, Problems = [new ReadingProblem(ProblemKind.MalformedXml, null, null, null, "Cut off.")] });
        Assert.Equal((ReplayOutcome.NoLongerReadable, null), (unread.Outcome, unread.Reading));
        Assert.Empty(unread.Lines);

        var other = ReplayPlan.Of(Recorded(reading), reading with { Filing = reading.Filing! with { AccessionNumber = AccessionNumber.Parse("0000814585-20-000099") } });
        Assert.Equal((ReplayOutcome.OtherFiling, null), (other.Outcome, other.Reading));
        Assert.Empty(other.Lines);
    }

    [Fact]
    public void a_persons_word_is_held_against_what_the_reader_says_now()
    {
        var old = Read(Older, [Lines[0] with { Shares = 108 }, Lines[2].At(2)]);
        var recorded = Recorded(old) with { Decided = [new DecidedField("I.1", "shares", FiledScalar.Of(1080m)), new DecidedField("I.2", "natureOfOwnership", FiledScalar.Of("By Spouse"))] };

        var decisions = ReplayPlan.Of(recorded, Read(Newer, [Lines[0], Lines[2].At(2)])).Decisions;

        Assert.Equal(
            [new ReplayedDecision(Accession, "I.1", "shares", FiledScalar.Of(1080m), FiledScalar.Of(1080m), true), new ReplayedDecision(Accession, "I.2", "natureOfOwnership", FiledScalar.Of("By Spouse"), FiledScalar.Of("By Trust"), false)],
            decisions);
    }

    [Fact]
    public void a_filter_takes_what_it_names()
    {
        var known = new DateTimeOffset(2020, 3, 6, 15, 0, 0, TimeSpan.Zero);

        Assert.True(Takes(new ReplayFilter()));
        Assert.True(Takes(new ReplayFilter(DocumentKind.Pdf, "1", "9", known)));
        Assert.False(Takes(new ReplayFilter(Only: DocumentKind.OwnershipXml)));
        Assert.False(Takes(new ReplayFilter(Person: "3")));
        Assert.False(Takes(new ReplayFilter(Issuer: "8")));
        Assert.False(Takes(new ReplayFilter(Since: known.AddTicks(1))));

        bool Takes(ReplayFilter filter) => filter.Takes(DocumentKind.Pdf, ["1", "2"], "9", known);
    }

    [Fact]
    public void the_report_has_the_shape_that_was_promised_and_the_same_name_in_any_order()
    {
        ReplayedDocument[] documents =
        [
            Replayed([Lines[0] with { Shares = 10800 }], [Lines[0]]),
            Replayed(Lines, Lines),
            Replayed(Lines, Lines[..2]) with { Filing = "0000814585-20-000001", From = new ParserVersion("none", 1) },
        ];

        var report = ReplayReport.Of(documents, [], [], applied: false);
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(report, AnswerJson.TypeOf<ReplayReport>()));

        var root = json.RootElement;
        Assert.Equal(16, root.GetProperty("replay").GetString()!.Length);
        Assert.Equal(("False", "3", "1"), (root.GetProperty("applied").ToString(), root.GetProperty("documents").ToString(), root.GetProperty("unchanged").ToString()));
        Assert.Equal("""[{"name":"ownership-xml","from":null,"to":4,"documents":1},{"name":"ownership-xml","from":3,"to":4,"documents":2}]""", JsonSerializer.Serialize(root.GetProperty("parsers")));
        Assert.Equal("""{"filing":"0000814585-20-000020","change":"corrected","was":"I.1","is":"I.1","fields":[{"field":"shares","was":10800,"is":1080}]}""", JsonSerializer.Serialize(root.GetProperty("lines")[1]));
        Assert.Equal("""{"gone":0,"new":0}""", JsonSerializer.Serialize(root.GetProperty("problems")));
        Assert.Equal(0, root.GetProperty("positions").GetArrayLength());

        Assert.Equal(report.Replay, ReplayReport.Of(documents.Reverse(), [], [], applied: true).Replay);
        Assert.NotEqual(report.Replay, ReplayReport.Of(documents[1..], [], [], applied: false).Replay);
    }

    private static ReplayedDocument Replayed(ReportedLine[] old, ReportedLine[] now) => ReplayPlan.Of(Recorded(Read(Older, old)), Read(Newer, now));

    private static string Say(ReplayedDocument document) =>
        string.Join("; ", document.Lines.Select(l => $"{l.Change} {l.Was}→{l.Is}{(l.Fields.Count == 0 ? "" : $" {string.Join(", ", l.Fields)}")}"));

    private static Reading Read(ParserVersion parser, ReportedLine[] lines) => new(
        new SourceDocument(new string('a', 64), DocumentKind.OwnershipXml, parser),
        new OwnershipFiling
        {
            AccessionNumber = AccessionNumber.Parse(Accession),
            FormType = "4",
            Issuer = new FiledIssuer(Cik.Parse("814585"), "MBIA INC", "MBI"),
            ReportingOwners = [new ReportingOwner { Cik = Cik.Parse("1"), Name = "Alder Ann" }],
            Lines = lines,
        },
        []);

    private static RecordedReading Recorded(Reading reading) => new()
    {
        Sha256 = reading.Document.Sha256,
        Kind = reading.Document.Kind,
        Filing = Accession,
        Parser = reading.Document.Parser,
        Digest = RecordFilingDecision.DigestOf(reading),
        Form = reading.Filing! with { Lines = [] },
        Lines = reading.Filing.Lines,
        Problems = reading.Problems,
    };
}
