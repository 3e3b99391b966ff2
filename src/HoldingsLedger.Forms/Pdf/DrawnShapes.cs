using UglyToad.PdfPig.Core;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>Sorts drawn paths into rulings (lines, thin bars, sides of rectangles) and marks (small crosses, filled squares).</summary>
internal sealed class DrawnShapes(Turn turn, Box shown)
{
    private const double Thin = 2.6;
    private const double Straight = 0.8;
    private const double SmallestMark = 2;
    private const double LargestMark = 16;

    private readonly List<Ruling> rulings = [];
    private readonly List<Ruling> dots = [];
    private readonly List<Box> marks = [];
    private readonly List<(Box Box, bool Rising)> strokes = [];
    private readonly List<Box> shades = [];

    public IReadOnlyList<Ruling> Rulings =>
    [
        .. rulings.Concat(Dashes.Joined(rulings.Where(ruling => ruling.Length <= Dashes.Longest).Concat(dots)))
            .Where(ruling => ruling.Horizontal ? ruling.At >= shown.Bottom && ruling.At <= shown.Top : ruling.At >= shown.Left && ruling.At <= shown.Right)
            .Select(ruling => ruling.Horizontal
                ? ruling with { From = Math.Max(ruling.From, shown.Left), To = Math.Min(ruling.To, shown.Right) }
                : ruling with { From = Math.Max(ruling.From, shown.Bottom), To = Math.Min(ruling.To, shown.Top) })
            .Where(ruling => ruling.Length > 0),
    ];

    /// <summary>Filled squares, and places where a rising and a falling stroke cross or make a tick.</summary>
    public IReadOnlyList<Box> Marks =>
    [
        .. marks,
        .. strokes.Where(stroke => stroke.Rising).SelectMany(stroke => strokes.Where(other => !other.Rising && (Crosses(stroke.Box, other.Box) || Ticks(stroke.Box, other.Box))).Take(1)
            .Select(other => stroke.Box.With(other.Box))),
    ];

    public IReadOnlyList<Box> Shades => shades;

    private static bool Crosses(Box one, Box other) => Math.Abs(other.MidX - one.MidX) < 3 && Math.Abs(other.MidY - one.MidY) < 3;

    /// <summary>A short stroke down that ends where a longer one begins to rise.</summary>
    private static bool Ticks(Box rising, Box falling) =>
        Math.Abs(falling.Right - rising.Left) < 1 && Math.Abs(falling.Bottom - rising.Bottom) < 1 && rising.Height > falling.Height;

    public void Add(PdfSubpath part, bool filled, bool invisible)
    {
        if (invisible) return;
        var points = Points(part);
        if (points.Count < 2) return;
        if (!filled || points.Count == 2)
        {
            for (var at = 1; at < points.Count; at++) Line(points[at - 1], points[at]);
            return;
        }

        var box = Around(points);
        if (box.Height <= Thin && box.Width <= Thin)
        {
            // A dot may be one of a line in either direction.
            dots.Add(new(true, box.MidY, box.Left, box.Right));
            dots.Add(new(false, box.MidX, box.Bottom, box.Top));
        }
        else if (box.Height <= Thin && box.Width > box.Height) rulings.Add(new(true, box.MidY, box.Left, box.Right));
        else if (box.Width <= Thin && box.Height > box.Width) rulings.Add(new(false, box.MidX, box.Bottom, box.Top));
        else if (box.Width is >= SmallestMark and <= LargestMark && box.Height is >= SmallestMark and <= LargestMark) marks.Add(box);
        else if (box.Width > LargestMark && box.Height > Thin) shades.Add(box);
    }

    private static Box Around(List<(double X, double Y)> points)
    {
        var box = new Box(points[0].X, points[0].Y, points[0].X, points[0].Y);
        foreach (var (x, y) in points) box = box.With(new Box(x, y, x, y));
        return box;
    }

    private void Line((double X, double Y) from, (double X, double Y) to)
    {
        var box = Around([from, to]);
        if (box.Height <= Straight && box.Width > 1) rulings.Add(new(true, box.MidY, box.Left, box.Right));
        else if (box.Width <= Straight && box.Height > 1) rulings.Add(new(false, box.MidX, box.Bottom, box.Top));
        else if (box.Width is >= SmallestMark and <= LargestMark && box.Height is >= SmallestMark and <= LargestMark)
            strokes.Add((box, (to.X - from.X) * (to.Y - from.Y) > 0));
    }

    private List<(double X, double Y)> Points(PdfSubpath part)
    {
        var points = new List<(double X, double Y)>();
        foreach (var command in part.Commands)
        {
            switch (command)
            {
                case PdfSubpath.Move move: points.Add(turn.Forth(move.Location.X, move.Location.Y)); break;
                case PdfSubpath.Line line: points.Add(turn.Forth(line.To.X, line.To.Y)); break;
                case PdfSubpath.CubicBezierCurve curve: points.Add(turn.Forth(curve.EndPoint.X, curve.EndPoint.Y)); break;
                case PdfSubpath.QuadraticBezierCurve curve: points.Add(turn.Forth(curve.EndPoint.X, curve.EndPoint.Y)); break;
                case PdfSubpath.Close when points.Count > 0: points.Add(points[0]); break;
                default: break;
            }
        }

        return points;
    }
}
