using HoldingsLedger.Filings;
using HoldingsLedger.Verbs;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Npgsql;
using Wolverine.Http;

namespace HoldingsLedger.Web;

/// <summary><c>GET /documents/{sha256}</c> and its bytes.</summary>
public static class DocumentEndpoints
{
    [WolverineGet("/documents/{sha256}")]
    [Tags("Documents")]
    [EndpointSummary("What became of a document")]
    [EndpointDescription("waiting: stored, not recorded yet; recorded: it is the filing that is named; rejected: it is no filing, and why; failed: recording it kept failing, and its dead letter.")]
    [ProducesResponseType(typeof(ProblemDetails), 400, "application/problem+json")]
    [ProducesResponseType(typeof(ProblemDetails), 404, "application/problem+json")]
    public static async Task<DocumentAnswer> Get(string sha256, NpgsqlDataSource database, CancellationToken cancellation)
    {
        var digest = DocumentQuery.ParseSha256(sha256);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await DocumentQuery.FindAsync(connection, digest, cancellation) ?? throw NotHeld(digest);
    }

    [WolverineGet("/documents/{sha256}/content")]
    [Tags("Documents")]
    [EndpointSummary("The very bytes of a document")]
    [ProducesResponseType(typeof(byte[]), 200, "application/octet-stream", "application/pdf", "text/plain")]
    [ProducesResponseType(typeof(ProblemDetails), 400, "application/problem+json")]
    [ProducesResponseType(typeof(ProblemDetails), 404, "application/problem+json")]
    public static async Task<IResult> GetContent(string sha256, HttpResponse response, NpgsqlDataSource database, CancellationToken cancellation)
    {
        var digest = DocumentQuery.ParseSha256(sha256);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var (bytes, fileName, receivedAt) = await StoredDocuments.FindAsync(connection, LedgerStore.Schema, digest, cancellation) ?? throw NotHeld(digest);
        var (type, ending) = KindOf(bytes);
        // Addressed by their digest, the bytes can never be others.
        response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return Results.Bytes(bytes, type, fileName ?? digest + ending, enableRangeProcessing: true, receivedAt, new EntityTagHeaderValue($"\"{digest}\""));
    }

    private static NoSuchThingException NotHeld(string digest) => new($"No document {digest} is held. Hand it in with POST /documents, or check the digest.");

    /// <summary>Never a type that a browser would run: what was handed in may be HTML.</summary>
    private static (string Type, string Ending) KindOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("%PDF"u8)) return ("application/pdf", ".pdf");
        return bytes[..Math.Min(bytes.Length, 4096)].Contains((byte)0) ? ("application/octet-stream", ".bin") : ("text/plain", ".txt");
    }
}
