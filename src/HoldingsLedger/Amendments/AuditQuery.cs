using HoldingsLedger.Filings;
using HoldingsLedger.Holdings;
using HoldingsLedger.Identities;
using HoldingsLedger.Verbs;
using Npgsql;

namespace HoldingsLedger.Amendments;

/// <summary>Answers <c>audit</c>: one function behind the verb and the HTTP API.</summary>
internal static class AuditQuery
{
    /// <summary>One amendment against its original.</summary>
    /// <exception cref="NoSuchThingException">No amendment of this name is held; a filing that is none is named as such.</exception>
    public static async Task<AuditAnswer> OneAsync(LedgerDatabase ledger, string amendment, CancellationToken cancellation)
    {
        await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
        var row = (await RegisterQueries.FindAsync(connection, [amendment], [], cancellation)).FirstOrDefault(r => r.Status == RegistrationStatus.Recorded)
            ?? throw new NoSuchThingException($"No filing {amendment} is held. Take it in with \"ingest\", or check the number.");
        if (!row.IsAmendment) throw new NoSuchThingException($"{amendment} is a Form {row.FormType}, which amends nothing. Its amendments are named by \"filing {amendment}\".");
        return new AuditAnswer([await OneAsync(connection, row, await KnownIdentities.LoadAsync(connection, null, cancellation), cancellation)]);
    }

    /// <summary>Every amendment of a person, on an issuer, or of the one in the other.</summary>
    /// <exception cref="WrongQuestionException">Neither is named.</exception>
    /// <exception cref="NoSuchThingException">Nothing is held of them.</exception>
    public static async Task<AuditAnswer> AllAsync(LedgerDatabase ledger, string? person, string? issuer, CancellationToken cancellation)
    {
        if (person is null && issuer is null) throw new WrongQuestionException("Name an amendment, a person (--person CIK) or an issuer (--issuer CIK), or ask for the --summary over everything.");
        await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
        var holdings = await HoldingsQueries.LoadAsync(connection, person, issuer, null, cancellation);
        if (holdings.Count == 0) throw new NoSuchThingException("No filing of this person or issuer is held. Take filings in with \"ingest\", or check the number.");
        var audits = AuditAmendments.All(holdings);
        string[] byOthers = [.. AuditAmendments.ByOthers(holdings).Except(audits.Select(a => a.Amendment), StringComparer.Ordinal)];
        if (person is null || byOthers.Length == 0) return new AuditAnswer(audits);
        var identities = await KnownIdentities.LoadAsync(connection, null, cancellation);
        var all = audits.ToList();
        foreach (var row in await RegisterQueries.FindAsync(connection, byOthers, [], cancellation)) all.Add(await OneAsync(connection, row, identities, cancellation));
        return new AuditAnswer([.. all.OrderBy(a => a.KnownAt).ThenBy(a => a.Amendment, StringComparer.Ordinal)]);
    }

    /// <summary>The amendment for all its owners, and those of its form whose lines it withdraws.</summary>
    private static async Task<AmendmentAudit> OneAsync(NpgsqlConnection connection, RegisteredFiling row, KnownIdentities identities, CancellationToken cancellation)
    {
        var owners = await OwnersAsync(connection, row, row.Owners.Select(o => o.Person), identities, cancellation);
        var dropped = owners.SelectMany(h => h.Filings).FirstOrDefault(f => string.Equals(f.Filing, row.Id, StringComparison.Ordinal))?.Amends?.OwnersDropped ?? [];
        if (dropped.Count > 0) owners = [.. owners, .. await OwnersAsync(connection, row, dropped.Select(o => o.Person), identities, cancellation)];
        return AuditAmendments.One(row.Id, owners) ?? throw new InvalidDataException($"{row.Id} is in the register but not among the holdings of its owners; \"rebuild\" mends that.");
    }

    /// <summary>All amendments held, counted.</summary>
    public static async Task<AuditSummary> SummaryAsync(LedgerDatabase ledger, CancellationToken cancellation)
    {
        await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
        var identities = await KnownIdentities.LoadAsync(connection, null, cancellation);
        var audits = new List<AmendmentAudit>();
        foreach (var row in await RegisterQueries.AmendmentsAsync(connection, null, cancellation))
        {
            if (AuditAmendments.One(row.Id, await OwnersAsync(connection, row, row.Owners.Select(o => o.Person), identities, cancellation), withPositions: false) is { } audit) audits.Add(audit);
        }

        return AuditSummary.Of(audits);
    }

    /// <summary>With what is held under other keys of the same people and issuer: the original may be on paper, where people have no CIK.</summary>
    private static async Task<IReadOnlyList<InsiderHoldings>> OwnersAsync(NpgsqlConnection connection, RegisteredFiling row, IEnumerable<string> people, KnownIdentities identities, CancellationToken cancellation)
    {
        var issuers = identities.KeysOf(row.Issuer!);
        return identities.Join(await HoldingsQueries.LoadAsync(connection, [.. from one in people from person in identities.KeysOf(one) from issuer in issuers select InsiderHoldings.IdOf(person, issuer)], cancellation));
    }
}
