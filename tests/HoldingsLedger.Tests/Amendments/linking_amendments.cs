using CsCheck;
using HoldingsLedger.Amendments;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using Xunit;
using static HoldingsLedger.Tests.Amendments.MadeUpForms;

namespace HoldingsLedger.Tests.Amendments;

public class linking_amendments
{
    private static readonly AmendableFiling Original = Form("A", "4", "06", Rows.Sale(1080, 540669));
    private static readonly AmendableFiling Correction = Amendment("B", "10", "06", Rows.Sale(1049, 540700));

    [Fact]
    public void the_form_of_that_day_is_the_original()
    {
        var link = LinkOf("B", Original, Correction);

        Assert.Equal(LinkState.Linked, link.State);
        Assert.Equal("A", link.Original);
        Assert.Equal(["A"], link.Candidates, StringComparer.Ordinal);
        Assert.Equal("owner, issuer, form family, filed 2020-03-06", link.Basis);
        Assert.Equal("A/I.1→B/I.1", Fates(AmendmentLinks.Decide([Original, Correction], [])));
    }

    public static TheoryData<string, AmendableFiling> NotTheOriginal => new()
    {
        { "filed on another day", Original with { FiledOn = Day("05"), KnownAt = Original.KnownAt.AddDays(-1) } },
        { "of another issuer", Original with { Issuer = "0000900002" } },
        { "of another person", Original.By(Bob) },
        { "a Form 3 of that day", Original with { FormType = "3" } },
        { "a Form 5 of that day", Original with { FormType = "5" } },
        { "a 5/A of that day", Original with { FormType = "5/A" } },
        { "known later", Original with { KnownAt = Correction.KnownAt.AddHours(1) } },
        { "received some day, without a date", Original with { FiledOn = null, KnownAtBasis = KnownAtBasis.Receipt } },
    };

    [Theory]
    [MemberData(nameof(NotTheOriginal))]
    public void any_other_form_is_not(string what, AmendableFiling other)
    {
        var state = AmendmentLinks.Decide([other, Correction], []);
        var link = state.Ties.Single(t => string.Equals(t.Amendment, "B", StringComparison.Ordinal)).Link;

        Assert.True(link.State == LinkState.OriginalNotHeld, what);
        Assert.Null(link.Original);
        Assert.Empty(link.Candidates);
        Assert.Equal("no Form 4 of this issuer and owner filed 2020-03-06 is held", link.Basis);
        Assert.Null(link.Scope);
        Assert.Empty(state.Fates);
    }

    [Fact]
    public void an_amendment_without_the_day_of_its_original_is_tied_to_nothing()
    {
        var link = LinkOf("B", Original, Correction with { DateOfOriginalSubmission = null });

        Assert.Equal(LinkState.OriginalNotHeld, link.State);
        Assert.Equal("the amendment does not say when its original was filed", link.Basis);
    }

    [Fact]
    public void a_paper_form_without_a_filing_date_was_filed_on_the_day_it_was_known()
    {
        var paper = Original with { Filing = "sha256-zz", FiledOn = null, KnownAt = EasternTime.EndOf(Day("06")), KnownAtBasis = KnownAtBasis.SignatureDate };

        Assert.Equal("sha256-zz", LinkOf("B", paper, Correction).Original);
    }

    [Fact]
    public void an_amendment_of_the_same_day_follows_an_original_of_which_only_the_day_is_known()
    {
        var paper = Original with { Filing = "sha256-zz", FiledOn = null, KnownAt = EasternTime.EndOf(Day("06")), KnownAtBasis = KnownAtBasis.SignatureDate };

        Assert.Equal("sha256-zz", LinkOf("B", paper, Correction with { FiledOn = Day("06"), KnownAt = EasternTime.At(Day("06"), new TimeOnly(12, 0)) }).Original);
        Assert.Equal("sha256-zz", LinkOf("sha256-aa", paper, Correction with { Filing = "sha256-aa", FiledOn = null, KnownAt = paper.KnownAt, KnownAtBasis = KnownAtBasis.SignatureDate }).Original);
    }

