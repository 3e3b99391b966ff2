namespace HoldingsLedger.Forms.Pdf;

/// <summary>A connected piece of ink, most often a letter: its first and last column and row in the page's picture.</summary>
internal readonly record struct InkPiece(int Left, int Top, int Right, int Bottom)
{
    public int Width => Right - Left + 1;

    public int Height => Bottom - Top + 1;

    public InkPiece With(InkPiece other) =>
        new(Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));
}

/// <summary>A raised group "(2)(3)" and how many digits stand between each pair of brackets; none told where its letters touch.</summary>
internal sealed record RaisedInk(InkPiece Whole, IReadOnlyList<int> Digits)
{
    public static RaisedInk Of(IReadOnlyList<InkPiece> pieces)
    {
        var whole = ScanInk.Whole(pieces);
        var digits = new List<int>();
        var open = false;
        foreach (var piece in pieces.Where(piece => piece.Height >= 0.4 * whole.Height))
        {
            // Brackets are a third taller than digits, and thin.
            if (piece.Height >= 0.86 * whole.Height && piece.Width < 0.55 * piece.Height)
            {
                open = !open;
                if (open) digits.Add(0);
            }
            else if (open && piece.Height < 0.86 * whole.Height && piece.Width < 0.8 * whole.Height)
            {
                digits[^1]++;
            }
            else
            {
                return new(whole, []);
            }
        }

        return new(whole, open || digits.Exists(count => count is 0 or > 2) ? [] : digits);
    }
}

/// <summary>
/// The ink of one cell in pieces: the letters on their lines, and behind them what is smaller and raised, the footnote markers. Told apart
/// in the picture, neither spoils the reading of the other: an OCR engine takes "757,576⁽¹⁾" for 757,5760.
/// </summary>
internal sealed class ScanInk
{
    /// <summary>A marker's foot stands this share of a capital's height above the line, or higher.</summary>
    private const double Raised = 0.15;

    /// <summary>What stands less high must look like brackets too: a speck of skew lifts a word as much.</summary>
    private const double SurelyRaised = 0.25;

    /// <summary>Smaller raised pieces are quotes, dashes and specks.</summary>
    private const double LeastOfMarker = 0.35;

    private ScanInk(IReadOnlyList<InkPiece> letters, IReadOnlyList<RaisedInk> markers, int height, int lines) =>
        (Letters, Markers, Height, Lines) = (letters, markers, height, lines);

    public IReadOnlyList<InkPiece> Letters { get; }

    /// <summary>The groups of raised pieces, one a line; empty where nothing is raised.</summary>
    public IReadOnlyList<RaisedInk> Markers { get; }

    /// <summary>The height of a capital or digit of the cell in pixels; 0 for an empty cell.</summary>
    public int Height { get; }

    public int Lines { get; }

    /// <summary>Whether every letter stands alone and on the line, so that no raised digit can have been taken for one of them.</summary>
    public bool IsClear => Lines == 1 && Letters.Count > 0 && Letters.All(piece => piece.Width <= 1.05 * Height && (piece.Height < 0.6 * Height || Math.Abs(piece.Bottom - Foot(Letters)) <= 0.13 * Height));

    /// <summary>The commas and points of a number in their order: a comma hangs below the line, a point stands on it.</summary>
    public string Separators => Lines != 1 || Letters.Count == 0 ? string.Empty : string.Concat(Letters.OrderBy(piece => piece.Left)
        .Where(piece => piece.Height < 0.45 * Height && piece.Bottom > Foot(Letters) - 0.2 * Height)
        .Select(piece => piece.Bottom - Foot(Letters) > 0.09 * Height ? ',' : '.'));

