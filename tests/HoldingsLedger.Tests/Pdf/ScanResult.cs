using HoldingsLedger.Forms;

namespace HoldingsLedger.Tests.Pdf;

/// <summary>A reading of a scan held against the truth, figure by figure: numbers, dates, codes and directions of all lines.</summary>
internal sealed record ScanResult(string File, int Figures, int Exact, int Trusted, int TrustedAndExact, IReadOnlyList<string> Silent)
{
    /// <summary>Trusted is what has a confidence of 0.9 or more; silent, what is trusted, wrong, and without a problem.</summary>
    public static ScanResult Of(string file, OwnershipFiling truth, Reading reading)
    {
        int figures = 0, exact = 0, trusted = 0, trustedAndExact = 0;
        var silent = new List<string>();
        var lines = reading.Filing?.Lines ?? [];
        foreach (var line in truth.Lines)
        {
            var read = lines.FirstOrDefault(other => string.Equals(other.Line, line.Line, StringComparison.Ordinal));
            foreach (var (field, value) in Figure(line))
            {
                if (value is not null) figures++;
                if (read is null) continue;
                var found = Figure(read).First(other => string.Equals(other.Field, field, StringComparison.Ordinal)).Value;
                if (value is null && found is null) continue;
                var right = Equals(value, found);
                var sure = (read.FieldConfidence?.GetValueOrDefault(field, 1m) ?? 1m) >= 0.9m;
                if (right) exact++;
                if (sure) trusted++;
                if (sure && right) trustedAndExact++;
                if (sure && !right && !reading.Problems.Any(problem => string.Equals(problem.Line, line.Line, StringComparison.Ordinal) && string.Equals(problem.Field, field, StringComparison.Ordinal)))
                    silent.Add($"{line.Line} {field}: {value ?? "nothing"} reads {found ?? "nothing"}");
            }

            if (read is null && !reading.Problems.Any(problem => problem.Line is null && problem.Kind is ProblemKind.DoubtfulValue or ProblemKind.NeedsOcr or ProblemKind.UnreadableScan)) silent.Add($"{line.Line} is missing");
        }

        foreach (var line in lines.Where(line => !truth.Lines.Any(other => string.Equals(other.Line, line.Line, StringComparison.Ordinal)) && line.Confidence >= 0.9m)) silent.Add($"{line.Line} is no line of the filing");
        return new(Path.GetFileName(file), figures, exact, trusted, trustedAndExact, silent);
    }

    private static IEnumerable<(string Field, object? Value)> Figure(ReportedLine line) =>
    [
        ("conversionOrExercisePrice", line.ConversionOrExercisePrice), ("transactionOn", line.TransactionOn), ("deemedExecutionOn", line.DeemedExecutionOn),
        ("transactionCode", line.TransactionCode), ("shares", line.Shares), ("acquiredDisposed", line.AcquiredDisposed), ("pricePerShare", line.PricePerShare),
        ("exercisableOn", line.ExercisableOn), ("expiresOn", line.ExpiresOn), ("underlyingShares", line.UnderlyingShares),
        ("sharesOwnedFollowing", line.SharesOwnedFollowing), ("ownership", line.Ownership),
    ];
}
