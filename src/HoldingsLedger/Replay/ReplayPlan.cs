using HoldingsLedger.Amendments;
using HoldingsLedger.Filings;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Replay;

/// <summary>What this ledger has recorded of a document: its latest reading.</summary>
public sealed record RecordedReading
{
    /// <summary>Lower-case hexadecimal SHA-256 of the stored bytes.</summary>
    public required string Sha256 { get; init; }

    public required DocumentKind Kind { get; init; }

    /// <summary>The filing's accession number, or <c>sha256-…</c>; for a document that was rejected too.</summary>
    public required string Filing { get; init; }

    public required ParserVersion Parser { get; init; }

    /// <summary>As <see cref="FilingRead.ReadingDigest"/>; <c>null</c> for a rejected document.</summary>
    public string? Digest { get; init; }

    /// <summary>All but the lines; <c>null</c> where no filing could be read.</summary>
    public OwnershipFiling? Form { get; init; }

    /// <summary>As the reader last read them, whatever amendments or people did to them since.</summary>
    public IReadOnlyList<ReportedLine> Lines { get; init; } = [];

    public IReadOnlyList<ReadingProblem> Problems { get; init; } = [];

    /// <summary>Fields that a person settled: they hold whatever a reader says.</summary>
    public IReadOnlyList<DecidedField> Decided { get; init; } = [];
}

/// <summary>A person's word on a field of a line ("I.1", "shares").</summary>
public sealed record DecidedField(string Line, string Field, FiledScalar Value);

/// <summary>What a new reading does to a line.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(Holdings.KebabCase<ReplayChange>))]
public enum ReplayChange
{
    /// <summary>The same row, read otherwise.</summary>
    Corrected,

    /// <summary>A row that the old reading missed.</summary>
    Recovered,

    /// <summary>No row at all: it never was.</summary>
    Withdrawn,
}

/// <summary>One line of the report: its number before and now, and the fields read otherwise.</summary>
public sealed record ReplayedLine(string Filing, ReplayChange Change, string? Was, string? Is, IReadOnlyList<FieldChange> Fields)
{
    /// <summary>The line as now read; <c>null</c> where it is withdrawn.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public ReportedLine? Line { get; init; }
}

/// <summary>A field that a person settled, and whether the reader now says the same.</summary>
public sealed record ReplayedDecision(string Filing, string Line, string Field, FiledScalar Decided, FiledScalar Read, bool Agrees);

/// <summary>What became of a document under today's reader.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(Holdings.KebabCase<ReplayOutcome>))]
public enum ReplayOutcome
{
    /// <summary>The new reading says what the old one said.</summary>
    Unchanged,

    Changed,

    /// <summary>It was rejected and can be read now: it goes in as if it had just arrived.</summary>
    Accepted,

    /// <summary>It was read once and today's reader cannot: what was recorded stays, and a person should look.</summary>
    NoLongerReadable,

    /// <summary>Today's reader says it is another filing: what was recorded stays, and a person should look.</summary>
    OtherFiling,
}

/// <summary>One document read again: pure data, nothing of it recorded yet.</summary>
public sealed record ReplayedDocument
{
    public required string Sha256 { get; init; }

    public required string Filing { get; init; }

    public required ReplayOutcome Outcome { get; init; }

    public required ParserVersion From { get; init; }

    public required ParserVersion To { get; init; }

    /// <summary>In the order of the new reading, then what is withdrawn.</summary>
    public IReadOnlyList<ReplayedLine> Lines { get; init; } = [];

    /// <summary>What is read otherwise outside the lines: header, owners, footnotes, remarks, signatures.</summary>
    public IReadOnlyList<FieldChange> Form { get; init; } = [];

    public IReadOnlyList<ReadingProblem> ProblemsGone { get; init; } = [];

    public IReadOnlyList<ReadingProblem> ProblemsNew { get; init; } = [];

    public IReadOnlyList<ReplayedDecision> Decisions { get; init; } = [];

    /// <summary>What to record; <c>null</c> where nothing is.</summary>
    public Reading? Reading { get; init; }
}

/// <summary>Which documents a replay reads. What is <c>null</c> narrows nothing.</summary>
public sealed record ReplayFilter(DocumentKind? Only = null, string? Person = null, string? Issuer = null, DateTimeOffset? Since = null)
{
    /// <param name="kind">What the document is.</param>
    /// <param name="people">Its owners by CIK or provisional key; none for a rejected document.</param>
    /// <param name="issuer">CIK or provisional key, if any.</param>
    /// <param name="knownAt">From when on the public could know it; for a rejected document its receipt.</param>
    public bool Takes(DocumentKind kind, IEnumerable<string> people, string? issuer, DateTimeOffset knownAt) =>
        (Only is null || Only == kind)
        && (Person is null || people.Contains(Person, StringComparer.Ordinal))
        && (Issuer is null || string.Equals(Issuer, issuer, StringComparison.Ordinal))
        && (Since is null || knownAt >= Since);
}