    public static ScanInk Of(ScanImage scan, Box cell)
    {
        var pieces = Pieces(scan, cell);
        if (pieces.Count == 0) return new([], [], 0, 0);
        var lines = InLines(pieces);
        var height = lines.Max(Capital);
        var (letters, markers) = (new List<InkPiece>(), new List<RaisedInk>());
        foreach (var line in lines)
        {
            if (lines.Count > 1 && Capital(line) < 0.9 * height && IsBracketed(line))
            {
                // A marker that found no room beside the words.
                markers.Add(RaisedInk.Of(line));
                continue;
            }

            var from = Tail(line);
            letters.AddRange(line.Take(from));
            if (from < line.Count) markers.Add(RaisedInk.Of([.. line.Skip(from)]));
        }

        if (letters.Count > 0) height = InLines(letters).Max(Capital);
        // Nothing but a marker, as a date or price that only a footnote explains: small or not, it stands in brackets.
        return lines.Count == 1 && markers.Count == 0 && IsBracketed(lines[0]) ? new([], [RaisedInk.Of(lines[0])], height, 1) : new(letters, markers, height, lines.Count);
    }

    /// <summary>The same ink, all of it a marker.</summary>
    public ScanInk AsMarker() => Letters.Count == 0 || Whole(Letters) is var whole && whole.Width > 8 * whole.Height ? this : new([], [RaisedInk.Of([.. Letters.OrderBy(piece => piece.Left)])], Height, Lines);

    public static InkPiece Whole(IEnumerable<InkPiece> pieces) => pieces.Aggregate((one, other) => one.With(other));

    /// <summary>Where the raised tail of a line begins; the line's length where it has none.</summary>
    private static int Tail(List<InkPiece> line)
    {
        for (var from = 1; from < line.Count; from++)
        {
            var head = line.Take(from).ToList();
            var capital = Capital(head);
            var foot = Foot(head);
            var tail = line.Skip(from).ToList();
            var whole = Whole(tail);
            if (tail.TrueForAll(piece => foot - piece.Bottom >= Raised * capital || piece.Height < 0.2 * capital && piece.Bottom < foot)
                && whole.Height >= LeastOfMarker * capital && whole.Height <= 1.05 * Math.Max(capital, head.Max(piece => piece.Height)) && whole.Width >= 0.4 * whole.Height && tail.Max(piece => piece.Height) >= LeastOfMarker * capital
                // Behind a single letter, which may be one that hangs below the line, only brackets are surely raised.
                && (from > 1 && tail.TrueForAll(piece => foot - piece.Bottom >= SurelyRaised * capital) || IsBracket(tail[0], whole) && (tail.Count == 2 || IsBracket(tail[^1], whole))))
                return from;
        }

        return line.Count;
    }

    /// <summary>Whether a line begins and ends with brackets: thin pieces, taller than the digits between them.</summary>
    private static bool IsBracketed(List<InkPiece> line)
    {
        if (line.Count is < 3 or > 16) return false;
        var (first, last) = (line[0], line[^1]);
        var least = line.Min(piece => piece.Height);
        return Thin(first) && Thin(last) && Math.Abs(first.Height - last.Height) <= 0.2 * first.Height && first.Height >= 1.12 * least && least >= 0.5 * first.Height;

        static bool Thin(InkPiece piece) => piece.Width < 0.55 * piece.Height;
    }

    private static bool IsBracket(InkPiece piece, InkPiece whole) => piece.Width < 0.5 * piece.Height && piece.Height >= 0.8 * whole.Height;

    /// <summary>Where the letters stand: the foot of most tall pieces.</summary>
    private static int Foot(IReadOnlyList<InkPiece> pieces)
    {
        var capital = Capital(pieces);
        var feet = pieces.Where(piece => piece.Height >= 0.55 * capital).Select(piece => piece.Bottom).Order().ToList();
        // The higher feet: p and g hang below the line, and no letter stands over it.
        return feet[(feet.Count - 1) / 4];
    }

    /// <summary>The height of most tall pieces.</summary>
    private static int Capital(IReadOnlyList<InkPiece> pieces)
    {
        var tallest = pieces.Max(piece => piece.Height);
        var tall = pieces.Where(piece => piece.Height >= 0.7 * tallest).Select(piece => piece.Height).Order().ToList();
        return tall[tall.Count / 2];
    }

