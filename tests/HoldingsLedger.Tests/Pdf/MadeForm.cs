using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace HoldingsLedger.Tests.Pdf;

/// <summary>
/// A made-up Form 4, drawn as a PDF with lines and letters as a browser prints EDGAR's page. In a cell "\n" breaks the line and "^" raises and
/// shrinks what follows: "757,756^(1)".
/// </summary>
internal sealed class MadeForm
{
    private const string TitleI = "Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned";
    private static readonly double[] ColumnsI = [30, 170, 222, 270, 300, 316, 366, 388, 424, 490, 520, 582];
    private static readonly double[] ColumnsII = [30, 90, 122, 166, 206, 226, 236, 276, 300, 344, 388, 428, 462, 490, 526, 556, 582];

    public string Owner { get; init; } = "Quill Amaranth B.";

    public string Issuer { get; init; } = "Marzipan Works Inc [ MZPN ]";

    public string Earliest { get; init; } = "03/05/2020";

    public string? Amended { get; init; }

    /// <summary>Which of Director, 10% Owner, Officer, Other is marked, and how.</summary>
    public string Marked { get; init; } = "Officer";

    public MarkStyle Style { get; init; }

    public string Title { get; init; } = "Treasurer";

    public IReadOnlyList<string[]> TableI { get; init; } = [];

    public IReadOnlyList<string[]> TableII { get; init; } = [];

    public IReadOnlyList<string> Notes { get; init; } = [];

    public IReadOnlyList<string> Exhibit { get; init; } = [];

    /// <summary>Lines of a sheet before the form.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>Rows of Table I on the first page; the others follow on the second, under no header of their own.</summary>
    public int RowsOnFirstPage { get; init; } = int.MaxValue;

    /// <summary>Whether title and header of the table are repeated there, as browsers do.</summary>
    public bool HeadRepeated { get; init; }

    /// <summary>How much smaller the second page is drawn, and how far to the right.</summary>
    public (double Scale, double Right) SecondPage { get; init; } = (1, 0);

    /// <summary>Whether a line ends Table I at the foot of the first page.</summary>
    public bool ClosedAtFoot { get; init; } = true;

    /// <summary>As the SEC's own form: its last lines stand at the foot of the first sheet too, Table II and the signature on the second.</summary>
    public bool TwoSheets { get; init; }

    /// <summary>Whether lines part rows and columns of the tables; many web pages draw none.</summary>
    public bool Ruled { get; init; } = true;

    /// <summary>Whether the lines are rows of dots, as browsers draw dotted borders.</summary>
    public bool Dotted { get; init; }

    /// <summary>Whether the lines are made of letters, as in forms filed as text: dashes and upright strokes.</summary>
    public bool Typed { get; init; }

    /// <summary>Whether rows follow each other without space between them.</summary>
    public bool Tight { get; init; }

    /// <summary>Whether lines part the rows of the tables, too.</summary>
    public bool RowsRuled { get; init; } = true;

    /// <summary>Words over the columns, as <c>HeadI</c> has them: "shared words|own words".</summary>
    public string[] HeadI { get; init; } = FormsI;

    public string[] HeadII { get; init; } = FormsII;

    /// <summary>Whether the date of the signature stands a space behind the name.</summary>
    public bool DateBesideName { get; init; }

    public bool FiledByMore { get; init; }

    /// <summary>Words under the boxes of relationship.</summary>
    public string? OtherText { get; init; }

    /// <summary>As signed; by default the owner's name behind "/s/".</summary>
    public string? Signed { get; init; }

    public string SignedOn { get; init; } = "03/06/2020";

    /// <summary>What a browser prints over and under each page, left and right.</summary>
    public (string Over, string Under)? Running { get; init; }

    /// <summary>Names of further owners, each in a box of its own under the first.</summary>
    public IReadOnlyList<string> Joint { get; init; } = [];

    /// <summary>Whether the labels of the boxes take two lines, as in narrow boxes.</summary>
    public bool NarrowBoxes { get; init; }

    /// <summary>What the SEC's form says on misstatements, on the left of the signature; "\n" between lines.</summary>
    public string? BesideSignature { get; init; }

    /// <summary>Whether the footnotes are marked "(a)", "(b)".</summary>
    public bool LetteredNotes { get; init; }

    /// <summary>Whether the label of the remarks stands under the footnotes, with nothing beside it.</summary>
    public bool RemarksLabel { get; init; }