    [Fact]
    public void a_form_sent_after_ten_in_the_evening_may_be_named_by_that_evening()
    {
        var late = Original with { FiledOn = Day("09"), KnownAt = EasternTime.At(Day("06"), new TimeOnly(22, 30)) };

        Assert.Equal("owner, issuer, form family, accepted in the evening of 2020-03-06", LinkOf("B", late, Correction).Basis);
        Assert.Equal("A2", LinkOf("B", late, Correction, Original with { Filing = "A2" }).Original);
    }

    [Fact]
    public void of_several_forms_of_that_day_the_one_with_the_lines_most_alike_is_meant()
    {
        var other = Form("A2", "4", "06", Rows.Trade("G", "D", 5000, 535669));

        var link = LinkOf("B", Original, other, Correction);

        Assert.Equal("A", link.Original);
        Assert.Equal(["A", "A2"], link.Candidates, StringComparer.Ordinal);
        Assert.Equal("owner, issuer, form family, filed 2020-03-06; of 2 filings the lines most alike", link.Basis);
    }

    [Fact]
    public void forms_as_like_as_one_another_are_told_apart_by_period_and_owners()
    {
        Assert.Equal("A", LinkOf("B", Original, Original with { Filing = "A2", PeriodOfReport = Day("04") }, Correction).Original);
        Assert.Equal("A2", LinkOf("B", Original, Original.By(Ann, Bob) with { Filing = "A2" }, Correction.By(Bob, Ann)).Original);
    }

    [Fact]
    public void forms_that_nothing_tells_apart_are_ambiguous_and_no_line_changes()
    {
        AmendableFiling[] held = [Original, Original with { Filing = "A2" }, Correction];

        var link = LinkOf("B", held);

        Assert.Equal(LinkState.Ambiguous, link.State);
        Assert.Null(link.Original);
        Assert.Null(link.Scope);
        Assert.Equal(["A", "A2"], link.Candidates, StringComparer.Ordinal);
        Assert.Equal("owner, issuer, form family, filed 2020-03-06: 2 filings, none nearer than another", link.Basis);
        Assert.Empty(AmendmentLinks.Decide(held, []).Fates);
    }

    [Fact]
    public void what_amends_an_ambiguous_amendment_is_ambiguous_too()
    {
        var again = Amendment("C", "12", "10", Rows.Sale(1050, 540699));

        var link = LinkOf("C", Original, Original with { Filing = "A2" }, Correction, again);

        Assert.Equal(LinkState.Ambiguous, link.State);
        Assert.Equal(["B"], link.Candidates, StringComparer.Ordinal);
        Assert.Equal("amends B, whose own original is ambiguous", link.Basis);
    }

    [Fact]
    public void a_person_settles_it_for_one_or_for_none_and_the_last_word_holds()
    {
        AmendableFiling[] held = [Original, Original with { Filing = "A2" }, Correction];
        var one = new ReviewedLink("B", "A2", "Ida", "the exhibit names it");
        var none = new ReviewedLink("B", null, "Ole", "neither");

        var chosen = AmendmentLinks.Decide(held, [none, one]);
        var link = Assert.Single(chosen.Ties).Link;
        Assert.Equal((LinkState.Linked, "A2", "decided by Ida: the exhibit names it"), (link.State, link.Original, link.Basis));
        Assert.Equal("A2/I.1→B/I.1", Fates(chosen));

        var refused = AmendmentLinks.Decide(held, [one, none]);
        link = Assert.Single(refused.Ties).Link;
        Assert.Equal((LinkState.OriginalNotHeld, null, "decided by Ole: neither"), (link.State, link.Original, link.Basis));
        Assert.Equal(["A", "A2"], link.Candidates, StringComparer.Ordinal);
        Assert.Empty(refused.Fates);
    }

