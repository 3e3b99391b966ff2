using System.Text;
using HoldingsLedger.Forms;
using HoldingsLedger.Forms.Text;
using Xunit;

namespace HoldingsLedger.Tests.Text;

/// <summary>Texts as converters and OCR engines make them of printed forms; people and numbers are made up.</summary>
public sealed class reading_ocr_text
{
    private const string Head = """
        FORM 4
        UNITED STATES SECURITIES AND EXCHANGE COMMISSION
        STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP
        OMB APPROVA	٩L
        Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may continue.
        Name and Address of Reporting Person*			2. Issuer Name and Ticker or Trading Symbol MARZIPAN WORKS INC [MZPN]			5. Relationship of Reporting Person(s) to Issuer (Check all applicable)
        QUILL AMARANTH B		٦	BLUE THE STAMP INC [STMP]			Director		10% Ow	ner
        (1-1) (5-1)			3. Date of Earliest Transaction (Month/Day/Year)			Officer (below)	Officer (give title below)	Other (sp below)	pecify
        (Last) (First) (Middle)				06/16/2003		VP of Invented Sales
        (Street)			4. If Amendment, Date of Original Filed (Month/Day/Year)			6. Individual or Joint/Group Filing (Check Applicable Line)
        """;

    private const string TitleI = "\n	Ta	able I - Non-I	Derivati	ive S	ecuritie	s Ac	quired, D	Disp	osed o	f, or Ber	neficially	Owned\n1. Title of Security (Instr. 3)		2. Transa Date (Month/D		3.	4. Securities Acquired (A) of Disposed Of (D) (Instr. 3, 4\n				Code		Amount	(A) or (D)	Price\n";

    private const string TitleII = "\n	Table II - Derivative Securities Acquired, Disposed of, or Beneficially Owned (e.g., puts, calls)\n1. Title of Derivative Security (Instr. 3)	2. Conversion or Exercise Price			Transaction Code (Instr.		Securities Acquired\n				Code	٧	(A)	(D)	Exercisable		Date	Title	of Shares\n";

    private const string Foot = "\nExplanation of Responses:\n\n1. The option vests over four years\nin equal parts.\n\n/s/ Made Up Agent\n\n06/18/2003\n\n** Signature of Reporting Person\nReminder: Report on a separate line for each class of securities.\n";

    private const string OptionRow = "Employee Stock Option (right to	4.47	06/16/2003		A		43,000		06/16/2004 ⁽¹	.) 0	06/16/2013	Common Stock	43,000	\\$0.00	43,00	0	D	\nbuy)		I	-1	1	I	1	I\n";

    [Fact]
    public void a_torn_row_of_a_converters_table_is_put_together()
    {
        var filing = Read(Head + TitleII + OptionRow + Foot).Filing!;
        var line = Assert.Single(filing.Lines);
        Assert.Equal("II.1", line.Line);
        Assert.Equal("Employee Stock Option (right to buy)", line.SecurityTitle);
        Assert.Equal(4.47m, line.ConversionOrExercisePrice);
        Assert.Equal(new DateOnly(2003, 6, 16), line.TransactionOn);
        Assert.Equal("A", line.TransactionCode);
        Assert.Equal((43000m, "A"), (line.Shares!.Value, line.AcquiredDisposed));
        Assert.Equal(new DateOnly(2004, 6, 16), line.ExercisableOn);
        Assert.Equal(["F1"], line.Footnotes["exercisableOn"]);
        Assert.Equal(new DateOnly(2013, 6, 16), line.ExpiresOn);
        Assert.Equal("Common Stock", line.UnderlyingSecurityTitle);
        Assert.Equal(43000m, line.UnderlyingShares);
        Assert.Equal(0.00m, line.PricePerShare);
        Assert.Equal(43000m, line.SharesOwnedFollowing);
        Assert.Equal("D", line.Ownership);
        Assert.Equal(14, line.Source.TextLine);
    }

    [Fact]
    public void the_header_is_read_past_a_stamp()
    {
        var reading = Read(Head + TitleII + OptionRow + Foot);
        var filing = reading.Filing!;
        Assert.Equal("4", filing.FormType);
        Assert.Equal(new FiledIssuer(null, "MARZIPAN WORKS INC", "MZPN"), filing.Issuer);
        Assert.Contains(reading.Problems, problem => problem is { Kind: ProblemKind.DoubtfulValue, Field: "issuer.name", Raw: "BLUE THE STAMP INC [STMP]" });
        var owner = Assert.Single(filing.ReportingOwners);
        Assert.Equal(("QUILL AMARANTH B", true, "VP of Invented Sales"), (owner.Name, owner.IsOfficer, owner.OfficerTitle));
        Assert.Equal(new DateOnly(2003, 6, 16), filing.PeriodOfReport);
        Assert.Equal(new OwnerSignature("/s/ Made Up Agent", new DateOnly(2003, 6, 18)), Assert.Single(filing.Signatures));
        Assert.Equal(new Footnote("F1", "The option vests over four years in equal parts."), Assert.Single(filing.Footnotes));
    }

    [Fact]
    public void only_numbers_that_others_confirm_are_trusted()
    {
        var line = Assert.Single(Read(Head + TitleII + OptionRow + Foot).Filing!.Lines);
        // 43,000 stands three times in the row, the day twice in the form; the prices stand once.
        Assert.Equal(0.95m, line.FieldConfidence!["shares"]);
        Assert.Equal(0.95m, line.FieldConfidence["sharesOwnedFollowing"]);
        Assert.Equal(0.95m, line.FieldConfidence["transactionOn"]);
        Assert.True(line.FieldConfidence["conversionOrExercisePrice"] < 0.9m);
        Assert.True(line.FieldConfidence["pricePerShare"] < 0.9m);
        Assert.Equal(line.FieldConfidence.Values.Min(), line.Confidence);
    }