    public byte[] Pdf()
    {
        var builder = new PdfDocumentBuilder();
        if (Before.Count > 0)
        {
            var cover = new Sheet(builder, Dotted, Typed);
            for (var at = 0; at < Before.Count; at++) cover.Write(60, 740 - 14 * at, Before[at], 9);
        }

        var sheet = new Sheet(builder, Dotted, Typed);
        Header(sheet);
        if (Running is { } running)
        {
            sheet.Write(24, 778, running.Over, 6);
            sheet.Write(300, 778, "FORM 4", 6);
            sheet.Write(24, 12, running.Under, 6);
            sheet.Write(560, 12, "1/1", 6);
        }

        var first = TableI.Take(RowsOnFirstPage).ToList();
        for (var at = 0; at < Joint.Count; at++) Person(sheet, 560 - 100 * at, Joint[at]);
        var y = Table(sheet, 560 - 100 * Joint.Count, TitleI, ColumnsI, HeadI, first);
        if (first.Count < TableI.Count)
        {
            sheet = new Sheet(builder, Dotted, Typed) { Scale = SecondPage.Scale, Right = SecondPage.Right };
            string[][] rest = [.. TableI.Skip(first.Count)];
            y = HeadRepeated ? Table(sheet, 760, TitleI, ColumnsI, HeadI, rest) : Rows(sheet, 760, ColumnsI, rest);
        }

        if (TwoSheets)
        {
            sheet.Write(32, y -= 14, "Reminder: Report on a separate line for each class of securities beneficially owned directly or indirectly.", 7);
            sheet.Write(32, y -= 12, "* If the form is filed by more than one reporting person, see Instruction 4(b)(v).", 7);
            sheet.Write(32, y - 12, "Persons who respond to the collection of information contained in this form are not required to respond unless", 7);
            sheet = new Sheet(builder, Dotted, Typed);
            y = 760;
        }

        y = Table(sheet, y - 6, "Table II - Derivative Securities Acquired, Disposed of, or Beneficially Owned", ColumnsII, HeadII, TableII) - 14;
        sheet.Write(32, y, "Explanation of Responses:", 8);
        for (var at = 0; at < Notes.Count; at++) sheet.Write(32, y -= 12, $"({(LetteredNotes ? (char)('a' + at) : (char)('1' + at))}) {Notes[at]}", 7);
        if (RemarksLabel) sheet.Write(32, y -= 20, "Remarks:", 7);
        if (BesideSignature is not null) sheet.Write(32, y - 15.6, BesideSignature, 7);
        var signed = sheet.Write(360, y -= 24, Signed ?? "/s/ " + Owner, 9);
        sheet.Write(DateBesideName ? signed + 4 : 500, y, SignedOn, 9);
        y -= 11 * (Signed?.Count(letter => letter == '\n') ?? 0);
        sheet.Write(360, y -= 12, "** Signature of Reporting Person", 7);
        sheet.Write(500, y, "Date", 7);
        sheet.Write(32, y -= 14, "Reminder: Report on a separate line for each class of securities beneficially owned directly or indirectly.", 7);
        if (Exhibit.Count > 0)
        {
            sheet = new Sheet(builder, Dotted, Typed);
            for (var at = 0; at < Exhibit.Count; at++) sheet.Write(60, 740 - 14 * at, Exhibit[at], 9);
        }

        return builder.Build();
    }

    private static string[] FormsI =>
    [
        "1. Title of Security\n(Instr. 3)", "2. Transaction\nDate", "2A. Deemed\nExecution\nDate, if any", "3. Trans. Code|Code", "3. Trans. Code|V",
        "4. Securities Acquired (A)\nor Disposed of (D)|Amount", "4.|(A) or\n(D)", "4.|Price", "5. Amount of\nSecurities\nBeneficially Owned", "6.\nOwnership\nForm", "7. Nature of\nIndirect",
    ];

    private static string[] FormsII =>
    [
        "1. Title of\nDerivative\nSecurity", "2. Conversion\nor Exercise\nPrice", "3. Transaction\nDate", "3A. Deemed\nExecution\nDate", "4. Trans.\nCode|Code", "4.|V",
        "5. Number of Derivative\nSecurities Acquired|(A)", "5.|(D)", "6. Date Exercisable\nand Expiration|Date\nExercisable", "6.|Expiration\nDate",
        "7. Title and Amount\nof Underlying|Title", "7.|Amount or\nNumber", "8. Price of\nDerivative", "9. Number\nBeneficially\nOwned", "10.\nOwner-\nship Form", "11.\nNature",
    ];

