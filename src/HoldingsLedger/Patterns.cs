namespace HoldingsLedger;

/// <summary>What all patterns over the words of filings share.</summary>
internal static class Patterns
{
    /// <summary>
    /// How long one may search, in milliseconds by the clock. Texts are short and the patterns plain, so that only a machine at a standstill takes so long;
    /// less ended whole ingests on a busy one.
    /// </summary>
    public const int Patience = 60_000;
}
