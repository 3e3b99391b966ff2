using System.Net;
using Microsoft.AspNetCore.TestHost;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Http;

public sealed class refused_requests(LedgerFixture ledger)
{
    private readonly HttpClient server = ledger.Host.GetTestClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_path_that_leads_nowhere_is_a_problem_document() =>
        Assert.Contains("There is nothing at /insiders.", await (await server.GetAsync("/insiders", Cancellation)).ProblemAsync(HttpStatusCode.NotFound), StringComparison.Ordinal);

    [Fact]
    public async Task a_method_that_a_path_does_not_know_is_a_problem_document()
    {
        var answer = await server.DeleteAsync("/positions", Cancellation);
        Assert.Contains("does not know DELETE", await answer.ProblemAsync(HttpStatusCode.MethodNotAllowed), StringComparison.Ordinal);
        Assert.Equal("GET", answer.Content.Headers.Allow.Single());
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:5080")]
    [InlineData("127.0.0.1.evil.example")]
    public async Task a_name_that_is_not_this_machines_is_refused(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health") { Headers = { Host = host } };
        Assert.Contains("host name", await (await server.SendAsync(request, Cancellation)).ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("http://localhost:8080")]
    [InlineData("null")]
    public async Task a_page_of_another_site_cannot_hand_in_documents(string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/documents") { Content = new StringContent("<ownershipDocument/>"), Headers = { { "Origin", origin } } };
        Assert.Contains("another site", await (await server.SendAsync(request, Cancellation)).ProblemAsync(HttpStatusCode.Forbidden), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_page_of_this_server_can()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/documents") { Content = new StringContent("no form, by a page of ours"), Headers = { { "Origin", "http://localhost" } } };
        Assert.Equal(HttpStatusCode.Accepted, (await server.SendAsync(request, Cancellation)).StatusCode);
    }
}
