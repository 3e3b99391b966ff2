using HoldingsLedger.Filings;
using HoldingsLedger.Verbs;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Wolverine.Http;
using Wolverine.Persistence.Durability;
using Wolverine.Persistence.Durability.DeadLetterManagement;

namespace HoldingsLedger.Web;

/// <summary><c>GET /dead-letters</c> and <c>POST /dead-letters/{id}/retry</c>.</summary>
public static class DeadLetterEndpoints
{
    [WolverineGet("/dead-letters")]
    [Tags("Server")]
    [EndpointSummary("Messages that kept failing")]
    [EndpointDescription("Each names the document that it was to record, and why that failed. The latest thousand are listed, all are counted.")]
    public static async Task<DeadLettersAnswer> Get(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await DeadLetters.ListAsync(connection, cancellation);
    }

    [WolverinePost("/dead-letters/{id}/retry")]
    [Tags("Server")]
    [EndpointSummary("Try a failed message again")]
    [EndpointDescription("It goes back to its queue within seconds. Location says where its document is.")]
    [ProducesResponseType(typeof(DeadLetterAnswer), 202)]
    [ProducesResponseType(typeof(ProblemDetails), 400, "application/problem+json")]
    [ProducesResponseType(typeof(ProblemDetails), 404, "application/problem+json")]
    public static async Task<IResult> Retry(string id, NpgsqlDataSource database, IMessageStore messages, CancellationToken cancellation)
    {
        var letter = DeadLetters.ParseId(id);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var found = await DeadLetters.FindAsync(connection, letter, cancellation) ?? throw new NoSuchThingException($"There is no dead letter {letter}: GET /dead-letters lists them.");
        await messages.DeadLetters.ReplayAsync(new DeadLetterEnvelopeQuery { MessageIds = [letter] }, cancellation);
        return Results.Accepted(found.Document is { } document ? DocumentQuery.LocationOf(document) : null, found with { Retrying = true });
    }
}
