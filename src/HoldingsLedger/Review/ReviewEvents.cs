using HoldingsLedger.Amendments;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Review;

/// <summary>
/// A person settled what an amendment amends: <see cref="Original"/>, or none of those held where that is <c>null</c>. On the
/// amendment's filing stream; it holds against any evidence, rebuilds and new arrivals, until another decision or its taking back.
/// </summary>
public sealed record LinkDecided(string Amendment, string Issuer, string? Original, string Who, string Why);

/// <summary>A person took a decision on a link back: the evidence decides again. On the amendment's filing stream.</summary>
public sealed record LinkDecisionTakenBack(string Amendment, string Issuer, string Who, string Why);

/// <summary>
/// A person's word on one field of a line (camelCase, as in JSON): it holds whatever a reader says, until another word on the same
/// field. Without a field the line is confirmed as it reads. On the holding stream of each of the filing's owners.
/// </summary>
public sealed record LineDecided(string Person, string Issuer, LineId Line, string? Field, FiledScalar Value, string Who, string Why) : IHoldingEvent;

/// <summary>A person took back what people said of a line: it is again as it reads. On the holding stream of each of the filing's owners.</summary>
public sealed record LineDecisionTakenBack(string Person, string Issuer, LineId Line, string Who, string Why) : IHoldingEvent;
