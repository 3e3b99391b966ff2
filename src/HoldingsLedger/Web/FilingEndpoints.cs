using HoldingsLedger.Filings;
using HoldingsLedger.Verbs;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Wolverine.Http;

namespace HoldingsLedger.Web;

/// <summary><c>GET /filings/{accession}</c>: the answer of <c>filing ACCESSION</c>.</summary>
public static class FilingEndpoints
{
    [WolverineGet("/filings/{accession}")]
    [Tags("Filings")]
    [EndpointSummary("One filing as stored")]
    [EndpointDescription("What was read in it, by which reader and when, and its ties to amendments. A form without an accession number has the name sha256- and 16 digits.")]
    [ProducesResponseType(typeof(ProblemDetails), 400, "application/problem+json")]
    [ProducesResponseType(typeof(ProblemDetails), 404, "application/problem+json")]
    public static async Task<FilingAnswer> Get(string accession, NpgsqlDataSource database, CancellationToken cancellation)
    {
        var filing = FilingVerb.ParseName(accession);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await FilingQuery.FindAsync(connection, filing, cancellation)
            ?? throw new NoSuchThingException($"No filing {filing} is held. Hand it in with POST /documents, or check the number.");
    }
}
