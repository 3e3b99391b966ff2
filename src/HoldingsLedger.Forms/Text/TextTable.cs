using System.Text.RegularExpressions;

namespace HoldingsLedger.Forms.Text;

/// <summary>
/// Puts the pieces of a text row under the columns of its table. Converters drop, split and shift cells, so positions alone
/// say little: the pieces are aligned to the columns in order, by what each can hold, and position only weighs with it.
/// </summary>
internal static partial class TextTable
{
    /// <summary>A row's cells by column, each with the pieces that fill it.</summary>
    internal sealed record Row(TextLine Line, Dictionary<PaperColumn, List<TextCell>> Cells);

    /// <summary>A text column takes so many pieces at most: words that a converter parted by single spaces or lines.</summary>
    private const int MostPieces = 12;

    private const int LongestRow = 80;

    /// <summary>The row that the line's pieces make, or <c>null</c> where they make none: a header, a caption, noise.</summary>
    public static Row? Align(TextLine line, IReadOnlyList<PaperColumn> columns, TextAnchors anchors)
    {
        var whole = AlignPieces(line, line.Cells, columns, anchors);
        var words = line.Cells.Any(cell => IsCompound(cell.Text)) ? AlignPieces(line, Words(line), columns, anchors) : null;
        return words?.Score > (whole?.Score ?? double.NegativeInfinity) ? words?.Row : whole?.Row;
    }

    /// <summary>The rows that pieces make which stand one under the other, the columns of each row in order, rows one after the other.</summary>
    public static IReadOnlyList<Row> AlignList(IReadOnlyList<TextLine> lines, IReadOnlyList<PaperColumn> columns)
    {
        var pieces = lines.SelectMany(line => (line.Cells.Any(cell => IsCompound(cell.Text)) ? Words(line) : line.Cells).Select(cell => (Line: line, Cell: cell))).ToList();
        if (pieces.Count is < 3 or > 2000) return [];
        var rows = new List<Row>();
        foreach (var row in new Alignment([.. pieces.Select(piece => piece.Cell)], TextColumns.Spaces, columns, TextAnchors.None, many: true).Rows())
        {
            // Under the number of the line on which its first piece stands.
            if (IsRow(row.Cells)) rows.Add(new(pieces[row.First].Line, Plausible(row.Cells)));
        }

        return rows;
    }

    private static (Row Row, double Score)? AlignPieces(TextLine line, IReadOnlyList<TextCell> pieces, IReadOnlyList<PaperColumn> columns, TextAnchors anchors)
    {
        if (pieces.Count is < 3 or > LongestRow) return null;
        var alignment = new Alignment(pieces, line.Columns, columns, anchors, many: false);
        var cells = alignment.Rows()[0].Cells;
        return IsRow(cells) ? (new(line, Plausible(cells)), alignment.Score) : null;
    }

    /// <summary>A transaction has a day; a deemed one only beside it.</summary>
    private static Dictionary<PaperColumn, List<TextCell>> Plausible(Dictionary<PaperColumn, List<TextCell>> cells)
    {
        if (!cells.ContainsKey(PaperColumn.TransactionOn) && cells.Remove(PaperColumn.DeemedExecutionOn, out var day)) cells[PaperColumn.TransactionOn] = day;
        return cells;
    }

    private static bool IsRow(Dictionary<PaperColumn, List<TextCell>> cells)
    {
        if (!cells.TryGetValue(PaperColumn.SecurityTitle, out var title) || !title.Exists(piece => Word().IsMatch(piece.Text))) return false;
        // A row has a date, or a balance and how it is owned; a header or a ruling read as letters has neither.
        var dated = cells.Any(pair => IsDate(pair.Key) && pair.Value.Exists(piece => LooksLikeDate().IsMatch(PaperMarkers.Split(piece.Text).Text)));
        var balanced = cells.ContainsKey(PaperColumn.Ownership)
            && (cells.GetValueOrDefault(PaperColumn.OwnedFollowing) ?? cells.GetValueOrDefault(PaperColumn.UnderlyingAmount)) is { } balance && IsBalance(balance);
        return (dated && cells.Count >= 4) || balanced;
    }

    /// <summary>The pieces of a line that say something: no specks, no labels of the form.</summary>
    public static IReadOnlyList<TextCell> Said(TextLine line) =>
        [.. line.Cells.Where(cell => !IsNoise(cell.Text) || IsMarker(cell.Text) || (!line.HasTabs && cell.Text is "A" or "D" or "I"))];

    /// <summary>Whether a line is of the table's header: no word of it is the filer's.</summary>
    public static bool IsHeader(TextLine line) =>
        (line.Cells.All(cell => IsLabel(cell.Text) || IsNoise(cell.Text)) && !line.Cells.Any(cell => IsMarker(cell.Text)))
        || (HeaderWords().IsMatch(line.Joined) && !line.Cells.Any(cell => HasDate(cell.Text) || IsAmount(cell.Text) || cell.Text is "D" or "I"));

