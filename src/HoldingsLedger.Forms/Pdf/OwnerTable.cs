using System.Text.RegularExpressions;
using HoldingsLedger.Forms.Text;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>Reads the table "Reporting Owners": one row for each owner, with boxes of their own, over as many pages as it takes.</summary>
internal static partial class OwnerTable
{
    public static List<ReportingOwner> Read(IReadOnlyList<SectionPart> parts)
    {
        var rows = new List<(List<List<Glyph>> Cells, bool Open)>();
        List<double>? borders = null;
        foreach (var part in parts.Where(part => part.Section == FormSection.Owners))
        {
            var (bottom, top) = (Math.Max(part.Bottom, -10_000), Math.Min(part.Top, 100_000));
            if (TableGrid.Between(part.Page, bottom, top) is not { } grid) continue;
            // The last words of the header: what is above them on this page is no row.
            var director = part.Runs.FirstOrDefault(run => run.Text.StartsWith("Director", StringComparison.OrdinalIgnoreCase));
            var levels = grid.Ys.Select(y => (Y: y, Drawn: true)).ToList();
            if (director is not null)
            {
                levels.RemoveAll(level => level.Y > director.Box.MidY);
                if (levels.Count == 0) continue;
                borders = grid.BordersIn(levels[0].Y + 0.5, levels[0].Y + 5);
            }
            else
            {
                levels.Insert(0, (top, false));
            }

            if (borders is not { Count: 6 }) continue;
            levels.Add((bottom, false));
            for (var at = 0; at + 1 < levels.Count; at++)
            {
                if (Cells(part.Page, grid, borders, levels[at + 1].Y, levels[at].Y) is not { } cells) continue;
                // A page may end within a row; the row then goes on without a border at the top of the next page.
                if (!levels[at].Drawn && rows is [.., { Open: true }]) rows[^1] = (Joined(rows[^1].Cells, cells), !levels[at + 1].Drawn);
                else rows.Add((cells, !levels[at + 1].Drawn));
            }
        }

        return [.. rows.Select(row => Owner(row.Cells)).OfType<ReportingOwner>()];
    }

    private static List<List<Glyph>>? Cells(PaperPage page, TableGrid grid, List<double> borders, double below, double above)
    {
        var inside = page.Glyphs.Where(glyph => glyph.MidY < above && glyph.MidY > below && glyph.MidX > borders[0] - 2 && glyph.MidX < borders[^1] && !string.IsNullOrWhiteSpace(glyph.Text)).ToList();
        if (inside.Count == 0) return null;
        // Text under the table stands between no borders.
        var (low, high) = (inside.Min(glyph => glyph.Base), inside.Max(glyph => glyph.Base + 0.7 * glyph.Size));
        if (grid.BordersIn(low, high).Count < 4) return null;
        return [.. Enumerable.Range(0, 5).Select(at => inside.Where(glyph => glyph.MidX > borders[at] - (at == 0 ? 2 : 0) && glyph.MidX < borders[at + 1]).ToList())];
    }

    private static List<List<Glyph>> Joined(List<List<Glyph>> cells, List<List<Glyph>> rest)
    {
        var shift = cells.SelectMany(cell => cell).Min(glyph => glyph.Base) - rest.SelectMany(cell => cell).Max(glyph => glyph.Base) - 20;
        return [.. cells.Zip(rest, (cell, more) => cell.Concat(more.Select(glyph => glyph with { Base = glyph.Base + shift })).ToList())];
    }

    private static ReportingOwner? Owner(List<List<Glyph>> cells)
    {
        var lines = TextRuns.Lines(cells[0]).Select(TextRuns.Text).Where(text => text.Length > 0).ToList();
        if (lines.Count == 0 || ColumnName().IsMatch(lines[0])) return null;
        var texts = cells.Skip(1).Select(TextRuns.Joined).ToList();
        var officer = texts[2];
        var other = texts[3];
        return new()
        {
            Name = lines[0],
            Address = PrintedAddress.Of(lines.Skip(1).ToList()),
            IsDirector = texts[0].Length > 0,
            IsTenPercentOwner = texts[1].Length > 0,
            IsOfficer = officer.Length > 0,
            IsOther = other.Length > 0,
            OfficerTitle = officer.Length == 0 || PaperWords.IsMark(officer) ? null : officer,
            OtherText = other.Length == 0 || PaperWords.IsMark(other) ? null : other,
        };
    }

    [GeneratedRegex("^Reporting Owner Name", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex ColumnName();
}

/// <summary>Lines of a printed address: streets, then city, state and ZIP.</summary>
internal static class PrintedAddress
{
    public static OwnerAddress? Of(List<string> lines)
    {
        if (lines.Count == 0) return null;
        var city = lines.FindLastIndex(line => PaperWords.CityStateZip().IsMatch(line));
        var streets = city < 0 ? lines : lines.Take(city).ToList();
        var match = city < 0 ? null : PaperWords.CityStateZip().Match(lines[city]);
        if (match is null && lines.Count > 1 && PaperWords.CityZip().Match(lines[^1]) is { Success: true } stateless)
        {
            streets = lines.Take(lines.Count - 1).ToList();
            match = stateless;
        }

        return new(
            streets.Count > 0 ? streets[0] : null,
            streets.Count > 1 ? string.Join(' ', streets.Skip(1)) : null,
            match?.Groups["city"].Value, match?.Groups["state"] is { Success: true } state ? state.Value : null, match?.Groups["zip"].Value);
    }
}
