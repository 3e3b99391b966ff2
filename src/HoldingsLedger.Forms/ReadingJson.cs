using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace HoldingsLedger.Forms;

/// <summary>
/// Readings as JSON, in two forms: the published one (camelCase, every field there, absent values <c>null</c>, digits as filed) and
/// the stored one (the same without nulls and empty lists). Both read back to equal readings.
/// </summary>
public static class ReadingJson
{
    /// <summary>The published form, indented: what <c>parse --json</c> prints.</summary>
    public static JsonSerializerOptions PublishedOptions { get; } = Published();

    /// <summary>The stored form on its own.</summary>
    public static JsonSerializerOptions StoreOptions { get; } = Store();

    /// <summary>Teaches other options (a document store's, an endpoint's) the types of readings in the stored form: names, enums and metadata, nothing at run time.</summary>
    public static void AddTo(JsonSerializerOptions options)
    {
        foreach (var converter in Enums()) options.Converters.Add(converter);
        options.TypeInfoResolverChain.Insert(0, Types);
    }

    /// <summary>One reading, as UTF-8.</summary>
    public static void Write(Stream stream, Reading reading) => Write(stream, writer => JsonSerializer.Serialize(writer, reading, Info));

    /// <summary>An array of readings, written one by one: as many as there are, in the memory of one.</summary>
    public static void Write(Stream stream, IEnumerable<Reading> readings) => Write(stream, writer =>
    {
        writer.WriteStartArray();
        foreach (var reading in readings)
        {
            JsonSerializer.Serialize(writer, reading, Info);
            writer.Flush();
        }

        writer.WriteEndArray();
    });

    private static IJsonTypeInfoResolver Types => field ??= ReadingJsonContext.Default.WithAddedModifier(LeaveOutWhatIsEmpty);

    private static JsonTypeInfo<Reading> Info => (JsonTypeInfo<Reading>)PublishedOptions.GetTypeInfo(typeof(Reading));

    private static void Write(Stream stream, Action<Utf8JsonWriter> write)
    {
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = PublishedOptions.Encoder });
        write(writer);
        writer.Flush();
        stream.WriteByte((byte)'\n');
    }

    private static JsonSerializerOptions Published()
    {
        var options = Common(JsonIgnoreCondition.Never);
        options.WriteIndented = true;
        options.TypeInfoResolver = ReadingJsonContext.Default.WithAddedModifier(LeaveOutWhatDoesNotApply);
        options.MakeReadOnly();
        return options;
    }

    private static JsonSerializerOptions Store()
    {
        var options = Common(JsonIgnoreCondition.WhenWritingNull);
        options.TypeInfoResolver = Types;
        options.MakeReadOnly();
        return options;
    }

    private static JsonSerializerOptions Common(JsonIgnoreCondition nulls)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = nulls,
            // For people and for files, never inside HTML: & and ' and é stay readable.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        foreach (var converter in Enums()) options.Converters.Add(converter);
        return options;
    }

    private static JsonConverter[] Enums() =>
    [
        new JsonStringEnumConverter<DocumentKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
        new JsonStringEnumConverter<ProblemKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
        new JsonStringEnumConverter<LineKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
        new JsonStringEnumConverter<FormTable>(namingPolicy: null, allowIntegerValues: false),
    ];

    /// <summary>A list that a stored reading does not mention is empty: so say the records themselves.</summary>
    private static void LeaveOutWhatIsEmpty(JsonTypeInfo type)
    {
        if (type.Type != typeof(OwnershipFiling) && type.Type != typeof(ReportedLine)) return;
        foreach (var property in type.Properties)
        {
            if (property.PropertyType == typeof(IReadOnlyDictionary<string, IReadOnlyList<string>>)) property.ShouldSerialize = (_, value) => value is IReadOnlyDictionary<string, IReadOnlyList<string>> { Count: > 0 };
            else if (typeof(IEnumerable<object>).IsAssignableFrom(property.PropertyType)) property.ShouldSerialize = (_, value) => value is IReadOnlyCollection<object> { Count: > 0 };
        }
    }

    private static void LeaveOutWhatDoesNotApply(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            // Absent is null, never "": bad filings have footnotes without a text or an id.
            if (type.Type == typeof(Footnote) && property.Get is { } get) property.Get = footnote => get(footnote) is string { Length: > 0 } text ? text : null;

            // A file that could not be read has no digest.
            if (type.Type == typeof(SourceDocument) && property.Name is "sha256" && property.Get is { } digest) property.Get = document => digest(document) is string { Length: > 0 } text ? text : null;

            var optional = type.Type == typeof(LineSource)
                || (type.Type == typeof(OwnershipFiling) && property.Name is "confidence" or "fieldConfidence")
                || (type.Type == typeof(ReportedLine) && property.Name is "fieldConfidence");
            if (optional) property.ShouldSerialize = (_, value) => value is not null;
        }
    }
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Reading))]
internal sealed partial class ReadingJsonContext : JsonSerializerContext;
