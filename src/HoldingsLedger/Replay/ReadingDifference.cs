using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HoldingsLedger.Amendments;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Replay;

/// <summary>
/// Compares two readings of one document by everything they say, down to the digits: fields by their path in the published JSON
/// ("shares", "footnotes.pricePerShare[0]", "reportingOwners[1].name"). What one leaves out and the other has is a difference from nothing.
/// </summary>
internal static class ReadingDifference
{
    /// <summary>Differences of two lines, their numbers ("I.2") and sources among them.</summary>
    public static IReadOnlyList<FieldChange> Between(ReportedLine was, ReportedLine @is) => Between(was, @is, TypeOf<ReportedLine>());

    /// <summary>Differences of all but the lines: header, owners, footnotes, remarks, signatures.</summary>
    public static IReadOnlyList<FieldChange> BetweenForms(OwnershipFiling? was, OwnershipFiling? @is) =>
        Between(was is null ? null : was with { Lines = [] }, @is is null ? null : @is with { Lines = [] }, TypeOf<OwnershipFiling>());

    private static List<FieldChange> Between<T>(T? was, T? @is, JsonTypeInfo<T> type)
        where T : class
    {
        var (before, after) = (ValuesOf(was, type), ValuesOf(@is, type));
        var changes = new List<FieldChange>();
        foreach (var (path, value) in before)
        {
            var now = after.GetValueOrDefault(path);
            if (!value.SameAsFiled(now)) changes.Add(new FieldChange(path, value, now));
        }

        changes.AddRange(after.Where(v => !before.ContainsKey(v.Key)).Select(v => new FieldChange(v.Key, default, v.Value)));
        return changes;
    }

    private static OrderedDictionary<string, FiledScalar> ValuesOf<T>(T? said, JsonTypeInfo<T> type)
        where T : class
    {
        var values = new OrderedDictionary<string, FiledScalar>(StringComparer.Ordinal);
        if (said is not null) Collect(JsonSerializer.SerializeToElement(said, type), "", values);
        return values;
    }

    private static void Collect(JsonElement element, string path, OrderedDictionary<string, FiledScalar> values)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject()) Collect(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}", values);
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray()) Collect(item, $"{path}[{index++.ToString(CultureInfo.InvariantCulture)}]", values);
                break;
            case JsonValueKind.String:
                values[path] = FiledScalar.Of(element.GetString());
                break;
            case JsonValueKind.Number:
                values[path] = FiledScalar.Of(element.GetDecimal());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                values[path] = FiledScalar.Of(element.GetBoolean());
                break;
        }
    }

    private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)ReadingJson.StoreOptions.GetTypeInfo(typeof(T));
}
