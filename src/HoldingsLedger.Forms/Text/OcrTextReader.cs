using System.Security.Cryptography;
using System.Text;

namespace HoldingsLedger.Forms.Text;

/// <summary>
/// Reads the plain text a converter or OCR engine made of a printed Form 3, 4 or 5. There is one reading and no picture to
/// check it against, so no number is certain: confidence stays below 0.9 unless other numbers of the form say the same.
/// Sources are text lines from 1. Never throws on any input.
/// </summary>
public static class OcrTextReader
{
    public static ParserVersion Parser { get; } = new("ocr-text", 3);

    private const int LongestText = 4 * 1024 * 1024;

    /// <summary>Lines looked at after the form's own end are an exhibit's; a form's pages have far fewer than this.</summary>
    private const int MostLines = 20_000;

    /// <summary>Reads UTF-8 text (a byte order mark is skipped, bytes that are no UTF-8 become replacement characters).</summary>
    public static Reading Read(ReadOnlyMemory<byte> bytes)
    {
        var document = new SourceDocument(Convert.ToHexStringLower(SHA256.HashData(bytes.Span)), DocumentKind.OcrText, Parser);
        if (bytes.Length > LongestText)
            return Nothing(ProblemKind.LimitExceeded, $"The text has {bytes.Length} bytes; a form of more than {LongestText} is not read.");
        var text = Encoding.UTF8.GetString(bytes.Span).TrimStart('\uFEFF');
        if (string.IsNullOrWhiteSpace(text)) return Nothing(ProblemKind.EmptyDocument, "The text is empty.");
        var lines = TextLine.Of(text);
        if (lines.Count > MostLines) return Nothing(ProblemKind.LimitExceeded, $"The text has {lines.Count} lines; a form of more than {MostLines} is not read.");
        var spaced = string.Join('\n', lines.Select(line => line.Joined));
        if (!PaperWords.IsOwnershipForm(spaced)) return Nothing(ProblemKind.NotAnOwnershipForm, "The text has none of the words of a Form 3, 4 or 5.");

        var problems = new List<ReadingProblem>();
        if (SecondForm(lines) is { } second)
        {
            problems.Add(new(ProblemKind.DoubtfulValue, null, null, lines[second].Joined, $"Another form begins on line {second + 1}; only the first is read."));
            lines = [.. lines.Take(second)];
            spaced = string.Join('\n', lines.Select(line => line.Joined));
        }

        var form = PaperWords.FormOf(spaced)!.Value;
        var header = new TextHeader(lines, form, problems);
        var filing = header.Read();
        var tables = TextRows.Read(lines, form, problems);
        filing = PaperArithmetic.Weigh(NothingOwned(filing with { Lines = tables }, form, problems), problems);
        PaperArithmetic.CheckFootnotes(filing, problems);
        return new(document, filing, problems);

        Reading Nothing(ProblemKind kind, string message) => new(document, null, [new(kind, null, null, null, message)]);
    }

    /// <summary>Where a form's title stands again after a signature: pages of one form repeat it before.</summary>
    private static int? SecondForm(IReadOnlyList<TextLine> lines)
    {
        var signed = false;
        for (var at = 0; at < lines.Count; at++)
        {
            signed |= PaperWords.SignatureLabel().IsMatch(lines[at].Joined);
            if (!signed || PaperWords.FormOf(lines[at].Joined) is null) continue;
            // Enough of a form must follow; an exhibit only mentions one.
            if (PaperWords.IsOwnershipForm(string.Join('\n', lines.Skip(at).Select(line => line.Joined))) && lines.Skip(at).Any(line => PaperWords.SignatureLabel().IsMatch(line.Joined))) return at;
        }

        return null;
    }

    /// <summary>A Form 3 says that nothing is owned, or what; one that says neither was not read.</summary>
    private static OwnershipFiling NothingOwned(OwnershipFiling filing, char form, List<ReadingProblem> problems)
    {
        if (form != '3' || filing.NoSecuritiesOwned == true) return filing;
        if (filing.Lines.Count > 0) return filing with { NoSecuritiesOwned = false };
        problems.Add(new(ProblemKind.MissingField, null, "noSecuritiesOwned", null, "No line was found, and no words that nothing is owned."));
        return filing;
    }
}
