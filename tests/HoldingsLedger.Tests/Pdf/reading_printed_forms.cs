using System.Text.Json;
using HoldingsLedger.Forms;
using HoldingsLedger.Forms.Pdf;
using Xunit;

namespace HoldingsLedger.Tests.Pdf;

/// <summary>Forms drawn here with made-up people and numbers; what is expected is what was drawn.</summary>
public sealed class reading_printed_forms
{
    private static readonly string[] Withheld = ["Common Stock", "03/05/2020", "", "F", "", "1,049^(1)", "D", "$7.55", "540,700", "D", ""];
    private static readonly string[] InTrust = ["Common Stock", "", "", "", "", "", "", "", "12,345.678", "I", "By\nTrust ^(2)"];
    private static readonly string[] Option =
        ["Stock Option\n(right to buy)", "$4.47", "03/05/2020", "", "A", "", "430,000", "", "^(1)", "06/16/2030", "Common\nStock", "430,000", "$0.00", "430,000", "D", ""];

    private static readonly string[] Notes = ["Shares withheld for taxes.", "The trust is for (1) one child and (2) another."];

    [Fact]
    public void every_column_of_both_tables_is_read_with_its_markers()
    {
        var filing = Read(new() { TableI = [Withheld, InTrust], TableII = [Option], Notes = Notes });
        Assert.Collection(
            filing.Lines,
            line =>
            {
                Assert.Equal("I.1", line.Line);
                Assert.Equal(LineKind.Transaction, line.Kind);
                Assert.Equal("Common Stock", line.SecurityTitle);
                Assert.Equal(new DateOnly(2020, 3, 5), line.TransactionOn);
                Assert.Equal("F", line.TransactionCode);
                Assert.Equal("4", line.TransactionFormType);
                Assert.Equal(1049m, line.Shares);
                Assert.Equal("D", line.AcquiredDisposed);
                Assert.Equal(7.55m, line.PricePerShare);
                Assert.Equal(540700m, line.SharesOwnedFollowing);
                Assert.Equal("D", line.Ownership);
                Assert.Equal(["F1"], line.Footnotes["shares"]);
                Assert.Single(line.Footnotes);
                Assert.Equal(1m, line.Confidence);
                Assert.Equal(1, line.Source.Page);
            },
            line =>
            {
                Assert.Equal(LineKind.Holding, line.Kind);
                Assert.Equal(12345.678m, line.SharesOwnedFollowing);
                Assert.Equal("I", line.Ownership);
                Assert.Equal("By Trust", line.NatureOfOwnership);
                Assert.Equal(["F2"], line.Footnotes["natureOfOwnership"]);
                Assert.Null(line.TransactionCode);
                Assert.Null(line.PricePerShare);
            },
            line =>
            {
                Assert.Equal("II.1", line.Line);
                Assert.Equal("Stock Option (right to buy)", line.SecurityTitle);
                Assert.Equal(4.47m, line.ConversionOrExercisePrice);
                Assert.Equal(430000m, line.Shares);
                Assert.Equal("A", line.AcquiredDisposed);
                Assert.Null(line.ExercisableOn);
                Assert.Equal(["F1"], line.Footnotes["exercisableOn"]);
                Assert.Equal(new DateOnly(2030, 6, 16), line.ExpiresOn);
                Assert.Equal("Common Stock", line.UnderlyingSecurityTitle);
                Assert.Equal(430000m, line.UnderlyingShares);
                Assert.Equal(0m, line.PricePerShare);
                Assert.Equal(430000m, line.SharesOwnedFollowing);
            });
    }