    private void Header(Sheet sheet)
    {
        sheet.Write(40, 750, "FORM 4", 14);
        sheet.Write(170, 750, "UNITED STATES SECURITIES AND EXCHANGE COMMISSION", 10);
        sheet.Write(170, 730, "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP", 10);
        sheet.Write(170, 715, "Filed pursuant to Section 16(a) of the Securities Exchange Act of 1934", 7);
        sheet.Write(52, 720, NarrowBoxes ? "Check this box if no\nlonger subject" : "Check this box if no longer", 6);
        sheet.Box(30, 572, 582, 700);
        sheet.Line(215, 572, 215, 700);
        sheet.Line(400, 572, 400, 700);
        Person(sheet, 700, Owner);
        sheet.Write(218, 690, NarrowBoxes ? "2. Issuer Name and Ticker or\nTrading Symbol" : "2. Issuer Name and Ticker or Trading Symbol", 7);
        sheet.Write(218, NarrowBoxes ? 669 : 676, Issuer, 10);
        sheet.Write(218, 650, "3. Date of Earliest Transaction (Month/Day/Year)", 7);
        sheet.Write(218, 636, Earliest, 10);
        sheet.Write(218, 612, "4. If Amendment, Date Original Filed (Month/Day/Year)", 6);
        if (Amended is not null) sheet.Write(218, 598, Amended, 10);
        sheet.Write(403, 690, NarrowBoxes ? "5. Relationship of Reporting\nPerson(s) to Issuer" : "5. Relationship of Reporting Person(s) to Issuer", 7);
        Option(sheet, "Director", 420, 676);
        Option(sheet, "10% Owner", 510, 676);
        Option(sheet, "Officer", 420, 662, "Officer (give title below)");
        Option(sheet, "Other", 510, 662, "Other (specify)");
        sheet.Write(403, 648, OtherText ?? Title, 9);
        sheet.Write(403, 612, "6. Individual or Joint/Group Filing", 7);
        sheet.Write(420, 600, "Form filed by One Reporting Person", 6);
        sheet.Write(420, 590, "Form filed by More than One Reporting Person", 6);
        if (FiledByMore) sheet.Write(408, 590, "X", 6);
    }

    private void Person(Sheet sheet, double top, string name)
    {
        sheet.Write(33, top - 10, NarrowBoxes ? "1. Name and Address of\nReporting Person*" : "1. Name and Address of Reporting Person*", 7);
        sheet.Write(33, NarrowBoxes ? top - 29 : top - 24, name, 10);
        sheet.Write(33, top - 38, "(Last)          (First)          (Middle)", 6);
        sheet.Write(33, top - 52, "12 INVENTED LANE", 9);
        sheet.Write(33, top - 66, "(Street)", 6);
        sheet.Write(33, top - 82, "NOWHERE, KS 66000", 9);
        sheet.Write(33, top - 96, "(City)          (State)          (Zip)", 6);
    }

    private void Option(Sheet sheet, string option, double x, double y, string? text = null)
    {
        sheet.Write(x, y, text ?? option, 6);
        var marked = string.Equals(option, Marked, StringComparison.Ordinal);
        switch (Style)
        {
            case MarkStyle.Letter when marked: sheet.Write(x - 12, y, "X", 7); break;
            case MarkStyle.Underlined: sheet.Write(x - 17, y, marked ? "__X__" : "_____", 5); break;
            case MarkStyle.Bracketed: sheet.Write(x - 12, y, marked ? "[X]" : "[  ]", 6); break;
            case MarkStyle.FilledSquare:
                sheet.Box(x - 12, y - 1, x - 5, y + 6);
                if (marked) sheet.Fill(x - 11, y, 5);
                break;
            case MarkStyle.Crossed:
                sheet.Box(x - 12, y - 1, x - 5, y + 6);
                if (!marked) break;
                sheet.Line(x - 12, y - 1, x - 5, y + 6);
                sheet.Line(x - 12, y + 6, x - 5, y - 1);
                break;
            default: break;
        }
    }

