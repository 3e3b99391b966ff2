using System.Globalization;
using System.Xml;

namespace HoldingsLedger.Forms.Xml;

/// <summary>
/// Reads an <c>ownershipDocument</c> of any schema version, with or without a namespace, whatever the order of its
/// elements (EDGAR ownership XML technical specification). Document types and entities are refused, <see cref="ReadingLimits"/> hold.
/// </summary>
public static class OwnershipXmlReader
{
    public const string Name = "ownership-xml";

    /// <summary>Rises with every change of what comes out; a test holds it to a digest of the output.</summary>
    public const int Version = 1;

    public static ParserVersion Parser { get; } = new(Name, Version);

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        // A blank between two marked-up words of a footnote counts; that between elements is passed over by the cursor.
        IgnoreWhitespace = false,
        CloseInput = false,
    };

    /// <summary>What the form says; <c>null</c>, with a problem, where no form can be read from the bytes.</summary>
    internal static OwnershipFiling? Read(ReadOnlySpan<byte> bytes, ProblemList problems)
    {
        if (bytes.Length > ReadingLimits.XmlBytes)
        {
            problems.Refuse(ProblemKind.LimitExceeded, string.Create(
                CultureInfo.InvariantCulture,
                $"The limit on the size of ownership XML ({ReadingLimits.XmlBytes} bytes) was reached: the document has {bytes.Length}."));
            return null;
        }

        using var text = XmlText.Decode(bytes, problems);
        if (text is null) return null;
        if (XmlProlog.Read(text.Span) is var prolog && prolog.HasDocumentType)
        {
            problems.Refuse(ProblemKind.ForbiddenMarkup, "The document has a document type declaration (<!DOCTYPE …>), which no EDGAR filing has; it was not read.");
            return null;
        }

        if (TagScan.HasEndlessTag(text.Span))
        {
            problems.Refuse(ProblemKind.LimitExceeded, string.Create(CultureInfo.InvariantCulture, $"The limit on the length of one tag ({ReadingLimits.TagLength} characters) was reached."));
            return null;
        }

        text.Skip(prolog.Start);
        try
        {
            using var reader = XmlReader.Create(text, Settings);
            return Read(reader, problems);
        }
        catch (XmlException exception)
        {
            problems.Refuse(ProblemKind.MalformedXml, string.Create(
                CultureInfo.InvariantCulture,
                $"The XML is not well-formed at line {exception.LineNumber}, column {exception.LinePosition}: {ProblemList.Quote(exception.Message)}"));
            return null;
        }
        catch (LimitReachedException exception)
        {
            problems.Refuse(ProblemKind.LimitExceeded, exception.Message);
            return null;
        }
    }

    private static OwnershipFiling? Read(XmlReader reader, ProblemList problems)
    {
        var cursor = new XmlCursor(reader, problems);
        cursor.MoveToRoot();
        if (cursor.Name is not "ownershipDocument")
        {
            problems.Refuse(ProblemKind.NotAnOwnershipForm, $"The XML is no Form 3, 4 or 5: its root is {ProblemList.Quote(cursor.Name)}, not ownershipDocument.");
            return null;
        }

        var filing = new FormReader(cursor).Read();
        try
        {
            cursor.ReadToEnd();
        }
        catch (XmlException)
        {
            problems.Add(ProblemKind.MalformedXml, "Something that is no XML stands behind the end of the form; the form itself was read whole.");
        }

        return filing;
    }
}
