using HoldingsLedger.Holdings;

namespace HoldingsLedger.Findings;

/// <summary>One insider's row of the trial balance, small enough to be stored beside the holdings and summed over thousands.</summary>
public sealed record TrialSheet
{
    /// <summary>As the holdings': person, colon, issuer.</summary>
    public required string Id { get; init; }

    public required string Issuer { get; init; }

    public required int Accounts { get; init; }

    public required int Checks { get; init; }

    public required int Tie { get; init; }

    public IReadOnlyList<FindingCount> Findings { get; init; } = [];

    /// <summary>Everything known of an insider, summed up.</summary>
    public static TrialSheet Of(InsiderHoldings holdings)
    {
        var accounts = InsiderAccounts.At(holdings, DateTimeOffset.MaxValue);
        return new TrialSheet
        {
            Id = holdings.Id,
            Issuer = holdings.Issuer,
            Accounts = accounts.Accounts.Count,
            Checks = accounts.Checks,
            Tie = accounts.Ties,
            Findings = [.. accounts.Accounts.SelectMany(account => account.Findings).GroupBy(finding => (finding.Kind, finding.Cause)).Select(group => new FindingCount(group.Key.Kind, group.Key.Cause, group.Count()))],
        };
    }
}
