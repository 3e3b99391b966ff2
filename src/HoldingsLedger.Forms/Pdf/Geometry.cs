using System.Runtime.InteropServices;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>A rectangle in PDF points, y upwards.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Box(double Left, double Bottom, double Right, double Top)
{
    public double Width => Right - Left;

    public double Height => Top - Bottom;

    public double MidX => (Left + Right) / 2;

    public double MidY => (Bottom + Top) / 2;

    public bool Holds(double x, double y) => x >= Left && x <= Right && y >= Bottom && y <= Top;

    public Box With(Box other) => new(Math.Min(Left, other.Left), Math.Min(Bottom, other.Bottom), Math.Max(Right, other.Right), Math.Max(Top, other.Top));

    public Box Shrunk(double by) => new(Left + by, Bottom + by, Right - by, Top - by);
}

/// <summary>One letter where it stands: <see cref="Left"/> to <see cref="Right"/> is its advance on the baseline, <see cref="Size"/> its font size in points.</summary>
internal sealed record Glyph(string Text, double Left, double Right, double Base, double Size, bool Bold = false)
{
    /// <summary>Where the space before the letter begins, if the document has one there; otherwise the letter's own left. Kerning makes spaces as narrow as gaps between letters.</summary>
    public double SpaceLeft
    {
        get => field == 0 ? Left : field;
        init;
    }

    public bool AfterSpace => SpaceLeft < Left;

    public double MidX => (Left + Right) / 2;

    /// <summary>The middle of a lower-case letter: what decides which cell a letter is in.</summary>
    public double MidY => Base + 0.25 * Size;

    public Box Box => new(Left, Base - 0.2 * Size, Right, Base + 0.75 * Size);
}

/// <summary>A straight line of a form: horizontal (<see cref="At"/> is its y) or vertical (its x), from <see cref="From"/> to <see cref="To"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Ruling(bool Horizontal, double At, double From, double To)
{
    public double Length => To - From;
}

/// <summary>How a page came to have its letters.</summary>
internal enum PageKind
{
    /// <summary>Letters that draw the page.</summary>
    Text,

    /// <summary>A picture of a page with an OCR engine's letters over it.</summary>
    OcrLayer,

    /// <summary>A picture and no letters.</summary>
    Picture,

    /// <summary>Nothing at all.</summary>
    Blank,
}

/// <summary>Turns points of a page by quarter turns and skew about its middle, and back.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Turn(double Degrees, double CentreX, double CentreY)
{
    private double Cos => Degrees switch { 0 => 1, 90 or -90 => 0, 180 or -180 => -1, _ => Math.Cos(Degrees * Math.PI / 180) };

    private double Sin => Degrees switch { 0 or 180 or -180 => 0, 90 => 1, -90 => -1, _ => Math.Sin(Degrees * Math.PI / 180) };

    public (double X, double Y) Forth(double x, double y) =>
        (CentreX + Cos * (x - CentreX) - Sin * (y - CentreY), CentreY + Sin * (x - CentreX) + Cos * (y - CentreY));

    public (double X, double Y) Back(double x, double y) =>
        (CentreX + Cos * (x - CentreX) + Sin * (y - CentreY), CentreY - Sin * (x - CentreX) + Cos * (y - CentreY));

    /// <summary>The smallest upright box around a turned one, in the page's own points.</summary>
    public Box Back(Box box) => Around(Back(box.Left, box.Bottom), Back(box.Left, box.Top), Back(box.Right, box.Bottom), Back(box.Right, box.Top));

    /// <summary>The smallest upright box around one of the page's own points, turned.</summary>
    public Box Forth(Box box) => Around(Forth(box.Left, box.Bottom), Forth(box.Left, box.Top), Forth(box.Right, box.Bottom), Forth(box.Right, box.Top));

    /// <summary>The turned box of which <see cref="Back(Box)"/> made this one: smaller than <see cref="Forth(Box)"/> of it where the turn is a skew.</summary>
    public Box Within(Box box)
    {
        var (cos, sin) = (Math.Abs(Cos), Math.Abs(Sin));
        var both = cos * cos - sin * sin;
        if (Math.Abs(both) < 0.1) return Forth(box);
        var (width, height) = ((cos * box.Width - sin * box.Height) / both, (cos * box.Height - sin * box.Width) / both);
        var (x, y) = Forth(box.MidX, box.MidY);
        return width <= 0 || height <= 0 ? Forth(box) : new(x - width / 2, y - height / 2, x + width / 2, y + height / 2);
    }

    private static Box Around(params ReadOnlySpan<(double X, double Y)> corners)
    {
        var result = new Box(double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        foreach (var (x, y) in corners) result = result.With(new Box(x, y, x, y));
        return result;
    }
}
