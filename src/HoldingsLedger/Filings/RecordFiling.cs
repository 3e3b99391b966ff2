using System.Security.Cryptography;
using System.Text.Json;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using HoldingsLedger.Identities;

namespace HoldingsLedger.Filings;

/// <summary>Records a received document as a filing: the message that intake sends, one at a time per issuer.</summary>
/// <param name="Sha256">Digest of the stored bytes.</param>
/// <param name="Issuer">Whose filings wait for one another.</param>
/// <param name="AcceptedAt">Given by whoever handed it in, for documents that carry no acceptance instant.</param>
public sealed record RecordFiling(string Sha256, string Issuer, DateTimeOffset? AcceptedAt);

/// <summary>An event and the stream it belongs to. <see cref="Begins"/>: the stream must not exist yet, or somebody else was faster.</summary>
public readonly record struct StreamEvent(string Stream, object Event, bool Begins = false);

/// <summary>A document as it was received, before anything is decided about it.</summary>
/// <param name="Reading">What today's readers make of it.</param>
/// <param name="AcceptedAt">Given by whoever took it in, for documents that carry no acceptance instant.</param>
public sealed record IncomingDocument(ReadOnlyMemory<byte> Bytes, string? FileName, Reading Reading, DateTimeOffset? AcceptedAt, DateTimeOffset ReceivedAt)
{
    public string Sha256 => Reading.Document.Sha256;
}

/// <summary>What becomes of a document.</summary>
public enum IntakeResult
{
    Accepted,
    Duplicate,
    Rejected,
}

/// <summary>The decision about one document: the result, the filing it is, and the events to append (none for a duplicate).</summary>
public sealed record IntakeDecision(IntakeResult Result, string Filing, int Lines, string? RejectionKind, string? Message, IReadOnlyList<StreamEvent> Events);

/// <summary>Decides what a document causes. Pure: what is held already comes in as arguments.</summary>
public static class RecordFilingDecision
{
    /// <summary>The kind of a rejection that no reader can help: its accession number is held with other content.</summary>
    public const string HeldWithOtherContent = "accession-number-held-with-other-content";

    /// <summary>The name of a filing: its accession number, else the digest of its document.</summary>
    public static string FilingOf(Reading reading) => reading.Filing?.AccessionNumber?.Value ?? $"sha256-{reading.Document.Sha256[..16]}";

    /// <summary>The issuer a document concerns, for locks and queues; a document that is no filing stands alone.</summary>
    public static string IssuerOf(Reading reading) => reading.Filing is { } filing ? ProvisionalIdentity.IssuerOf(filing, FilingOf(reading)) : $"sha256-{reading.Document.Sha256}";

    public static string StreamOf(string filing) => $"filing:{filing}";

    /// <param name="document">The document and its reading.</param>
    /// <param name="sameName">The register's row under this filing's name, if any.</param>
    /// <param name="sameBytes">The register's row of a document with these bytes, if any.</param>
    public static IntakeDecision Decide(IncomingDocument document, RegisteredFiling? sameName, RegisteredFiling? sameBytes)
    {
        var reading = document.Reading;
        switch (sameBytes)
        {
            case { Status: RegistrationStatus.Recorded }:
                return new IntakeDecision(IntakeResult.Duplicate, sameBytes.Id, 0, null, null, []);
            // Unreadable then; a better reader gives it another chance.
            case { Status: RegistrationStatus.Rejected } when reading.Filing is null || sameBytes.RejectionKind == HeldWithOtherContent:
                return new IntakeDecision(IntakeResult.Rejected, sameBytes.Id, 0, sameBytes.RejectionKind, sameBytes.RejectionMessage, []);
        }

        if (reading.Filing is not { } filing)
        {
            var problem = reading.Problems.Count > 0 ? reading.Problems[0] : new ReadingProblem(ProblemKind.UnknownFormat, null, null, null, "The document could not be read.");
            return Reject(document, ReadingKinds.NameOf(problem.Kind), problem.Message, null, null);
        }

        if (sameName is { Status: RegistrationStatus.Recorded })
        {
            return Reject(
                document,
                HeldWithOtherContent,
                $"{sameName.Id} is held already with other content: held {sameName.Sha256}, given {document.Sha256}. The held document stays; compare the two.",
                sameName.Id,
                sameName.Sha256);
        }

        return Accept(document, filing, isNew: sameName is null);
    }

