namespace HoldingsLedger.Forms;

/// <summary>The closed set of things a reader can have to say about a document. Each kind has a test case.</summary>
public enum ProblemKind
{
    // The document as a whole: no filing comes of it.

    /// <summary>Nothing in it: no bytes, or white space only.</summary>
    EmptyDocument,

    /// <summary>Bytes that are neither XML, a submission, a PDF nor text.</summary>
    UnknownFormat,

    /// <summary>Readable, but no Form 3, 4 or 5.</summary>
    NotAnOwnershipForm,

    /// <summary>The XML is not well-formed: cut off, nested wrongly, bad characters.</summary>
    MalformedXml,

    /// <summary>A document type declaration or external entity, which no EDGAR filing has.</summary>
    ForbiddenMarkup,

    /// <summary>The bytes are not in the encoding they claim.</summary>
    WrongEncoding,

    /// <summary>A limit on size, depth or rows was reached; the message names it.</summary>
    LimitExceeded,

    /// <summary>The PDF cannot be opened: broken, encrypted with a password, or not a PDF.</summary>
    UnreadablePdf,

    /// <summary>Pages without a text layer, and no OCR engine to read them; stored until one is there.</summary>
    NeedsOcr,

    /// <summary>A scan whose picture cannot be decoded, or whose words cannot be made out; a person must look at it, and it is stored for a better reader.</summary>
    UnreadableScan,

    // One field, one row.

    /// <summary>A number that does not read as one; the field is null.</summary>
    UnreadableNumber,

    /// <summary>A date that does not read as one; the field is null.</summary>
    UnreadableDate,

    /// <summary>A box that is neither 0/1 nor true/false; the field is null.</summary>
    UnreadableFlag,

    /// <summary>A year that can hardly be meant, such as 0022; kept as filed.</summary>
    UnlikelyDate,

    /// <summary>A code or letter that is not in the form's list; kept as filed.</summary>
    UnknownCode,

    /// <summary>A field the form requires is not there.</summary>
    MissingField,

    /// <summary>A reference to a footnote that the filing does not have.</summary>
    MissingFootnote,

    /// <summary>An element or a second value that no schema version has; left out of the reading.</summary>
    UnexpectedElement,

    /// <summary>Two places of one document say different things: the submission's header and the form, or the file's name and the header.</summary>
    Contradiction,

    /// <summary>A value of a paper form that two readings or the arithmetic of its row do not confirm.</summary>
    DoubtfulValue,
}

/// <summary>
/// Something a reader could not read, or read and doubts. <see cref="Line"/> and <see cref="Field"/> say where
/// (<c>null</c>: the whole document or its header), <see cref="Raw"/> what stood there, <see cref="Message"/> is one plain sentence.
/// </summary>
public sealed record ReadingProblem(ProblemKind Kind, string? Line, string? Field, string? Raw, string Message);
