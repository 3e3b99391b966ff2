using System.Globalization;
using SkiaSharp;
using UglyToad.PdfPig.Content;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>Loads the picture of a scanned page, turns it upright and takes its skew away.</summary>
internal static class ScanLoader
{
    private const double MostSkew = 4;

    /// <summary>
    /// The page's picture upright, where it lies, and the degrees (counter-clockwise) that were undone about its middle: quarter turns and skew. Without a
    /// picture, what its encoding is called that cannot be decoded.
    /// </summary>
    /// <param name="pictures">The page's picture, or its strips.</param>
    /// <param name="quarters">Quarter turns (counter-clockwise) that the letters over the picture need; <c>null</c> without letters: the picture tells.</param>
    /// <param name="limits">How large it may be.</param>
    public static (ScanImage? Scan, int Quarters, double Skew, string? Undecoded) Load(IReadOnlyList<IPdfImage> pictures, int? quarters, PdfLimits limits)
    {
        if (pictures.Sum(picture => (long)picture.WidthInSamples * picture.HeightInSamples) is var count && count > limits.ScanPixels)
        {
            throw new PdfLimitException(string.Create(
                CultureInfo.InvariantCulture,
                $"The picture of a page has {(pictures.Count == 1 ? $"{pictures[0].WidthInSamples} by {pictures[0].HeightInSamples}" : $"{count}")} pixels; more than {limits.ScanPixels} are not read."));
        }

        var (grey, blackAndWhite, undecoded) = PagePictures.Decode(pictures, limits);
        if (grey is null) return (null, 0, 0, undecoded);
        var box = PagePictures.Bounds(pictures);
        var turns = quarters ?? ScanOrientation.Of(grey);
        if (turns % 4 != 0)
        {
            var turned = Quarter(grey, ((-turns % 4) + 4) % 4, mirrored: false);
            grey.Dispose();
            grey = turned;
        }

        var skew = Skew(grey);
        if (Math.Abs(skew) >= 0.03)
        {
            var straight = Rotate(grey, skew);
            grey.Dispose();
            grey = straight;
        }
        else
        {
            skew = 0;
        }

        var (wide, high) = turns % 2 == 0 ? (box.Width, box.Height) : (box.Height, box.Width);
        return (new(grey, new(box.MidX - wide / 2, box.MidY - high / 2, box.MidX + wide / 2, box.MidY + high / 2), blackAndWhite), turns, skew, null);
    }

    /// <summary>A copy turned clockwise by quarter turns, its rows upside down before that where it is mirrored.</summary>
    public static SKBitmap Quarter(SKBitmap source, int turns, bool mirrored)
    {
        var swap = turns % 2 != 0;
        var target = new SKBitmap(swap ? source.Height : source.Width, swap ? source.Width : source.Height, SKColorType.Gray8, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(target);
        using var image = SKImage.FromBitmap(source);
        canvas.Clear(SKColors.White);
        canvas.Translate(target.Width / 2f, target.Height / 2f);
        canvas.RotateDegrees(90 * turns);
        if (mirrored) canvas.Scale(1, -1);
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
