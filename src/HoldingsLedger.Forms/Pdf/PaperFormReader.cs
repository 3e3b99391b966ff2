namespace HoldingsLedger.Forms.Pdf;

/// <summary>Reads PDFs of Forms 3, 4 and 5.</summary>
public static class PaperFormReader
{
    public static ParserVersion Parser { get; } = new("paper-pdf", 1);
}
