using System.Text.Json;
using HoldingsLedger.Forms;
using HoldingsLedger.Forms.Pdf;
using Xunit;

namespace HoldingsLedger.Tests.Pdf;

/// <summary>Prints that draw or word the form otherwise than EDGAR does.</summary>
public sealed class reading_other_layouts
{
    private static readonly string[] Withheld = ["Common Stock", "03/05/2020", "", "F", "", "1,049", "D", "$7.55", "540,700", "D", ""];
    private static readonly string[] InTrust = ["Common Stock", "", "", "", "", "", "", "", "12,345.678", "I", "By\nTrust"];
    private static readonly string[] Option =
        ["Stock Option\n(right to buy)", "$4.47", "03/05/2020", "", "A", "", "430,000", "", "03/05/2021", "06/16/2030", "Common\nStock", "430,000", "$0.00", "430,000", "D", ""];

    private static readonly string[] Notes = ["Shares withheld for taxes.", "Held by a trust."];

    private static readonly string[] WordsI =
        ["Title of Security", "Trans.\nDate", "Deemed\nExecution\nDate", "Code", "V", "Shares", "A/D", "Price", "Shares Owned\nFollowing\nTransaction(s)", "Direct or\nIndirect", "Nature of\nOwnership"];

    private static readonly string[] WordsII =
    [
        "Title of\nDerivative\nSecurity", "Exercise\nPrice", "Trans.\nDate", "Deemed\nExecution\nDate", "Code", "V", "Acquired\n(A)", "Disposed\n(D)", "Exercisable", "Expires",
        "Title of\nUnderlying\nSecurity", "Number of\nUnderlying\nShares", "Price of\nDerivative", "Number\nOwned", "D or I", "Nature",
    ];

