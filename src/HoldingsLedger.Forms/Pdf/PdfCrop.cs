using System.Buffers.Binary;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>Makes the picture of a line or field: cut out of a scanned page, straightened as the reader saw it; drawn from a page of letters.</summary>
internal static class PdfCrop
{
    private const double DotsPerInch = 200;
    private const double Around = 6;
    private const int Head = 4 + 4 * sizeof(double);

    /// <summary>Page, box and document as one request to the reading process.</summary>
    public static byte[] Request(ReadOnlyMemory<byte> bytes, int page, IReadOnlyList<decimal> box)
    {
        if (box.Count != 4) throw new ArgumentException("A box has four sides: left, bottom, right, top.", nameof(box));
        var request = new byte[Head + bytes.Length];
        BinaryPrimitives.WriteInt32LittleEndian(request, page);
        for (var side = 0; side < 4; side++) BinaryPrimitives.WriteDoubleLittleEndian(request.AsSpan(4 + side * sizeof(double)), (double)box[side]);
        bytes.CopyTo(request.AsMemory(Head));
        return request;
    }

    /// <summary>The picture as PNG; empty where there is none.</summary>
    public static byte[] Of(byte[] request, PdfLimits limits)
    {
        try
        {
            var number = BinaryPrimitives.ReadInt32LittleEndian(request);
            var sides = Enumerable.Range(0, 4).Select(side => BinaryPrimitives.ReadDoubleLittleEndian(request.AsSpan(4 + side * sizeof(double)))).ToArray();
            using var pdf = PdfPages.Open(request.AsMemory(Head), limits);
            if (number < 1 || number > pdf.NumberOfPages) return [];
            var page = PdfPages.Read(pdf, number, limits);
            // The box is upright on the page as the file has it; what it holds may lie turned there.
            var upright = page.Turn.Within(new Box(sides[0], sides[1], sides[2], sides[3]));
            var area = new Box(upright.Left - Around, upright.Bottom - Around, upright.Right + Around, upright.Top + Around);
            if (page.Scan is null) return DrawnPage.Crop(page, area, DotsPerInch);
            using var scan = page.Scan;
            return scan.Crop(area, DotsPerInch, 0);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // A picture is a help to a person: a document that cannot be read has none.
            return [];
        }
    }
}
