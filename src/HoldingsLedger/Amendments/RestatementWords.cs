using System.Text.RegularExpressions;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Amendments;

/// <summary>
/// Reads whether an amendment says, in its remarks or footnotes, that it replaces the whole form ("amends and replaces
/// in its entirety the Form 4 filed on 3/6/2020") or takes it back ("was filed in error and is hereby withdrawn"). What is said of a footnote, a table or an agreement does not count,
/// nor what is denied; "filed solely to correct …" says nothing either way. In doubt the answer is no.
/// </summary>
internal static partial class RestatementWords
{
    /// <summary>EDGAR takes 2,000 characters of remarks and 1,000 a footnote; what is longer was not written by a filer.</summary>
    private const int LongestText = 10_000;
    private const int LongestSentence = 2_000;
    private const int MostFootnotes = 200;
    private const int LongestQuote = 160;

    /// <summary>The sentence that says that the form is replaced, cut to a quotable length; <c>null</c> where none does.</summary>
    public static string? Find(string? remarks, IReadOnlyList<Footnote> footnotes) => Find(remarks, footnotes, Replaces);

    /// <summary>The sentence that takes the form back, with nothing in its stead; <c>null</c> where none does.</summary>
    public static string? FindWithdrawal(string? remarks, IReadOnlyList<Footnote> footnotes) => Find(remarks, footnotes, TakesBack);

    private static string? Find(string? remarks, IReadOnlyList<Footnote> footnotes, Func<string, bool> says)
    {
        foreach (var text in footnotes.Take(MostFootnotes).Select(f => f.Text).Prepend(remarks ?? ""))
        {
            foreach (var sentence in SentenceEnd().Split(text.Length <= LongestText ? text : text[..LongestText]))
            {
                if (sentence.Length is 0 or > LongestSentence || !says(sentence)) continue;
                var quote = White().Replace(sentence.Trim(), " ");
                return quote.Length <= LongestQuote ? quote : $"{quote[..LongestQuote].TrimEnd()}…";
            }
        }

        return null;
    }

    private static bool Replaces(string sentence)
    {
        foreach (Match verb in Verb().Matches(sentence))
        {
            var (before, after) = (sentence[..verb.Index], sentence[(verb.Index + verb.Length)..]);
            if (Denial().IsMatch(before) || InPart().IsMatch(after)) continue;
            if (verb.Value.StartsWith("amend", StringComparison.OrdinalIgnoreCase) && !AndRestates().IsMatch(verb.Value) && !InItsEntirety().IsMatch(after)) continue;
            // "The Form 4 … is replaced": of the words that can be replaced, the first is meant; "replaces the Form 4", "is a restatement of the Form 4": the next.
            var thing = Passive().IsMatch(before) && !verb.Value.EndsWith("of", StringComparison.OrdinalIgnoreCase) ? Thing().Match(before) : Thing().Match(after);
            if (thing is { Success: true } && thing.Groups["form"].Success) return true;
        }

        return false;
    }

    private static bool TakesBack(string sentence)
    {
        foreach (Match verb in Withdrawal().Matches(sentence))
        {
            var (before, after) = (sentence[..verb.Index], sentence[(verb.Index + verb.Length)..]);
            if (Denial().IsMatch(before) || InPart().IsMatch(after)) continue;
            // Shares are withdrawn too, from plans and accounts: the form must stand right after the verb, or be its subject.
            if (WholeForm().IsMatch(after)) return true;
            if (Passive().IsMatch(before) && !From().IsMatch(after) && Thing().Match(before) is { Success: true } thing && thing.Groups["form"].Success) return true;
        }

        return false;
    }

    private const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>Milliseconds. Texts are short and the patterns plain, so that only a machine at a standstill takes so long.</summary>
    private const int Patience = 60_000;

    [GeneratedRegex(@"(?<=[.;!?])\s+(?=[A-Z(""])", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\s+", Plain, Patience)]
    private static partial Regex White();

    [GeneratedRegex(@"\b(amend(s|ed|ing)?(\s+and\s+(hereby\s+)?(restat|replac|supersed)(e|es|ed|ing))?|(restat|replac|supersed)(e|es|ed|ing)(\s+and\s+(restat|replac|supersed)(e|es|ed|ing))?|((complete|full|entire)\s+|amendment\s+and\s+)+(restatement|replacement)\s+of)\b", Plain, Patience)]
    private static partial Regex Verb();

    [GeneratedRegex(@"\b(withdraw(s|n|ing)?|rescind(s|ed|ing)?|retract(s|ed|ing)?|disregard(s|ed|ing)?)\b", Plain, Patience)]
    private static partial Regex Withdrawal();

    [GeneratedRegex(@"^(\s+in\s+(its|their)\s+entirety)?(\s+(the|that|this|its|his|her|their|original|initial|prior|previous|previously|earlier|filed|entire|erroneous|duplicate|reporting|person('s)?)){0,6}\s+(form|report|filing|statement|submission)\b", Plain, Patience)]
    private static partial Regex WholeForm();

    [GeneratedRegex(@"^\s+from\b", Plain, Patience)]
    private static partial Regex From();

    [GeneratedRegex(@"\band\b", Plain, Patience)]
    private static partial Regex AndRestates();

    [GeneratedRegex(@"\b(in\s+(its|their)\s+entirety|entirely|completely|in\s+full)\b", Plain, Patience)]
    private static partial Regex InItsEntirety();

    [GeneratedRegex(@"\b(not|nothing|none|no\s+other|never|nor|without|neither|no\s+longer|rather\s+than|instead\s+of)\b", Plain, Patience)]
    private static partial Regex Denial();

    [GeneratedRegex(@"\b(in\s+part|partially|partly)\b", Plain, Patience)]
    private static partial Regex InPart();

    [GeneratedRegex(@"\b(is|are|was|were|be|been|being)(\s+\w+){0,2}\s*$", Plain, Patience)]
    private static partial Regex Passive();

    [GeneratedRegex(@"\b((?<form>form|report|statement|filing|submission|original)|(footnote|note|column|box|item|table|exhibit|row|line|entry|entries|transaction|holding|remark|explanation|signature|power\s+of\s+attorney|agreement|plan|certificate|charter|article|by-?law|trust|will|polic(y|ies)|program|warrant|registration|section|award|number|amount|price|date|title|code|name|information\s+in)s?)\b", Plain, Patience)]
    private static partial Regex Thing();
}
