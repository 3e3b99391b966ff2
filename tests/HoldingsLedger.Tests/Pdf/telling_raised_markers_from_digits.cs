using HoldingsLedger.Forms.Pdf;
using SkiaSharp;
using Xunit;

namespace HoldingsLedger.Tests.Pdf;

/// <summary>Cells drawn as bars of a letter's size: what stands raised behind the others is a marker, whatever it looks like.</summary>
public sealed class telling_raised_markers_from_digits
{
    /// <summary>d a digit, x a small letter, g a letter that hangs below the line, c a comma, p a point, ( ) raised brackets, r a raised digit, a quote ", a minus -, / a new line.</summary>
    [Theory]
    [InlineData("dddcddd", 7, "")]
    [InlineData("dddcddd(r)", 7, "1")]
    [InlineData("d(r)(r)", 1, "1,1")]
    [InlineData("dd(rr)", 2, "2")]
    [InlineData("ddd(r)/ddd", 6, "1")]
    [InlineData("ddd/dd(r)", 5, "1")]
    [InlineData("dd\"", 3, "")]
    [InlineData("d-d", 3, "")]
    // Letters that hang below the line are no reason to take the next ones for raised.
    [InlineData("dgdddd", 6, "")]
    [InlineData("gddd", 4, "")]
    [InlineData("dg(r)", 2, "1")]
    // Most letters of a word are small ones; brackets may be taller than they.
    [InlineData("dxxxx(r)", 5, "1")]
    [InlineData("dxxxx(r)(r)", 5, "1,1")]
    [InlineData("dxxxx", 5, "")]
    public void what_stands_raised_behind_the_letters_is_a_marker(string cell, int letters, string digits)
    {
        var ink = Drawn(cell);
        Assert.Equal(letters, ink.Letters.Count);
        Assert.Equal(digits, string.Join(',', ink.Markers.SelectMany(marker => marker.Digits)));
    }

    [Theory]
    [InlineData("dcdddpdd", ",.")]
    [InlineData("ddpdddd", ".")]
    [InlineData("dddd", "")]
    [InlineData("dddcddd(r)", ",")]
    public void commas_hang_below_the_line_and_points_stand_on_it(string cell, string separators)
    {
        var ink = Drawn(cell);
        Assert.True(ink.IsClear);
        Assert.Equal(separators, ink.Separators);
    }

    [Fact]
    public void borders_and_specks_are_no_ink()
    {
        using var grey = Paper();
        Fill(grey, 0, 0, 2, 200);
        Fill(grey, 0, 196, 400, 200);
        Fill(grey, 50, 50, 52, 52);
        using var scan = new ScanImage(grey, new(0, 0, 144, 72), blackAndWhite: false);
        Assert.False(ScanInk.IsIn(scan, new(0, 0, 144, 72)));
    }

    [Fact]
    public void a_lone_letter_in_a_high_cell_is_ink()
    {
        using var grey = Paper();
        Fill(grey, 200, 90, 203, 108);
        using var scan = new ScanImage(grey, new(0, 0, 144, 72), blackAndWhite: false);
        Assert.True(ScanInk.IsIn(scan, new(0, 0, 144, 72)));
    }

    private static ScanInk Drawn(string cell)
    {
        using var grey = Paper();
        var (x, foot) = (20, 60);
        foreach (var sign in cell)
        {
            switch (sign)
            {
                case 'd': Fill(grey, x, foot - 18, x + 9, foot); x += 13; break;
                case 'x': Fill(grey, x, foot - 14, x + 9, foot); x += 13; break;
                case 'g': Fill(grey, x, foot - 12, x + 9, foot + 6); x += 13; break;
                case 'c': Fill(grey, x, foot - 3, x + 3, foot + 4); x += 6; break;
                case 'p': Fill(grey, x, foot - 3, x + 3, foot); x += 6; break;
                case '(' or ')': Fill(grey, x, foot - 20, x + 3, foot - 5); x += 5; break;
                case 'r': Fill(grey, x, foot - 18, x + 6, foot - 7); x += 8; break;
                case '"': Fill(grey, x, foot - 18, x + 6, foot - 13); x += 8; break;
                case '-': Fill(grey, x, foot - 9, x + 7, foot - 6); x += 10; break;
                default: (x, foot) = (20, foot + 34); break;
            }
        }

        using var scan = new ScanImage(grey, new(0, 0, 144, 72), blackAndWhite: false);
        return ScanInk.Of(scan, new(0, 0, 144, 72));
    }

    /// <summary>Two inches by one, at 200 dots an inch.</summary>
    private static SKBitmap Paper()
    {
        var grey = new SKBitmap(400, 200, SKColorType.Gray8, SKAlphaType.Opaque);
        grey.GetPixelSpan().Fill(255);
        return grey;
    }

    private static void Fill(SKBitmap grey, int left, int top, int right, int bottom)
    {
        for (var y = top; y < bottom; y++) grey.GetPixelSpan().Slice(y * grey.RowBytes + left, right - left).Clear();
    }
}
