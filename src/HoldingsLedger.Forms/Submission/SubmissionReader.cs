using System.Globalization;
using HoldingsLedger.Forms.Xml;

namespace HoldingsLedger.Forms.Submission;

/// <summary>
/// Reads a full-submission text: the header for what only EDGAR knows (accession number, acceptance, filing date) and the first
/// ownership document for everything else. Exhibits are passed over.
/// </summary>
public static class SubmissionReader
{
    private static readonly byte[][] Openings =
    [
        [.. "<SEC-DOCUMENT>"u8], [.. "<SEC-HEADER>"u8], [.. "<IMS-DOCUMENT>"u8], [.. "<IMS-HEADER>"u8], [.. "<SUBMISSION>"u8],
        [.. "-----BEGIN PRIVACY-ENHANCED MESSAGE-----"u8], [.. "<DOCUMENT>"u8], [.. "<TYPE>"u8], [.. "<TEXT>"u8], [.. "<XML>"u8],
    ];

    /// <summary>Whether a text begins as submissions do.</summary>
    internal static bool Recognizes(ReadOnlySpan<byte> text)
    {
        foreach (var opening in Openings)
        {
            if (Tag.Begins(text, opening)) return true;
        }

        return false;
    }

    internal static OwnershipFiling? Read(ReadOnlySpan<byte> text, ProblemList problems)
    {
        var documents = Tag.In(text, "<DOCUMENT>"u8);
        var header = SubmissionHeader.Read(documents < 0 ? text[..Math.Min(text.Length, 64 * 1024)] : text[..documents], problems);
        var form = FirstOwnershipDocument(documents < 0 ? text : text[documents..], out var others);
        if (form.IsEmpty)
        {
            problems.Refuse(ProblemKind.NotAnOwnershipForm, $"The submission{(header.FormType is { } type ? $" (form type {ProblemList.Quote(type)})" : "")} has no ownership XML among its documents.");
            return null;
        }

        if (OwnershipXmlReader.Read(form, problems) is not { } filing) return null;
        if (others > 0)
        {
            problems.Add(ProblemKind.UnexpectedElement, string.Create(
                CultureInfo.InvariantCulture,
                $"The submission has {others + 1} ownership documents; the first counts, the others were left out."));
        }

        if (header.FormType is { } headerType && filing.FormType is { } formType && !string.Equals(headerType, formType, StringComparison.Ordinal))
        {
            problems.Add(ProblemKind.Contradiction, null, "formType", headerType, $"The submission's header says form {ProblemList.Quote(headerType)}, the form itself {ProblemList.Quote(formType)}; the form counts.");
        }

        return filing with { AccessionNumber = header.AccessionNumber, AcceptedAt = header.AcceptedAt, FiledOn = header.FiledOn };
    }

    private static ReadOnlySpan<byte> FirstOwnershipDocument(ReadOnlySpan<byte> rest, out int others)
    {
        others = 0;
        var first = ReadOnlySpan<byte>.Empty;
        while (!rest.IsEmpty)
        {
            var end = Tag.In(rest, "</DOCUMENT>"u8);
            var document = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + "</DOCUMENT>"u8.Length)..];
            var content = Content(document);
            if (!IsOwnershipXml(content)) continue;
            if (first.IsEmpty) first = content;
            else others++;
        }

        return first;
    }

    /// <summary>What stands between the innermost wrapper tags of one document: &lt;XML&gt;, else &lt;TEXT&gt;, else all of it.</summary>
    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> document)
    {
        var wrapped = Between(document, "<XML>"u8, "</XML>"u8, out var found);
        if (found) return wrapped;
        var text = Between(document, "<TEXT>"u8, "</TEXT>"u8, out found);
        return found ? text : document;
    }

    private static ReadOnlySpan<byte> Between(ReadOnlySpan<byte> document, ReadOnlySpan<byte> open, ReadOnlySpan<byte> close, out bool found)
    {
        var start = Tag.In(document, open);
        found = start >= 0;
        if (!found) return default;
        var content = document[(start + open.Length)..];
        var end = Tag.LastIn(content, close);
        return end < 0 ? content : content[..end];
    }

    /// <summary>Told from the beginning only: exhibits may be long, and may speak of ownership documents.</summary>
    private static bool IsOwnershipXml(ReadOnlySpan<byte> content)
    {
        content = content.TrimStart(" \t\r\n\uFEFF"u8);
        if (content.IsEmpty || content[0] != '<') return false;
        var beginning = content[..Math.Min(content.Length, 4096)];
        if (beginning.StartsWith("<ownershipDocument"u8)) return true;
        var characters = System.Text.Encoding.Latin1.GetString(beginning);
        var prolog = XmlProlog.Read(characters);
        return prolog.HasDocumentType ? characters.Contains("ownershipDocument", StringComparison.Ordinal) : prolog.Root is "ownershipDocument";
    }
}
