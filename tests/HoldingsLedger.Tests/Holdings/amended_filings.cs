using HoldingsLedger.Findings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using Xunit;

namespace HoldingsLedger.Tests.Holdings;

public sealed class amended_filings
{
    private const string Original = "0000000001-23-000002";
    private const string Amendment = "0000000001-23-000004";

    private static readonly HeldFiling Before = Filed.Form("4", "0000000001-23-000001", "2023-01-10", Filed.Trade("2023-01-09", 100, 541_749));

    private static AmendmentLink Linked => new() { State = LinkState.Linked, Original = Original, Candidates = [Original], Basis = "owner, issuer, form family, day" };

    // The facts of MBIA/Avitabile: 1,080 withheld, 540,669 left, corrected to 1,049 and 540,700.
    private static InsiderHoldings Corrected()
    {
        var wrong = Filed.Form("4", Original, "2023-03-06", Filed.Trade("2023-03-05", -1080, 540_669));
        var right = Filed.Form("4/A", Amendment, "2023-03-10", Filed.Trade("2023-03-05", -1049, 540_700));
        return Filed.Holdings(
            Before,
            wrong with { Lines = [wrong.Lines[0] with { SupersededBy = new LineReplacement(new LineId(Amendment, "I.1"), right.KnownAt) }] },
            right with { Lines = [right.Lines[0] with { Supersedes = new LineId(Original, "I.1") }], Amends = Linked },
            Filed.Form("4", "0000000001-23-000005", "2023-04-10", Filed.Trade("2023-04-09", 300, 541_000)));
    }

    [Fact]
    public void before_the_amendment_the_original_counts_for_ever() => Assert.Equal(540_669m, Corrected().Known("2023-03-09").On("2023-03-31"));

    [Fact]
    public void from_the_amendment_on_its_line_stands_in_the_originals_place()
    {
        var known = Corrected().Known("2023-04-10");
        Assert.Equal((540_700m, 541_000m), (known.On("2023-03-05"), known.On("2023-04-09")));
        Assert.Empty(known.Accounts.Single().Findings);
        Assert.Equal("0000000001-23-000004/I.1", PositionsOn.Day(known, Filed.Day("2023-03-05")).Single().Lines.Single().ToString());
    }

    [Fact]
    public void an_added_line_stands_at_the_originals_place_where_the_numbers_agree_there()
    {
        // The filing of April already counts the 50 shares that the amendment of May adds to March.
        var added = Filed.Form("4/A", Amendment, "2023-05-10", Filed.Trade("2023-03-05", 50, 540_750));
        var known = Filed.Holdings(
            Before,
            Filed.Form("4", Original, "2023-03-06", Filed.Trade("2023-03-05", -1049, 540_700)),
            Filed.Form("4", "0000000001-23-000003", "2023-04-10", Filed.Trade("2023-04-09", 250, 541_000)),
            added with { Amends = Linked }).Known();
        Assert.Equal((540_750m, 541_000m), (known.On("2023-03-05"), known.On("2023-04-09")));
        Assert.Empty(known.Accounts.Single().Findings);
    }

    [Fact]
    public void an_added_line_whose_numbers_disagree_there_stands_at_the_amendments_own_place()
    {
        // The filing of April does not count it; the amendment prints the total of May.
        var added = Filed.Form("4/A", Amendment, "2023-05-10", Filed.Trade("2023-03-05", 50, 541_000));
        var known = Filed.Holdings(
            Before,
            Filed.Form("4", Original, "2023-03-06", Filed.Trade("2023-03-05", -1049, 540_700)),
            Filed.Form("4", "0000000001-23-000003", "2023-04-10", Filed.Trade("2023-04-09", 250, 540_950)),
            added with { Amends = Linked }).Known();
        Assert.Equal((540_750m, 541_000m), (known.On("2023-03-05"), known.On("2023-05-10")));
        Assert.DoesNotContain(known.Accounts.Single().Entries, entry => entry.Kind == EntryKind.Unexplained);
    }

    [Fact]
    public void a_corrected_holding_keeps_the_day_of_the_row_it_corrects()
    {
        var wrong = Filed.Form("4", Original, "2023-03-06", Filed.Trade("2023-03-05", -1049, 540_700), Filed.Held(700, nature: "By Spouse"));
        var right = Filed.Form("4/A", Amendment, "2023-06-10", Filed.Held(900, nature: "By Spouse")) with { PeriodOfReport = Filed.Day("2023-06-01") };
        var known = Filed.Holdings(
            Before,
            wrong with { Lines = [wrong.Lines[0], wrong.Lines[1] with { SupersededBy = new LineReplacement(new LineId(Amendment, "I.1"), right.KnownAt) }] },
            right with { Lines = [right.Lines[0] with { Supersedes = new LineId(Original, "I.2") }], Amends = Linked }).Known();
        var spouse = known.Accounts.Single(account => account.Ownership is "I");
        Assert.Equal((Filed.Day("2023-03-05"), 900m), (spouse.Entries.Single().On, spouse.Entries.Single().Balance!.Value));
        // A holding-only amendment deletes no transaction.
        Assert.Equal(540_700m, PositionsOn.Of(known.Accounts.Single(account => account.Ownership is "D"), Filed.Day("2023-03-31"))!.Balance);
    }

