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
        var owners = await OwnersAsync(connection, row, await KnownIdentities.LoadAsync(connection, null, cancellation), cancellation);
        return new AuditAnswer([AuditAmendments.One(amendment, owners) ?? throw new InvalidDataException($"{amendment} is in the register but not among the holdings of its owners; \"rebuild\" mends that.")]);
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
        return new AuditAnswer(AuditAmendments.All(holdings));
    }

    /// <summary>All amendments held, counted.</summary>
    public static async Task<AuditSummary> SummaryAsync(LedgerDatabase ledger, CancellationToken cancellation)
    {
        await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
        var identities = await KnownIdentities.LoadAsync(connection, null, cancellation);
        var audits = new List<AmendmentAudit>();
        foreach (var row in await RegisterQueries.AmendmentsAsync(connection, null, cancellation))
        {
            if (AuditAmendments.One(row.Id, await OwnersAsync(connection, row, identities, cancellation), withPositions: false) is { } audit) audits.Add(audit);
        }

        return AuditSummary.Of(audits);
    }

    /// <summary>With what is held under other keys of the same people and issuer: the original may be on paper, where people have no CIK.</summary>
    private static async Task<IReadOnlyList<InsiderHoldings>> OwnersAsync(NpgsqlConnection connection, RegisteredFiling row, KnownIdentities identities, CancellationToken cancellation)
    {
        var issuers = identities.KeysOf(row.Issuer!);
        return identities.Join(await HoldingsQueries.LoadAsync(connection, [.. from o in row.Owners from person in identities.KeysOf(o.Person) from issuer in issuers select InsiderHoldings.IdOf(person, issuer)], cancellation));
    }
}
