using System.Text.RegularExpressions;
using HoldingsLedger.Forms.Text;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>
/// Reads the cells of scanned rows a second time, each alone and enlarged, and holds the two readings against each other. Agreement gives
/// confidence; anything else leaves the field in doubt, with both readings named.
/// </summary>
internal static partial class ScanCells
{
    private const double CellDotsPerInch = 400;
    private const double FaintestInk = 0.004;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    /// <summary>The second reading of every cell with ink in it; no entry where there is no ink. Empty without an OCR engine.</summary>
    public static Dictionary<(TableRow Row, PaperColumn Column), string> Read(IReadOnlyList<TableRow> rows)
    {
        var result = new Dictionary<(TableRow, PaperColumn), string>();
        if (!Tesseract.IsInstalled) return result;
        var cells = new List<(TableRow Row, PaperColumn Column)>();
        var pictures = new List<byte[]>();
        foreach (var row in rows)
        {
            if (row.Page.Scan is not { } scan) continue;
            foreach (var (column, box) in row.Cells)
            {
                if (!HasInk(scan, box)) continue;
                var picture = scan.Crop(box.Shrunk(Inset), CellDotsPerInch, 24);
                if (picture.Length == 0) continue;
                cells.Add((row, column));
                pictures.Add(picture);
            }
        }

        var words = Tesseract.Read(pictures, 6, Patience);
        for (var at = 0; at < cells.Count; at++) result[cells[at]] = string.Join(' ', words[at].Select(word => word.Text));
        return result;
    }

    /// <summary>Whether anything is printed inside the cell's borders.</summary>
    public static bool HasInk(ScanImage scan, Box cell) => scan.Ink(cell.Shrunk(Inset + 0.4)) > FaintestInk;

    /// <summary>
    /// One cell of one or two readings of its page and one of the cell alone, which is <c>null</c> where there is no OCR engine to make it. The
    /// reading of the page that the cell's own confirms best counts.
    /// </summary>
    public static (PaperCell Cell, string? Doubt) Weigh(PaperColumn column, IReadOnlyList<string> readings, string? second, bool ink, bool more = false)
    {
        (PaperCell Cell, string? Doubt)? best = null;
        foreach (var reading in readings)
        {
            var weighed = Weigh(column, reading, second, ink);
            if (best is null || weighed.Cell.Confidence > best.Value.Cell.Confidence) best = weighed;
        }

        var (cell, doubt) = best!.Value;
        // More is printed than the one letter that was read: a raised marker, most often.
        if (more && cell.Markers.Count == 0 && cell.Text.Length <= 1) return (cell with { Confidence = Math.Min(cell.Confidence, 0.7m) }, doubt ?? "More is printed in the cell than was read; it may be a footnote marker.");
        return (cell, doubt);
    }

    /// <summary>Whether a cell holds more ink than one letter makes: two lines, or a line wider than any letter.</summary>
    public static bool HasMoreThanALetter(ScanImage scan, Box cell) => scan.InkExtent(cell.Shrunk(Inset + 0.4)) is var (width, lines) && (width > 10.5 || lines > 1);

    private static (PaperCell Cell, string? Doubt) Weigh(PaperColumn column, string layer, string? second, bool ink)
    {
        var one = Tidy(column, layer);
        if (second is null)
        {
            if (!ink && one.Text.Length == 0) return (one, null);
            return (one with { Confidence = 0.75m }, ink && one.IsEmpty ? "Something is printed here that was not read." : null);
        }

        var other = Tidy(column, second);
        if (!ink) return one.IsEmpty ? (one, null) : (one with { Confidence = 0.4m }, "The scan's text layer has a value where nothing is printed.");
        if (one.IsEmpty && other.IsEmpty) return (one with { Confidence = 0.5m }, "Something is printed here that no reading makes out.");
        var alike = one.Markers.SequenceEqual(other.Markers, StringComparer.Ordinal);
        var (text, confidence, doubt) = Same(column, one.Text, other.Text);
        if (!alike) (confidence, doubt) = (Math.Min(confidence, 0.7m), doubt ?? $"Two readings differ in the footnote markers: \"{layer}\" and \"{second}\".");
        return (new(text, alike || other.Markers.Count == 0 ? one.Markers : other.Markers, confidence), doubt);
    }

