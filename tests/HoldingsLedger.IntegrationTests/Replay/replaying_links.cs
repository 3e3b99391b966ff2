using HoldingsLedger.Amendments;
using HoldingsLedger.Filings;
using HoldingsLedger.Holdings;
using HoldingsLedger.Replay;
using HoldingsLedger.Review;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Replay;

/// <summary>What an earlier version's rules said that amendments amend: a replay holds it against today's, though every document reads as it did.</summary>
public sealed class replaying_links(LedgerFixture fixture)
{
    private const string Issuer = "0005820001";
    private const string Ann = "0005820002";
    private const string Amendment = "0005820001-24-000009";

    private static readonly ReplayFilter All = new();
    private static readonly MadeForm Original = new("0005820001-24-000001", "4", "2024-01-10T09:00:00", Issuer, Ann) { Rows = [MadeRow.Bought(100, 1100, "2024-01-08"), MadeRow.Sold(50, 1050, "2024-01-09")] };
    private static readonly MadeForm Corrected = new(Amendment, "4/A", "2024-01-12T17:00:00", Issuer, Ann) { Original = "2024-01-10", Rows = [MadeRow.Sold(20, 1080, "2024-01-09")] };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task an_idle_replay_says_nothing_of_amendments()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync(Original, Corrected);

        var report = await ReplayDocuments.DryAsync(ledger.Database, All, null, Cancellation);

