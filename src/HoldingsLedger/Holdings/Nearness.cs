namespace HoldingsLedger.Holdings;

/// <summary>When two balances are near enough to be one account's with something unreported or misprinted between them.</summary>
internal static class Nearness
{
    /// <summary>What is "near" where nothing else tells: a tenth of the larger.</summary>
    public const int Tenth = 10;

    /// <summary>Whether two balances differ by no more than one part in <paramref name="parts"/> of the larger.</summary>
    public static bool AreWithin(int parts, decimal one, decimal other) => Math.Abs(one - other) * parts <= Math.Max(Math.Abs(one), Math.Abs(other));
}
