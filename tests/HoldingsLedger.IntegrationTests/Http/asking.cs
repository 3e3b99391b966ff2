using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.TestHost;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Http;

public sealed class asking(LedgerFixture ledger)
{
    private readonly HttpClient server = ledger.Host.GetTestClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task every_question_has_one_answer_by_verb_and_over_http()
    {
        foreach (var (form, accession) in ((FormFour, string)[])
                 [
                     (new FormFour("0007200001", "0007200002", 100, 100), "0007200001-24-000001"),
                     // 40 more than the purchase explains: a finding.
                     (new FormFour("0007200001", "0007200002", 60, 200, "2024-02-01"), "0007200001-24-000002"),
                 ])
        {
            await server.HandInAsync(form, accession);
            await server.SettledAsync(form.Sha256);
        }

        await SameAsync("/filings/0007200001-24-000001", "filing", "0007200001-24-000001");
        var positions = await SameAsync("/positions?person=7200002&on=2024-03-01", "positions", "--person", "7200002", "--on", "2024-03-01");
        Assert.Equal(200m, (decimal)positions["positions"]![0]!["shares"]!);
        await SameAsync("/positions?issuer=0007200001&on=2024-01-20&includeZero=true", "positions", "--issuer", "0007200001", "--on", "2024-01-20", "--include-zero");
        await SameAsync("/positions?person=7200002&issuer=7200001&on=2024-03-01&knownAt=2024-01-31", "positions", "--person", "7200002", "--issuer", "7200001", "--on", "2024-03-01", "--known-at", "2024-01-31");
        await SameAsync("/positions?person=7200002&on=2024-03-01&recordedAt=2020-01-01", "positions", "--person", "7200002", "--on", "2024-03-01", "--recorded-at", "2020-01-01");
        var history = await SameAsync("/people/7200002/issuers/7200001/history", "history", "--person", "7200002", "--issuer", "7200001");
        Assert.Contains(history["accounts"]![0]!["entries"]!.AsArray(), entry => (string)entry!["line"]! == "0007200001-24-000002/I.1");
        var findings = await SameAsync("/findings?issuer=7200001", "findings", "--issuer", "7200001");
        Assert.NotEmpty(findings["findings"]!.AsArray());
        await SameAsync("/findings/summary?issuer=7200001", "findings", "--issuer", "7200001", "--summary");
    }

    [Fact]
    public async Task an_offset_whose_plus_sign_was_not_escaped_is_understood()
    {
        var form = new FormFour("0007200011", "0007200012", 100, 100);
        await server.HandInAsync(form, "0007200011-24-000001");
        await server.SettledAsync(form.Sha256);

        var answer = await server.AskAsync("/positions?person=7200012&on=2024-03-01&knownAt=2024-06-01T12:00:00+02:00");
        Assert.Equal("2024-06-01T12:00:00+02:00", (string)answer["knownAt"]!);
    }

    [Theory]
    [InlineData("/filings/0000000000-24-999999", "No filing")]
    [InlineData("/positions?person=99&on=2024-01-01", "No filing of person 0000000099")]
    [InlineData("/positions?issuer=99&on=2024-01-01", "No filing on issuer 0000000099")]
    [InlineData("/people/99/issuers/98/history", "No filing of person 0000000099")]
    [InlineData("/findings?person=99", "No filing")]
    public async Task what_is_not_held_is_no_such_thing(string path, string says) =>
        Assert.StartsWith(says, await (await server.GetAsync(path, Cancellation)).ProblemAsync(HttpStatusCode.NotFound), StringComparison.Ordinal);

    [Theory]
    [InlineData("/filings/0000-1", "no accession number")]
    [InlineData("/positions?on=2024-01-01", "Name a person")]
    [InlineData("/positions?person=1", "Say which day")]
    [InlineData("/positions?person=1&on=01/02/2024", "no date")]
    [InlineData("/positions?person=one&on=2024-01-01", "no CIK")]
    [InlineData("/positions?person=1&on=2024-01-01&knownAt=2024-01-01T10:00:00", "no instant")]
    [InlineData("/positions?person=1&on=2024-01-01&recordedAt=now", "no instant")]
    [InlineData("/positions?person=1&on=2024-01-01&includeZero=perhaps", "true or false")]
    [InlineData("/positions?person=person:%00&on=2024-01-01", "no CIK")]
    [InlineData("/people/x/issuers/1/history", "no CIK")]
    [InlineData("/people/1/issuers/1/history?knownAt=x", "no instant")]
    [InlineData("/findings", "Name a person")]
    [InlineData("/findings/summary?issuer=-5", "no CIK")]
    public async Task a_wrong_question_is_answered_with_what_to_write(string path, string says) =>
        Assert.Contains(says, await (await server.GetAsync(path, Cancellation)).ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);

    [Theory]
    [InlineData("null", "application/json", HttpStatusCode.BadRequest, "The body is null")]
    [InlineData("all of it", "text/plain", HttpStatusCode.UnsupportedMediaType, "application/json")]
    public async Task a_replay_is_asked_for_by_an_object(string body, string type, HttpStatusCode status, string says)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, type);
        using var asked = await server.PostAsync("/replays", content, Cancellation);

        Assert.Contains(says, await asked.ProblemAsync(status), StringComparison.Ordinal);
    }

    private async Task<JsonNode> SameAsync(string path, params string[] verb)
    {
        var answer = await server.AskAsync(path);
        var ran = await ledger.RunAsync([.. verb, "--json"]);
        Assert.Equal(0, ran.ExitCode);
        // Where a question leaves a clock out, the answer names the moment at which it was asked.
        var clocks = (string[])["knownAt", "recordedAt"];
        var said = path.StartsWith("/filings", StringComparison.Ordinal) ? [] : clocks.Where(clock => !path.Contains(clock, StringComparison.Ordinal)).ToArray();
        Assert.Equal(Without(JsonNode.Parse(ran.Output)!, said), Without(answer, said));
        return answer;
    }

    private static string Without(JsonNode answer, string[] names)
    {
        var rest = answer.DeepClone().AsObject();
        foreach (var name in names) rest.Remove(name);
        return rest.ToJsonString();
    }
}
