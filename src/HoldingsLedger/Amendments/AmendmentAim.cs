using System.Text.RegularExpressions;

namespace HoldingsLedger.Amendments;

/// <summary>What an amendment says it is for, where it says one thing only. It decides between readings that the numbers leave open, never against them.</summary>
public enum AmendmentAim
{
    Unsaid,

    /// <summary>It speaks of an error, and of nothing left out.</summary>
    Corrects,

    /// <summary>It speaks of something left out, and of no error.</summary>
    Adds,
}

/// <summary>Reads the aim from the remarks.</summary>
internal static partial class AimWords
{
    private const int LongestText = 10_000;

    public static AmendmentAim Of(string? remarks)
    {
        if (remarks is null) return AmendmentAim.Unsaid;
        var text = remarks.Length <= LongestText ? remarks : remarks[..LongestText];
        return (Error().IsMatch(text), LeftOut().IsMatch(text)) switch
        {
            (true, false) => AmendmentAim.Corrects,
            (false, true) => AmendmentAim.Adds,
            _ => AmendmentAim.Unsaid,
        };
    }

    private const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"\b(correct(s|ed|ing|ion|ions|ly)?|incorrect(ly)?|error(s)?|erroneous(ly)?|misstate(d|ment)?|misreported|wrong(ly)?|mistake(nly)?|inaccura(te|tely|cy)|clerical|typographical)\b", Plain, Patterns.Patience)]
    private static partial Regex Error();

    [GeneratedRegex(@"\b(omit(s|ted|ting)?|omission(s)?|left\s+out|(not|never)\s+(previously\s+|originally\s+|timely\s+)?(been\s+)?(reported|included|disclosed)|(fail(ed|s)?|failure|neglected)\s+to\s+(report|include|disclose)|did\s+not\s+(report|include|disclose)|additional\s+(transaction|sale|purchase|holding|line|trade|lot)s?)\b", Plain, Patterns.Patience)]
    private static partial Regex LeftOut();
}
