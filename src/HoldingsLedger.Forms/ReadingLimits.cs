namespace HoldingsLedger.Forms;

/// <summary>
/// What a document may cost to read. EDGAR itself allows 60 rows, 99 footnotes of 1,000 characters and ten owners
/// (ownership XML technical specification 3.3, 4.3); the limits lie far above what any filing needs and far
/// below what could exhaust a machine.
/// </summary>
public static class ReadingLimits
{
    /// <summary>A whole document: a submission may carry exhibits and pictures.</summary>
    public const int DocumentBytes = 64 * 1024 * 1024;

    /// <summary>The ownership XML in it; the largest of 10,408 real ones has a tenth of a megabyte.</summary>
    public const int XmlBytes = 4 * 1024 * 1024;

    /// <summary>Elements inside elements; the form's own schema goes six deep.</summary>
    public const int XmlDepth = 32;

    /// <summary>Characters of one tag with its attributes; the form's own have one attribute.</summary>
    public const int TagLength = 128 * 1024;

    public const int Rows = 10_000;

    public const int Footnotes = 10_000;

    public const int Owners = 1_000;

    public const int Signatures = 1_000;

    /// <summary>Characters of one value, footnote or remark.</summary>
    public const int TextLength = 100_000;

    /// <summary>Problems listed for one document; what is beyond is counted, not listed.</summary>
    public const int Problems = 1_000;
}
