using HoldingsLedger.Verbs;
using HoldingsLedger.Web;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Http;

public sealed class addresses_to_listen_on
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("http://127.0.0.1:5080")]
    [InlineData("http://localhost:8080")]
    [InlineData("http://LOCALHOST")]
    [InlineData("http://[::1]:5080")]
    [InlineData("http://127.0.0.5:0;http://[::1]:0")]
    public void of_this_machine_alone_need_no_key(string? urls)
    {
        var addresses = ListenAddresses.Parse(urls);
        Assert.True(addresses.LoopbackOnly);
        Assert.Null(ApiKey.Read(null, addresses));
    }

    [Theory]
    [InlineData("http://*:5080")]
    [InlineData("http://+:5080")]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://[::]:5080")]
    [InlineData("http://192.168.1.5:5080")]
    [InlineData("http://ledger.example:5080")]
    [InlineData("http://localhost.example:5080")]
    [InlineData("http://127.0.0.1:5080;http://0.0.0.0:5081")]
    public void of_other_machines_need_one(string urls)
    {
        var addresses = ListenAddresses.Parse(urls);
        Assert.False(addresses.LoopbackOnly);
        var refused = Assert.Throws<WrongQuestionException>(() => ApiKey.Read(" ", addresses));
        Assert.Contains("set HOLDINGS_API_KEY", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(ApiKey.Read("0123456789abcdef", addresses));
    }

    [Fact]
    public void a_key_that_anybody_guesses_is_refused() =>
        Assert.Contains("too short", Assert.Throws<WrongQuestionException>(() => ApiKey.Read("secret", ListenAddresses.Parse(null))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("5080", "is no address to listen on")]
    [InlineData("localhost:5080", "is no address to listen on")]
    [InlineData("ftp://localhost", "is no address to listen on")]
    [InlineData("http://localhost:port", "is no address to listen on")]
    [InlineData("http://localhost:5080/ledger", "is no address to listen on")]
    [InlineData("http://unix:/tmp/ledger.sock", "is no address to listen on")]
    [InlineData("https://localhost:5081", "reverse proxy")]
    [InlineData(";", "No address to listen on")]
    public void that_are_none_are_refused(string urls, string says) =>
        Assert.Contains(says, Assert.Throws<WrongQuestionException>(() => ListenAddresses.Parse(urls)).Message, StringComparison.Ordinal);
}
