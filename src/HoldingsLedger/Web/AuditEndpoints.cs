using HoldingsLedger.Amendments;
using HoldingsLedger.Verbs;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace HoldingsLedger.Web;

/// <summary><c>GET /filings/{accession}/audit</c>, <c>GET /audits</c> and <c>GET /audits/summary</c>: the answers of <c>audit</c>.</summary>
public static class AuditEndpoints
{
    [WolverineGet("/filings/{accession}/audit")]
    [Tags("Amendments")]
    [EndpointSummary("An amendment held against its original")]
    [EndpointDescription("Line by line, with the change in each position and its dates.")]
    [ProducesResponseType(typeof(ProblemDetails), 400, "application/problem+json")]
    [ProducesResponseType(typeof(ProblemDetails), 404, "application/problem+json")]
    public static Task<AuditAnswer> Get(string accession, LedgerDatabase ledger, CancellationToken cancellation) =>
        AuditQuery.OneAsync(ledger, FilingVerb.ParseName(accession), cancellation);

    [WolverineGet("/audits")]
    [Tags("Amendments")]
    [EndpointSummary("Every amendment of a person, on an issuer, or of the one in the other")]
    [ProducesResponseType(typeof(ProblemDetails), 400, "application/problem+json")]
    [ProducesResponseType(typeof(ProblemDetails), 404, "application/problem+json")]
    public static Task<AuditAnswer> GetAll(string? person, string? issuer, LedgerDatabase ledger, CancellationToken cancellation)
    {
        var (who, where) = (QueryText.Party("person", person), QueryText.Party("issuer", issuer));
        if (who is null && where is null) throw new WrongQuestionException("Name a person (person=CIK), an issuer (issuer=CIK), or both; /audits/summary counts all amendments held.");
        return AuditQuery.AllAsync(ledger, who, where, cancellation);
    }

    [WolverineGet("/audits/summary")]
    [Tags("Amendments")]
    [EndpointSummary("All amendments held, counted")]
    [EndpointDescription("How they are tied, what they do, which fields they correct most often, and how many days they took.")]
    public static Task<AuditSummary> GetSummary(LedgerDatabase ledger, CancellationToken cancellation) => AuditQuery.SummaryAsync(ledger, cancellation);
}
