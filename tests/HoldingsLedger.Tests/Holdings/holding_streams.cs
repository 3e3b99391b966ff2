using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using Xunit;
using static HoldingsLedger.Tests.Filings.TestFilings;

namespace HoldingsLedger.Tests.Holdings;

/// <summary>The rule k1 is for ever: these names stand in stores already. A new rule is k2 beside it.</summary>
public static class holding_streams
{
    [Theory]
    [InlineData("Common Stock", "k1:I:common stock")]
    [InlineData("  COMMON \t\n stock ", "k1:I:common stock")]
    [InlineData("Common Stock, $0.01 par value", "k1:I:common stock, $0.01 par value")]
    [InlineData("Class A/B Ordinary", "k1:I:class a/b ordinary")]
    [InlineData(null, "k1:I:")]
    public static void fold_case_and_white_space_of_a_title_and_nothing_else(string? title, string key) =>
        Assert.Equal(key, HoldingStream.SecurityKeyOf(Purchase("I.1", 1, 1) with { SecurityTitle = title }));

    [Fact]
    public static void tell_grants_apart_by_price_and_dates()
    {
        var option = Purchase("II.1", 1, 1, "Stock Option (Right to Buy)") with
        {
            Table = FormTable.II,
            ConversionOrExercisePrice = 10.50m,
            ExercisableOn = new DateOnly(2024, 1, 2),
            ExpiresOn = new DateOnly(2033, 1, 2),
        };

        Assert.Equal("k1:II:stock option (right to buy)|10.5|2024-01-02|2033-01-02", HoldingStream.SecurityKeyOf(option));
        Assert.Equal("k1:II:stock option (right to buy)|||", HoldingStream.SecurityKeyOf(option with { ConversionOrExercisePrice = null, ExercisableOn = null, ExpiresOn = null }));
    }

    [Fact]
    public static void a_title_beyond_measure_is_cut_and_told_apart_by_its_digest()
    {
        var one = HoldingStream.SecurityKeyOf(Purchase("I.1", 1, 1, new string('a', 5000)));
        var other = HoldingStream.SecurityKeyOf(Purchase("I.1", 1, 1, new string('a', 5001)));

        Assert.Equal(217, one.Length);
        Assert.NotEqual(one, other);
    }
}
