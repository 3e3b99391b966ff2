using HoldingsLedger.Filings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using HoldingsLedger.Review;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Intake;

public sealed class what_an_ingest_records(LedgerFixture fixture)
{
    private const string Issuer = "0005900001";
    private const string Ann = "0005900002";

    private static readonly MadeForm First = new("0005900001-24-000001", "4", "2024-01-10T16:00:00", Issuer, Ann)
    {
        Rows = [MadeRow.Bought(100, 1100, "2024-01-09"), MadeRow.Bought(100, 1200, "2024-01-09")],
    };

    [Fact]
    public async Task every_line_is_an_event_whatever_is_wrong_with_it()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        var odd = First with { Rows = [MadeRow.Bought(100, 1100, "2024-01-09"), new MadeRow("P", "A", null, 1200, "not a day"), MadeRow.Held(7, "By Cat")] };

        var decision = Assert.Single(await ledger.RecordAsync(odd));

        Assert.Equal((IntakeResult.Accepted, 3), (decision.Result, decision.Lines));
        Assert.Equal(3, await ledger.AskAsync<long>("select count(*) from ledger.mt_events where type in ('transaction_reported', 'holding_reported')"));
        Assert.Contains("unreadable-date", await ledger.AskAsync<string>("select data::text from ledger.mt_events where type = 'filing_read'"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task all_events_of_one_commit_have_one_instant()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync([.. MadeArchive.Filings(60, 3).Select(f => f.Document())], together: 20);

        // One instant for each of the three commits, and no commit shares its instant with another.
        Assert.Equal(3, await ledger.AskAsync<long>("select count(distinct timestamp) from ledger.mt_events"));
        Assert.Equal(3, await ledger.AskAsync<long>("select count(distinct xmin::text) from ledger.mt_events"));
        Assert.Equal(3, await ledger.AskAsync<long>("select count(distinct (timestamp, xmin::text)) from ledger.mt_events"));
    }

    [Fact]
    public async Task other_content_under_a_held_number_is_rejected_once_and_both_digests_are_named()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync(First);
        var other = First with { Rows = [MadeRow.Bought(999, 1999, "2024-01-09")] };

        var rejected = Assert.Single(await ledger.RecordAsync(other));

        Assert.Equal((IntakeResult.Rejected, RecordFilingDecision.HeldWithOtherContent), (rejected.Result, rejected.RejectionKind));
        Assert.Contains(First.Document().Sha256, rejected.Message, StringComparison.Ordinal);
        Assert.Contains(other.Document().Sha256, rejected.Message, StringComparison.Ordinal);
        var events = await ledger.EventsAsync();
        Assert.Equal(IntakeResult.Rejected, Assert.Single(await ledger.RecordAsync(other)).Result);
        Assert.Equal(events, await ledger.EventsAsync());
        Assert.Equal(1200, Assert.Single(await ledger.PositionsAsync(Ann, "2024-01-09")).Shares);
    }

    [Fact]
    public async Task both_contents_in_one_commit_are_decided_in_their_order()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);

        var decisions = await ledger.RecordAsync(First, First with { Remarks = "Not the same." }, First);

        Assert.Equal([IntakeResult.Accepted, IntakeResult.Rejected, IntakeResult.Duplicate], decisions.Select(d => d.Result));
        Assert.Equal(2, await ledger.AskAsync<long>("select count(*) from ledger.stored_documents"));
    }

    [Fact]
    public async Task a_document_rejected_once_and_readable_now_goes_in_and_keeps_its_bytes_once()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        Assert.Equal(IntakeResult.Rejected, Assert.Single(await ledger.RecordAsync([First.Misread(_ => null)])).Result);
        Assert.Equal(IntakeResult.Rejected, Assert.Single(await ledger.RecordAsync([First.Misread(_ => null)])).Result);

        Assert.Equal(IntakeResult.Accepted, Assert.Single(await ledger.RecordAsync(First)).Result);

        Assert.Equal(IntakeResult.Duplicate, Assert.Single(await ledger.RecordAsync(First)).Result);
        Assert.Equal(1, await ledger.AskAsync<long>("select count(*) from ledger.stored_documents"));
        var live = await ledger.ReadModelAsync();
        await RebuildProjections.RunAsync(ledger.Database, null, TestContext.Current.CancellationToken);
        FreshLedger.Same(live, await ledger.ReadModelAsync());
    }

    [Fact]
    public async Task a_rebuild_knows_that_a_person_decided_a_line()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync(First);
        var line = First.Document().Reading.Filing!.Lines[0];
        await ledger.AppendAsync(new StreamEvent(
            HoldingStream.KeyOf(Ann, Issuer, line),
            new LineDecided(Ann, Issuer, new LineId(First.Accession, "I.1"), "shares", HoldingsLedger.Amendments.FiledScalar.Of(90m), "R. Reader", "the paper says 90")));

        var live = await ledger.ReadModelAsync();
        await RebuildProjections.RunAsync(ledger.Database, null, TestContext.Current.CancellationToken);

        FreshLedger.Same(live, await ledger.ReadModelAsync());
    }

    [Fact]
    public async Task a_rebuild_beside_a_decision_loses_nothing()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync(MadeArchive.Filings(400, 5).Select(f => f.Document()));
        var amendments = (await ledger.HoldingsAsync()).SelectMany(h => h.Filings).Where(f => f.FormType == "4/A").Select(f => f.Filing).Distinct().Take(12).ToArray();
        Assert.NotEmpty(amendments);

        var rebuilds = RebuildAsync();
        foreach (var amendment in amendments) await DecideReview.LinkAsync(ledger.Database, new ReviewTarget(amendment, null), null, "R. Reader", "none of these", TestContext.Current.CancellationToken);
        await rebuilds;

        var live = await ledger.ReadModelAsync();
        await RebuildProjections.RunAsync(ledger.Database, null, TestContext.Current.CancellationToken);
        FreshLedger.Same(await ledger.ReadModelAsync(), live);
        foreach (var amendment in amendments) Assert.NotNull((await ReviewQuery.ShowAsync(ledger.Database, new ReviewTarget(amendment, null), TestContext.Current.CancellationToken)).Link!.Decided);

        async Task RebuildAsync()
        {
            for (var i = 0; i < 4; i++) await RebuildProjections.RunAsync(ledger.Database, null, TestContext.Current.CancellationToken);
        }
    }
}