        Assert.Empty(report.Amendments);
        Assert.Empty(report.Positions);
    }

    [Fact]
    public async Task a_tie_that_an_earlier_rule_missed_is_shown_then_recorded_once()
    {
        // The sale was a day later: until the tie it counts twice, with a gap between.
        var redated = Corrected with { Rows = [MadeRow.Sold(50, 1050, "2024-01-10")] };
        await using var fresh = await FreshLedger.CreateAsync(fixture);
        await fresh.RecordAsync(Original, redated);
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync(Original, redated);
        await ledger.AppendAsync(EarlierRule());
        var (before, instant, events) = (await ledger.AnswersAsync(), await ledger.NowAsync(), await ledger.EventsAsync());
        Assert.NotEqual(await fresh.AnswersAsync(), before);

        var dry = await ReplayDocuments.DryAsync(ledger.Database, All, null, Cancellation);

        Assert.Equal((dry.Documents, events), (dry.Unchanged, await ledger.EventsAsync()));
        var tie = Assert.Single(dry.Amendments);
        Assert.Equal((Amendment, LinkState.OriginalNotHeld, LinkState.Linked, Original.Accession), (tie.Amendment, tie.Was!.State, tie.Is!.State, tie.Is!.Original));
        Assert.Equal(new ReplayedFate(new LineId(Original.Accession, "I.2"), null, $"{Amendment}/I.1"), Assert.Single(tie.Lines));
        var effect = Assert.Single(dry.Positions);
        Assert.Equal((new DateOnly(2024, 1, 9), new DateOnly(2024, 1, 9), 1050m, 1100m), (effect.From, effect.To, effect.Was, effect.Is));
        Assert.NotEqual(dry.Replay, (await ReplayDocuments.DryAsync(fresh.Database, All, null, Cancellation)).Replay);
        await ReplayDocuments.ApplyAsync(ledger.Database, All, dry.Replay, null, Cancellation);

        Assert.Equal(await fresh.AnswersAsync(), await ledger.AnswersAsync());
        Assert.Equal(before, await ledger.AnswersAsync(instant));
        var after = await ledger.EventsAsync();
        var again = await ReplayDocuments.ApplyAsync(ledger.Database, All, null, null, Cancellation);
        Assert.Equal((0, 0, after), (again.Amendments.Count, again.Positions.Count, await ledger.EventsAsync()));
        var live = await ledger.ReadModelAsync();
        await RebuildProjections.RunAsync(ledger.Database, null, Cancellation);
        FreshLedger.Same(live, await ledger.ReadModelAsync());
    }

    [Fact]
    public async Task a_persons_word_on_a_link_outlives_it_and_the_filter_leaves_others_alone()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync(Original, Corrected);
        await DecideReview.LinkAsync(ledger.Database, new ReviewTarget(Amendment, null), null, "R. Reader", "another form", Cancellation);
        Assert.Empty((await ReplayDocuments.DryAsync(ledger.Database, All, null, Cancellation)).Amendments);

        await DecideReview.TakeBackLinkAsync(ledger.Database, new ReviewTarget(Amendment, null), "R. Reader", "it was this one", Cancellation);
        Assert.Empty((await ReplayDocuments.DryAsync(ledger.Database, All, null, Cancellation)).Amendments);
        var audit = Assert.Single((await AuditQuery.OneAsync(ledger.Database, Amendment, Cancellation)).Audits);
        Assert.Equal((LinkState.Linked, Original.Accession, 2), (audit.Link.State, audit.Link.Original, audit.Lines.Count));

        await ledger.AppendAsync(EarlierRule());
        Assert.Empty((await ReplayDocuments.DryAsync(ledger.Database, All with { Issuer = "0005820009" }, null, Cancellation)).Amendments);
        Assert.Single((await ReplayDocuments.DryAsync(ledger.Database, All with { Issuer = Issuer }, null, Cancellation)).Amendments);
    }

    [Fact]
    public async Task what_a_person_tied_is_audited_by_the_lines_as_read_again()
    {
        // The amendment names a day on which nothing was filed; the earlier reader lost the second row of the original.
        var misdated = Corrected with { Original = "2024-01-11" };
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync([Original.Misread(filing => filing with { Lines = [.. filing.Lines.Take(1)] }), misdated.Document()], 1);
        await DecideReview.LinkAsync(ledger.Database, new ReviewTarget(Amendment, null), Original.Accession, "R. Reader", "a slip in the date", Cancellation);
        var line = (await AuditQuery.OneAsync(ledger.Database, Amendment, Cancellation)).Audits.Single().Lines;
        Assert.Equal([LineChange.NotRestated, LineChange.Added], line.Select(l => l.Change));

        var applied = await ReplayDocuments.ApplyAsync(ledger.Database, All, null, null, Cancellation);

        Assert.Single(applied.Amendments);
        var audit = (await AuditQuery.OneAsync(ledger.Database, Amendment, Cancellation)).Audits.Single();
        Assert.Equal((LinkState.Linked, Original.Accession), (audit.Link.State, audit.Link.Original));
        Assert.Contains("R. Reader", audit.Link.Basis, StringComparison.Ordinal);
        Assert.Equal([(LineChange.NotRestated, "I.1", null), (LineChange.Corrected, "I.2", "I.1")], audit.Lines.Select(l => (l.Change, l.Original!, l.Amended)));
        Assert.Equal(1080, Assert.Single(await ledger.PositionsAsync(Ann, "2024-01-31")).Shares);

        // Taken back, nothing ties the two but the day, which is wrong.
        await DecideReview.TakeBackLinkAsync(ledger.Database, new ReviewTarget(Amendment, null), "S. Second", "who knows", Cancellation);
        Assert.Equal(LinkState.OriginalNotHeld, (await AuditQuery.OneAsync(ledger.Database, Amendment, Cancellation)).Audits.Single().Link.State);
        Assert.All((await ledger.HoldingsAsync()).Single().Filings.SelectMany(f => f.Lines), l => Assert.Null(l.SupersededBy));
    }

    /// <summary>Events as a rule that saw no original would have left them.</summary>
    private static StreamEvent[] EarlierRule()
    {
        var line = Original.Document().Reading.Filing!.Lines[1];
        var stream = RecordFilingDecision.StreamOf(Amendment);
        return
        [
            new(stream, new AmendmentUnlinked(Amendment, Issuer, [Ann], Original.Accession, "an earlier rule")),
            new(stream, new AmendmentLinked(Amendment, Issuer, [Ann], new AmendmentLink { State = LinkState.OriginalNotHeld, Basis = "an earlier rule" })),
            new(HoldingStream.KeyOf(Ann, Issuer, line), new LineReinstated(Ann, Issuer, new LineId(Original.Accession, "I.2"), Amendment, new LineId(Amendment, "I.1"))),
        ];
    }
}
