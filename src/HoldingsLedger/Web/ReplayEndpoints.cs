using HoldingsLedger.Replay;
using HoldingsLedger.Verbs;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace HoldingsLedger.Web;

/// <summary>Which documents a replay reads; what is left out narrows nothing.</summary>
public sealed record ReplayRequest(string? Only = null, string? Person = null, string? Issuer = null, string? Since = null);

/// <summary><c>POST /replays</c>, <c>GET /replays/{name}</c>, <c>POST /replays/{name}/apply</c>: the answers of <c>replay</c>.</summary>
public static class ReplayEndpoints
{
    [WolverinePost("/replays")]
    [Tags("Replays")]
    [DisableRequestTimeout]
    [EndpointSummary("Read every stored document again and say what would change")]
    [EndpointDescription("Nothing is written but the report, which Location names. Takes about as long as reading all stored documents once.")]
    [ProducesResponseType(typeof(ReplayReport), 201)]
    [ProducesResponseType(typeof(ProblemDetails), 400, "application/problem+json")]
    [ProducesResponseType(typeof(ProblemDetails), 415, "application/problem+json")]
    public static async Task<IResult> Post(ReplayRequest? request, LedgerDatabase ledger, CancellationToken cancellation)
    {
        if (request is null) throw new WrongQuestionException("The body is null: send {} for all documents, or what narrows them.");
        var filter = new ReplayFilter(ReplayVerb.KindOf(request.Only), QueryText.Party("person", request.Person), QueryText.Party("issuer", request.Issuer), QueryText.Instant(request.Since));
        var report = await ReplayDocuments.DryAsync(ledger, filter, null, cancellation);
        return Results.Created($"/replays/{report.Replay}", report);
    }

    [WolverineGet("/replays/{name}")]
    [Tags("Replays")]
    [EndpointSummary("The report of a replay as it was made")]
    [ProducesResponseType(typeof(ReplayReport), 200)]
    [ProducesResponseType(typeof(ProblemDetails), 404, "application/problem+json")]
    public static async Task<IResult> Get(string name, LedgerDatabase ledger, CancellationToken cancellation) =>
        Results.Content((await FindAsync(ledger, name, cancellation)).Report, "application/json");

    [WolverinePost("/replays/{name}/apply")]
    [Tags("Replays")]
    [DisableRequestTimeout]
    [EndpointSummary("Record what the report shows")]
    [EndpointDescription("Just that: if something else would be recorded by now, nothing is, and the answer is 409.")]
    [ProducesResponseType(typeof(ReplayReport), 200)]
    [ProducesResponseType(typeof(ProblemDetails), 404, "application/problem+json")]
    [ProducesResponseType(typeof(ProblemDetails), 409, "application/problem+json")]
    public static async Task<ReplayReport> Apply(string name, LedgerDatabase ledger, CancellationToken cancellation) =>
        await ReplayDocuments.ApplyAsync(ledger, (await FindAsync(ledger, name, cancellation)).Filter, name, null, cancellation);

    private static async Task<(ReplayFilter Filter, string Report)> FindAsync(LedgerDatabase ledger, string name, CancellationToken cancellation) =>
        await StoredReplays.FindAsync(ledger, name, cancellation) ?? throw new NoSuchThingException($"No replay {name} was made here. POST /replays makes one.");
}
