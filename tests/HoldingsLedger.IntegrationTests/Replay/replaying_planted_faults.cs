using HoldingsLedger.Filings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using HoldingsLedger.Replay;
using HoldingsLedger.Review;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Replay;

/// <summary>Filings recorded as a worse reader read them, then read again: no trace in today's answers, every trace in the history.</summary>
public sealed class replaying_planted_faults(LedgerFixture fixture)
{
    private static readonly ReplayFilter All = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Faults() => [.. PlantedFaults.Names];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task answers_become_those_of_a_ledger_that_always_read_well(string fault)
    {
        await using var fresh = await FreshLedger.CreateAsync(fixture);
        await fresh.RecordAsync(PlantedFaults.Of(fault).Forms);
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync(PlantedFaults.Misread(fault));
        var (before, events) = (await ledger.AnswersAsync(), await ledger.EventsAsync());
        var stood = await ledger.DigestOfEventsAsync(events);
        var instant = await ledger.NowAsync();
        Assert.Equal(before, await ledger.AnswersAsync(instant));

        var dry = await ReplayDocuments.DryAsync(ledger.Database, All, null, Cancellation);
        Assert.Equal(events, await ledger.EventsAsync());
        Assert.True(dry.Lines.Count + dry.Forms.Count > 0);
        var applied = await ReplayDocuments.ApplyAsync(ledger.Database, All, dry.Replay, null, Cancellation);
        Assert.Equal(dry with { Applied = true }, applied, Equal);

        Assert.Equal(await fresh.AnswersAsync(), await ledger.AnswersAsync());
        Assert.Equal(stood, await ledger.DigestOfEventsAsync(events));
        Assert.Equal(before, await ledger.AnswersAsync(instant));
        Assert.Equal(await fresh.AnswersAsync(), await ledger.AnswersAsync(await ledger.NowAsync()));

        var after = await ledger.EventsAsync();
        var again = await ReplayDocuments.ApplyAsync(ledger.Database, All, null, null, Cancellation);
        Assert.Equal((again.Documents, 0, 0, 0), (again.Unchanged, again.Lines.Count, again.Forms.Count, again.Positions.Count));
        Assert.Equal(after, await ledger.EventsAsync());
        var live = await ledger.ReadModelAsync();
        await RebuildProjections.RunAsync(ledger.Database, null, Cancellation);
        FreshLedger.Same(live, await ledger.ReadModelAsync());
        Assert.Equal(before, await ledger.AnswersAsync(instant));
    }

    [Fact]
    public async Task the_report_shows_lines_fields_and_positions()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync(PlantedFaults.Misread("fractions cut"));

        var report = await ReplayDocuments.DryAsync(ledger.Database, All, null, Cancellation);

