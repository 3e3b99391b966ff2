using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Http;

/// <summary>What tests say to a server, whichever way they reach it.</summary>
internal static class Conversation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<HttpResponseMessage> HandInAsync(this HttpClient server, byte[] document, string query = "") =>
        await server.PostAsync($"/documents{query}", new ByteArrayContent(document), Cancellation);

    public static async Task<HttpResponseMessage> HandInAsync(this HttpClient server, FormFour form, string accession)
    {
        var answer = await server.HandInAsync(form.Bytes, $"?fileName={accession}.xml");
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return answer;
    }

    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;

    public static async Task<JsonNode> AskAsync(this HttpClient server, string path)
    {
        var answer = await server.GetAsync(path, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.JsonAsync();
    }

    /// <summary>Asks until the document waits no more, or has the status.</summary>
    public static async Task<JsonNode> SettledAsync(this HttpClient server, string sha256, string? status = null)
    {
        var until = DateTime.UtcNow + Patience;
        while (true)
        {
            var document = await server.AskAsync($"/documents/{sha256}");
            var now = (string)document["status"]!;
            if (status is null ? now != "waiting" : now == status) return document;
            if (DateTime.UtcNow > until) throw new TimeoutException($"Document {sha256} is still {now}.");
            await Task.Delay(20, Cancellation);
        }
    }

    /// <summary>Reads a problem document: right type, right status, a sentence, no trace of code.</summary>
    public static async Task<string> ProblemAsync(this HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        var problem = JsonNode.Parse(text)!;
        Assert.Equal((int)status, (int)problem["status"]!);
        Assert.NotEmpty((string)problem["title"]!);
        Assert.NotEmpty((string)problem["traceId"]!);
        var sentence = (string)problem["detail"]!;
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        return sentence;
    }
}
