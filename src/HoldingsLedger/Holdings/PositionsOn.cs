using System.Globalization;
using System.Text.Json.Serialization;
using HoldingsLedger.Findings;

namespace HoldingsLedger.Holdings;

/// <summary>What a position's number rests on.</summary>
[JsonConverter(typeof(KebabCase<PositionBasis>))]
public enum PositionBasis
{
    /// <summary>The filer printed this balance for this date.</summary>
    Stated,

    /// <summary>Worked out from a stated balance and dated changes.</summary>
    Derived,

    /// <summary>No balance is known; there is no number.</summary>
    Unknown,
}

/// <summary>An account's balance at the end of a day, what it was called on it, since when it is that, and the lines it rests on.</summary>
public sealed record AccountPosition(
    Account Account, AccountName Name, decimal? Balance, PositionBasis Basis, DateOnly Since, IReadOnlyList<LineId> Lines, IReadOnlyList<BalanceFinding> Findings, IReadOnlyList<HeldFiling> Filings);

/// <summary>
/// The balance on a day (domain section 3.4): the first opening plus every entry dated on or before it. A day before the account's first
/// entry has no position, for unknown is not zero.
/// </summary>
public static class PositionsOn
{
    public static IEnumerable<AccountPosition> Day(InsiderAccounts accounts, DateOnly on, bool includeZero = false)
    {
        foreach (var account in accounts.Accounts)
        {
            if (Of(account, on) is { } position && (includeZero || position.Balance != 0)) yield return position;
        }
    }

    public static AccountPosition? Of(Account account, DateOnly on)
    {
        var entries = account.Entries;
        var last = -1;
        while (last + 1 < entries.Count && entries[last + 1].On <= on) last++;
        if (last < 0) return null;
        var balance = entries[last].Balance;
        var since = last;
        while (since > 0 && !entries[since].Moves) since--;
        var (basis, first) = balance is null ? (PositionBasis.Unknown, last) : Basis(entries, last, balance.Value);
        var lines = new List<LineId>();
        var filings = new List<HeldFiling>();
        for (var i = first; i <= last; i++)
        {
            foreach (var line in entries[i].Rests)
            {
                if (!lines.Contains(line)) lines.Add(line);
            }

            if (!filings.Contains(entries[i].Filing)) filings.Add(entries[i].Filing);
        }

        var findings = Touching(account, on, lines);
        if (Expired(account, on, last) is { } expired) findings.Add(expired);
        return new AccountPosition(account, account.NameOn(on), balance, basis, entries[since].On, lines, findings, filings);
    }

    // Options lapse and units vest by their terms, and nobody need report that. Who prints a balance of that day or a later one means something else by that column.
    private static BalanceFinding? Expired(Account account, DateOnly on, int last)
    {
        if (account.Security is not { Table: "II", ExpiresOn: { } ends } || ends >= on || account.Entries[last].Balance is not { } balance || balance == 0) return null;
        var printed = account.Entries.Take(last + 1).Where(entry => entry.Stated is not null).ToList();
        if (printed.Exists(entry => entry.On >= ends)) return null;
        return new BalanceFinding
        {
            Kind = FindingKind.Expired,
            Cause = FindingCause.NothingReported,
            On = ends.AddDays(1),
            Difference = balance,
            Lines = printed.Count == 0 ? [] : [.. printed[^1].Rests],
            Message = string.Create(CultureInfo.InvariantCulture, $"By its terms it expired on {ends:yyyy-MM-dd}; no filing held says what became of the {balance:#,0.####}: they may have been used, sold, replaced or have lapsed."),
        };
    }

    // From the last entry that prints this very balance; else from the last that printed the balance it led to.
    private static (PositionBasis Basis, int First) Basis(IReadOnlyList<AccountEntry> entries, int last, decimal balance)
    {
        if (entries[last].Ties == true) return (PositionBasis.Stated, last);
        // The rows of the last filing may count in another order than their dates: its closing is printed all the same.
        for (var i = last - 1; i >= 0 && string.Equals(entries[i].Filing.Filing, entries[last].Filing.Filing, StringComparison.Ordinal); i--)
        {
            if (entries[i].Stated == balance && LaterInFiling(entries, i, last)) return (PositionBasis.Stated, i);
        }

        for (var i = last; i >= 0; i--)
        {
            if (entries[i].Ties == true) return (PositionBasis.Derived, i);
        }

        return (PositionBasis.Derived, 0);
    }

    private static bool LaterInFiling(IReadOnlyList<AccountEntry> entries, int at, int last)
    {
        for (var i = last + 1; i < entries.Count; i++)
        {
            if (string.Equals(entries[i].Filing.Filing, entries[at].Filing.Filing, StringComparison.Ordinal)) return false;
        }

        return true;
    }

    // A finding touches the days on which the balance may already have moved, and every number that rests on its lines.
    private static List<BalanceFinding> Touching(Account account, DateOnly on, List<LineId> lines) => [.. account.Findings.Where(finding =>
        Lasts(finding, on) || (finding.Since is { } since && on >= since && on < finding.On) || finding.Lines.Any(lines.Contains))];

    // What was taken for another account, a total or a day is in every balance worked out from it.
    private static bool Lasts(BalanceFinding finding, DateOnly on) => finding switch
    {
        { Until: { } settled } => on >= finding.Since && on < settled,
        { Kind: FindingKind.AmendmentUnsettled or FindingKind.AmbiguousAccount } => true,
        { Kind: FindingKind.UnlikelyDate } => on >= finding.Since,
        { Cause: FindingCause.TotalOverGrants } or { Kind: FindingKind.OpeningTooLarge, Cause: not FindingCause.Split } => on >= finding.On,
        _ => false,
    };
}
