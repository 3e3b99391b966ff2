using HoldingsLedger.Findings;
using HoldingsLedger.Holdings;
using HoldingsLedger.Verbs;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace HoldingsLedger.Web;

/// <summary><c>GET /findings</c> and <c>GET /findings/summary</c>: the answers of <c>findings</c>.</summary>
public static class FindingsEndpoints
{
    [WolverineGet("/findings")]
    [Tags("Findings")]
    [EndpointSummary("Where stated balances do not tie, and why")]
    [EndpointDescription("Of a person, in an issuer, or both.")]
    [ProducesResponseType(typeof(ProblemDetails), 400, "application/problem+json")]
    [ProducesResponseType(typeof(ProblemDetails), 404, "application/problem+json")]
    public static Task<FindingsAnswer> Get(string? person, string? issuer, LedgerDatabase ledger, CancellationToken cancellation)
    {
        var who = QueryText.Party("person", person);
        var where = QueryText.Party("issuer", issuer);
        if (who is null && where is null) throw new WrongQuestionException("Name a person (person=CIK) or an issuer (issuer=CIK), or ask for /findings/summary over everything.");
        return FindingsQuery.AnswerAsync(ledger, who, where, cancellation);
    }

    [WolverineGet("/findings/summary")]
    [Tags("Findings")]
    [EndpointSummary("The trial balance")]
    [EndpointDescription("How many checks tie as filed and how many findings of each cause there are, over all that is held, or of a person, or in an issuer.")]
    [ProducesResponseType(typeof(ProblemDetails), 400, "application/problem+json")]
    [ProducesResponseType(typeof(ProblemDetails), 404, "application/problem+json")]
    public static Task<TrialBalance> GetSummary(string? person, string? issuer, LedgerDatabase ledger, CancellationToken cancellation) =>
        FindingsQuery.SummaryAsync(ledger, QueryText.Party("person", person), QueryText.Party("issuer", issuer), cancellation);
}