    [Fact]
    public void the_boxes_above_and_below_the_tables_are_read()
    {
        var filing = Read(new() { TableI = [Withheld], Notes = Notes, Amended = "03/06/2020" });
        Assert.Equal("4/A", filing.FormType);
        Assert.Equal(new DateOnly(2020, 3, 6), filing.DateOfOriginalSubmission);
        Assert.Equal(new DateOnly(2020, 3, 5), filing.PeriodOfReport);
        Assert.Equal(new FiledIssuer(null, "Marzipan Works Inc", "MZPN"), filing.Issuer);
        var owner = Assert.Single(filing.ReportingOwners);
        Assert.Equal("Quill Amaranth B.", owner.Name);
        Assert.Equal(new OwnerAddress("12 INVENTED LANE", null, "NOWHERE", "KS", "66000"), owner.Address);
        Assert.Equal("Treasurer", owner.OfficerTitle);
        Assert.Equal([new("F1", Notes[0]), new("F2", Notes[1])], filing.Footnotes);
        Assert.Equal(new OwnerSignature("/s/ Quill Amaranth B.", new DateOnly(2020, 3, 6)), Assert.Single(filing.Signatures));
        Assert.Null(filing.Aff10b5One);
        Assert.False(filing.NotSubjectToSection16);
    }

    public static TheoryData<string, string> Marks()
    {
        var marks = new TheoryData<string, string>();
        foreach (var style in Enum.GetNames<MadeForm.MarkStyle>())
        {
            foreach (var option in (string[])["Director", "10% Owner", "Officer", "Other"]) marks.Add(style, option);
        }

        return marks;
    }

    [Theory]
    [MemberData(nameof(Marks))]
    public void a_box_is_marked_however_the_mark_is_drawn(string style, string option)
    {
        var owner = Assert.Single(Read(new() { Style = Enum.Parse<MadeForm.MarkStyle>(style), Marked = option, TableI = [Withheld], Notes = Notes }).ReportingOwners);
        Assert.Equal(
            (option is "Director", option is "10% Owner", option is "Officer", option is "Other"),
            (owner.IsDirector, owner.IsTenPercentOwner, owner.IsOfficer, owner.IsOther));
    }

    [Fact]
    public void a_table_goes_on_under_no_header_on_the_next_page()
    {
        var rows = Enumerable.Range(1, 9).Select(number => (string[])[.. Withheld[..5], $"1,00{number}", .. Withheld[6..]]).ToList();
        var lines = Read(new() { TableI = rows, RowsOnFirstPage = 4, TableII = [Option], Notes = Notes }).Lines;
        Assert.Equal([1001m, 1002m, 1003m, 1004m, 1005m, 1006m, 1007m, 1008m, 1009m], lines.Where(line => line.Table == FormTable.I).Select(line => line.Shares!.Value));
        Assert.Equal([1, 1, 1, 1, 2, 2, 2, 2, 2], lines.Where(line => line.Table == FormTable.I).Select(line => line.Source.Page!.Value));
        Assert.Equal("II.1", lines[^1].Line);
    }

    [Fact]
    public void the_second_sheet_of_the_forms_own_layout_is_read()
    {
        var filing = Read(new() { TableI = [Withheld], TableII = [Option], Notes = Notes, TwoSheets = true });
        Assert.Equal(["I.1", "II.1"], filing.Lines.Select(line => line.Line));
        Assert.Equal([1, 2], filing.Lines.Select(line => line.Source.Page!.Value));
        Assert.Equal(2, filing.Footnotes.Count);
        Assert.Single(filing.Signatures);
    }

    [Fact]
    public void owners_without_boxes_of_their_own_have_the_forms_boxes_and_less_confidence()
    {
        var filing = Read(new() { TableI = [Withheld], Notes = Notes, Joint = ["Amaranth Family Trust", "Quill Beatrix"] });
        Assert.Equal(["Quill Amaranth B.", "Amaranth Family Trust", "Quill Beatrix"], filing.ReportingOwners.Select(owner => owner.Name));
        Assert.All(filing.ReportingOwners, owner => Assert.True(owner.IsOfficer));
        Assert.All(filing.ReportingOwners, owner => Assert.Equal("NOWHERE", owner.Address!.City));
        Assert.Equal(0.6m, filing.FieldConfidence!["reportingOwners[1].isOfficer"]);
        Assert.False(filing.FieldConfidence.ContainsKey("reportingOwners[0].isOfficer"));
    }

