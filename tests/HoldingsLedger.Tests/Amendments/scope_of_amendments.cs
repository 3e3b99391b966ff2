using HoldingsLedger.Amendments;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using Xunit;
using static HoldingsLedger.Tests.Amendments.MadeUpForms;

namespace HoldingsLedger.Tests.Amendments;

public class scope_of_amendments
{
    private const string Entirely = "This Form 4/A amends and restates in its entirety the Form 4 filed on March 6, 2020.";

    private static readonly AmendableFiling Original = Form("A", "4", "06", Rows.Sale(100, 900), Rows.Sale(200, 700, 10.2m), Rows.Held(5000, "By Trust"));

    [Fact]
    public void what_a_partial_amendment_does_not_repeat_stands()
    {
        var state = AmendmentLinks.Decide([Original, Amendment("B", "10", "06", Rows.Sale(210, 690, 10.2m))], []);

        Assert.Equal("A/I.2→B/I.1", Fates(state));
        Assert.Equal((AmendmentScope.Partial, "2 of 3 lines do not return and stand"), ScopeOf(state));
    }

    [Fact]
    public void when_every_line_returns_it_is_a_restatement()
    {
        var state = AmendmentLinks.Decide([Original, Amendment("B", "10", "06", [.. Original.Lines, Rows.Held(40, "By Spouse")])], []);

        Assert.Equal("A/I.1→B/I.1; A/I.2→B/I.2; A/I.3→B/I.3", Fates(state));
        Assert.Equal((AmendmentScope.Restatement, "all 3 lines return"), ScopeOf(state));
    }

    [Fact]
    public void a_form_of_one_line_whose_line_returns_is_restated()
    {
        var state = AmendmentLinks.Decide([Form("A", "4", "06", Rows.Sale(1080, 540669)), Amendment("B", "10", "06", Rows.Sale(1049, 540700))], []);

        Assert.Equal((AmendmentScope.Restatement, "the only line returns"), ScopeOf(state));
    }

    [Fact]
    public void what_a_form_replaced_in_its_entirety_had_and_its_replacement_has_not_is_withdrawn()
    {
        var state = AmendmentLinks.Decide([Original, Amendment("B", "10", "06", Rows.Sale(210, 690, 10.2m)).Saying(Entirely)], []);

        Assert.Equal("A/I.1 gone by B; A/I.2→B/I.1; A/I.3 gone by B", Fates(state));
        Assert.Equal((AmendmentScope.Restatement, $"it says \"{Entirely}\""), ScopeOf(state));
    }

    [Fact]
    public void a_holding_only_amendment_never_deletes_transactions()
    {
        var holding = Amendment("B", "10", "06", Rows.Held(5100, "By Trust"));

        Assert.Equal("A/I.3→B/I.1", Fates(AmendmentLinks.Decide([Original, holding], [])));

        var saying = AmendmentLinks.Decide([Original, holding.Saying(Entirely)], []);
        Assert.Equal("A/I.3→B/I.1", Fates(saying));
        Assert.Equal((AmendmentScope.Partial, $"it says \"{Entirely}\", but it has holdings only, which delete no transaction; 2 of 3 lines do not return and stand"), ScopeOf(saying));
    }

    [Fact]
    public void a_holding_with_a_sales_numbers_takes_no_sales_place()
    {
        // Read badly, a sale may have no more to it than a holding has.
        var bare = Rows.Sale(0, 900) with { TransactionOn = null, TransactionCode = null, AcquiredDisposed = null, Shares = null, PricePerShare = null };

        Assert.Equal("", Fates(AmendmentLinks.Decide([Form("A", "4", "06", bare), Amendment("B", "10", "06", Rows.Held(900)).Saying(Entirely)], [])));
    }

    [Fact]
    public void an_amendment_without_lines_withdraws_nothing()
    {
        var state = AmendmentLinks.Decide([Original, Amendment("B", "10", "06").Saying(Entirely)], []);

        Assert.Equal("", Fates(state));
        Assert.Equal(AmendmentScope.Partial, ScopeOf(state).Scope);
    }

    [Fact]
    public void a_form_taken_back_in_so_many_words_is_withdrawn()
    {
        const string back = "The Form 4 filed on March 6, 2020 was filed in error and is hereby withdrawn.";
        var state = AmendmentLinks.Decide([Original, Amendment("B", "10", "06").Saying(back)], []);

        Assert.Equal("A/I.1 gone by B; A/I.2 gone by B; A/I.3 gone by B", Fates(state));
        Assert.Equal((AmendmentScope.Restatement, $"it says \"{back}\""), ScopeOf(state));
        Assert.Equal("A/I.3→B/I.1", Fates(AmendmentLinks.Decide([Original, Amendment("B", "10", "06", Rows.Held(5100, "By Trust")).Saying(back)], [])));
    }

