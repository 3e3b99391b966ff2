using System.Text.RegularExpressions;

namespace HoldingsLedger.Forms.Text;

/// <summary>
/// Puts the pieces of a text row under the columns of its table. Converters drop, split and shift cells, so positions alone
/// say little: the pieces are aligned to the columns in order, by what each can hold, and position only breaks ties.
/// </summary>
internal static partial class TextTable
{
    /// <summary>A row's cells by column, each with the pieces that fill it.</summary>
    internal sealed record Row(TextLine Line, Dictionary<PaperColumn, List<TextCell>> Cells);

    /// <summary>The row that the line's pieces make, or <c>null</c> where they make none: a header, a caption, noise.</summary>
    public static Row? Align(TextLine line, IReadOnlyList<PaperColumn> columns, IReadOnlyDictionary<PaperColumn, int> anchors)
    {
        var pieces = line.Cells;
        if (pieces.Count < 3 || pieces.Count > 40 || HeaderWords().IsMatch(line.Joined)) return null;
        var (n, m) = (pieces.Count, columns.Count);
        var best = new double[n + 1, m + 1];
        var step = new int[n + 1, m + 1];
        for (var i = n; i >= 0; i--)
        {
            for (var j = m; j >= 0; j--)
            {
                if (i == n && j == m) continue;
                var top = double.NegativeInfinity;
                // 1: the column is empty. 2: the piece is noise. 3 and 4: one or two pieces fill the column.
                if (j < m) Try(best[i, j + 1] - Absent(columns[j]), 1);
                if (i < n) Try(best[i + 1, j] - (IsNoise(pieces[i].Text) ? 0.5 : 4), 2);
                if (i < n && j < m) Try(best[i + 1, j + 1] + Fit(pieces[i].Text, columns[j], pieces[i].At, anchors), 3);
                if (i + 1 < n && j < m) Try(best[i + 2, j + 1] + Fit(pieces[i].Text + " " + pieces[i + 1].Text, columns[j], pieces[i].At, anchors) - 1.5, 4);
                best[i, j] = top;
                void Try(double score, int way)
                {
                    if (score <= top) return;
                    top = score;
                    step[i, j] = way;
                }
            }
        }

        var cells = new Dictionary<PaperColumn, List<TextCell>>();
        for (int i = 0, j = 0; i < n || j < m;)
        {
            switch (step[i, j])
            {
                case 1: j++; break;
                case 2: i++; break;
                case 3: cells[columns[j++]] = [pieces[i++]]; break;
                default:
                    cells[columns[j++]] = [pieces[i], pieces[i + 1]];
                    i += 2;
                    break;
            }
        }

        if (!cells.TryGetValue(PaperColumn.SecurityTitle, out var title) || !Word().IsMatch(title[0].Text)) return null;
        // A row has a date, or a balance and how it is owned; a header or a ruling read as letters has neither.
        var dated = cells.Any(pair => IsDate(pair.Key) && pair.Value.Any(piece => LooksLikeDate().IsMatch(PaperMarkers.Split(piece.Text).Text)));
        var balanced = cells.ContainsKey(PaperColumn.Ownership)
            && (cells.GetValueOrDefault(PaperColumn.OwnedFollowing) ?? cells.GetValueOrDefault(PaperColumn.UnderlyingAmount)) is { } balance && IsBalance(balance);
        return (dated && cells.Count >= 4) || balanced ? new(line, cells) : null;
    }

    /// <summary>Where the header line that names the leaf columns puts them: enough to tell (A) from (D) and one date from the other.</summary>
    public static void Anchor(TextLine line, FormTable table, Dictionary<PaperColumn, int> anchors)
    {
        if (table != FormTable.II) return;
        foreach (var cell in line.Cells)
        {
            PaperColumn? column = cell.Text switch
            {
                "Code" => PaperColumn.Code,
                "(A)" => PaperColumn.Acquired,
                "(D)" => PaperColumn.Disposed,
                "Exercisable" or "Date Exercisable" => PaperColumn.ExercisableOn,
                "Expiration Date" or "Expiration" => PaperColumn.ExpiresOn,
                "Title" => PaperColumn.UnderlyingTitle,
                _ => null,
            };
            if (column is { } known) anchors[known] = cell.At;
        }
    }

    /// <summary>The words with which a line goes on with texts of the row above ("buy)" under "Employee Stock Option (right to"); none where it has numbers of its own.</summary>
    public static IReadOnlyList<TextCell> Continuation(TextLine line)
    {
        if (HeaderWords().IsMatch(line.Joined)) return [];
        var said = line.Cells.Where(cell => !IsNoise(cell.Text) || Letters().IsMatch(cell.Text)).ToList();
        return said.Count <= 3 && said.TrueForAll(cell => Letters().IsMatch(cell.Text) && !LooksLikeDate().IsMatch(cell.Text)) ? said : [];
    }

