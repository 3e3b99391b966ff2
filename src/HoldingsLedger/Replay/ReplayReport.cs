using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HoldingsLedger.Amendments;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Replay;

/// <summary>How many documents today's reader took over from which version; <see cref="From"/> is <c>null</c> where another reader, or none, had read them.</summary>
public sealed record ReplayedParser(string Name, int? From, int To, int Documents);

/// <summary>A filing read otherwise outside its lines.</summary>
public sealed record ReplayedForm(string Filing, IReadOnlyList<FieldChange> Fields);

/// <summary>A document with an outcome that a person should see.</summary>
public sealed record ReplayedExtra(string Sha256, string Filing, ReplayOutcome Outcome, string? Message);

/// <summary>How many problems the new readings no longer have, and have beyond the old.</summary>
public sealed record ReplayedProblems(int Gone, int New);

/// <summary>The report of a replay, dry or applied: as the <c>replay</c> verb and its HTTP twin answer it.</summary>
public sealed record ReplayReport
{
    /// <summary>Names what the report shows: two replays that find the same changes have the same name, so that a stale one is known by it.</summary>
    public required string Replay { get; init; }

    public required bool Applied { get; init; }

    public required int Documents { get; init; }

    public required int Unchanged { get; init; }

    public required IReadOnlyList<ReplayedParser> Parsers { get; init; }

    public required IReadOnlyList<ReplayedLine> Lines { get; init; }

    /// <summary>Spans of days of accounts that are answered otherwise, as in an audit.</summary>
    public required IReadOnlyList<PositionEffect> Positions { get; init; }

    /// <summary>Amendments that are tied otherwise, or to other lines, by today's rules or the new readings.</summary>
    public required IReadOnlyList<ReplayedTie> Amendments { get; init; }

    public required ReplayedProblems Problems { get; init; }

    public required IReadOnlyList<ReplayedForm> Forms { get; init; }

    /// <summary>Rejections that can be read now, and readings that are not taken over.</summary>
    public required IReadOnlyList<ReplayedExtra> Others { get; init; }

    /// <summary>Fields that people settled, and whether the readers agree by now.</summary>
    public required IReadOnlyList<ReplayedDecision> Decisions { get; init; }

    /// <param name="documents">Every document read; taken one by one, only the changed ones are kept.</param>
    /// <param name="positions">The difference between the answers before and after, worked out beside.</param>
    /// <param name="amendments">What amendments do otherwise, worked out beside.</param>
    /// <param name="applied">Whether the changes are recorded.</param>
    public static ReplayReport Of(IEnumerable<ReplayedDocument> documents, IReadOnlyList<PositionEffect> positions, IReadOnlyList<ReplayedTie> amendments, bool applied)
    {
        var (count, unchanged, gone, found) = (0, 0, 0, 0);
        var parsers = new SortedDictionary<(string Name, int? From, int To), int>(Comparer<(string Name, int? From, int To)>.Create(InOrder));
        var kept = new List<ReplayedDocument>();
        var decisions = new List<ReplayedDecision>();
        foreach (var document in documents)
        {
            count++;
            gone += document.ProblemsGone.Count;
            found += document.ProblemsNew.Count;
            var parser = (document.To.Name, string.Equals(document.From.Name, document.To.Name, StringComparison.Ordinal) ? document.From.Version : (int?)null, document.To.Version);
            parsers[parser] = parsers.GetValueOrDefault(parser) + 1;
            decisions.AddRange(document.Decisions);
            if (document.Outcome == ReplayOutcome.Unchanged) unchanged++;
            else kept.Add(document);
        }

        // Documents are read in parallel and come in any order; the report does not show it.
        kept.Sort((one, other) => string.CompareOrdinal(one.Filing, other.Filing) is var byName and not 0 ? byName : string.CompareOrdinal(one.Sha256, other.Sha256));
        return new ReplayReport
        {
            Replay = NameOf(kept, amendments),
            Applied = applied,
            Documents = count,
            Unchanged = unchanged,
            Parsers = [.. parsers.Select(p => new ReplayedParser(p.Key.Name, p.Key.From, p.Key.To, p.Value))],
            Lines = [.. kept.SelectMany(d => d.Lines)],
            Positions = positions,
            Amendments = amendments,
            Problems = new ReplayedProblems(gone, found),
            Forms = [.. kept.Where(d => d.Form.Count > 0).Select(d => new ReplayedForm(d.Filing, d.Form))],
            Others = [.. kept.Where(d => d.Outcome != ReplayOutcome.Changed).Select(d => new ReplayedExtra(d.Sha256, d.Filing, d.Outcome, d.ProblemsNew.Count > 0 ? d.ProblemsNew[0].Message : null))],
            Decisions = [.. decisions.OrderBy(d => d.Filing, StringComparer.Ordinal).ThenBy(d => d.Line, StringComparer.Ordinal).ThenBy(d => d.Field, StringComparer.Ordinal)],
        };
    }

    /// <summary>16 hexadecimal digits of the SHA-256 of what would be recorded.</summary>
    private static string NameOf(List<ReplayedDocument> changed, IReadOnlyList<ReplayedTie> amendments)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var document in changed)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{document.Sha256} {document.Outcome} {document.From} {document.To}\n"));
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(document.Reading, Types));
        }

        hash.AppendData(amendments.Count == 0 ? [] : JsonSerializer.SerializeToUtf8Bytes(amendments, AnswerJson.TypeOf<IReadOnlyList<ReplayedTie>>()));

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static System.Text.Json.Serialization.Metadata.JsonTypeInfo<Reading?> Types => (System.Text.Json.Serialization.Metadata.JsonTypeInfo<Reading?>)ReadingJson.StoreOptions.GetTypeInfo(typeof(Reading))!;

    private static int InOrder((string Name, int? From, int To) one, (string Name, int? From, int To) other) =>
        string.CompareOrdinal(one.Name, other.Name) is var byName and not 0 ? byName
        : Nullable.Compare(one.From, other.From) is var byFrom and not 0 ? byFrom
        : one.To.CompareTo(other.To);
}
