using System.Text.RegularExpressions;

namespace HoldingsLedger.Forms.Text;

/// <summary>Finds Tables I and II in a text and reads their rows.</summary>
internal static partial class TextRows
{
    // One OCR reading of a number is never trusted alone; words suffer less, and codes come from a closed list.
    private const decimal OneNumber = 0.8m;
    private const decimal OneDate = 0.85m;
    private const decimal OneWord = 0.85m;
    private const decimal OneUnderTheOther = 0.6m;

    public static IReadOnlyList<ReportedLine> Read(IReadOnlyList<TextLine> lines, char form, List<ReadingProblem> problems)
    {
        var rows = new Dictionary<FormTable, List<FoundRow>> { [FormTable.I] = [], [FormTable.II] = [] };
        foreach (var (table, part) in Parts(lines)) rows[table].AddRange(RowsOf(part, form, table, problems));
        var result = new List<ReportedLine>();
        foreach (var (kind, found) in rows)
        {
            var place = 0;
            foreach (var row in found)
            {
                var cells = row.Row.Cells.ToDictionary(pair => pair.Key, pair => Cell(pair.Key, pair.Value));
                if (PaperLine.Make(form, kind, ++place, cells, new LineSource { TextLine = row.Row.Line.Number }, problems) is not { } line) continue;
                line = TextDirection.Weigh(row.IsListed ? Listed(line) : line, row.SideIsKnown, problems);
                Require(line, form, problems);
                if (!row.IsListed && TextTable.Unplaced(row.Row) is { Count: > 0 } left)
                    problems.Add(new(ProblemKind.DoubtfulValue, line.Line, null, string.Join(' ', left), $"The row has figures that stand under no column of it: {string.Join(", ", left)}."));
                result.Add(line);
            }
        }

        return result;
    }

    /// <summary>Columns of cells that stand one under the other are told by what they hold alone.</summary>
    private static ReportedLine Listed(ReportedLine line)
    {
        var fields = line.FieldConfidence?.ToDictionary(pair => pair.Key, pair => Math.Min(pair.Value, OneUnderTheOther), StringComparer.Ordinal);
        return line with { FieldConfidence = fields, Confidence = fields?.Values.Min() ?? line.Confidence };
    }

    /// <summary>What a row of the form always has was there to be read.</summary>
    private static void Require(ReportedLine line, char form, List<ReadingProblem> problems)
    {
        if (line is { Kind: LineKind.Transaction, AcquiredDisposed: null }) Missing("acquiredDisposed");
        if ((form != '3' || line.Table == FormTable.I) && line is { SharesOwnedFollowing: null, ValueOwnedFollowing: null }) Missing("sharesOwnedFollowing");

        void Missing(string field)
        {
            if (line.Footnotes.ContainsKey(field) || problems.Exists(problem => string.Equals(problem.Line, line.Line, StringComparison.Ordinal) && string.Equals(problem.Field, field, StringComparison.Ordinal))) return;
            problems.Add(new(ProblemKind.MissingField, line.Line, field, null, $"The form asks for {field}; the row has none that could be read."));
        }
    }

    /// <summary>The lines of each table as far as it goes on one page: after its title, up to the next table, the footnotes or the form's end.</summary>
    private static List<(FormTable Table, List<TextLine> Lines)> Parts(IReadOnlyList<TextLine> lines)
    {
        var parts = new List<(FormTable Table, List<TextLine> Lines)>();
        var open = false;
        foreach (var line in lines)
        {
            if (PaperWords.Explanation().IsMatch(line.Joined) || PaperWords.SignatureLabel().IsMatch(line.Joined) || PaperWords.FormEnd().IsMatch(line.Joined) || PaperWords.Remarks().IsMatch(line.Joined))
            {
                open = false;
            }
            else if (TableOf(line.Joined) is { } title)
            {
                parts.Add((title, []));
                open = true;
            }
            else if (open && line.Cells.Count > 0 && !PageHeader().IsMatch(line.Joined))
            {
                parts[^1].Lines.Add(line);
            }
        }

        return parts;
    }

