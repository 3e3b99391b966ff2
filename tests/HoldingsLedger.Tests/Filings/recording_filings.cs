using HoldingsLedger.Filings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using Xunit;
using static HoldingsLedger.Tests.Filings.TestFilings;

namespace HoldingsLedger.Tests.Filings;

public static class recording_filings
{
    [Fact]
    public static void a_new_filing_is_received_and_read_and_every_line_reaches_its_holding_stream()
    {
        var decision = RecordFilingDecision.Decide(
            Document("one", Form4("0009990001-23-000001", [Ada], Purchase("I.1", 100, 600), Holding("I.2", 40, "By Trust"))), null, null);

        Assert.Equal(IntakeResult.Accepted, decision.Result);
        Assert.Equal(2, decision.Lines);
        Assert.Collection(
            decision.Events,
            e => Assert.True(e is { Stream: "filing:0009990001-23-000001", Event: FilingReceived }),
            e => Assert.True(e is { Stream: "filing:0009990001-23-000001", Event: FilingRead { Lines: 2, Form.Lines.Count: 0 } }),
            e => Assert.True(e is { Stream: "holding:0009990001:0009990100:k1:I:common stock", Event: TransactionReported { Line.Line: "I.1", Line.Shares: 100 } }),
            e => Assert.True(e is { Stream: "holding:0009990001:0009990100:k1:I:common stock", Event: HoldingReported { Line.Line: "I.2" } }));
    }

    [Fact]
    public static void a_joint_filing_says_each_line_once_to_every_owner()
    {
        var decision = RecordFilingDecision.Decide(Document("one", Form4("0009990001-23-000001", [Ada, Ben], Purchase("I.1", 100, 600))), null, null);

        Assert.Equal(1, decision.Lines);
        var lines = decision.Events.Where(e => e.Event is TransactionReported).ToArray();
        Assert.Equal(
            ["holding:0009990001:0009990100:k1:I:common stock", "holding:0009990002:0009990100:k1:I:common stock"],
            lines.Select(e => e.Stream));
        Assert.All(lines, e => Assert.Equal(("0009990001-23-000001", "I.1"), (((TransactionReported)e.Event).Filing, ((TransactionReported)e.Event).Line.Line)));
    }

    [Fact]
    public static void an_owner_named_twice_has_each_line_once()
    {
        var decision = RecordFilingDecision.Decide(Document("one", Form4("0009990001-23-000001", [Ada, Ada], Purchase("I.1", 100, 600))), null, null);

        Assert.Single(decision.Events, e => e.Event is TransactionReported);
    }

    [Fact]
    public static void the_same_bytes_again_are_a_duplicate_and_cause_nothing()
    {
        var document = Document("one", Form4("0009990001-23-000001", [Ada], Purchase("I.1", 100, 600)));

        var decision = RecordFilingDecision.Decide(document, Registered(document), Registered(document));

        Assert.Equal(IntakeResult.Duplicate, decision.Result);
        Assert.Empty(decision.Events);
    }

    [Fact]
    public static void the_same_accession_number_with_other_content_is_rejected_and_both_digests_are_named()
    {
        var held = Document("one", Form4("0009990001-23-000001", [Ada], Purchase("I.1", 100, 600)));
        var other = Document("two", Form4("0009990001-23-000001", [Ada], Purchase("I.1", 200, 700)));

        var decision = RecordFilingDecision.Decide(other, Registered(held), null);

        Assert.Equal(IntakeResult.Rejected, decision.Result);
        Assert.Contains(held.Sha256, decision.Message, StringComparison.Ordinal);
        Assert.Contains(other.Sha256, decision.Message, StringComparison.Ordinal);
        var (stream, @event) = (decision.Events.Single().Stream, Assert.IsType<FilingRejected>(decision.Events.Single().Event));
        Assert.Equal($"filing:sha256-{other.Sha256[..16]}", stream);
        Assert.Equal(("0009990001-23-000001", held.Sha256), (@event.Accession, @event.HeldSha256));
    }

    [Fact]
    public static void a_document_that_is_no_filing_is_rejected_with_the_readers_word()
    {
        var decision = RecordFilingDecision.Decide(
            Document("<html/>", null, new ReadingProblem(ProblemKind.NotAnOwnershipForm, null, null, null, "This is a web page, not a Form 3, 4 or 5.")), null, null);

        Assert.Equal((IntakeResult.Rejected, "not-an-ownership-form", "This is a web page, not a Form 3, 4 or 5."), (decision.Result, decision.RejectionKind, decision.Message));
        Assert.IsType<FilingRejected>(decision.Events.Single().Event);
    }

    [Fact]
    public static void a_document_rejected_before_is_rejected_again_without_another_event()
    {
        var document = Document("<html/>", null, new ReadingProblem(ProblemKind.NotAnOwnershipForm, null, null, null, "This is a web page."));
        var row = Registered(document) with { Status = RegistrationStatus.Rejected, RejectionKind = "not-an-ownership-form", RejectionMessage = "This is a web page." };

        var decision = RecordFilingDecision.Decide(document, null, row);

        Assert.Equal((IntakeResult.Rejected, "not-an-ownership-form"), (decision.Result, decision.RejectionKind));
        Assert.Empty(decision.Events);
    }

    [Fact]
    public static void a_paper_form_without_numbers_is_kept_under_names_of_its_own()
    {
        var paper = Form4("0009990001-23-000001", [Ada], Purchase("I.1", 100, 600)) with
        {
            AccessionNumber = null,
            Issuer = new FiledIssuer(null, "LARKSPUR  MILLS, INC.", "LARK"),
            ReportingOwners = [new ReportingOwner { Name = "QUILL, Ada" }],
        };
        var document = Document("paper", paper);

        var decision = RecordFilingDecision.Decide(document, null, null);

        Assert.Equal($"sha256-{document.Sha256[..16]}", decision.Filing);
        Assert.Contains(decision.Events, e => e.Stream == "holding:person:quill-ada@larkspur-mills-inc:issuer:larkspur-mills-inc:k1:I:common stock");
    }

    [Fact]
    public static void a_filing_that_names_no_owner_loses_no_line()
    {
        var decision = RecordFilingDecision.Decide(Document("one", Form4("0009990001-23-000001", [], Purchase("I.1", 100, 600))), null, null);

        Assert.Equal("person:of-0009990001-23-000001", Assert.IsType<TransactionReported>(decision.Events[^1].Event).Person);
    }

    [Fact]
    public static void two_readings_that_say_the_same_have_one_digest_whoever_read_them()
    {
        var reading = Document("one", Form4("0009990001-23-000001", [Ada], Purchase("I.1", 100, 600))).Reading;
        var later = reading with { Document = reading.Document with { Parser = new ParserVersion("ownership-xml", 2) } };
        var other = reading with { Filing = reading.Filing! with { Remarks = "See exhibit." } };

        Assert.Equal(RecordFilingDecision.DigestOf(reading), RecordFilingDecision.DigestOf(later));
        Assert.NotEqual(RecordFilingDecision.DigestOf(reading), RecordFilingDecision.DigestOf(other));
    }
}