    [Theory]
    [InlineData("This Form 4/A is being filed to withdraw the Form 4 filed on March 6, 2020, which was filed in error.", true)]
    [InlineData("The original report is rescinded in its entirety.", true)]
    [InlineData("Please disregard the Reporting Person's previously filed Form 4.", true)]
    [InlineData("The filing should be disregarded.", true)]
    [InlineData("The reporting person withdrew 500 shares from the plan, as reported on this form.", false)]
    [InlineData("Shares previously reported on this Form were withdrawn from a 401(k) plan.", false)]
    [InlineData("The Form 4 filed on March 6, 2020 is not withdrawn.", false)]
    [InlineData("The tender offer was withdrawn.", false)]
    [InlineData("The sale reported on the Form 4 filed on March 6, 2020 was rescinded.", false)]
    [InlineData("The Form 4 reported a purchase that was rescinded.", false)]
    [InlineData("The transaction on line 2 of the Form 4 is withdrawn.", false)]
    public void remarks_may_take_the_form_back(string remarks, bool takesBack) => Assert.Equal(takesBack, RestatementWords.FindWithdrawal(remarks, []) is not null);

    [Fact]
    public void an_amendment_of_a_partial_amendment_leaves_the_lines_of_the_first_form_alone()
    {
        var first = Amendment("B", "10", "06", Rows.Sale(210, 690, 10.2m));
        var second = Amendment("C", "12", "10", Rows.Sale(220, 680, 10.2m)).Saying("This Form 4/A amends and restates in its entirety the Form 4/A filed on March 10, 2020.");

        var state = AmendmentLinks.Decide([Original, first, second], []);

        Assert.Equal("A/I.2→B/I.1; B/I.1→C/I.1", Fates(state));
        Assert.Equal(AmendmentScope.Restatement, state.Ties[1].Link.Scope);
    }

    [Fact]
    public void a_restatement_withdraws_for_its_own_owners_only()
    {
        var state = AmendmentLinks.Decide([Original.By(Ann, Bob), Amendment("B", "10", "06", Rows.Sale(210, 690, 10.2m)).Saying(Entirely)], []);

        Assert.Equal($"{Ann} A/I.1 gone by B; {Ann} A/I.2→B/I.1; {Ann} A/I.3 gone by B", Fates(state, withOwner: true));
    }

    [Fact]
    public void an_amendment_on_paper_restated_the_whole_form()
    {
        var original = Form("A", "4", "2001-03-06", Rows.Sale(100, 900), Rows.Sale(200, 700, 10.2m));
        var amendment = Form("B", "4/A", "2001-03-10", Rows.Sale(210, 690, 10.2m)) with { DateOfOriginalSubmission = Day("2001-03-06") };

        var state = AmendmentLinks.Decide([original, amendment], []);

        Assert.Equal("A/I.1 gone by B; A/I.2→B/I.1", Fates(state));
        Assert.Equal((AmendmentScope.Restatement, "filed before 30 June 2003, when an amendment restated the whole form"), ScopeOf(state));
    }

    [Fact]
    public void lines_added_to_a_form_that_owned_nothing_are_partial()
    {
        var state = AmendmentLinks.Decide(
            [Form("A", "3", "06"), Form("B", "3/A", "10", Rows.Held(500)) with { DateOfOriginalSubmission = Day("06") }], []);

        Assert.Equal((AmendmentScope.Partial, "what it amends has no lines in force"), ScopeOf(state));
    }

