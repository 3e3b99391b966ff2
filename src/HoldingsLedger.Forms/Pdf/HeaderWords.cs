using System.Text.RegularExpressions;
using HoldingsLedger.Forms.Text;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>Tells the columns of Tables I and II by the words over them; forgiving, for an OCR engine may have read them.</summary>
internal static partial class HeaderWords
{
    /// <summary>How well a column's own header (<paramref name="leaf"/>) and the one it shares (<paramref name="parent"/>) speak for it; negative where they speak against it.</summary>
    public static double Speaks(PaperColumn column, FormTable table, string leaf, string parent)
    {
        var both = parent + " " + leaf;
        return column switch
        {
            PaperColumn.SecurityTitle => Score(TitleOf().IsMatch(both)),
            PaperColumn.ExercisePrice => Score(Exercise().IsMatch(both) && !Exercisable().IsMatch(leaf)),
            PaperColumn.DeemedExecutionOn => Score(Deemed().IsMatch(both)),
            PaperColumn.TransactionOn => Score(TransactionDate().IsMatch(both) && !Deemed().IsMatch(both)),
            PaperColumn.Code => Score(TransactionCode().IsMatch(both) && !LetterV().IsMatch(leaf)),
            PaperColumn.Voluntary => Score(LetterV().IsMatch(leaf)),
            PaperColumn.Amount => Score(Amount().IsMatch(leaf) && (Acquired().IsMatch(parent) || parent.Length == 0) && !Owned().IsMatch(both)),
            PaperColumn.Direction => Score(leaf.Length < 40 && Direction().IsMatch(leaf)),
            PaperColumn.Acquired => Score(LetterA().IsMatch(leaf)),
            PaperColumn.Disposed => Score(LetterD().IsMatch(leaf)),
            PaperColumn.Price => table == FormTable.I ? Score(Price().IsMatch(leaf)) : Score(PriceOf().IsMatch(both) && !Exercise().IsMatch(both)),
            PaperColumn.ExercisableOn => Score(Exercisable().IsMatch(leaf) && !Expiration().IsMatch(leaf)),
            PaperColumn.ExpiresOn => Score(Expiration().IsMatch(leaf) && !Exercisable().IsMatch(leaf)),
            PaperColumn.UnderlyingTitle => Score(JustTitle().IsMatch(leaf)),
            PaperColumn.UnderlyingAmount => Score(Amount().IsMatch(leaf) && !Owned().IsMatch(leaf) && !Acquired().IsMatch(parent)),
            PaperColumn.OwnedFollowing => Score(Owned().IsMatch(both) && !Nature().IsMatch(both) && !Ownership().IsMatch(both)),
            PaperColumn.Ownership => Score(Ownership().IsMatch(both) && !Nature().IsMatch(both)),
            PaperColumn.Nature => Score(Nature().IsMatch(both)),
            _ => -1,
        };
    }

    /// <summary>Whether a text belongs to a header and not to a row.</summary>
    public static bool IsHeader(string text) => Header().IsMatch(text) || HasOnlyHeaderWords(text);

    /// <summary>Whether a text has no word that headers have not: the rest of a header ("Code V Shares A/D Price", "Shares"), never a row.</summary>
    public static bool HasOnlyHeaderWords(string text) => OnlyHeader().IsMatch(text) && text.Any(char.IsAsciiLetter);

    public static FormTable? TitleOfTable(string text)
    {
        if (!TableTitle().IsMatch(text)) return null;
        return NonDerivative().IsMatch(text) ? FormTable.I : FormTable.II;
    }

    /// <summary>The first column's header, which every header of both tables begins with.</summary>
    [GeneratedRegex(@"^\W*[1lI]?\W*(Title\W*of|Security\s*Title|Class\s*of\s*Secur)", Pattern.AnyCase, Pattern.Milliseconds)]
    public static partial Regex FirstColumn();

    /// <summary>Headers of other columns that stand in a cell as high as the whole header: any of them will do where a scan garbles the first.</summary>
    [GeneratedRegex(@"Deemed\s*Execution|Nature\s*of\s*Ind|Ownership\s*Form|Amount\s*of\s*Secur", Pattern.AnyCase, Pattern.Milliseconds)]
    public static partial Regex WholeColumn();