    [Fact]
    public void lines_of_an_ambiguous_amendment_do_not_count_and_every_account_they_could_touch_says_so()
    {
        var unsettled = Filed.Form("4/A", Amendment, "2023-03-10", Filed.Trade("2023-03-05", -1049, 540_700)) with
        {
            Amends = new AmendmentLink { State = LinkState.Ambiguous, Candidates = [Original, "0000000001-23-000003"], Basis = "two filings of that day" },
        };
        var known = Filed.Holdings(Before, Filed.Form("4", Original, "2023-03-06", Filed.Trade("2023-03-05", -1080, 540_669)), unsettled).Known();
        Assert.Equal(540_669m, known.On("2023-03-31"));
        Assert.Contains(PositionsOn.Day(known, Filed.Day("2023-03-31")).Single().Findings, finding => finding.Kind == FindingKind.AmendmentUnsettled);
    }

    [Fact]
    public void an_amendment_whose_original_is_not_held_counts_as_a_filing_of_its_own()
    {
        var alone = Filed.Form("4/A", Amendment, "2023-03-10", Filed.Trade("2023-03-05", -1049, 540_700)) with
        {
            Amends = new AmendmentLink { State = LinkState.OriginalNotHeld, Basis = "nothing filed on that day is held" },
        };
        Assert.Equal(540_700m, Filed.Holdings(Before, alone).Known().On("2023-03-31"));
    }

    [Fact]
    public void an_amendment_whose_original_is_not_held_states_what_there_was_when_that_went_out()
    {
        var holdings = Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-09-08", Filed.Trade("2023-09-06", 75, 775), Filed.Trade("2023-09-06", -83, 692)),
            Filed.Form("4", "0000000001-23-000003", "2023-09-14", Filed.Trade("2023-09-13", 288, 980)),
            Alone("2023-10-01", Filed.Trade("2023-08-02", -14, 224)));
        Assert.Equal(980m, holdings.Known("2023-09-20").On("2023-09-30"));
        Assert.Equal([224m, 692m, 980m, 980m], [holdings.Known().On("2023-08-02"), holdings.Known().On("2023-09-06"), holdings.Known().On("2023-09-13"), holdings.Known().On("2023-12-31")]);
        Assert.Contains(holdings.Known().Accounts.Single().Findings, finding => finding is { Kind: FindingKind.BalanceGap, Difference: 476m });
    }

    [Fact]
    public void one_that_goes_on_from_what_was_filed_since_states_what_there_was_when_it_was_written() =>
        Assert.Equal(966m, Filed.Holdings(
            Filed.Form("4", "0000000001-23-000001", "2023-09-08", Filed.Trade("2023-09-06", 75, 775)),
            Filed.Form("4", "0000000001-23-000003", "2023-09-14", Filed.Trade("2023-09-13", 205, 980)),
            Alone("2023-10-01", Filed.Trade("2023-08-02", -14, 966))).Known().On("2023-12-31"));

    [Theory]
    [InlineData("Held by the Ash Family Trust.", true)]
    [InlineData("Held by the Birch Trust.", false)]
    public void a_holding_that_an_amendment_adds_under_a_note_that_may_be_reworded_may_correct_the_one_there(string noted, bool doubted)
    {
        var original = Filed.Form("3", "0000000001-23-000001", "2023-01-10", Filed.Held(10_123, nature: "See footnote").Noted("natureOfOwnership", "F1")).Notes(("F1", "Held by the Ash Trust."));
        var amendment = Filed.Form("3/A", "0000000001-23-000002", "2023-02-10", Filed.Held(101_230, nature: "See footnote").Noted("natureOfOwnership", "F1")).Notes(("F1", noted)) with
        {
            PeriodOfReport = Filed.Day("2023-01-10"),
            Amends = new AmendmentLink { State = LinkState.Linked, Original = "0000000001-23-000001", Candidates = ["0000000001-23-000001"], Basis = "said here" },
        };
        var held = PositionsOn.Day(Filed.Holdings(original, amendment).Known(), Filed.Day("2023-02-28")).ToList();
        Assert.Equal([10_123m, 101_230m], held.Select(position => position.Balance!.Value).Order());
        Assert.All(held, position => Assert.Equal(doubted, position.Findings.Count > 0));
    }

    private static HeldFiling Alone(string accepted, ReportedLine line) => Filed.Form("4/A", Amendment, accepted, line) with
    {
        DateOfOriginalSubmission = Filed.Day("2023-08-03"),
        Amends = new AmendmentLink { State = LinkState.OriginalNotHeld, Basis = "nothing filed on that day is held" },
    };
}