    private static List<FoundRow> RowsOf(List<TextLine> part, char form, FormTable table, List<ReadingProblem> problems)
    {
        var (columns, anchors) = (PaperColumns.Of(form, table), new TextAnchors());
        var body = new List<TextLine>();
        foreach (var line in part)
        {
            // Labels stand above the rows; below them the same words are a filer's ("Ordinary / Shares").
            var label = body.Exists(TextRowLines.IsRow) ? TextTable.IsHeader(line) && line.Cells.Count > 1 : TextTable.IsHeader(line);
            if (label) anchors.Add(line, form, table);
            else body.Add(body.Exists(TextRowLines.IsRow) ? line : line with { Cells = [.. line.Cells.Where(cell => !TextTable.IsLabel(cell.Text))] });
        }

        var (found, left) = (new List<FoundRow>(), new List<(TextLine Line, TextCell Piece)>());
        foreach (var line in TextRowLines.Together(body, (line, piece) => left.Add((line, piece))))
        {
            if (TextTable.Align(line, columns, anchors) is { } row) found.Add(new(row, SideIsKnown(row, anchors)));
            else left.Add((line, line.Cells[0]));
        }

        // No line has a row's cells side by side: they may stand one under the other.
        if (found.Count == 0)
        {
            var listed = TextTable.AlignList([.. part.Select(line => line with { Cells = [.. line.Cells.Where(cell => !TextTable.IsLabel(cell.Text))] })], columns);
            if (listed.Count > 0)
            {
                problems.Add(new(ProblemKind.DoubtfulValue, null, null, null, $"The cells of Table {table} stand one under the other in the text; the columns are told by what the cells hold."));
                return [.. listed.Select(row => new FoundRow(row, SideIsKnown: false, IsListed: true))];
            }
        }

        foreach (var line in left.Select(piece => piece.Line).DistinctBy(line => line.Number).OrderBy(line => line.Number))
            problems.Add(new(ProblemKind.DoubtfulValue, null, null, line.Joined, $"Line {line.Number} stands in Table {table} and has numbers that read as no row of it."));
        return found;
    }

    /// <summary>Whether the place of an amount of Table II tells if it stands under (A) or under (D).</summary>
    private static bool SideIsKnown(TextTable.Row row, TextAnchors anchors) =>
        (row.Cells.TryGetValue(PaperColumn.Acquired, out var acquired) && anchors.Tells(PaperColumn.Acquired, PaperColumn.Disposed, acquired[0], row.Line.Columns))
        || (row.Cells.TryGetValue(PaperColumn.Disposed, out var disposed) && anchors.Tells(PaperColumn.Disposed, PaperColumn.Acquired, disposed[0], row.Line.Columns));

    private static PaperCell Cell(PaperColumn column, List<TextCell> pieces)
    {
        var (text, markers) = PaperMarkers.Split(string.Join(' ', pieces.Select(piece => piece.Text)));
        switch (column)
        {
            case PaperColumn.SecurityTitle or PaperColumn.UnderlyingTitle or PaperColumn.Nature:
                // A raised marker misread: Common Stock"), Trust‘!
                var bare = Misread().Match(text) is { Success: true } misread && !Balanced(text) ? text[..misread.Index] : text;
                return new(bare, markers, bare.Length == text.Length ? OneWord : 0.6m);
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

    private static bool Balanced(string text) => text[^1] is ')' && text.Count(sign => sign == '(') == text.Count(sign => sign == ')');

    private static FormTable? TableOf(string text)
    {
        // "Ta able I - Non-I Derivati ive S ecuritie s Ac quired": only the letters can be relied on.
        var letters = NotLetters().Replace(text, string.Empty).ToUpperInvariant();
        if (!Title().IsMatch(letters)) return null;
        return letters.Contains("NON", StringComparison.Ordinal) ? FormTable.I : FormTable.II;
    }

    // What a page begins or ends with: it stands between the rows of a table that goes on.
    [GeneratedRegex(@"^\W*(SEC )?FORM [345]\b|\bPage [0-9]+( of [0-9]+)?\W*$|\[ ?[A-Z.]{1,6} ?\]$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex PageHeader();

    private sealed record FoundRow(TextTable.Row Row, bool SideIsKnown, bool IsListed = false);

    [GeneratedRegex(@"(?<=[A-Za-z)])\s?[""'“”‘’!?*°^)]{1,3}$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Misread();

    [GeneratedRegex("[^A-Za-z]", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex NotLetters();

    [GeneratedRegex("^.{0,3}TA{1,2}B[L1I]?E?.{0,12}DERI?VA.*(OWN|DISP|ACQ|BENEF|PUTS|SECUR)", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Title();
}
