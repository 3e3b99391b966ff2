using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using HoldingsLedger.IntegrationTests.Http;
using Microsoft.AspNetCore.TestHost;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Review;

/// <summary>Paper, over HTTP and by verb: what waits, how it looks, what a person says, and who the names on it are, on all clocks.</summary>
public sealed class reviewing_paper(LedgerFixture fixture)
{
    private const string Person = "person:penhallow-ivo-t@tamarisk-lamp-works-inc";
    private const string Issuer = "issuer:tamarisk-lamp-works-inc";

    private readonly HttpClient server = fixture.Host.GetTestClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_line_is_listed_looked_at_corrected_and_taken_back()
    {
        var print = await File.ReadAllBytesAsync(Path.Combine(BuiltProgram.Repository, "samples", "penhallow-tamarisk-2002.pdf"), Cancellation);
        await HandInAsync(print, "print.pdf");
        var id = $"sha256-{Sha256(print)[..16]}/I.2";

        var waiting = (await server.AskAsync("/review"))["items"]!.AsArray().Single(item => (string)item!["id"]! == id)!;
        Assert.Equal(("unsure-line", "shares", 0.7m), ((string)waiting["kind"]!, (string)waiting["line"]!["doubtful"]![0]!["field"]!, (decimal)waiting["line"]!["doubtful"]![0]!["confidence"]!));
        var picture = await server.GetAsync((string)waiting["line"]!["picture"]!, Cancellation);
        Assert.Equal("image/png", picture.Content.Headers.ContentType!.MediaType);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await picture.Content.ReadAsByteArrayAsync(Cancellation))[..4]);
        Assert.Equal(JsonNode.Parse((await fixture.RunAsync("review", "show", id, "--json")).Output)!.ToJsonString(), (await server.AskAsync($"/review/{id}")).ToJsonString());
        Assert.Contains("unreviewed-line", await PositionsAsync(Person), StringComparison.Ordinal);
        var before = Uri.EscapeDataString(await NowAsync());

        var decided = await DecideAsync(id, new { who = "A. Reader", why = "the page says 1,230", set = new { shares = 1230 } });
        Assert.Equal((1230, 1250, "A. Reader"), ((int)decided["line"]!["line"]!["shares"]!, (int)decided["line"]!["asRead"]!["shares"]!, (string)decided["line"]!["decisions"]![0]!["who"]!));

        Assert.DoesNotContain("unreviewed-line", await PositionsAsync(Person), StringComparison.Ordinal);
        Assert.Contains("unreviewed-line", await PositionsAsync(Person, "&recordedAt=" + before), StringComparison.Ordinal);
        Assert.DoesNotContain((await server.AskAsync("/review"))["items"]!.AsArray(), item => (string)item!["id"]! == id);
        Assert.Equal(-1230, await ChangeAsync($"{id}"));
        Assert.Equal(-1250, await ChangeAsync(id, "?recordedAt=" + before));

        var back = await fixture.RunAsync("review", "decide", id, "--take-back", "--who", "B. Second", "--why", "a slip", "--json");
        Assert.Equal(1250, (int)JsonNode.Parse(back.Output)!["line"]!["line"]!["shares"]!);
        Assert.Contains("unreviewed-line", await PositionsAsync(Person), StringComparison.Ordinal);
        Assert.Equal(-1250, await ChangeAsync(id));

        await DecideAsync(id, new { who = "A. Reader", why = "6,500 less 1,250 is 5,250", confirm = true });
        Assert.DoesNotContain("unreviewed-line", await PositionsAsync(Person), StringComparison.Ordinal);
        await SameAsync($"/people/{Person}/issuers/{Issuer}/history", "history", "--person", Person, "--issuer", Issuer);
        await SameAsync($"/findings?person={Person}", "findings", "--person", Person);
        await SameAsync($"/findings?issuer={Issuer}", "findings", "--issuer", Issuer);
        await SameAsync($"/audits?person={Person}", "audit", "--person", Person);
        await SameAsync($"/positions?issuer={Issuer}&on=2002-12-31", "positions", "--issuer", Issuer, "--on", "2002-12-31");
    }

    [Fact]
    public async Task wrong_words_on_a_line_are_refused_and_change_nothing()
    {
        var form = PaperForm.Of("WRONGWORD NELL", "REFUSAL MILLS INC");
        await HandInAsync(form, "refusal.txt");
        var id = $"sha256-{Sha256(form)[..16]}/II.1";
        foreach (var (decision, says) in ((object, string)[])
                 [
                     (new { who = "A", why = "b", set = new { shares = "many" } }, "no value for shares"),
                     (new { who = "A", why = "b", set = new { colour = "red" } }, "no field \"colour\""),
                     (new { who = "A", why = "b", set = new { ownership = "X" } }, "no value for ownership"),
                     (new { who = "A", why = "b", confirm = true, takeBack = true }, "one of confirm, set, takeBack"),
                     (new { who = "", why = "b", confirm = true }, "who and why"),
                 ])
        {
            using var answer = await server.PostAsJsonAsync($"/review/{id}", decision, Cancellation);
            Assert.Contains(says, await answer.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        }

        using var none = await server.PostAsJsonAsync($"/review/{id[..^1]}9", new { who = "A", why = "b", confirm = true }, Cancellation);
        await none.ProblemAsync(HttpStatusCode.NotFound);
        using var nothing = await server.PostAsJsonAsync($"/review/{id}", new { who = "A", why = "b", takeBack = true }, Cancellation);
        await nothing.ProblemAsync(HttpStatusCode.NotFound);
        using var text = await server.GetAsync($"/review/{id}/picture", Cancellation);
        Assert.Contains("no picture", await text.ProblemAsync(HttpStatusCode.NotFound), StringComparison.Ordinal);
        Assert.Contains("43,00", (string)(await server.AskAsync($"/review/{id}"))["line"]!["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_later_filing_says_who_a_name_on_paper_is()
    {
        await HandInAsync(PaperForm.Of("LATERTON GARY A", "AFTERWARD NETWORKS INC"), "later.txt");
        const string person = "person:laterton-gary-a@afterward-networks-inc";
        Assert.Contains("43000", await PositionsAsync(person, on: "2003-12-31"), StringComparison.Ordinal);
        Assert.Contains((await server.AskAsync("/review"))["identities"]!.AsArray(), item => (string)item!["id"]! == person);
        var untied = Uri.EscapeDataString(await NowAsync());

        // A year later, on EDGAR: the company has another name by the filing after that.
        await HandInAsync(OnEdgar("0006610001-04-000001", "2004-07-02T17:00:00", "0006610001", "0006610002", "Afterward Networks, Inc.", "Laterton Gary", 1100), "0006610001-04-000001.txt");
        await HandInAsync(OnEdgar("0006610001-05-000001", "2005-07-05T17:00:00", "0006610001", "0006610002", "Hereafter Systems Inc", "Laterton Gary", 1200), "0006610001-05-000001.txt");

        Assert.DoesNotContain((await server.AskAsync("/review"))["identities"]!.AsArray(), item => (string)item!["id"]! == person);
        var tied = await server.AskAsync("/positions?person=6610002&on=2005-12-31");
        Assert.Equal([1200m, 43000m], tied["positions"]!.AsArray().Select(position => (decimal)position!["shares"]!).Order());
        Assert.All(tied["positions"]!.AsArray(), position => Assert.Equal(("0006610001", "Hereafter Systems Inc"), ((string)position!["issuer"]!["cik"]!, (string)position["issuer"]!["name"]!)));
        // Known before the filings on EDGAR: the paper alone. Recorded before the tie: under the name alone, as it was answered then.
        var early = await server.AskAsync("/positions?person=6610002&on=2003-12-31&knownAt=2003-12-31");
        Assert.Equal([43000m], early["positions"]!.AsArray().Select(position => (decimal)position!["shares"]!));
        Assert.Contains("43000", await PositionsAsync(person, "&recordedAt=" + untied, "2003-12-31"), StringComparison.Ordinal);
        Assert.Empty((await server.AskAsync($"/positions?person=6610002&on=2005-12-31&recordedAt={untied}"))["positions"]!.AsArray());
        // The name is still a way to ask.
        Assert.Contains("43000", await PositionsAsync(person, on: "2003-12-31"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_person_says_who_a_name_on_paper_is_and_takes_it_back()
    {
        await HandInAsync(PaperForm.Of("OLDNAME PRUDENCE", "FORMER WORKS CORP"), "married.txt");
        const string person = "person:oldname-prudence@former-works-corp", issuer = "issuer:former-works-corp";
        await HandInAsync(OnEdgar("0006620001-04-000001", "2004-07-02T17:00:00", "0006620001", "0006620002", "Latter Works Corp", "Newname Prudence", 700), "0006620001-04-000001.txt");
        Assert.Equal([700m], await SharesAsync("6620002"));
        var untied = Uri.EscapeDataString(await NowAsync());

        await DecideAsync(issuer, new { who = "A. Reader", why = "renamed in 2003", cik = "6620001" });
        Assert.Equal(0, (await fixture.RunAsync("review", "decide", person, "--cik", "6620002", "--who", "A. Reader", "--why", "married in 2003")).ExitCode);

        Assert.Equal([700m, 43000m], await SharesAsync("6620002"));
        Assert.Equal([700m], await SharesAsync("6620002", "&recordedAt=" + untied));
        Assert.Equal([43000m], await SharesAsync(person, "&recordedAt=" + untied));
        Assert.Equal([43000m], await SharesAsync("6620002", "&knownAt=2003-12-31"));
        Assert.Equal([700m, 43000m], await SharesAsync("6620002", "&issuer=6620001"));

        await DecideAsync(person, new { who = "B. Second", why = "another Prudence", takeBack = true });
        Assert.Equal([700m], await SharesAsync("6620002"));
        Assert.Equal([43000m], await SharesAsync(person));
    }

    [Fact]
    public async Task a_folder_of_everything_goes_in_and_what_is_nothing_is_named()
    {
        var database = await FreshLedger.CreateDatabaseAsync(fixture);
        var folder = Directory.CreateTempSubdirectory("holdings-mixed-").FullName;
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "paper.txt"), PaperForm.Of("MIXED ANN", "MIXTURE INC"), Cancellation);
            await File.WriteAllBytesAsync(Path.Combine(folder, "0006630001-04-000001.txt"), OnEdgar("0006630001-04-000001", "2004-07-02T17:00:00", "0006630001", "0006630002", "Mixture Inc", "Mixed Ann", 300), Cancellation);
            File.Copy(Path.Combine(BuiltProgram.Repository, "samples", "penhallow-tamarisk-2002.pdf"), Path.Combine(folder, "print.PDF"));
            File.Copy(Path.Combine(BuiltProgram.Repository, "samples", "rogers-sonus-2003.xml"), Path.Combine(folder, "rogers.xml"));
            await File.WriteAllTextAsync(Path.Combine(folder, "broken.pdf"), "%PDF-1.7\nnothing", Cancellation);
            await File.WriteAllTextAsync(Path.Combine(folder, "letter.txt"), "Dear Sir or Madam, please find enclosed nothing.", Cancellation);
            await File.WriteAllTextAsync(Path.Combine(folder, "empty.xml"), "", Cancellation);
            await File.WriteAllTextAsync(Path.Combine(folder, "notes.md"), "no document of ours", Cancellation);

            var ingested = await fixture.RunOnAsync(database, "ingest", folder, "--json");

            Assert.Equal(3, ingested.ExitCode);
            Assert.Equal((7, 4, 3), (Count("documents"), Count("accepted"), Count("rejected")));
            Assert.Equal(
                ["broken.pdf unreadable-pdf", "empty.xml empty-document", "letter.txt not-an-ownership-form"],
                ingested.Json.GetProperty("rejections").EnumerateArray().Select(r => $"{Path.GetFileName(r.GetProperty("path").GetString())} {r.GetProperty("kind").GetString()}").Order(StringComparer.Ordinal));
            var positions = (await fixture.RunOnAsync(database, "positions", "--person", "6630002", "--on", "2004-12-31", "--json")).Json.GetProperty("positions");
            Assert.Equal([300m, 43000m], positions.EnumerateArray().Select(position => position.GetProperty("shares").GetDecimal()).Order());

            int Count(string what) => ingested.Json.GetProperty(what).GetInt32();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A filing with CIKs and these names; everybody else has names made of their numbers.</summary>
    private static byte[] OnEdgar(string accession, string accepted, string issuer, string owner, string issuerName, string ownerName, decimal following) => Encoding.UTF8.GetBytes(
        Encoding.UTF8.GetString(new MadeForm(accession, "4", accepted, issuer, owner) { Rows = [MadeRow.Bought(100, following, accepted[..10])] }.Bytes())
            .Replace($"Example {issuer}", issuerName, StringComparison.Ordinal).Replace($"Person {owner}", ownerName, StringComparison.Ordinal));

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private async Task HandInAsync(byte[] document, string fileName)
    {
        using var answer = await server.HandInAsync(document, "?fileName=" + Uri.EscapeDataString(fileName));
        Assert.True(answer.IsSuccessStatusCode, fileName);
        var settled = await server.SettledAsync(Sha256(document));
        Assert.True((string)settled["status"]! == "recorded", settled.ToJsonString());
    }

    private async Task<JsonNode> DecideAsync(string id, object decision)
    {
        using var answer = await server.PostAsJsonAsync($"/review/{id}", decision, Cancellation);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
        return await answer.JsonAsync();
    }

    private async Task<string> PositionsAsync(string person, string more = "", string on = "2002-12-31") => (await server.AskAsync($"/positions?person={person}&on={on}{more}")).ToJsonString();

    private async Task<IEnumerable<decimal>> SharesAsync(string person, string more = "") =>
        (await server.AskAsync($"/positions?person={person}&on=2004-12-31{more}"))["positions"]!.AsArray().Select(position => (decimal)position!["shares"]!).Order();

    private async Task<decimal> ChangeAsync(string line, string question = "") =>
        (await server.AskAsync($"/people/{Person}/issuers/{Issuer}/history{question}"))["accounts"]!.AsArray().SelectMany(account => account!["entries"]!.AsArray())
            .Where(entry => (string?)entry!["line"] == line).Select(entry => (decimal)entry!["change"]!).Single();

    private async Task<string> NowAsync()
    {
        await using var command = fixture.Ledger.DataSource.CreateCommand("select clock_timestamp()");
        return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(Cancellation))!).ToString("O");
    }

    private async Task SameAsync(string path, params string[] verb)
    {
        var ran = await fixture.RunAsync([.. verb, "--json"]);
        Assert.True(ran.ExitCode == 0, ran.Errors);
        Assert.Equal(WithoutClocks(JsonNode.Parse(ran.Output)!), WithoutClocks(await server.AskAsync(path)));
    }

    private static string WithoutClocks(JsonNode answer)
    {
        var rest = answer.DeepClone().AsObject();
        rest.Remove("knownAt");
        rest.Remove("recordedAt");
        return rest.ToJsonString();
    }
}
