using HoldingsLedger.Embedded;

namespace HoldingsLedger.Verbs;

/// <summary>Opens the database that the caller means.</summary>
internal static class Ledger
{
    /// <exception cref="DatabaseUnavailableException">It cannot be reached, or is not ours.</exception>
    public static async Task<LedgerDatabase> OpenAsync(string? named, CancellationToken cancellation) =>
        await LedgerDatabase.OpenAsync(await NameAsync(named, cancellation), cancellation);

    private static async Task<string> NameAsync(string? named, CancellationToken cancellation)
    {
        if (!string.IsNullOrWhiteSpace(named)) return named;
        var environment = Environment.GetEnvironmentVariable("HOLDINGS_DATABASE");
        return !string.IsNullOrWhiteSpace(environment) ? environment : await PrivatePostgres.ConnectionStringAsync(LedgerHome.Folder(), cancellation);
    }
}
