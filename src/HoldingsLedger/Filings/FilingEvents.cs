using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Filings;

/// <summary>A document arrived that is a filing of its own: the first event of its stream.</summary>
/// <param name="Filing">Accession number, or <c>sha256-</c> and 16 digits for a form without one.</param>
/// <param name="Sha256">Digest of the stored bytes.</param>
/// <param name="KnownAt">From when on the public could know it, and how we know.</param>
public sealed record FilingReceived(string Filing, string Sha256, DocumentKind Kind, int Bytes, string? FileName, DateTimeOffset KnownAt, KnownAtBasis KnownAtBasis);

/// <summary>
/// One version of one reader read the filing: the reading without its lines, which stand in the holding streams.
/// </summary>
/// <param name="Issuer">The issuer's CIK, or its provisional key.</param>
/// <param name="Owners">All reporting owners by CIK or provisional key, in the filing's order.</param>
/// <param name="Form">Header, footnotes, remarks and signatures as filed; <see cref="OwnershipFiling.Lines"/> is empty here.</param>
/// <param name="Lines">How many lines were read.</param>
/// <param name="ReadingDigest">Digest of all the reading says: two readings with one digest are the same.</param>
/// <param name="UnsureLines">How many lines are below full confidence; 0: none, but a part of the document was not read; <c>null</c>: nothing to look at.</param>
/// <param name="TablesDigest">Digest of what the tables say: filings of one issuer that share it report the same shares. <c>null</c>: no lines.</param>
public sealed record FilingRead(
    string Filing,
    string Sha256,
    ParserVersion Parser,
    DateTimeOffset KnownAt,
    KnownAtBasis KnownAtBasis,
    string Issuer,
    IReadOnlyList<FilingOwner> Owners,
    OwnershipFiling Form,
    int Lines,
    string ReadingDigest,
    IReadOnlyList<ReadingProblem> Problems,
    int? UnsureLines = null,
    string? TablesDigest = null);

/// <summary>
/// A document did not become a filing: no ownership form could be read in it, or its accession number is held
/// with other content (then <see cref="Accession"/> and <see cref="HeldSha256"/> name what is held).
/// </summary>
public sealed record FilingRejected(
    string Filing,
    string Sha256,
    string RejectionKind,
    string Message,
    ParserVersion Parser,
    string? FileName,
    string? Accession,
    string? HeldSha256);
