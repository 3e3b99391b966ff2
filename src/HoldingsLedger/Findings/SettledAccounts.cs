using HoldingsLedger.Holdings;
using Npgsql;

namespace HoldingsLedger.Findings;

/// <summary>Accounts with the causes that only an issuer's other insiders can tell: a gap in a usual ratio is a split where they show it too.</summary>
internal static class SettledAccounts
{
    /// <summary>The accounts as known and as recorded at an instant; the others' filings are asked on the same clocks, and only where a gap is in doubt.</summary>
    public static async Task<IReadOnlyList<InsiderAccounts>> AtAsync(
        NpgsqlConnection connection, IReadOnlyList<InsiderHoldings> holdings, DateTimeOffset knownAt, DateTimeOffset? recordedAt, CancellationToken cancellation)
    {
        var accounts = holdings.Select(h => InsiderAccounts.At(h, knownAt)).ToArray();
        var sheets = new Dictionary<string, TrialSheet[]>(StringComparer.Ordinal);
        for (var i = 0; i < accounts.Length; i++)
        {
            if (!IsInDoubt(accounts[i])) continue;
            var issuer = accounts[i].Issuer;
            if (!sheets.TryGetValue(issuer, out var ofIssuer))
            {
                var others = await HoldingsQueries.LoadAsync(connection, null, issuer, recordedAt, cancellation);
                sheets.Add(issuer, ofIssuer = [.. others.Select(other => TrialSheet.Of(InsiderAccounts.At(other, knownAt)))]);
            }

            accounts[i] = IssuerSplits.Settle(accounts[i], ofIssuer);
        }

        return accounts;
    }

    private static bool IsInDoubt(InsiderAccounts insider) =>
        insider.Accounts.Any(account => account.Findings.Any(finding => finding is { Cause: FindingCause.Unexplained, Ratio: not null }));
}
