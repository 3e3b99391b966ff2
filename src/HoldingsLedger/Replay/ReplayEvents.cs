using HoldingsLedger.Filings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Replay;

/// <summary>
/// A later version of a reader read the filing again and says something else: all but the lines, as now read. On the
/// filing's stream, in the commit that changes its lines.
/// </summary>
/// <param name="Was">The reader whose reading this replaces.</param>
/// <param name="PreviousIssuer">The issuer as last read.</param>
/// <param name="PreviousOwners">The owners as last read; who is no longer among <paramref name="Owners"/> never filed this.</param>
public sealed record FilingReread(
    string Filing,
    string Sha256,
    ParserVersion Was,
    ParserVersion Parser,
    DateTimeOffset KnownAt,
    KnownAtBasis KnownAtBasis,
    string Issuer,
    IReadOnlyList<FilingOwner> Owners,
    string PreviousIssuer,
    IReadOnlyList<FilingOwner> PreviousOwners,
    OwnershipFiling Form,
    int Lines,
    string ReadingDigest,
    IReadOnlyList<ReadingProblem> Problems,
    int? UnsureLines = null,
    string? TablesDigest = null);

/// <summary>
/// A later version of a reader reads this line otherwise. On the holding stream of the line as it was first read.
/// </summary>
/// <param name="WasLine">The line's number in the reading before ("I.1"); <see cref="ReportedLine.Line"/> is its number now.</param>
public sealed record LineReinterpreted(string Filing, string Person, string Issuer, ParserVersion Was, ParserVersion Parser, string WasLine, ReportedLine Line) : IHoldingEvent;

/// <summary>A later version of a reader found a line that the earlier one missed.</summary>
public sealed record LineRecovered(string Filing, string Person, string Issuer, ParserVersion Was, ParserVersion Parser, ReportedLine Line) : IHoldingEvent;
