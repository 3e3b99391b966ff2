using System.Globalization;
using HoldingsLedger.Forms;
using Xunit;

namespace HoldingsLedger.Tests.Forms;

public sealed class filed_values
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("1049", "1049")]
    [InlineData("7.5500", "7.5500")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("007.10", "7.10")]
    [InlineData("-3.25", "-3.25")]
    [InlineData("+3", "3")]
    [InlineData("999999999999.9999", "999999999999.9999")]
    [InlineData("1234567890123456789012345678", "1234567890123456789012345678")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    public void numbers_keep_their_digits(string text, string digits)
    {
        Assert.True(FiledValues.TryNumber(text, out var number));
        Assert.Equal(digits, number.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("-.")]
    [InlineData("1,234")]
    [InlineData("$5.00")]
    [InlineData("1e3")]
    [InlineData("1.2.3")]
    [InlineData("1 000")]
    [InlineData("(5)")]
    [InlineData("--5")]
    [InlineData("N/A")]
    [InlineData("NaN")]
    [InlineData("٩")]
    [InlineData("½")]
    [InlineData("0x10")]
    [InlineData("12345678901234567890123456789")]
    [InlineData("0.00000000000000000000000000001")]
    public void what_is_no_number_is_none(string text) => Assert.False(FiledValues.TryNumber(text, out _));

    [Theory]
    [InlineData("2023-01-05", "2023-01-05")]
    [InlineData("2023-01-05-05:00", "2023-01-05")]
    [InlineData("2023-01-05+14:00", "2023-01-05")]
    [InlineData("2023-01-05Z", "2023-01-05")]
    [InlineData("2024-02-29", "2024-02-29")]
    [InlineData("0022-12-01", "0022-12-01")]
    [InlineData("9999-12-31", "9999-12-31")]
    public void dates_keep_their_day(string text, string day)
    {
        Assert.True(FiledValues.TryDate(text, out var date));
        Assert.Equal(day, date.ToString("O", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2023-02-30")]
    [InlineData("2023-13-01")]
    [InlineData("2023-00-01")]
    [InlineData("2023-01-00")]
    [InlineData("0000-01-01")]
    [InlineData("2023-1-5")]
    [InlineData("20230105")]
    [InlineData("01/05/2023")]
    [InlineData("2023-01-05-5")]
    [InlineData("2023-01-05-15:00")]
    [InlineData("2023-01-05 ")]
    [InlineData("2023/01/05")]
    [InlineData("٢٠٢٣-٠١-٠٥")]
    public void what_is_no_date_is_none(string text) => Assert.False(FiledValues.TryDate(text, out _));

    [Theory]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("0", false)]
    [InlineData("false", false)]
    [InlineData("", null)]
    [InlineData("yes", null)]
    [InlineData("Y", null)]
    [InlineData("2", null)]
    [InlineData("01", null)]
    public void boxes_are_ticked_empty_or_unreadable(string text, bool? flag) => Assert.Equal(flag, FiledValues.Flag(text));

    [Fact]
    public void the_custom_eastern_zone_agrees_with_the_zone_data_of_the_system_since_1993()
    {
        Assert.SkipUnless(TimeZoneInfo.TryFindSystemTimeZoneById("America/New_York", out var system), "This machine has no time zone data to compare with.");

        for (var hour = new DateTime(1993, 1, 1); hour.Year < 2038; hour = hour.AddHours(1))
        {
            if (!system.IsAmbiguousTime(hour) && !system.IsInvalidTime(hour)) Assert.Equal(system.GetUtcOffset(hour), EasternTime.Zone.GetUtcOffset(hour));
        }
    }
}
