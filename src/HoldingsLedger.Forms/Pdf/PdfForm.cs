using System.Globalization;
using System.Text.RegularExpressions;
using HoldingsLedger.Forms.Text;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>Makes the filing of the upright pages of a form.</summary>
internal static partial class PdfForm
{
    private static readonly CellReading Nothing = new(string.Empty, null, []);

    /// <param name="pages">The form's pages.</param>
    /// <param name="exhibits">Pages behind the form that may list further owners.</param>
    /// <param name="text">All that stands on the form's pages.</param>
    /// <param name="problems">What was not read or is doubtful is added.</param>
    public static OwnershipFiling Read(IReadOnlyList<PaperPage> pages, IReadOnlyList<PaperPage> exhibits, string text, List<ReadingProblem> problems)
    {
        var form = PaperWords.FormOf(text) ?? '4';
        var sections = FormSections.Of(pages);
        var missing = new List<ReadingProblem>();
        var header = new HeaderBlock(sections, missing);
        var rows = new Dictionary<FormTable, List<TableRow>> { [FormTable.I] = Rows(sections, form, FormTable.I, problems), [FormTable.II] = Rows(sections, form, FormTable.II, problems) };
        var again = ScanCells.Read([.. rows.Values.SelectMany(found => found).Where(row => row.Page.Scan is not null)], OnPage);
        var signed = SignatureBlocks.Of(sections);
        var footnotes = FormNotes.Footnotes(sections, signed);
        var known = footnotes.Select(note => note.Id).ToHashSet(StringComparer.Ordinal);
        var lines = rows.SelectMany(pair => Lines(pair.Value, form, pair.Key, again, known, problems)).ToList();
        if (footnotes.Count == 0 && sections.Any(part => part.Section == FormSection.Responses && part.Runs.Any(run => LetteredNote().IsMatch(run.Text))))
        {
            problems.Add(new(ProblemKind.DoubtfulValue, null, null, null, "The footnotes are marked with letters, which are not read as markers: what they say is not in the reading, and letters may stand behind its values."));
            lines = lines.ConvertAll(Doubted);
        }

        var (remarks, nothing) = FormNotes.Remarks(sections, signed);
        var owners = OwnerTable.Read(sections);
        var listed = owners.Count > 0;
        if (!listed) owners = header.Owners();
        else header.Inferred.Clear();
        var (issuer, period, amended) = (header.Issuer(), header.Period(), header.Amended());
        if (pages.Any(page => page.Layer.Count > 0))
        {
            var layer = new HeaderBlock(FormSections.Of([.. pages.Select(page => page.Layer.Count > 0 ? page with { Glyphs = page.Layer } : page)]), []);
            issuer = ScanHeader.Issuer(issuer, layer.Issuer(), header.Inferred, problems);
            if (!listed) owners = ScanHeader.Owners(owners, layer.Owners(), header.Inferred, problems);
            period = ScanHeader.Date("periodOfReport", period, layer.Period(), header.Inferred, problems);
            amended = ScanHeader.Date("dateOfOriginalSubmission", amended, layer.Amended(), header.Inferred, problems);
        }

        owners = JointFilers.Add(owners, [.. pages, .. exhibits], header.Inferred, problems);
        // What the second reading found is missing no more.
        problems.AddRange(missing.Where(problem => !(problem.Field switch
        {
            "issuer.name" => issuer is not null,
            "periodOfReport" => period is not null,
            "reportingOwners[0].name" => owners.Count > 0,
            _ => false,
        })));
        var filing = new OwnershipFiling
        {
            FormType = form + (amended is null ? string.Empty : "/A"),
            PeriodOfReport = period,
            DateOfOriginalSubmission = amended,
            NoSecuritiesOwned = form != '3' ? null : nothing,
            NotSubjectToSection16 = form == '3' ? null : header.Box(NoLonger()),
            Aff10b5One = header.Box(Plan()),
            Form3HoldingsReported = header.Box(Form3Holdings()),
            Form4TransactionsReported = header.Box(Form4Transactions()),
            Issuer = issuer,
            ReportingOwners = owners,
            Lines = lines,
            Footnotes = footnotes,
            Remarks = remarks,
            Signatures = FormNotes.Signatures(sections, signed, problems),
            FieldConfidence = header.Inferred.Count == 0 ? null : header.Inferred,
            Confidence = header.Inferred.Count == 0 ? null : header.Inferred.Values.Min(),
        };
        if (pages.Any(page => page.Scan is not null)) filing = ScanConfidence.Weigh(filing, pages, problems);
        PaperArithmetic.CheckFootnotes(filing, problems);
        return filing;
    }

