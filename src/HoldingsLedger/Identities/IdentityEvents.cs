namespace HoldingsLedger.Identities;

/// <summary>
/// A person or issuer known by name from paper is the one with this CIK: because a filing bears the same names
/// (<paramref name="Filing"/>), or because a person says so (<paramref name="Who"/>). On the stream of the provisional key.
/// </summary>
public sealed record IdentityTied(string Provisional, string Cik, string? Filing, string? Who, string Why);

/// <summary>
/// Such a tie is taken back: the key stands for itself again. By a person, whose word then holds; or (no <paramref name="Who"/>) because another
/// filing shows that the names could mean somebody else.
/// </summary>
public sealed record IdentityUntied(string Provisional, string? Who, string Why);
