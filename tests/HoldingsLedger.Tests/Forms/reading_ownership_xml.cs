using HoldingsLedger.Forms;
using Xunit;

namespace HoldingsLedger.Tests.Forms;

public sealed class reading_ownership_xml
{
    [Theory]
    [InlineData("\n\n  ")]
    [InlineData("\uFEFF")]
    [InlineData("\uFEFF \r\n")]
    public void white_space_before_the_declaration_is_no_reason_to_lose_a_filing(string before)
    {
        var reading = TestDocuments.Read(before + TestDocuments.Form());

        Assert.Equal("4", reading.Filing?.FormType);
        Assert.Empty(reading.Problems);
    }

    [Fact]
    public void markup_inside_a_text_is_dropped_and_none_of_the_text_is()
    {
        var footnote = Assert.Single(TestDocuments.Read(TestDocuments.Form("<footnotes><footnote id=\"F1\">Held <b>in</b> trust<br/>, <i>not</i> <![CDATA[<directly>]]>.</footnote></footnotes>")).Filing!.Footnotes);

        Assert.Equal(new Footnote("F1", "Held in trust, not <directly>."), footnote);
    }

    [Fact]
    public void footnotes_on_what_the_form_does_not_have_are_kept_with_the_line()
    {
        var line = OneLine(TestDocuments.Holding(more: "<footnoteId id=\"F1\"/><surprise><deeper><footnoteId id=\"F2\"/></deeper></surprise><postTransactionAmounts><footnoteId id=\"F3\"/></postTransactionAmounts>"));

        Assert.Equal("F1 F2 F3", string.Join(' ', line.Footnotes["line"]));
    }

    [Fact]
    public void footnote_ids_keep_their_order_and_their_repetitions() =>
        Assert.Equal("F2 F1 F2", string.Join(' ', OneLine(TestDocuments.Holding(title: "<footnoteId id=\"F2\"/><value>Common<footnoteId id=\"F1\"/></value><footnoteId id=\"F2\"/>")).Footnotes["securityTitle"]));

    [Fact]
    public void a_footnote_reference_may_be_written_as_text() =>
        Assert.Equal("F1", Assert.Single(OneLine(TestDocuments.Holding(title: "<value>Common</value><footnoteId>F1</footnoteId>")).Footnotes["securityTitle"]));

    [Fact]
    public void footnotes_of_coding_belong_to_the_code_even_on_a_holding() =>
        Assert.Equal("F1", Assert.Single(OneLine(TestDocuments.Holding(more: "<transactionCoding><transactionFormType>3</transactionFormType><footnoteId id=\"F1\"/></transactionCoding>")).Footnotes["transactionCode"]));

    [Fact]
    public void a_holding_has_no_code_and_no_swap_box()
    {
        var reading = TestDocuments.Read(TestDocuments.Form(TestDocuments.TableI(TestDocuments.Holding(more: "<transactionCoding><transactionCode>P</transactionCode><equitySwapInvolved>0</equitySwapInvolved></transactionCoding>"))));

        var line = Assert.Single(reading.Filing!.Lines);
        Assert.Null(line.TransactionCode);
        Assert.Null(line.EquitySwapInvolved);
        Assert.Equal("P 0", string.Join(' ', reading.Problems.Select(problem => problem.Raw)));
    }

    [Fact]
    public void a_row_of_table_i_has_no_derivative_columns()
    {
        var reading = TestDocuments.Read(TestDocuments.Form(TestDocuments.TableI(TestDocuments.Holding(more: "<conversionOrExercisePrice><value>3</value></conversionOrExercisePrice>"))));

        Assert.Null(Assert.Single(reading.Filing!.Lines).ConversionOrExercisePrice);
        Assert.Equal((ProblemKind.UnexpectedElement, "I.1", "3"), (reading.Problems[0].Kind, reading.Problems[0].Line, reading.Problems[0].Raw));
    }

    [Fact]
    public void an_odd_row_is_one_row_of_its_table_and_the_others_stay()
    {
        var lines = TestDocuments.Read(TestDocuments.Form(TestDocuments.TableI(TestDocuments.Holding() + "<nonDerivativeTransaction/>" + TestDocuments.Holding("<value>7</value>")))).Filing!.Lines;

        Assert.Equal("I.1 I.2 I.3", string.Join(' ', lines.Select(line => line.Line)));
        Assert.Equal(7, lines[2].SharesOwnedFollowing);
        Assert.Equal("/ownershipDocument/nonDerivativeTable/nonDerivativeHolding[2]", lines[2].Source.Xpath);
    }

    [Fact]
    public void a_table_longer_than_edgar_allows_is_read_to_its_last_row()
    {
        var lines = TestDocuments.Read(TestDocuments.Form(TestDocuments.TableI(string.Concat(Enumerable.Repeat(TestDocuments.Holding(), 5_000))))).Filing!.Lines;

        Assert.Equal(("I.5000", "/ownershipDocument/nonDerivativeTable/nonDerivativeHolding[5000]"), (lines[^1].Line, lines[^1].Source.Xpath));
    }

    [Fact]
    public void of_two_values_the_first_counts_and_the_second_is_said()
    {
        var reading = TestDocuments.Read(TestDocuments.Form("<remarks>first</remarks><remarks>second</remarks>" + TestDocuments.TableI(TestDocuments.Holding(shares: "<value>1</value>", more: "<securityTitle>Other</securityTitle>"))));

        Assert.Equal(("first", "Common Stock"), (reading.Filing!.Remarks, Assert.Single(reading.Filing.Lines).SecurityTitle));
        Assert.Equal("second Other", string.Join(' ', reading.Problems.Select(problem => problem.Raw)));
    }

    [Fact]
    public void of_an_owner_that_is_described_twice_the_first_description_counts_and_the_second_is_said()
    {
        var reading = TestDocuments.Read(TestDocuments.Form().Replace("<rptOwnerName>Tarnhelm Ignatius</rptOwnerName></reportingOwnerId>", """
            <rptOwnerName>Tarnhelm Ignatius</rptOwnerName><rptOwnerName>Someone Else</rptOwnerName></reportingOwnerId>
            <reportingOwnerRelationship><isDirector>1</isDirector><isDirector>0</isDirector><isOfficer/></reportingOwnerRelationship>
            <reportingOwnerRelationship><isOfficer>1</isOfficer><officerTitle>Keeper</officerTitle></reportingOwnerRelationship>
            """, StringComparison.Ordinal));

        var owner = Assert.Single(reading.Filing!.ReportingOwners);
        Assert.Equal(("Tarnhelm Ignatius", true, true, "Keeper"), (owner.Name, owner.IsDirector, owner.IsOfficer, owner.OfficerTitle));
        Assert.Equal(["reportingOwners.name Someone Else", "reportingOwners.isDirector False"], reading.Problems.Select(problem => $"{problem.Field} {problem.Raw}"));
    }

    private static ReportedLine OneLine(string row) => Assert.Single(TestDocuments.Read(TestDocuments.Form(TestDocuments.TableI(row))).Filing!.Lines);
}
