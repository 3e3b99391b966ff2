using System.Text.Json;
using HoldingsLedger.Filings;
using HoldingsLedger.Identities;
using Npgsql;
using NpgsqlTypes;

namespace HoldingsLedger.Holdings;

/// <summary>Loads <see cref="InsiderHoldings"/>: as they stand, or as this ledger had recorded them at an instant (the recorded clock, domain section 2).</summary>
internal static class HoldingsQueries
{
    private const string Table = $"{LedgerStore.Schema}.mt_doc_insiderholdings";

    /// <summary>The holdings of a person, in an issuer, or both; at least one is given. Ordered by id. Keys that mean one person or issuer are joined.</summary>
    /// <param name="recordedAt"><c>null</c>: as they stand. Else folded from the events recorded until then, by the same fold.</param>
    public static async Task<IReadOnlyList<InsiderHoldings>> LoadAsync(
        NpgsqlConnection connection, string? person, string? issuer, DateTimeOffset? recordedAt, CancellationToken cancellation)
    {
        var identities = await KnownIdentities.LoadAsync(connection, recordedAt, cancellation);
        var found = new List<InsiderHoldings>();
        foreach (var (who, where) in from p in Keys(person) from i in Keys(issuer) select (p, i)) found.AddRange(await LoadExactlyAsync(connection, who, where, cancellation));
        if (recordedAt is not { } until) return identities.Join(found);
        var then = new List<InsiderHoldings>(found.Count);
        foreach (var today in found)
        {
            if (await FoldAsync(connection, today, until, cancellation) is { } before) then.Add(before);
        }

        return identities.Join(then);

        IEnumerable<string?> Keys(string? key) => key is null ? new string?[] { null } : identities.KeysOf(key);
    }

    /// <summary>Whether anything is held at all of this person, in this issuer, or both.</summary>
    public static async Task<bool> AnyAsync(NpgsqlConnection connection, string? person, string? issuer, CancellationToken cancellation) =>
        (await LoadAsync(connection, person, issuer, null, cancellation)).Count > 0;

    /// <summary>The documents with these ids, as they stand.</summary>
    public static async Task<IReadOnlyList<InsiderHoldings>> LoadAsync(NpgsqlConnection connection, string[] ids, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand($"select data from {Table} where id = any($1) order by id", connection);
        select.Parameters.Add(new NpgsqlParameter { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        return await ReadAsync(select, cancellation);
    }

    /// <summary>What stands under these very keys.</summary>
    public static async Task<IReadOnlyList<InsiderHoldings>> LoadExactlyAsync(NpgsqlConnection connection, string? person, string? issuer, CancellationToken cancellation)
    {
        if (person is not null && issuer is not null) return await LoadAsync(connection, [InsiderHoldings.IdOf(person, issuer)], cancellation);
        var (field, key) = person is not null ? ("person", person) : ("issuer", issuer ?? throw new ArgumentException("A person or an issuer is needed.", nameof(person)));
        await using var select = new NpgsqlCommand($"select data from {Table} where data ->> '{field}' = $1 order by id", connection);
        select.Parameters.Add(new NpgsqlParameter { Value = key });
        return await ReadAsync(select, cancellation);
    }

    private static async Task<IReadOnlyList<InsiderHoldings>> ReadAsync(NpgsqlCommand select, CancellationToken cancellation)
    {
        var found = new List<InsiderHoldings>();
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) found.Add(JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(0), LedgerJson.TypeOf<InsiderHoldings>())!);
        await reader.CloseAsync();
        // Made by an earlier version's fold: folded anew, from the events. Its filings tell which streams to read.
        for (var i = 0; i < found.Count; i++)
        {
            if (found[i].Fold != LedgerFolds.Version) found[i] = await FoldAsync(select.Connection!, found[i], DateTimeOffset.MaxValue, cancellation) ?? found[i];
        }

        return found;
    }

    private static async Task<InsiderHoldings?> FoldAsync(NpgsqlConnection connection, InsiderHoldings today, DateTimeOffset until, CancellationToken cancellation)
    {
        var events = new List<StoredEvent>();
        await foreach (var stored in LedgerEvents.ReadAsync(
                           connection,
                           $"""
                            where e.timestamp <= $1 and e.stream_id = any(array(
                                select id from {LedgerStore.Schema}.mt_streams where id like $2 union all select unnest($3)))
                            order by e.seq_id
                            """,
                           [
                               new NpgsqlParameter { Value = until == DateTimeOffset.MaxValue ? DateTime.MaxValue.ToUniversalTime() : until.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                               new NpgsqlParameter { Value = HoldingStream.PrefixOf(today.Person, today.Issuer).Replace("_", "\\_", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal) + "%" },
                               new NpgsqlParameter { Value = today.Filings.Select(f => f.Filing).Concat(today.FormerFilings ?? []).Select(RecordFilingDecision.StreamOf).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                           ],
                           cancellation))
        {
            events.Add(stored);
        }

        return HoldingsFold.Fold(today.Person, today.Issuer, events.Where(e => HoldingsFold.Concerned(e.Data).Contains((today.Person, today.Issuer))));
    }
}
