using System.Globalization;
using SkiaSharp;
using UglyToad.PdfPig.Content;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>Decodes the picture of a scanned page, turns it upright and takes its skew away.</summary>
internal static class ScanLoader
{
    private const double MostSkew = 4;

    /// <summary>The picture upright, or <c>null</c> where it cannot be decoded, with the degrees (counter-clockwise) that were undone about the picture's middle.</summary>
    /// <param name="picture">The page's picture.</param>
    /// <param name="quarters">Quarter turns clockwise that the picture needs; the letters over it tell, where there are any.</param>
    /// <param name="limits">How large it may be.</param>
    public static (ScanImage Scan, double Skew)? Load(IPdfImage picture, int quarters, PdfLimits limits)
    {
        if ((long)picture.WidthInSamples * picture.HeightInSamples > limits.ScanPixels)
        {
            throw new PdfLimitException(string.Create(
                CultureInfo.InvariantCulture,
                $"The picture of a page has {picture.WidthInSamples} by {picture.HeightInSamples} pixels; more than {limits.ScanPixels} are not read."));
        }

        using var decoded = Decode(picture);
        if (decoded is null) return null;
        var (pointsWide, pointsHigh) = (Math.Abs(picture.BoundingBox.Width), Math.Abs(picture.BoundingBox.Height));
        var turned = (((quarters % 4) + 4) % 4) switch { 0 => decoded.Copy(), var turns => Quarter(decoded, turns) };
        if (quarters % 2 != 0) (pointsWide, pointsHigh) = (pointsHigh, pointsWide);
        var skew = Skew(turned);
        if (Math.Abs(skew) >= 0.03)
        {
            var straight = Rotate(turned, skew);
            turned.Dispose();
            turned = straight;
        }
        else
        {
            skew = 0;
        }

        var middle = picture.BoundingBox.Centroid;
        return (new(turned, new(middle.X - pointsWide / 2, middle.Y - pointsHigh / 2, middle.X + pointsWide / 2, middle.Y + pointsHigh / 2), picture.BitsPerComponent == 1), skew);
    }

    private static SKBitmap? Decode(IPdfImage picture)
    {
        var (width, height) = (picture.WidthInSamples, picture.HeightInSamples);
        if (picture.BitsPerComponent == 8 && picture.TryGetBytesAsMemory(out var bytes) && bytes.Length == width * height)
        {
            var grey = new SKBitmap(width, height, SKColorType.Gray8, SKAlphaType.Opaque);
            var pixels = grey.GetPixelSpan();
            for (var y = 0; y < height; y++) bytes.Span.Slice(y * width, width).CopyTo(pixels[(y * grey.RowBytes)..]);
            return Positive(grey);
        }

        var encoded = picture.TryGetPng(out var png) ? png : picture.RawBytes.ToArray();
        using var any = SKBitmap.Decode(encoded);
        if (any is null) return null;
        var result = new SKBitmap(any.Width, any.Height, SKColorType.Gray8, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(result))
        using (var image = SKImage.FromBitmap(any))
        {
            canvas.Clear(SKColors.White);
            canvas.DrawImage(image, SKRect.Create(any.Width, any.Height), new SKSamplingOptions(SKFilterMode.Nearest));
        }

        return Positive(result);
    }

    /// <summary>Paper is lighter than ink, whatever a decode array says.</summary>
    private static SKBitmap Positive(SKBitmap grey)
    {
        var pixels = grey.GetPixelSpan();
        long sum = 0;
        foreach (var pixel in pixels) sum += pixel;
        if (sum >= 110L * pixels.Length) return grey;
        for (var at = 0; at < pixels.Length; at++) pixels[at] = (byte)(255 - pixels[at]);
        return grey;
    }

    private static SKBitmap Quarter(SKBitmap source, int turns)
    {
        var swap = turns % 2 != 0;
        var target = new SKBitmap(swap ? source.Height : source.Width, swap ? source.Width : source.Height, SKColorType.Gray8, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(target);
        using var image = SKImage.FromBitmap(source);
        canvas.Clear(SKColors.White);
        canvas.Translate(target.Width / 2f, target.Height / 2f);
        canvas.RotateDegrees(90 * turns);
        canvas.DrawImage(image, SKRect.Create(-source.Width / 2f, -source.Height / 2f, source.Width, source.Height), new SKSamplingOptions(SKFilterMode.Nearest));
        return target;
    }

    private static SKBitmap Rotate(SKBitmap source, double degrees)
    {
        var target = new SKBitmap(source.Width, source.Height, SKColorType.Gray8, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(target);
        using var image = SKImage.FromBitmap(source);
        canvas.Clear(SKColors.White);
        canvas.RotateDegrees((float)degrees, source.Width / 2f, source.Height / 2f);
        canvas.DrawImage(image, SKRect.Create(source.Width, source.Height), new SKSamplingOptions(SKCubicResampler.Mitchell));
        return target;
    }

    /// <summary>Degrees by which lines of the picture rise to the right: the angle under which ink gathers in the fewest rows.</summary>
    private static double Skew(SKBitmap grey)
    {
        var ink = ScanImage.Otsu(grey);
        var step = Math.Max(1, grey.Width / 900);
        var points = new List<(float X, float Y)>();
        var pixels = grey.GetPixelSpan();
        for (var y = 0; y < grey.Height; y++)
        {
            for (var x = 0; x < grey.Width; x += step)
            {
                if (pixels[y * grey.RowBytes + x] < ink) points.Add((x - grey.Width / 2f, y));
            }
        }

        if (points.Count < 200) return 0;
        var best = Best(0, MostSkew, 0.2);
        best = Best(best, 0.2, 0.04);
        return Best(best, 0.04, 0.01);

        double Best(double middle, double reach, double pitch)
        {
            var (top, at) = (double.MinValue, middle);
            for (var angle = middle - reach; angle <= middle + reach + 1e-9; angle += pitch)
            {
                var sharpness = Sharpness(Math.Tan(angle * Math.PI / 180));
                if (sharpness > top) (top, at) = (sharpness, angle);
            }

            return at;
        }

        double Sharpness(double slope)
        {
            var rows = new int[grey.Height * 2 + 2];
            foreach (var (x, y) in points)
            {
                // Picture rows count downwards: a line that rises to the right has smaller rows there.
                var row = (int)(y + x * slope) + grey.Height / 2;
                if (row >= 0 && row < rows.Length) rows[row]++;
            }

            double sum = 0;
            foreach (var count in rows) sum += (double)count * count;
            return sum;
        }
    }
}
