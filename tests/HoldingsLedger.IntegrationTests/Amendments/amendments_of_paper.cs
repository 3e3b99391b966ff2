using HoldingsLedger.Amendments;
using HoldingsLedger.Filings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using HoldingsLedger.Identities;
using HoldingsLedger.Review;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Amendments;

/// <summary>An original on paper knows its owner and issuer by name only; its amendment on EDGAR has their CIKs. They find each other where the names are tied.</summary>
public sealed class amendments_of_paper(LedgerFixture fixture)
{
    private const string Issuer = "0005810001";
    private const string Ann = "0005810002";
    private const string Amendment = "0005810001-03-000009";

    private static readonly DateTimeOffset BeforeTheAmendment = new(2003, 7, 10, 0, 0, 0, TimeSpan.FromHours(-4));

    private static readonly MadeForm Original = new("0005810001-03-000001", "4", "2003-07-02T09:00:00", Issuer, Ann) { Rows = [MadeRow.Bought(100, 1100, "2003-07-01")] };
    private static readonly MadeForm Corrected = new(Amendment, "4/A", "2003-07-12T17:00:00", Issuer, Ann) { Original = "2003-07-02", Rows = [MadeRow.Bought(150, 1150, "2003-07-01")] };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_paper_original_is_amended_whatever_came_first()
    {
        string? answers = null;
        foreach (var order in (IncomingDocument[][])[[OnPaper(Original), Corrected.Document()], [Corrected.Document(), OnPaper(Original)]])
        {
            foreach (var together in (int[])[1, 2])
            {
                await using var ledger = await FreshLedger.CreateAsync(fixture);
                await ledger.RecordAsync(order, together);

                var audit = Assert.Single((await AuditQuery.OneAsync(ledger.Database, Amendment, Cancellation)).Audits);
                Assert.Equal((LinkState.Linked, PaperName(Original)), (audit.Link.State, audit.Link.Original));
                var line = Assert.Single(audit.Lines);
                Assert.Equal((LineChange.Corrected, "I.1", "I.1"), (line.Change, line.Original, line.Amended));
                var effect = Assert.Single(audit.Positions);
                Assert.Equal((Ann, Issuer, 1100m, 1150m), (effect.Person, effect.Issuer, effect.Was, effect.Is));
                Assert.Equal(1150, Assert.Single(await ledger.PositionsAsync(Ann, "2003-07-31")).Shares);
                Assert.Equal(1100, Assert.Single(await ledger.PositionsAsync(Ann, "2003-07-31", BeforeTheAmendment)).Shares);
                answers ??= await ledger.AnswersAsync();
                Assert.Equal(answers, await ledger.AnswersAsync());

                var live = await ledger.ReadModelAsync();
                await RebuildProjections.RunAsync(ledger.Database, null, Cancellation);
                FreshLedger.Same(live, await ledger.ReadModelAsync());
            }
        }
    }

    [Fact]
    public async Task an_amendment_on_paper_finds_its_original_on_EDGAR()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync([Original.Document(), OnPaper(Corrected)], 1);

        Assert.Equal(1150, Assert.Single(await ledger.PositionsAsync(Ann, "2003-07-31")).Shares);
        var audit = Assert.Single((await AuditQuery.AllAsync(ledger.Database, Ann, null, Cancellation)).Audits);
        Assert.Equal((LinkState.Linked, Original.Accession), (audit.Link.State, audit.Link.Original));
    }

    [Fact]
    public async Task a_persons_tie_links_what_it_joins_and_taking_it_back_unlinks()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        // The clerk wrote both names otherwise: nothing ties them.
        await ledger.RecordAsync([OnPaper(Original, "Exampel Mills", "A. Penn"), Corrected.Document()]);
        Assert.Equal(LinkState.OriginalNotHeld, (await LinkAsync(ledger)).State);
        var (person, issuer) = ("person:a-penn@exampel-mills", "issuer:exampel-mills");
        var before = await ledger.AnswersAsync();
        var untied = await ledger.NowAsync();

        await DecideIdentity.TieAsync(ledger.Database, issuer, Issuer, "R. Reader", "a slip of the pen", Cancellation);
        Assert.Equal(LinkState.OriginalNotHeld, (await LinkAsync(ledger)).State);
        await DecideIdentity.TieAsync(ledger.Database, person, Ann, "R. Reader", "her married name", Cancellation);

        Assert.Equal(PaperName(Original), (await LinkAsync(ledger)).Original);
        Assert.Equal(1150, Assert.Single(await ledger.PositionsAsync(Ann, "2003-07-31")).Shares);
        Assert.Equal(1100, Assert.Single(await ledger.PositionsAsync(Ann, "2003-07-31", BeforeTheAmendment)).Shares);
        Assert.Equal(before, await ledger.AnswersAsync(untied));
        Assert.Equal(1150, Assert.Single(await ledger.PositionsAsync(Ann, "2003-07-31", null, untied)).Shares);
        Assert.Empty(await ledger.PositionsAsync(Ann, "2003-07-31", BeforeTheAmendment, untied));
        var live = await ledger.ReadModelAsync();
        await RebuildProjections.RunAsync(ledger.Database, null, Cancellation);
        FreshLedger.Same(live, await ledger.ReadModelAsync());

        await DecideIdentity.UntieAsync(ledger.Database, person, "S. Second", "another Penn", Cancellation);

        Assert.Equal(LinkState.OriginalNotHeld, (await LinkAsync(ledger)).State);
        Assert.Empty(await ledger.PositionsAsync(Ann, "2003-07-31", BeforeTheAmendment));
        await DecideIdentity.UntieAsync(ledger.Database, issuer, "S. Second", "another company", Cancellation);
        Assert.Equal(before, await ledger.AnswersAsync());
    }

    [Fact]
    public async Task a_person_may_say_that_an_amendment_amends_a_paper_form_of_the_same_people()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync([OnPaper(Original), (Corrected with { Original = "2003-07-05" }).Document()], 1);
        Assert.Equal(LinkState.OriginalNotHeld, (await LinkAsync(ledger)).State);

        await DecideReview.LinkAsync(ledger.Database, new ReviewTarget(Amendment, null), PaperName(Original), "R. Reader", "the date is a slip", Cancellation);

        Assert.Equal(PaperName(Original), (await LinkAsync(ledger)).Original);
        Assert.Equal(1150, Assert.Single(await ledger.PositionsAsync(Ann, "2003-07-31")).Shares);
    }

    private static async Task<AmendmentLink> LinkAsync(FreshLedger ledger) =>
        (await ledger.HoldingsAsync()).SelectMany(h => h.Filings).First(f => f.Filing == Amendment).Amends!;

    private static string PaperName(MadeForm form) => RecordFilingDecision.FilingOf(OnPaper(form).Reading);

    /// <summary>The form as paper has it: names and a day, no numbers and no instant.</summary>
    private static IncomingDocument OnPaper(MadeForm form, string? issuer = null, string? owner = null)
    {
        var document = form.Document();
        var filing = document.Reading.Filing!;
        return document with
        {
            Reading = document.Reading with
            {
                Filing = filing with
                {
                    AccessionNumber = null,
                    AcceptedAt = null,
                    Issuer = filing.Issuer! with { Cik = null, Name = issuer ?? filing.Issuer.Name },
                    ReportingOwners = [.. filing.ReportingOwners.Select(o => o with { Cik = null, Name = owner ?? o.Name })],
                },
            },
        };
    }
}
