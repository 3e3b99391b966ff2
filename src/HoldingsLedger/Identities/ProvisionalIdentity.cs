using System.Text;
using HoldingsLedger.Filings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Identities;

/// <summary>
/// Keys for people and issuers of paper forms, which print no CIK (domain section 4.17): made from the name as printed (and, for a person, the issuer)
/// by a rule that never changes. Which CIK is meant is settled later, by an event.
/// </summary>
internal static class ProvisionalIdentity
{
    public static string IssuerOf(OwnershipFiling filing, string filingName) => filing.Issuer switch
    {
        { Cik: { } cik } => cik.Value,
        { Name: { } name } when FoldName(name) is { Length: > 0 } folded => $"issuer:{folded}",
        // Nobody knows which issuer is meant: its own key keeps the lines without mixing them with others'.
        _ => $"issuer:of-{filingName}",
    };

    public static IEnumerable<FilingOwner> OwnersOf(OwnershipFiling filing, string issuer, string filingName)
    {
        if (filing.ReportingOwners.Count == 0)
        {
            yield return new FilingOwner($"person:of-{filingName}", null);
            yield break;
        }

        var issuerName = issuer.StartsWith("issuer:", StringComparison.Ordinal) ? issuer["issuer:".Length..] : issuer;
        for (var i = 0; i < filing.ReportingOwners.Count; i++)
        {
            var owner = filing.ReportingOwners[i];
            yield return new FilingOwner(
                owner.Cik is { } cik ? cik.Value
                : FoldName(owner.Name ?? "") is { Length: > 0 } folded ? $"person:{folded}@{issuerName}"
                : $"person:{i + 1}-of-{filingName}",
                owner.Name);
        }
    }

    /// <summary>Letters and digits in lower case, everything else one dash: "ROGERS, GARY A." and "rogers gary a" are one.</summary>
    private static string FoldName(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            if (char.IsLetterOrDigit(letter)) folded.Append(char.ToLowerInvariant(letter));
            else if (folded.Length > 0 && folded[^1] != '-') folded.Append('-');
        }

        var trimmed = folded.ToString().Trim('-');
        return trimmed.Length <= 100 ? trimmed : trimmed[..100];
    }

    public static bool IsProvisional(string key) => key.StartsWith("person:", StringComparison.Ordinal) || key.StartsWith("issuer:", StringComparison.Ordinal);
}
