using System.Globalization;
using HoldingsLedger.Forms.Text;
using Xunit;

namespace HoldingsLedger.Tests.Text;

/// <summary>Numbers, dates and footnote markers as print has them.</summary>
public sealed class printed_values
{
    [Theory]
    [InlineData("1,049", "1049")]
    [InlineData("$7.55", "7.55")]
    [InlineData("$ 0.00", "0.00")]
    [InlineData("54551250", "54551250")]
    [InlineData("3,121.0794", "3121.0794")]
    [InlineData(".25", "0.25")]
    [InlineData("-0-", "0")]
    [InlineData("500 shares", "500")]
    [InlineData("430,00 0", "430000")]
    [InlineData("430,00", null)]
    [InlineData("43٠,000", null)]
    [InlineData("1,04O", null)]
    [InlineData("12.34.56", null)]
    [InlineData("(100)", null)]
    [InlineData("-5", null)]
    [InlineData("N/A", null)]
    [InlineData("9999999999999999999999999999999", null)]
    public void a_number_reads_as_printed_or_not_at_all(string raw, string? value) =>
        Assert.Equal(value is null ? null : decimal.Parse(value, CultureInfo.InvariantCulture), PrintedValue.Number(raw).Value);

    [Theory]
    [InlineData("06/16/2003", "2003-06-16", true)]
    [InlineData("1/7/2025", "2025-01-07", true)]
    [InlineData("2003-06-16", "2003-06-16", true)]
    [InlineData("06/16/03", "2003-06-16", false)]
    [InlineData("06/16/98", "1998-06-16", false)]
    [InlineData("06/ 16/2003", "2003-06-16", false)]
    [InlineData("13/16/2003", null, false)]
    [InlineData("02/29/2003", null, false)]
    [InlineData("06/2003", null, false)]
    [InlineData("٠6/16/2003", null, false)]
    public void a_date_reads_as_printed_or_not_at_all(string raw, string? value, bool certain)
    {
        var date = PrintedValue.Date(raw);
        Assert.Equal(value is null ? null : DateOnly.ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture), date.Value);
        Assert.Equal(certain, date.Confidence == 1m);
    }

    [Theory]
    [InlineData("757,756(1)", "757,756", "F1")]
    [InlineData("Trust (2)(3)", "Trust", "F2 F3")]
    [InlineData("(1), (2)", "", "F1 F2")]
    [InlineData("See footnote (12)", "See footnote", "F12")]
    [InlineData("06/16/2004 ⁽¹⁾", "06/16/2004", "F1")]
    [InlineData("Stock Option (right to buy)", "Stock Option (right to buy)", "")]
    [InlineData("(1,049)", "(1,049)", "")]
    [InlineData("(2003)", "(2003)", "")]
    public void a_marker_is_told_from_what_it_stands_beside(string raw, string text, string markers)
    {
        var (rest, found) = PaperMarkers.Split(raw);
        Assert.Equal(text, rest);
        Assert.Equal(markers, string.Join(' ', found));
    }
}
