using System.Globalization;

namespace HoldingsLedger.Forms.Xml;

/// <summary>Reads the children of one <c>ownershipDocument</c>: header, issuer, owners, tables, footnotes, signatures.</summary>
internal sealed class FormReader(XmlCursor cursor)
{
    private readonly ProblemList problems = cursor.Problems;
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly List<ReportingOwner> owners = [];
    private readonly List<ReportedLine> lines = [];
    private readonly List<Footnote> footnotes = [];
    private readonly List<OwnerSignature> signatures = [];
    private readonly Dictionary<string, int> tables = new(StringComparer.Ordinal);
    private readonly Dictionary<FormTable, int> rowsInTable = [];
    private readonly RowCounts outside = new();
    private string? formType;

    public OwnershipFiling Read()
    {
        string? schemaVersion = null, remarks = null;
        DateOnly? period = null, original = null;
        bool? nothingOwned = null, exit = null, holdings3 = null, transactions4 = null, plan = null;
        FiledIssuer? issuer = null;
        if (cursor.Enter())
        {
            while (cursor.NextChild())
            {
                switch (cursor.Name)
                {
                    case "schemaVersion" when Once("schemaVersion"):
                        schemaVersion = cursor.Text();
                        break;
                    case "documentType" when Once("documentType"):
                        formType = cursor.Text();
                        break;
                    case "periodOfReport" when Once("periodOfReport"):
                        period = cursor.Date(cursor.Text(), "periodOfReport");
                        break;
                    case "dateOfOriginalSubmission" when Once("dateOfOriginalSubmission"):
                        original = cursor.Date(cursor.Text(), "dateOfOriginalSubmission");
                        break;
                    case "noSecuritiesOwned" when Once("noSecuritiesOwned"):
                        nothingOwned = cursor.Flag(cursor.Text(), "noSecuritiesOwned");
                        break;
                    case "notSubjectToSection16" when Once("notSubjectToSection16"):
                        exit = cursor.Flag(cursor.Text(), "notSubjectToSection16");
                        break;
                    case "form3HoldingsReported" when Once("form3HoldingsReported"):
                        holdings3 = cursor.Flag(cursor.Text(), "form3HoldingsReported");
                        break;
                    case "form4TransactionsReported" when Once("form4TransactionsReported"):
                        transactions4 = cursor.Flag(cursor.Text(), "form4TransactionsReported");
                        break;
                    case "aff10b5One" when Once("aff10b5One"):
                        plan = cursor.Flag(cursor.Text(), "aff10b5One");
                        break;
                    case "issuer" when Once("issuer"):
                        issuer = OwnerReader.Issuer(cursor);
                        break;
                    case "reportingOwner":
                        Within(ReadingLimits.Owners, owners.Count, "reporting owners");
                        owners.Add(OwnerReader.Owner(cursor));
                        break;
                    case "nonDerivativeTable" or "derivativeTable":
                        ReadTable();
                        break;
                    case "footnotes":
                        ReadFootnotes();
                        break;
                    case "remarks" when Once("remarks"):
                        remarks = cursor.Text();
                        break;
                    case "ownerSignature":
                        Within(ReadingLimits.Signatures, signatures.Count, "signatures");
                        signatures.Add(OwnerReader.Signature(cursor));
                        break;
                    default:
                        ReadStray();
                        break;
                }
            }
        }

        return new OwnershipFiling
        {
            FormType = formType,
            SchemaVersion = schemaVersion,
            PeriodOfReport = period,
            DateOfOriginalSubmission = original,
            NoSecuritiesOwned = nothingOwned,
            NotSubjectToSection16 = exit,
            Form3HoldingsReported = holdings3,
            Form4TransactionsReported = transactions4,
            Aff10b5One = plan,
            Issuer = issuer,
            ReportingOwners = owners,
            Lines = Unambiguous(),
            Footnotes = footnotes,
            Remarks = remarks,
            Signatures = signatures,
        };
    }

