namespace HoldingsLedger.Findings;

/// <summary>
/// The trial balance: of all checks (one filing and one account met in an earlier filing, the filing's opening against
/// the previous closing) how many agree as filed, and how many findings of each kind and cause there are.
/// </summary>
public sealed record TrialBalance(int Accounts, int Checks, int Tie, decimal? Ties, IReadOnlyList<FindingCount> Findings)
{
    /// <summary>The share of checks that tie, three places; <c>null</c> where nothing was checked.</summary>
    public static decimal? Share(int tie, int checks) => checks == 0 ? null : Math.Round((decimal)tie / checks, 3);

    /// <summary>Sums the rows of every insider, and settles which gaps are splits from the rows of each issuer.</summary>
    public static TrialBalance Of(IEnumerable<TrialSheet> rows)
    {
        var sheets = rows as IReadOnlyCollection<TrialSheet> ?? [.. rows];
        int accounts = 0, checks = 0, tie = 0;
        var counts = new Dictionary<(FindingKind, FindingCause), int>();
        foreach (var sheet in sheets)
        {
            accounts += sheet.Accounts;
            checks += sheet.Checks;
            tie += sheet.Tie;
            foreach (var (kind, cause, count) in sheet.Findings) counts[(kind, cause)] = counts.GetValueOrDefault((kind, cause)) + count;
        }

        var splits = sheets.Where(sheet => sheet.SplitSigns.Count > 0).GroupBy(sheet => sheet.Issuer, StringComparer.Ordinal)
            .Sum(issuer => issuer.Sum(sheet => sheet.SplitSigns.Count(sign => !sign.Announced && IssuerSplits.Confirm(sign, sheet.Id, issuer))));
        if (splits > 0)
        {
            counts[(FindingKind.BalanceGap, FindingCause.Unexplained)] -= splits;
            counts[(FindingKind.BalanceGap, FindingCause.Split)] = counts.GetValueOrDefault((FindingKind.BalanceGap, FindingCause.Split)) + splits;
        }

        return new TrialBalance(accounts, checks, tie, Share(tie, checks),
            [.. counts.Where(count => count.Value > 0).OrderBy(count => count.Key.Item1).ThenByDescending(count => count.Value).ThenBy(count => count.Key.Item2).Select(count => new FindingCount(count.Key.Item1, count.Key.Item2, count.Value))]);
    }
}

public sealed record FindingCount(FindingKind Kind, FindingCause Cause, int Count);