    private static double Score(bool speaks) => speaks ? 5 : -1;

    [GeneratedRegex(@"Tit[l1I]e\W*of\s*(Deriv|Secur|Non)|^\W*1\W+Title|Security\s*Title|Class\s*of\s*Secur", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex TitleOf();

    [GeneratedRegex(@"Conver|Exercise\s*Price", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Exercise();

    [GeneratedRegex(@"Deemed|Execution", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Deemed();

    [GeneratedRegex(@"Trans(\.|actio\w*|-)?(\s*-\s*action)?\s*Date|Date\s*of\s*Trans|Transaction\W*$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex TransactionDate();

    [GeneratedRegex(@"Trans(\.|actio\w*)?\s*Code|^\W*Code\W*$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex TransactionCode();

    [GeneratedRegex(@"^\W*[Vv٧]\W*$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex LetterV();

    [GeneratedRegex(@"^\W*(Acquired\W*)?A\W*$|^\W*Acquired\W*$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex LetterA();

    [GeneratedRegex(@"^\W*(Disposed\W*(of\W*)?)?D\W*$|^\W*Disposed(\s*of)?\W*$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex LetterD();

    [GeneratedRegex(@"Amount|Number\s*of\s*(Underlying\s*)?(Shares|Securities)|^\W*(Underlying\s*)?Shares\W*$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Amount();

    [GeneratedRegex(@"Acquired|Disposed", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Acquired();

    [GeneratedRegex(@"^\W*A\W*o?r?\s*\W*D\W*$|^\W*A\W+or\W+D|Acq\w*\W*(A\W*)?(or\W*)?Disp", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Direction();

    [GeneratedRegex(@"^\W*(Trans\w*\W*)?Pr[il1]ce\W*(per\s*(share|unit|security))?\W*$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Price();

    [GeneratedRegex(@"Pr[il1]ce\s*of", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex PriceOf();

    [GeneratedRegex(@"Exercisab", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Exercisable();

    [GeneratedRegex(@"Expir", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Expiration();

    [GeneratedRegex(@"^\W*Tit[l1I]e(\s*of\s*Underlying.*)?\W*$|^\W*Underlying\s*Securit(y|ies)\W*$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex JustTitle();

    [GeneratedRegex(@"Beneficially\s*Owned|Owned\s*(Following|after|at\s*end)|(Shares|Amount|Number|Derivatives|Securities)\s*Owned|Amount\s*of\s*Securities", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Owned();

    [GeneratedRegex(@"Ownership\s*Form|Form\s*:?\s*(of\s*)?(Direct|Deriv)|Direct\s*\(?D|Ownership|Direct\W*or\W*Indirect|^\W*D\W*(or\W*)?I\W*$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Ownership();

    [GeneratedRegex(@"Nature", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Nature();

    [GeneratedRegex(@"^(\W|[0-9]{1,2}[A-Za-z]?\b|(of|or|and|if|any|in|to|per|the|instr|title|class|securit(y|ies)|derivatives?|underlying|trans(action(s)?)?|code|date|month|day|year|deemed|execution|amount|number|shares?|units?|price|acq(uired)?|disp(osed)?|owned|beneficially|beneficial|following|reported|ownership|form|direct|indirect|nature|conversion|exercise|exercisable|expiration|expires|[ADIVS])\b)+$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex OnlyHeader();

    [GeneratedRegex(@"Instr|Month/?Day|MM/DD|Exercisable|Expiration|^\W*(Code|Amount|Price|Title)\W*$|Number ?of ?Shares|Beneficially|\(A\) or|Underlying|Title ?of|Conversion|Deemed", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Header();

    [GeneratedRegex(@"^\W{0,3}Tab[l1I]e\s*([Il1|!]{0,2}|2|H|Ii)(?=\W|$).*(Deriva|Beneficial)|^\W*((Non\W{0,3})?Derivative\s*Securities\s*(Acquired,\s*Disposed|Beneficially\s*Owned\W*(\(e|$)))", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex TableTitle();

    [GeneratedRegex(@"Non\s*[-–—]?\s*Deriv", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex NonDerivative();
}