    /// <summary>The pieces by lines from the top, each from left to right. Pieces of one line overlap in height.</summary>
    private static List<List<InkPiece>> InLines(IReadOnlyList<InkPiece> pieces)
    {
        var tallest = pieces.Max(piece => piece.Height);
        var lines = new List<(InkPiece Whole, List<InkPiece> Pieces)>();
        foreach (var piece in pieces.Where(piece => piece.Height >= 0.5 * tallest).OrderBy(piece => piece.Top)) Put(piece, must: true);
        foreach (var piece in pieces.Where(piece => piece.Height < 0.5 * tallest).OrderBy(piece => piece.Top)) Put(piece, must: false);
        return [.. lines.OrderBy(line => line.Whole.Top).Select(line => line.Pieces.OrderBy(piece => piece.Left).ToList())];

        void Put(InkPiece piece, bool must)
        {
            var at = lines.FindIndex(line => Math.Min(line.Whole.Bottom, piece.Bottom) - Math.Max(line.Whole.Top, piece.Top) + 1 > 0.35 * piece.Height);
            if (at < 0 && !must)
            {
                // A dot or comma belongs to the line it is nearest to.
                var nearest = lines.Select((line, index) => (Apart: Math.Max(piece.Top - line.Whole.Bottom, line.Whole.Top - piece.Bottom), index)).MinBy(line => line.Apart);
                if (nearest.Apart < 0.3 * tallest) at = nearest.index;
            }

            if (at < 0) lines.Add((piece, [piece]));
            else lines[at] = (must ? lines[at].Whole.With(piece) : lines[at].Whole, [.. lines[at].Pieces, piece]);
        }
    }

    /// <summary>Whether anything is printed in a cell: specks alone are nothing.</summary>
    public static bool IsIn(ScanImage scan, Box cell) => Pieces(scan, cell).Exists(piece => piece.Height > 2.2 * scan.PixelsPerPoint || piece.Width > 2.2 * scan.PixelsPerPoint);

    /// <summary>The pieces of ink in a cell without specks and what is left of its borders.</summary>
    private static List<InkPiece> Pieces(ScanImage scan, Box cell)
    {
        var (left, top, right, bottom) = scan.Pixels(cell);
        var (width, height) = (right - left, bottom - top);
        var pieces = new List<InkPiece>();
        if (width < 3 || height < 3) return pieces;
        var pixels = scan.Grey.GetPixelSpan();
        var seen = new bool[width * height];
        var open = new Stack<int>();
        var point = scan.PixelsPerPoint;
        for (var start = 0; start < seen.Length; start++)
        {
            if (seen[start] || !Dark(pixels, start)) continue;
            var piece = new InkPiece(start % width, start / width, start % width, start / width);
            var count = 0;
            open.Push(start);
            seen[start] = true;
            while (open.TryPop(out var at))
            {
                var (x, y) = (at % width, at / width);
                piece = piece.With(new(x, y, x, y));
                count++;
                for (var down = Math.Max(y - 1, 0); down <= Math.Min(y + 1, height - 1); down++)
                {
                    for (var across = Math.Max(x - 1, 0); across <= Math.Min(x + 1, width - 1); across++)
                    {
                        var next = down * width + across;
                        if (seen[next] || !Dark(pixels, next)) continue;
                        seen[next] = true;
                        open.Push(next);
                    }
                }
            }

            var border = (piece.Left == 0 || piece.Right == width - 1) && piece.Width < 1.6 * point && piece.Height > 0.3 * height
                || (piece.Top == 0 || piece.Bottom == height - 1) && piece.Height < 1.6 * point && (piece.Width > 0.3 * width || piece.Width > 3 * piece.Height)
                // Two sides that meet in a corner.
                || piece.Width > 0.5 * width && piece.Height > 0.5 * height && count < 0.15 * piece.Width * piece.Height;
            if (!border && count >= 0.12 * point * point && (piece.Height > 0.35 * point || piece.Width > 0.35 * point)) pieces.Add(new(piece.Left + left, piece.Top + top, piece.Right + left, piece.Bottom + top));
        }

        return pieces;

        bool Dark(ReadOnlySpan<byte> span, int at) => span[(at / width + top) * scan.Grey.RowBytes + at % width + left] < scan.InkLevel;
    }
}
