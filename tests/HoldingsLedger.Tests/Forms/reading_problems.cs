using System.Text;
using HoldingsLedger.Forms;
using Xunit;

namespace HoldingsLedger.Tests.Forms;

/// <summary>Every kind of problem, by the smallest document that shows it. A kind without a case fails.</summary>
public sealed class reading_problems
{
    private const string Header = "<SEC-HEADER>\nCONFORMED SUBMISSION TYPE:\t4\nFILED AS OF DATE:\t20230106\n</SEC-HEADER>\n<DOCUMENT>\n<TEXT>\n";

    /// <summary>Kinds that only documents with pages can have; their cases are among the tests of those readers.</summary>
    private static readonly ProblemKind[] OfPaperForms = [ProblemKind.UnreadablePdf, ProblemKind.NeedsOcr, ProblemKind.UnreadableScan, ProblemKind.DoubtfulValue];

    private static readonly (ProblemKind Kind, string Document, string? Line, string? Field, string? Raw, bool Filing, string Message)[] Cases =
    [
        (ProblemKind.EmptyDocument, " \r\n", null, null, null, false, "The document is empty."),
        (ProblemKind.UnknownFormat, "\u0001\u0002\0\u0003", null, null, null, false, "The document is neither XML, a submission, a PDF nor text."),
        (ProblemKind.NotAnOwnershipForm, "<edgarSubmission/>", null, null, null, false, "The XML is no Form 3, 4 or 5: its root is edgarSubmission, not ownershipDocument."),
        (ProblemKind.MalformedXml, "<ownershipDocument><documentType>4", null, null, null, false, "The XML is not well-formed at line 1, column 35: "),
        (ProblemKind.ForbiddenMarkup, "<!DOCTYPE ownershipDocument []><ownershipDocument/>", null, null, null, false, "The document has a document type declaration (<!DOCTYPE …>), which no EDGAR filing has; it was not read."),
        (ProblemKind.WrongEncoding, TestDocuments.Form(declaration: "<?xml version=\"1.0\" encoding=\"utf-16\"?>"), null, null, null, false, "The document declares the encoding \"utf-16\", which its bytes are not in or nobody knows."),
        (ProblemKind.LimitExceeded, string.Concat(Enumerable.Repeat("<ownershipDocument>", 40)), null, null, null, false, "The limit on depth (32 elements inside one another) was reached."),
        (ProblemKind.UnreadableNumber, TestDocuments.Form(TestDocuments.TableI(TestDocuments.Holding(shares: "<value>N/A</value>"))), "I.1", "sharesOwnedFollowing", "N/A", true, "Line I.1: sharesOwnedFollowing reads \"N/A\", which is no number."),
        (ProblemKind.UnreadableDate, TestDocuments.Form("<dateOfOriginalSubmission>March 3</dateOfOriginalSubmission>"), null, "dateOfOriginalSubmission", "March 3", true, "dateOfOriginalSubmission reads \"March 3\", which is no date."),
        (ProblemKind.UnreadableFlag, TestDocuments.Form("<aff10b5One>yes</aff10b5One>"), null, "aff10b5One", "yes", true, "aff10b5One reads \"yes\", which is neither yes nor no as the form writes it (1 or true, 0 or false)."),
        (ProblemKind.UnlikelyDate, TestDocuments.Form("<dateOfOriginalSubmission>0022-12-01</dateOfOriginalSubmission>"), null, "dateOfOriginalSubmission", "0022-12-01", true, "dateOfOriginalSubmission reads 0022-12-01, which is before there was a Section 16 (1934); it was kept as filed."),
        (ProblemKind.UnknownCode, TestDocuments.Form(TestDocuments.TableI(TestDocuments.Holding(ownership: "<value>X</value>"))), "I.1", "ownership", "X", true, "Line I.1: ownership reads \"X\", which is not in the form's list; it was kept as filed."),
        (ProblemKind.MissingField, TestDocuments.Form(TestDocuments.TableI(TestDocuments.Holding(title: ""))), "I.1", "securityTitle", null, true, "Line I.1: securityTitle is missing, and no footnote stands in its place."),
        (ProblemKind.MissingFootnote, TestDocuments.Form(TestDocuments.TableI(TestDocuments.Holding(title: "<value>Common</value><footnoteId id=\"F3\"/>"))), "I.1", "securityTitle", "F3", true, "Line I.1: securityTitle refers to footnote F3, which the filing does not have."),
        (ProblemKind.UnexpectedElement, TestDocuments.Form("<favouriteColour>blue</favouriteColour>"), null, null, "blue", true, "The element favouriteColour is not in the form here; it was left out."),
        (ProblemKind.Contradiction, Header + TestDocuments.Form(formType: "5"), null, "formType", "4", true, "The submission's header says form 4, the form itself 5; the form counts."),
    ];

    public static TheoryData<ProblemKind> Kinds() => [.. Cases.Select(problem => problem.Kind)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void each_kind_is_shown_by_its_smallest_document(ProblemKind kind)
    {
        var (_, document, line, field, raw, filing, message) = Cases.Single(problem => problem.Kind == kind);

        var reading = DocumentReader.Read(Encoding.UTF8.GetBytes(document), null);

        var problem = Assert.Single(reading.Problems);
        Assert.Equal((kind, line, field, raw), (problem.Kind, problem.Line, problem.Field, problem.Raw));
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal(filing, reading.Filing is not null);
    }

    [Fact]
    public void every_kind_has_a_case()
    {
        var missing = Enum.GetValues<ProblemKind>().Except(Cases.Select(problem => problem.Kind)).Except(OfPaperForms);

        Assert.True(!missing.Any(), $"No smallest document shows {string.Join(", ", missing)}: add one to {nameof(reading_problems)}.{nameof(Cases)}.");
    }

    [Fact]
    public void the_document_the_cases_are_made_of_has_no_problem() => Assert.Empty(TestDocuments.Read(TestDocuments.Form(TestDocuments.TableI(TestDocuments.Holding()))).Problems);

    [Fact]
    public void more_problems_than_anyone_reads_are_counted_not_listed()
    {
        var reading = TestDocuments.Read(TestDocuments.Form(string.Concat(Enumerable.Repeat("<x/>", 1_500))));

        Assert.Equal(1_001, reading.Problems.Count);
        Assert.Equal("The limit of 1000 listed problems was reached; 500 more are not listed.", reading.Problems[^1].Message);
        Assert.NotNull(reading.Filing);
    }

    [Fact]
    public void what_stood_there_is_quoted_to_a_readable_length()
    {
        var reading = TestDocuments.Read(TestDocuments.Form($"<aff10b5One>{new string('y', 5_000)}</aff10b5One>"));

        Assert.Equal(new string('y', 200) + "…", Assert.Single(reading.Problems).Raw);
    }
}
