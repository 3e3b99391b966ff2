using System.Text.Json;
using HoldingsLedger.Holdings;
using Npgsql;
using NpgsqlTypes;

namespace HoldingsLedger.Identities;

/// <summary>Which keys mean one person or issuer: the CIK and the provisional keys tied to it.</summary>
internal sealed class KnownIdentities
{
    private const string Table = $"{LedgerStore.Schema}.mt_doc_tiedidentity";
    private readonly Dictionary<string, string> ciks;

    private KnownIdentities(Dictionary<string, string> ciks) => this.ciks = ciks;

    /// <summary>The CIK that a key stands for; the key itself where it is one, or stands for nobody yet.</summary>
    public string Resolve(string key) => ciks.GetValueOrDefault(key, key);

    /// <summary>As they stand after these events, in their order.</summary>
    public KnownIdentities After(IEnumerable<object> events)
    {
        var after = new Dictionary<string, string>(ciks, StringComparer.Ordinal);
        foreach (var @event in events)
        {
            if (@event is IdentityTied tied) after[tied.Provisional] = tied.Cik;
            else if (@event is IdentityUntied untied) after.Remove(untied.Provisional);
        }

        return new KnownIdentities(after);
    }

    /// <summary>Every key that means the same as this one.</summary>
    public string[] KeysOf(string key)
    {
        var cik = Resolve(key);
        return [cik, .. ciks.Where(t => string.Equals(t.Value, cik, StringComparison.Ordinal)).Select(t => t.Key)];
    }

    /// <summary>As these ties, just read, have it.</summary>
    public static KnownIdentities Of(IEnumerable<TiedIdentity> ties) => new(ties.Where(t => t.Cik is not null).ToDictionary(t => t.Id, t => t.Cik!, StringComparer.Ordinal));

    /// <summary>As they stand, or as recorded at an instant. Few: only paper has no CIK.</summary>
    public static async Task<KnownIdentities> LoadAsync(NpgsqlConnection connection, DateTimeOffset? recordedAt, CancellationToken cancellation)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        if (recordedAt is not { } until) return Of(await TiesAsync(connection, cancellation));

        var events = new List<object>();
        await foreach (var stored in LedgerEvents.ReadAsync(
                           connection,
                           $"where e.timestamp <= $1 and e.stream_id = any(array(select id from {LedgerStore.Schema}.mt_streams where id like 'identity:%')) order by e.seq_id",
                           [new NpgsqlParameter { Value = until.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz }],
                           cancellation))
        {
            events.Add(stored.Data);
        }

        return new KnownIdentities(known).After(events);
    }

    public static async Task<IReadOnlyList<TiedIdentity>> TiesAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand($"select data from {Table} order by id", connection);
        var found = new List<TiedIdentity>();
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) found.Add(JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(0), LedgerJson.TypeOf<TiedIdentity>())!);
        return found;
    }

    /// <summary>Joins the holdings of keys that mean one person and issuer, under the CIKs. Ordered by id.</summary>
    public IReadOnlyList<InsiderHoldings> Join(IReadOnlyList<InsiderHoldings> holdings)
    {
        if (ciks.Count == 0) return holdings;
        return
        [
            .. holdings.GroupBy(h => (Person: Resolve(h.Person), Issuer: Resolve(h.Issuer)))
                .Select(one => one.Count() == 1 && string.Equals(one.First().Person, one.Key.Person, StringComparison.Ordinal) && string.Equals(one.First().Issuer, one.Key.Issuer, StringComparison.Ordinal)
                    ? one.First()
                    : new InsiderHoldings
                    {
                        Id = InsiderHoldings.IdOf(one.Key.Person, one.Key.Issuer),
                        Person = one.Key.Person,
                        Issuer = one.Key.Issuer,
                        Fold = LedgerFolds.Version,
                        Filings = HoldingsFold.TurnedRound([.. one.SelectMany(h => h.Filings).DistinctBy(f => f.Filing, StringComparer.Ordinal).Select(Named).OrderBy(f => f.KnownAt).ThenBy(f => f.Filing, StringComparer.Ordinal)]),
                    })
                .OrderBy(h => h.Id, StringComparer.Ordinal),
        ];
    }

    private HeldFiling Named(HeldFiling filing) => filing with
    {
        Owners = Named(filing.Owners)!,
        Amends = filing.Amends is { } link ? link with { OwnersStanding = Named(link.OwnersStanding), OwnersDropped = Named(link.OwnersDropped) } : null,
    };

    private FilingOwner[]? Named(IReadOnlyList<FilingOwner>? owners) => owners is null ? null : [.. owners.Select(o => o with { Person = Resolve(o.Person) })];
}
