using System.Text.RegularExpressions;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Amendments;

/// <summary>
/// Reads whether an amendment says that somebody should not have stood among the owners ("inadvertently included the Fund as a reporting person"; "to
/// remove … as a joint filer"). It is asked only where owners of the original are left out. In doubt the answer is no: so it is where several are left out and one is spoken of.
/// </summary>
internal static partial class OwnerWords
{
    /// <summary>Whether a sentence says so of those left out.</summary>
    public static bool TakeOut(int leftOut, string? remarks, IReadOnlyList<Footnote> footnotes) =>
        leftOut > 0 && RestatementWords.Find(remarks, footnotes, sentence => (leftOut == 1 || OfSeveral().IsMatch(sentence)) && TakesOut(sentence)) is not null;

    private static bool TakesOut(string sentence) =>
        NamedInError().IsMatch(sentence) || (Removes().Match(sentence) is { Success: true } removal && !Denial().IsMatch(sentence[..removal.Index]));

    private const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private const string AsOwner = @"\bas\s+((a|an|one\s+of\s+the)\s+)?((joint|additional|co-?)\s*)?(reporting\s+(persons?|owners?)|filers?|filing\s+persons?)\b";

    // A clause of its own says what somebody is: "the trust, which files as a reporting person".
    private const string Between = @"((?!\b(which|who|whom|whose|that)\b)[^.;]){0,120}";

    [GeneratedRegex(@"\b(erroneous|inadvertent|mistaken|incorrect|improper|wrong)ly\s+(included|listed|named|identified|designated|added|shown)\b" + Between + AsOwner
        + @"|\b(included|listed|named|identified|designated|added|shown)\b" + Between + AsOwner + @"\s+(in\s+error|by\s+mistake|erroneously|inadvertently|mistakenly)\b", Plain, Patterns.Patience)]
    private static partial Regex NamedInError();

    [GeneratedRegex(@"\b(remov(e|es|ed|ing|al)|delet(e|es|ed|ing|ion))\b" + Between + AsOwner, Plain, Patterns.Patience)]
    private static partial Regex Removes();

    [GeneratedRegex(@"\bas\s+((joint|additional|co-?)\s*)?(reporting\s+(persons|owners)|filers|filing\s+persons)\b", Plain, Patterns.Patience)]
    private static partial Regex OfSeveral();

    [GeneratedRegex(@"\b(not|never|nor|without|neither)\b", Plain, Patterns.Patience)]
    private static partial Regex Denial();
}
