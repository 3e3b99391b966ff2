using HoldingsLedger.Holdings;
using HoldingsLedger.Verbs;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace HoldingsLedger.Web;

/// <summary><c>GET /positions</c> and <c>GET /people/{person}/issuers/{issuer}/history</c>: the answers of the verbs.</summary>
public static class PositionsEndpoints
{
    [WolverineGet("/positions")]
    [Tags("Holdings")]
    [EndpointSummary("What was held on a day")]
    [EndpointDescription("Of a person, in an issuer, or both, at the end of the day \"on\"; as the public could know at \"knownAt\" and as this ledger had recorded at \"recordedAt\" (both: now). Accounts that hold nothing only with includeZero=true.")]
    [ProducesResponseType(typeof(ProblemDetails), 400, "application/problem+json")]
    [ProducesResponseType(typeof(ProblemDetails), 404, "application/problem+json")]
    public static Task<PositionsAnswer> Get(
        string? person, string? issuer, string? on, string? knownAt, string? recordedAt, string? includeZero, LedgerDatabase ledger, CancellationToken cancellation)
    {
        var who = QueryText.Party("person", person);
        var where = QueryText.Party("issuer", issuer);
        if (who is null && where is null) throw new WrongQuestionException("Name a person (person=CIK), an issuer (issuer=CIK), or both.");
        var question = new PositionsQuestion(who, where, QueryText.Day("on", on), QueryText.Instant(knownAt), QueryText.Instant(recordedAt), QueryText.Flag("includeZero", includeZero));
        return PositionsQuery.AnswerAsync(ledger, question, cancellation);
    }

    [WolverineGet("/people/{person}/issuers/{issuer}/history")]
    [Tags("Holdings")]
    [EndpointSummary("Every entry of every account of a person in an issuer")]
    [EndpointDescription("In the order in which they count, each with the line it comes from, the balance it leads to, and whether that is the one the filer printed.")]
    [ProducesResponseType(typeof(ProblemDetails), 400, "application/problem+json")]
    [ProducesResponseType(typeof(ProblemDetails), 404, "application/problem+json")]
    public static Task<HistoryAnswer> GetHistory(string person, string issuer, string? knownAt, string? recordedAt, LedgerDatabase ledger, CancellationToken cancellation)
    {
        var question = new HistoryQuestion(Options.ParseParty("person", person), Options.ParseParty("issuer", issuer), QueryText.Instant(knownAt), QueryText.Instant(recordedAt));
        return PositionsQuery.AnswerAsync(ledger, question, cancellation);
    }
}
