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
        foreach (var (before, after) in Matched(Named(was), Named(@is))) Compare(was, before, after, effects);
        return effects;
    }

    /// <summary>An account while it went under one name: from a day on, to before another.</summary>
    private sealed record Spell(Account Account, AccountName Name, DateOnly From, DateOnly Until)
    {
        public IEnumerable<AccountEntry> Entries => Account.Entries.Where(e => e.On >= From && e.On < Until);

        public IEnumerable<DateOnly> Days => Account.Entries.Select(e => e.On).Append(From).Append(Until).Where(day => day >= From && day <= Until && day != DateOnly.MinValue && day != DateOnly.MaxValue);

        public decimal? BalanceOn(DateOnly day)
        {
            decimal? balance = null;
            if (day < From || day >= Until) return balance;
            foreach (var entry in Account.Entries)
            {
                if (entry.On > day) break;
                balance = entry.Balance;
            }

            return balance;
        }
    }

    private static List<Spell> Named(InsiderAccounts accounts)
    {
        var spells = new List<Spell>();
        foreach (var account in accounts.Accounts)
        {
            var from = DateOnly.MinValue;
            foreach (var former in account.FormerNames)
            {
                if (former.Until <= from) continue;
                spells.Add(new Spell(account, former.Name, from, former.Until));
                from = former.Until;
            }

            spells.Add(new Spell(account, account.Name, from, DateOnly.MaxValue));
        }

        return spells;
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
    private static IEnumerable<(Spell? Was, Spell? Is)> Matched(List<Spell> was, List<Spell> @is)
    {
        var waiting = was.ToList();
        var partner = new Spell?[@is.Count];
        Match((before, after) => Name(before) == Name(after) && ShareLines(before, after));
        Match((before, after) => Name(before) == Name(after));
        Match((before, after) => Meaning(before) == Meaning(after) && ShareLines(before, after));
        Match((before, after) => Meaning(before) == Meaning(after));
        foreach (var gone in waiting) yield return (gone, null);
        for (var i = 0; i < @is.Count; i++) yield return (partner[i], @is[i]);

        void Match(Func<Spell, Spell, bool> belong)
        {
            for (var i = 0; i < @is.Count; i++)
            {
                // Of several the one that is answered alike on the most days.
                if (partner[i] is not null || waiting.Where(before => belong(before, @is[i])).MaxBy(before => DaysAlike(before, @is[i])) is not { } before) continue;
                partner[i] = before;
                waiting.Remove(before);
            }
        }
    }

    private static (AccountName, bool) Name(Spell spell) => (spell.Name, spell.Account.InDollars);

    private static (string, string, decimal?, DateOnly?, DateOnly?, string, string, bool) Meaning(Spell spell) =>
    (
        SecurityTitle.Fold(spell.Name.Security.Title), spell.Name.Security.Table, spell.Name.Security.ConversionOrExercisePrice, spell.Name.Security.ExercisableOn, spell.Name.Security.ExpiresOn,
        spell.Name.Ownership, NatureWords.Fold(spell.Name.NatureOfOwnership), spell.Account.InDollars);

    private static bool ShareLines(Spell one, Spell other) =>
        one.Account.InDollars == other.Account.InDollars && one.Entries.Any(e => e.Line is { } line && other.Entries.Any(o => o.Line == line));

    private static int DaysAlike(Spell one, Spell other) => one.Days.Concat(other.Days).Distinct().Count(day => one.BalanceOn(day) is { } balance && balance == other.BalanceOn(day));

    private static void Compare(InsiderAccounts insider, Spell? was, Spell? @is, List<PositionEffect> effects)
    {
        var (name, inDollars) = Name(@is ?? was!);
        DateOnly[] days = [.. (was?.Days ?? []).Concat(@is?.Days ?? []).Distinct().Order()];
        PositionEffect? open = null;
        foreach (var day in days)
        {
            var (before, after) = (was?.BalanceOn(day), @is?.BalanceOn(day));
            if (open is not null && open.Was == before && open.Is == after) continue;
            if (open is not null) effects.Add(open with { To = day.AddDays(-1) });
            open = before == after ? null : new PositionEffect
            {
                Person = insider.Person,
                Issuer = insider.Issuer,
                SecurityTitle = name.Security.Title,
                Table = name.Security.Table,
                ConversionOrExercisePrice = name.Security.ConversionOrExercisePrice,
                ExercisableOn = name.Security.ExercisableOn,
                ExpiresOn = name.Security.ExpiresOn,
                Ownership = name.Ownership,
                NatureOfOwnership = name.NatureOfOwnership,
                From = day,
                Was = before,
                Is = after,
                InDollars = inDollars,
            };
        }

        if (open is not null) effects.Add(open);
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);
}
