using System.Text.RegularExpressions;

namespace HoldingsLedger.Forms.Text;

/// <summary>The words printed on Forms 3, 4 and 5 themselves, as far as a reader steers by them. Patterns forgive what OCR does to a label.</summary>
internal static partial class PaperWords
{
    /// <summary>'3', '4' or '5' from the page's own "FORM 4" or its title; <c>null</c> where neither is there.</summary>
    public static char? FormOf(string text)
    {
        // The longer title first: "initial statement" and "annual statement" both say "beneficial ownership".
        if (InitialStatement().IsMatch(text)) return '3';
        if (AnnualStatement().IsMatch(text)) return '5';
        if (StatementOfChanges().IsMatch(text)) return '4';
        return FormLine().Match(text) is { Success: true } line ? line.Groups["n"].Value[0] : null;
    }

    /// <summary>Whether enough of the form's own words stand in the text to take it for a Form 3, 4 or 5.</summary>
    public static bool IsOwnershipForm(string text) => FormOf(text) is not null && OwnForm().Count(text) >= 2;

    /// <summary>Whether the mark before a box label is a cross or tick: "X", "[X]", "__X__", "☒".</summary>
    public static bool IsMark(string text) => Mark().IsMatch(text);

    /// <summary>Ends the form: what follows is an exhibit or the rest of a web page.</summary>
    [GeneratedRegex(@"^\W*(Reminder:|Note: ?File three copies|Persons who (are to )?respond|\*+ ?(If the form is filed by more|Intentional misstatements)|If the form is filed by more than one|Intentional misstatements or omissions)", Pattern.AnyCase, Pattern.Milliseconds)]
    public static partial Regex FormEnd();

    [GeneratedRegex(@"Explanation of Re[sp]+on[sc]es", Pattern.AnyCase, Pattern.Milliseconds)]
    public static partial Regex Explanation();

    [GeneratedRegex(@"^\W*Remarks ?:", Pattern.AnyCase, Pattern.Milliseconds)]
    public static partial Regex Remarks();

    [GeneratedRegex(@"No securities are beneficially owned\.?", Pattern.AnyCase, Pattern.Milliseconds)]
    public static partial Regex NothingOwned();

    [GeneratedRegex(@"\*{0,2} ?Signature of (the )?Report", Pattern.AnyCase, Pattern.Milliseconds)]
    public static partial Regex SignatureLabel();

    /// <summary>"(1) text", "1. text", "F1: text" at the start of a footnote.</summary>
    [GeneratedRegex(@"^\s*(\((?<n>[1-9][0-9]?)\)\.?|(?<n>[1-9][0-9]?)[.)]|F(?<n>[1-9][0-9]?)[:.]|\[(?<n>[1-9][0-9]?)\])\s*(?<text>\S.*)$", Pattern.Exact, Pattern.Milliseconds)]
    public static partial Regex FootnoteStart();

    /// <summary>Issuer and ticker: "SONUS NETWORKS INC [SONS]".</summary>
    [GeneratedRegex(@"^(?<name>.*?\S)\s*[\[{|(]\s*(?<symbol>(?<=\[\s*)[A-Za-z0-9][A-Za-z0-9.\-/ ,:]{0,24}?|[A-Z][A-Z0-9.\-/ ,:]{0,24}?)\s*[\]})|]\s*$", Pattern.Exact, Pattern.Milliseconds)]
    public static partial Regex IssuerWithSymbol();

    /// <summary>Month, day and year with separators, or ISO 8601; never the tail of a longer number.</summary>
    [GeneratedRegex(@"(?<![0-9]|[0-9][/\-.] ?)([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2} ?[/\-.] ?[0-9]{1,2} ?[/\-.] ?([0-9]{4}|[0-9]{2}))(?![0-9])", Pattern.Exact, Pattern.Milliseconds)]
    public static partial Regex AnyDate();

    /// <summary>City, state and ZIP on one line: "LONG BEACH, CA 90808"; states and countries are two characters.</summary>
    [GeneratedRegex(@"^(?<city>.+?),?\s+(?<state>[A-Z][A-Z0-9]|[0-9][A-Z])\s+(?<zip>[A-Z0-9][A-Z0-9\- ]{2,10})$", Pattern.Exact, Pattern.Milliseconds)]
    public static partial Regex CityStateZip();

    /// <summary>A city and ZIP without a state, as some filers abroad give them.</summary>
    [GeneratedRegex(@"^(?<city>[A-Za-z .'\-]+?),?\s+(?<zip>[0-9]{4,6}(-[0-9]{4})?)$", Pattern.Exact, Pattern.Milliseconds)]
    public static partial Regex CityZip();

    [GeneratedRegex(@"\(\s*(Last|First|Middle|Street|City|State|Zip)\s*\)", Pattern.AnyCase, Pattern.Milliseconds)]
    public static partial Regex AddressCaption();

    [GeneratedRegex(@"INITIAL\s+STATEMENT\s+OF\s+BENEFICIAL", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex InitialStatement();

    [GeneratedRegex(@"ANNUAL\s+STATEMENT\s+OF\s+(CHANGES|BENEFICIAL)", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex AnnualStatement();

    [GeneratedRegex(@"STATEMENT\s+OF\s+CHANGES?\s+IN\s+BENEFICIAL", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex StatementOfChanges();

    [GeneratedRegex(@"^\s*(SEC )?FORM\s*(?<n>[345])\s*$", Pattern.AnyCase | RegexOptions.Multiline, Pattern.Milliseconds)]
    private static partial Regex FormLine();

    [GeneratedRegex("Reporting Person|Issuer Name|Section 16|Non-?Derivative Securities|Beneficially Owned|Explanation of Responses", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex OwnForm();

    [GeneratedRegex(@"^[\s_\[\](){}|.]*([Xx×✕✖✗✘☒☑✓✔■▣⊠⊗●]{1,2})[\s_\[\](){}|.]*$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Mark();
}
