using SkiaSharp;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>A page's picture, upright and in grey, and where it lies on the upright page.</summary>
internal sealed class ScanImage(SKBitmap grey, Box bounds, bool blackAndWhite) : IDisposable
{
    private const long MostPixels = 45_000_000;

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

    /// <summary>An area as PNG at a resolution, with a white margin: what a person or an OCR engine is shown. Empty where the area is.</summary>
    public byte[] Crop(Box area, double dotsPerInch, int margin)
    {
        var (left, top, right, bottom) = Pixels(area);
        if (right - left < 2 || bottom - top < 2) return [];
        // A small picture that claims to be a large sheet is not blown up to more than any scan has.
        var scale = Math.Min(Math.Clamp(dotsPerInch / DotsPerInch, 0.2, 6), Math.Sqrt((double)MostPixels / ((long)(right - left) * (bottom - top))));
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

    /// <summary>
    /// Some pieces of ink, enlarged or reduced so that a capital has a certain height, as PNG with a white margin; what stands between
    /// them and is no part of them is left out.
    /// </summary>
    public byte[] Picture(InkPiece area, IReadOnlyList<InkPiece> without, double scale, int margin)
    {
        var (left, top, right, bottom) = (Math.Max(area.Left - 2, 0), Math.Max(area.Top - 2, 0), Math.Min(area.Right + 3, grey.Width), Math.Min(area.Bottom + 3, grey.Height));
        var (width, height) = (Math.Max((int)((right - left) * scale), 1), Math.Max((int)((bottom - top) * scale), 1));
        using var target = new SKBitmap(width + 2 * margin, height + 2 * margin, SKColorType.Gray8, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(target))
        using (var part = new SKBitmap(right - left, bottom - top, SKColorType.Gray8, SKAlphaType.Opaque))
        {
            for (var y = top; y < bottom; y++) grey.GetPixelSpan().Slice(y * grey.RowBytes + left, right - left).CopyTo(part.GetPixelSpan()[((y - top) * part.RowBytes)..]);
            using (var wipe = new SKCanvas(part))
            using (var white = new SKPaint { Color = SKColors.White })
            {
                foreach (var piece in without) wipe.DrawRect(new SKRect(piece.Left - left - 1, piece.Top - top - 1, piece.Right - left + 2, piece.Bottom - top + 2), white);
            }

            Stretch(part.GetPixelSpan());
            using var image = SKImage.FromBitmap(part);
            canvas.Clear(SKColors.White);
            canvas.DrawImage(image, SKRect.Create(part.Width, part.Height), SKRect.Create(margin, margin, width, height), new SKSamplingOptions(SKCubicResampler.Mitchell));
        }

        using var data = target.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>Paper white and ink black: the grain of grey paper makes an engine see letters that are not there.</summary>
    private void Stretch(Span<byte> pixels)
    {
        int darkest = 255, paper = 0, lighter = 0;
        foreach (var pixel in pixels)
        {
            darkest = Math.Min(darkest, pixel);
            if (pixel < InkLevel) continue;
            paper += pixel;
            lighter++;
        }

        var white = lighter == 0 ? 255 : paper / lighter - 6;
        if (white - darkest < 40) return;
        for (var at = 0; at < pixels.Length; at++) pixels[at] = (byte)Math.Clamp((pixels[at] - darkest) * 255 / (white - darkest), 0, 255);
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

    public (int Left, int Top, int Right, int Bottom) Pixels(Box area) =>
        ((int)Math.Clamp((area.Left - bounds.Left) * PixelsPerPoint, 0, grey.Width), (int)Math.Clamp((bounds.Top - area.Top) * PixelsPerPoint, 0, grey.Height),
            (int)Math.Clamp((area.Right - bounds.Left) * PixelsPerPoint, 0, grey.Width), (int)Math.Clamp((bounds.Top - area.Bottom) * PixelsPerPoint, 0, grey.Height));
}
