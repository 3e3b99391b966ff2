using System.Text.Json;
using HoldingsLedger.Forms;
using HoldingsLedger.Forms.Pdf;
using Xunit;

namespace HoldingsLedger.Tests.Pdf;

/// <summary>Tables whose pages were printed in different sizes or places, and letters that stand outside their cells.</summary>
public sealed class reading_pages_that_differ
{
    private static readonly string[] Withheld = ["Common Stock", "03/05/2020", "", "F", "", "1,049", "D", "$7.55", "540,700", "D", ""];
    private static readonly string[] InTrust = ["Common Stock", "", "", "", "", "", "", "", "12,345.678", "I", "By\nTrust"];
    private static readonly string[] Option =
        ["Stock Option\n(right to buy)", "$4.47", "03/05/2020", "", "A", "", "430,000", "", "03/05/2021", "06/16/2030", "Common\nStock", "430,000", "$0.00", "430,000", "D", ""];

    private static readonly string[] Notes = ["Shares withheld for taxes.", "Held by a trust."];

    [Theory]
    [InlineData(true, false, 0.6, 0)]
    [InlineData(true, false, 0.8, 100)]
    [InlineData(true, false, 1, 24)]
    [InlineData(true, true, 0.6, 0)]
    [InlineData(true, true, 0.8, 100)]
    [InlineData(false, true, 0.6, 0)]
    [InlineData(false, true, 0.8, 100)]
    [InlineData(false, true, 1, 24)]
    public void a_page_of_another_scale_or_place_has_columns_of_its_own(bool ruled, bool repeated, double scale, double right)
    {
        string[][] rows = [Withheld, InTrust, Withheld, InTrust, InTrust, Withheld];
        var plain = PdfFormReader.Read(new MadeForm { TableI = rows, TableII = [Option], Notes = Notes }.Pdf(), PdfLimits.Default);
        var differ = PdfFormReader.Read(
            new MadeForm { TableI = rows, TableII = [Option], Notes = Notes, RowsOnFirstPage = 3, Ruled = ruled, HeadRepeated = repeated, SecondPage = (scale, right) }.Pdf(), PdfLimits.Default);
        Assert.Empty(differ.Problems);
        Assert.Equal(Said(plain.Filing!), Said(differ.Filing!));
    }

    [Theory]
    [InlineData(0.6, 0)]
    [InlineData(0.8, 100)]
    [InlineData(1, 24)]
    public void columns_that_nothing_tells_on_a_page_of_another_scale_are_said(double scale, double right)
    {
        var reading = PdfFormReader.Read(
            new MadeForm { TableI = [Withheld, InTrust, InTrust, InTrust], Notes = Notes, RowsOnFirstPage = 2, Ruled = false, SecondPage = (scale, right) }.Pdf(), PdfLimits.Default);
        Assert.Contains(reading.Problems, problem => problem.Message.Contains("page 2", StringComparison.OrdinalIgnoreCase));
        Assert.All(reading.Filing!.Lines.Where(line => line.Source.Page == 2), line => Assert.True(line.Confidence <= 0.5m));
    }

    [Fact]
    public void letters_that_run_over_the_tables_right_border_are_of_the_last_cell()
    {
        string[] wide = [.. InTrust[..10], "By a Grantor Trust of 1998"];
        var reading = PdfFormReader.Read(new MadeForm { TableI = [wide, Withheld], Notes = Notes }.Pdf(), PdfLimits.Default);
        Assert.Empty(reading.Problems);
        Assert.Equal("By a Grantor Trust of 1998", reading.Filing!.Lines[0].NatureOfOwnership);
    }

    [Fact]
    public void letters_beside_the_table_are_said()
    {
        string[] beside = [.. InTrust[..10], "By Trust                         (2)"];
        var reading = PdfFormReader.Read(new MadeForm { TableI = [beside, Withheld], Notes = Notes }.Pdf(), PdfLimits.Default);
        Assert.Contains(reading.Problems, problem => problem is { Line: "I.1", Raw: "(2)" });
        Assert.True(reading.Filing!.Lines[0].Confidence <= 0.5m);
    }

    [Fact]
    public void whether_rows_begin_level_with_their_letter_holds_for_the_whole_table()
    {
        string[] option = ["Common\nStock", "03/05/2020", "", "F", "", "1,049", "D", "$7.55", "540,700", "D", "By\nTrust"];
        string[] rest = ["of Class B", "", "", "", "", "", "", "", "", "", ""];
        string[][] rows = [option, option, rest, option, option];
        var reading = PdfFormReader.Read(new MadeForm { TableI = rows, RowsOnFirstPage = 2, Notes = Notes, RowsRuled = false, ClosedAtFoot = false }.Pdf(), PdfLimits.Default);
        Assert.Equal(
            ["Common Stock", "Common Stock of Class B", "Common Stock", "Common Stock"], reading.Filing!.Lines.Select(line => line.SecurityTitle));
    }

    /// <summary>Everything a filing says but where it says it.</summary>
    private static string Said(OwnershipFiling filing) =>
        JsonSerializer.Serialize(filing with { Lines = [.. filing.Lines.Select(line => line with { Source = new() })] }, ReadingJson.PublishedOptions);
}
