using System.Text.Json;
using System.Text.Json.Nodes;
using HoldingsLedger.Amendments;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Review;

/// <summary>A line with people's words on it: what they decided stands, beside it what the reader reads.</summary>
internal static class DecidedLine
{
    /// <summary>The fields of a line that a person can settle, by their names in JSON.</summary>
    public static IReadOnlyList<string> Fields { get; } = [.. LineDifference.FieldsOf(new ReportedLine { Line = "", Table = FormTable.I, Kind = LineKind.Holding, Source = new LineSource() }).Select(f => f.Field).Where(f => f is not "kind")];

    /// <summary>The line after another word; a later word on the same field replaces the earlier.</summary>
    public static HeldLine With(HeldLine line, LineDecision decision) => Decide(
        line, line.AsRead ?? line.Line, [.. (line.Decisions ?? []).Where(d => !string.Equals(d.Field, decision.Field, StringComparison.Ordinal)), decision]);

    /// <summary>The line as it reads, without what people said of it.</summary>
    public static HeldLine Without(HeldLine line) => line with { Line = line.AsRead ?? line.Line, AsRead = null, Decisions = null };

    /// <summary>The line after a new reading: people's words hold.</summary>
    public static HeldLine ReadAgain(HeldLine line, ReportedLine now) => line.Decisions is { } decisions ? Decide(line, now, decisions) : line with { Line = now };

    /// <summary>The line with a field set to a value; <c>null</c> if the value is none for that field.</summary>
    public static ReportedLine? Set(ReportedLine line, string field, FiledScalar value)
    {
        var json = JsonSerializer.SerializeToNode(line, LedgerJson.TypeOf<ReportedLine>())!.AsObject();
        json[field] = JsonSerializer.SerializeToNode(value, LedgerJson.TypeOf<FiledScalar>());
        try
        {
            return json.Deserialize(LedgerJson.TypeOf<ReportedLine>());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static HeldLine Decide(HeldLine line, ReportedLine read, IReadOnlyList<LineDecision> decisions)
    {
        var decided = read;
        foreach (var decision in decisions)
        {
            if (decision.Field is { } field) decided = Certain(Set(decided, field, decision.Value) ?? decided, field);
            else decided = decided with { Confidence = 1, FieldConfidence = null };
        }

        return line with { Line = decided, AsRead = LineDifference.None(decided, read) && decided.Confidence == read.Confidence ? null : read, Decisions = decisions };
    }

    /// <summary>What a person says of a field is certain; the line is as sure as the least of the others.</summary>
    private static ReportedLine Certain(ReportedLine line, string field)
    {
        if (line.FieldConfidence is not { } confidence) return line;
        var rest = confidence.Where(c => !string.Equals(c.Key, field, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
        return line with { FieldConfidence = rest.Count == 0 ? null : rest, Confidence = rest.Count == 0 ? 1 : rest.Values.Min() };
    }
}
