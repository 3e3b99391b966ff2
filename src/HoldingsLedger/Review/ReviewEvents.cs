namespace HoldingsLedger.Review;

/// <summary>
/// A person settled what an amendment amends: <see cref="Original"/>, or none of those held where that is <c>null</c>. On the
/// amendment's filing stream; it holds against any evidence, rebuilds and new arrivals, until another decision or its taking back.
/// </summary>
public sealed record LinkDecided(string Amendment, string Issuer, string? Original, string Who, string Why);

/// <summary>A person took a decision on a link back: the evidence decides again. On the amendment's filing stream.</summary>
public sealed record LinkDecisionTakenBack(string Amendment, string Issuer, string Who, string Why);
