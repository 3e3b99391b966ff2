using System.Net;
using HoldingsLedger.Filings;
using Microsoft.AspNetCore.TestHost;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Http;

public sealed class messages_that_keep_failing(LedgerFixture ledger)
{
    private readonly HttpClient server = ledger.Host.GetTestClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task become_dead_letters_and_are_recorded_when_retried()
    {
        var form = new FormFour("0007300001", "0007300002", 10, 10);
        await using (await Refusing("0007300001-24-000001"))
        {
            await server.HandInAsync(form, "0007300001-24-000001");
            var failed = await server.SettledAsync(form.Sha256, "failed");
            Assert.Equal("PostgreSQL refused to record this document: not this one (P0001).", (string)failed["failure"]!["message"]!);

            var letter = (await server.AskAsync("/dead-letters"))["deadLetters"]!.AsArray().Single(l => (string)l!["document"]! == form.Sha256)!;
            Assert.Equal((string)failed["failure"]!["deadLetter"]!, (string)letter["id"]!);
            Assert.Equal("0007300001", (string)letter["issuer"]!);
            Assert.False((bool)letter["retrying"]!);

            var health = await server.AskAsync("/health");
            Assert.Equal("healthy", (string)health["status"]!);
            Assert.True((int)health["deadLetters"]! >= 1);

            // Handed in again it is answered, and nothing is sent: retrying is a decision.
            var again = await server.HandInAsync(form.Bytes, "?fileName=0007300001-24-000001.xml");
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
            Assert.Equal("failed", (string)(await again.JsonAsync())["status"]!);

            // Nothing else stops, not even for the same issuer.
            var other = new FormFour("0007300001", "0007300003", 20, 20);
            await server.HandInAsync(other, "0007300001-24-000002");
            Assert.Equal("recorded", (string)(await server.SettledAsync(other.Sha256))["status"]!);
        }

        var id = (string)(await server.AskAsync($"/documents/{form.Sha256}"))["failure"]!["deadLetter"]!;
        var retried = await server.PostAsync($"/dead-letters/{id}/retry", null, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, retried.StatusCode);
        Assert.Equal($"/documents/{form.Sha256}", retried.Headers.Location!.OriginalString);

        Assert.Equal("0007300001-24-000001", (string)(await server.SettledAsync(form.Sha256, "recorded"))["filing"]!);
        Assert.DoesNotContain((await server.AskAsync("/dead-letters"))["deadLetters"]!.AsArray(), l => (string)l!["document"]! == form.Sha256);
    }

    [Fact]
    public async Task are_listed_and_retried_by_the_verb_without_a_server()
    {
        var form = new FormFour("0007300011", "0007300012", 10, 10);
        string id;
        await using (await Refusing("0007300011-24-000001"))
        {
            await server.HandInAsync(form, "0007300011-24-000001");
            id = (string)(await server.SettledAsync(form.Sha256, "failed"))["failure"]!["deadLetter"]!;

            var listed = await ledger.RunAsync("dead-letters", "list", "--json");
            Assert.Equal(0, listed.ExitCode);
            Assert.Contains(listed.Json.GetProperty("deadLetters").EnumerateArray(), l => l.GetProperty("id").GetString() == id && l.GetProperty("document").GetString() == form.Sha256);

            var inVain = await ledger.RunAsync("dead-letters", "retry", id);
            Assert.Equal(3, inVain.ExitCode);
            Assert.Contains("not this one", inVain.Output, StringComparison.Ordinal);
            Assert.Contains("1 of 1 dead letters failed again", inVain.Errors, StringComparison.Ordinal);
        }

        var retried = await ledger.RunAsync("dead-letters", "retry", id);
        Assert.Equal((0, ""), (retried.ExitCode, retried.Errors));
        Assert.Equal("recorded", (string)(await server.AskAsync($"/documents/{form.Sha256}"))["status"]!);
        Assert.Equal(1, (await ledger.RunAsync("dead-letters", "retry", id)).ExitCode);
    }

    [Fact]
    public async Task an_id_that_is_none_or_unknown_is_said_so()
    {
        await (await server.PostAsync("/dead-letters/first/retry", null, Cancellation)).ProblemAsync(HttpStatusCode.BadRequest);
        await (await server.PostAsync($"/dead-letters/{Guid.Empty}/retry", null, Cancellation)).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task a_ledger_that_never_had_a_server_has_no_dead_letters()
    {
        var empty = await ledger.CreateDatabaseAsync();
        var listed = await ledger.RunOnAsync(empty, "dead-letters", "list", "--json");
        Assert.Equal((0, 0), (listed.ExitCode, listed.Json.GetProperty("total").GetInt32()));
    }

    /// <summary>Makes PostgreSQL refuse one filing's stream, until disposed.</summary>
    private async Task<IAsyncDisposable> Refusing(string accession)
    {
        var name = "refuse_" + accession.Replace('-', '_');
        await LedgerFixture.ExecuteAsync(ledger.ConnectionString, $"""
            create function public.{name}() returns trigger language plpgsql as $$ begin
                if new.id = '{RecordFilingDecision.StreamOf(accession)}' then raise exception 'not this one'; end if;
                return new;
            end $$;
            create trigger {name} before insert on ledger.mt_streams for each row execute function public.{name}();
            """);
        return new Undo(() => LedgerFixture.ExecuteAsync(ledger.ConnectionString, $"drop function public.{name} cascade"));
    }

    private sealed class Undo(Func<Task> action) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await action();
    }
}
