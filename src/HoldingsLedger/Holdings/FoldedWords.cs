using System.Collections.Concurrent;

namespace HoldingsLedger.Holdings;

/// <summary>
/// Remembers foldings, for a few hundred titles, natures and notes make up nearly all lines. Bounded: what does not fit is
/// folded each time, so that hostile texts cost time and no memory.
/// </summary>
internal sealed class FoldedWords
{
    private const int Most = 8192;

    private readonly ConcurrentDictionary<string, string> known = new(StringComparer.Ordinal);
    private int count;

    public static FoldedWords Titles { get; } = new();

    public static FoldedWords Natures { get; } = new();

    public static FoldedWords Notes { get; } = new();

    public string Of(string words, Func<string, string> fold)
    {
        if (known.TryGetValue(words, out var folded)) return folded;
        folded = fold(words);
        if (count < Most && known.TryAdd(words, folded)) Interlocked.Increment(ref count);
        return folded;
    }
}
