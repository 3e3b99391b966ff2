using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace HoldingsLedger.Holdings;

/// <summary>
/// A footnote's telling words. Filers retype a note from filing to filing: articles come and go, "vests" becomes "vested", the day of
/// a statement moves on. Names, numbers and dates stay and decide which account is meant.
/// </summary>
internal static partial class NoteWords
{
    // EDGAR allows a note 1,000 characters; what is longer is hostile and compared as it stands.
    private const int LongestRead = 4000;

    // Words that name neither an owner nor a grant.
    private static readonly FrozenSet<string> NamingNothing = FrozenSet.ToFrozenSet(
    [
        "a", "an", "the", "of", "by", "for", "in", "on", "to", "at", "from", "with", "and", "or", "as", "s",
        "this", "that", "these", "those", "such", "which", "whose", "is", "are", "was", "were", "be", "been", "being", "has", "have", "may", "will", "shall",
        "shares", "share", "securities", "security", "stock", "common", "number", "amount", "amounts", "holding", "holdings", "account",
        "held", "holds", "hold", "owned", "owns", "own", "directly", "indirectly", "beneficially", "deemed", "represents", "represent", "representing", "reflects", "reflect", "reflecting",
        "reporting", "reported", "person", "persons", "herein", "vest", "vests", "vested", "vesting",
    ],
    StringComparer.Ordinal);

    public static string Fold(string note) => note.Length > LongestRead ? note : FoldedWords.Notes.Of(note, Folded);

    private static string Folded(string note)
    {
        var folded = new StringBuilder(note.Length);
        foreach (Match match in Word().Matches(Passing().Replace(note, " ").ToLowerInvariant()))
        {
            var word = match.Value.Replace(".", "", StringComparison.Ordinal);
            if (NamingNothing.Contains(word)) continue;
            if (folded.Length > 0) folded.Append(' ');
            folded.Append(word is "revokable" ? "revocable" : word);
        }

        return folded.ToString();
    }

    // "As of June 30, 2023" tells when and not who; "(continued from footnote 2)" counts notes.
    [GeneratedRegex(@"\bas of (?:[A-Za-z]+ [0-9]{1,2}, ?[0-9]{4}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4})|\(?continued (?:from|in|to) (?:foot)?note \(?[0-9]{1,2}\)?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex Passing();

    // "L.P." is "LP".
    [GeneratedRegex(@"(?:[a-z]\.){2,}|[a-z0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex Word();
}
