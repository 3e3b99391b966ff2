using HoldingsLedger.Holdings;

namespace HoldingsLedger.Amendments;

/// <summary>How often a field was corrected.</summary>
public sealed record CorrectedField(string Field, int Count);

/// <summary>Calendar days from originals to their amendments.</summary>
public sealed record DaysToAmendment(int Least, int Median, int Most);

/// <summary>Amendments counted: how they are tied, what they do, which fields they correct most often, how long they took.</summary>
public sealed record AuditSummary
{
    public required int Amendments { get; init; }

    public required int Linked { get; init; }

    public required int Ambiguous { get; init; }

    public required int OriginalNotHeld { get; init; }

    public required int Restatements { get; init; }

    public required int Partial { get; init; }

    public required int LinesUnchanged { get; init; }

    public required int LinesCorrected { get; init; }

    public required int LinesAdded { get; init; }

    public required int LinesWithdrawn { get; init; }

    public required int LinesNotRestated { get; init; }

    /// <summary>The most often corrected first, then by name.</summary>
    public required IReadOnlyList<CorrectedField> Fields { get; init; }

    /// <summary><c>null</c> where no amendment is linked.</summary>
    public DaysToAmendment? Days { get; init; }

    public static AuditSummary Of(IEnumerable<AmendmentAudit> audits)
    {
        AmendmentAudit[] all = [.. audits];
        AuditedLine[] lines = [.. all.SelectMany(a => a.Lines)];
        int[] days = [.. all.Select(a => a.DaysAfterOriginal).OfType<int>().Order()];
        return new AuditSummary
        {
            Amendments = all.Length,
            Linked = all.Count(a => a.Link.State == LinkState.Linked),
            Ambiguous = all.Count(a => a.Link.State == LinkState.Ambiguous),
            OriginalNotHeld = all.Count(a => a.Link.State == LinkState.OriginalNotHeld),
            Restatements = all.Count(a => a.Scope == AmendmentScope.Restatement),
            Partial = all.Count(a => a.Scope == AmendmentScope.Partial),
            LinesUnchanged = lines.Count(l => l.Change == LineChange.Unchanged),
            LinesCorrected = lines.Count(l => l.Change == LineChange.Corrected),
            LinesAdded = lines.Count(l => l.Change == LineChange.Added),
            LinesWithdrawn = lines.Count(l => l.Change == LineChange.Withdrawn),
            LinesNotRestated = lines.Count(l => l.Change == LineChange.NotRestated),
            Fields = [.. lines.SelectMany(l => l.Fields).CountBy(f => f.Field, StringComparer.Ordinal).Select(f => new CorrectedField(f.Key, f.Value)).OrderByDescending(f => f.Count).ThenBy(f => f.Field, StringComparer.Ordinal)],
            Days = days.Length == 0 ? null : new DaysToAmendment(days[0], days[(days.Length - 1) / 2], days[^1]),
        };
    }
}
