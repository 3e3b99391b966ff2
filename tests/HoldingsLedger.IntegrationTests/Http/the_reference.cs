using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.TestHost;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Http;

public sealed partial class the_reference(LedgerFixture ledger)
{
    private readonly HttpClient server = ledger.Host.GetTestClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task lists_every_question_with_its_answers()
    {
        var paths = (await server.AskAsync("/openapi/v1.json"))["paths"]!.AsObject();
        Assert.Equal(
            [
                "get /audits", "get /audits/summary", "get /dead-letters", "get /documents/{sha256}", "get /documents/{sha256}/content", "get /filings/{accession}",
                "get /filings/{accession}/audit", "get /findings", "get /findings/summary", "get /health", "get /people/{person}/issuers/{issuer}/history", "get /positions",
                "get /replays/{name}", "get /review", "get /review/{filing}/{line}", "get /review/{filing}/{line}/picture", "get /review/{id}", "get /review/{id}/picture",
                "post /dead-letters/{id}/retry", "post /documents", "post /replays", "post /replays/{name}/apply", "post /review/{filing}/{line}", "post /review/{id}",
            ],
            paths.SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key} {path.Key}")).Order(StringComparer.Ordinal));
        foreach (var operation in paths.SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!))
        {
            Assert.NotEmpty((string)operation["summary"]!);
            Assert.All(operation["responses"]!.AsObject(), response => Assert.NotEmpty(response.Value!["content"]!.AsObject()));
            Assert.All(operation["parameters"]?.AsArray() ?? [], parameter => Assert.NotEmpty((string)parameter!["description"]!));
            Assert.DoesNotContain("IResult", operation.ToJsonString(), StringComparison.Ordinal);
        }

        Assert.NotNull(paths["/documents"]!["post"]!["requestBody"]);
        Assert.True((bool)paths["/positions"]!["get"]!["parameters"]!.AsArray().Single(p => (string)p!["name"]! == "on")!["required"]!);
    }

    [Fact]
    public async Task is_a_page_that_loads_nothing_from_elsewhere()
    {
        var page = await server.GetAsync("/reference/", Cancellation);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("*", policy, StringComparison.Ordinal);

        var html = await page.Content.ReadAsStringAsync(Cancellation);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        var scripts = Source().Matches(html).Select(match => match.Groups["source"].Value).ToList();
        Assert.NotEmpty(scripts);
        foreach (var script in scripts)
        {
            var code = await server.GetAsync($"/reference/{script}", Cancellation);
            Assert.Equal(HttpStatusCode.OK, code.StatusCode);
            Assert.Equal("text/javascript", code.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task is_where_the_first_page_leads()
    {
        var page = await server.GetAsync("/", Cancellation);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Contains("href=\"/reference\"", await page.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal("reference/", (await server.GetAsync("/reference", Cancellation)).Headers.Location!.OriginalString);
    }

    [GeneratedRegex("<script[^>]* src=\"(?<source>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Source();
}
