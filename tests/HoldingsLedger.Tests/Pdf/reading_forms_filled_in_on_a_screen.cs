using System.Globalization;
using HoldingsLedger.Forms;
using HoldingsLedger.Forms.Pdf;
using Xunit;

namespace HoldingsLedger.Tests.Pdf;

/// <summary>Interactive forms, filled in and saved but never printed: what they hold lies over their pages.</summary>
public sealed class reading_forms_filled_in_on_a_screen
{
    private static readonly Dictionary<int, string> Withheld = new()
    {
        [0] = "/V(Common Stock)", [1] = "/V(03/05/2020)", [3] = "/V(F)", [5] = @"/V(1,049 \(1\))", [6] = "/V(D)", [7] = "/V($7.55)", [8] = "/V(540,700)", [9] = "/V(D)",
    };

    [Fact]
    public void values_are_read_where_their_fields_lie()
    {
        var (line, reading) = Line(Withheld);
        Assert.Equal(("Common Stock", new DateOnly(2020, 3, 5), "F", 1049m, "D", 7.55m, 540700m, "D", 1m), Of(line));
        Assert.Equal(["F1"], line.Footnotes["shares"]);
        Assert.Equal(1, line.Source.Page);
        Assert.DoesNotContain(reading.Problems, problem => problem.Line is not null);
    }

    [Fact]
    public void values_are_read_with_looks_from_parents_and_in_utf_16()
    {
        var (line, _) = Line(
            With(0, "/V<FEFF0043006F006D006D006F006E002000530074006F0063006B>/AP<</N {/Tx BMC BT /H 9 Tf 2 2 Td (Common) Tj 0 -9 Td (Stock) Tj ET EMC}>>"),
            others: ["/FT/Tx/Parent<</T(p)/V(By\\rTrust)/Ff 4096>>/Rect[521 469 581 483]"]);
        Assert.Equal("Common Stock", line.SecurityTitle);
        Assert.Equal("By Trust", line.NatureOfOwnership);
    }

    [Fact]
    public void a_field_that_shows_one_number_and_holds_another_is_taken_for_neither()
    {
        var cells = With(5, "/V(1,049)/AP<</N {BT /H 9 Tf 2 2 Td (1,094) Tj ET}>>");
        var (line, reading) = Line(cells);
        Assert.Null(line.Shares);
        Assert.Contains(reading.Problems, problem => problem.Kind == ProblemKind.DoubtfulValue && problem.Message.Contains("shows \"1,094\" and holds \"1,049\"", StringComparison.Ordinal));
        // A viewer draws such a form anew.
        Assert.Equal(1049m, Line(cells, "/NeedAppearances true").Line.Shares);
    }

    [Fact]
    public void fields_over_each_other_are_taken_for_neither()
    {
        var (line, reading) = Line(Withheld, others: ["/FT/Tx/T(again)/V(2,049)/Rect[317 469 365 483]"]);
        Assert.Null(line.Shares);
        Assert.Contains(reading.Problems, problem => problem.Message.Contains("lies over another one", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(32)]
    public void what_nobody_sees_is_not_read(int flags)
    {
        var (line, _) = Line(With(7, string.Create(CultureInfo.InvariantCulture, $"/V($7.55)/F {flags}")));
        Assert.Null(line.PricePerShare);
        Assert.Equal(1049m, line.Shares);
    }

    [Fact]
    public void boxes_are_ticked_by_their_state()
    {
        var reading = PdfFormReader.Read(
            ScreenForm.Row(Withheld, others:
            [
                "/FT/Btn/T(director)/V/Off/AS/Off/Rect[408 675 415 682]", "/FT/Btn/T(ten)/V/Yes/AS/Yes/Rect[498 675 505 682]",
                "/FT/Btn/T(officer)/Ff 65536/V/Yes/Rect[408 661 415 668]", "/FT/Btn/T(other)/Parent<</V/1/FT/Btn/Ff 32768>>/AS/Off/Rect[498 661 505 668]",
            ]),
            PdfLimits.Default);
        var owner = Assert.Single(reading.Filing!.ReportingOwners);
        Assert.Equal((false, true, false, false), (owner.IsDirector, owner.IsTenPercentOwner, owner.IsOfficer, owner.IsOther));
    }

    [Fact]
    public void more_fields_than_a_form_can_have_are_refused()
    {
        var reading = PdfFormReader.Read(ScreenForm.Row(Withheld), PdfLimits.Default with { AnnotationsOnPage = 5 });
        Assert.Null(reading.Filing);
        Assert.Equal(ProblemKind.LimitExceeded, Assert.Single(reading.Problems).Kind);
    }

    [Fact]
    public void parents_that_go_in_a_circle_end()
    {
        var (line, _) = Line(Withheld, others: ["/Parent 1 0 R/Rect[521 469 581 483]"]);
        Assert.Equal(1049m, line.Shares);
    }

    [Fact]
    public void a_field_of_several_lines_beside_its_label_begins_with_it()
    {
        string[] row = ["Common Stock", "03/05/2020", "", "F", "", "1,049", "D", "$7.55", "540,700", "D", ""];
        var form = new MadeForm { TableI = [row], Notes = ["Shares withheld for taxes."], RemarksLabel = true }.Pdf();
        var label = PdfPages.Read(UglyToad.PdfPig.PdfDocument.Open(form), 1, PdfLimits.Default).Runs.Single(run => run.Text == "Remarks:");
        var field = string.Create(CultureInfo.InvariantCulture, $"/FT/Tx/T(remarks)/Ff 4096/V(The plan is that of 1998.\\rThe strike is $.\\r16 a share.)/Rect[70 {label.Base - 22:0.##} 350 {label.Base + 15:0.##}]");
        var filing = PdfFormReader.Read(ScreenForm.With(form, [field], ""), PdfLimits.Default).Filing!;
        Assert.Equal("Shares withheld for taxes.", Assert.Single(filing.Footnotes).Text);
        Assert.Equal("The plan is that of 1998. The strike is $.16 a share.", filing.Remarks);
    }

    private static Dictionary<int, string> With(int column, string field) => new(Withheld) { [column] = field };

    private static (ReportedLine Line, Reading Reading) Line(Dictionary<int, string> cells, string form = "", IReadOnlyList<string>? others = null)
    {
        var reading = PdfFormReader.Read(ScreenForm.Row(cells, form, others), PdfLimits.Default);
        return (Assert.Single(reading.Filing!.Lines), reading);
    }

    private static (string?, DateOnly?, string?, decimal?, string?, decimal?, decimal?, string?, decimal) Of(ReportedLine line) =>
        (line.SecurityTitle, line.TransactionOn, line.TransactionCode, line.Shares, line.AcquiredDisposed, line.PricePerShare, line.SharesOwnedFollowing, line.Ownership, line.Confidence);
}