    [Fact]
    public void columns_of_spaces_are_read_as_columns_of_tabs_are()
    {
        const string rows = "Common Stock            06/16/2003            S           1,500     D     $12.25        8,500     D\nCommon Stock                                                                           2,000     I     By Trust\n";
        var lines = Read(Head + TitleI.Replace('\t', ' ') + rows + Foot).Filing!.Lines;
        Assert.Collection(
            lines,
            line => Assert.Equal(("S", 1500m, "D", 12.25m, 8500m, "D"), (line.TransactionCode, line.Shares, line.AcquiredDisposed, line.PricePerShare, line.SharesOwnedFollowing, line.Ownership)),
            line => Assert.Equal((LineKind.Holding, 2000m, "I", "By Trust"), (line.Kind, line.SharesOwnedFollowing, line.Ownership, line.NatureOfOwnership)));
    }

    [Fact]
    public void figures_of_a_row_under_no_column_are_said()
    {
        const string row = "Common Stock	06/16/2003	S		1,500	D	$1.S4	8,500	D\n";
        var reading = Read(Head + TitleI + row + Foot);
        Assert.Equal(1500m, Assert.Single(reading.Filing!.Lines).Shares);
        Assert.Contains(reading.Problems, problem => problem is { Kind: ProblemKind.DoubtfulValue, Line: "I.1", Field: null } && string.Equals(problem.Raw, "$1.S4", StringComparison.Ordinal));
    }

    [Fact]
    public void an_amount_glued_to_a_word_outside_all_rows_is_said()
    {
        const string row = "Preferred Stock  (1)          (2)          Common Stock(12,681,798   (1)          \n";
        var reading = Read(Head + "\nTable II - Derivative Securities Acquired, Disposed of, or Beneficially Owned\n1. Title of Derivative Security (Instr. 3)\n" + row + Foot);
        Assert.Empty(reading.Filing!.Lines);
        Assert.Contains(reading.Problems, problem => problem is { Kind: ProblemKind.DoubtfulValue, Line: null, Raw: { } raw } && raw.Contains("12,681,798", StringComparison.Ordinal));
    }

    [Fact]
    public void digits_of_another_script_make_no_number()
    {
        const string row = "Common Stock	06/16/2003	S		1,5٠0	D	$12.25	8,500	D\n";
        var reading = Read(Head + TitleI + row + Foot);
        Assert.Null(Assert.Single(reading.Filing!.Lines).Shares);
        Assert.Contains(reading.Problems, problem => problem is { Kind: ProblemKind.UnreadableNumber, Line: "I.1", Field: "shares", Raw: "1,5٠0" });
    }

    [Fact]
    public void a_balance_that_contradicts_its_row_is_doubted()
    {
        const string rows = "Common Stock	06/16/2003	S		1,500	D	$12.25	8,500	D\nCommon Stock	06/16/2003	S		500	D	$12.25	9,000	D\n";
        var reading = Read(Head + TitleI + rows + Foot);
        Assert.True(reading.Filing!.Lines[1].FieldConfidence!["sharesOwnedFollowing"] <= 0.5m);
        Assert.Contains(reading.Problems, problem => problem is { Kind: ProblemKind.DoubtfulValue, Line: "I.2", Field: "sharesOwnedFollowing" });
    }

    [Theory]
    [InlineData("", ProblemKind.EmptyDocument)]
    [InlineData(" \n\t ", ProblemKind.EmptyDocument)]
    [InlineData("Dear Sir,\nForm 4 of your school report is enclosed.", ProblemKind.NotAnOwnershipForm)]
    public void other_texts_make_no_filing(string text, ProblemKind kind)
    {
        var reading = Read(text);
        Assert.Null(reading.Filing);
        Assert.Equal(kind, Assert.Single(reading.Problems).Kind);
    }

    [Fact]
    public void no_prefix_of_a_text_makes_the_reader_fall()
    {
        var bytes = Encoding.UTF8.GetBytes(Head + TitleI + TitleII + OptionRow + Foot);
        for (var length = 0; length < bytes.Length; length += 7) Assert.NotNull(OcrTextReader.Read(bytes.AsMemory(0, length)));
    }

    [Fact]
    public void the_page_the_project_began_with_reads_to_its_facts()
    {
        var seed = Path.Combine(Corpus.At(), "..", "seed", "form4-rogers-sonus-2003.txt");
        Assert.SkipUnless(File.Exists(seed), "The text of the first page (../shared/seed) is not beside this repository.");
        var filing = OcrTextReader.Read(File.ReadAllBytes(seed)).Filing!;
        var line = Assert.Single(filing.Lines);
        Assert.Equal("SONS", filing.Issuer!.TradingSymbol);
        Assert.True(filing.ReportingOwners[0].IsOfficer);
        Assert.Equal(new DateOnly(2003, 6, 16), filing.PeriodOfReport);
        Assert.Equal((4.47m, 430000m, "A", 0m, 430000m, 430000m, "D"), (line.ConversionOrExercisePrice, line.Shares, line.AcquiredDisposed, line.PricePerShare, line.UnderlyingShares, line.SharesOwnedFollowing, line.Ownership));
        Assert.Equal((new DateOnly(2003, 6, 16), new DateOnly(2004, 6, 16), new DateOnly(2013, 6, 16)), (line.TransactionOn, line.ExercisableOn, line.ExpiresOn));
        Assert.Equal(["F1"], line.Footnotes["exercisableOn"]);
        Assert.Equal(new DateOnly(2003, 6, 18), Assert.Single(filing.Signatures).SignedOn);
    }

    private static Reading Read(string text) => OcrTextReader.Read(Encoding.UTF8.GetBytes(text));
}