    /// <summary>Whether a piece is a label of the form ("Code", "(A) or (D)", "of Indirect Beneficial").</summary>
    public static bool IsLabel(string text) => LabelWords().IsMatch(text) && LabelWord().IsMatch(text);

    private static bool IsMarker(string text) => PaperMarkers.Split(text) is { Text.Length: 0, Markers.Count: > 0 };

    public static bool HasDate(string text) => PaperWords.AnyDate().IsMatch(text) || LooksLikeDate().IsMatch(PaperMarkers.Split(text).Text);

    public static bool HasWord(string text) => Letters().IsMatch(text);

    /// <summary>A number of two digits or more, or with a dollar sign.</summary>
    public static bool IsAmount(string text) => PaperMarkers.Split(text).Text is var plain && NumberLike().IsMatch(plain) && (plain.Count(char.IsDigit) > 1 || plain is ['$', ..] or "0");

    /// <summary>An amount that nothing parts from the word before it: "Stock(12,681,798".</summary>
    public static bool HasGluedAmount(string text) => GluedAmount().IsMatch(text);

    /// <summary>The figures of a row's line that are in none of its cells: dates, numbers, markers.</summary>
    public static IReadOnlyList<string> Unplaced(Row row)
    {
        var left = row.Line.Cells.SelectMany(cell => Figures(cell.Text)).ToList();
        foreach (var figure in row.Cells.Values.SelectMany(pieces => pieces).SelectMany(piece => Figures(piece.Text))) left.Remove(figure);
        return left;

        static IEnumerable<string> Figures(string text) => WordWithoutSpaces().Matches(text).Select(match => match.Value).Where(word => word.Count(char.IsAsciiDigit) > 1 || IsMarker(word));
    }

    /// <summary>"8,500 D" in one piece.</summary>
    public static bool IsBalanceWithOwnership(string text) => BalanceWithOwnership().IsMatch(text);

    /// <summary>Whether several cells stand in one piece, parted by single spaces: a date or number with more beside it.</summary>
    public static bool IsCompound(string text)
    {
        var (plain, _) = PaperMarkers.Split(text);
        var rest = PaperWords.AnyDate().Replace(plain, " ", 1);
        if (rest.Length < plain.Length) return rest.Any(char.IsLetterOrDigit);
        return plain.Split(' ').Count(word => NumberLike().IsMatch(word) && (word.Count(char.IsDigit) > 2 || word[0] == '$')) > 1 || IsBalanceWithOwnership(plain) || WordsAndAmount().IsMatch(plain);
    }

    /// <summary>The words of a line as pieces of their own; markers stay with the word before.</summary>
    private static List<TextCell> Words(TextLine line)
    {
        var words = new List<TextCell>();
        foreach (var cell in line.Cells)
        {
            var first = true;
            foreach (var match in WordWithMarkers().Matches(cell.Text).AsEnumerable())
            {
                words.Add(new(match.Value, line.HasTabs ? cell.At : cell.At + match.Index, Glued: !first));
                first = false;
            }
        }

        return words;
    }

    private static bool IsDate(PaperColumn column) =>
        column is PaperColumn.TransactionOn or PaperColumn.DeemedExecutionOn or PaperColumn.ExercisableOn or PaperColumn.ExpiresOn;

    private static bool IsText(PaperColumn column) => column is PaperColumn.SecurityTitle or PaperColumn.UnderlyingTitle or PaperColumn.Nature;

    private static double Absent(PaperColumn column) => column switch
    {
        PaperColumn.SecurityTitle => 3,
        PaperColumn.Ownership or PaperColumn.OwnedFollowing => 2,
        PaperColumn.TransactionOn or PaperColumn.Code => 0.5,
        _ => 0,
    };

    private static double Fit(string raw, PaperColumn column)
    {
        const double never = Alignment.Never;
        var (text, markers) = PaperMarkers.Split(raw);
        if (text.Length == 0)
            return markers.Count == 0 || column is PaperColumn.SecurityTitle or PaperColumn.Voluntary ? never : column is PaperColumn.ExercisableOn or PaperColumn.ExpiresOn or PaperColumn.ExercisePrice or PaperColumn.Price or PaperColumn.Nature ? 3 : 1;
        var isDate = LooksLikeDate().IsMatch(text);
        switch (column)
        {
            case PaperColumn.SecurityTitle or PaperColumn.UnderlyingTitle:
                return Letters().IsMatch(text) && !isDate ? 5 - Numbers(text) : never;
            case PaperColumn.Nature:
                return Letters().IsMatch(text) && !isDate ? 4 - Numbers(text) : never;
            case PaperColumn.TransactionOn or PaperColumn.ExpiresOn:
                return isDate ? 6.3 : never;
            case PaperColumn.DeemedExecutionOn or PaperColumn.ExercisableOn:
                return isDate ? 6 : Immediately().IsMatch(text) && column == PaperColumn.ExercisableOn ? 5.5 : never;
            case PaperColumn.Code:
                return CodeLike().IsMatch(text) ? 5 : never;
            case PaperColumn.Voluntary:
                return text is "V" or "v" ? 5.5 : never;
            case PaperColumn.Direction:
                return text is "A" or "D" or "(A)" or "(D)" ? 5 : never;
            case PaperColumn.Ownership:
                return text is "D" or "I" or "(D)" or "(I)" or "Direct" or "Indirect" or "DIRECT" or "INDIRECT" ? 5 : never;
            default:
                if (isDate || !NumberLike().IsMatch(text)) return never;
                var dollars = text.StartsWith('$');
                var money = column is PaperColumn.Price or PaperColumn.ExercisePrice;
                return (PrintedValue.Number(text).Value is null ? 2 : 5) + (dollars ? money ? 2 : -2 : 0) + (!dollars && money && text.Contains(',', StringComparison.Ordinal) && !text.Contains('.', StringComparison.Ordinal) ? -1 : 0);
        }
    }

