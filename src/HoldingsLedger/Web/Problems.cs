using System.Diagnostics;
using HoldingsLedger.Embedded;
using HoldingsLedger.Verbs;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace HoldingsLedger.Web;

/// <summary>
/// Every answer that is no success is a problem document (RFC 9457) with one plain sentence: what is thrown, with the
/// same meaning as the exit codes of the verbs, and what routing says by a bare status. Never a stack trace.
/// </summary>
internal sealed class Problems(IProblemDetailsService problems, ILogger<Problems> logger) : IExceptionHandler
{
    private const string Defect = "The server failed on this request. The log has the cause under this trace id.";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var (status, sentence) = Explain(exception);
        if (status >= StatusCodes.Status500InternalServerError) logger.RequestFailed(TraceOf(httpContext), httpContext.Request.Method, httpContext.Request.Path, exception);
        httpContext.Response.StatusCode = status;
        await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = new ProblemDetails { Status = status, Detail = sentence } });
        return true;
    }

    /// <summary>Adds what every problem has: a sentence, and the id under which the log knows the request.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        problem.Detail ??= SentenceOf(context.HttpContext.Response.StatusCode, context.HttpContext);
        problem.Instance ??= context.HttpContext.Request.Path;
        problem.Extensions["traceId"] = TraceOf(context.HttpContext);
    }

    private static string TraceOf(HttpContext context) => Activity.Current?.Id ?? context.TraceIdentifier;

    private static (int Status, string Sentence) Explain(Exception exception) => exception switch
    {
        WrongQuestionException => (StatusCodes.Status400BadRequest, exception.Message),
        NoSuchThingException => (StatusCodes.Status404NotFound, exception.Message),
        Replay.StaleReplayException => (StatusCodes.Status409Conflict, exception.Message),
        BadHttpRequestException bad => (bad.StatusCode, bad.Message),
        DatabaseUnavailableException => (StatusCodes.Status503ServiceUnavailable, exception.Message),
        // Shutting down, starting up, too many connections: the server's state, not the statement.
        PostgresException { SqlState: ['5', '7', 'P', ..] or ['5', '3', ..] or ['0', '8', ..] } => (StatusCodes.Status503ServiceUnavailable, "The database does not answer just now. Try again."),
        PostgresException => (StatusCodes.Status500InternalServerError, Defect),
        NpgsqlException => (StatusCodes.Status503ServiceUnavailable, "The database cannot be reached just now. Try again."),
        { InnerException: NpgsqlException inner } => Explain(inner),
        _ => (StatusCodes.Status500InternalServerError, Defect),
    };

    private static string? SentenceOf(int status, HttpContext context) => status switch
    {
        StatusCodes.Status400BadRequest => "The request cannot be understood, or was sent to a host name that this server does not go by.",
        StatusCodes.Status401Unauthorized => $"Send the key as a bearer token: Authorization: Bearer {{{ApiKey.Variable}}}.",
        StatusCodes.Status403Forbidden => "A page of another site asked for this; only pages of this server may.",
        StatusCodes.Status404NotFound => $"There is nothing at {context.Request.Path}. {Reference.Path} lists what there is.",
        StatusCodes.Status405MethodNotAllowed => $"{context.Request.Path} does not know {context.Request.Method}.",
        StatusCodes.Status415UnsupportedMediaType => "Send the body as application/json.",
        StatusCodes.Status503ServiceUnavailable => "The server is busy. Try again in a moment.",
        StatusCodes.Status504GatewayTimeout => "The answer took too long and was given up.",
        >= StatusCodes.Status500InternalServerError => Defect,
        _ => null,
    };
}

internal static partial class RequestLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Request {TraceId} failed: {Method} {Path}")]
    public static partial void RequestFailed(this ILogger logger, string traceId, string method, PathString path, Exception exception);
}
