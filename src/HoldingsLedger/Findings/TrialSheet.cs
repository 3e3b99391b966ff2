using HoldingsLedger.Holdings;

namespace HoldingsLedger.Findings;

/// <summary>
/// One insider's row of the trial balance, small enough to be stored beside the holdings and summed over thousands.
/// It keeps the signs of splits too, for whether a gap is a split only several insiders of an issuer can tell.
/// </summary>
public sealed record TrialSheet
{
    /// <summary>Rises with every change of the rules that accounts, ties and causes are worked out by.</summary>
    public const int CurrentRules = 28;

    /// <summary>The rules this row was written by; a row of other rules is worked out anew.</summary>
    public int Rules { get; init; } = CurrentRules;

    /// <summary>As the holdings': person, bar, issuer.</summary>
    public required string Id { get; init; }

    public required string Issuer { get; init; }

    public required int Accounts { get; init; }

    public required int Checks { get; init; }

    public required int Tie { get; init; }

    public IReadOnlyList<FindingCount> Findings { get; init; } = [];

    public IReadOnlyList<SplitSign> SplitSigns { get; init; } = [];

    /// <summary>Everything known of an insider by today, summed up.</summary>
    public static TrialSheet Of(InsiderHoldings holdings) => Of(InsiderAccounts.At(holdings, DateTimeOffset.MaxValue));

    public static TrialSheet Of(InsiderAccounts insider)
    {
        var counts = new Dictionary<(FindingKind, FindingCause), int>();
        List<SplitSign>? signs = null;
        foreach (var account in insider.Accounts)
        {
            foreach (var finding in account.Findings)
            {
                counts[(finding.Kind, finding.Cause)] = counts.GetValueOrDefault((finding.Kind, finding.Cause)) + 1;
                if (SplitSign.Of(finding) is { } sign) (signs ??= []).Add(sign);
            }
        }

        return new TrialSheet
        {
            Id = InsiderHoldings.IdOf(insider.Person, insider.Issuer),
            Issuer = insider.Issuer,
            Accounts = insider.Accounts.Count,
            Checks = insider.Checks,
            Tie = insider.Ties,
            Findings = [.. counts.OrderBy(count => count.Key).Select(count => new FindingCount(count.Key.Item1, count.Key.Item2, count.Value))],
            SplitSigns = signs ?? [],
        };
    }
}

/// <summary>
/// A gap in the ratio of a usual split: the filing it shows in, new shares for old ("2:1"), the days between which it came
/// about, and whether the filing itself speaks of a split. A ratio met only nearly has a tilde ("~5:1"): other small changes stand beside it.
/// </summary>
public sealed record SplitSign(string Filing, string Ratio, DateOnly From, DateOnly On, bool Announced)
{
    internal static SplitSign? Of(BalanceFinding finding) => finding is { Ratio: { } ratio, Lines: [var line, ..] }
        ? new SplitSign(line.Filing, ratio, finding.Since ?? finding.On, finding.On, finding.Cause == FindingCause.Split)
        : null;

    internal bool IsNear => Ratio.StartsWith('~');

    /// <summary>Another filing shows the same ratio on days that overlap: together they are a split.</summary>
    internal bool Bears(SplitSign other) =>
        Ratio.AsSpan().TrimStart('~').SequenceEqual(other.Ratio.AsSpan().TrimStart('~')) && !string.Equals(Filing, other.Filing, StringComparison.Ordinal)
        && From <= other.On && other.From <= On;
}

/// <summary>Settles, with the rows of all insiders of one issuer, which gaps are splits.</summary>
public static class IssuerSplits
{
    /// <summary>Whether a gap without a cause of its own shows the ratio that other insiders' filings show for the same days.</summary>
    public static bool Confirm(SplitSign sign, string insiderId, IEnumerable<TrialSheet> sheetsOfIssuer)
    {
        // Ratios met only nearly bear each other where three insiders show them in three filings.
        var (insiders, filings) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var sheet in sheetsOfIssuer)
        {
            var another = !string.Equals(sheet.Id, insiderId, StringComparison.Ordinal);
            foreach (var other in sheet.SplitSigns)
            {
                if (!other.Bears(sign) || !(other.Announced || another)) continue;
                if (!other.IsNear) return true;
                insiders.Add(sheet.Id);
                filings.Add(other.Filing);
            }
        }

        return insiders.Count >= 2 && filings.Count >= 2;
    }

    /// <summary>The same accounts with the cause <c>split</c> where the rows of the issuer's other insiders confirm it.</summary>
    public static InsiderAccounts Settle(InsiderAccounts insider, IReadOnlyCollection<TrialSheet> sheetsOfIssuer)
    {
        var id = InsiderHoldings.IdOf(insider.Person, insider.Issuer);
        var settled = new Dictionary<BalanceFinding, BalanceFinding>(ReferenceEqualityComparer.Instance);
        foreach (var finding in insider.Accounts.SelectMany(account => account.Findings))
        {
            if (finding.Cause == FindingCause.Unexplained && SplitSign.Of(finding) is { } sign && Confirm(sign, id, sheetsOfIssuer))
            {
                settled[finding] = finding with
                {
                    Cause = FindingCause.Split,
                    Message = finding.Message.Replace(
                        GapCauses.InWords(FindingCause.Unexplained), $"{GapCauses.InWords(FindingCause.Split)} ({sign.Ratio.TrimStart('~').Replace(":", " for ", StringComparison.Ordinal)}, as other insiders' balances between the same days)", StringComparison.Ordinal),
                };
            }
        }

        if (settled.Count == 0) return insider;
        List<BalanceFinding> Swap(IReadOnlyList<BalanceFinding> findings) => [.. findings.Select(finding => settled.GetValueOrDefault(finding, finding))];
        return insider with
        {
            Accounts = [.. insider.Accounts.Select(account => account with
            {
                Findings = Swap(account.Findings),
                Entries = [.. account.Entries.Select(entry => entry.Findings.Count == 0 ? entry : entry with { Findings = Swap(entry.Findings) })],
            })],
        };
    }
}
