using HoldingsLedger.Forms;
using HoldingsLedger.Verbs;
using HoldingsLedger.Web;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Npgsql;
using Wolverine.Http;

namespace HoldingsLedger.Filings;

/// <summary>
/// <c>POST /documents</c>: stores the bytes of the body and sends <see cref="RecordFiling"/>, both in one commit, and answers
/// with the place to look. A document that is held already is answered and nothing is sent.
/// </summary>
public static class ReceiveDocumentEndpoint
{
    [WolverinePost("/documents")]
    [Tags("Documents")]
    [EndpointSummary("Hand in a document")]
    [EndpointDescription("The body is the document itself: ownership XML, a full submission text or a PDF. 202: stored, and about to be recorded; look at Location. 200: held already, nothing happens.")]
    [EnableRateLimiting(LedgerWeb.Uploads)]
    [ProducesResponseType(typeof(DocumentAnswer), 200)]
    [ProducesResponseType(typeof(DocumentAnswer), 202)]
    [ProducesResponseType(typeof(ProblemDetails), 400, "application/problem+json")]
    [ProducesResponseType(typeof(ProblemDetails), 413, "application/problem+json")]
    [ProducesResponseType(typeof(ProblemDetails), 503, "application/problem+json")]
    public static async Task<(IResult, RecordFiling?)> Post(HttpRequest request, string? fileName, string? acceptedAt, IDocumentSession session, CancellationToken cancellation)
    {
        var name = NameOf(fileName);
        DateTimeOffset? given = string.IsNullOrEmpty(acceptedAt) ? null : Options.ParseInstant(acceptedAt);
        var bytes = await RequestBody.ReadAsync(request, IncomingFiles.LargestFile, cancellation);
        if (bytes.IsEmpty) throw new WrongQuestionException("The body is empty: send the document itself as the body of the request.");

        var sha256 = DocumentReader.Sha256(bytes.Span);
        await session.BeginTransactionAsync(cancellation);
        var connection = (NpgsqlConnection)session.Connection!;
        await StoredDocuments.AddAsync(connection, null, LedgerStore.Schema, [(sha256, bytes, name)], cancellation);
        var answer = (await DocumentQuery.FindAsync(connection, sha256, cancellation))!;
        // A document that waits is announced again: that costs a message that changes nothing, and heals one that was lost.
        return answer.Status == DocumentStatus.Waiting
            ? (Results.Accepted(answer.Location, answer), new RecordFiling(sha256, IssuerOf(bytes, name, sha256), given))
            : (Results.Ok(answer), null);
    }

    /// <summary>Whose filings it waits for. A PDF takes seconds to read: it stands alone, and the commit's lock keeps it apart from others.</summary>
    private static string IssuerOf(ReadOnlyMemory<byte> bytes, string? fileName, string sha256) =>
        bytes.Span[..Math.Min(bytes.Length, 1024)].IndexOf("%PDF"u8) >= 0
            ? $"sha256-{sha256}"
            : RecordFilingDecision.IssuerOf(DocumentReader.Read(bytes, fileName));

    /// <summary>The last part of the name, as of a file that <c>ingest</c> finds.</summary>
    private static string? NameOf(string? fileName)
    {
        if (string.IsNullOrWhiteSpace(fileName)) return null;
        var name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
        if (name.Length is 0 or > 255 || name.Any(char.IsControl)) throw new WrongQuestionException("fileName is no file name: one to 255 printable characters are expected.");
        return name;
    }
}
