using System.Text.RegularExpressions;

namespace HoldingsLedger.Identities;

/// <summary>Whether two names of one issuer's filings mean one person.</summary>
internal enum NameMatch
{
    Different,

    /// <summary>They may: a person should say.</summary>
    Perhaps,

    Same,
}

/// <summary>
/// Holds names against each other as filers write them: "ROGERS GARY A" (EDGAR), "Rogers, Gary", "Gary A. Rogers, Jr.". Words count in any
/// order, a middle name may be left out or shortened; a suffix that only one has is a father or a son until somebody knows.
/// </summary>
internal static partial class NameLikeness
{
    public static NameMatch Compare(string? one, string? other)
    {
        if (one is null || other is null) return NameMatch.Different;
        var (first, second) = (WordsOf(one), WordsOf(other));
        if (first.Words.Count == 0 || second.Words.Count == 0) return NameMatch.Different;
        if (first.IsCompany || second.IsCompany) return string.Equals(AliasOf(one), AliasOf(other), StringComparison.Ordinal) ? NameMatch.Same : NameMatch.Different;
        var common = first.Words.Where(word => word.Length > 1).Intersect(second.Words, StringComparer.Ordinal).ToList();
        var rest = (One: Without(first.Words, common), Other: Without(second.Words, common));
        var middle = Agree(rest.One, rest.Other);
        if (common.Count == 0 || middle is false) return NameMatch.Different;
        if (first.Suffix.Length > 0 && second.Suffix.Length > 0 && !string.Equals(first.Suffix, second.Suffix, StringComparison.Ordinal)) return NameMatch.Different;
        // One word in common: a family name with an initial, or a first name of two strangers.
        if (common.Count == 1) return rest is { One.Count: > 0, Other.Count: > 0 } ? NameMatch.Perhaps : NameMatch.Different;
        return string.Equals(first.Suffix, second.Suffix, StringComparison.Ordinal) ? NameMatch.Same : NameMatch.Perhaps;
    }

    /// <summary>A company's name without punctuation and the words for its legal form: "Sonus Networks, Inc." and "SONUS NETWORKS INC" are one.</summary>
    public static string AliasOf(string name)
    {
        var words = Split(StateOf().Replace(name, " "));
        var last = words.Count;
        while (last > 1 && LegalForms.Contains(words[last - 1])) last--;
        var from = last > 1 && words[0] is "the" ? 1 : 0;
        return string.Join('-', words.Take(last).Skip(from));
    }

    private static readonly HashSet<string> LegalForms = new(["inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "plc", "llc", "lp", "llp", "lllp", "sa", "nv", "ag"], StringComparer.Ordinal);
    private static readonly HashSet<string> Companies = new([.. LegalForms, "trust", "fund", "partners", "partnership", "holdings", "capital", "ventures", "foundation", "associates", "management"], StringComparer.Ordinal);
    private static readonly HashSet<string> Suffixes = new(["jr", "sr", "ii", "iii", "iv"], StringComparer.Ordinal);
    private static readonly HashSet<string> Titles = new(["mr", "mrs", "ms", "dr", "prof", "phd", "md", "esq", "cpa"], StringComparer.Ordinal);

    private static (List<string> Words, string Suffix, bool IsCompany) WordsOf(string name)
    {
        var words = Split(name);
        if (words.Exists(Companies.Contains)) return (words, "", true);
        var suffix = words.Find(Suffixes.Contains) ?? "";
        return ([.. words.Where(word => !Suffixes.Contains(word) && !Titles.Contains(word))], suffix, false);
    }

    /// <summary>"L.P." is one word, "O'Brien-Smith" two and the same as "OBrien Smith".</summary>
    private static List<string> Split(string name) =>
        [.. NotWord().Replace(Joined().Replace(name, ""), " ").ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private static List<string> Without(List<string> words, List<string> common)
    {
        var rest = words.ToList();
        foreach (var word in common) rest.Remove(word);
        return rest;
    }

    /// <summary>Whether what is left of two names can be one middle name: an initial and a word that begins with it, or nothing on one side.</summary>
    private static bool Agree(List<string> one, List<string> other)
    {
        if (one.Count == 0 || other.Count == 0) return true;
        return one.TrueForAll(word => other.Exists(again => Initial(word, again))) || other.TrueForAll(word => one.Exists(again => Initial(word, again)));

        static bool Initial(string word, string other) => word[0] == other[0] && (word.Length == 1 || other.Length == 1 || string.Equals(word, other, StringComparison.Ordinal));
    }

    // "/DE/", "/NEW/", "\DE\": what EDGAR adds to a company's name.
    [GeneratedRegex(@"[/\\][A-Za-z]{2,4}[/\\]?\s*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patterns.Patience)]
    private static partial Regex StateOf();

    [GeneratedRegex(@"(?<=\b[A-Za-z])\.(?=[A-Za-z]\b)|['’`]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patterns.Patience)]
    private static partial Regex Joined();

    [GeneratedRegex(@"[^\p{L}\p{Nd}]+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patterns.Patience)]
    private static partial Regex NotWord();
}
