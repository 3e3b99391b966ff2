namespace HoldingsLedger.Verbs;

/// <summary>Opens the database that the caller means.</summary>
internal static class Ledger
{
    /// <exception cref="DatabaseUnavailableException">It cannot be reached, or is not ours.</exception>
    public static async Task<LedgerDatabase> OpenAsync(string? named, CancellationToken cancellation) =>
        await LedgerDatabase.OpenAsync(named ?? Environment.GetEnvironmentVariable("HOLDINGS_DATABASE") ?? "Host=localhost;Database=holdings", cancellation);
}
