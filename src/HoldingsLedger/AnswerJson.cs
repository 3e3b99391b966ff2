using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using HoldingsLedger.Filings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger;

/// <summary>The JSON of answers, the same from verbs and over HTTP: camelCase, absent values as <c>null</c>, kinds in kebab-case.</summary>
internal static class AnswerJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    public static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(ReadingJson.PublishedOptions)
        {
            // Names and footnotes stay readable; nobody embeds this in HTML unescaped.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new JsonStringEnumConverter<KnownAtBasis>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<LinkState>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<AmendmentScope>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.TypeInfoResolverChain.Add(AnswerJsonContext.Default);
        options.MakeReadOnly();
        return options;
    }
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(IngestReport))]
[JsonSerializable(typeof(RebuildReport))]
[JsonSerializable(typeof(FilingAnswer))]
internal sealed partial class AnswerJsonContext : JsonSerializerContext;
