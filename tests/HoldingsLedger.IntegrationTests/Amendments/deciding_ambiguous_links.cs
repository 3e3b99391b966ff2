using HoldingsLedger.Amendments;
using HoldingsLedger.Filings;
using HoldingsLedger.Holdings;
using HoldingsLedger.Review;
using HoldingsLedger.Verbs;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Amendments;

/// <summary>Two forms of one day, equally like an amendment: nobody guesses which it amends until a person says.</summary>
public sealed class deciding_ambiguous_links(LedgerFixture fixture)
{
    private const string Issuer = "0005800001";
    private const string Ann = "0005800002";
    private const string Amendment = "0005800001-24-000009";

    // One purchase, told twice on one day by two people who file for her.
    private static readonly MadeForm Morning = new("0005800001-24-000001", "4", "2024-01-10T09:00:00", Issuer, Ann) { Rows = [MadeRow.Bought(100, 1100, "2024-01-09")] };
    private static readonly MadeForm Noon = new("0005800001-24-000002", "4", "2024-01-10T12:00:00", Issuer, Ann) { Rows = [MadeRow.Bought(100, 1100, "2024-01-09")] };

    // It was 150, one of them says later.
    private static readonly MadeForm Corrected = new(Amendment, "4/A", "2024-01-12T17:00:00", Issuer, Ann) { Original = "2024-01-10", Rows = [MadeRow.Bought(150, 1150, "2024-01-09")] };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task until_then_the_originals_stand_and_every_position_says_so()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync(Morning, Noon, Corrected);

        var item = Assert.Single((await ReviewQuery.WaitingAsync(ledger.Database, Cancellation)).Items);
        Assert.Equal((Amendment, LinkState.Ambiguous, null), (item.Id, item.Link!.State, item.Link!.Original));
        Assert.Equal([Morning.Accession, Noon.Accession], item.Link!.Candidates);
        var position = Assert.Single(await ledger.PositionsAsync(Ann, "2024-01-31"));
        Assert.Equal(1100, position.Shares);
        Assert.NotEmpty(position.Findings);
        Assert.DoesNotContain(position.Lines, line => line.Filing == Amendment);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task the_original_that_a_person_names_is_amended(bool morning)
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync(Morning, Noon, Corrected);
        var (named, other) = morning ? (Morning, Noon) : (Noon, Morning);

        var item = await DecideReview.LinkAsync(ledger.Database, new ReviewTarget(Amendment, null), named.Accession, "R. Reader", "the filer said so on the telephone", Cancellation);

