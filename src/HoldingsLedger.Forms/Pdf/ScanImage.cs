using SkiaSharp;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>A page's picture, upright and in grey, and where it lies on the upright page.</summary>
internal sealed class ScanImage(SKBitmap grey, Box bounds, bool blackAndWhite) : IDisposable
{
    /// <summary>One bit a pixel: what the scanner saw of a letter's edge is gone.</summary>
    public bool IsBlackAndWhite => blackAndWhite;

    public Box Bounds => bounds;

    public SKBitmap Grey => grey;

    public double PixelsPerPoint => grey.Width / bounds.Width;

    public double DotsPerInch => 72 * PixelsPerPoint;

    /// <summary>What is darker than this is ink.</summary>
    public byte InkLevel { get; } = Otsu(grey);

    public static byte Otsu(SKBitmap grey)
    {
        Span<long> counts = stackalloc long[256];
        foreach (var pixel in grey.GetPixelSpan()) counts[pixel]++;
        long total = 0, sum = 0;
        for (var level = 0; level < 256; level++)
        {
            total += counts[level];
            sum += level * counts[level];
        }

        long below = 0, sumBelow = 0;
        var (best, at) = (0.0, 128);
        for (var level = 0; level < 256; level++)
        {
            below += counts[level];
            sumBelow += level * counts[level];
            if (below == 0 || below == total) continue;
            var apart = (double)sumBelow / below - (double)(sum - sumBelow) / (total - below);
            var spread = (double)below * (total - below) * apart * apart;
            if (spread > best) (best, at) = (spread, level);
        }

        return (byte)Math.Clamp(at + 1, 40, 215);
    }

    /// <summary>The share of ink in an area; 0 for an empty cell.</summary>
    public double Ink(Box area)
    {
        var (left, top, right, bottom) = Pixels(area);
        if (right <= left || bottom <= top) return 0;
        var pixels = grey.GetPixelSpan();
        long dark = 0;
        for (var y = top; y < bottom; y++)
        {
            foreach (var pixel in pixels.Slice(y * grey.RowBytes + left, right - left))
            {
                if (pixel < InkLevel) dark++;
            }
        }

        return (double)dark / ((right - left) * (bottom - top));
    }

    /// <summary>How wide the ink of an area is in points, and on how many lines it stands.</summary>
    public (double Width, int Lines) InkExtent(Box area)
    {
        var (left, top, right, bottom) = Pixels(area);
        var pixels = grey.GetPixelSpan();
        var (first, last, lines, blank) = (int.MaxValue, -1, 0, int.MaxValue / 2);
        for (var y = top; y < bottom; y++)
        {
            var dark = 0;
            for (var x = left; x < right; x++)
            {
                if (pixels[y * grey.RowBytes + x] >= InkLevel) continue;
                dark++;
                (first, last) = (Math.Min(first, x), Math.Max(last, x));
            }

            if (dark < 2)
            {
                blank++;
                continue;
            }

            // A line begins where the one above has left a gap of most of a point.
            if (blank > 0.8 * PixelsPerPoint) lines++;
            blank = 0;
        }

        return (last < 0 ? 0 : (last - first + 1) / PixelsPerPoint, lines);
    }

    /// <summary>An area as PNG at a resolution, with a white margin: what a person or an OCR engine is shown. Empty where the area is.</summary>
    public byte[] Crop(Box area, double dotsPerInch, int margin)
    {
        var (left, top, right, bottom) = Pixels(area);
        if (right - left < 2 || bottom - top < 2) return [];
        var scale = Math.Clamp(dotsPerInch / DotsPerInch, 0.2, 6);
        var (width, height) = ((int)((right - left) * scale), (int)((bottom - top) * scale));
        using var target = new SKBitmap(width + 2 * margin, height + 2 * margin, SKColorType.Gray8, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(target))
        using (var image = SKImage.FromBitmap(grey))
        {
            canvas.Clear(SKColors.White);
            canvas.DrawImage(image, new SKRect(left, top, right, bottom), new SKRect(margin, margin, margin + width, margin + height), new SKSamplingOptions(SKCubicResampler.Mitchell));
        }

        using var data = target.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>A copy with the form's lines painted over: beside a line, letters are misread.</summary>
    public ScanImage Without(IReadOnlyList<Ruling> rulings)
    {
        var copy = grey.Copy();
        using var canvas = new SKCanvas(copy);
        using var paint = new SKPaint();
        paint.Color = SKColors.White;
        const double half = 0.9;
        foreach (var ruling in rulings)
        {
            var area = ruling.Horizontal ? new Box(ruling.From, ruling.At - half, ruling.To, ruling.At + half) : new Box(ruling.At - half, ruling.From, ruling.At + half, ruling.To);
            var (left, top, right, bottom) = Pixels(area);
            canvas.DrawRect(new SKRect(left - 1, top - 1, right + 1, bottom + 1), paint);
        }

        return new(copy, bounds, blackAndWhite);
    }

    public void Dispose() => grey.Dispose();

    private (int Left, int Top, int Right, int Bottom) Pixels(Box area) =>
        ((int)Math.Clamp((area.Left - bounds.Left) * PixelsPerPoint, 0, grey.Width), (int)Math.Clamp((bounds.Top - area.Top) * PixelsPerPoint, 0, grey.Height),
            (int)Math.Clamp((area.Right - bounds.Left) * PixelsPerPoint, 0, grey.Width), (int)Math.Clamp((bounds.Top - area.Bottom) * PixelsPerPoint, 0, grey.Height));
}
