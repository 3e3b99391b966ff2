using System.Globalization;
using System.Text.RegularExpressions;
using HoldingsLedger.Forms.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.AcroForms;
using UglyToad.PdfPig.AcroForms.Fields;
using UglyToad.PdfPig.Exceptions;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>Reads a PDF of a Form 3, 4 or 5 in this process. Only the reading process calls it on untrusted bytes: see <see cref="PaperFormReader"/>.</summary>
internal static partial class PdfFormReader
{
    /// <summary>See <see cref="PdfPages.LanguageOf"/>: forms have 0.03 when they read well, plain English 0.045. A scan below this without the words of a form may be one all the same.</summary>
    private const double LegibleLanguage = 0.04;

    /// <param name="bytes">The PDF.</param>
    /// <param name="limits">What it may use.</param>
    /// <param name="scans">Told how many pages are about to be read by OCR, which takes far longer than letters do.</param>
    public static Reading Read(ReadOnlyMemory<byte> bytes, PdfLimits limits, Action<int>? scans = null)
    {
        try
        {
            if (bytes.Length == 0) return Refused(bytes, ProblemKind.EmptyDocument, "The file is empty.");
            if (bytes.Length > limits.Bytes) return Refused(bytes, ProblemKind.LimitExceeded, $"The PDF has {bytes.Length} bytes; more than {limits.Bytes} are not read.");
            using var pdf = PdfPages.Open(bytes, limits);
            return Read(pdf, bytes, limits, scans);
        }
        catch (PdfLimitException limit)
        {
            return Refused(bytes, ProblemKind.LimitExceeded, limit.Message);
        }
        catch (PdfDocumentEncryptedException)
        {
            return Refused(bytes, ProblemKind.UnreadablePdf, "The PDF is encrypted with a password.");
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // PdfPig throws what its parser happens to meet on broken files; each such file has one answer.
            return Refused(bytes, ProblemKind.UnreadablePdf, $"The PDF is broken and cannot be read ({failure.GetType().Name}).");
        }
    }

    /// <summary>A reading without a filing and the one problem that says why.</summary>
    public static Reading Refused(ReadOnlyMemory<byte> bytes, ProblemKind kind, string message) =>
        new(Document(bytes), null, [new(kind, null, null, null, message)]);

    private static SourceDocument Document(ReadOnlyMemory<byte> bytes) => new(DocumentReader.Sha256(bytes.Span), DocumentKind.Pdf, PaperFormReader.Parser);

    private static Reading Read(PdfDocument pdf, ReadOnlyMemory<byte> bytes, PdfLimits limits, Action<int>? scans)
    {
        var pages = new List<PaperPage>();
        try
        {
            return Read(pdf, bytes, pages, limits, scans);
        }
        finally
        {
            foreach (var page in pages) page.Scan?.Dispose();
        }
    }

    private static Reading Read(PdfDocument pdf, ReadOnlyMemory<byte> bytes, List<PaperPage> pages, PdfLimits limits, Action<int>? scans)
    {
        for (var number = 1; number <= pdf.NumberOfPages; number++)
        {
            var page = RunningLines.Without(PdfPages.Read(pdf, number, limits, scans));
            pages.Add(page);
            if (page.Scan is not null)
            {
                if (pages.Count(other => other.Scan is not null) > limits.Scans)
                    throw new PdfLimitException($"The PDF has more than {limits.Scans} scanned pages; they are not read.");
                pages[^1] = ScanWords.Read(page);
            }

            if (HasEnded(pages)) break;
        }

        if (pages.TrueForAll(page => page.Kind == PageKind.Blank)) return Refused(bytes, ProblemKind.UnreadablePdf, "No page of the PDF has letters or a picture.");
        var text = string.Join('\n', pages.Select(page => string.Join('\n', page.Runs.Select(run => run.Text))));
        var unread = pages.Where(page => page.Unread is not null).Select(page => string.Create(CultureInfo.InvariantCulture, $"Page {page.Number} {page.Unread}.")).ToList();
        if (!PaperWords.IsOwnershipForm(text))
        {
            // What stands on the pages that were not read may be the form.
            if (unread.Count > 0) return Refused(bytes, pages.Exists(page => page.NeedsOcr) ? ProblemKind.NeedsOcr : ProblemKind.UnreadableScan, unread[0]);
            return pages.Exists(page => page.Scan is not null) && PdfPages.LanguageOf(text) < LegibleLanguage
                ? Refused(bytes, ProblemKind.UnreadableScan, "No words of a Form 3, 4 or 5 can be made out on the scan: it is too poor, or another document. A person must look at it; it is kept.")
                : Refused(bytes, ProblemKind.NotAnOwnershipForm, "The PDF has none of the words of a Form 3, 4 or 5.");
        }

        var problems = unread.ConvertAll(why => new ReadingProblem(ProblemKind.DoubtfulValue, null, null, null, why + " What stands there is not in the reading."));
        // Over a scan a field's value is neither in the picture nor in the layer.
        if (pages.Exists(page => page.Scan is not null) && FilledFields(pdf) is > 0 and var filled)
        {
            problems.Add(new(ProblemKind.UnexpectedElement, null, null, null, string.Create(
                CultureInfo.InvariantCulture,
                $"The PDF has {filled} form fields filled in on a screen; what they hold over a scanned page is not read. A print of the form has it.")));
        }

        problems.AddRange(pages.SelectMany(page => page.Doubts).Select(doubt => new ReadingProblem(ProblemKind.DoubtfulValue, null, null, null, doubt)));
        var filing = PdfForm.Read(pages, Exhibits(pdf, pages, limits), text, problems);
        return new(Document(bytes), filing with { AccessionNumber = Accession(pdf) }, problems);
    }

    /// <summary>The pages behind a joint filing's form, where its other owners may be listed; none behind others, for exhibits may be long.</summary>
    private static List<PaperPage> Exhibits(PdfDocument pdf, List<PaperPage> pages, PdfLimits limits)
    {
        var exhibits = new List<PaperPage>();
        if (pages.Count == pdf.NumberOfPages || !JointFilers.AreSaid(pages)) return exhibits;
        for (var number = pages.Count + 1; number <= Math.Min(pdf.NumberOfPages, pages.Count + JointFilers.MostPages); number++)
        {
            var page = PdfPages.Read(pdf, number, limits);
            page.Scan?.Dispose();
            if (page.Kind == PageKind.Text) exhibits.Add(RunningLines.Without(page));
        }

        return exhibits;
    }

    /// <summary>
    /// The form's last lines and its signature are behind us: what follows are exhibits, which may be long. The SEC's own form has its last
    /// lines on the first sheet too, before Table II and the signature.
    /// </summary>
    private static bool HasEnded(List<PaperPage> pages) =>
        pages[^1].Runs.Any(run => LastLine().IsMatch(run.Text))
        // A power of attorney before the form has a signature too.
        && pages.SkipWhile(page => !page.Runs.Any(run => HeaderWords.TitleOfTable(run.Text) is not null || PaperWords.Explanation().IsMatch(run.Text)))
            .Any(page => page.Runs.Any(run => PaperWords.SignatureLabel().IsMatch(run.Text)));

    /// <summary>Fields of an interactive form that hold something: their values lie over the page, not on it.</summary>
    private static int FilledFields(PdfDocument pdf) => !pdf.TryGetForm(out var form) || form is null ? 0 : form.GetFields().Count(field => field switch
    {
        AcroTextField text => !string.IsNullOrWhiteSpace(text.Value),
        AcroCheckboxField box => box.IsChecked,
        AcroRadioButtonField button => button.IsSelected,
        _ => false,
    });

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