        Assert.Equal((3, 2, false), (report.Documents, report.Unchanged, report.Applied));
        Assert.Equal(
            ["Corrected I.1 I.1 shares 0 → 0.75; owned following 1,100 → 1,100.75", "Corrected I.2 I.2 shares 300 → 300.25; owned following 800 → 800.5", "Corrected I.3 I.3 owned following 55 → 55.5"],
            report.Lines.Select(l => $"{l.Change} {l.Was} {l.Is} {string.Join("; ", l.Fields)}"));
        Assert.Equal((ReaderName, (int?)OlderVersion, OlderVersion + 1), (report.Parsers[0].Name, report.Parsers[0].From, report.Parsers[0].To));
        // Direct: 1,100 → 1,100.75 from the 10th, 800 → 800.5 from the 12th until the form of March states 810.5. The trust: 55 → 55.5.
        Assert.Contains(report.Positions, p => (p.NatureOfOwnership, p.From, p.Was, p.Is) == (null, new DateOnly(2024, 2, 10), 1100m, 1100.75m));
        Assert.Contains(report.Positions, p => (p.NatureOfOwnership, p.From, p.Was, p.Is) == (null, new DateOnly(2024, 2, 12), 800m, 800.5m));
        Assert.Contains(report.Positions, p => (p.NatureOfOwnership, p.From, p.To, p.Was, p.Is) == ("By Trust", new DateOnly(2024, 2, 12), null, 55m, 55.5m));
    }

    [Fact]
    public async Task a_stale_report_is_refused_and_nothing_is_recorded()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync(PlantedFaults.Misread("fractions cut"));
        var shown = await ReplayDocuments.DryAsync(ledger.Database, All, null, Cancellation);
        await ledger.RecordAsync(PlantedFaults.Misread("table missed", issuer: 1));
        var events = await ledger.EventsAsync();

        var stale = await Assert.ThrowsAsync<StaleReplayException>(() => ReplayDocuments.ApplyAsync(ledger.Database, All, shown.Replay, null, Cancellation));

        Assert.Contains(shown.Replay, stale.Message, StringComparison.Ordinal);
        Assert.Equal(events, await ledger.EventsAsync());
        // Narrowed to what it spoke of, it is what it was.
        await ReplayDocuments.ApplyAsync(ledger.Database, All with { Issuer = "0005700100" }, shown.Replay, null, Cancellation);
        Assert.True(await ledger.EventsAsync() > events);
    }

    [Fact]
    public async Task a_persons_word_on_a_field_outlives_the_replay()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync(PlantedFaults.Misread("fractions cut"));
        var form = PlantedFaults.Of("fractions cut").Forms[1];
        var line = form.Document().Reading.Filing!.Lines[1];
        var id = new LineId(form.Accession, "I.2");
        var stream = HoldingStream.KeyOf(PlantedFaults.Ann, form.Issuer, line);
        await ledger.AppendAsync(
            new StreamEvent(stream, new LineDecided(PlantedFaults.Ann, form.Issuer, id, "sharesOwnedFollowing", HoldingsLedger.Amendments.FiledScalar.Of(800.5m), "R. Reader", "the paper says so")),
            new StreamEvent(stream, new LineDecided(PlantedFaults.Ann, form.Issuer, id, "pricePerShare", HoldingsLedger.Amendments.FiledScalar.Of(15.99m), "R. Reader", "a receipt")));

        var report = await ReplayDocuments.ApplyAsync(ledger.Database, All, null, null, Cancellation);

        Assert.Equal([("pricePerShare", false), ("sharesOwnedFollowing", true)], report.Decisions.Select(d => (d.Field, d.Agrees)));
        var held = (await ledger.HoldingsAsync()).Single().Filings[1].Lines[1];
        Assert.Equal((800.5m, 15.99m, 300.25m), (held.Line.SharesOwnedFollowing, held.Line.PricePerShare, held.Line.Shares));
        Assert.Equal(15.30m, held.AsRead!.PricePerShare);
        var again = await ReplayDocuments.DryAsync(ledger.Database, All, null, Cancellation);
        Assert.Equal((3, 2), (again.Unchanged, again.Decisions.Count));
    }

    [Fact]
    public async Task two_rejected_contents_of_one_number_become_one_filing_and_one_rejection()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        var (forms, _) = PlantedFaults.Of("unreadable then");
        await ledger.RecordAsync([forms[1].Misread(_ => null), (forms[1] with { Remarks = "Another text." }).Misread(_ => null)]);

        await ReplayDocuments.ApplyAsync(ledger.Database, All, null, null, Cancellation);

        Assert.Equal(3, await ledger.AskAsync<long>("select count(*) from ledger.mt_events where type in ('transaction_reported', 'holding_reported')"));
        var again = await ReplayDocuments.DryAsync(ledger.Database, All, null, Cancellation);
        Assert.Equal((0, 0), (again.Lines.Count, again.Documents - again.Unchanged));
        var live = await ledger.ReadModelAsync();
        await RebuildProjections.RunAsync(ledger.Database, null, Cancellation);
        FreshLedger.Same(live, await ledger.ReadModelAsync());
    }

    [Fact]
    public async Task a_rejected_content_of_a_number_held_by_now_is_no_news_for_ever()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        var (forms, _) = PlantedFaults.Of("unreadable then");
        await ledger.RecordAsync([forms[1].Misread(_ => null)]);
        await ledger.RecordAsync(forms[1] with { Remarks = "The text that was held first." });

        await ReplayDocuments.ApplyAsync(ledger.Database, All, null, null, Cancellation);

        var again = await ReplayDocuments.DryAsync(ledger.Database, All, null, Cancellation);
        Assert.Equal((0, 0), (again.Lines.Count, again.Documents - again.Unchanged));
        Assert.Equal(3, await ledger.AskAsync<long>("select count(*) from ledger.mt_events where type in ('transaction_reported', 'holding_reported')"));
    }

    private static string ReaderName => DocumentReader.ParserOf(DocumentKind.SubmissionText).Name;

    private static int OlderVersion => DocumentReader.ParserOf(DocumentKind.SubmissionText).Version - 1;

    /// <summary>As JSON: the report is what a person sees.</summary>
    private static bool Equal(ReplayReport one, ReplayReport other) => string.Equals(Say(one), Say(other), StringComparison.Ordinal);

    private static string Say(ReplayReport report) => System.Text.Json.JsonSerializer.Serialize(report, AnswerJson.TypeOf<ReplayReport>());
}
