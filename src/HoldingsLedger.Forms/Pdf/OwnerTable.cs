using System.Text.RegularExpressions;
using HoldingsLedger.Forms.Text;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>Reads the table "Reporting Owners": one row for each owner, with boxes of their own, over as many pages as it takes.</summary>
internal static partial class OwnerTable
{
    public static List<ReportingOwner> Read(IReadOnlyList<SectionPart> parts)
    {
        var owners = new List<ReportingOwner>();
        List<double>? borders = null;
        foreach (var part in parts.Where(part => part.Section == FormSection.Owners))
        {
            var page = part.Page;
            var (bottom, top) = (Math.Max(part.Bottom, -10_000), Math.Min(part.Top, 100_000));
            if (TableGrid.Between(page, bottom, top) is not { } grid) continue;
            var director = part.Runs.FirstOrDefault(run => run.Text.StartsWith("Director", StringComparison.OrdinalIgnoreCase));
            var from = 0;
            if (director is not null)
            {
                from = Enumerable.Range(0, grid.Ys.Count).FirstOrDefault(level => grid.Ys[level] < director.Box.MidY, -1);
                if (from < 0) continue;
                borders = grid.BordersIn(grid.Ys[from] + 0.5, grid.Ys[from] + 5);
            }

            if (borders is not { Count: 6 }) continue;
            for (var level = from; level + 1 < grid.Ys.Count; level++)
            {
                var (above, below) = (grid.Ys[level], grid.Ys[level + 1]);
                var cells = Enumerable.Range(0, 5).Select(at => page.Glyphs.Where(glyph => glyph.MidX > borders[at] && glyph.MidX < borders[at + 1] && glyph.MidY < above && glyph.MidY > below).ToList()).ToList();
                if (Owner(cells) is { } owner) owners.Add(owner);
            }
        }

        return owners;
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
        return new(
            streets.Count > 0 ? streets[0] : null,
            streets.Count > 1 ? string.Join(' ', streets.Skip(1)) : null,
            match?.Groups["city"].Value, match?.Groups["state"].Value, match?.Groups["zip"].Value);
    }
}
