using Npgsql;

namespace HoldingsLedger.Filings;

/// <summary>How far a received document is.</summary>
public enum DocumentStatus
{
    /// <summary>Its bytes are stored; it is not recorded yet.</summary>
    Waiting,

    /// <summary>It is a filing.</summary>
    Recorded,

    /// <summary>It is no filing, and never will be by today's readers.</summary>
    Rejected,

    /// <summary>Recording it kept failing: its message is a dead letter, which can be retried.</summary>
    Failed,
}

/// <summary>A received document and what became of it.</summary>
/// <param name="Sha256">Digest of its bytes, lower-case hexadecimal.</param>
/// <param name="Location">Where to ask about it.</param>
/// <param name="Filing">Name of the filing it is, for <c>/filings/{name}</c>; <c>null</c> unless recorded.</param>
/// <param name="Rejection">Why it is no filing; <c>null</c> unless rejected.</param>
/// <param name="Failure">Why it could not be recorded so far; <c>null</c> unless failed.</param>
public sealed record DocumentAnswer(
    string Sha256,
    DocumentStatus Status,
    string Location,
    string? FileName,
    int Bytes,
    DateTimeOffset ReceivedAt,
    string? Filing,
    DocumentRejection? Rejection,
    DocumentFailure? Failure);

/// <summary>Why a document is no filing.</summary>
public sealed record DocumentRejection(string Kind, string Message);

/// <summary>The dead letter of a document, and what went wrong.</summary>
public sealed record DocumentFailure(Guid DeadLetter, string Message);

/// <summary>Answers <c>GET /documents/{sha256}</c>.</summary>
internal static class DocumentQuery
{
    /// <exception cref="Verbs.WrongQuestionException">The text is no SHA-256.</exception>
    public static string ParseSha256(string text)
    {
        var digest = text.ToLowerInvariant();
        return digest.Length == 64 && digest.All(char.IsAsciiHexDigitLower)
            ? digest
            : throw new Verbs.WrongQuestionException($"\"{text}\" is no SHA-256: 64 hexadecimal digits are expected.");
    }

    /// <summary><c>null</c> if no document with this digest was received.</summary>
    public static async Task<DocumentAnswer?> FindAsync(NpgsqlConnection connection, string sha256, CancellationToken cancellation)
    {
        if (await StoredDocuments.DescribeAsync(connection, LedgerStore.Schema, sha256, cancellation) is not { } stored) return null;
        var registered = await RegisterQueries.FindAsync(connection, [], [sha256], cancellation);
        var filing = registered.FirstOrDefault(r => r.Status == RegistrationStatus.Recorded);
        var rejected = filing is null && registered.Count > 0 ? registered[0] : null;
        var failure = registered.Count == 0 ? await DeadLetters.OfDocumentAsync(connection, sha256, cancellation) : null;
        return new DocumentAnswer(
            sha256,
            filing is not null ? DocumentStatus.Recorded : rejected is not null ? DocumentStatus.Rejected : failure is not null ? DocumentStatus.Failed : DocumentStatus.Waiting,
            LocationOf(sha256),
            stored.FileName,
            stored.Bytes,
            stored.ReceivedAt,
            filing?.Id,
            rejected is null ? null : new DocumentRejection(rejected.RejectionKind!, rejected.RejectionMessage!),
            failure);
    }

    public static string LocationOf(string sha256) => $"/documents/{sha256}";
}
