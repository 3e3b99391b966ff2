using System.Text.RegularExpressions;

namespace HoldingsLedger.Holdings;

/// <summary>
/// Which titles mean one security: a judgement of the read side, changed by a rebuild, never a part of a stream's key.
/// Folded away: case, white space and punctuation, footnote marks "(1)", par values, plurals, "share" for "stock",
/// and a leading "Class A", which others write at the end.
/// </summary>
internal static partial class SecurityTitle
{
    // EDGAR allows 60 characters; what is longer is hostile or prose.
    private const int LongestRead = 300;

    public static string Fold(string? title) => string.IsNullOrEmpty(title) ? "" : FoldedWords.Titles.Of(title, Folded);

    private static string Folded(string title)
    {
        var text = title.ToLowerInvariant();
        if (text.Length > LongestRead) text = text[..LongestRead];
        text = FootnoteMark().Replace(text, " ");
        if (text.Contains("par", StringComparison.Ordinal) || text.Contains('$', StringComparison.Ordinal)) text = ParValue().Replace(text, " ");
        var words = new List<string>(8);
        foreach (Match word in Word().Matches(text))
        {
            words.Add(word.Value switch
            {
                "stocks" or "share" or "shares" or "shs" or "stk" => "stock",
                "units" => "unit",
                "options" => "option",
                "warrants" => "warrant",
                "rights" => "right",
                "rsus" => "rsu",
                "psus" => "psu",
                "cl" => "class",
                "com" => "common",
                var other => other,
            });
        }

        if (words is ["common"]) words.Add("stock");
        if (words is ["class" or "series", _, _, ..])
        {
            words.Add(words[0]);
            words.Add(words[1]);
            words.RemoveRange(0, 2);
        }

        return string.Join(' ', words);
    }

    // One or two digits in brackets, or asterisks: "Common Stock (1)", "Common Stock*". "401(k)" stays.
    [GeneratedRegex(@"\(\s*[0-9]{1,2}\s*\)|\[\s*[0-9]{1,2}\s*\]|\*+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FootnoteMark();

    // ", par value $0.01 per share", "($.01 par value)", "no par value", "$0.0001 par", "par $1".
    [GeneratedRegex(@"[,;(\s]*(?:(?:us)?\$\s*[0-9]*\.?[0-9]+\s*(?:per share\s*)?,?\s*|no\s+|without\s+|[0-9]*\.[0-9]+\s+)?\bpar\b(?:\s*value)?(?:\s*(?:of\s+)?(?:us)?\$?\s*[0-9]*\.?[0-9]+)?(?:\s*(?:per|each|a|/)\s*share)?\s*\)?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ParValue();

    [GeneratedRegex("[a-z0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
