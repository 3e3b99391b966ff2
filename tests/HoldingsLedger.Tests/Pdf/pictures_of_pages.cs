using System.Globalization;
using System.IO.Compression;
using System.Text;
using HoldingsLedger.Forms;
using HoldingsLedger.Forms.Pdf;
using SkiaSharp;
using Xunit;

namespace HoldingsLedger.Tests.Pdf;

/// <summary>
/// A white page with one black bar at its upper left, put into a PDF in the ways of scanners: what the reader sees has the bar where a person does, or it
/// is said what is missing.
/// </summary>
public sealed class pictures_of_pages
{
    private const int Wide = 306, High = 396;

    /// <summary>How the picture is encoded, and how it lies on the page.</summary>
    [Theory]
    [InlineData("grey", "")]
    [InlineData("bits", "")]
    [InlineData("bits", "strips")]
    [InlineData("grey", "strips")]
    [InlineData("jpeg", "")]
    [InlineData("jpeg", "strips")]
    [InlineData("jpeg in flate", "")]
    [InlineData("bits", "inline")]
    [InlineData("grey", "upside down")]
    [InlineData("grey", "mirrored")]
    [InlineData("grey", "flipped")]
    public void a_picture_is_seen_as_the_page_shows_it(string encoding, string laid)
    {
        var page = Page(encoding, laid);
        Assert.Equal(PageKind.Picture, page.Kind);
        Assert.True(page.Scan!.Ink(new(0, 700, 300, 792)) > 0.2, "The bar is not at the upper left.");
        Assert.True(page.Scan.Ink(new(310, 0, 612, 792)) < 0.01);
        Assert.True(page.Scan.Ink(new(0, 0, 612, 690)) < 0.01);
        Assert.Equal(encoding == "bits", page.Scan.IsBlackAndWhite);
    }

    [Theory]
    [InlineData("JPXDecode")]
    [InlineData("JBIG2Decode")]
    public void an_encoding_that_is_not_decoded_is_named(string filter)
    {
        var problem = Assert.Single(PdfFormReader.Read(Pdf([($"/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/{filter}", [1, 2, 3], High)], ""), PdfLimits.Default).Problems);
        Assert.Equal(ProblemKind.UnreadableScan, problem.Kind);
        Assert.Equal($"Page 1 is a picture encoded as {filter}, which this program does not decode: it needs a copy whose pictures are JPEG, CCITT or Flate.", problem.Message);
    }

    [Theory]
    [InlineData("The reporting person signed this form on the date of the transaction", true)]
    [InlineData("uosied Buniodas auo uey} alow Aq payy si WOJ ay} JI soueyr 40 uoneueldx", false)]
    public void letters_that_are_no_language_are_no_reading_of_the_page(string layer, bool read)
    {
        using var bar = Bar();
        using var pdf = PdfPages.Open(Pdf([Encode(bar, "grey")], "", $"BT 3 Tr /F 12 Tf 72 400 Td ({layer}) Tj ET"), PdfLimits.Default);
        Assert.Equal(read ? PageKind.OcrLayer : PageKind.Picture, PdfPages.Read(pdf, 1, PdfLimits.Default).Kind);
    }

    [Fact]
    public void a_scan_of_which_nothing_is_made_out_is_a_persons_to_look_at()
    {
        Assert.SkipUnless(Tesseract.IsInstalled, "The OCR engine (tesseract) is not installed; scans cannot be read.");
        using var bar = Bar();
        var problem = Assert.Single(PdfFormReader.Read(Pdf([Encode(bar, "grey")], ""), PdfLimits.Default).Problems);
        Assert.Equal((ProblemKind.UnreadableScan, "No words of a Form 3, 4 or 5 can be made out on the scan: it is too poor, or another document. A person must look at it; it is kept."), (problem.Kind, problem.Message));
    }

    [Fact]
    public void strips_of_more_pixels_than_a_sheet_are_refused_by_name()
    {
        var problem = Assert.Single(PdfFormReader.Read(Pdf(Strips(Bar(), "bits"), "strips"), new() { ScanPixels = 100_000 }).Problems);
        Assert.Equal((ProblemKind.LimitExceeded, true), (problem.Kind, problem.Message.StartsWith("The picture of a page has", StringComparison.Ordinal)));
    }

    private static PaperPage Page(string encoding, string laid)
    {
        using var bar = Bar();
        using var pdf = PdfPages.Open(Pdf(laid == "strips" ? Strips(bar, encoding) : [Encode(Laid(bar, laid), encoding)], laid), PdfLimits.Default);
        return PdfPages.Read(pdf, 1, PdfLimits.Default);
    }

    private static SKBitmap Bar()
    {
        var grey = new SKBitmap(Wide, High, SKColorType.Gray8, SKAlphaType.Opaque);
        grey.GetPixelSpan().Fill(255);
        for (var y = 10; y < 40; y++) grey.GetPixelSpan().Slice(y * grey.RowBytes + 10, 120).Clear();
        return grey;
    }

