using System.Text.RegularExpressions;

namespace HoldingsLedger.Forms.Text;

/// <summary>Takes the footnote markers "(1)", "(2)(3)", "[1]", "⁽⁴⁾" out of a cell's text: "Trust (2)" is "Trust" with F2.</summary>
internal static partial class PaperMarkers
{
    /// <summary>The text without markers, and their ids in the order printed. A number in brackets with commas or three digits and more is an amount, not a marker.</summary>
    public static (string Text, IReadOnlyList<string> Markers) Split(string text)
    {
        var plain = Superscripts().Replace(text, match => "(" + string.Concat(match.Value.Select(Plain)).Trim('(', ')') + ")");
        if (!Marker().IsMatch(plain)) return (Spaces().Replace(plain, " ").Trim(), []);
        var markers = new List<string>();
        foreach (var number in Marker().Matches(plain).SelectMany(match => Digits().Matches(match.Value)).Select(match => match.Value.TrimStart('0')))
        {
            var id = "F" + number;
            if (!markers.Contains(id, StringComparer.Ordinal)) markers.Add(id);
        }

        var rest = Marker().Replace(plain, " ");
        return (Spaces().Replace(rest, " ").Trim().TrimEnd(';').TrimEnd(), markers);
    }

    private static char Plain(char raised) => raised switch
    {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁰' => '0',
        >= '⁴' and <= '⁹' => (char)('4' + (raised - '⁴')),
        '⁽' => '(',
        '⁾' => ')',
        _ => raised,
    };

    // "(1)", "( 2 )", "(1,2)", "(1) (2)", "[1]". A comma between two markers belongs to them.
    [GeneratedRegex(@"(\(\s*[1-9][0-9]?(\s*[,;]\s*[1-9][0-9]?(?![0-9]))*\s*\)|\[\s*[1-9][0-9]?(\s*[,;]\s*[1-9][0-9]?(?![0-9]))*\s*\])(\s*[,;]\s*(?=[(\[]))?", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Marker();

    [GeneratedRegex("[⁽]?[¹²³⁰⁴-⁹]+[⁾]?", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Superscripts();

    [GeneratedRegex("[0-9]+", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Digits();

    [GeneratedRegex(@"\s+", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Spaces();
}