    private static (string Text, decimal Confidence, string? Doubt) Same(PaperColumn column, string one, string other)
    {
        var differ = $"Two readings of the cell differ: \"{one}\" and \"{other}\".";
        switch (column)
        {
            case PaperColumn.SecurityTitle or PaperColumn.UnderlyingTitle or PaperColumn.Nature:
                if (one.Length == 0 || other.Length == 0) return (one.Length == 0 ? other : one, 0.6m, differ);
                // Quotes, stars and a lone bracket behind the words are a raised marker that was not made out.
                if (Smudge().IsMatch(one) || Smudge().IsMatch(other))
                    return (Smudge().Replace(other, string.Empty).Trim(), 0.7m, $"Behind the words stands something that was not made out, a footnote marker perhaps: \"{one}\" and \"{other}\".");
                return Letters(one).Equals(Letters(other), StringComparison.OrdinalIgnoreCase)
                    ? (other, 0.92m, null)
                    : (Noise().Count(one) < Noise().Count(other) ? one : other, 0.6m, differ);
            case PaperColumn.Code or PaperColumn.Voluntary or PaperColumn.Direction or PaperColumn.Ownership:
                if (one.Equals(other, StringComparison.Ordinal)) return (one, 0.93m, null);
                return one.Length == 1 && other.Length != 1 ? (one, 0.6m, differ) : (other, other.Length == 1 ? 0.6m : 0.4m, differ);
            case PaperColumn.TransactionOn or PaperColumn.DeemedExecutionOn or PaperColumn.ExercisableOn or PaperColumn.ExpiresOn:
                var (day, again) = (PrintedValue.Date(one).Value, PrintedValue.Date(other).Value);
                if (one.Length == 0 && other.Length == 0) return (string.Empty, 0.92m, null);
                if (day is not null && day == again) return (other, 0.92m, null);
                return day is null || again is null ? (again is null && day is not null ? one : other, 0.6m, differ) : (other, 0.4m, differ);
            default:
                if (one.Length == 0 && other.Length == 0) return (string.Empty, 0.92m, null);
                var (number, repeated) = (PrintedValue.Number(one).Value, PrintedValue.Number(other).Value);
                if (number is not null && number == repeated) return (other, Risk(column, one, other), null);
                return number is null || repeated is null ? (repeated is null && number is not null ? one : other, 0.6m, differ) : (other, 0.4m, differ);
        }
    }

    /// <summary>What two readings of one picture may both get wrong: a dollar sign taken for a digit, a raised marker glued to the number, a comma lost.</summary>
    private static decimal Risk(PaperColumn column, string one, string other)
    {
        var text = one.Length > other.Length ? one : other;
        if (column is PaperColumn.Price or PaperColumn.ExercisePrice)
        {
            var signed = one.StartsWith('$') && other.StartsWith('$');
            if (!signed && text.TrimStart('$') is ['3' or '5' or '8' or '9', ..]) return 0.8m;
            return Fraction().Match(text) is { Success: true, Length: > 3 } ? 0.8m : 0.92m;
        }

        if (text.StartsWith('$') || one.StartsWith('$') != other.StartsWith('$')) return 0.6m;
        // A decimal point in an amount is a comma as often as not, and four digits without a comma may be three and a marker.
        return text.Contains('.', StringComparison.Ordinal) || LongRun().IsMatch(text) ? 0.75m : 0.92m;
    }

    private static PaperCell Tidy(PaperColumn column, string raw)
    {
        var text = Bracket().Replace(raw.Replace('|', ' ').Trim(), "(${n})");
        var (plain, markers) = PaperMarkers.Split(text);
        plain = plain.Trim(' ', '_', '.', ',', ';', ':', '‘', '’', '\'', '`', '~', '—', '-', '[', ']', '{', '}');
        if (column is PaperColumn.SecurityTitle or PaperColumn.UnderlyingTitle or PaperColumn.Nature) return new(plain, markers);
        if (column is PaperColumn.Code or PaperColumn.Voluntary or PaperColumn.Direction or PaperColumn.Ownership) return new(plain.Trim('(', ')', ' '), markers);
        // A dollar sign stands apart from its number in some prints.
        return new(Dollar().Replace(plain, "$"), markers);
    }

    private static string Letters(string text) => NotLetters().Replace(text, string.Empty);

    private const double Inset = 1.6;

    [GeneratedRegex(@"[({\[]\s*(?<n>[1-9][0-9]?)\s*[)}\]]", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Bracket();

    [GeneratedRegex(@"[\s”""“’‘'?*°©®™^}\]{\[(]*[”""“’‘'?*°©®™^}\]{\[(][\s”""“’‘'?*°©®™^}\]{\[()]*$|(?<=^[^(]*)\)$|\s[0-9]$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Smudge();

    [GeneratedRegex(@"^\$\s+", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Dollar();

    [GeneratedRegex(@"\.[0-9]+$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Fraction();

    [GeneratedRegex(@"[0-9]{4}", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex LongRun();

    [GeneratedRegex(@"[^A-Za-z0-9]", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex NotLetters();

    [GeneratedRegex(@"[^A-Za-z0-9 ().,/'&-]", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Noise();
}