    /// <summary>The picture as it must be for the page to show it upright.</summary>
    private static SKBitmap Laid(SKBitmap bar, string laid) => laid switch
    {
        "upside down" => ScanLoader.Quarter(bar, 2, mirrored: false),
        "flipped" => ScanLoader.Quarter(bar, 0, mirrored: true),
        "mirrored" => ScanLoader.Quarter(bar, 2, mirrored: true),
        _ => bar,
    };

    private static List<(string Head, byte[] Bytes, int Rows)> Strips(SKBitmap bar, string encoding)
    {
        var strips = new List<(string, byte[], int)>();
        for (var top = 0; top < High; top += 33)
        {
            using var strip = new SKBitmap(Wide, 33, SKColorType.Gray8, SKAlphaType.Opaque);
            for (var y = 0; y < 33; y++) bar.GetPixelSpan().Slice((top + y) * bar.RowBytes, Wide).CopyTo(strip.GetPixelSpan()[(y * strip.RowBytes)..]);
            strips.Add(Encode(strip, encoding));
        }

        return strips;
    }

    private static (string Head, byte[] Bytes, int Rows) Encode(SKBitmap grey, string encoding)
    {
        var pixels = new byte[Wide * grey.Height];
        var bits = new byte[(Wide + 7) / 8 * grey.Height];
        for (var y = 0; y < grey.Height; y++)
        {
            for (var x = 0; x < Wide; x++)
            {
                pixels[y * Wide + x] = grey.GetPixelSpan()[y * grey.RowBytes + x];
                if (pixels[y * Wide + x] > 128) bits[y * ((Wide + 7) / 8) + x / 8] |= (byte)(0x80 >> (x % 8));
            }
        }

        using var image = SKImage.FromBitmap(grey);
        using var jpeg = image.Encode(SKEncodedImageFormat.Jpeg, 90);
        return encoding switch
        {
            "bits" => ("/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/FlateDecode", Deflate(bits), grey.Height),
            "jpeg" => ("/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode", jpeg.ToArray(), grey.Height),
            "jpeg in flate" => ("/ColorSpace/DeviceGray/BitsPerComponent 8/Filter[/FlateDecode/DCTDecode]", Deflate(jpeg.ToArray()), grey.Height),
            _ => ("/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode", Deflate(pixels), grey.Height),
        };
    }

    private static byte[] Deflate(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var deflate = new ZLibStream(target, CompressionLevel.Fastest)) deflate.Write(bytes);
        return target.ToArray();
    }

    /// <summary>A page of pictures one below the other, and no cross-reference table: readers then search for the objects.</summary>
    private static byte[] Pdf(List<(string Head, byte[] Bytes, int Rows)> pictures, string laid, string layer = "")
    {
        using var target = new MemoryStream();
        Write("%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n");
        var names = string.Concat(pictures.Select((_, at) => $"/I{at} {at + 5} 0 R"));
        Write($"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<<{names}>>>>>>\nendobj\n");
        using var content = new MemoryStream();
        var top = 0;
        for (var at = 0; at < pictures.Count; at++)
        {
            var matrix = laid switch
            {
                "upside down" => "-612 0 0 -792 612 792",
                "flipped" => "612 0 0 -792 0 792",
                "mirrored" => "-612 0 0 792 612 0",
                _ => string.Create(CultureInfo.InvariantCulture, $"612 0 0 {2 * pictures[at].Rows} 0 {792 - 2 * (top + pictures[at].Rows)}"),
            };
            top += pictures[at].Rows;
            if (laid == "inline")
            {
                content.Write(Encoding.Latin1.GetBytes($"q {matrix} cm BI /W {Wide} /H {pictures[at].Rows} /CS /G /BPC 1 /F /Fl ID "));
                content.Write(pictures[at].Bytes);
                content.Write("\nEI Q\n"u8);
            }
            else
            {
                content.Write(Encoding.Latin1.GetBytes($"q {matrix} cm /I{at} Do Q\n"));
            }
        }

        content.Write(Encoding.Latin1.GetBytes(layer));
        Object(4, string.Empty, content.ToArray());
        for (var at = 0; at < pictures.Count; at++) Object(at + 5, $"/Type/XObject/Subtype/Image/Width {Wide}/Height {pictures[at].Rows}{pictures[at].Head}", pictures[at].Bytes);
        Write("trailer\n<</Root 1 0 R/Size 99>>\n%%EOF\n");
        return target.ToArray();

        void Write(string text) => target.Write(Encoding.Latin1.GetBytes(text));

        void Object(int number, string head, byte[] bytes)
        {
            Write($"{number} 0 obj\n<<{head}/Length {bytes.Length}>>\nstream\n");
            target.Write(bytes);
            Write("\nendstream\nendobj\n");
        }
    }
}
