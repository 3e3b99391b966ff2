using SkiaSharp;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>Finds the pictures that are a page of a scanner, decodes them and puts strips together.</summary>
internal static class PagePictures
{
    /// <summary>The share of a page that is covered where it is a scan.</summary>
    private const double Most = 0.5;

    /// <summary>A scanner that cuts a page into lines makes one strip for each; more pictures are a drawing.</summary>
    private const int MostStrips = 4000;

    /// <summary>The pictures that are the page: one that covers most of it, or strips and tiles that do so together. Empty for a page that is no scan.</summary>
    public static IReadOnlyList<IPdfImage> Of(Page page)
    {
        var all = page.GetImages().ToList();
        var paper = page.Width * page.Height;
        if (all.Where(image => Area(image) > Most * paper).MaxBy(image => (long)image.WidthInSamples * image.HeightInSamples) is { } whole) return [whole];
        return all.Count <= MostStrips && all.Sum(Area) > Most * paper && Area(Bounds(all)) > Most * paper ? all : [];
    }

    /// <summary>Where the pictures lie on the page.</summary>
    public static Box Bounds(IReadOnlyList<IPdfImage> pictures) => pictures.Select(Bounds).Aggregate((one, other) => one.With(other));

    /// <summary>The page's picture in grey as the page shows it, and whether it has one bit a pixel; without one, what its encoding is called in the PDF.</summary>
    public static (SKBitmap? Grey, bool BlackAndWhite, string? Undecoded) Decode(IReadOnlyList<IPdfImage> pictures, PdfLimits limits)
    {
        var blackAndWhite = pictures.All(picture => picture.BitsPerComponent == 1);
        if (pictures.Count == 1) return Upright(pictures[0], limits) is { } only ? (Positive(only), blackAndWhite, null) : (null, false, Encoding(pictures[0]));
        var bounds = Bounds(pictures);
        var scale = pictures.Max(picture => Math.Sqrt((double)picture.WidthInSamples * picture.HeightInSamples / Math.Max(Area(picture), 1)));
        scale = Math.Min(scale, Math.Sqrt(limits.ScanPixels / Math.Max(Area(bounds), 1)));
        var result = new SKBitmap(Math.Max((int)Math.Round(bounds.Width * scale), 1), Math.Max((int)Math.Round(bounds.Height * scale), 1), SKColorType.Gray8, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(result);
        canvas.Clear(SKColors.White);
        foreach (var picture in pictures)
        {
            using var part = Upright(picture, limits);
            if (part is null)
            {
                result.Dispose();
                return (null, false, Encoding(picture));
            }

            var box = Bounds(picture);
            using var image = SKImage.FromBitmap(part);
            var place = new SKRect((float)((box.Left - bounds.Left) * scale), (float)((bounds.Top - box.Top) * scale), (float)((box.Right - bounds.Left) * scale), (float)((bounds.Top - box.Bottom) * scale));
            canvas.DrawImage(image, SKRect.Create(part.Width, part.Height), place, new SKSamplingOptions(SKFilterMode.Nearest));
        }

        return (Positive(result), blackAndWhite, null);
    }

    private static double Area(IPdfImage picture) => Area(Bounds(picture));

    private static double Area(Box box) => box.Width * box.Height;

    private static Box Bounds(IPdfImage picture)
    {
        var box = picture.BoundingBox;
        ReadOnlySpan<PdfPoint> corners = [box.BottomLeft, box.BottomRight, box.TopLeft, box.TopRight];
        var bounds = new Box(corners[0].X, corners[0].Y, corners[0].X, corners[0].Y);
        foreach (var corner in corners) bounds = bounds.With(new(corner.X, corner.Y, corner.X, corner.Y));
        return bounds;
    }

    /// <summary>One picture as the page shows it: it may lie turned or mirrored there.</summary>
    private static SKBitmap? Upright(IPdfImage picture, PdfLimits limits)
    {
        if (Samples(picture, limits) is not { } samples) return null;
        var box = picture.BoundingBox;
        var (right, up) = ((X: box.BottomRight.X - box.BottomLeft.X, Y: box.BottomRight.Y - box.BottomLeft.Y), (X: box.TopLeft.X - box.BottomLeft.X, Y: box.TopLeft.Y - box.BottomLeft.Y));
        // PdfPig gives a picture that stands within the page's own content the corners of the unit square in the opposite order.
        if (picture is InlineImage) (right, up) = ((-right.X, -right.Y), (-up.X, -up.Y));
        var turned = ((int)Math.Round(-Math.Atan2(right.Y, right.X) * 180 / Math.PI / 90) % 4 + 4) % 4;
        var mirrored = right.X * up.Y - right.Y * up.X < 0;
        if (turned == 0 && !mirrored) return samples;
        using (samples) return ScanLoader.Quarter(samples, turned, mirrored);
    }

    private static SKBitmap? Samples(IPdfImage picture, PdfLimits limits)
    {
        var (width, height) = (picture.WidthInSamples, picture.HeightInSamples);
        if (picture.BitsPerComponent == 8 && picture.TryGetBytesAsMemory(out var bytes) && bytes.Length == width * height)
        {
            var grey = new SKBitmap(width, height, SKColorType.Gray8, SKAlphaType.Opaque);
            var pixels = grey.GetPixelSpan();
            for (var y = 0; y < height; y++) bytes.Span.Slice(y * width, width).CopyTo(pixels[(y * grey.RowBytes)..]);
            return grey;
        }

        var encoded = picture.TryGetPng(out var png) ? png : Encoded(picture, limits);
        using var codec = SKCodec.Create(new SKMemoryStream(encoded));
        if (codec is null || (long)codec.Info.Width * codec.Info.Height > limits.ScanPixels) return null;
        using var any = SKBitmap.Decode(codec);
        if (any is null) return null;
        var result = new SKBitmap(any.Width, any.Height, SKColorType.Gray8, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(result))
        using (var image = SKImage.FromBitmap(any))
        {
            canvas.Clear(SKColors.White);
            canvas.DrawImage(image, SKRect.Create(any.Width, any.Height), new SKSamplingOptions(SKFilterMode.Nearest));
        }

        return result;
    }

    /// <summary>The picture as its last filter wants it, JPEG for one: filters of the PDF's own may lie around it.</summary>
    private static byte[] Encoded(IPdfImage picture, PdfLimits limits)
    {
        var filters = new CappedFilters(limits);
        var names = Filters(picture);
        var bytes = new Memory<byte>(picture.RawBytes.ToArray());
        for (var at = 0; at + 1 < names.Count; at++)
        {
            if (filters.GetNamedFilters([names[at]]) is not [{ IsSupported: true } filter]) break;
            bytes = filter.Decode(bytes, picture.ImageDictionary, filters, at);
        }

        return bytes.ToArray();
    }

    private static string Encoding(IPdfImage picture) => Filters(picture) is [.., var last] ? last.Data : "an unknown encoding";

    private static List<NameToken> Filters(IPdfImage picture)
    {
        if (!picture.ImageDictionary.TryGet(NameToken.Filter, out var filter) && !picture.ImageDictionary.TryGet(NameToken.F, out filter)) return [];
        return filter switch { NameToken one => [one], ArrayToken several => [.. several.Data.OfType<NameToken>()], _ => [] };
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
}
