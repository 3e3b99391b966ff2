using HoldingsLedger.Forms.Pdf;
using HoldingsLedger.Forms.Text;
using Xunit;

namespace HoldingsLedger.Tests.Pdf;

/// <summary>What the readings of the page and of the cell alone make of a cell together; the cases are what engines made of real cells.</summary>
public sealed class holding_readings_against_each_other
{
    [Theory]
    // The page's two readings, then the cell's own and, where there is one, its second.
    [InlineData("Amount", "757,756", "757,756", "757,756", null, "757,756", true)]
    [InlineData("Amount", "7ESE", "s1", "71", "71", "71", true)]
    [InlineData("Amount", "7ESE", "1", "71", "71", "71", false)]
    [InlineData("Amount", "49,768", "4p 76g", "40,768", "40,768", "40,768", false)]
    [InlineData("Amount", "7ESE", "s1", "71", "77", "71", false)]
    [InlineData("Price", "30", "30", "30", null, "30", false)]
    [InlineData("Price", "80", "sO", "$0", "$0", "$0", true)]
    [InlineData("Price", "80", "80", "$0", "80", "$0", false)]
    [InlineData("Price", "366.903", "366.903", "366.903", null, "366.903", false)]
    [InlineData("TransactionOn", "12/12/2024 ©", "12/12/2O24", "12/12/2024", null, "12/12/2024", true)]
    [InlineData("TransactionOn", "02/14/2023", "02/14/2023", "02/11/2023", "02/11/2023", "02/11/2023", false)]
    [InlineData("SecurityTitle", "Class B Common Stock", "x", "Class B Common Stock", null, "Class B Common Stock", true)]
    [InlineData("SecurityTitle", "Stock options (right to buy)", "x", "Stock Oj (right to buy)", "Stock Oj (right to buy)", "Stock Oj (right to buy)", false)]
    // A marker that neither the picture nor the engine made out, but the page has something there.
    [InlineData("Nature", "Trust®", "Trust", "Trust", null, "Trust", false)]
    [InlineData("SecurityTitle", "Stock Options Restricted Units", "x", "Stock Options", null, "Stock Options", false)]
    public void two_readings_that_agree_are_trusted(string column, string page, string again, string own, string? second, string value, bool trusted)
    {
        var (cell, doubt) = ScanAgreement.Weigh(Enum.Parse<PaperColumn>(column), [page, again], new(own, second, []), ink: true);
        Assert.Equal((value, trusted), (cell.Text, cell.Confidence >= 0.9m));
        // What is not trusted says why.
        Assert.Equal(trusted, doubt is null);
    }

    [Theory]
    [InlineData("Code", "SM", "S", "Ss", "S", "S", true)]
    [InlineData("Code", "e", "»", "J", "J", "J", true)]
    [InlineData("Code", "C", "C", "G", "G", "G", false)]
    [InlineData("Direction", "fe", "fe", "fe", "fe", "fe", false)]
    [InlineData("Ownership", "D", "D", "Ses", "LOOT ee", "D", true)]
    [InlineData("Ownership", "l", "|", "1", "I", "I", true)]
    public void a_letter_is_trusted_where_two_readings_find_it_in_the_columns_list(string column, string page, string again, string own, string second, string value, bool trusted)
    {
        var (cell, doubt) = ScanAgreement.Weigh(Enum.Parse<PaperColumn>(column), [page, again], new(own, second, []) { IsOneLetter = true }, ink: true);
        Assert.Equal((value, trusted, trusted), (cell.Text, cell.Confidence >= 0.9m, doubt is null));
    }

    [Theory]
    // Three readings of a raised group, how many digits stand in its brackets (none where they touch), its width by its height.
    [InlineData("(1)", "(1)", "(1)", "1", 1.4, "F1", true)]
    [InlineData("(23)", "(23)", "(2)(3)", "1,1", 2.6, "F2,F3", true)]
    [InlineData("(23)", "(23)", "(23)", "", 2.6, "F2,F3", true)]
    [InlineData("(23)", "(23)", "(23)", "", 1.9, "F23", true)]
    [InlineData("(1)", "(1)", "(1)", "", 1.9, "", false)]
    [InlineData("(44)", "(4)", "(4)", "1", 1.4, "F4", true)]
    [InlineData("()", "()", "(1)", "1", 1.4, "F1", false)]
    [InlineData("", "", "", "1", 1.4, "", false)]
    public void a_marker_is_trusted_where_two_readings_and_its_width_agree(string one, string two, string three, string digits, double aspect, string ids, bool trusted)
    {
        int[] counted = [.. digits.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(count => count[0] - '0')];
        var (cell, doubt) = ScanAgreement.Weigh(PaperColumn.Amount, ["757,7560", "757,756°"], new("757,756", null, [new([one, two, three], counted, aspect)]), ink: true);
        Assert.Equal((ids, trusted, trusted), (string.Join(',', cell.Markers), cell.Confidence >= 0.9m, doubt is null));
        Assert.Equal("757,756", cell.Text);
    }

    [Theory]
    // A stamp lies over half of a word, and no reading has that half: the ink has.
    [InlineData("Nature", "By T", 7, false)]
    [InlineData("Nature", "By Trust", 7, true)]
    [InlineData("Nature", "By 401(k)", 9, true)]
    // A first digit that touches the border is lost by every reading; the comma behind it is not.
    [InlineData("Amount", ",234", 4, false)]
    [InlineData("Amount", "1,234", 4, true)]
    [InlineData("Price", ".25", 2, true)]
    public void what_every_reading_lost_the_ink_may_still_have(string column, string read, int pieces, bool trusted)
    {
        var (cell, doubt) = ScanAgreement.Weigh(Enum.Parse<PaperColumn>(column), [read, read], new(read, null, []) { Pieces = pieces }, ink: true);
        Assert.Equal((trusted, trusted), (cell.Confidence >= 0.9m, doubt is null));
    }

    [Theory]
    // One marker found raised, another only read: by the cell's own reading, by the page's.
    [InlineData("See Footnote (3)", "See Footnote (2)", "F2,F3")]
    [InlineData("See Footnote (2) (3)", "See Footnote", "F3")]
    public void a_marker_that_one_reading_alone_has_is_a_doubt(string page, string own, string ids)
    {
        var (cell, doubt) = ScanAgreement.Weigh(PaperColumn.Nature, [page], new(own, null, [new(["(3)", "(3)", "(3)"], [1], 1.4)]), ink: true);
        Assert.Equal((ids, "See Footnote"), (string.Join(',', cell.Markers), cell.Text));
        Assert.True(cell.Confidence < 0.9m);
        Assert.NotNull(doubt);
    }

    [Fact]
    public void a_marker_glued_to_a_number_on_the_page_is_no_part_of_it()
    {
        var (cell, _) = ScanAgreement.Weigh(PaperColumn.Price, ["$151.8144", "$151.814"], new("$151.81", null, [new(["(4)", "(4)", "(4)"], [1], 1.4)]) { IsClear = true, Separators = "." }, ink: true);
        Assert.Equal(("$151.81", "F4"), (cell.Text, string.Join(',', cell.Markers)));
        Assert.True(cell.Confidence >= 0.9m);
    }
}
