namespace HoldingsLedger.Amendments;

/// <summary>
/// The assignment problem: pairs rows with columns, each at most once, so that the sum of the weights is the greatest there is.
/// Kuhn's Hungarian method with potentials, after Munkres; time grows with the square of the shorter side times the longer.
/// </summary>
internal static class BestPairing
{
    /// <summary>
    /// For each row its column, or -1. A weight of zero or less means that the two are not to be paired. The same
    /// weights give the same pairs.
    /// </summary>
    public static int[] Of(long[,] weights)
    {
        var (rows, columns) = (weights.GetLength(0), weights.GetLength(1));
        if (rows <= columns) return Solve(rows, columns, (r, c) => weights[r, c]);

        var turned = Solve(columns, rows, (c, r) => weights[r, c]);
        var pairs = new int[rows];
        Array.Fill(pairs, -1);
        for (var column = 0; column < columns; column++)
        {
            if (turned[column] >= 0) pairs[turned[column]] = column;
        }

        return pairs;
    }

    /// <summary>Adds one row after the other, each along the cheapest path of exchanges. Index 0 stands for "none".</summary>
    private static int[] Solve(int rows, int columns, Func<int, int, long> weight)
    {
        var rowPotential = new long[rows + 1];
        var columnPotential = new long[columns + 1];
        var rowOf = new int[columns + 1];
        var cameFrom = new int[columns + 1];
        var slack = new long[columns + 1];
        var visited = new bool[columns + 1];

        for (var row = 1; row <= rows; row++)
        {
            rowOf[0] = row;
            Array.Fill(slack, long.MaxValue);
            Array.Clear(visited);
            var current = 0;
            do
            {
                visited[current] = true;
                var (next, step) = (0, long.MaxValue);
                for (var column = 1; column <= columns; column++)
                {
                    if (visited[column]) continue;
                    var cost = -Math.Max(0, weight(rowOf[current] - 1, column - 1)) - rowPotential[rowOf[current]] - columnPotential[column];
                    if (cost < slack[column]) (slack[column], cameFrom[column]) = (cost, current);
                    if (slack[column] < step) (step, next) = (slack[column], column);
                }

                for (var column = 0; column <= columns; column++)
                {
                    if (visited[column])
                    {
                        rowPotential[rowOf[column]] += step;
                        columnPotential[column] -= step;
                    }
                    else if (slack[column] != long.MaxValue)
                    {
                        slack[column] -= step;
                    }
                }

                current = next;
            }
            while (rowOf[current] != 0);

            while (current != 0)
            {
                rowOf[current] = rowOf[cameFrom[current]];
                current = cameFrom[current];
            }
        }

        var pairs = new int[rows];
        Array.Fill(pairs, -1);
        for (var column = 1; column <= columns; column++)
        {
            if (rowOf[column] != 0 && weight(rowOf[column] - 1, column - 1) > 0) pairs[rowOf[column] - 1] = column - 1;
        }

        return pairs;
    }
}
