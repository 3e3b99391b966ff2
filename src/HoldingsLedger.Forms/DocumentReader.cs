using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HoldingsLedger.Forms.Pdf;
using HoldingsLedger.Forms.Submission;
using HoldingsLedger.Forms.Text;
using HoldingsLedger.Forms.Xml;

namespace HoldingsLedger.Forms;

/// <summary>
/// The one way in: tells from a document's bytes what it is and hands it to the reader of that kind. Never throws: what cannot be read
/// comes back as a reading without a filing, and with a problem that says why.
/// </summary>
public static class DocumentReader
{
    /// <summary>Stands for the reader where no reader took the document.</summary>
    public static ParserVersion NoReader { get; } = new("none", 1);

    /// <param name="bytes">The document as stored.</param>
    /// <param name="fileName">Its name or path; a bare ownership XML takes its accession number from it when it is one.</param>
    public static Reading Read(ReadOnlyMemory<byte> bytes, string? fileName)
    {
        var kind = DocumentKind.Unknown;
        var problems = new ProblemList();
        OwnershipFiling? filing = null;
        try
        {
            kind = KindOf(bytes.Span, problems, out var content);
            if (kind is DocumentKind.Pdf) return PaperFormReader.Read(bytes);
            if (kind is DocumentKind.OcrText) return OcrTextReader.Read(bytes);
            filing = kind switch
            {
                DocumentKind.SubmissionText => SubmissionReader.Read(content, problems),
                DocumentKind.OwnershipXml => OwnershipXmlReader.Read(content, problems),
                _ => null,
            };
            if (filing is not null)
            {
                filing = Named(filing, fileName, problems);
                FilingChecks.Check(filing, problems);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A defect of ours must not take the batch with it; it is named so that it can be found.
            filing = null;
            problems.Refuse(ProblemKind.UnknownFormat, $"The reader failed on this document ({exception.GetType().Name}: {ProblemList.Quote(exception.Message)}).");
        }

        return new Reading(new SourceDocument(Sha256(bytes.Span), kind, ParserOf(kind)), filing, problems.ToList());
    }

    /// <summary>As <see cref="Read"/>, for a file; one beyond <see cref="ReadingLimits.DocumentBytes"/> is refused without being taken into memory.</summary>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static Reading ReadFile(string path)
    {
        using var file = File.OpenRead(path);
        if (!file.CanSeek) return Read(ReadPipe(file), path);
        if (file.Length <= ReadingLimits.DocumentBytes) return Read(File.ReadAllBytes(path), path);
        var problems = new ProblemList();
        problems.Refuse(ProblemKind.LimitExceeded, TooLarge(file.Length));
        return new Reading(new SourceDocument(Convert.ToHexStringLower(SHA256.HashData(file)), DocumentKind.Unknown, NoReader), null, problems.ToList());
    }

    /// <summary>What comes out of a pipe; of a document beyond the limit no more than shows that it is.</summary>
    private static byte[] ReadPipe(FileStream pipe)
    {
        using var document = new MemoryStream();
        var piece = new byte[1 << 16];
        while (document.Length <= ReadingLimits.DocumentBytes && pipe.Read(piece) is > 0 and var read) document.Write(piece, 0, read);
        return document.ToArray();
    }

    /// <summary>Lower-case hexadecimal SHA-256.</summary>
    public static string Sha256(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        return Convert.ToHexStringLower(digest);
    }

    /// <summary>The reader that today reads documents of a kind.</summary>
    public static ParserVersion ParserOf(DocumentKind kind) => kind switch
    {
        DocumentKind.SubmissionText or DocumentKind.OwnershipXml => OwnershipXmlReader.Parser,
        DocumentKind.Pdf => PaperFormReader.Parser,
        DocumentKind.OcrText => OcrTextReader.Parser,
        _ => NoReader,
    };

    private static DocumentKind KindOf(ReadOnlySpan<byte> bytes, ProblemList problems, out ReadOnlySpan<byte> content)
    {
        content = bytes;
        if (bytes.Length > ReadingLimits.DocumentBytes)
        {
            return Unknown(problems, ProblemKind.LimitExceeded, TooLarge(bytes.Length));
        }

        if (bytes.TrimStart(Blank).IsEmpty) return Unknown(problems, ProblemKind.EmptyDocument, "The document is empty.");
        if (bytes[..Math.Min(bytes.Length, 1024)].IndexOf("%PDF"u8) >= 0)
        {
            return DocumentKind.Pdf;
        }

        content = bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes;
        content = content.TrimStart(Blank);
        if (SubmissionReader.Recognizes(content)) return DocumentKind.SubmissionText;
        if (bytes is [0xFF, 0xFE, (byte)'<' or (byte)'-', 0, ..] && Narrowed(bytes[2..]) is { } narrowed && SubmissionReader.Recognizes(narrowed))
        {
            content = narrowed;
            return DocumentKind.SubmissionText;
        }

        content = bytes;
        if (bytes is [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..]) return DocumentKind.OwnershipXml;
        var beginning = Beginning(bytes);
        var prolog = XmlProlog.Read(beginning);
        if (prolog.Root is "ownershipDocument") return DocumentKind.OwnershipXml;
        var markup = beginning.AsSpan().TrimStart(" \t\r\n\uFEFF");
        if (markup.StartsWith("<", StringComparison.Ordinal))
        {
            if (prolog.Root.Equals("html", StringComparison.OrdinalIgnoreCase) || markup.Contains("<html", StringComparison.OrdinalIgnoreCase) || markup.StartsWith("<!DOCTYPE html", StringComparison.OrdinalIgnoreCase))
            {
                return Unknown(problems, ProblemKind.NotAnOwnershipForm, "The document is a web page (HTML), no Form 3, 4 or 5.");
            }

            // XML of some kind, broken or forbidden perhaps: its reader says what is wrong with it.
            return DocumentKind.OwnershipXml;
        }

        return IsText(beginning)
            ? DocumentKind.OcrText
            : Unknown(problems, ProblemKind.UnknownFormat, "The document is neither XML, a submission, a PDF nor text.");
    }

    private static string TooLarge(long length) => string.Create(
        CultureInfo.InvariantCulture,
        $"The limit on the size of a document ({ReadingLimits.DocumentBytes} bytes) was reached: this one has {length}.");

    private static ReadOnlySpan<byte> Blank => " \t\r\n\f"u8;

    private static DocumentKind Unknown(ProblemList problems, ProblemKind kind, string message)
    {
        problems.Refuse(kind, message);
        return DocumentKind.Unknown;
    }

    /// <summary>A submission that an editor saved as UTF-16, as the UTF-8 it was; <c>null</c> where it does not begin as one or is not UTF-16.</summary>
    private static byte[]? Narrowed(ReadOnlySpan<byte> wide)
    {
        var beginning = Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(wide[..Math.Min(wide.Length & ~1, 200)]));
        return SubmissionReader.Recognizes(beginning) ? Encoding.Convert(Encoding.Unicode, Encoding.UTF8, wide.ToArray()) : null;
    }

