using HoldingsLedger.Verbs;
using Npgsql;
using Wolverine.Http;
using Wolverine.Persistence.Durability;
using Microsoft.AspNetCore.Mvc;

namespace HoldingsLedger.Web;

/// <summary>How the server is.</summary>
/// <param name="Status"><c>healthy</c>, or <c>unhealthy</c> if the database does not answer.</param>
/// <param name="Waiting">Documents stored and not recorded yet; <c>null</c> if the database does not answer.</param>
/// <param name="DeadLetters">Messages that kept failing; <c>null</c> if the database does not answer.</param>
public sealed record HealthAnswer(string Status, string Database, int? Waiting, int? DeadLetters);

/// <summary><c>GET /health</c>: the only endpoint that never asks for a key.</summary>
public static class HealthEndpoint
{
    public const string Path = "/health";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [WolverineGet(Path)]
    [Tags("Server")]
    [EndpointSummary("Whether the server can answer")]
    [EndpointDescription("Dead letters do not make it unhealthy: everything else goes on. They are counted so that a monitor can see them.")]
    [ProducesResponseType(typeof(HealthAnswer), 200)]
    [ProducesResponseType(typeof(HealthAnswer), 503)]
    public static async Task<IResult> Get(NpgsqlDataSource database, IMessageStore messages, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            await using (await database.OpenConnectionAsync(patience.Token))
            {
                var counts = await messages.Admin.FetchCountsAsync().WaitAsync(patience.Token);
                return Results.Ok(new HealthAnswer("healthy", "reachable", counts.Incoming + counts.Scheduled, counts.DeadLetter));
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return Results.Json(new HealthAnswer("unhealthy", "unreachable", null, null), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
