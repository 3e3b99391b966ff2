namespace HoldingsLedger;

/// <summary>The version of the folds that make the read models from events.</summary>
internal static class LedgerFolds
{
    /// <summary>
    /// Rises with every change of a fold or of a read model's shape. Documents of an earlier version are folded anew when asked for
    /// and rebuilt before anything is written.
    /// </summary>
    public const int Version = 38;
}
