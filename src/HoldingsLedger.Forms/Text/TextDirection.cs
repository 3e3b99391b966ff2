namespace HoldingsLedger.Forms.Text;

/// <summary>
/// Weighs whether a row was acquired or disposed of. Table II says so only by the column in which the amount stands, which a text may not
/// keep; the transaction code then speaks for one of them (Forms 4 and 5, instruction 8), and where both are known they are held against each other.
/// </summary>
internal static class TextDirection
{
    private const decimal ByCode = 0.6m;
    private const decimal Contradicted = 0.5m;

    public static ReportedLine Weigh(ReportedLine line, bool sideIsKnown, List<ReadingProblem> problems)
    {
        if (line.Kind != LineKind.Transaction) return line;
        var usual = Usual(line.TransactionCode, line.Table);
        if (line is { Table: FormTable.II, AcquiredDisposed: not null } && !sideIsKnown)
        {
            problems.Add(new(ProblemKind.DoubtfulValue, line.Line, "acquiredDisposed", null, usual is null
                ? "The text does not show whether the amount stands under (A) or under (D), and the code goes with both."
                : "The text does not show whether the amount stands under (A) or under (D); the transaction code speaks for it."));
            return With(line with { AcquiredDisposed = usual }, usual is null ? null : ByCode);
        }

        if (usual is null || line.AcquiredDisposed is not ("A" or "D") || string.Equals(usual, line.AcquiredDisposed, StringComparison.Ordinal)) return line;
        problems.Add(new(ProblemKind.DoubtfulValue, line.Line, "acquiredDisposed", line.AcquiredDisposed, $"Code {line.TransactionCode} goes with {usual}; {line.AcquiredDisposed} is read."));
        return With(line, Contradicted);
    }

    /// <summary>What a code means for the security of its table: an exercise gives shares and takes the derivative; where both occur, <c>null</c>.</summary>
    private static string? Usual(string? code, FormTable table) => (code, table) switch
    {
        ("P" or "L", _) => "A",
        ("A", _) => "A",
        ("S" or "F" or "D" or "U", _) => "D",
        ("M" or "X" or "O", FormTable.I) => "A",
        ("M" or "X" or "O" or "C", FormTable.II) => "D",
        _ => null,
    };

    private static ReportedLine With(ReportedLine line, decimal? confidence)
    {
        var fields = line.FieldConfidence?.ToDictionary(StringComparer.Ordinal) ?? new(StringComparer.Ordinal);
        fields.Remove("acquiredDisposed");
        if (confidence is { } sure) fields["acquiredDisposed"] = sure;
        return line with { FieldConfidence = fields.Count == 0 ? null : fields, Confidence = fields.Count == 0 ? 1m : fields.Values.Min() };
    }
}
