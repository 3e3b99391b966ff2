namespace HoldingsLedger.Forms.Pdf;

/// <summary>How much of the machine one PDF may use. Each limit ends the reading with a problem of its own; none is ever silently cut to.</summary>
public sealed record PdfLimits
{
    public static PdfLimits Default { get; } = new();

    public int Bytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Pages of the document; the form itself has few, its exhibits may have many.</summary>
    public int Pages { get; init; } = 300;

    public int LettersOnPage { get; init; } = 60_000;

    public int PathsOnPage { get; init; } = 60_000;

    /// <summary>Fields of an interactive form, links and notes.</summary>
    public int AnnotationsOnPage { get; init; } = 5_000;

    /// <summary>Bytes one stream may inflate to.</summary>
    public long InflatedStream { get; init; } = 64 * 1024 * 1024;

    /// <summary>Bytes all streams of a document may inflate to together.</summary>
    public long InflatedDocument { get; init; } = 256 * 1024 * 1024;

    /// <summary>Pixels of a page's picture: A4 at 600 dpi has 35 million.</summary>
    public long ScanPixels { get; init; } = 45_000_000;

    /// <summary>Pages read by OCR.</summary>
    public int Scans { get; init; } = 30;

    /// <summary>Managed memory of the reading process in bytes.</summary>
    public long Memory { get; init; } = 640L * 1024 * 1024;

    /// <summary>Processor time for a document that has letters: what a busy machine takes longer for is not the document's fault.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>Time by the clock for a document that has letters, however busy the machine.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(17);

    /// <summary>Time by the clock for each page that must be read by OCR, on top of both; each run of the engine has a limit of its own (<see cref="Tesseract"/>).</summary>
    public TimeSpan TimePerScan { get; init; } = TimeSpan.FromSeconds(120);
}

/// <summary>A limit was reached; the message names it and its size in one plain sentence.</summary>
internal sealed class PdfLimitException : Exception
{
    public PdfLimitException(string message)
        : base(message)
    {
    }

    public PdfLimitException()
    {
    }

    public PdfLimitException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
