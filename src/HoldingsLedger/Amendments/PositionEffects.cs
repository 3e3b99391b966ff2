using HoldingsLedger.Holdings;

namespace HoldingsLedger.Amendments;

/// <summary>
/// A span of days on which an account is answered differently: <see cref="Was"/> before, <see cref="Is"/> now, in shares (Table II: units of the
/// derivative), or US dollars where <see cref="InDollars"/>; <c>null</c>: no position, or none known. <see cref="To"/> is the last day, <c>null</c> for "and ever since".
/// </summary>
public sealed record PositionEffect
{
    public required string Person { get; init; }

    public required string Issuer { get; init; }

    public string? SecurityTitle { get; init; }

    /// <summary>"I" or "II".</summary>
    public required string Table { get; init; }

    public decimal? ConversionOrExercisePrice { get; init; }

    public DateOnly? ExercisableOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    public required string Ownership { get; init; }

    public string? NatureOfOwnership { get; init; }

    public required DateOnly From { get; init; }

    public DateOnly? To { get; init; }

    public decimal? Was { get; init; }

    public decimal? Is { get; init; }

    public bool InDollars { get; init; }
}

/// <summary>Compares two answers about one person and issuer, account by account and day by day.</summary>
public static class PositionEffects
{
    /// <summary>
    /// What an amendment did to its owner's positions, at the instant at which it became known: the answers with it against those
    /// as if it had not been filed, other filings of that instant in both.
    /// </summary>
    public static IReadOnlyList<PositionEffect> Of(InsiderHoldings holdings, HeldFiling amendment) =>
        Between(InsiderAccounts.At(Without(holdings, amendment.Filing), amendment.KnownAt), InsiderAccounts.At(holdings, amendment.KnownAt));

    /// <summary>The spans of days, account by account, on which the second answer differs from the first.</summary>
    public static IReadOnlyList<PositionEffect> Between(InsiderAccounts was, InsiderAccounts @is)
    {
        var effects = new List<PositionEffect>();
        foreach (var (before, after) in Matched(was.Accounts, @is.Accounts)) Compare(was, before, after, effects);
        return effects;
    }

    private static InsiderHoldings Without(InsiderHoldings holdings, string filing)
    {
        return holdings with { Filings = [.. holdings.Filings.Where(f => !Same(f.Filing, filing)).Select(f => f.Lines.Any(IsTouched) ? f with { Lines = [.. f.Lines.Select(Untouched)] } : f)] };

        bool IsTouched(HeldLine line) => Same(line.SupersededBy?.By.Filing, filing) || Same(line.WithdrawnBy?.Filing, filing);

        HeldLine Untouched(HeldLine line) => line with
        {
            SupersededBy = Same(line.SupersededBy?.By.Filing, filing) ? null : line.SupersededBy,
            WithdrawnBy = Same(line.WithdrawnBy?.Filing, filing) ? null : line.WithdrawnBy,
        };
    }

    /// <summary>
    /// Accounts of one name belong together; of several with one name (two trusts, grants of a title) those that rest on the same
    /// lines; then those whose names are one in other words. An account that goes on under another security or way of owning is
    /// answered otherwise under either name.
    /// </summary>
    private static IEnumerable<(Account? Was, Account? Is)> Matched(IReadOnlyList<Account> was, IReadOnlyList<Account> @is)
    {
        var waiting = was.ToList();
        var partner = new Account?[@is.Count];
        Match((before, after) => Name(before) == Name(after) && ShareLines(before, after));
        Match((before, after) => Name(before) == Name(after));
        Match((before, after) => Meaning(before) == Meaning(after) && ShareLines(before, after));
        Match((before, after) => Meaning(before) == Meaning(after));
        foreach (var gone in waiting) yield return (gone, null);
        for (var i = 0; i < @is.Count; i++) yield return (partner[i], @is[i]);

        void Match(Func<Account, Account, bool> belong)
        {
            for (var i = 0; i < @is.Count; i++)
            {
                if (partner[i] is not null || waiting.FirstOrDefault(before => belong(before, @is[i])) is not { } before) continue;
                partner[i] = before;
                waiting.Remove(before);
            }
        }
    }

    private static (HeldSecurity, string, string?, bool) Name(Account account) => (account.Security, account.Ownership, account.NatureOfOwnership, account.InDollars);

    private static (string, string, decimal?, DateOnly?, DateOnly?, string, string, bool) Meaning(Account account) =>
    (
        SecurityTitle.Fold(account.Security.Title), account.Security.Table, account.Security.ConversionOrExercisePrice, account.Security.ExercisableOn, account.Security.ExpiresOn,
        account.Ownership, NatureWords.Fold(account.NatureOfOwnership), account.InDollars);

    private static bool ShareLines(Account one, Account other) =>
        one.InDollars == other.InDollars && one.Entries.Any(e => e.Line is { } line && other.Entries.Any(o => o.Line == line));

    private static void Compare(InsiderAccounts insider, Account? was, Account? @is, List<PositionEffect> effects)
    {
        var account = @is ?? was!;
        DateOnly[] days = [.. Days(was).Concat(Days(@is)).Distinct().Order()];
        PositionEffect? open = null;
        foreach (var day in days)
        {
            var (before, after) = (BalanceOn(was, day), BalanceOn(@is, day));
            if (open is not null && open.Was == before && open.Is == after) continue;
            if (open is not null) effects.Add(open with { To = day.AddDays(-1) });
            open = before == after ? null : new PositionEffect
            {
                Person = insider.Person,
                Issuer = insider.Issuer,
                SecurityTitle = account.Security.Title,
                Table = account.Security.Table,
                ConversionOrExercisePrice = account.Security.ConversionOrExercisePrice,
                ExercisableOn = account.Security.ExercisableOn,
                ExpiresOn = account.Security.ExpiresOn,
                Ownership = account.Ownership,
                NatureOfOwnership = account.NatureOfOwnership,
                From = day,
                Was = before,
                Is = after,
                InDollars = account.InDollars,
            };
        }

        if (open is not null) effects.Add(open);
    }

    private static IEnumerable<DateOnly> Days(Account? account) => account?.Entries.Select(e => e.On) ?? [];

    private static decimal? BalanceOn(Account? account, DateOnly day)
    {
        decimal? balance = null;
        foreach (var entry in account?.Entries ?? [])
        {
            if (entry.On > day) break;
            balance = entry.Balance;
        }

        return balance;
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);
}
