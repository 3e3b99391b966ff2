using CsCheck;
using HoldingsLedger.Filings;
using HoldingsLedger.Holdings;
using Xunit;
using static HoldingsLedger.Tests.Filings.TestFilings;

namespace HoldingsLedger.Tests.Holdings;

public static class folding_holdings
{
    private static readonly string Person = Ada.Value, Issuer = Larkspur.Value;

    /// <summary>Three filings of Ada's, the second accepted before the first, one of them joint.</summary>
    private static readonly object[] Events =
    [
        .. EventsOf(Form4("0009990001-23-000002", [Ada], Purchase("I.1", 100, 600), Holding("I.2", 40, "By Trust"))),
        .. EventsOf(Form4("0009990001-23-000001", [Ada, Ben], Purchase("I.1", 5, 500)) with { AcceptedAt = new DateTimeOffset(2023, 2, 1, 9, 0, 0, TimeSpan.FromHours(-5)) }),
        .. EventsOf(Form4("0009990001-23-000003", [Ada], Purchase("I.2", 1, 601), Purchase("I.1", 1, 600), Purchase("I.10", 2, 603))),
    ];

    private static IEnumerable<object> EventsOf(HoldingsLedger.Forms.OwnershipFiling filing) =>
        RecordFilingDecision.Decide(Document(filing.AccessionNumber!.Value.Value, filing), null, null).Events
            .Select(e => e.Event).Where(e => e is FilingRead or IHoldingEvent { Person: "0009990001" });

    private static string Json(InsiderHoldings? holdings) => System.Text.Json.JsonSerializer.Serialize(holdings, LedgerJson.TypeOf<InsiderHoldings>()!);

    [Fact]
    public static void filings_stand_in_order_of_acceptance_and_lines_in_order_of_rows()
    {
        var holdings = HoldingsFold.Fold(null, Person, Issuer, Events)!;

        Assert.Equal(["0009990001-23-000001", "0009990001-23-000002", "0009990001-23-000003"], holdings.Filings.Select(f => f.Filing));
        Assert.Equal(["I.1", "I.2", "I.10"], holdings.Filings[2].Lines.Select(l => l.Line.Line));
        Assert.Equal(["0009990001", "0009990002"], holdings.Filings[0].Owners.Select(o => o.Person));
    }

    [Fact]
    public static void any_order_within_a_commit_and_any_cut_into_commits_give_the_same_holdings()
    {
        var expected = Json(HoldingsFold.Fold(null, Person, Issuer, Events));

        Gen.Shuffle(Events).Select(Gen.Int[1, Events.Length - 1]).Sample((shuffled, cut) =>
        {
            var first = HoldingsFold.Fold(null, Person, Issuer, shuffled[..cut]);
            return Json(HoldingsFold.Fold(first, Person, Issuer, shuffled[cut..])) == expected;
        });
    }

    [Fact]
    public static void an_issuers_events_give_each_person_what_their_own_events_give()
    {
        var alone = Json(HoldingsFold.Fold(null, Person, Issuer, Events));

        var all = HoldingsFold.FoldIssuer(Issuer, Events.Select((e, i) => new StoredEvent(i, "", DateTimeOffset.UnixEpoch, e))).ToArray();

        Assert.Equal(["0009990001", "0009990002"], all.Select(h => h.Person));
        Assert.Equal(alone, Json(all[0]));
    }

    [Fact]
    public static void no_event_of_theirs_leaves_nothing() => Assert.Null(HoldingsFold.Fold(null, Person, Issuer, []));
}
