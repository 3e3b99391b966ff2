namespace HoldingsLedger.Holdings;

/// <summary>A person's accounts in one issuer as known at an instant: every number follows from lines of filings by the rules of this folder.</summary>
public sealed record InsiderAccounts
{
    public required string Person { get; init; }

    /// <summary>The name as the last filing known has it.</summary>
    public string? PersonName { get; init; }

    public required string Issuer { get; init; }

    public string? IssuerName { get; init; }

    public string? TradingSymbol { get; init; }

    public required DateTimeOffset KnownAt { get; init; }

    public required IReadOnlyList<Account> Accounts { get; init; }

    /// <summary>Openings held against previous closings: one for each filing and account met in an earlier filing.</summary>
    public required int Checks { get; init; }

    /// <summary>Those of the checks that agree as filed.</summary>
    public required int Ties { get; init; }

    /// <summary>The accounts as the filings known at <paramref name="knownAt"/> give them.</summary>
    public static InsiderAccounts At(InsiderHoldings holdings, DateTimeOffset knownAt)
    {
        var inForce = LinesInForce.At(holdings, knownAt);
        var (statements, engine) = Arrangement.Settle(inForce);
        var book = AccountBook.Of(statements, engine.Accounts, inForce.Ambiguous);
        var last = statements.Count == 0 ? null : statements[^1].Filing;
        return new InsiderAccounts
        {
            Person = holdings.Person,
            PersonName = last?.Owners.LastOrDefault(owner => string.Equals(owner.Person, holdings.Person, StringComparison.Ordinal))?.Name,
            Issuer = holdings.Issuer,
            IssuerName = last?.IssuerName,
            TradingSymbol = last?.TradingSymbol,
            KnownAt = knownAt,
            Accounts = book.Accounts,
            Checks = book.Checks,
            Ties = book.Ties,
        };
    }
}