    [Fact]
    public void borders_of_dots_are_borders()
    {
        MadeForm form = new() { TableI = [Withheld, InTrust, Withheld], TableII = [Option, Option], Notes = Notes };
        Assert.Equal(Said(Read(form)), Said(Read(new() { TableI = form.TableI, TableII = form.TableII, Notes = Notes, Dotted = true })));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void lines_of_letters_are_lines(bool rowsRuled)
    {
        MadeForm form = new() { TableI = [Withheld, InTrust, Withheld], TableII = [Option, Option], Notes = Notes };
        Assert.Equal(Said(Read(form)), Said(Read(new() { TableI = form.TableI, TableII = form.TableII, Notes = Notes, Typed = true, RowsRuled = rowsRuled })));
    }

    [Fact]
    public void rows_go_on_where_a_page_has_only_the_lines_between_columns()
    {
        var rows = Enumerable.Range(1, 5).Select(number => (string[])[.. Withheld[..5], $"1,00{number}", .. Withheld[6..]]).ToList();
        var lines = Read(new() { TableI = rows, RowsOnFirstPage = 2, Notes = Notes, RowsRuled = false, Typed = true }).Lines;
        Assert.Equal([1001m, 1002m, 1003m, 1004m, 1005m], lines.Select(line => line.Shares!.Value));
    }

    [Fact]
    public void words_of_rows_that_nothing_parts_are_unsure()
    {
        string[] option = ["Stock\nOption to\nbuy", .. Option[1..]];
        var filing = Read(new() { TableII = [option, option, option], Notes = Notes, RowsRuled = false, Tight = true });
        Assert.Equal(3, filing.Lines.Count);
        Assert.All(filing.Lines, line => Assert.True(line.FieldConfidence!["securityTitle"] < 0.9m));
        Assert.All(filing.Lines, line => Assert.DoesNotContain("shares", line.FieldConfidence!.Keys));
    }

    [Fact]
    public void what_is_not_made_out_waits_for_a_person()
    {
        string[] torn = [.. Withheld[..5], "1,04", .. Withheld[6..]];
        var lines = PdfFormReader.Read(new MadeForm { TableI = [torn, Withheld], Notes = Notes }.Pdf(), PdfLimits.Default).Filing!.Lines;
        Assert.Equal((null, 0m, 0m), (lines[0].Shares, lines[0].FieldConfidence!["shares"], lines[0].Confidence));
        Assert.Equal(1m, lines[1].Confidence);
    }

    [Fact]
    public void a_piece_of_a_row_puts_all_rows_in_doubt()
    {
        var reading = PdfFormReader.Read(new MadeForm { TableI = [Withheld, ["Stock", "", "", "", "", "", "", "", "", "", ""]], Notes = Notes }.Pdf(), PdfLimits.Default);
        Assert.All(reading.Filing!.Lines, line => Assert.True(line.Confidence <= 0.5m));
        Assert.Equal(["I.1", "I.2"], reading.Problems.Where(problem => problem.Message.Contains("parted wrongly", StringComparison.Ordinal)).Select(problem => problem.Line));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void columns_under_other_words_are_told(bool ruled)
    {
        MadeForm form = new() { TableI = [Withheld, InTrust, Withheld], TableII = [Option, Option], Notes = Notes };
        Assert.Equal(Said(Read(form)), Said(Read(new() { TableI = form.TableI, TableII = form.TableII, Notes = Notes, HeadI = WordsI, HeadII = WordsII, Ruled = ruled })));
    }

    [Theory]
    [InlineData("1,049 [1]")]
    [InlineData("1,049 1)")]
    [InlineData("1,049^1)")]
    [InlineData("1,049^[1]")]
    public void a_marker_is_one_in_any_brackets(string printed)
    {
        string[] sold = [.. Withheld[..5], printed, .. Withheld[6..9], "I", "Trust\n(note 2)" + printed[5..].Replace('1', '2')];
        var line = Assert.Single(Read(new() { TableI = [sold], Notes = Notes }).Lines);
        Assert.Equal((1049m, 1m), (line.Shares, line.Confidence));
        Assert.Equal(["F1"], line.Footnotes["shares"]);
        Assert.Equal("Trust (note 2)", line.NatureOfOwnership);
        Assert.Equal(["F2"], line.Footnotes["natureOfOwnership"]);
    }

    [Fact]
    public void a_small_number_level_with_nothing_is_the_marker_of_a_footnote_there_is()
    {
        string[] option = [.. Option[..8], "\n\n^1", "\n\n^3", .. Option[10..]];
        var reading = PdfFormReader.Read(new MadeForm { TableII = [option], Notes = Notes }.Pdf(), PdfLimits.Default);
        var line = Assert.Single(reading.Filing!.Lines);
        Assert.Equal(["F1"], line.Footnotes["exercisableOn"]);
        Assert.Null(line.ExercisableOn);
        // There is no third footnote: that number may be anything.
        Assert.Contains(reading.Problems, problem => problem is { Kind: ProblemKind.UnreadableDate, Field: "expiresOn", Raw: "3" });
    }

    [Fact]
    public void footnotes_marked_with_letters_are_said_and_their_lines_wait()
    {
        string[] sold = ["Common Stock (a)", .. Withheld[1..]];
        var reading = PdfFormReader.Read(new MadeForm { TableI = [sold, InTrust], Notes = Notes, LetteredNotes = true }.Pdf(), PdfLimits.Default);
        Assert.Contains(reading.Problems, problem => problem.Message.Contains("marked with letters", StringComparison.Ordinal));
        Assert.All(reading.Filing!.Lines, line => Assert.True(line.Confidence <= 0.5m));
        // Letters within a numbered footnote mark nothing.
        Assert.All(Read(new() { TableI = [Withheld], Notes = ["Shares of\n(a) one class and\n(b) another."] }).Lines, line => Assert.Equal(1m, line.Confidence));
    }

    [Fact]
    public void a_marker_at_dollars_belongs_to_the_dollars()
    {
        string[] swap = [.. Option[..6], "$5,000 (1)", .. Option[7..]];
        var line = Assert.Single(Read(new() { TableII = [swap], Notes = Notes }).Lines);
        Assert.Equal((null, 5000m), (line.Shares, line.TotalValue));
        Assert.Equal(["F1"], line.Footnotes["totalValue"]);
        Assert.False(line.Footnotes.ContainsKey("shares"));
    }

    [Fact]
    public void a_date_a_space_behind_the_name_is_the_signatures()
    {
        var filing = Read(new() { TableI = [Withheld], Notes = Notes, Signed = "Quill Amaranth B., by proxy", DateBesideName = true });
        Assert.Equal(new OwnerSignature("Quill Amaranth B., by proxy", new DateOnly(2020, 3, 6)), Assert.Single(filing.Signatures));
        Assert.Null(filing.Remarks);
    }

    [Fact]
    public void what_somebody_is_may_have_the_words_of_a_box()
    {
        var owner = Assert.Single(Read(new() { TableI = [Withheld], Notes = Notes, Marked = "Other", OtherText = "Former 10% Owner" }).ReportingOwners);
        Assert.Equal((true, "Former 10% Owner", false), (owner.IsOther, owner.OtherText, owner.IsTenPercentOwner));
    }

    [Fact]
    public void a_derivatives_title_without_a_number_is_said()
    {
        var reading = PdfFormReader.Read(new MadeForm { TableII = [[.. Option[..11], "", .. Option[12..]]], Notes = Notes }.Pdf(), PdfLimits.Default);
        Assert.Contains(reading.Problems, problem => problem is { Kind: ProblemKind.MissingField, Line: "II.1", Field: "underlyingShares" });
    }

    /// <summary>Everything a filing says but where it says it.</summary>
    private static string Said(OwnershipFiling filing) =>
        JsonSerializer.Serialize(filing with { Lines = [.. filing.Lines.Select(line => line with { Source = new() })] }, ReadingJson.PublishedOptions);

    private static OwnershipFiling Read(MadeForm form)
    {
        var reading = PdfFormReader.Read(form.Pdf(), PdfLimits.Default);
        Assert.Empty(reading.Problems);
        return reading.Filing!;
    }
}
