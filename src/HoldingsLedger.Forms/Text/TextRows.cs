using System.Text.RegularExpressions;

namespace HoldingsLedger.Forms.Text;

/// <summary>Finds Tables I and II in a text and reads their rows.</summary>
internal static partial class TextRows
{
    // One OCR reading of a number is never trusted alone; words suffer less, and codes come from a closed list.
    private const decimal OneNumber = 0.8m;
    private const decimal OneDate = 0.85m;
    private const decimal OneWord = 0.85m;

    public static IReadOnlyList<ReportedLine> Read(IReadOnlyList<TextLine> lines, char form, List<ReadingProblem> problems)
    {
        var result = new List<ReportedLine>();
        FormTable? table = null;
        var rows = new Dictionary<FormTable, List<TextTable.Row>> { [FormTable.I] = [], [FormTable.II] = [] };
        var anchors = new Dictionary<PaperColumn, int>();
        var open = false;
        foreach (var line in lines)
        {
            if (PaperWords.Explanation().IsMatch(line.Joined) || PaperWords.SignatureLabel().IsMatch(line.Joined) || PaperWords.FormEnd().IsMatch(line.Joined))
            {
                table = null;
                continue;
            }

            if (TableOf(line.Joined) is { } title)
            {
                (table, open) = (title, false);
                anchors.Clear();
                continue;
            }

            if (table is not { } current || line.Cells.Count == 0) continue;
            TextTable.Anchor(line, current, anchors);
            if (TextTable.Align(line, PaperColumns.Of(form, current), anchors) is { } row)
            {
                rows[current].Add(row);
                open = true;
            }
            else if (open && TextTable.Continuation(line) is { Count: > 0 } words)
            {
                GoOn(rows[current][^1], words);
            }
            else if (open && !TextTable.IsHeader(line) && line.Cells.Any(cell => PrintedValue.Number(cell.Text).Value is not null && cell.Text.Length > 2))
            {
                problems.Add(new(ProblemKind.DoubtfulValue, null, null, line.Joined, $"Line {line.Number} stands in Table {current} and reads as no row of it."));
            }
        }

        foreach (var (kind, found) in rows)
        {
            for (var at = 0; at < found.Count; at++)
            {
                var cells = found[at].Cells.ToDictionary(pair => pair.Key, pair => Cell(pair.Key, pair.Value));
                var line = PaperLine.Make(form, kind, at + 1, cells, new LineSource { TextLine = found[at].Line.Number }, problems);
                if (line is not null) result.Add(line);
            }
        }

        return result;
    }

    /// <summary>The words go to the text cell of the row above that stands nearest.</summary>
    private static void GoOn(TextTable.Row row, IReadOnlyList<TextCell> words)
    {
        foreach (var piece in words)
        {
            var texts = row.Cells.Where(pair => pair.Key is PaperColumn.SecurityTitle or PaperColumn.UnderlyingTitle or PaperColumn.Nature).ToList();
            var nearest = texts.MinBy(pair => Math.Abs(pair.Value[0].At - piece.At));
            if (nearest.Value is not null) nearest.Value.Add(piece);
        }
    }

    private static PaperCell Cell(PaperColumn column, List<TextCell> pieces)
    {
        var (text, markers) = PaperMarkers.Split(string.Join(' ', pieces.Select(piece => piece.Text)));
        switch (column)
        {
            case PaperColumn.SecurityTitle or PaperColumn.UnderlyingTitle or PaperColumn.Nature:
                return new(text, markers, OneWord);
            case PaperColumn.Code or PaperColumn.Voluntary or PaperColumn.Direction or PaperColumn.Ownership:
                return new(text, markers, OneWord);
            case PaperColumn.TransactionOn or PaperColumn.DeemedExecutionOn or PaperColumn.ExercisableOn or PaperColumn.ExpiresOn:
                // A half-read marker leaves a dot or bracket behind the date; letters or digits would be more than that.
                var date = PaperWords.AnyDate().Match(text);
                var rest = date.Success ? text.Remove(date.Index, date.Length) : text;
                return date.Success && !rest.Any(char.IsLetterOrDigit)
                    ? new(date.Value, markers, rest.Trim().Length == 0 ? OneDate : 0.75m)
                    : new(text, markers, OneDate);
            default:
                return new(text, markers, OneNumber);
        }
    }

    private static FormTable? TableOf(string text)
    {
        // "Ta able I - Non-I Derivati ive S ecuritie s Ac quired": only the letters can be relied on.
        var letters = NotLetters().Replace(text, string.Empty).ToUpperInvariant();
        if (!Title().IsMatch(letters)) return null;
        return letters.Contains("NON", StringComparison.Ordinal) ? FormTable.I : FormTable.II;
    }

    [GeneratedRegex("[^A-Za-z]", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex NotLetters();

    [GeneratedRegex("^.{0,3}TA{1,2}B[L1I]?E?.{0,12}DERI?VA.*(OWN|DISP|ACQ|BENEF|PUTS|SECUR)", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Title();
}