    private bool Once(string element) => seen.Add(element);

    /// <summary>An element the document may have once and has again, a row or footnote outside its table, or one that no schema version has.</summary>
    private void ReadStray()
    {
        if (RowReader.RowNamed(cursor.Name) is { } row)
        {
            problems.Add(ProblemKind.UnexpectedElement, null, null, null, $"The row {cursor.Name} stands outside its table; it was read all the same.");
            ReadRow(row.Table, row.Kind, "/ownershipDocument", outside);
        }
        else if (cursor.Name is "footnote")
        {
            problems.Add(ProblemKind.UnexpectedElement, "A footnote stands outside the footnotes; it was read all the same.");
            ReadFootnote();
        }
        else
        {
            cursor.Unexpected(null);
        }
    }

    private void ReadTable()
    {
        var element = cursor.Name;
        var place = tables[element] = tables.GetValueOrDefault(element) + 1;
        if (place == 2) problems.Add(ProblemKind.UnexpectedElement, $"The document has more than one {element}; their rows are counted on.");
        if (!cursor.Enter()) return;
        var path = place == 1
            ? element is "nonDerivativeTable" ? "/ownershipDocument/nonDerivativeTable" : "/ownershipDocument/derivativeTable"
            : string.Create(CultureInfo.InvariantCulture, $"/ownershipDocument/{element}[{place}]");
        var counts = new RowCounts();
        while (cursor.NextChild())
        {
            if (RowReader.RowNamed(cursor.Name) is not { } row)
            {
                cursor.Unexpected(null);
                continue;
            }

            if ((row.Table == FormTable.II) != element is "derivativeTable")
            {
                problems.Add(ProblemKind.UnexpectedElement, null, null, null, $"The row {cursor.Name} stands in {element}; it was read as what its name says.");
            }

            ReadRow(row.Table, row.Kind, path, counts);
        }
    }

    private void ReadRow(FormTable table, LineKind kind, string parent, RowCounts counts)
    {
        Within(ReadingLimits.Rows, lines.Count, "rows");
        var place = rowsInTable[table] = rowsInTable.GetValueOrDefault(table) + 1;
        var line = RowNames.Line(table, place);
        var xpath = RowNames.Path(parent, table, kind, counts.Next(table, kind));
        lines.Add(RowReader.Read(cursor, table, kind, line, xpath, formType));
    }

    private void ReadFootnotes()
    {
        if (!cursor.Enter()) return;
        while (cursor.NextChild())
        {
            if (cursor.Name is "footnote") ReadFootnote();
            else cursor.Unexpected("footnotes");
        }
    }

    private void ReadFootnote()
    {
        Within(ReadingLimits.Footnotes, footnotes.Count, "footnotes");
        var id = cursor.Attribute("id")?.Trim();
        var text = cursor.Text();
        if (string.IsNullOrEmpty(id)) problems.Add(ProblemKind.MissingField, null, "footnotes", text, "A footnote has no id, so no row can refer to it.");
        footnotes.Add(new Footnote(id ?? "", text ?? ""));
    }

    private static void Within(int limit, int count, string what)
    {
        if (count < limit) return;
        throw new LimitReachedException(string.Create(CultureInfo.InvariantCulture, $"The limit on {what} ({limit}) was reached."));
    }

    /// <summary>With a second table of one name, the path of the first must say that it is the first.</summary>
    private List<ReportedLine> Unambiguous()
    {
        foreach (var (element, count) in tables)
        {
            if (count < 2) continue;
            var first = $"/ownershipDocument/{element}/";
            for (var i = 0; i < lines.Count; i++)
            {
                if (lines[i].Source.Xpath is { } path && path.StartsWith(first, StringComparison.Ordinal))
                {
                    lines[i] = lines[i] with { Source = new LineSource { Xpath = $"/ownershipDocument/{element}[1]/{path[first.Length..]}" } };
                }
            }
        }

        return lines;
    }
}
