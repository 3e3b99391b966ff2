using Microsoft.AspNetCore.TestHost;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Http;

public sealed class issuers_in_line(LedgerFixture ledger)
{
    private readonly HttpClient server = ledger.Host.GetTestClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task the_filings_of_one_issuer_are_recorded_in_the_order_they_were_handed_in()
    {
        string[] accessions = [.. Enumerable.Range(1, 12).Select(static n => FormattableString.Invariant($"0007400001-24-{n:000000}"))];
        var forms = accessions.Select(static (_, n) => new FormFour("0007400001", FormattableString.Invariant($"{7400100 + n:0000000000}"), 10, 10)).ToList();
        for (var i = 0; i < forms.Count; i++) await server.HandInAsync(forms[i], accessions[i]);
        foreach (var form in forms) await server.SettledAsync(form.Sha256);

        Assert.Equal(accessions, await ledger.AskAsync<string[]>("select array_agg(data ->> 'filing' order by seq_id) from ledger.mt_events where type = 'filing_received' and data ->> 'filing' like '0007400001-%'"));
    }

    [Fact]
    public async Task an_issuer_that_has_to_wait_does_not_hold_up_the_others()
    {
        var waiting = new FormFour("0007410000", "0007410099", 10, 10);
        var others = Enumerable.Range(1, 8).Select(static n => new FormFour(FormattableString.Invariant($"{7410000 + n:0000000000}"), "0007410099", 10, 10)).ToList();
        await using (await IssuerLocks.TakeAsync(ledger.Ledger, [waiting.Issuer], Cancellation))
        {
            await server.HandInAsync(waiting, "0007410000-24-000001");
            foreach (var other in others) await server.HandInAsync(other, $"{other.Issuer}-24-000001");

            // Issuers are spread over six lines, so some of the eight stand behind the one that waits; not all.
            var recorded = 0;
            for (var turn = 0; turn < 500 && recorded < 4; turn++)
            {
                await Task.Delay(20, Cancellation);
                recorded = 0;
                foreach (var other in others) recorded += (string)(await server.AskAsync($"/documents/{other.Sha256}"))["status"]! == "recorded" ? 1 : 0;
            }

            Assert.True(recorded >= 4, $"{recorded} of 8 other issuers were recorded");
            Assert.Equal("waiting", (string)(await server.AskAsync($"/documents/{waiting.Sha256}"))["status"]!);
        }

        foreach (var form in others.Append(waiting)) Assert.Equal("recorded", (string)(await server.SettledAsync(form.Sha256))["status"]!);
    }
}
