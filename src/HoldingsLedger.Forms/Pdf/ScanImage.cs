using SkiaSharp;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>A page's picture in grey, and where it lies on the upright page.</summary>
internal sealed record ScanImage(SKBitmap Grey, Box Bounds)
{
    public double PixelsPerPoint => Grey.Width / Bounds.Width;

    public (int X, int Y) Pixel(double x, double y) =>
        ((int)Math.Round((x - Bounds.Left) * Grey.Width / Bounds.Width), (int)Math.Round((Bounds.Top - y) * Grey.Height / Bounds.Height));

    public (double X, double Y) Point(double x, double y) =>
        (Bounds.Left + x * Bounds.Width / Grey.Width, Bounds.Top - y * Bounds.Height / Grey.Height);
}
