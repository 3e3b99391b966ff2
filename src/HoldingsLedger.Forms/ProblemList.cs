using System.Globalization;

namespace HoldingsLedger.Forms;

/// <summary>Collects what a reader has to say, within <see cref="ReadingLimits.Problems"/>, and never drops the rest without a word.</summary>
internal sealed class ProblemList
{
    private const int QuotedLength = 200;

    private readonly List<ReadingProblem> problems = [];
    private int beyond;

    public void Add(ProblemKind kind, string? line, string? field, string? raw, string message)
    {
        if (problems.Count >= ReadingLimits.Problems)
        {
            beyond++;
            return;
        }

        problems.Add(new ReadingProblem(kind, line, field, raw is null ? null : Quote(raw), message));
    }

    /// <summary>About the document as a whole.</summary>
    public void Add(ProblemKind kind, string message) => Add(kind, null, null, null, message);

    /// <summary>Why no filing comes of the document: stands first, whatever else was said before.</summary>
    public void Refuse(ProblemKind kind, string message) => problems.Insert(0, new ReadingProblem(kind, null, null, null, message));

    /// <summary>Whether something was said about a field of the form's header already.</summary>
    public bool Has(string field) => problems.Exists(problem => problem.Line is null && string.Equals(problem.Field, field, StringComparison.Ordinal));

    public IReadOnlyList<ReadingProblem> ToList() => beyond == 0
        ? problems.Count == 0 ? [] : problems
        : [.. problems, new ReadingProblem(ProblemKind.LimitExceeded, null, null, null, string.Create(
            CultureInfo.InvariantCulture,
            $"The limit of {ReadingLimits.Problems} listed problems was reached; {beyond} more are not listed."))];

    /// <summary>Cut to a length that fits a message: what stood in a document may be megabytes long.</summary>
    public static string Quote(string raw) => raw.Length <= QuotedLength
        ? raw
        : string.Concat(raw.AsSpan(0, char.IsHighSurrogate(raw[QuotedLength - 1]) ? QuotedLength - 1 : QuotedLength), "…");
}

/// <summary>A limit of <see cref="ReadingLimits"/> was reached; the message names it. Ends the reading of the document.</summary>
internal sealed class LimitReachedException(string message) : Exception(message);
