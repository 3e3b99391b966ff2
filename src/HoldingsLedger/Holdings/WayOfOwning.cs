using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Holdings;

/// <summary>
/// How a line says the security is owned (domain section 3.9): "D", or "I" with its nature folded so that "By Trust" and "by trust (1)" are
/// one. "See footnote" is no nature: then <see cref="Nature"/> is empty and the footnote's text names the account.
/// </summary>
internal readonly record struct WayOfOwning(string Ownership, string Nature)
{
    public bool IsDirect => string.Equals(Ownership, "D", StringComparison.Ordinal);

    /// <summary>The nature names one owner ("By Quillfeather 2015 Trust") or a plan, of which a person has one; "By Trust" may be several.</summary>
    public bool NamesOwner => NatureWords.NameOwner(Nature);

    /// <summary>One of the two natures shortens words of the other: "FF Growth, LLC" is "Founders Fund Growth, LLC".</summary>
    public bool Shortens(WayOfOwning other) => !IsDirect && !other.IsDirect && NamesOwner && other.NamesOwner
        && (NatureWords.Shorten(Nature.Split(' '), other.Nature.Split(' ')) || NatureWords.Shorten(other.Nature.Split(' '), Nature.Split(' ')));

    /// <summary>The words of one of the two natures are within the other's, in full or by their initials: "By Trust" and "By Quillfeather Family Trust", "By GRAT" and "By Grantor Retained Annuity Trust".</summary>
    public bool SaysMoreOrLess(WayOfOwning other) => NatureWords.Contains(Nature.Split(' '), other.Nature.Split(' ')) || NatureWords.Contains(other.Nature.Split(' '), Nature.Split(' '));

    /// <summary>The two natures name one owner but for a slip in one word: "Quillfeather Trust" and "Quilfeather Trust". Numbers and short words are no slips.</summary>
    public bool IsMisspelt(WayOfOwning other) => !IsDirect && !other.IsDirect && NamesOwner && other.NamesOwner
        && NatureWords.AreOneSlipApart(Nature.Split(' '), other.Nature.Split(' '));

    public static WayOfOwning Of(ReportedLine line)
    {
        // A line that names a nature and forgot the letter owns indirectly.
        var ownership = line.Ownership ?? (line.NatureOfOwnership is null ? "D" : "I");
        return string.Equals(ownership, "D", StringComparison.Ordinal) ? new WayOfOwning("D", "") : new WayOfOwning(ownership, NatureWords.Fold(line.NatureOfOwnership));
    }
}

internal static partial class NatureWords
{
    // EDGAR allows 100 characters; what is longer is hostile or prose.
    private const int LongestRead = 300;

    private const int LongWord = 5;

    // What any owner may be called, folded.
    private static readonly FrozenSet<string> Kinds = FrozenSet.ToFrozenSet(
    [
        "trust", "trustee", "co", "revocable", "irrevocable", "living", "family", "grantor", "retained", "annuity", "grat", "grats", "charitable", "remainder", "lead", "unitrust", "crt", "crut",
        "marital", "credit", "shelter", "exempt", "non", "nonexempt", "gst", "dynasty", "insurance", "residence", "qualified", "personal", "estate", "testamentary", "descendants", "heirs",
        "spouse", "spousal", "child", "son", "sons", "daughter", "daughters", "father", "mother", "parent", "parents", "brother", "sister", "sibling", "siblings", "grandchild", "grandchildren",
        "grandson", "granddaughter", "niece", "nephew", "relative", "relatives", "member", "members", "household", "immediate", "minor", "law", "stepson", "stepdaughter",
        "ira", "iras", "roth", "sep", "rollover", "keogh", "self", "individual", "custodian", "custodial", "ugma", "utma", "account", "accounts", "joint", "jointly", "tenant", "tenants", "common", "managed", "brokerage", "broker", "nominee", "street", "name",
        "llc", "lp", "llp", "l", "p", "inc", "corp", "corporation", "company", "limited", "ltd", "liability", "partnership", "partnerships", "partner", "partners", "general", "foundation", "fund", "funds", "entity", "entities", "affiliate", "affiliates", "affiliated",
        "controlled", "control", "wholly", "subsidiary", "holding", "holdings", "investment", "investments", "capital", "management", "ventures", "business", "sponsor", "private", "other", "certain", "various", "multiple", "several", "two", "three",
        "reporting", "person", "persons", "s", "his", "her", "their", "its", "himself", "herself", "beneficial", "beneficially", "beneficiary", "benefit", "fbo", "f", "b", "o", "interest", "pecuniary", "indirect", "indirectly", "direct", "directly", "ownership", "owner",
        "for", "and", "or", "with", "as", "to", "on", "behalf", "from", "at", "which", "is", "shares", "stock", "see", "note", "notes", "footnote", "footnotes", "remarks", "explanation", "responses", "below", "above", "attached",
    ],
    StringComparer.Ordinal);

