namespace HoldingsLedger.Forms.Pdf;

/// <summary>
/// The cells that rulings make in an area of a page. Rulings that nearly coincide (double borders, a line drawn in parts) count as one;
/// neighbouring fields with no ruling between them are one cell.
/// </summary>
internal sealed class TableGrid
{
    /// <summary>Borders closer than this are one border; the narrowest column of the forms is four times as wide.</summary>
    private const double Same = 3.2;

    private readonly double[] xs;
    private readonly double[] ys;
    private readonly List<Ruling>[] uprights;
    private readonly List<Ruling>[] levels;

    private TableGrid(double[] xs, double[] ys, List<Ruling>[] uprights, List<Ruling>[] levels) =>
        (this.xs, this.ys, this.uprights, this.levels) = (xs, ys, uprights, levels);

    /// <summary>Column borders from the left.</summary>
    public IReadOnlyList<double> Xs => xs;

    /// <summary>Row borders from the top.</summary>
    public IReadOnlyList<double> Ys => ys;

    /// <summary>The grid between two heights; <c>null</c> where there are too few rulings for a table.</summary>
    public static TableGrid? Between(PaperPage page, double bottom, double top)
    {
        var horizontal = page.Rulings.Where(ruling => ruling.Horizontal && ruling.At >= bottom - Same && ruling.At <= top + Same && ruling.Length > 3).ToList();
        var vertical = page.Rulings.Where(ruling => !ruling.Horizontal && ruling.To > bottom && ruling.From < top && ruling.Length > 3)
            .Select(ruling => ruling with { From = Math.Max(ruling.From, bottom - Same), To = Math.Min(ruling.To, top + Same) })
            .Where(ruling => ruling.Length > 3).ToList();
        // Where only columns are drawn the table is as high as they are.
        if (horizontal.Count < 2 && vertical.Count > 3)
        {
            var (low, high) = (vertical.Min(ruling => ruling.At), vertical.Max(ruling => ruling.At));
            horizontal.Add(new(true, vertical.Max(ruling => ruling.To), low, high));
            horizontal.Add(new(true, vertical.Min(ruling => ruling.From), low, high));
        }

        if (horizontal.Count < 2 || vertical.Count < 2) return null;
        var (ys, levels) = Merge(horizontal);
        // A page may cut the last column's border off: the ends of the horizontal lines stand in for it.
        var (left, right) = (horizontal.Min(ruling => ruling.From), horizontal.Max(ruling => ruling.To));
        vertical.Add(new(false, left, bottom, bottom));
        vertical.Add(new(false, right, bottom, bottom));
        var (xs, uprights) = Merge(vertical);
        Array.Reverse(ys);
        Array.Reverse(levels);
        return new(xs, ys, uprights, levels);
    }

    /// <summary>Whether a border lies at this height over most of a width.</summary>
    public bool LevelCovers(int level, double from, double to) => Covered(levels[level], from, to) > 0.6 * (to - from);

    /// <summary>How much of a width the border at this height covers, 0 to 1.</summary>
    public double LevelShare(int level, double from, double to) => to > from ? Covered(levels[level], from, to) / (to - from) : 0;

    public bool UprightCovers(int upright, double bottom, double top) => Covered(uprights[upright], bottom, top) > 0.5 * (top - bottom);

    /// <summary>Column borders that stand along most of a band.</summary>
    public List<double> BordersIn(double bottom, double top)
    {
        var borders = new List<double>();
        for (var at = 0; at < xs.Length; at++)
        {
            if (at == 0 || at == xs.Length - 1 || UprightCovers(at, bottom, top)) borders.Add(xs[at]);
        }

        return borders;
    }

    private static (double[] At, List<Ruling>[] Groups) Merge(List<Ruling> rulings)
    {
        var groups = new List<List<Ruling>>();
        foreach (var ruling in rulings.OrderBy(ruling => ruling.At))
        {
            if (groups.Count > 0 && ruling.At - groups[^1][0].At <= Same) groups[^1].Add(ruling);
            else groups.Add([ruling]);
        }

        // The longest lines of a group say where it is.
        return ([.. groups.Select(group => group.Sum(ruling => ruling.At * (ruling.Length + 0.01)) / group.Sum(ruling => ruling.Length + 0.01))], [.. groups]);
    }

    private static double Covered(List<Ruling> rulings, double from, double to)
    {
        double covered = 0, reached = from;
        foreach (var ruling in rulings.OrderBy(ruling => ruling.From))
        {
            var start = Math.Max(ruling.From - Same / 2, reached);
            var end = Math.Min(ruling.To + Same / 2, to);
            if (end <= start) continue;
            covered += end - start;
            reached = end;
        }

        return covered;
    }
}