    [Fact]
    public void a_table_without_lines_reads_like_one_with_lines()
    {
        string[][] rows = [Withheld, InTrust, [.. Withheld[..3], "S", "", "25,000", "D", "$8.1234^(1)", "515,700", "I", "See\nfootnote ^(2)\nbelow"], Withheld];
        Assert.Equal(
            Said(Read(new() { TableI = rows, TableII = [Option, Option], Notes = Notes })),
            Said(Read(new() { TableI = rows, TableII = [Option, Option], Notes = Notes, Ruled = false })));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void raised_digits_are_markers_without_brackets_too(bool ruled)
    {
        string[] sold = [.. Withheld[..5], "1,049^1", "D", "$7.55^1,2", "540,700", "I", "^2"];
        string[] option = [.. Option[..8], "^1", .. Option[9..]];
        var lines = Read(new() { TableI = [sold], TableII = [option], Notes = Notes, Ruled = ruled }).Lines;
        Assert.Equal((1049m, 7.55m, null), (lines[0].Shares, lines[0].PricePerShare, lines[0].NatureOfOwnership));
        Assert.Equal(["F1"], lines[0].Footnotes["shares"]);
        Assert.Equal(["F1", "F2"], lines[0].Footnotes["pricePerShare"]);
        Assert.Equal(["F2"], lines[0].Footnotes["natureOfOwnership"]);
        Assert.Null(lines[1].ExercisableOn);
        Assert.Equal(["F1"], lines[1].Footnotes["exercisableOn"]);
    }

    [Theory]
    [InlineData("1. Title\u2019of Security")]
    [InlineData("1. lit\u00a9 cf Secwnty")]
    public void a_table_is_read_where_the_words_over_its_first_column_are_garbled(string words)
    {
        var plain = new MadeForm { TableI = [Withheld, InTrust], Notes = Notes };
        Assert.Equal(Said(Read(plain)), Said(Read(new() { TableI = plain.TableI, Notes = Notes, HeadI = [words, .. plain.HeadI[1..]] })));
    }

    [Fact]
    public void labels_of_two_lines_are_no_part_of_what_stands_under_them()
    {
        var wide = new MadeForm { TableI = [Withheld], Notes = Notes };
        Assert.Equal(Said(Read(wide)), Said(Read(new() { TableI = [Withheld], Notes = Notes, NarrowBoxes = true })));
    }

    [Fact]
    public void a_mark_beside_none_of_the_options_is_said()
    {
        var reading = PdfFormReader.Read(new MadeForm { TableI = [Withheld], Notes = Notes, Marked = "none of them", Title = "X\nTreasurer" }.Pdf(), PdfLimits.Default);
        Assert.Contains(reading.Problems, problem => problem is { Kind: ProblemKind.DoubtfulValue, Field: "reportingOwners[0].isOfficer" });
        Assert.True(reading.Filing!.FieldConfidence!["reportingOwners[0].isOfficer"] < 0.9m);
    }

    [Fact]
    public void what_the_form_says_beside_the_signature_signs_nothing()
    {
        var filing = Read(new() { TableI = [Withheld], Notes = Notes, BesideSignature = "** Intentional misstatements or omissions of facts constitute Federal Criminal Violations. See 18 U.S.C. 1001 and 15 U.S.C.\n78ff(a)." });
        Assert.Equal(new OwnerSignature("/s/ Quill Amaranth B.", new DateOnly(2020, 3, 6)), Assert.Single(filing.Signatures));
        Assert.Equal(Notes, filing.Footnotes.Select(note => note.Text));
    }

    [Fact]
    public void a_signature_is_known_by_where_it_stands()
    {
        var filing = Read(new() { TableI = [Withheld], Notes = Notes, Signed = "Amaranth Family Trust, by\nQuill Amaranth B., Trustee", SignedOn = "2020-03-06" });
        Assert.Equal(new OwnerSignature("Amaranth Family Trust, by Quill Amaranth B., Trustee", new DateOnly(2020, 3, 6)), Assert.Single(filing.Signatures));
        Assert.Equal(Notes, filing.Footnotes.Select(note => note.Text));
    }

    [Fact]
    public void dates_in_the_order_of_iso_8601_are_read_as_they_are()
    {
        var filing = Read(new() { Earliest = "2012-03-20", Amended = "2012-03-21", TableI = [[Withheld[0], "2012-03-20", .. Withheld[2..]]], Notes = Notes });
        Assert.Equal((new DateOnly(2012, 3, 20), new DateOnly(2012, 3, 21)), (filing.PeriodOfReport, filing.DateOfOriginalSubmission));
        Assert.Equal(new DateOnly(2012, 3, 20), Assert.Single(filing.Lines).TransactionOn);
    }

    [Fact]
    public void what_a_browser_prints_around_a_page_is_no_part_of_it()
    {
        var plain = new MadeForm { TableI = [Withheld, InTrust], Notes = Notes, Ruled = false };
        var printed = new MadeForm { TableI = plain.TableI, Notes = Notes, Ruled = false, Running = ("11/25/26, 9:48 PM", "https://www.example.org/Archives/0001/form4.html") };
        Assert.Equal(Said(Read(plain)), Said(Read(printed)));
    }

    [Fact]
    public void an_exhibit_behind_the_form_adds_nothing_to_it()
    {
        var filing = Read(new()
        {
            TableI = [Withheld],
            Notes = Notes,
            Exhibit = ["LIMITED POWER OF ATTORNEY", "(1) execute Forms 3, 4 and 5;", "(2) do all acts;", "(3) take any action.", "/s/ Somebody Else", "01/01/2001", "Signature of Reporting Person"],
        });
        Assert.Equal(2, filing.Footnotes.Count);
        Assert.Equal("/s/ Quill Amaranth B.", Assert.Single(filing.Signatures).Name);
    }

    [Fact]
    public void an_exhibit_before_the_form_neither_ends_it_nor_signs_it()
    {
        var filing = Read(new()
        {
            TableI = [Withheld],
            TableII = [Option],
            Notes = Notes,
            TwoSheets = true,
            Before = ["LIMITED POWER OF ATTORNEY", "(1) execute Forms 3, 4 and 5;", "(2) do all acts;", "/s/ Somebody Else", "01/01/2001", "Signature of Reporting Person"],
        });
        Assert.Equal(["I.1", "II.1"], filing.Lines.Select(line => line.Line));
        Assert.Equal("/s/ Quill Amaranth B.", Assert.Single(filing.Signatures).Name);
    }

    [Fact]
    public void an_amount_in_the_other_column_is_disposed_of()
    {
        string[] exercised = [.. Option[..6], "", "430,000", .. Option[8..]];
        var line = Assert.Single(Read(new() { TableII = [exercised], Notes = Notes }).Lines);
        Assert.Equal((430000m, "D"), (line.Shares!.Value, line.AcquiredDisposed));
    }

    [Fact]
    public void what_does_not_read_as_a_number_is_null_and_said()
    {
        var reading = PdfFormReader.Read(new MadeForm { TableI = [[.. Withheld[..5], "1,04", .. Withheld[6..]]], Notes = Notes }.Pdf(), PdfLimits.Default);
        Assert.Null(Assert.Single(reading.Filing!.Lines).Shares);
        Assert.Contains(reading.Problems, problem => problem is { Kind: ProblemKind.UnreadableNumber, Line: "I.1", Field: "shares", Raw: "1,04" });
    }

    [Fact]
    public void a_marker_without_its_footnote_is_said()
    {
        var reading = PdfFormReader.Read(new MadeForm { TableI = [InTrust], Notes = [Notes[0]] }.Pdf(), PdfLimits.Default);
        Assert.Contains(reading.Problems, problem => problem is { Kind: ProblemKind.MissingFootnote, Line: "I.1", Field: "natureOfOwnership", Raw: "F2" });
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
