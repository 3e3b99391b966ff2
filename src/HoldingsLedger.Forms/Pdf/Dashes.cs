namespace HoldingsLedger.Forms.Pdf;

/// <summary>Puts dotted and dashed borders together, which browsers draw as many short pieces one behind the other.</summary>
internal static class Dashes
{
    /// <summary>A piece no longer than this may be one of a dashed line.</summary>
    public const double Longest = 14;

    /// <summary>Widest gap in points between two pieces of one line.</summary>
    private const double Gap = 9;

    /// <summary>Pieces that lie on one line, closer to each other than twice their length, from so many on.</summary>
    private const int Fewest = 5;

    /// <summary>The lines that the pieces make; pieces that make none are not among them.</summary>
    public static IEnumerable<Ruling> Joined(IEnumerable<Ruling> pieces)
    {
        foreach (var line in pieces.GroupBy(piece => (piece.Horizontal, At: Math.Round(piece.At * 2))))
        {
            var chain = new List<Ruling>();
            var reached = double.MinValue;
            foreach (var piece in line.OrderBy(piece => piece.From))
            {
                if (chain.Count > 0 && piece.From - reached > Math.Min(Gap, 1 + 2 * Math.Max(piece.Length, chain[^1].Length)))
                {
                    if (Line(chain, reached) is { } done) yield return done;
                    chain.Clear();
                    reached = double.MinValue;
                }

                chain.Add(piece);
                reached = Math.Max(reached, piece.To);
            }

            if (Line(chain, reached) is { } last) yield return last;
        }
    }

    private static Ruling? Line(List<Ruling> chain, double reached) => chain.Count < Fewest ? null : chain[0] with { To = reached };
}
