using System.Text.RegularExpressions;
using HoldingsLedger.Forms.Text;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>
/// What the picture of one cell says when it is read alone: its letters, and the footnote markers raised behind them. <see cref="Again"/> is
/// the letters read once more at another size, where the page did not confirm the first reading.
/// </summary>
internal sealed record CellReading(string Text, string? Again, IReadOnlyList<ReadMarker> Markers)
{
    /// <summary>One letter's ink and no more.</summary>
    public bool IsOneLetter { get; init; }

    /// <summary>How many pieces of ink as high as a small letter the cell has.</summary>
    public int Pieces { get; init; }

    /// <summary>See <see cref="ScanInk.IsClear"/>.</summary>
    public bool IsClear { get; init; }

    /// <summary>See <see cref="ScanInk.Separators"/>.</summary>
    public string Separators { get; init; } = string.Empty;
}

/// <summary>The readings of a raised group, and how many digits stand in each of its brackets where that could be told.</summary>
internal readonly record struct ReadMarker(IReadOnlyList<string> Readings, IReadOnlyList<int> Digits, double Aspect);

/// <summary>Reads the cells of scanned rows a second time, each alone, enlarged, and without what is raised in it.</summary>
internal static partial class ScanCells
{
    private const double Inset = 1.6;

    /// <summary>The height of a capital that the OCR engine reads best, in pixels, and another one for a second opinion.</summary>
    private const double BestHeight = 34;
    private const double OtherHeight = 46;
    private const int Margin = 20;
    private const string MarkerLetters = "0123456789(),";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    /// <summary>The reading of every cell with ink in it; no entry where there is no ink. Empty without an OCR engine.</summary>
    /// <param name="rows">Rows of scanned pages.</param>
    /// <param name="page">What the page's own readings have in a cell.</param>
    public static Dictionary<(TableRow Row, PaperColumn Column), CellReading> Read(IReadOnlyList<TableRow> rows, Func<TableRow, PaperColumn, IReadOnlyList<string>> page)
    {
        var result = new Dictionary<(TableRow, PaperColumn), CellReading>();
        if (!Tesseract.IsInstalled) return result;
        var cells = new List<Cell>();
        foreach (var row in rows)
        {
            if (row.Page.Scan is not { } scan) continue;
            foreach (var (column, box) in row.Cells)
            {
                if (HasInk(scan, box)) cells.Add(new((row, column), scan, ScanInk.Of(scan, box.Shrunk(Inset))));
            }
        }

        var letters = Texts(cells.Where(cell => cell.IsLetter), BestHeight, 10, 10);
        var texts = Texts(cells.Where(cell => !cell.IsLetter), BestHeight, 7, 6);
        // A cell that holds nothing but a marker, as a price that only a footnote tells, has nothing for it to be raised against.
        cells = [.. cells.Select(cell => !cell.IsLetter && cell.Ink.Markers.Count == 0 && cell.Ink.Lines == 1 && JustMarkers().IsMatch(texts.GetValueOrDefault(cell.Key, string.Empty)) ? cell with { Ink = cell.Ink.AsMarker() } : cell)];
        foreach (var cell in cells.Where(cell => cell.Ink.Letters.Count == 0)) texts.Remove(cell.Key);
        var markers = Markers(cells);
        foreach (var cell in cells)
        {
            result[cell.Key] = new((cell.IsLetter ? letters : texts).GetValueOrDefault(cell.Key, string.Empty), null, markers.GetValueOrDefault(cell.Key, []))
            {
                IsOneLetter = cell.Ink.Letters.Count == 1,
                Pieces = cell.Ink.Letters.Count(piece => piece.Height >= 0.45 * cell.Ink.Height),
                IsClear = cell.Ink.IsClear,
                Separators = cell.Ink.Separators,
            };
        }

        var doubted = cells.Where(cell => cell.IsLetter || !ScanAgreement.Confirms(cell.Key.Column, page(cell.Key.Row, cell.Key.Column), result[cell.Key])).ToList();
        foreach (var (key, again) in Texts(doubted, OtherHeight, 7, 6)) result[key] = result[key] with { Again = again };
        return result;
    }

    /// <summary>Whether anything is printed inside the cell's borders.</summary>
    public static bool HasInk(ScanImage scan, Box cell) => ScanInk.IsIn(scan, cell.Shrunk(Inset));

    private static Dictionary<(TableRow, PaperColumn), string> Texts(IEnumerable<Cell> cells, double height, int line, int block)
    {
        var result = new Dictionary<(TableRow, PaperColumn), string>();
        foreach (var group in cells.Where(cell => cell.Ink.Letters.Count > 0).GroupBy(cell => cell.Ink.Lines == 1 ? line : block))
        {
            var inked = group.ToList();
            var pictures = inked.Select(cell => cell.Scan.Picture(ScanInk.Whole(cell.Ink.Letters), [.. cell.Ink.Markers.Select(marker => marker.Whole)], Scale(height, cell.Ink.Height), Margin)).ToList();
            foreach (var (cell, words) in inked.Zip(Tesseract.Read(pictures, group.Key, Patience))) result[cell.Key] = Joined(words);
        }

        return result;
    }

    /// <summary>Every raised group three times, at two sizes and looking for digits only or not.</summary>
    private static Dictionary<(TableRow, PaperColumn), List<ReadMarker>> Markers(List<Cell> cells)
    {
        var groups = cells.SelectMany(cell => cell.Ink.Markers.Select(marker => (cell.Key, cell.Scan, Marker: marker))).ToList();
        var (one, other) = (Pictures(BestHeight), Pictures(OtherHeight));
        var words = Tesseract.Read([.. one, .. other], 7, Patience, MarkerLetters).Concat(Tesseract.Read(one, 7, Patience)).ToList();
        return groups.Select((group, at) => (group.Key, Marker: new ReadMarker(
                [.. Enumerable.Range(0, 3).Select(reading => Joined(words[at + reading * groups.Count]))], group.Marker.Digits, (double)group.Marker.Whole.Width / group.Marker.Whole.Height)))
            .GroupBy(read => read.Key).ToDictionary(read => read.Key, read => read.Select(marker => marker.Marker).ToList());

        List<byte[]> Pictures(double height) => [.. groups.Select(group => group.Scan.Picture(group.Marker.Whole, [], Scale(1.35 * height, group.Marker.Whole.Height), Margin))];
    }

    private static double Scale(double wanted, int height) => Math.Clamp(wanted / Math.Max(height, 1), 0.3, 8);

    private static string Joined(IReadOnlyList<OcrWord> words) => string.Join(' ', words.Select(word => word.Text));

    [GeneratedRegex(@"^\W*[({\[](\W*[1-9][0-9]?\W*[)}\]]\W*[({\[]?)+$|^\W*$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex JustMarkers();

    private sealed record Cell((TableRow Row, PaperColumn Column) Key, ScanImage Scan, ScanInk Ink)
    {
        public bool IsLetter => ScanAgreement.IsLetter(Key.Column);
    }
}
