using SkiaSharp;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>Tells which way up the picture of a page is that has no letters over it.</summary>
internal static class ScanOrientation
{
    /// <summary>Enough pixels for the script to be told, and no more: it is the letters' shapes that count.</summary>
    private const double Wide = 1300;

    /// <summary>Quarter turns counter-clockwise that make the picture upright; 0 where the OCR engine cannot tell, or there is none.</summary>
    public static int Of(SKBitmap grey)
    {
        if (!Tesseract.IsInstalled) return 0;
        var scale = Math.Min(1, Wide / Math.Min(grey.Width, grey.Height));
        using var small = new SKBitmap((int)(grey.Width * scale), (int)(grey.Height * scale), SKColorType.Gray8, SKAlphaType.Opaque);
        if (!grey.ScalePixels(small, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear))) return 0;
        using var png = small.Encode(SKEncodedImageFormat.Png, 100);
        return Tesseract.Turned(png.ToArray()) / 90;
    }
}
