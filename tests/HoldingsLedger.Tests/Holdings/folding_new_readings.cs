using HoldingsLedger.Amendments;
using HoldingsLedger.Filings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using HoldingsLedger.Replay;
using HoldingsLedger.Review;
using Xunit;
using static HoldingsLedger.Tests.Filings.TestFilings;

namespace HoldingsLedger.Tests.Holdings;

public static class folding_new_readings
{
    private const string Filing = "0009990001-23-000001", Amendment = "0009990001-23-000009";
    private static readonly string Person = Ada.Value, Issuer = Larkspur.Value;
    private static readonly ParserVersion One = new("ownership-xml", 1), Two = new("ownership-xml", 2);
    private static readonly DateTimeOffset At = new(2023, 3, 9, 12, 0, 0, TimeSpan.Zero);

    private static InsiderHoldings Held(params ReportedLine[] lines) =>
        HoldingsFold.Fold(null, Person, Issuer, RecordFilingDecision.Decide(Document("x", Form4(Filing, [Ada], lines)), null, null).Events.Select(e => e.Event))!;

    private static IEnumerable<string> Lines(InsiderHoldings? holdings) => holdings!.Filings.Single(f => f.Filing == Filing).Lines.Select(l => $"{l.Line.Line} {l.Line.Shares}");

    [Fact]
    public static void a_recovered_first_row_moves_the_others_down()
    {
        var before = Held(Purchase("I.1", 20, 120), Purchase("I.2", 30, 150));

        var after = HoldingsFold.Fold(before, Person, Issuer,
        [
            new LineReinterpreted(Filing, Person, Issuer, One, Two, "I.1", Purchase("I.2", 20, 120)),
            new LineRecovered(Filing, Person, Issuer, One, Two, Purchase("I.1", 10, 100)),
            new LineReinterpreted(Filing, Person, Issuer, One, Two, "I.2", Purchase("I.3", 30, 150)),
        ]);

        Assert.Equal(["I.1 10", "I.2 20", "I.3 30"], Lines(after));
    }

    [Fact]
    public static void a_line_that_never_was_is_gone()
    {
        var before = Held(Purchase("I.1", 20, 120), Purchase("I.2", 30, 150));

        var after = HoldingsFold.Fold(before, Person, Issuer, [new LineWithdrawn(Person, Issuer, new LineId(Filing, "I.1"), null, null, One, Two), new LineReinterpreted(Filing, Person, Issuer, One, Two, "I.2", Purchase("I.1", 30, 150))]);

        Assert.Equal(["I.1 30"], Lines(after));
    }

    [Fact]
    public static void what_an_amendment_did_to_a_line_follows_it_to_its_new_number()
    {
        var both = HoldingsFold.Fold(
            Held(Purchase("I.1", 20, 120)),
            Person,
            Issuer,
            [
                .. RecordFilingDecision.Decide(Document("y", Form4(Amendment, [Ada], Purchase("I.1", 25, 125)) with { FormType = "4/A" }), null, null).Events.Select(e => e.Event),
                new LineSuperseded(Person, Issuer, new LineId(Filing, "I.1"), new LineId(Amendment, "I.1"), At),
            ]);

        var after = HoldingsFold.Fold(both, Person, Issuer, [new LineReinterpreted(Amendment, Person, Issuer, One, Two, "I.1", Purchase("I.2", 25, 125)), new LineRecovered(Amendment, Person, Issuer, One, Two, Purchase("I.1", 1, 1))])!;

        Assert.Equal(new LineReplacement(new LineId(Amendment, "I.2"), At), after.Filings[0].Lines[0].SupersededBy);
        Assert.Equal([null, new LineId(Filing, "I.1")], after.Filings[1].Lines.Select(l => l.Supersedes));
    }

    [Fact]
    public static void an_owner_who_never_filed_it_no_longer_holds_it()
    {
        var before = Held(Purchase("I.1", 20, 120));
        var form = Form4(Filing, [Ben]);
        var reread = new FilingReread(Filing, "ab", One, Two, At, KnownAtBasis.Acceptance, Issuer, [new FilingOwner(Ben.Value, "Marrow Ben")], Issuer, [new FilingOwner(Person, "Quill Ada")], form, 1, "d", []);

        Assert.Empty(HoldingsFold.Fold(before, Person, Issuer, [reread, new LineWithdrawn(Person, Issuer, new LineId(Filing, "I.1"), null, null, One, Two)])!.Filings);
        Assert.Single(HoldingsFold.Fold(null, Ben.Value, Issuer, [reread, new LineRecovered(Filing, Ben.Value, Issuer, One, Two, Purchase("I.1", 20, 120))])!.Filings);
    }

    [Fact]
    public static void a_persons_word_outlives_a_new_reading_until_the_reader_agrees()
    {
        var decided = HoldingsFold.Fold(Held(Purchase("I.1", 20, 120)), Person, Issuer, [new LineDecided(Person, Issuer, new LineId(Filing, "I.1"), "shares", FiledScalar.Of(25m), "Ada", "The page says 25.")])!;
        Assert.Equal((25m, 20m), (decided.Filings[0].Lines[0].Line.Shares, decided.Filings[0].Lines[0].AsRead!.Shares));

        var reread = HoldingsFold.Fold(decided, Person, Issuer, [new LineReinterpreted(Filing, Person, Issuer, One, Two, "I.1", Purchase("I.1", 28, 120))])!;
        Assert.Equal((25m, 28m), (reread.Filings[0].Lines[0].Line.Shares, reread.Filings[0].Lines[0].AsRead!.Shares));

        var agreed = HoldingsFold.Fold(reread, Person, Issuer, [new LineReinterpreted(Filing, Person, Issuer, Two, Two, "I.1", Purchase("I.1", 25, 120))])!;
        Assert.Equal(25m, agreed.Filings[0].Lines[0].Line.Shares);
        Assert.Null(agreed.Filings[0].Lines[0].AsRead);
    }

    [Fact]
    public static void a_mark_on_a_line_that_nobody_reported_is_an_error_and_no_silence() =>
        Assert.Throws<InvalidDataException>(() => HoldingsFold.Fold(Held(Purchase("I.1", 20, 120)), Person, Issuer, [new LineSuperseded(Person, Issuer, new LineId(Filing, "I.7"), new LineId(Amendment, "I.1"), At)]));

    [Fact]
    public static void a_line_is_as_sure_as_the_least_of_what_nobody_settled()
    {
        var unsure = Purchase("I.1", 20, 120) with { Confidence = 0.6m, FieldConfidence = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["shares"] = 0.6m, ["sharesOwnedFollowing"] = 0.8m } };
        LineDecided Word(string? field, decimal? value) => new(Person, Issuer, new LineId(Filing, "I.1"), field, FiledScalar.Of(value), "Ada", "I looked.");

        var one = HoldingsFold.Fold(Held(unsure), Person, Issuer, [Word("shares", 25)])!;
        var both = HoldingsFold.Fold(one, Person, Issuer, [Word(null, null)])!;

        Assert.Equal((0.8m, 1m), (one.Filings[0].Lines[0].Line.Confidence, both.Filings[0].Lines[0].Line.Confidence));
        Assert.Equal((0.6m, 25m), (both.Filings[0].Lines[0].AsRead!.Confidence, both.Filings[0].Lines[0].Line.Shares));
    }
}
