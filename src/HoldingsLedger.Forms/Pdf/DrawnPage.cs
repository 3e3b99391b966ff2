using System.Globalization;
using SkiaSharp;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>
/// Draws a piece of a page that has letters but no picture: every letter in its place and width, rulings and marks as they are. The letters are
/// of a plain typewriter face of our own (five dots by eight): nothing here can render a PDF's fonts, and the system may have none.
/// </summary>
internal static class DrawnPage
{
    private const int Columns = 5;
    private const int Rows = 8;

    /// <summary>From space to tilde, five columns each from the left, the lowest bit on top; the eighth row is below the line.</summary>
    private const string Face =
        "000000000000005F00000007000700147F147F14242A7F2A12231308646236495620500008070300001C2241000041221C002A1C7F1C2A08083E08080080703000080808080800006060002010080402" +
        "3E5149453E00427F400072494949462141494D331814127F1027454545393C4A49493141211109073649494936464949291E000014000000403400000008142241141414141400412214080201590906" +
        "3E415D594E7C1211127C7F494949363E414141227F4141413E7F494949417F090909013E414151737F0808087F00417F41002040413F017F081422417F404040407F021C027F7F0408107F3E4141413E" +
        "7F090909063E4151215E7F09192946264949493203017F01033F4040403F1F2040201F3F4038403F631408146303047804036159494D43007F4141410204081020004141417F04020102044040404040" +
        "000307080020545478407F284444383844444428384444287F385454541800087E090218A4A49C787F0804047800447D40002040403D007F1028440000417F40007C047804787C080404783844444438" +
        "FC1824241818242418FC7C08040408485454542404043F44243C4040207C1C2040201C3C4030403C44281028444C9090907C4464544C440008364100000077000000413608000201020402";

    public static byte[] Crop(PaperPage page, Box area, double dotsPerInch)
    {
        var scale = dotsPerInch / 72;
        var (width, height) = ((int)Math.Clamp(area.Width * scale, 8, 6000), (int)Math.Clamp(area.Height * scale, 8, 6000));
        using var target = new SKBitmap(width, height, SKColorType.Gray8, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(target))
        using (var ink = new SKPaint { Color = SKColors.Black, IsAntialias = true })
        using (var ruling = new SKPaint { Color = SKColors.Gray, StrokeWidth = (float)(0.6 * scale) })
        {
            canvas.Clear(SKColors.White);
            foreach (var line in page.Rulings)
            {
                if (line.Horizontal) canvas.DrawLine(X(line.From), Y(line.At), X(line.To), Y(line.At), ruling);
                else canvas.DrawLine(X(line.At), Y(line.From), X(line.At), Y(line.To), ruling);
            }

            foreach (var mark in page.Marks) canvas.DrawRect(X(mark.Left), Y(mark.Top), (float)(mark.Width * scale), (float)(mark.Height * scale), ink);
            foreach (var glyph in page.Glyphs.Where(glyph => glyph.Right > area.Left && glyph.Left < area.Right && glyph.Base < area.Top && glyph.Base + glyph.Size > area.Bottom)) Draw(canvas, glyph, ink);
        }

        using var data = target.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();

        float X(double x) => (float)((x - area.Left) * scale);
        float Y(double y) => (float)((area.Top - y) * scale);

        void Draw(SKCanvas canvas, Glyph glyph, SKPaint ink)
        {
            var letters = glyph.Text.Length == 0 ? " " : glyph.Text;
            var step = (glyph.Right - glyph.Left) / letters.Length;
            for (var at = 0; at < letters.Length; at++)
            {
                // A gap between letters is part of their width, as in print.
                var (left, dot) = (glyph.Left + (at * step), (X: step / (Columns + 1), Y: 0.72 * glyph.Size / (Rows - 1)));
                for (var column = 0; column < Columns; column++)
                {
                    var bits = Bits(letters[at], column);
                    for (var row = 0; row < Rows; row++)
                    {
                        if ((bits & (1 << row)) == 0) continue;
                        var top = glyph.Base + ((Rows - 1 - row) * dot.Y);
                        canvas.DrawRect(SKRect.Create(X(left + (column * dot.X)), Y(top), (float)(dot.X * scale) + 0.3f, (float)(dot.Y * scale) + 0.3f), ink);
                    }
                }
            }
        }
    }

    /// <summary>A letter that the face has not is a box, so that nobody takes it for nothing.</summary>
    private static int Bits(char letter, int column) => letter is >= ' ' and <= '~'
        ? int.Parse(Face.AsSpan((((letter - ' ') * Columns) + column) * 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : char.IsWhiteSpace(letter) ? 0 : column is 0 or Columns - 1 ? 0x7F : 0x41;
}