    /// <summary>A date or an amount among words is more likely a neighbour's.</summary>
    private static double Numbers(string text) => PaperWords.AnyDate().IsMatch(text) || AmountAmongWords().IsMatch(text) ? 4 : 0;

    private static bool IsNoise(string text) => text.Length <= 6 && text.Count(char.IsDigit) < 2 && !Letters().IsMatch(text);

    /// <summary>A balance printed in full: one stray digit is a speck or a ruling as often as a number, except a nought.</summary>
    private static bool IsBalance(List<TextCell> pieces) =>
        PrintedValue.Number(PaperMarkers.Split(pieces[0].Text).Text).Value is { } value && (value == 0 || value >= 10 || pieces[0].Text.Contains('.', StringComparison.Ordinal));

    [GeneratedRegex(@"Instr\.|Month/Day|Executi?on Date|Exercisabl|Title of|Beneficial|Disposed|Derivative Securit(y|ies) ?\(|\(A\) or|Code V|of Shares|Underlying|Conversion or|Transaction(\(s\)| ?Date| ?Code)", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex HeaderWords();

    // Words of which the labels of Tables I and II are made, and nothing else.
    [GeneratedRegex(@"^([\s.,:;()\[\]/*|\-]|[0-9]{1,2}A?\.|\b([0-9]{1,2}A|titles?|of|deriva(tiv)?e|derivative|securit(y|ies)|non|instrs?|instructions?|[3-8]|transaction|transactions|s|trans|date|dates|month|day|year|mm|dd|yyyy|deemed|execution|if|any|code|v|acquired|or|disposed|a|d|i|and|amounts?|price|beneficially|owned|following|reported|ownership|form|direct|indirect|nature|beneficial|conversion|exercise|numbers?|exercisable|expiration|underlying|shares|at|end|issuer'?s|fiscal|in|see|column|table|note)\b)+$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex LabelWords();

    [GeneratedRegex(@"[A-Za-z]{4}|\(A\)|\(D\)|^V$|Instr|^of$|^if any$|^and \d\)$|^Day|^or$|^[0-9]{1,2}A?\.$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex LabelWord();

    [GeneratedRegex("[A-Za-z]{3}", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Word();

    [GeneratedRegex("[A-Za-z]{2}", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Letters();

    [GeneratedRegex(@"^\S{1,2} ?[/\-.] ?\S{1,2} ?[/\-.] ?\S{2,4}[^A-Za-z]*$|^[0-9]{4}-[0-9]{2}-[0-9]{2}$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex LooksLikeDate();

    [GeneratedRegex(@"^[A-Z]([/ ]?[KV]|[345])?$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex CodeLike();

    [GeneratedRegex(@"^(immed(iately|\.)?|currently|various)$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Immediately();

    [GeneratedRegex(@"(^|[A-Za-z)] )[0-9][0-9,.]*( ?\([0-9]{1,2}\))* [DI]( ?\([0-9]{1,2}\))*($| [A-Z(])", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex BalanceWithOwnership();

    [GeneratedRegex(@"(?<![0-9])\$ ?[0-9.]+(?! par)|(?<![0-9])[0-9]{1,3}(,[0-9]{3})+", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex AmountAmongWords();

    [GeneratedRegex(@"[A-Za-z)] (\$ ?[0-9.,]+|[0-9]{1,3}(,[0-9]{3})+)$|^(\$ ?[0-9.,]+|[0-9]{1,3}(,[0-9]{3})+) [A-Za-z(]", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex WordsAndAmount();

    [GeneratedRegex(@"[A-Za-z(]\$?[0-9]{1,3}(,[0-9]{3})+", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex GluedAmount();

    [GeneratedRegex(@"\S+", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex WordWithoutSpaces();

    [GeneratedRegex(@"\S+( ?\([1-9][0-9]?\))*", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex WordWithMarkers();

    // Any digit of any script: the column then holds a number, though perhaps an unreadable one.
    [GeneratedRegex(@"^[$S]? ?(\p{Nd}|[OolI]\p{Nd}|\.\p{Nd}{2})[\p{Nd}OolI.,' ]*( ?(shares|shs\.?))?$|^-[0oO]-$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex NumberLike();
}