    [Fact]
    public void a_persons_word_outlives_better_evidence_and_waits_for_a_filing_not_held()
    {
        var word = new ReviewedLink("B", "Z", "Ida", "the paper copy");
        Assert.Equal(
            (LinkState.OriginalNotHeld, "decided by Ida: the paper copy (amends Z, which is not held)"),
            AmendmentLinks.Decide([Original, Correction], [word]).Ties.Select(t => (t.Link.State, t.Link.Basis)).Single());

        var named = Original with { Filing = "Z", FiledOn = Day("04"), KnownAt = Original.KnownAt.AddDays(-2) };
        Assert.Equal("Z", AmendmentLinks.Decide([Original, named, Correction], [word]).Ties.Single().Link.Original);
    }

    [Fact]
    public void a_persons_word_makes_no_form_amend_a_later_one()
    {
        var link = AmendmentLinks.Decide([Original with { KnownAt = Correction.KnownAt.AddDays(1) }, Correction], [new ReviewedLink("B", "A", "Ida", "so I think")]).Ties.Single().Link;

        Assert.Equal((LinkState.OriginalNotHeld, "decided by Ida: so I think (amends A, which is no earlier form of this family, issuer and owners)"), (link.State, link.Basis));
    }

    [Fact]
    public void an_amendment_of_an_amendment_takes_the_place_of_its_lines()
    {
        var again = Amendment("C", "12", "10", Rows.Sale(1050, 540699));
        AmendableFiling[] held = [Original, Correction, again];

        Assert.Equal("B", LinkOf("C", held).Original);
        Assert.Equal("A/I.1→B/I.1; B/I.1→C/I.1", Fates(AmendmentLinks.Decide(held, [])));
    }

    [Fact]
    public void an_amendment_that_names_the_first_form_takes_the_place_of_the_lines_then_in_force()
    {
        var original = Form("A", "4", "06", Rows.Sale(100, 900), Rows.Sale(200, 700));
        var first = Amendment("B", "10", "06", Rows.Sale(250, 650));
        var second = Amendment("C", "12", "06", Rows.Sale(100, 900, 11m), Rows.Sale(250, 640));

        Assert.Equal("A", LinkOf("C", original, first, second).Original);
        Assert.Equal("A/I.1→C/I.1; A/I.2→B/I.1; B/I.1→C/I.2", Fates(AmendmentLinks.Decide([original, first, second], [])));
    }

    [Fact]
    public void a_form_and_its_amendment_of_one_day_are_one_form()
    {
        var sameDay = Amendment("B", "06", "06", Rows.Sale(1049, 540700)).At(15);
        var again = Amendment("C", "12", "06", Rows.Sale(1049, 540701));

        var link = LinkOf("C", Original, sameDay, again);

        Assert.Equal((LinkState.Linked, "B"), (link.State, link.Original));
        Assert.Equal("A/I.1→B/I.1; B/I.1→C/I.1", Fates(AmendmentLinks.Decide([Original, sameDay, again], [])));
    }

    [Fact]
    public void two_amendments_of_one_form_that_correct_different_lines_leave_each_other_alone()
    {
        var original = Form("A", "4", "06", Rows.Sale(100, 900), Rows.Held(5000, "By Trust"));
        var first = Amendment("B", "10", "06", Rows.Sale(110, 890));
        var second = Amendment("C", "12", "06", Rows.Held(500, "By Trust"));

        Assert.Equal("A/I.1→B/I.1; A/I.2→C/I.1", Fates(AmendmentLinks.Decide([original, first, second], [])));
    }

    [Fact]
    public void a_joint_amendment_touches_the_lines_of_owners_of_both_forms_only()
    {
        var alone = AmendmentLinks.Decide([Original, Correction.By(Ann, Bob)], []);
        Assert.Equal($"{Ann} A/I.1→B/I.1", Fates(alone, withOwner: true));

        var joint = AmendmentLinks.Decide([Original.By(Ann, Bob), Correction.By(Ann)], []);
        Assert.Equal($"{Ann} A/I.1→B/I.1", Fates(joint, withOwner: true));

        var both = AmendmentLinks.Decide([Original.By(Ann, Bob), Correction.By(Bob, Ann)], []);
        Assert.Equal($"{Ann} A/I.1→B/I.1; {Bob} A/I.1→B/I.1", Fates(both, withOwner: true));
    }

