using HoldingsLedger.Holdings;
using Xunit;

namespace HoldingsLedger.Tests.Holdings;

public sealed class titles_that_mean_one_security
{
    [Theory]
    [InlineData("Common Stock", "Common Stock, $1 2/3 Par Value")]
    [InlineData("Common Stock", "Comm Stock - $.16-2/3 value")]
    [InlineData("Common Stock", "Common stock, par value $0.01 per share (\"Common Stock\")")]
    [InlineData("Class A Common Stock", "Class A Common Stock, $0.0001 par value (“Class A Common Sto")]
    [InlineData("Class A Common Stock", "Class A Common Stock, $0.0001 per share")]
    [InlineData("Class A Common Stock", "Class A Common Stock (Class A)")]
    [InlineData("Ordinary Shares", "Ordinary Shares, nominal value EUR 0.01")]
    [InlineData("Ordinary Shares", "Ordinary Shares, nominal value €0.01 per share")]
    [InlineData("Ordinary Shares", "Ordinary Shares, par value NIS 0.01 each")]
    [InlineData("Ordinary Shares", "Ordinary Shares, US$0.00001 par value")]
    [InlineData("Class B Ordinary Shares", "Class B Ordinary Shares, par value 0.0001 per share")]
    [InlineData("Common Shares", "Common Shares without par value")]
    [InlineData("Common Shares", ": Common Shares, $.0011 par value per share")]
    public void a_par_value_and_a_defined_term_name_no_other_security(string one, string other) =>
        Assert.Equal(SecurityTitle.Fold(one), SecurityTitle.Fold(other));

    [Theory]
    [InlineData("Class A Common Stock", "Class B Common Stock, $0.0001 par value (“Common Stock”)")]
    [InlineData("Common Stock", "Common Stock (Restricted)")]
    [InlineData("Series A Preferred Stock", "Series A-1 Preferred Stock, $25.00 par value")]
    [InlineData("Stock Option ($10.25)", "Stock Option ($12.50)")]
    [InlineData("2023 Warrants at $11.50 per share", "2023 Warrants at $1.50 per share")]
    public void other_securities_stay_apart(string one, string other) =>
        Assert.NotEqual(SecurityTitle.Fold(one), SecurityTitle.Fold(other));
}
