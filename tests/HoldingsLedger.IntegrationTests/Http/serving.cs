using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using HoldingsLedger.Filings;
using Npgsql;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Http;

public sealed class serving(LedgerFixture ledger)
{
    private const string Key = "3f1c9d0b7a5e4c2d8e6f";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_document_handed_in_just_before_a_crash_is_recorded_after_it()
    {
        var database = await ledger.CreateDatabaseAsync();
        var form = new FormFour("0007500001", "0007500002", 10, 10);
        await using (var server = await ServerProgram.StartAsync(database))
        {
            await using var mine = await LedgerDatabase.OpenAsync(database, Cancellation);
            // Nothing of this issuer can be recorded while the lock is held.
            await using var held = await IssuerLocks.TakeAsync(mine, [form.Issuer], Cancellation);
            await server.Client.HandInAsync(form, "0007500001-24-000001");
            await server.KillAsync();
            Assert.Equal(DocumentStatus.Waiting, await StatusAsync(mine, form.Sha256));
        }

        await using var again = await ServerProgram.StartAsync(database);
        Assert.Equal("0007500001-24-000001", (string)(await again.Client.SettledAsync(form.Sha256))["filing"]!);
    }

    [Fact]
    public async Task senders_that_dawdle_hold_nobody_else_up()
    {
        await using var server = await ServerProgram.StartAsync(await ledger.CreateDatabaseAsync());
        var address = server.Client.BaseAddress!;
        var slow = new List<TcpClient>();
        for (var i = 0; i < 60; i++)
        {
            slow.Add(new TcpClient(address.Host, address.Port));
            await slow[i].GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes($"POST /documents HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Length: 1000\r\n\r\n<"), Cancellation);
        }

        var form = new FormFour("0007500011", "0007500012", 10, 10);
        await server.Client.HandInAsync(form, "0007500011-24-000001");

        // Those in front of it would all have been given up before its turn came.
        Assert.Contains(slow, static sender => sender.Available == 0);
        foreach (var sender in slow) sender.Dispose();
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task it_stops_when_it_is_told_to_and_its_stdout_stays_clean(string signal)
    {
        await using var server = await ServerProgram.StartAsync(await ledger.CreateDatabaseAsync());
        await server.Client.GetAsync("/nothing", Cancellation);
        Assert.Equal((0, ""), await server.StopAsync(signal));
        Assert.StartsWith("holdings: listening on http://127.0.0.1:", server.Errors, StringComparison.Ordinal);
        Assert.Single(server.Errors.Trim().Split('\n'));
    }

    [Fact]
    public async Task with_a_key_every_question_but_the_health_asks_for_it()
    {
        var database = await ledger.CreateDatabaseAsync();
        await using var server = await ServerProgram.StartAsync(database, Key);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(server, "/health", null)).StatusCode);
        foreach (var (path, key) in ((string, AuthenticationHeaderValue?)[])
                 [
                     ("/", null), ("/reference/", null), ("/openapi/v1.json", null), ("/findings/summary", null), ("/nothing", null), ("/health/more", null),
                     ("/findings/summary", new("Bearer", Key[..^1])), ("/findings/summary", new("Bearer", Key + "0")), ("/findings/summary", new("Bearer")), ("/findings/summary", new("Basic", Key)),
                 ])
        {
            var refused = await AskAsync(server, path, key);
            Assert.Contains("HOLDINGS_API_KEY", await refused.ProblemAsync(HttpStatusCode.Unauthorized), StringComparison.Ordinal);
            Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.Single().Scheme);
        }

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(server, "/findings/summary", new("Bearer", Key))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(server, "/findings/summary", new("bearer", Key))).StatusCode);

        // A defect is a sentence with a trace id, and the log knows that id.
        await LedgerFixture.ExecuteAsync(database, "drop table ledger.mt_doc_trialsheet");
        var failed = await AskAsync(server, "/findings/summary", new("Bearer", Key));
        await failed.ProblemAsync(HttpStatusCode.InternalServerError);
        await server.SaysAsync((string)(await failed.JsonAsync())["traceId"]!);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://127.0.0.1:0;http://*:0")]
    public async Task beyond_this_machine_it_does_not_start_without_a_key(string urls)
    {
        var refused = await ledger.RunAsync("serve", "--urls", urls);
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("HOLDINGS_API_KEY", Assert.Single(refused.Errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task its_health_says_that_the_database_is_gone_and_that_it_is_back()
    {
        var database = new NpgsqlConnectionStringBuilder(await ledger.CreateDatabaseAsync());
        await using var server = await ServerProgram.StartAsync(database.ConnectionString);
        Assert.Equal("healthy", (string)(await server.Client.AskAsync("/health"))["status"]!);

        await LedgerFixture.ExecuteAsync(ledger.ConnectionString, $"alter database {database.Database} allow_connections false");
        await LedgerFixture.ExecuteAsync(ledger.ConnectionString, $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database.Database}'");
        var gone = await server.Client.GetAsync("/health", Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, gone.StatusCode);
        Assert.Equal("""{"status":"unhealthy","database":"unreachable","waiting":null,"deadLetters":null}""", await gone.Content.ReadAsStringAsync(Cancellation));

        await LedgerFixture.ExecuteAsync(ledger.ConnectionString, $"alter database {database.Database} allow_connections true");
        Assert.Equal("healthy", (string)(await server.Client.AskAsync("/health"))["status"]!);
    }

    [Fact]
    public async Task a_port_that_is_taken_is_one_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var refused = await ledger.RunAsync("serve", "--urls", $"http://{other.LocalEndpoint}");
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("another program listens there", Assert.Single(refused.Errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> AskAsync(ServerProgram server, string path, AuthenticationHeaderValue? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = key;
        return await server.Client.SendAsync(request, Cancellation);
    }

    private static async Task<DocumentStatus?> StatusAsync(LedgerDatabase database, string sha256)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(Cancellation);
        return (await DocumentQuery.FindAsync(connection, sha256, Cancellation))?.Status;
    }
}
