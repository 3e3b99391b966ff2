using HoldingsLedger.Amendments;
using HoldingsLedger.Filings;
using HoldingsLedger.Findings;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Amendments;

/// <summary>A joint form that only one of its owners amends: the other's line stands with a finding, or goes where the amendment says so.</summary>
public sealed class amendments_by_some_owners(LedgerFixture fixture)
{
    private const string Issuer = "0005840001";
    private const string Fund = "0005840002";
    private const string Manager = "0005840003";
    private const string Amendment = "0005840001-24-000009";

    private static readonly DateTimeOffset BeforeTheAmendment = new(2024, 1, 11, 0, 0, 0, TimeSpan.FromHours(-5));

    private static readonly MadeForm Joint = new("0005840001-24-000001", "4", "2024-01-10T09:00:00", Issuer, Fund, Manager) { Rows = [MadeRow.Sold(1080, 540_669, "2024-01-09")] };
    private static readonly MadeForm ByTheFund = new(Amendment, "4/A", "2024-01-12T17:00:00", Issuer, Fund) { Original = "2024-01-10", Rows = [MadeRow.Sold(1049, 540_700, "2024-01-09")] };
    private static readonly MadeForm Removing = ByTheFund with { Remarks = "The original Form 4 inadvertently listed the manager as a reporting person." };
    private static readonly MadeForm ByBoth = new("0005840001-24-000010", "4/A", "2024-01-15T17:00:00", Issuer, Fund, Manager) { Original = "2024-01-10", Rows = [MadeRow.Sold(1050, 540_699, "2024-01-09")] };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task whatever_came_first_the_others_line_stands_and_says_that_it_is_stated_otherwise()
    {
        string? answers = null;
        foreach (var order in (MadeForm[][])[[Joint, ByTheFund], [ByTheFund, Joint]])
        {
            await using var ledger = await FreshLedger.CreateAsync(fixture);
            await ledger.RecordAsync(order.Select(f => f.Document()), 1);

            var managers = Assert.Single(await ledger.PositionsAsync(Manager, "2024-01-31"));
            Assert.Equal((540_669m, FindingKind.RestatedForOthers, Fund), (managers.Shares, Assert.Single(managers.Findings).Kind, Assert.Single(managers.AlsoReportedBy).Cik));
            var funds = Assert.Single(await ledger.PositionsAsync(Fund, "2024-01-31"));
            Assert.Equal((540_700m, Manager, $"Person {Manager}"), (funds.Shares, Assert.Single(funds.AlsoReportedBy).Cik, funds.AlsoReportedBy[0].Name));
            Assert.Empty(Assert.Single(await ledger.PositionsAsync(Manager, "2024-01-31", BeforeTheAmendment)).Findings);
            Assert.Equal(Amendment, Assert.Single((await AuditQuery.AllAsync(ledger.Database, Manager, null, Cancellation)).Audits).Amendment);
            answers ??= await ledger.AnswersAsync();
            Assert.Equal(answers, await ledger.AnswersAsync());
            await SameAfterRebuildAsync(ledger);

            // A joint amendment of later puts both right, and fed again changes nothing; a question recorded before it gets the old answer.
            var before = await ledger.NowAsync();
            await ledger.RecordAsync(ByBoth);
            var events = await ledger.EventsAsync();
            await ledger.RecordAsync(ByTheFund, Joint, ByBoth);
            Assert.Equal(events, await ledger.EventsAsync());
            Assert.Equal(540_699, Assert.Single(await ledger.PositionsAsync(Manager, "2024-01-31")).Shares);
            Assert.Empty(Assert.Single(await ledger.PositionsAsync(Manager, "2024-01-31")).Findings);
            Assert.Equal(answers, await ledger.AnswersAsync(before));
            await SameAfterRebuildAsync(ledger);
        }
    }

    [Fact]
    public async Task an_owner_whom_the_amendment_takes_out_of_the_form_has_no_position_and_an_audit_that_says_why()
    {
        string? answers = null;
        foreach (var order in (MadeForm[][])[[Joint, Removing], [Removing, Joint]])
        {
            await using var ledger = await FreshLedger.CreateAsync(fixture);
            await ledger.RecordAsync(order.Select(f => f.Document()), 1);

            Assert.Empty(await ledger.PositionsAsync(Manager, "2024-01-31"));
            Assert.Equal(540_669, Assert.Single(await ledger.PositionsAsync(Manager, "2024-01-31", BeforeTheAmendment)).Shares);
            var audit = Assert.Single((await AuditQuery.AllAsync(ledger.Database, Manager, null, Cancellation)).Audits);
            Assert.Equal(new OwnerLeftOut(Manager, $"Person {Manager}", LinesStand: false), Assert.Single(audit.OwnersLeftOut));
            Assert.Equal([(Fund, 540_700m), (Manager, null)], audit.Positions.Select(p => (p.Person, p.Is)));
            answers ??= await ledger.AnswersAsync();
            Assert.Equal(answers, await ledger.AnswersAsync());
            await SameAfterRebuildAsync(ledger);
        }
    }

    private static async Task SameAfterRebuildAsync(FreshLedger ledger)
    {
        var live = await ledger.ReadModelAsync();
        await RebuildProjections.RunAsync(ledger.Database, null, Cancellation);
        FreshLedger.Same(live, await ledger.ReadModelAsync());
    }
}