    private static IntakeDecision Reject(IncomingDocument document, string kind, string message, string? accession, string? heldSha256)
    {
        var name = $"sha256-{document.Sha256[..16]}";
        var rejected = new FilingRejected(name, document.Sha256, kind, message, document.Reading.Document.Parser, document.FileName, accession, heldSha256);
        return new IntakeDecision(IntakeResult.Rejected, name, 0, kind, message, [new StreamEvent(StreamOf(name), rejected, Begins: true)]);
    }

    private static IntakeDecision Accept(IncomingDocument document, OwnershipFiling filing, bool isNew)
    {
        var name = FilingOf(document.Reading);
        var (knownAt, basis) = KnownClock.Of(filing, document.AcceptedAt, document.ReceivedAt);
        var parser = document.Reading.Document.Parser;
        var issuer = ProvisionalIdentity.IssuerOf(filing, name);
        FilingOwner[] owners = [.. ProvisionalIdentity.OwnersOf(filing, issuer, name).DistinctBy(o => o.Person, StringComparer.Ordinal)];

        var events = new List<StreamEvent>(2 + (filing.Lines.Count * owners.Length))
        {
            new(StreamOf(name), new FilingReceived(name, document.Sha256, document.Reading.Document.Kind, document.Bytes.Length, document.FileName, knownAt, basis), Begins: isNew),
            new(StreamOf(name), new FilingRead(name, document.Sha256, parser, knownAt, basis, issuer, owners, filing with { Lines = [] }, filing.Lines.Count, DigestOf(document.Reading), document.Reading.Problems, UnsureLinesOf(document.Reading), SameShares.DigestOf(filing))),
        };
        foreach (var owner in owners)
        {
            foreach (var line in filing.Lines)
            {
                events.Add(new StreamEvent(HoldingStream.KeyOf(owner.Person, issuer, line), line.Kind == LineKind.Transaction
                    ? new TransactionReported(name, owner.Person, issuer, document.Sha256, parser, line)
                    : new HoldingReported(name, owner.Person, issuer, document.Sha256, parser, line)));
            }
        }

        return new IntakeDecision(IntakeResult.Accepted, name, filing.Lines.Count, null, null, events);
    }

    /// <summary>How many lines a person should look at: 0 where only a part of the document was not read, <c>null</c> where there is nothing to look at.</summary>
    public static int? UnsureLinesOf(Reading reading) =>
        (reading.Filing?.Lines.Count(l => l.Confidence < 1) ?? 0) is > 0 and var unsure ? unsure : reading.Problems.Any(IsUnreadPart) ? 0 : null;

    /// <summary>Whether a problem is of pages, tables or rows that were not read, and of no line or field that was.</summary>
    public static bool IsUnreadPart(ReadingProblem problem) => problem is { Kind: ProblemKind.DoubtfulValue, Line: null, Field: null };

    /// <summary>Lower-case hexadecimal SHA-256 of everything a reading says, without the name and version of the reader.</summary>
    public static string DigestOf(Reading reading)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (reading.Filing is { } filing) hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(filing, LedgerJson.TypeOf<OwnershipFiling>()));
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(reading.Problems, LedgerJson.TypeOf<IReadOnlyList<ReadingProblem>>()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>The names of problem and rejection kinds at the edges: <c>not-an-ownership-form</c>.</summary>
internal static class ReadingKinds
{
    public static string NameOf(ProblemKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
}