    [Fact]
    public void a_joint_line_that_one_owner_amends_alone_stands_for_the_other_and_the_difference_is_said()
    {
        var state = AmendmentLinks.Decide([Original.By(Ann, Bob), Correction.By(Ann)], []);

        Assert.Equal([$"{Bob} A/I.1 beside B/I.1"], Standing(state), StringComparer.Ordinal);
        var link = state.Ties.Single().Link;
        Assert.Equal([Bob], link.OwnersStanding!.Select(o => o.Person), StringComparer.Ordinal);
        Assert.Null(link.OwnersDropped);

        // What returns unchanged is said once, unless the whole form is said to be replaced; what is added moves the other's account as well.
        Assert.Empty(AmendmentLinks.Decide([Original.By(Ann, Bob), Amendment("B", "10", "06", Original.Lines[0]).By(Ann)], []).Standing);
        Assert.Single(AmendmentLinks.Decide([Original.By(Ann, Bob), Amendment("B", "10", "06", Original.Lines[0]).By(Ann).Saying("This amendment replaces the original Form 4 in its entirety.")], []).Standing);
        Assert.Equal([$"{Bob} A/I.1 beside B/I.1"], Standing(AmendmentLinks.Decide([Original.By(Ann, Bob), Amendment("B", "10", "06", Rows.Sale(100, 540_569)).By(Ann)], [])), StringComparer.Ordinal);
        // Both amend it alone: each says something of the other's line.
        var both = AmendmentLinks.Decide([Original.By(Ann, Bob), Correction.By(Ann), (Correction with { Filing = "C" }).By(Bob).At(12)], []);
        Assert.Equal($"{Ann} A/I.1→B/I.1; {Bob} A/I.1→C/I.1", Fates(both, withOwner: true));
        Assert.Equal([$"{Bob} A/I.1 beside B/I.1"], Standing(both), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("Ann Alder was the only owner; Bob Birch was shown as an additional reporting owner in error.")]
    [InlineData("The original Form 4 inadvertently listed the Birch Fund as a reporting person.")]
    [InlineData("This amendment is being filed to remove Bob Birch as a joint filer.")]
    public void an_owner_whom_a_form_leaves_out_in_words_has_no_line_any_more(string remarks)
    {
        var state = AmendmentLinks.Decide([Original.By(Ann, Bob), Correction.By(Ann).Saying(remarks)], []);

        Assert.Equal($"{Ann} A/I.1→B/I.1; {Bob} A/I.1 gone by B", Fates(state, withOwner: true));
        Assert.Equal([Bob], state.Ties.Single().Link.OwnersDropped!.Select(o => o.Person), StringComparer.Ordinal);
        Assert.Empty(state.Standing);
    }

    [Theory]
    [InlineData("The original Form 4 inadvertently listed Bob Birch as a reporting person.", false)]
    [InlineData("The original Form 4 inadvertently listed the Birch Funds as reporting persons.", true)]
    public void of_several_owners_left_out_none_goes_where_one_is_spoken_of(string remarks, bool gone)
    {
        var link = AmendmentLinks.Decide([Original.By(Ann, Bob, "0000000003"), Correction.By(Ann).Saying(remarks)], []).Ties.Single().Link;
        Assert.Equal((gone ? 2 : 0, gone ? 0 : 2), (link.OwnersDropped?.Count ?? 0, link.OwnersStanding?.Count ?? 0));
    }

    [Theory]
    [InlineData("The original Form 4 inadvertently omitted the Birch Fund as a reporting person.")]
    [InlineData("The Form 4 inadvertently reported the sale of 1,080 shares by the reporting person.")]
    [InlineData("This amendment does not remove Bob Birch as a joint filer.")]
    [InlineData("The number of shares was incorrectly shown for the Birch Fund, which files as a reporting person.")]
    [InlineData("To correct the number of shares.")]
    [InlineData("This Form 4/A amends and restates in its entirety the Form 4 filed on March 6, 2020.")]
    public void in_doubt_an_owner_left_out_keeps_the_line(string remarks) =>
        Assert.Equal($"{Ann} A/I.1→B/I.1", Fates(AmendmentLinks.Decide([Original.By(Ann, Bob), Correction.By(Ann).Saying(remarks)], []), withOwner: true));

    [Fact]
    public void after_an_amendment_by_one_owner_a_joint_one_takes_the_place_of_what_counts_for_each()
    {
        var state = AmendmentLinks.Decide([Original.By(Ann, Bob), Correction.By(Ann), Amendment("C", "12", "06", Rows.Sale(1050, 540699)).By(Ann, Bob)], []);

        Assert.Equal($"{Ann} A/I.1→B/I.1; {Ann} B/I.1→C/I.1; {Bob} A/I.1→C/I.1", Fates(state, withOwner: true));
    }

    [Fact]
    public void what_one_owner_amended_alone_means_nothing_to_another()
    {
        // Bob's own correction names another price; Ann's is like what still stands for her.
        AmendableFiling[] held =
        [
            Form("A", "4", "06", Rows.Sale(100, 900), Rows.Sale(50, 850, 12m)).By(Ann, Bob),
            Amendment("B", "08", "06", Rows.Sale(100, 900, 99m) with { TransactionCode = "F" }).By(Bob),
            Amendment("C", "10", "06", Rows.Sale(100, 901)).By(Ann),
        ];

        var withBobs = AmendmentLinks.Decide(held, []);
        var withoutBobs = AmendmentLinks.Decide([held[0], held[2]], []);

        Assert.Equal($"{Ann} A/I.1→C/I.1; {Bob} A/I.1→B/I.1", Fates(withBobs, withOwner: true));
        Assert.Equal($"{Ann} A/I.1→C/I.1", Fates(withoutBobs, withOwner: true));
        Assert.Equal(withoutBobs.Ties[0].Link.ScopeBasis, withBobs.Ties[1].Link.ScopeBasis);
    }

    [Fact]
    public void an_amendment_that_moves_period_date_and_title_is_tied_all_the_same()
    {
        var moved = Amendment("B", "10", "06", Rows.Sale(1080, 540669) with { SecurityTitle = "Class A Shares", TransactionOn = Day("03") }) with { PeriodOfReport = Day("03") };

        Assert.Equal("A/I.1→B/I.1", Fates(AmendmentLinks.Decide([Original, moved], [])));
    }

    [Fact]
    public void a_filing_given_twice_counts_once() =>
        Assert.Equal("A/I.1→B/I.1", Fates(AmendmentLinks.Decide([Original, Correction, Original with { }, Correction with { }], [])));

    [Fact]
    public void only_filings_that_amendments_join_are_concerned()
    {
        AmendableFiling[] held =
        [
            Original, Correction, Amendment("C", "12", "10", Rows.Sale(1050, 540699)), Form("X", "4", "07", Rows.Sale(1, 2)), Form("Y", "4", "06", Rows.Sale(1, 2)).By(Bob),
            Form("Z", "4", "10", Rows.Sale(1, 2)),
        ];

        Assert.Equal("A B C Z", Names("A"));
        Assert.Equal("A B C Z", Names("C"));
        Assert.Equal("X", Names("X"));
        Assert.Equal("Y", Names("Y"));
        Assert.Equal("A B C X Z", Names("X", new ReviewedLink("B", "X", "Ida", "said so")));

        string Names(string arrived, params ReviewedLink[] reviewed) =>
            string.Join(' ', AmendmentLinks.Connected(held, arrived, reviewed).Select(f => f.Filing).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void of_lots_of_one_total_the_balance_before_tells_which_whenever_it_arrives()
    {
        var before = Form("P", "4", "02", Rows.Sale(500, 98_908));
        var lots = Form("A", "4", "06", Rows.Sale(2688, 90_000, 14.11m), Rows.Sale(3120, 90_000, 83.18m), Rows.Sale(3080, 90_000, 66.72m));
        var amendment = Amendment("B", "10", "06", Rows.Sale(3100, 90_000, 50m));

        var doubtful = AmendmentLinks.Decide([lots, amendment], []);
        Assert.Equal("", Fates(doubtful));
        Assert.EndsWith("I.1 could correct I.1 or I.2 or I.3, nothing tells which: it counts as added", doubtful.Ties.Single().Link.ScopeBasis, StringComparison.Ordinal);

        AmendableFiling[] held = [lots, amendment, before];
        var told = AmendmentLinks.Decide(AmendmentLinks.Concerned(held, "P", []), [], held);
        Assert.Equal("A/I.3→B/I.1", Fates(told));
        Assert.Equal(AmendmentLinks.Decide(held, []).Ties.Single().Link.ScopeBasis, told.Ties.Single().Link.ScopeBasis);
    }

    [Fact]
    public void evidence_in_other_words_is_no_other_tie()
    {
        var state = AmendmentLinks.Decide([Original, Correction], []);
        var tie = state.Ties.Single();
        AmendmentState Saying(string basis, string because, LinkGrounds? grounds = LinkGrounds.OnlyOne) =>
            state with { Ties = [tie with { Link = tie.Link with { Basis = basis, ScopeBasis = because, Grounds = grounds } }] };

        Assert.Empty(Saying("the owner's form of 2020-03-06", "its one line comes back").ChangesTo(state));
        Assert.Empty(Saying("recorded by an earlier version, filed 2020-03-06", "the only line returns", null).ChangesTo(state));
        Assert.Single(Saying("the owner's form of 2020-03-07", "the only line returns").ChangesTo(state));
        Assert.Single(Saying("of 2020-03-06", "1 of 2 lines does not come back").ChangesTo(state));
        Assert.Single(Saying("of 2020-03-06", "it says \"restated\"").ChangesTo(state));
        Assert.Single(Saying("of 2020-03-06", "the only line returns", LinkGrounds.SamePeriod).ChangesTo(state));

        // A person's reasons are the evidence.
        var decided = AmendmentLinks.Decide([Original, Correction], [new ReviewedLink("B", "A", "Ida", "the cover letter says so")]);
        Assert.Single(decided.ChangesTo(AmendmentLinks.Decide([Original, Correction], [new ReviewedLink("B", "A", "Ida", "the filer says so")])));
    }

    [Fact]
    public void the_order_of_arrival_changes_nothing() => Gen.Int[0, int.MaxValue].Sample(seed =>
    {
        var world = SimulatedAmendments.World(seed);
        var expected = AmendmentLinks.Decide(world, []);
        var shuffled = world.ToArray();
#pragma warning disable CA5394, SCS0005 // A shuffle that the seed repeats is what is wanted.
        new Random(seed).Shuffle(shuffled);
#pragma warning restore CA5394, SCS0005

        var recorded = new AmendmentState();
        for (var count = 1; count <= shuffled.Length; count++)
        {
            // As intake does it: only what the new arrival is joined with is looked at, and only changes are recorded.
            var held = shuffled[..count];
            var desired = AmendmentLinks.Decide(AmendmentLinks.Concerned(held, shuffled[count - 1].Filing, []), [], held);
            recorded = SimulatedAmendments.Recorded(recorded, recorded.ChangesTo(desired), held);
        }

        Assert.Empty(recorded.ChangesTo(expected));
        Assert.Equal(Fates(expected, withOwner: true), Fates(recorded, withOwner: true));
        Assert.Equal(Ties(expected), Ties(recorded), StringComparer.Ordinal);
        Assert.Equal(Standing(expected), Standing(recorded), StringComparer.Ordinal);
    });

    private static IEnumerable<string> Standing(AmendmentState state) => state.Standing.Select(s => $"{s.Person} {s.Id} beside {s.By?.ToString() ?? s.Amendment}").Order(StringComparer.Ordinal);

    private static IEnumerable<string> Ties(AmendmentState state) =>
        state.Ties.Select(t => $"{t.Amendment} {t.Link.State} {t.Link.Original} {string.Join(',', t.Link.Candidates)} {t.Link.Scope} {t.Link.Basis} {t.Link.ScopeBasis}").Order(StringComparer.Ordinal);
}