        Assert.Equal((LinkState.Linked, named.Accession), (item.Link!.State, item.Link!.Original));
        Assert.Contains("R. Reader", item.Link!.Basis, StringComparison.Ordinal);
        Assert.Contains("the filer said so on the telephone", item.Link!.Basis, StringComparison.Ordinal);
        Assert.Empty((await ReviewQuery.WaitingAsync(ledger.Database, Cancellation)).Items);
        var audit = Assert.Single((await AuditQuery.OneAsync(ledger.Database, Amendment, Cancellation)).Audits);
        var line = Assert.Single(audit.Lines);
        Assert.Equal((LineChange.Corrected, "I.1", "I.1"), (line.Change, line.Original, line.Amended));
        var lines = (await ledger.HoldingsAsync()).Single().Filings.ToDictionary(f => f.Filing, f => Assert.Single(f.Lines), StringComparer.Ordinal);
        Assert.Equal(Amendment, lines[named.Accession].SupersededBy!.By.Filing);
        Assert.Null(lines[other.Accession].SupersededBy);
    }

    [Fact]
    public async Task none_of_them_makes_it_a_filing_of_its_own()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync(Morning, Noon, Corrected);

        var item = await DecideReview.LinkAsync(ledger.Database, new ReviewTarget(Amendment, null), null, "R. Reader", "neither", Cancellation);

        Assert.Equal((LinkState.OriginalNotHeld, null), (item.Link!.State, item.Link!.Original));
        Assert.Equal(1150, Assert.Single(await ledger.PositionsAsync(Ann, "2024-01-31")).Shares);
    }

    [Fact]
    public async Task none_of_them_unties_a_link_that_was_evident()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync(Noon, Corrected);
        Assert.Equal(Noon.Accession, (await ReviewQuery.ShowAsync(ledger.Database, new ReviewTarget(Amendment, null), Cancellation)).Link!.Original);

        var item = await DecideReview.LinkAsync(ledger.Database, new ReviewTarget(Amendment, null), null, "R. Reader", "another one", Cancellation);

        Assert.Equal((LinkState.OriginalNotHeld, null), (item.Link!.State, item.Link!.Original));
        Assert.Null((await ledger.HoldingsAsync()).Single().Filings[0].Lines[0].SupersededBy);
    }

    [Fact]
    public async Task a_decision_changed_and_taken_back_leaves_what_stood_before()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync(Morning, Noon, Corrected);
        var before = await ledger.AnswersAsync();
        var events = await ledger.EventsAsync();
        var stood = await ledger.DigestOfEventsAsync(events);

        await DecideReview.LinkAsync(ledger.Database, new ReviewTarget(Amendment, null), Morning.Accession, "R. Reader", "first thought", Cancellation);
        var decided = await ledger.AnswersAsync();
        var between = await ledger.NowAsync();
        await DecideReview.LinkAsync(ledger.Database, new ReviewTarget(Amendment, null), Noon.Accession, "S. Second", "on second thoughts", Cancellation);
        Assert.NotEqual(decided, await ledger.AnswersAsync());
        var item = await DecideReview.TakeBackLinkAsync(ledger.Database, new ReviewTarget(Amendment, null), "R. Reader", "nobody knows", Cancellation);

        Assert.Equal((LinkState.Ambiguous, null), (item.Link!.State, item.Link!.Decided));
        Assert.Equal(before, await ledger.AnswersAsync());
        Assert.Equal(decided, await ledger.AnswersAsync(between));
        Assert.Equal(stood, await ledger.DigestOfEventsAsync(events));
        await Assert.ThrowsAsync<NoSuchThingException>(() => DecideReview.TakeBackLinkAsync(ledger.Database, new ReviewTarget(Amendment, null), "R. Reader", "again", Cancellation));
    }

    [Fact]
    public async Task a_decision_outlives_a_rebuild_and_new_arrivals()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync(Morning, Corrected);
        await DecideReview.LinkAsync(ledger.Database, new ReviewTarget(Amendment, null), Morning.Accession, "R. Reader", "evident", Cancellation);

        // A form that is more like the amendment arrives, and a later one.
        await ledger.RecordAsync(Noon with { Rows = Corrected.Rows });
        await ledger.RecordAsync(new MadeForm("0005800001-24-000010", "4", "2024-01-20T17:00:00", Issuer, Ann) { Rows = [MadeRow.Sold(50, 1100, "2024-01-19")] });
        var live = await ledger.ReadModelAsync();
        await RebuildProjections.RunAsync(ledger.Database, null, Cancellation);

        FreshLedger.Same(live, await ledger.ReadModelAsync());
        var item = await ReviewQuery.ShowAsync(ledger.Database, new ReviewTarget(Amendment, null), Cancellation);
        Assert.Equal((LinkState.Linked, Morning.Accession, "R. Reader"), (item.Link!.State, item.Link!.Original, item.Link!.Decided!.Who));
    }

    [Fact]
    public async Task a_decision_can_come_before_the_original_it_names()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync(Noon, Corrected);
        var early = await DecideReview.LinkAsync(ledger.Database, new ReviewTarget(Amendment, null), Morning.Accession, "R. Reader", "it will come", Cancellation);
        Assert.Equal((LinkState.OriginalNotHeld, null), (early.Link!.State, early.Link!.Original));

        await ledger.RecordAsync(Morning);

        Assert.Equal(Morning.Accession, (await ReviewQuery.ShowAsync(ledger.Database, new ReviewTarget(Amendment, null), Cancellation)).Link!.Original);
    }

    [Fact]
    public async Task what_an_amendment_cannot_amend_is_refused_and_nothing_is_recorded()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        var (initial, late, stranger) = ("0005800001-24-000003", "0005800001-24-000004", "0005800001-24-000005");
        await ledger.RecordAsync(
            Morning, Noon, Corrected,
            new MadeForm(initial, "3", "2024-01-10T08:00:00", Issuer, Ann) { Rows = [MadeRow.Held(1000)] },
            new MadeForm(late, "4", "2024-01-20T08:00:00", Issuer, Ann) { Rows = [MadeRow.Bought(1, 1151, "2024-01-19")] },
            new MadeForm(stranger, "4", "2024-01-10T08:00:00", Issuer, "0005800003") { Rows = [MadeRow.Bought(100, 1100, "2024-01-09")] });
        var events = await ledger.EventsAsync();

        foreach (var (original, sentence) in new[] { (initial, "is a Form 3"), (late, "became known after"), (stranger, "no owner in common"), (Amendment, "cannot amend itself") })
        {
            var refused = await Assert.ThrowsAsync<WrongQuestionException>(() => DecideReview.LinkAsync(ledger.Database, new ReviewTarget(Amendment, null), original, "R. Reader", "a slip", Cancellation));
            Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(events, await ledger.EventsAsync());
    }

    [Fact]
    public async Task by_verb_who_and_why_are_asked_for_and_shown()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync(Morning, Noon, Corrected);
        Task<ProgramAnswer> Run(params string[] arguments) => fixture.RunOnAsync(ledger.Database.ConnectionString, ["review", .. arguments]);

        var list = await Run("list");
        Assert.Equal((0, ""), (list.ExitCode, list.Errors));
        Assert.StartsWith($"{Amendment}  Form 4/A of Person {Ann}, Example {Issuer}, known 2024-01-12", list.Output, StringComparison.Ordinal);
        Assert.Contains($"could amend {Morning.Accession} or {Noon.Accession}", list.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await Run("decide", Amendment, "--original", Noon.Accession, "--who", "R. Reader")).ExitCode);
        Assert.Equal(2, (await Run("decide", Amendment, "--original", Noon.Accession, "--none", "--who", "R. Reader", "--why", "both")).ExitCode);
        Assert.Equal(2, (await Run("decide", Amendment, "--none", "--who", " ", "--why", "x")).ExitCode);
        Assert.Equal(1, (await Run("decide", Noon.Accession, "--none", "--who", "R. Reader", "--why", "it amends nothing")).ExitCode);
        Assert.Equal(1, (await Run("show", "0005800001-24-999999")).ExitCode);
        var decided = await Run("decide", Amendment, "--original", Noon.Accession, "--who", "R. Reader", "--why", "told so", "--json");
        Assert.Equal("R. Reader", decided.Json.GetProperty("link").GetProperty("decided").GetProperty("who").GetString());
        var shown = await Run("show", Amendment);
        Assert.Contains("decided by R. Reader: told so", shown.Output, StringComparison.Ordinal);
        Assert.Equal("Nothing waits for a decision.\n", (await Run("list")).Output);
        Assert.Equal(0, (await Run("decide", Amendment, "--take-back", "--who", "R. Reader", "--why", "hm")).ExitCode);
        Assert.Single((await Run("list", "--json")).Json.GetProperty("items").EnumerateArray());
    }
}