    [Theory]
    [InlineData("This report on Form 4/A amends and replaces in its entirety the Form 4 filed by the Reporting Person on 3/6/2020. This report is being filed solely to amend the security amount referenced in item 4 from the 3/6/20 report.")]
    [InlineData("This amendment amends and restates the original Form 4 filed on January 3, 2019.")]
    [InlineData("The Form 4 filed on January 3, 2019 is hereby amended and restated in its entirety to correct column 5 of Table I.")]
    [InlineData("Amends in its entirety the report filed May 1, 2010.")]
    [InlineData("The original filing is superseded and replaced by this filing.")]
    [InlineData("The Form 4 filed on January 3, 2019 is hereby deleted in its entirety and replaced with this Form 4/A.")]
    [InlineData("All information contained in the original Form 4 is replaced by the information herein.")]
    [InlineData("This amendment to the Form 4 filed on January 3, 2019 is being filed to replace such Form 4 in its entirety.")]
    [InlineData("Filed in replacement of the Form 4 filed on January 3, 2019.")]
    [InlineData("This Form 4/A replaces in its entirety the Form 4 filed with respect to the grant of January 3, 2019.")]
    [InlineData("The Form 4 filed on January 3, 2019 is restated in its entirety so as to correct the number of shares.")]
    [InlineData("Due to a clerical error the Form 4 filed on January 3, 2019 is replaced in its entirety.")]
    [InlineData("As a result of a change in the number of shares, the Form 4 filed by the Reporting Person is superseded in all respects.")]
    [InlineData("This amendment supersedes in all respects, and replaces in full, the Reporting Person's Form 4.")]
    [InlineData("This Form 4/A is a complete restatement of the Form 4 filed on January 3, 2019.")]
    [InlineData("Amendment No. 1 is an amendment and restatement of the original filing.")]
    [InlineData("Due to a clerical error, this Amendment restates the Form 3 in full.")]
    [InlineData("Filed to correct a footnote. This Form 5/A supersedes the original Form 5 in its entirety.")]
    public void remarks_may_say_that_the_form_is_replaced(string remarks) => Assert.NotNull(RestatementWords.Find(remarks, []));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("The sole purpose of this amendment is to add the Reporting Person's Power of Attorney as Exhibit 24.")]
    [InlineData("This amendment is being filed solely to correct the number of shares in Table I. All other information in the original Form 4 is unchanged.")]
    [InlineData("Footnote 2 to the Form 4 filed on January 3, 2019 is amended and restated in its entirety.")]
    [InlineData("This amendment restates Table II of the original Form 4 in its entirety.")]
    [InlineData("Granted under the Amended and Restated 2010 Equity Incentive Plan; see the Form 8-K filed by the Issuer.")]
    [InlineData("This amendment does not restate the original Form 4.")]
    [InlineData("The original Form 4 is not being amended and restated in its entirety.")]
    [InlineData("Shares restated for the stock split since the Form 4 filed on January 3, 2019.")]
    [InlineData("This amendment restates the balance after the sale reported on the Form 4.")]
    [InlineData("Restated to include a sale left out of the Form 4.")]
    [InlineData("The balance reported on the Form 4 filed on January 3, 2019 is superseded.")]
    [InlineData("The options reported in the original filing were amended and restated in their entirety.")]
    [InlineData("The original Form 4 reported an award that was amended and restated in its entirety in May.")]
    [InlineData("The units replaced in full the shares shown in the report.")]
    [InlineData("Nothing in this amendment restates or supersedes the original Form 4 except the line shown.")]
    [InlineData("This amendment supersedes the original Form 4 only with respect to the exercise price of the options.")]
    [InlineData("The original Form 4 is superseded as to the sale of March 4, 2020.")]
    [InlineData("This amendment replaces the original filing's first footnote.")]
    [InlineData("This Form 4/A is a complete restatement of footnote 1 to the Form 4 filed on January 3, 2019.")]
    [InlineData("Granted on the amendment and restatement of the plan described in the Form 8-K.")]
    [InlineData("This amendment amends the Form 4 filed on January 3, 2019 to add a holding.")]
    [InlineData("This Form 4/A amends and restates in part the Form 4 filed on January 3, 2019.")]
    [InlineData("This Amended Form 4 revises the original Form 4 filed on October 22, 2025 to state that the number of stock options is 1,000,000.")]
    [InlineData("Adjusted to reflect a ten-for-one forward split of the Issuer's common stock effective after market close on October 2, 2024.")]
    [InlineData("The reported holding was replaced in its entirety by restricted stock.")]
    public void remarks_that_say_anything_else_replace_nothing(string? remarks) => Assert.Null(RestatementWords.Find(remarks, []));

    [Fact]
    public void a_footnote_may_say_so_too() =>
        Assert.Equal(Entirely, RestatementWords.Find(null, [new Footnote("F1", "Held by a trust."), new Footnote("F2", Entirely)]));

    [Fact]
    public void remarks_made_to_hurt_take_no_time()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Assert.Null(RestatementWords.Find(string.Concat(Enumerable.Repeat("amend and ", 100_000)), []));
        Assert.Null(RestatementWords.Find(string.Concat(Enumerable.Repeat("is amended and restated a b ", 60)) + new string('x', 300_000), []));
        Assert.Null(RestatementWords.Find(string.Concat(Enumerable.Repeat("It is amended amended amended a b. ", 300_000)), []));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"took {watch.Elapsed}");
    }

    private static (AmendmentScope? Scope, string? Because) ScopeOf(AmendmentState state) => (Assert.Single(state.Ties).Link.Scope, state.Ties[0].Link.ScopeBasis);
}
