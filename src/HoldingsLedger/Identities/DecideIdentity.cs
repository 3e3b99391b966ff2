using HoldingsLedger.Amendments;
using HoldingsLedger.Filings;
using HoldingsLedger.Holdings;
using HoldingsLedger.Verbs;

namespace HoldingsLedger.Identities;

/// <summary>A provisional key with what stands under it, and the CIK it is tied to, if any.</summary>
public sealed record IdentityItem(string Id, string Kind, string? Name, IReadOnlyList<string> Filings, TiedIdentity? Tied);

/// <summary>A person's word on who a name on paper is.</summary>
internal static class DecideIdentity
{
    public const string Kind = "provisional-identity";

    /// <summary>Provisional keys that stand for nobody yet, with the filings under them.</summary>
    public static async Task<IReadOnlyList<IdentityItem>> WaitingAsync(LedgerDatabase ledger, CancellationToken cancellation)
    {
        await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
        var tied = (await KnownIdentities.TiesAsync(connection, cancellation)).ToDictionary(t => t.Id, StringComparer.Ordinal);
        var items = new SortedDictionary<string, IdentityItem>(StringComparer.Ordinal);
        foreach (var row in await RegisterQueries.ProvisionalAsync(connection, cancellation))
        {
            foreach (var (key, name) in row.Owners.Select(o => (o.Person, o.Name)).Append((row.Issuer!, null)))
            {
                // Tied, or said to be tied to nobody: either way somebody or something has settled it.
                if (!ProvisionalIdentity.IsProvisional(key) || tied.ContainsKey(key)) continue;
                items[key] = items.TryGetValue(key, out var item) ? item with { Filings = [.. item.Filings, row.Id] } : new IdentityItem(key, Kind, name, [row.Id], null);
            }
        }

        return [.. items.Values];
    }

    /// <exception cref="NoSuchThingException">Nothing is held under this key.</exception>
    public static async Task<IdentityItem> TieAsync(LedgerDatabase ledger, string provisional, string cik, string who, string why, CancellationToken cancellation)
    {
        await RecordAsync(ledger, new IdentityTied(provisional, cik, null, who, why), provisional, cancellation);
        return await ShowAsync(ledger, provisional, cancellation);
    }

    /// <exception cref="NoSuchThingException">Nothing is held under this key, or it is not tied.</exception>
    public static async Task<IdentityItem> UntieAsync(LedgerDatabase ledger, string provisional, string who, string why, CancellationToken cancellation)
    {
        if ((await ShowAsync(ledger, provisional, cancellation)).Tied?.Cik is null) throw new NoSuchThingException($"{provisional} is tied to nobody, so there is nothing to take back.");
        await RecordAsync(ledger, new IdentityUntied(provisional, who, why), provisional, cancellation);
        return await ShowAsync(ledger, provisional, cancellation);
    }

    /// <exception cref="NoSuchThingException">Nothing is held under this key.</exception>
    public static async Task<IdentityItem> ShowAsync(LedgerDatabase ledger, string provisional, CancellationToken cancellation)
    {
        await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
        var rows = (await RegisterQueries.ProvisionalAsync(connection, cancellation)).Where(r => string.Equals(r.Issuer, provisional, StringComparison.Ordinal) || r.Owners.Any(o => string.Equals(o.Person, provisional, StringComparison.Ordinal))).ToArray();
        if (rows.Length == 0) throw new NoSuchThingException($"Nothing is held under {provisional}. \"review list\" shows the names that wait for a CIK.");
        var tie = (await KnownIdentities.TiesAsync(connection, cancellation)).FirstOrDefault(t => string.Equals(t.Id, provisional, StringComparison.Ordinal));
        return new IdentityItem(provisional, Kind, rows.SelectMany(r => r.Owners).FirstOrDefault(o => string.Equals(o.Person, provisional, StringComparison.Ordinal))?.Name, [.. rows.Select(r => r.Id)], tie);
    }

    private static async Task RecordAsync(LedgerDatabase ledger, object @event, string provisional, CancellationToken cancellation)
    {
        var filings = (await ShowAsync(ledger, provisional, cancellation)).Filings;
        await ledger.EnsureFoldedAsync(cancellation);
        await using var locked = await IssuerLocks.TakeAsync(ledger, [provisional, .. await IssuersOfAsync(ledger, filings, cancellation), .. @event is IdentityTied tied ? new[] { tied.Cik } : []], cancellation);
        await using var commit = await locked.Connection.BeginTransactionAsync(cancellation);
        StreamEvent[] events = [new(IdentityIntake.StreamOf(provisional), @event)];
        var ties = await KnownIdentities.TiesAsync(locked.Connection, cancellation);
        await RecordBatch.AppendAsync(ledger.Store, commit, [.. events, .. await AmendmentIntake.DecideAsync(locked.Connection, ties, events, cancellation)], cancellation);
        await commit.CommitAsync(cancellation);
    }

    private static async Task<IEnumerable<string>> IssuersOfAsync(LedgerDatabase ledger, IReadOnlyList<string> filings, CancellationToken cancellation)
    {
        await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
        return (await RegisterQueries.FindAsync(connection, [.. filings], [], cancellation)).Select(r => r.Issuer!);
    }
}