    /// <summary>The first characters, whichever way they are written; enough to tell markup from text from neither.</summary>
    private static string Beginning(ReadOnlySpan<byte> bytes)
    {
        var start = bytes[..Math.Min(bytes.Length, 4096)];
        return start switch
        {
            [0xFF, 0xFE, ..] or [(byte)'<', 0, ..] => Encoding.Unicode.GetString(start[..(start.Length & ~1)]),
            [0xFE, 0xFF, ..] or [0, (byte)'<', ..] => Encoding.BigEndianUnicode.GetString(start[..(start.Length & ~1)]),
            [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(start[3..]),
            _ => Encoding.Latin1.GetString(start),
        };
    }

    /// <summary>Text has line breaks and tabs, and no other control characters to speak of.</summary>
    private static bool IsText(string beginning)
    {
        var controls = 0;
        foreach (var character in beginning)
        {
            if (character == '\0') return false;
            if (character < ' ' && character is not ('\t' or '\n' or '\r' or '\f')) controls++;
        }

        return controls * 50 <= beginning.Length;
    }

    /// <summary>The accession number from the file's name, where the document does not say; where it does, they should agree.</summary>
    private static OwnershipFiling Named(OwnershipFiling filing, string? fileName, ProblemList problems)
    {
        if (fileName is null) return filing;
        var start = fileName.AsSpan().LastIndexOfAny('/', '\\') + 1;
        var name = fileName[start..];
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (!AccessionNumber.TryParse(dot < 0 ? name : name[..dot], out var named)) return filing;
        if (filing.AccessionNumber is not { } said) return filing with { AccessionNumber = named };
        if (said != named)
        {
            problems.Add(ProblemKind.Contradiction, null, "accessionNumber", name, $"The file is named {named} but the submission's header says {said}; the header counts.");
        }

        return filing;
    }
}
