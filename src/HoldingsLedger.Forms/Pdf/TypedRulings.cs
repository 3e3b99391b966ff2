namespace HoldingsLedger.Forms.Pdf;

/// <summary>
/// Lines made of letters, as forms filed as text before 2003 have them: rows of dashes and columns of upright strokes. They become rulings; their
/// letters say nothing else.
/// </summary>
internal static class TypedRulings
{
    /// <summary>Dashes in a row, from which on they are a line; "__X__" and "-0-" have fewer.</summary>
    private const int FewestDashes = 8;

    /// <summary>The rulings that letters make, and the letters that are left.</summary>
    public static (IReadOnlyList<Ruling> Rulings, IReadOnlyList<Glyph> Glyphs) Of(IReadOnlyList<Glyph> glyphs)
    {
        var drawing = glyphs.Where(glyph => glyph.Text is [var letter] && (IsDash(letter) || IsStroke(letter) || letter == '+')).ToList();
        if (drawing.Count < FewestDashes) return ([], glyphs);
        var rulings = new List<Ruling>();
        var used = new HashSet<Glyph>(ReferenceEqualityComparer.Instance);
        Level(drawing, rulings, used);
        Upright(drawing, rulings, used);
        return used.Count == 0 ? ([], glyphs) : (rulings, [.. glyphs.Where(glyph => !used.Contains(glyph))]);
    }

    private static bool IsDash(char letter) => letter is '-' or '_' or '=' or '–' or '—' or '―' or '─' or '━' or '═';

    private static bool IsStroke(char letter) => letter is '|' or '¦' or '│' or '┃' or '║';

    private static void Level(List<Glyph> drawing, List<Ruling> rulings, HashSet<Glyph> used)
    {
        foreach (var line in drawing.Where(glyph => !IsStroke(glyph.Text[0])).GroupBy(glyph => Math.Round(glyph.Base * 2)))
        {
            var row = new List<Glyph>();
            foreach (var glyph in line.OrderBy(glyph => glyph.Left))
            {
                // Two columns' dashes with a space between them are one line.
                if (row.Count > 0 && glyph.Left - row[^1].Right > 1.3 * glyph.Size) Close(row);
                row.Add(glyph);
            }

            Close(row);
        }

        void Close(List<Glyph> row)
        {
            if (row.Count(glyph => IsDash(glyph.Text[0])) >= FewestDashes)
            {
                rulings.Add(new(true, row[0].Base + (row[0].Text is "_" ? -0.1 : 0.27) * row[0].Size, row[0].Left, row[^1].Right));
                used.UnionWith(row);
            }

            row.Clear();
        }
    }

    private static void Upright(List<Glyph> drawing, List<Ruling> rulings, HashSet<Glyph> used)
    {
        foreach (var column in drawing.Where(glyph => IsStroke(glyph.Text[0])).GroupBy(glyph => Math.Round(glyph.MidX)))
        {
            var strokes = new List<Glyph>();
            foreach (var glyph in column.OrderByDescending(glyph => glyph.Base))
            {
                // A row of dashes may stand between two strokes.
                if (strokes.Count > 0 && strokes[^1].Base - glyph.Base > 2.8 * glyph.Size) Close(strokes);
                strokes.Add(glyph);
            }

            Close(strokes);
        }

        void Close(List<Glyph> strokes)
        {
            if (strokes.Count > 1)
            {
                rulings.Add(new(false, strokes[0].MidX, strokes[^1].Base - 0.5 * strokes[^1].Size, strokes[0].Base + 1.1 * strokes[0].Size));
                used.UnionWith(strokes);
            }

            strokes.Clear();
        }
    }
}
