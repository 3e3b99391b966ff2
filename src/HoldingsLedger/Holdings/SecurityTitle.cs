using System.Text.RegularExpressions;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Holdings;

/// <summary>
/// Which titles mean one security (domain section 3.10): a judgement of the read side, changed by a rebuild, never a part of a stream's key.
/// Folded away: case, white space and punctuation, footnote marks "(1)", par values, a defined term in brackets after the words
/// it stands for, plurals, "share" for "stock", and a leading "Class A", which others write at the end.
/// What a filing's long title defines at its end is that title in the whole filing.
/// </summary>
internal static partial class SecurityTitle
{
    // EDGAR allows 60 characters; what is longer is hostile or prose.
    private const int LongestRead = 300;

    /// <summary>The folded title of a line; where another line of the filing defines it, that line's.</summary>
    public static string Of(HeldFiling filing, ReportedLine line)
    {
        var folded = Fold(line.SecurityTitle);
        if (filing.Lines.Count < 2 || folded.Length == 0) return folded;
        foreach (var held in filing.Lines)
        {
            if (held.Line.Table == line.Table && held.Line.SecurityTitle is { } title && title.EndsWith(')') && Defined(title) is { } defined
                && string.Equals(Fold(defined), folded, StringComparison.Ordinal)) return Fold(title);
        }

        return folded;
    }

    /// <summary>Whether a folded title is that of a class of shares ("common stock class b", "convertible preferred stock series a"), not of rights to some.</summary>
    public static bool NamesShares(string folded)
    {
        var (shares, kind) = (false, false);
        foreach (var word in folded.Split(' '))
        {
            if (word is "unit" or "rsu" or "psu" or "option" or "right" or "warrant" or "award" or "restricted" or "phantom" or "notional" or "deferred" or "performance" or "note" or "notes"
                or "call" or "put" or "swap" or "obligation" or "appreciation" or "equivalent" or "equivalents" or "purchase") return false;
            shares |= word is "stock";
            kind |= word is "common" or "preferred" or "preference" or "ordinary" or "class";
        }

        return shares && kind;
    }

    public static string Fold(string? title) => string.IsNullOrEmpty(title) ? "" : FoldedWords.Titles.Of(title, Folded);

    private static string Folded(string title)
    {
        var text = title.ToLowerInvariant();
        if (text.Length > LongestRead) text = text[..LongestRead];
        text = FootnoteMark().Replace(text, " ");
        text = ParValue().Replace(text, " ");
        text = DefinedTerm().Replace(text, term => SaysNothingNew(Words(text[..term.Index]), term.Value) ? " " : term.Value);
        var words = Words(text);

        if (words is ["common"]) words.Add("stock");
        if (words is ["class" or "series", _, _, ..])
        {
            words.Add(words[0]);
            words.Add(words[1]);
            words.RemoveRange(0, 2);
        }

        return string.Join(' ', words);
    }

    // A term cut off at EDGAR's length ends in the beginning of a word.
    private static bool SaysNothingNew(List<string> before, string term)
    {
        var words = Words(term);
        if (words.Count > 0 && !term.EndsWith(')') && before.Exists(word => word.StartsWith(words[^1], StringComparison.Ordinal))) words.RemoveAt(words.Count - 1);
        return words.TrueForAll(before.Contains);
    }

    private static List<string> Words(string text)
    {
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
                "com" or "comm" => "common",
                var other => other,
            });
        }

        return words;
    }

    // ("Common Stock"), (the "Shares"); without quotation marks only words that the title has already: "Class A Common Stock (Common Stock)".
    private static string? Defined(string title)
    {
        var definition = Definition().Match(title.Length > LongestRead ? title[..LongestRead] : title);
        if (!definition.Success || definition.Index == 0) return null;
        var term = definition.Groups["term"].Value;
        if (definition.Groups["quoted"].Success) return term;
        var before = title[..definition.Index];
        var words = Word().Matches(term.ToLowerInvariant());
        return words.Count > 0 && words.All(word => before.Contains(word.Value, StringComparison.OrdinalIgnoreCase) && !int.TryParse(word.ValueSpan, System.Globalization.CultureInfo.InvariantCulture, out _)) ? term : null;
    }

    [GeneratedRegex("""\(\s*(?:the\s+)?(?<quoted>["\u201c\u201d\u2018'])?\s*(?<term>[^()"\u201c\u201d]{1,60}?)\s*["\u201c\u201d\u2019']?\s*\)$""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex Definition();

    // One or two digits in brackets, or asterisks: "Common Stock (1)", "Common Stock*". "401(k)" stays.
    [GeneratedRegex(@"\(\s*[0-9]{1,2}\s*\)|\[\s*[0-9]{1,2}\s*\]|\*+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex FootnoteMark();

    // An amount of money as titles print it: "$0.01", "us$.0011", "eur 0.01", "€0.01", "$1 2/3", "$.16-2/3".
    private const string Money = @"(?:(?:us|hk|nt|[acs])?[$€£¥₪]|(?:usd|eur|euros?|gbp|chf|nis|ils|rmb|cny|hkd|jpy|cad|aud|dkk|sek|nok)\b)\s*[0-9]*[.,]?[0-9]+(?:[ -][0-9]/[0-9])?";

    private const string PerShare = @"(?:\s*(?:per|each|a|/)\s*(?:ordinary\s+|common\s+)?share|\s+each\b)?";

    // ", par value $0.01 per share", "($.01 par value)", "no par value", "nominal value eur 0.01", "$.16-2/3 value"; and, where
    // the kind of stock stands right before it, ", $0.0001 per share". A warrant's "at $11.50 per share" is its price.
    [GeneratedRegex(@"[-,;(\s]*(?:" + Money + PerShare + @",?\s*|no\s+|without\s+|[0-9]*\.[0-9]+\s+)?\b(?:par|nominal)\b(?:\s*value)?(?:\s*(?:of\s+)?(?:" + Money + @"|[0-9]*\.?[0-9]+))?" + PerShare + @"\s*\)?"
        + @"|(?<=(?:stock|shares?)\b)[-,;(\s]*" + Money + @"\s*(?:value|(?:per|each|a|/)\s*share)\s*\)?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex ParValue();

    // '("Common Stock")', "(Common Stock)", cut off at EDGAR's length or not.
    [GeneratedRegex(@"\([^()]*\)?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex DefinedTerm();

    [GeneratedRegex("[a-z0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex Word();
}
