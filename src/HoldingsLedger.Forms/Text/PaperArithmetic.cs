namespace HoldingsLedger.Forms.Text;

/// <summary>
/// Weighs the numbers of a scanned form against each other. What an independent number confirms gains confidence; what contradicts
/// another loses it and gets a problem. Values are never changed, and what is certain already is left alone.
/// </summary>
internal static class PaperArithmetic
{
    private const decimal Confirmed = 0.95m;
    private const decimal Contradicted = 0.5m;

    /// <summary>The filing with the confidence of its lines weighed: previous balance and change against balance, total of a derivative against its underlying, dates in order.</summary>
    public static OwnershipFiling Weigh(OwnershipFiling filing, List<ReadingProblem> problems)
    {
        var weights = filing.Lines.Select(line => new Weight(line, problems)).ToList();
        foreach (var weight in weights) Alone(weight);
        foreach (var table in weights.GroupBy(weight => weight.Line.Table))
        {
            Weight? before = null;
            foreach (var weight in table)
            {
                Balance(before, weight);
                before = weight;
            }
        }

        var earliest = weights.Select(weight => weight.Line.TransactionOn).Min();
        var fields = filing.FieldConfidence;
        if (earliest is { } first && filing.PeriodOfReport == first && filing.FormType is ['4', ..])
        {
            // Column 2 and box 3 print the same day twice.
            foreach (var weight in weights.Where(weight => weight.Line.TransactionOn == first)) weight.Raise("transactionOn");
            if (fields?.ContainsKey("periodOfReport") == true)
                fields = fields.ToDictionary(pair => pair.Key, pair => string.Equals(pair.Key, "periodOfReport", StringComparison.Ordinal) ? Math.Max(pair.Value, Confirmed) : pair.Value, StringComparer.Ordinal);
        }

        return filing with
        {
            Lines = [.. weights.Select(weight => weight.Result())],
            FieldConfidence = fields is { Count: > 0 } ? fields : null,
            Confidence = fields is { Count: > 0 } ? fields.Values.Min() : null,
        };
    }

    /// <summary>A marker without its footnote is a misread marker or a lost footnote: said, either way.</summary>
    public static void CheckFootnotes(OwnershipFiling filing, List<ReadingProblem> problems)
    {
        var known = filing.Footnotes.Select(footnote => footnote.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var line in filing.Lines)
        {
            foreach (var (field, ids) in line.Footnotes)
            {
                foreach (var id in ids.Where(id => !known.Contains(id)))
                    problems.Add(new(ProblemKind.MissingFootnote, line.Line, field, id, $"The filing has no footnote {id}."));
            }
        }
    }

    private static void Alone(Weight weight)
    {
        var line = weight.Line;
        if (line is { Table: FormTable.II, Shares: { } shares } && line.UnderlyingShares == shares) weight.Raise("shares", "underlyingShares");
        if (line is { ExercisableOn: { } from, ExpiresOn: { } to } && from > to) weight.Contradict("It is exercisable after it expires.", "exercisableOn", "expiresOn");
        if (line is { TransactionOn: { } day, ExpiresOn: { } end } && day > end) weight.Contradict("The transaction is later than the expiry.", "transactionOn", "expiresOn");
    }

    private static void Balance(Weight? before, Weight weight)
    {
        var line = weight.Line;
        if (line is not { Shares: { } shares, SharesOwnedFollowing: { } balance, AcquiredDisposed: "A" or "D" }) return;
        var change = line.AcquiredDisposed is "A" ? shares : -shares;
        if (balance == change)
        {
            weight.Raise("shares", "sharesOwnedFollowing", "acquiredDisposed");
            return;
        }

        // Only rows of one security held one way can follow on each other.
        if (before?.Line is not { SharesOwnedFollowing: { } opening } earlier || !Same(earlier, line))
        {
            if (change > balance) weight.Contradict("More is acquired than is owned after it.", "shares", "sharesOwnedFollowing");
            return;
        }

        if (opening + change == balance)
        {
            weight.Raise("shares", "sharesOwnedFollowing", "acquiredDisposed");
            before.Raise("sharesOwnedFollowing");
        }
        else if (opening != balance)
        {
            weight.Contradict("The balance is not the one before it and the change.", "shares", "sharesOwnedFollowing");
        }
    }

    private static bool Same(ReportedLine one, ReportedLine other) =>
        one.Table == FormTable.I && string.Equals(one.SecurityTitle, other.SecurityTitle, StringComparison.OrdinalIgnoreCase)
        && string.Equals(one.Ownership, other.Ownership, StringComparison.Ordinal)
        && string.Equals(one.NatureOfOwnership, other.NatureOfOwnership, StringComparison.OrdinalIgnoreCase);

    private sealed class Weight(ReportedLine line, List<ReadingProblem> problems)
    {
        private readonly Dictionary<string, decimal> fields = line.FieldConfidence?.ToDictionary(StringComparer.Ordinal) ?? new(StringComparer.Ordinal);

        public ReportedLine Line => line;

        public void Raise(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                // Torn digits that arithmetic confirms are right; a value two readings dispute stays disputed.
                if (fields.TryGetValue(name, out var confidence) && confidence > Contradicted) fields[name] = Math.Max(confidence, Confirmed);
            }
        }

        public void Contradict(string why, params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (!fields.ContainsKey(name)) continue;
                fields[name] = Math.Min(fields[name], Contradicted);
                problems.Add(new(ProblemKind.DoubtfulValue, line.Line, name, null, why));
            }
        }

        public ReportedLine Result() => fields.Count == 0
            ? line
            : line with { FieldConfidence = fields, Confidence = fields.Values.Min() };
    }
}
