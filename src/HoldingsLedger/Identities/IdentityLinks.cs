using HoldingsLedger.Filings;

namespace HoldingsLedger.Identities;

/// <summary>
/// Decides who the names on paper are, among the filings that name one issuer. A function of what is held, not of the order in which it came: a
/// person is tied where exactly one with a CIK can be meant, an issuer with one of its people. Everything else is for a person to say.
/// </summary>
public static class IdentityLinks
{
    /// <param name="filings">The filings whose issuer bears one name, with and without CIKs.</param>
    public static IReadOnlyList<IdentityTied> Decide(IEnumerable<RegisteredFiling> filings)
    {
        var held = filings.Where(f => f.Issuer is not null).OrderBy(f => f.KnownAt).ThenBy(f => f.Id, StringComparer.Ordinal).ToArray();
        var known = held.Where(f => !ProvisionalIdentity.IsProvisional(f.Issuer!))
            .SelectMany(f => f.Owners.Where(o => !ProvisionalIdentity.IsProvisional(o.Person)).Select(o => (Owner: o, Issuer: f.Issuer!, Filing: f.Id))).ToArray();
        var people = new List<(string Issuer, string Person, string Cik, string In, string Filing)>();
        foreach (var (issuer, owner) in held.SelectMany(f => f.Owners.Where(o => ProvisionalIdentity.IsProvisional(o.Person)).Select(o => (f.Issuer!, o))).DistinctBy(o => (o.Item1, o.o.Person)))
        {
            var candidates = known.Where(k => ProvisionalIdentity.IsProvisional(issuer) || string.Equals(k.Issuer, issuer, StringComparison.Ordinal))
                .Select(k => (k.Owner.Person, k.Issuer, k.Filing, Match: NameLikeness.Compare(owner.Name, k.Owner.Name))).Where(k => k.Match != NameMatch.Different).ToArray();
            // One person with one CIK in one issuer, and nobody else who could be meant.
            if (candidates.Select(c => (c.Person, c.Issuer)).Distinct().Count() == 1 && candidates.FirstOrDefault(c => c.Match == NameMatch.Same) is { Person: { } cik } match)
                people.Add((issuer, owner.Person, cik, match.Issuer, match.Filing));
        }

        // Two owners of one form are two people, whatever their names.
        foreach (var filing in held)
        {
            foreach (var twice in people.Where(p => filing.Owners.Any(o => string.Equals(o.Person, p.Person, StringComparison.Ordinal))).GroupBy(p => p.Cik, StringComparer.Ordinal).Where(g => g.Count() > 1).ToArray())
                people.RemoveAll(p => twice.Contains(p));
        }

        var ties = new List<IdentityTied>();
        foreach (var issuer in people.GroupBy(p => p.Issuer, StringComparer.Ordinal))
        {
            // Its people in two issuers: which of them is meant nobody can tell from names.
            if (issuer.Select(p => p.In).Distinct(StringComparer.Ordinal).Count() > 1) continue;
            var first = issuer.First();
            if (ProvisionalIdentity.IsProvisional(issuer.Key)) ties.Add(new IdentityTied(issuer.Key, first.In, first.Filing, null, $"the same issuer's name, with an owner of the same name in {first.Filing}"));
            ties.AddRange(issuer.Select(p => new IdentityTied(p.Person, p.Cik, p.Filing, null, $"the same person's and issuer's names in {p.Filing}")));
        }

        return ties;
    }
}
