using HoldingsLedger.Filings;
using HoldingsLedger.Holdings;
using Npgsql;
using NpgsqlTypes;

namespace HoldingsLedger.Identities;

/// <summary>
/// Ties people and issuers known from paper by name to their CIKs when a filing with CIKs bears the same names: the issuer's and the person's
/// together. Two people of one name in an issuer are for a person to tell apart.
/// </summary>
internal static class IdentityIntake
{
    public static string StreamOf(string provisional) => $"identity:{provisional}";

    /// <param name="connection">Inside the commit, with the issuers' locks held.</param>
    /// <param name="causes">The events of the filings just decided.</param>
    public static async Task<IReadOnlyList<StreamEvent>> DecideAsync(NpgsqlConnection connection, IReadOnlyList<StreamEvent> causes, CancellationToken cancellation)
    {
        var possible = causes.Select(c => c.Event).OfType<FilingRead>()
            .SelectMany(filing => ProvisionalIdentity.AliasesOf(filing) is var aliases && aliases.FirstOrDefault() is { Provisional: not null } issuer
                ? aliases.Skip(1).Select(person => (Id: InsiderHoldings.IdOf(person.Provisional, issuer.Provisional), Person: person, Issuer: issuer, filing.Filing))
                : [])
            .ToArray();
        if (possible.Length == 0) return [];
        var paper = await IdsAsync(connection, [.. possible.Select(p => p.Id).Distinct(StringComparer.Ordinal)], cancellation);
        var matches = possible.Where(p => paper.Contains(p.Id)).ToArray();
        if (matches.Length == 0) return [];

        var tied = (await KnownIdentities.TiesAsync(connection, cancellation)).Select(t => t.Id).ToHashSet(StringComparer.Ordinal);
        var events = new List<StreamEvent>();
        foreach (var match in matches)
        {
            var namesakes = await NamesakesAsync(connection, match.Issuer.Cik, match.Person, causes, cancellation);
            if (namesakes) continue;
            Tie(match.Issuer, match.Filing, "the same issuer's name, with an owner of the same name");
            Tie(match.Person, match.Filing, "the same person's and issuer's names");
        }

        return events;

        void Tie((string Provisional, string Cik) alias, string filing, string why)
        {
            if (tied.Add(alias.Provisional)) events.Add(new StreamEvent(StreamOf(alias.Provisional), new IdentityTied(alias.Provisional, alias.Cik, filing, null, $"{why} in {filing}")));
        }
    }

    private static async Task<HashSet<string>> IdsAsync(NpgsqlConnection connection, string[] ids, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand($"select id from {LedgerStore.Schema}.mt_doc_insiderholdings where id = any($1)", connection);
        select.Parameters.Add(new NpgsqlParameter { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        var found = new HashSet<string>(StringComparer.Ordinal);
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) found.Add(reader.GetString(0));
        return found;
    }

    /// <summary>Whether another CIK bears this name in this issuer, held or arriving.</summary>
    private static async Task<bool> NamesakesAsync(NpgsqlConnection connection, string issuer, (string Provisional, string Cik) person, IReadOnlyList<StreamEvent> causes, CancellationToken cancellation)
    {
        bool IsOther((string Provisional, string Cik) alias) => string.Equals(alias.Provisional, person.Provisional, StringComparison.Ordinal) && !string.Equals(alias.Cik, person.Cik, StringComparison.Ordinal);
        if (causes.Select(c => c.Event).OfType<FilingRead>().Where(f => string.Equals(f.Issuer, issuer, StringComparison.Ordinal)).SelectMany(ProvisionalIdentity.AliasesOf).Any(IsOther)) return true;
        var held = await HoldingsQueries.LoadExactlyAsync(connection, null, issuer, cancellation);
        return held.SelectMany(h => h.Filings).SelectMany(f => ProvisionalIdentity.AliasesOf(issuer, f)).Any(IsOther);
    }
}
