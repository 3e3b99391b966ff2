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

    /// <summary>The first sentence that says so, cut to a quotable length.</summary>
    internal static string? Find(string? remarks, IReadOnlyList<Footnote> footnotes, Func<string, bool> says)
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
            // "The Form 4 … is replaced" or "replaces the Form 4", "is a restatement of the Form 4".
            var passive = Passive().IsMatch(before) && !verb.Value.EndsWith("of", StringComparison.OrdinalIgnoreCase);
            if (passive ? FormIsItsSubject(before) : FormIsMeant(Turns().Replace(after, " "))) return true;
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
            if (Passive().IsMatch(before) && !From().IsMatch(after) && FormIsItsSubject(before)) return true;
        }

        return false;
    }

    /// <summary>Whether the form is the subject of a passive verb: not "a report of shares that were replaced".</summary>
    private static bool FormIsItsSubject(string before) => !OfTheLastWord().IsMatch(before) && FormIsMeant(Adverbial().Replace(Turns().Replace(before, " "), ""));

    /// <summary>
    /// Of the words that can be replaced the first is meant, and it is the form. A preposition before it in its clause says that the form is only
    /// where something else stood: "the balance on the Form 4".
    /// </summary>
    private static bool FormIsMeant(string text) =>
        Thing().Match(text) is { Success: true } thing
        && thing.Groups["form"].Success
        && !Elsewhere().IsMatch(text[(text.AsSpan(0, thing.Index).LastIndexOfAny(',', ';', ':') + 1)..thing.Index]);

    private const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"(?<=[.;!?])\s+(?=[A-Z(""])", RegexOptions.CultureInvariant, Patterns.Patience)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\s+", Plain, Patterns.Patience)]
    private static partial Regex White();

    [GeneratedRegex(@"\b(amend(s|ed|ing)?(\s+and\s+(hereby\s+)?(restat|replac|supersed)(e|es|ed|ing))?|(restat|replac|supersed)(e|es|ed|ing)(\s+and\s+(restat|replac|supersed)(e|es|ed|ing))?|((complete|full|entire)\s+|amendment\s+and\s+)+(restatement|replacement)\s+of|in\s+replacement\s+of)\b", Plain, Patterns.Patience)]
    private static partial Regex Verb();

    [GeneratedRegex(@"\b(withdraw(s|n|ing)?|rescind(s|ed|ing)?|retract(s|ed|ing)?|disregard(s|ed|ing)?)\b", Plain, Patterns.Patience)]
    private static partial Regex Withdrawal();

    [GeneratedRegex(@"^(\s+in\s+(its|their)\s+entirety)?(\s+(the|that|this|its|his|her|their|original|initial|prior|previous|previously|earlier|filed|entire|erroneous|duplicate|reporting|person('s)?)){0,6}\s+(form|report|filing|statement|submission)\b", Plain, Patterns.Patience)]
    private static partial Regex WholeForm();

    [GeneratedRegex(@"^\s+from\b", Plain, Patterns.Patience)]
    private static partial Regex From();

    [GeneratedRegex(@"\band\b", Plain, Patterns.Patience)]
    private static partial Regex AndRestates();

    /// <summary>Turns that leave the form what is meant.</summary>
    [GeneratedRegex(@"\b(in\s+(its|their)\s+entirety|entirely|completely|in\s+full)\b", Plain, Patterns.Patience)]
    private static partial Regex InItsEntirety();

    [GeneratedRegex(@"\b(not|nothing|none|no\s+other|never|nor|without|neither|no\s+longer|rather\s+than|instead\s+of)\b", Plain, Patterns.Patience)]
    private static partial Regex Denial();

    // "Supersedes the Form 4 with respect to the options only", but not "the Form 4 filed with respect to the options".
    [GeneratedRegex(@"\b(in\s+part|partially|partly|to\s+the\s+extent|insofar\s+as)\b|(?<!\bfiled\s+)\bwith\s+respect\s+to\b|(?<!\bso\s+)\bas\s+to\b", Plain, Patterns.Patience)]
    private static partial Regex InPart();

    [GeneratedRegex(@"\b(in\s+(its|their)\s+entirety|in\s+full|in\s+(all|every)\s+respects?|all\s+(of\s+the\s+)?information\s+((contained|reported|included|set\s+forth)\s+)?in|(whole|entirety|all)\s+of|(due\s+to|because\s+of|as\s+a\s+result\s+of)\s+(\w+\s+){0,6}(errors?|mistakes?|omissions?|oversight)|filed\s+(on|with|by))\b", Plain, Patterns.Patience)]
    private static partial Regex Turns();

    [GeneratedRegex(@"\b(that|which|who)\s+(is|are|was|were|has|have|had|been|be)(\s+\w+){0,2}\s*$", Plain, Patterns.Patience)]
    private static partial Regex OfTheLastWord();

    [GeneratedRegex(@"^\s*(as|due|because|owing|in|on|to|following|since|after)\b[^,;]*,", Plain, Patterns.Patience)]
    private static partial Regex Adverbial();

    [GeneratedRegex(@"\b(on|in|of|from|for|to|since|under|with|by|at|per|after|before|until|into|within|through)\b", Plain, Patterns.Patience)]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"\b(is|are|was|were|be|been|being)(\s+(?!to\b)\w+){0,2}(\s+in\s+(its|their)\s+entirety\s*,?\s+and(\s+hereby)?)?\s*$", Plain, Patterns.Patience)]
    private static partial Regex Passive();

    [GeneratedRegex(@"\b((?<form>(form(?!\s+of\b)|report|statement|filing|submission|original)(?!(\s+\w+){0,2}['’]s\b))|(footnote|note|column|box|item|table|exhibit|row|line|entry|entries|transaction|holding|remark|explanation|signature|power\s+of\s+attorney|agreement|plan|certificate|charter|article|by-?law|trust|will|polic(y|ies)|program|warrant|registration|section|award|number|amount|price|date|title|code|name|information\s+in)s?)\b", Plain, Patterns.Patience)]
    private static partial Regex Thing();
}
