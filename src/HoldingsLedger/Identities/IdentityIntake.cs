using HoldingsLedger.Filings;
using HoldingsLedger.Replay;
using Npgsql;

namespace HoldingsLedger.Identities;

/// <summary>
/// Ties names on paper to CIKs when a filing arrives that bears them, on paper or with CIKs: what should be tied is worked out from what is
/// held (<see cref="IdentityLinks"/>), compared with what is recorded, and the difference appended. A person's word is left alone.
/// </summary>
internal static class IdentityIntake
{
    public static string StreamOf(string provisional) => $"identity:{provisional}";

    /// <summary>What a filing waits for beside its issuer: others that name the issuer alike, under whatever key.</summary>
    public static string LockOf(string issuerName) => $"issuer-name:{NameLikeness.AliasOf(issuerName)}";

    /// <param name="connection">Inside the commit, with the issuers' locks held.</param>
    /// <param name="ties">The ties recorded, read inside the commit.</param>
    /// <param name="causes">The events of the filings just decided.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IReadOnlyList<StreamEvent>> DecideAsync(NpgsqlConnection connection, IReadOnlyList<TiedIdentity> ties, IReadOnlyList<StreamEvent> causes, CancellationToken cancellation)
    {
        var arrived = new Dictionary<string, RegisteredFiling>(StringComparer.Ordinal);
        foreach (var cause in causes.Where(c => c.Event is FilingRead or FilingReread))
        {
            var row = FilingRegisterFold.Apply(null, cause.Event)!;
            arrived[row.Id] = row;
        }

        string[] names = [.. arrived.Values.Select(r => r.IssuerAlias).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (names.Length == 0) return [];
        var onPaper = arrived.Values.Where(HasNames).Select(r => r.IssuerAlias).OfType<string>().ToHashSet(StringComparer.Ordinal);
        onPaper.UnionWith(await RegisterQueries.NamedOnPaperAsync(connection, names, cancellation));
        if (onPaper.Count == 0) return [];
        var held = await RegisterQueries.NamedAsync(connection, [.. onPaper], cancellation);
        var recorded = ties.ToDictionary(t => t.Id, StringComparer.Ordinal);
        var events = new List<StreamEvent>();
        foreach (var group in held.Where(r => !arrived.ContainsKey(r.Id)).Concat(arrived.Values).Where(r => r.IssuerAlias is { } alias && onPaper.Contains(alias)).GroupBy(r => r.IssuerAlias!, StringComparer.Ordinal))
        {
            var wanted = IdentityLinks.Decide(group).ToDictionary(t => t.Provisional, StringComparer.Ordinal);
            foreach (var key in group.SelectMany(r => r.Owners.Select(o => o.Person).Append(r.Issuer!)).Where(ProvisionalIdentity.IsProvisional).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                var (tie, stands) = (wanted.GetValueOrDefault(key), recorded.GetValueOrDefault(key));
                if (stands?.Who is not null || string.Equals(tie?.Cik, stands?.Cik, StringComparison.Ordinal)) continue;
                if (stands is not null) events.Add(new StreamEvent(StreamOf(key), new IdentityUntied(key, null, "by what is held now the names could mean somebody else")));
                if (tie is not null) events.Add(new StreamEvent(StreamOf(key), tie));
            }
        }

        return events;
    }

    private static bool HasNames(RegisteredFiling row) => ProvisionalIdentity.IsProvisional(row.Issuer!) || row.Owners.Any(o => ProvisionalIdentity.IsProvisional(o.Person));
}