/// <summary>Holds a new reading of a stored document against the recorded one. Decides nothing that a person decided, and records nothing.</summary>
public static class ReplayPlan
{
    public static ReplayedDocument Of(RecordedReading recorded, Reading reading)
    {
        var document = new ReplayedDocument
        {
            Sha256 = recorded.Sha256,
            Filing = recorded.Filing,
            Outcome = ReplayOutcome.Unchanged,
            From = recorded.Parser,
            To = reading.Document.Parser,
        };
        if (recorded.Digest is { } digest && string.Equals(digest, RecordFilingDecision.DigestOf(reading), StringComparison.Ordinal)) return document with { Decisions = Decisions(recorded, []) };

        document = document with { ProblemsGone = Without(recorded.Problems, reading.Problems), ProblemsNew = Without(reading.Problems, recorded.Problems) };
        switch (recorded.Form, reading.Filing)
        {
            case (null, null):
                return document with { Outcome = document.ProblemsGone.Count + document.ProblemsNew.Count > 0 ? ReplayOutcome.Changed : ReplayOutcome.Unchanged, Reading = document.ProblemsGone.Count + document.ProblemsNew.Count > 0 ? reading : null };
            case (null, { } found):
                var name = RecordFilingDecision.FilingOf(reading);
                return document with { Outcome = ReplayOutcome.Accepted, Filing = name, Reading = reading, Lines = [.. found.Lines.Select(l => Recovered(name, l))] };
            case (_, null):
                return document with { Outcome = ReplayOutcome.NoLongerReadable };
        }

        var filing = reading.Filing!;
        if (!string.Equals(RecordFilingDecision.FilingOf(reading), recorded.Filing, StringComparison.Ordinal)) return document with { Outcome = ReplayOutcome.OtherFiling, Form = ReadingDifference.BetweenForms(recorded.Form, filing) };
        var lines = LinesOf(recorded, filing.Lines);
        document = document with { Lines = lines, Form = ReadingDifference.BetweenForms(recorded.Form, filing), Decisions = Decisions(recorded, lines) };
        return document.Lines.Count + document.Form.Count + document.ProblemsGone.Count + document.ProblemsNew.Count == 0
            ? document
            : document with { Outcome = ReplayOutcome.Changed, Reading = reading };
    }

    private static List<ReplayedLine> LinesOf(RecordedReading recorded, IReadOnlyList<ReportedLine> now)
    {
        var was = new Dictionary<ReportedLine, ReportedLine>(ReferenceEqualityComparer.Instance);
        var (oldRest, newRest) = PairBySource(recorded.Lines, now, was);
        var aligned = LineAlignment.Align(oldRest, newRest);
        foreach (var pair in aligned.Pairs) was.Add(pair.After, pair.Before);

        var lines = new List<ReplayedLine>();
        foreach (var line in now)
        {
            if (!was.TryGetValue(line, out var before)) lines.Add(Recovered(recorded.Filing, line));
            else if (ReadingDifference.Between(before, line) is { Count: > 0 } fields) lines.Add(new ReplayedLine(recorded.Filing, ReplayChange.Corrected, before.Line, line.Line, fields) { Line = line });
        }

        lines.AddRange(aligned.OnlyBefore.Select(l => new ReplayedLine(recorded.Filing, ReplayChange.Withdrawn, l.Line, null, [])));
        return lines;
    }

    /// <summary>Two readings of one element, or of one line of text, are of one row, however differently they read it.</summary>
    private static (List<ReportedLine> Old, List<ReportedLine> New) PairBySource(IReadOnlyList<ReportedLine> old, IReadOnlyList<ReportedLine> now, Dictionary<ReportedLine, ReportedLine> was)
    {
        var bySource = new Dictionary<(string?, int?), ReportedLine>();
        var (oldRest, newRest) = (new List<ReportedLine>(), new List<ReportedLine>());
        foreach (var line in old)
        {
            if (SourceOf(line) is not { } source || !bySource.TryAdd(source, line)) oldRest.Add(line);
        }

        foreach (var line in now)
        {
            if (SourceOf(line) is { } source && bySource.Remove(source, out var before)) was.Add(line, before);
            else newRest.Add(line);
        }

        oldRest.AddRange(bySource.Values);
        return ([.. old.Where(oldRest.ToHashSet(ReferenceEqualityComparer.Instance).Contains)], newRest);
    }

    private static (string?, int?)? SourceOf(ReportedLine line) =>
        line.Source is { Xpath: null, TextLine: null } ? null : (line.Source.Xpath, line.Source.TextLine);

    private static ReplayedLine Recovered(string filing, ReportedLine line) => new(filing, ReplayChange.Recovered, null, line.Line, []) { Line = line };

    private static ReplayedDecision[] Decisions(RecordedReading recorded, List<ReplayedLine> lines) =>
    [
        .. recorded.Decided.Select(decided =>
        {
            var now = lines.Find(l => string.Equals(l.Was, decided.Line, StringComparison.Ordinal)) is { } changed
                ? changed.Line
                : recorded.Lines.FirstOrDefault(l => string.Equals(l.Line, decided.Line, StringComparison.Ordinal));
            var read = now is null ? default : LineDifference.FieldsOf(now).FirstOrDefault(f => string.Equals(f.Field, decided.Field, StringComparison.Ordinal)).Value;
            return new ReplayedDecision(recorded.Filing, decided.Line, decided.Field, decided.Value, read, read == decided.Value);
        }),
    ];

    private static List<ReadingProblem> Without(IEnumerable<ReadingProblem> problems, IEnumerable<ReadingProblem> others)
    {
        var rest = problems.ToList();
        foreach (var other in others) rest.Remove(other);
        return rest;
    }
}
