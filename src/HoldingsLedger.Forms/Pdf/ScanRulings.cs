namespace HoldingsLedger.Forms.Pdf;

/// <summary>Finds the lines of a form in its picture: long dark runs, over the small gaps that scanning leaves in them.</summary>
internal static class ScanRulings
{
    /// <summary>Shorter vertical runs are letters: the tallest of the forms' own print has ten points.</summary>
    private const double ShortestUpright = 11.5;
    private const double ShortestLevel = 24;
    private const double ThickestLine = 3.2;

    /// <summary>Letters in a row make dark runs too, but with more gaps than a line, and with more ink close above or below.</summary>
    private const double LeastInk = 0.95;
    private const double Beside = 2.6;
    private const double MostInkBeside = 0.3;
    private const double SurelyLine = 70;

    public static IReadOnlyList<Ruling> Of(ScanImage scan)
    {
        var rulings = new List<Ruling>();
        Find(scan, horizontal: true, rulings);
        Find(scan, horizontal: false, rulings);
        return rulings;
    }

    private static void Find(ScanImage scan, bool horizontal, List<Ruling> rulings)
    {
        var grey = scan.Grey;
        var (lines, length) = horizontal ? (grey.Height, grey.Width) : (grey.Width, grey.Height);
        var shortest = (int)((horizontal ? ShortestLevel : ShortestUpright) * scan.PixelsPerPoint);
        var gap = Math.Max(1, (int)(0.3 * scan.PixelsPerPoint));
        var beside = (int)Math.Round(Beside * scan.PixelsPerPoint);
        var thick = Math.Max(3, (int)(ThickestLine * scan.PixelsPerPoint));
        var runs = new List<(int Line, int From, int To)>();
        var pixels = grey.GetPixelSpan();
        for (var line = 1; line < lines - 1; line++)
        {
            int from = -1, last = -1;
            var dark = 0;
            for (var at = 0; at < length; at++)
            {
                // A line that skew left slightly slanted lies in this row or the next one.
                var on = Dark(pixels, line, at) || Dark(pixels, line + 1, at);
                if (on)
                {
                    if (from < 0) (from, dark) = (at, 0);
                    last = at;
                    dark++;
                }
                else if (from >= 0 && at - last > gap)
                {
                    Close(line);
                }
            }

            Close(line);

            void Close(int at)
            {
                if (from >= 0 && last - from >= shortest && dark >= LeastInk * (last - from)) runs.Add((at, from, last));
                from = -1;
            }
        }

        // Neighbouring rows of one line become one ruling; what is thicker than a line is a picture or a filled box.
        var open = new List<(int First, int Last, int From, int To)>();
        foreach (var (line, from, to) in runs)
        {
            var found = open.FindIndex(other => line - other.Last <= 2 && from <= other.To + 3 * gap && to >= other.From - 3 * gap);
            if (found < 0) open.Add((line, line, from, to));
            else open[found] = (open[found].First, line, Math.Min(open[found].From, from), Math.Max(open[found].To, to));
        }

        foreach (var (first, last, from, to) in open)
        {
            if (last - first > thick) continue;
            if (horizontal && to - from < SurelyLine * scan.PixelsPerPoint && (Ink(first - beside, from, to) > MostInkBeside || Ink(last + beside + 1, from, to) > MostInkBeside)) continue;
            var middle = (first + last + 1) / 2.0 / scan.PixelsPerPoint;
            var (left, top) = (scan.Bounds.Left, scan.Bounds.Top);
            rulings.Add(horizontal
                ? new(true, top - middle, left + from / scan.PixelsPerPoint, left + to / scan.PixelsPerPoint)
                : new(false, left + middle, top - to / scan.PixelsPerPoint, top - from / scan.PixelsPerPoint));
        }

        double Ink(int line, int from, int to)
        {
            if (line < 0 || line >= lines || to <= from) return 0;
            var span = grey.GetPixelSpan();
            var dark = 0;
            for (var at = from; at < to; at++)
            {
                if (Dark(span, line, at)) dark++;
            }

            return (double)dark / (to - from);
        }

        bool Dark(ReadOnlySpan<byte> span, int line, int at) => (horizontal ? span[line * grey.RowBytes + at] : span[at * grey.RowBytes + line]) < scan.InkLevel;
    }
}
