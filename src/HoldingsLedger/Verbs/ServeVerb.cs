using System.CommandLine;
using HoldingsLedger.Web;

namespace HoldingsLedger.Verbs;

/// <summary><c>serve</c>: the HTTP API, until it is told to stop.</summary>
internal static class ServeVerb
{
    public static Command Command()
    {
        var urls = new Option<string?>("--urls")
        {
            Description = $"Where to listen, several separated by semicolons (default: ASPNETCORE_URLS, else {ListenAddresses.Default}). Beyond this machine only with a key in {ApiKey.Variable}.",
            HelpName = "URLS",
        };
        var database = Options.Database();
        var command = new Command("serve", "Answer over HTTP: documents, filings, positions, history, and the reference that lists it all.") { urls, database };
        command.SetAction(async (parsed, cancellation) =>
        {
            // A command line that is wrong is said before a database is made.
            var addresses = ListenAddresses.Parse(parsed.GetValue(urls) ?? Environment.GetEnvironmentVariable("ASPNETCORE_URLS"));
            var key = ApiKey.Read(Environment.GetEnvironmentVariable(ApiKey.Variable), addresses);
            await using var ledger = await Ledger.OpenAsync(parsed.GetValue(database), cancellation);
            await LedgerWeb.RunAsync(ledger, addresses, key, cancellation);
            return Exit.Done;
        });
        return command;
    }
}
