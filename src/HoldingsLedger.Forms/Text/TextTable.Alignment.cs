namespace HoldingsLedger.Forms.Text;

internal static partial class TextTable
{
    /// <summary>The best way to put pieces, in order, under columns, in order; with <c>many</c> again and again, row after row.</summary>
    private sealed class Alignment
    {
        public const double Never = -100;

        // Unlikely enough to be tried only where nothing else is left.
        private const double Noise = 0.5;
        private const double Lost = 4;
        private const double Torn = 1.5;

        private readonly IReadOnlyList<TextCell> pieces;
        private readonly TextColumns kind;
        private readonly IReadOnlyList<PaperColumn> columns;
        private readonly TextAnchors anchors;
        private readonly bool many;
        private readonly double[,] best;

        // 0: a new row begins. -1: the column is empty. -2: the piece is noise. From 1: so many pieces fill the column.
        private readonly int[,] step;

        public Alignment(IReadOnlyList<TextCell> pieces, TextColumns kind, IReadOnlyList<PaperColumn> columns, TextAnchors anchors, bool many)
        {
            (this.pieces, this.kind, this.columns, this.anchors, this.many) = (pieces, kind, columns, anchors, many);
            best = new double[pieces.Count + 1, columns.Count + 1];
            step = new int[pieces.Count + 1, columns.Count + 1];
            for (var piece = pieces.Count; piece >= 0; piece--)
            {
                // In a list the end of a row is the beginning of the next: the beginning, which takes a piece, is worked out first.
                if (many && piece < pieces.Count) Weigh(piece, 0);
                for (var column = columns.Count; column >= (many && piece < pieces.Count ? 1 : 0); column--) Weigh(piece, column);
            }
        }

        public double Score => best[0, 0];

        public List<(int First, Dictionary<PaperColumn, List<TextCell>> Cells)> Rows()
        {
            var rows = new List<(int First, Dictionary<PaperColumn, List<TextCell>> Cells)>();
            var cells = new Dictionary<PaperColumn, List<TextCell>>();
            var first = 0;
            for (int piece = 0, column = 0; piece < pieces.Count || column < columns.Count;)
            {
                switch (step[piece, column])
                {
                    case 0:
                        rows.Add((first, cells));
                        (cells, column, first) = (new(), 0, piece);
                        break;
                    case -1:
                        column++;
                        break;
                    case -2:
                        piece++;
                        break;
                    case var taken:
                        if (cells.Count == 0) first = piece;
                        cells[columns[column++]] = [.. Enumerable.Range(piece, taken).Select(at => pieces[at])];
                        piece += taken;
                        break;
                }
            }

            rows.Add((first, cells));
            return rows;
        }

        private void Weigh(int piece, int column)
        {
            if (piece == pieces.Count && column == columns.Count) return;
            var (top, way) = (double.NegativeInfinity, 0);
            // A row of a list begins with its title, or it would begin anywhere.
            if (column < columns.Count && !(many && column == 0 && piece < pieces.Count)) Try(best[piece, column + 1] - Absent(columns[column]), -1);
            if (piece < pieces.Count) Try(best[piece + 1, column] - (IsNoise(pieces[piece].Text) ? Noise : Lost), -2);
            if (many && column == columns.Count && piece < pieces.Count) Try(best[piece, 0], 0);
            if (column < columns.Count)
            {
                for (int taken = 1, most = IsText(columns[column]) ? MostPieces : 2; taken <= most && piece + taken <= pieces.Count; taken++)
                {
                    if (taken > 2 && !many && !pieces[piece + taken - 1].Glued) break;
                    var text = taken == 1 ? pieces[piece].Text : string.Join(' ', Enumerable.Range(piece, taken).Select(at => pieces[at].Text));
                    var fit = Fit(text, columns[column]);
                    if (fit <= Never) continue;
                    Try(best[piece + taken, column + 1] + fit + anchors.Weigh(columns[column], pieces[piece], kind) - Tear(piece, taken, columns[column]), taken);
                }
            }

            (best[piece, column], step[piece, column]) = (top, way);

            void Try(double score, int by)
            {
                if (score > top) (top, way) = (score, by);
            }
        }

        private double Tear(int piece, int taken, PaperColumn column) => Enumerable.Range(piece + 1, taken - 1)
            .Sum(at => pieces[at].Glued && IsText(column) ? LooksLikeDate().IsMatch(pieces[at].Text) || NumberLike().IsMatch(pieces[at].Text) ? Torn : 0.05 : Torn);
    }
}