    /// <summary>Whether a folded nature says more than a kind of owner: a name, a year, a number, a plan; or the spouse, for a person has one.</summary>
    public static bool NameOwner(string folded)
    {
        if (folded is "spouse") return true;
        foreach (var word in folded.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Kinds.Contains(word)) return true;
        }

        return false;
    }

    /// <summary>Whether the words are the others, but for initials ("ff" for "founders fund") and beginnings ("corp" for "corporation").</summary>
    public static bool Shorten(ReadOnlySpan<string> few, ReadOnlySpan<string> many)
    {
        if (few.IsEmpty || many.IsEmpty) return few.IsEmpty && many.IsEmpty;
        if ((string.Equals(many[0], few[0], StringComparison.Ordinal) || Begins(few[0], many[0])) && Shorten(few[1..], many[1..])) return true;
        var initials = few[0];
        if (initials.Length < 2 || initials.Length > many.Length) return false;
        for (var i = 0; i < initials.Length; i++)
        {
            if (many[i][0] != initials[i]) return false;
        }

        return Shorten(few[1..], many[initials.Length..]);
    }

    /// <summary>Whether all the few words are among the many, or shorten them.</summary>
    public static bool Contains(string[] many, string[] few) => few[0].Length > 0 && (few.All(many.Contains) || Shorten(few, many));

    // "II" is no beginning of "III".
    private static bool Begins(string beginning, string word) => beginning.Length > 2 && beginning.Trim('i', 'v', 'x').Length > 0 && word.StartsWith(beginning, StringComparison.Ordinal);

    /// <summary>Whether the words are the others, but for a letter more, less, another or two in the wrong order, in one word of five letters or more.</summary>
    public static bool AreOneSlipApart(string[] words, string[] others)
    {
        if (words.Length != others.Length) return false;
        var differing = words.Zip(others).Where(pair => !string.Equals(pair.First, pair.Second, StringComparison.Ordinal)).ToList();
        if (differing is not [var (one, other)] || one.Length < LongWord || other.Length < LongWord || !(one + other).All(char.IsAsciiLetter)) return false;
        var same = 0;
        while (same < Math.Min(one.Length, other.Length) && one[same] == other[same]) same++;
        var (rest, otherRest) = (one[same..], other[same..]);
        if (rest.Length == 0 || otherRest.Length == 0) return rest.Length + otherRest.Length == 1;
        return Same(rest[1..], otherRest[1..]) || Same(rest[1..], otherRest) || Same(rest, otherRest[1..])
            || (rest.Length > 1 && otherRest.Length > 1 && rest[0] == otherRest[1] && rest[1] == otherRest[0] && Same(rest[2..], otherRest[2..]));

        static bool Same(string some, string others) => string.Equals(some, others, StringComparison.Ordinal);
    }

    /// <summary>The folded nature; empty where the words only point at a footnote.</summary>
    public static string Fold(string? nature) => string.IsNullOrEmpty(nature) ? "" : FoldedWords.Natures.Of(nature, Folded);

    private static string Folded(string nature)
    {
        if (nature.Length > LongestRead) nature = nature[..LongestRead];
        var text = Initials().Replace(Pointer().Replace(nature.ToLowerInvariant(), " "), "");
        var folded = new StringBuilder(text.Length);
        foreach (Match word in Word().Matches(text))
        {
            var kept = word.Value switch
            {
                "by" or "the" or "my" or "a" or "an" or "of" or "held" or "owned" or "through" or "in" or "via" => "",
                "wife" or "husband" => "spouse",
                "children" => "child",
                "trusts" => "trust",
                "rev" => "revocable",
                "irrev" => "irrevocable",
                "401" => "401k",
                "k" or "plan" when folded.Length >= 4 && folded.ToString().EndsWith("401k", StringComparison.Ordinal) => "",
                var other => other,
            };
            if (kept.Length == 0) continue;
            if (folded.Length > 0) folded.Append(' ');
            folded.Append(kept);
        }

        return folded.ToString();
    }

    // "See footnote (2)", "Footnote 1", "see remarks", "(see fn 3)", "See Explanation of Responses", "(1)", "*".
    [GeneratedRegex(@"\(?\s*(?:please\s+)?(?:see|refer to|per)\s+(?:the\s+|also\s+)?(?:foo?t?\s*-?\s*notes?|fn\.?|notes?|explanation(?:\s+of\s+responses?)?|remarks?|below|attached|exhibit)(?:\s*(?:nos?\.?|numbers?|#|below|,|&|and|\(?\s*[0-9f]{1,3}\s*\)?))*\s*\)?|\bfoo?t?\s*-?\s*notes?\b(?:\s*(?:,|&|and|#|\(?\s*[0-9]{1,2}\s*\)?))*|\bsee\s*(?:\(\s*[0-9]{1,2}\s*\)\s*,?)+|\(\s*f?[0-9]{1,2}\s*\)|\*+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex Pointer();

    // "Growth Fund IV, L.P." is "Growth Fund IV, LP".
    [GeneratedRegex(@"(?<=\b[a-z])\.(?=[a-z]\b)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex Initials();

    [GeneratedRegex("[a-z0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex Word();
}