    private static List<TableRow> Rows(List<SectionPart> sections, char form, FormTable table, List<ReadingProblem> problems)
    {
        var section = table == FormTable.I ? FormSection.TableI : FormSection.TableII;
        TableLayout? layout = null;
        var rows = new List<TableRow>();
        if (!sections.Exists(part => part.Section == section))
            problems.Add(new(ProblemKind.DoubtfulValue, null, null, null, $"The title of Table {table} was not found on any page: if the form has rows there, they are not read."));
        var own = sections.Where(part => part.Section == section).ToList();
        for (var index = 0; index < own.Count; index++)
        {
            var part = own[index];
            var top = part.Heading is { } heading ? heading.Box.Bottom : Math.Min(part.Top, 100_000);
            var (told, found) = TableArea.Read(part.Page, Math.Max(part.Bottom, -10_000), top, form, table, layout, own.Skip(index + 1));
            found.RemoveAll(IsRestOfHeader);
            // A header that one reading of a scan garbles the other may have; the cells are the same.
            if (told is null && part.Page.Layer.Count > 0)
                (told, found) = TableArea.Read(part.Page with { Glyphs = part.Page.Layer, Layer = part.Page.Glyphs }, Math.Max(part.Bottom, -10_000), top, form, table, layout, own.Skip(index + 1));
            if (told is null && (part.Page.Scan is not null || part.Runs.Any(run => !HeaderWords.IsHeader(run.Text) && Figure().IsMatch(run.Text))))
                problems.Add(new(ProblemKind.DoubtfulValue, null, null, null, $"The columns of Table {table} on page {part.Page.Number} could not be told: its rows, if it has any, are not read."));
            layout = told ?? layout;
            if (told is not null)
            {
                // A date is part of a row: one outside all rows is a row that was not found.
                foreach (var run in part.Runs.Where(run => run.Box.MidY < top && PaperWords.AnyDate().IsMatch(run.Text) && !found.Exists(row => row.Box.Holds(run.Box.MidX, run.Box.MidY))))
                    problems.Add(new(ProblemKind.DoubtfulValue, null, null, run.Text, $"Table {table} on page {part.Page.Number} has a date outside all rows that were found; a row may be missing."));
                foreach (var run in part.Runs.Where(run => part.Page.Scan is null && run.Box.MidY < top && LoneValue().IsMatch(run.Text) && !found.Exists(row => run.Box.MidY > row.Box.Bottom && run.Box.MidY < row.Box.Top)))
                    problems.Add(new(ProblemKind.DoubtfulValue, null, null, run.Text, $"Table {table} on page {part.Page.Number} has a value outside all rows that were found; a row may be missing."));
                if (found.Exists(row => row.Misplaced))
                    problems.Add(new(ProblemKind.DoubtfulValue, null, null, null, $"The columns of Table {table} lie elsewhere on page {part.Page.Number} than on the page before, and nothing tells where; its rows may be read into wrong columns."));
            }

            foreach (var row in found)
            {
                // A row that the end of a page cut goes on at the top of the next; some browsers close its cells with lines on both pages.
                var cut = rows.Count > 0 && rows[^1].Page.Number == row.Page.Number - 1 && ReferenceEquals(row, found[0]);
                // Two letters for how they are owned are two rows.
                if (row.Page.Scan is null && cut && TableArea.HasAnchor(row) && TableArea.HasAnchor(rows[^1])) cut = false;
                if (cut && ((row.OpenAbove && rows[^1].OpenBelow) || (row.Page.Scan is null && (HasOnlyWords(row) || HasOnlyWords(rows[^1]))))) rows[^1] = Merge(rows[^1], row);
                else rows.Add(row);
            }
        }

        return rows;
    }

    private static List<ReportedLine> Lines(List<TableRow> rows, char form, FormTable table, Dictionary<(TableRow Row, PaperColumn Column), CellReading> again, HashSet<string> known, List<ReadingProblem> problems)
    {
        var lines = new List<ReportedLine>();
        foreach (var row in rows)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{table}.{lines.Count + 1}");
            var doubts = new List<ReadingProblem>();
            var cells = row.Glyphs.ToDictionary(pair => pair.Key, pair => Cell(row, pair.Key, pair.Value, again, known, name, doubts));
            var source = new LineSource { Page = row.Page.Number, Box = row.Page.SourceBox(row.Box) };
            if (PaperLine.Make(form, table, lines.Count + 1, cells, source, problems) is not { } line) continue;
            lines.Add(line);
            problems.AddRange(doubts);
            if (row.Misplaced) lines[^1] = Doubted(line);
            if (row.Stray.Count > 0)
            {
                lines[^1] = Doubted(line);
                problems.Add(new(ProblemKind.UnexpectedElement, name, null, TextRuns.Joined(row.Stray), "The row has letters under no column of the form; they are left out."));
            }
        }

        if (lines.Exists(IsFragment))
        {
            problems.AddRange(lines.Select(line => new ReadingProblem(ProblemKind.DoubtfulValue, line.Line, null, null, $"A row of Table {table} has neither owner's letter nor date nor number: its rows may have been parted wrongly.")));
            lines = lines.ConvertAll(Doubted);
        }


