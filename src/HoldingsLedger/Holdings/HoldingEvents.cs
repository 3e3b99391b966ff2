using HoldingsLedger.Forms;

namespace HoldingsLedger.Holdings;

/// <summary>An event that concerns one person's holdings in one issuer.</summary>
public interface IHoldingEvent
{
    /// <summary>The reporting person's CIK, or provisional key.</summary>
    string Person { get; }

    /// <summary>The issuer's CIK, or provisional key.</summary>
    string Issuer { get; }
}

/// <summary>
/// A filing reports a transaction of this person in this security: the row as read, from which document, by which reader.
/// A joint filing says it once in the stream of each of its owners, under the same line.
/// </summary>
public sealed record TransactionReported(string Filing, string Person, string Issuer, string Sha256, ParserVersion Parser, ReportedLine Line) : IHoldingEvent;

/// <summary>As <see cref="TransactionReported"/>, for a row that states a balance without a transaction.</summary>
public sealed record HoldingReported(string Filing, string Person, string Issuer, string Sha256, ParserVersion Parser, ReportedLine Line) : IHoldingEvent;
