namespace HoldingsLedger.Forms.Pdf;

/// <summary>
/// Reads PDFs of Forms 3, 4 and 5: printed from EDGAR, filled in on the SEC's form, or scanned. The reading has a page and a box for
/// each line and a confidence for each field that is not certain. A PDF is opened in a process of its own (<see cref="PdfWorkerPool"/>);
/// what cannot be read comes back without a filing and with the problem that says why. Never throws.
/// </summary>
public static class PaperFormReader
{
    public static ParserVersion Parser { get; } = new("paper-pdf", 3);

    /// <summary>Reads one PDF, in the program's own pool unless another is given.</summary>
    public static Reading Read(ReadOnlyMemory<byte> bytes, PdfWorkerPool? pool = null) => (pool ?? PdfWorkerPool.Shared).Read(bytes);

    /// <summary>
    /// A picture (PNG) of a part of a page, for a person to compare a reading with; <paramref name="box"/> is left, bottom, right, top in points
    /// as <see cref="LineSource.Box"/> has it. A page without a picture is drawn from its letters and rulings. <c>null</c> where the page cannot be opened.
    /// </summary>
    public static byte[]? Crop(ReadOnlyMemory<byte> bytes, int page, IReadOnlyList<decimal> box, PdfWorkerPool? pool = null) =>
        (pool ?? PdfWorkerPool.Shared).Crop(bytes, page, box);
}