    private double Table(Sheet sheet, double top, string title, double[] columns, string[] head, IReadOnlyList<string[]> rows)
    {
        if (Ruled) sheet.Box(columns[0], top - 16, columns[^1], top);
        sheet.Write(110, top - 11, title, 8);
        var (upper, middle, lower) = (top - 16, top - 50, top - 76);
        if (Ruled) sheet.Line(columns[0], lower, columns[^1], lower);
        for (var at = 0; at < head.Length; at++)
        {
            var parts = head[at].Split('|');
            var shared = parts.Length == 2;
            var begins = !shared || at == 0 || !string.Equals(head[at - 1].Split('|')[0][..2], parts[0][..2], StringComparison.Ordinal);
            if (Ruled) sheet.Line(columns[at], lower, columns[at], begins ? upper : middle);
            if (shared && Ruled) sheet.Line(columns[at], middle, columns[at + 1], middle);
            if (begins && parts[0].Length > 2) sheet.Write(columns[at] + 2, upper - 8, parts[0], 4.5);
            if (shared) sheet.Write(columns[at] + 2, middle - 8, parts[1], 4.5);
        }

        if (Ruled) sheet.Line(columns[^1], lower, columns[^1], upper);
        return Rows(sheet, lower, columns, rows);
    }

    private double Rows(Sheet sheet, double top, double[] columns, IReadOnlyList<string[]> rows)
    {
        foreach (var row in rows)
        {
            var height = (Tight ? 0 : 8) + (Tight ? 7.2 : 8) * row.Max(cell => cell.Split('\n').Length);
            for (var at = 0; at < row.Length; at++) sheet.Write(columns[at] + 2, top - (Tight ? 6 : 10), row[at], 6);
            if (Ruled) foreach (var x in columns) sheet.Line(x, top - height, x, top);
            top -= height;
            if (Ruled && RowsRuled) sheet.Line(columns[0], top, columns[^1], top);
        }

        if (Ruled && !RowsRuled && ClosedAtFoot) sheet.Line(columns[0], top, columns[^1], top);
        return top;
    }

    internal enum MarkStyle
    {
        Letter,
        Underlined,
        Bracketed,
        FilledSquare,
        Crossed,
    }

    private sealed class Sheet(PdfDocumentBuilder builder, bool dotted, bool typed)
    {
        private readonly PdfPageBuilder page = builder.AddPage(PageSize.Letter);
        private readonly PdfDocumentBuilder.AddedFont font = builder.AddStandard14Font(Standard14Font.Helvetica);

        public double Scale { get; init; } = 1;

        public double Right { get; init; }

        /// <summary>Where the last letter ends.</summary>
        public double Write(double x, double y, string text, double size)
        {
            var end = x;
            foreach (var line in text.Split('\n'))
            {
                var parts = line.Split('^');
                var at = x;
                for (var part = 0; part < parts.Length; part++)
                {
                    if (parts[part].Length == 0) continue;
                    var (own, rise) = part == 0 ? (size, 0.0) : (size * 0.6, size * 0.4);
                    var letters = page.AddText(parts[part], own * Scale, Point(at, y + rise), font);
                    at = (letters[^1].EndBaseLine.X - Right) / Scale;
                }

                end = at;
                y -= size * 1.2;
            }

            return end;
        }

        public void Line(double fromX, double fromY, double toX, double toY)
        {
            if (typed)
            {
                if (fromY == toY) page.AddText(new string('-', (int)Math.Round((toX - fromX) / 1.998)), 6, new PdfPoint(fromX, fromY - 1.6), font);
                else for (var y = Math.Max(fromY, toY) - 5; y > Math.Min(fromY, toY); y -= 6) page.AddText("|", 5, new PdfPoint(fromX - 0.65, y), font);
                return;
            }

            if (!dotted)
            {
                page.DrawLine(Point(fromX, fromY), Point(toX, toY), 0.6);
                return;
            }

            var dots = (int)(Math.Max(Math.Abs(toX - fromX), Math.Abs(toY - fromY)) / 2);
            for (var dot = 0; dot <= dots; dot++) Fill(fromX + (toX - fromX) * dot / dots, fromY + (toY - fromY) * dot / dots, 0.7);
        }

        public void Box(double left, double bottom, double right, double top)
        {
            Line(left, bottom, right, bottom);
            Line(left, top, right, top);
            Line(left, bottom, left, top);
            Line(right, bottom, right, top);
        }

        public void Fill(double left, double bottom, double side)
        {
            page.SetTextAndFillColor(0, 0, 0);
            page.DrawRectangle(Point(left, bottom), side * Scale, side * Scale, 0.1, fill: true);
        }

        private PdfPoint Point(double x, double y) => new(x * Scale + Right, y * Scale);
    }
}
