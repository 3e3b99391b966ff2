using System.Net;
using System.Text;
using Alba;
using Microsoft.AspNetCore.TestHost;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Http;

public sealed class handing_in_documents(LedgerFixture ledger)
{
    private readonly HttpClient server = ledger.Host.GetTestClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_form_is_answered_with_the_place_to_look_and_recorded()
    {
        var form = new FormFour("0007100001", "0007100002", 250, 1250);
        var answer = await server.HandInAsync(form, "0007100001-24-000001");

        Assert.Equal($"/documents/{form.Sha256}", answer.Headers.Location!.OriginalString);
        var accepted = await answer.JsonAsync();
        Assert.Equal(form.Sha256, (string)accepted["sha256"]!);
        Assert.Equal(form.Bytes.Length, (int)accepted["bytes"]!);

        var document = await server.SettledAsync(form.Sha256);
        Assert.Equal("recorded", (string)document["status"]!);
        Assert.Equal("0007100001-24-000001", (string)document["filing"]!);
        Assert.Null(document["rejection"]);
        Assert.Null(document["failure"]);

        var filing = await server.AskAsync("/filings/0007100001-24-000001");
        Assert.Equal("0007100001", (string)filing["filing"]!["issuer"]!["cik"]!);
        Assert.Equal(1250m, (decimal)filing["filing"]!["lines"]![0]!["sharesOwnedFollowing"]!);
        Assert.Equal("15.30", filing["filing"]!["lines"]![0]!["pricePerShare"]!.ToJsonString());
    }

    [Fact]
    public async Task the_very_bytes_come_back_as_something_no_browser_runs()
    {
        var page = Encoding.UTF8.GetBytes("<html><script>alert('0007100011')</script></html>");
        var sha256 = (string)(await (await server.HandInAsync(page, "?fileName=page.html")).JsonAsync())["sha256"]!;

        var answer = await server.GetAsync($"/documents/{sha256}/content", Cancellation);
        Assert.Equal(page, await answer.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("page.html", answer.Content.Headers.ContentDisposition.FileName);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_document_that_is_held_is_answered_and_nothing_is_sent()
    {
        var form = new FormFour("0007100021", "0007100022", 10, 10);
        await server.HandInAsync(form, "0007100021-24-000001");
        await server.SettledAsync(form.Sha256);
        var events = await EventsAsync("0007100021");

        var again = await server.HandInAsync(form.Bytes, "?fileName=0007100021-24-000001.xml");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal("recorded", (string)(await again.JsonAsync())["status"]!);
        Assert.Equal(1, await ledger.AskAsync<long>("select count(*) from ledger_messages.wolverine_incoming_envelopes where position($1 in body) > 0", Encoding.ASCII.GetBytes(form.Sha256)));
        Assert.Equal(events, await EventsAsync("0007100021"));
    }

    [Fact]
    public async Task what_is_no_form_is_rejected_and_says_why()
    {
        var page = Encoding.UTF8.GetBytes("<html><body>Our insiders</body></html>");
        var answer = await server.HandInAsync(page);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);

        var document = await server.SettledAsync((string)(await answer.JsonAsync())["sha256"]!);
        Assert.Equal("rejected", (string)document["status"]!);
        Assert.Equal("not-an-ownership-form", (string)document["rejection"]!["kind"]!);
        Assert.EndsWith(".", (string)document["rejection"]!["message"]!, StringComparison.Ordinal);
        Assert.Null(document["filing"]);
    }

    [Fact]
    public async Task other_content_under_a_held_number_is_rejected_and_both_digests_are_named()
    {
        var held = new FormFour("0007100031", "0007100032", 100, 100);
        var other = held with { Bought = 900 };
        await server.HandInAsync(held, "0007100031-24-000001");
        await server.SettledAsync(held.Sha256);
        await server.HandInAsync(other, "0007100031-24-000001");

        var document = await server.SettledAsync(other.Sha256);
        Assert.Equal("accession-number-held-with-other-content", (string)document["rejection"]!["kind"]!);
        Assert.Contains(held.Sha256, (string)document["rejection"]!["message"]!, StringComparison.Ordinal);
        Assert.Contains(other.Sha256, (string)document["rejection"]!["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_form_without_an_acceptance_instant_is_known_from_the_one_it_is_given()
    {
        var form = new FormFour("0007100041", "0007100042", 5, 5);
        await server.HandInAsync(form.Bytes, "?fileName=0007100041-24-000001.xml&acceptedAt=2024-01-11T17:05:11-05:00");
        await server.SettledAsync(form.Sha256);

        var filing = await server.AskAsync("/filings/0007100041-24-000001");
        Assert.Equal("given", (string)filing["knownAtBasis"]!);
        Assert.Equal(DateTimeOffset.Parse("2024-01-11T17:05:11-05:00", System.Globalization.CultureInfo.InvariantCulture), (DateTimeOffset)filing["knownAt"]!);
    }

    [Fact]
    public async Task an_empty_body_is_refused() =>
        Assert.Contains("empty", await (await server.HandInAsync([])).ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);

    [Theory]
    [InlineData("?fileName=%00.xml")]
    [InlineData("?fileName=folder/")]
    [InlineData("?acceptedAt=yesterday")]
    [InlineData("?acceptedAt=2024-01-11T17:05:11")]
    public async Task a_name_or_an_instant_that_is_none_is_refused(string query) =>
        await (await server.HandInAsync("anything"u8.ToArray(), query)).ProblemAsync(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task a_body_larger_than_any_filing_is_refused(bool saysSo)
    {
        using var body = new Endless((64 * 1024 * 1024) + 1, saysSo);
        var answer = await server.PostAsync("/documents", body, Cancellation);
        Assert.Contains("64 MB", await answer.ProblemAsync(HttpStatusCode.RequestEntityTooLarge), StringComparison.Ordinal);
    }

    [Fact]
    public Task a_digest_that_is_not_held_is_no_such_thing() => ledger.Host.Scenario(question =>
    {
        question.Get.Url($"/documents/{new string('0', 64)}");
        question.StatusCodeShouldBe(404);
        question.ContentTypeShouldBe("application/problem+json");
        question.ContentShouldContain("No document 0000");
    });

    [Theory]
    [InlineData("/documents/abc")]
    [InlineData("/documents/abc/content")]
    public async Task a_digest_that_is_none_is_a_wrong_question(string path) =>
        Assert.Contains("64 hexadecimal digits", await (await server.GetAsync(path, Cancellation)).ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);

    [Fact]
    public async Task the_content_of_a_digest_that_is_not_held_is_no_such_thing() =>
        await (await server.GetAsync($"/documents/{new string('1', 64)}/content", Cancellation)).ProblemAsync(HttpStatusCode.NotFound);

    private Task<long> EventsAsync(string issuer) => ledger.AskAsync<long>("select count(*) from ledger.mt_events where stream_id like '%' || $1 || '%'", issuer);

    /// <summary>Zeros, with or without saying beforehand how many.</summary>
    private sealed class Endless(long length, bool saysSo) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var some = new byte[1 << 20];
            for (var left = length; left > 0; left -= some.Length) await stream.WriteAsync(some.AsMemory(0, (int)Math.Min(left, some.Length)));
        }

        protected override bool TryComputeLength(out long length1)
        {
            length1 = length;
            return saysSo;
        }
    }
}
