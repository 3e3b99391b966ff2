using System.Security.Cryptography;
using System.Text.RegularExpressions;
using HoldingsLedger.Forms.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>Reads a PDF of a Form 3, 4 or 5 in this process. Only the reading process calls it on untrusted bytes: see <see cref="PaperFormReader"/>.</summary>
internal static partial class PdfFormReader
{
    public static Reading Read(ReadOnlyMemory<byte> bytes, PdfLimits limits)
    {
        var document = new SourceDocument(Convert.ToHexStringLower(SHA256.HashData(bytes.Span)), DocumentKind.Pdf, PaperFormReader.Parser);
        var problems = new List<ReadingProblem>();
        try
        {
            if (bytes.Length == 0) return Nothing(ProblemKind.EmptyDocument, "The file is empty.");
            if (bytes.Length > limits.Bytes) return Nothing(ProblemKind.LimitExceeded, $"The PDF has {bytes.Length} bytes; more than {limits.Bytes} are not read.");
            using var pdf = PdfPages.Open(bytes, limits);
            return Read(pdf, document, limits, problems);
        }
        catch (PdfLimitException limit)
        {
            return Nothing(ProblemKind.LimitExceeded, limit.Message);
        }
        catch (PdfDocumentEncryptedException)
        {
            return Nothing(ProblemKind.UnreadablePdf, "The PDF is encrypted with a password.");
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // PdfPig throws what its parser happens to meet on broken files; each such file has one answer.
            return Nothing(ProblemKind.UnreadablePdf, $"The PDF is broken and cannot be opened ({failure.GetType().Name}).");
        }

        Reading Nothing(ProblemKind kind, string message) => new(document, null, [new(kind, null, null, null, message)]);
    }

    private static Reading Read(PdfDocument pdf, SourceDocument document, PdfLimits limits, List<ReadingProblem> problems)
    {
        var pages = new List<PaperPage>();
        for (var number = 1; number <= pdf.NumberOfPages; number++)
        {
            pages.Add(PdfPages.Read(pdf.GetPage(number), limits));
            if (HasEnded(pages[^1])) break;
        }

        if (pages.TrueForAll(page => page.Kind == PageKind.Blank))
            return new(document, null, [new(ProblemKind.UnreadablePdf, null, null, null, "No page of the PDF has letters or a picture.")]);
        var text = string.Join('\n', pages.Select(page => string.Join('\n', TextRuns.Of(page).Select(run => run.Text))));
        if (!PaperWords.IsOwnershipForm(text))
            return new(document, null, [new(ProblemKind.NotAnOwnershipForm, null, null, null, "The PDF has none of the words of a Form 3, 4 or 5.")]);
        var filing = PdfForm.Read(pages, text, problems);
        return new(document, filing with { AccessionNumber = Accession(pdf) }, problems);
    }

    /// <summary>The form's last lines are on this page: what follows are exhibits, which may be long.</summary>
    private static bool HasEnded(PaperPage page) => TextRuns.Of(page).Any(run => LastLine().IsMatch(run.Text));

    /// <summary>EDGAR's printing services put the accession number into the title and the keywords.</summary>
    private static AccessionNumber? Accession(PdfDocument pdf)
    {
        foreach (var text in (ReadOnlySpan<string?>)[pdf.Information.Title, pdf.Information.Subject, pdf.Information.Keywords])
        {
            if (text is not null && Number().Match(text) is { Success: true } match && AccessionNumber.TryParse(match.Value, out var accession)) return accession;
        }

        return null;
    }

    [GeneratedRegex(@"(?<![0-9-])[0-9]{10}-[0-9]{2}-[0-9]{6}(?![0-9-])", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Number();

    [GeneratedRegex(@"^\W*(Persons who (are to )?respond|Note: ?File three copies)", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex LastLine();
}