        return lines;
    }

    private static PaperCell Cell(TableRow row, PaperColumn column, List<Glyph> glyphs, Dictionary<(TableRow Row, PaperColumn Column), CellReading> again, HashSet<string> known, string line, List<ReadingProblem> doubts)
    {
        if (row.Page.Scan is not { } scan)
        {
            var printed = SmallPrint.Cell(row, glyphs, known);
            return row.EndsUnsurely && IsWords(column) ? printed with { Confidence = Math.Min(printed.Confidence, 0.7m) } : printed;
        }

        var (box, readings) = (row.Cells[column], OnPage(row, column));
        var ink = ScanCells.HasInk(scan, box);
        var own = Tesseract.IsInstalled ? again.GetValueOrDefault((row, column), Nothing) : null;
        var (cell, doubt) = ScanAgreement.Weigh(column, readings, own, ink);
        if (doubt is not null) doubts.Add(new(ProblemKind.DoubtfulValue, line, PaperColumns.Field(column), string.Join(" | ", own is null ? readings : [.. readings, own.Text]), doubt));
        return cell;
    }

    /// <summary>What a header has more than its columns' lines made it is no row: nothing but its words, or some of them beside no letter, date or figure.</summary>
    private static bool IsRestOfHeader(TableRow row)
    {
        var text = TextRuns.Joined(row.Glyphs.Values.SelectMany(glyphs => glyphs).Concat(row.Stray));
        return HeaderWords.HasOnlyHeaderWords(text) || (HeaderWords.IsHeader(text) && !(TableArea.HasAnchor(row) && row.Glyphs[PaperColumn.SecurityTitle].Count > 0) && !Figure().IsMatch(text) && PaperMarkers.Split(text).Markers.Count == 0);
    }

    /// <summary>A line of which more than one field may be wrong: it waits for a person.</summary>
    private static ReportedLine Doubted(ReportedLine line) => line with { Confidence = Math.Min(line.Confidence, 0.5m) };

    /// <summary>Whether a row is a piece of one: its lines may have been parted wrongly, and with them their neighbours'.</summary>
    private static bool IsFragment(ReportedLine line) =>
        line is { Ownership: null, TransactionOn: null, Shares: null, TotalValue: null, SharesOwnedFollowing: null, ValueOwnedFollowing: null, UnderlyingShares: null, UnderlyingValue: null };

    /// <summary>Whether a row has nothing but the words of its titles and its nature: its figures are on another page.</summary>
    private static bool HasOnlyWords(TableRow row) => row.Glyphs.All(pair => IsWords(pair.Key) || !pair.Value.Exists(glyph => !string.IsNullOrWhiteSpace(glyph.Text)));

    private static bool IsWords(PaperColumn column) => column is PaperColumn.SecurityTitle or PaperColumn.UnderlyingTitle or PaperColumn.Nature;

    /// <summary>The letters that came with the scan, and those read from the whole page; a page that was only a picture was read twice.</summary>
    private static IReadOnlyList<string> OnPage(TableRow row, PaperColumn column)
    {
        var (box, page) = (row.Cells[column], TextRuns.Joined(row.Glyphs[column]));
        return row.Page.Layer.Count == 0 ? [page] : [TextRuns.Joined(row.Page.Layer.Where(glyph => box.Holds(glyph.MidX, glyph.MidY))), page];
    }

    private static TableRow Merge(TableRow row, TableRow rest)
    {
        // The rest is on another page: below everything, so that its lines come last.
        var shift = row.Glyphs.Values.SelectMany(glyphs => glyphs).Select(glyph => glyph.Base).DefaultIfEmpty(0).Min()
            - rest.Glyphs.Values.SelectMany(glyphs => glyphs).Select(glyph => glyph.Base).DefaultIfEmpty(0).Max() - 20;
        return row with
        {
            Glyphs = row.Glyphs.ToDictionary(pair => pair.Key, pair => pair.Value.Concat(rest.Glyphs.GetValueOrDefault(pair.Key, []).Select(glyph => glyph with { Base = glyph.Base + shift })).ToList()),
            OpenBelow = rest.OpenBelow,
        };
    }

    /// <summary>What only a row has: a date, a number of three digits or with a dollar sign.</summary>
    [GeneratedRegex(@"[0-9]{3}|\$ ?[0-9]|[0-9]/[0-9]", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Figure();

    [GeneratedRegex(@"^\W{0,2}a[.)]|^\(A\)", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex LetteredNote();

    /// <summary>A run that is a value of a row and nothing else: grouped thousands, dollars.</summary>
    [GeneratedRegex(@"^(\$ ?[0-9][0-9,]*(\.[0-9]+)?|[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?)$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex LoneValue();

    // Boxes are looked for in letters without spaces.
    [GeneratedRegex("Checkthisboxifno(longer)?", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex NoLonger();

    [GeneratedRegex("Checkthisboxtoindicate", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Plan();

    [GeneratedRegex("Form3HoldingsReported", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Form3Holdings();

    [GeneratedRegex("Form4Transactions", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Form4Transactions();
}