    public static bool IsHeader(TextLine line) => HeaderWords().IsMatch(line.Joined);

    private static bool IsDate(PaperColumn column) =>
        column is PaperColumn.TransactionOn or PaperColumn.DeemedExecutionOn or PaperColumn.ExercisableOn or PaperColumn.ExpiresOn;

    private static double Absent(PaperColumn column) => column switch
    {
        PaperColumn.SecurityTitle => 3,
        PaperColumn.Ownership or PaperColumn.OwnedFollowing => 2,
        PaperColumn.TransactionOn or PaperColumn.Code => 0.5,
        _ => 0,
    };

    private static double Fit(string raw, PaperColumn column, int at, IReadOnlyDictionary<PaperColumn, int> anchors)
    {
        var (text, markers) = PaperMarkers.Split(raw);
        var fit = Fit(text, markers.Count, column);
        if (fit < 0 || !anchors.TryGetValue(column, out var anchor)) return fit;
        return fit + Math.Max(0, 1.5 - 0.5 * Math.Abs(at - anchor));
    }

    private static double Fit(string text, int markers, PaperColumn column)
    {
        const double never = -100;
        if (text.Length == 0)
            return markers > 0 && column is PaperColumn.ExercisableOn or PaperColumn.ExpiresOn or PaperColumn.ExercisePrice or PaperColumn.Price or PaperColumn.Nature ? 3 : never;
        var isDate = LooksLikeDate().IsMatch(text);
        switch (column)
        {
            case PaperColumn.SecurityTitle or PaperColumn.UnderlyingTitle:
                return Letters().IsMatch(text) && !isDate ? 5 : never;
            case PaperColumn.Nature:
                return Letters().IsMatch(text) && !isDate ? 4 : never;
            case PaperColumn.TransactionOn or PaperColumn.ExpiresOn:
                return isDate ? 6.3 : never;
            case PaperColumn.DeemedExecutionOn or PaperColumn.ExercisableOn:
                return isDate ? 6 : never;
            case PaperColumn.Code:
                return CodeLike().IsMatch(text) ? 5 : never;
            case PaperColumn.Voluntary:
                return text is "V" or "v" ? 5.5 : never;
            case PaperColumn.Direction:
                return text is "A" or "D" ? 5 : never;
            case PaperColumn.Ownership:
                return text is "D" or "I" ? 5 : never;
            default:
                if (isDate || !NumberLike().IsMatch(text)) return never;
                var dollars = text.StartsWith('$');
                var money = column is PaperColumn.Price or PaperColumn.ExercisePrice;
                return (PrintedValue.Number(text).Value is null ? 2 : 5) + (dollars ? money ? 2 : -2 : 0);
        }
    }

    private static bool IsNoise(string text) => text.Length <= 6 && text.Count(char.IsDigit) < 2 && !Letters().IsMatch(text);

    /// <summary>A balance printed in full: one stray digit is a speck or a ruling as often as a number, except a nought.</summary>
    private static bool IsBalance(List<TextCell> pieces) =>
        PrintedValue.Number(PaperMarkers.Split(pieces[0].Text).Text).Value is { } value && (value == 0 || value >= 10 || pieces[0].Text.Contains('.', StringComparison.Ordinal));

    [GeneratedRegex(@"Instr\.|Month/Day|Executi?on Date|Exercisabl|Title of|Beneficial|Disposed|Derivative Securit(y|ies) ?\(|\(A\) or|Code V|of Shares|Underlying|Conversion or|Transaction(\(s\)| ?Date| ?Code)", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex HeaderWords();

    [GeneratedRegex("[A-Za-z]{3}", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Word();

    [GeneratedRegex("[A-Za-z]{2}", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Letters();

    [GeneratedRegex(@"^\S{1,2} ?[/\-.] ?\S{1,2} ?[/\-.] ?\S{2,4}[^A-Za-z]*$|^[0-9]{4}-[0-9]{2}-[0-9]{2}$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex LooksLikeDate();

    [GeneratedRegex(@"^[A-Z]([/ ]?[KV]|[345])?$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex CodeLike();

    // Any digit of any script: the column then holds a number, though perhaps an unreadable one.
    [GeneratedRegex(@"^[$S]? ?(\p{Nd}|[OolI]\p{Nd}|\.\p{Nd}{2})[\p{Nd}OolI.,' ]*( ?(shares|shs\.?))?$|^-[0oO]-$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex NumberLike();
}
