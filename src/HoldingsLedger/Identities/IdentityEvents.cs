namespace HoldingsLedger.Identities;

/// <summary>
/// A person or issuer known by name from paper is the one with this CIK: because a later filing bears the same names and numbers
/// (<paramref name="Filing"/>), or because a person says so (<paramref name="Who"/>). On the stream of the provisional key.
/// </summary>
public sealed record IdentityTied(string Provisional, string Cik, string? Filing, string? Who, string Why);

/// <summary>A person took such a tie back: the key stands for itself again.</summary>
public sealed record IdentityUntied(string Provisional, string Who, string Why);
