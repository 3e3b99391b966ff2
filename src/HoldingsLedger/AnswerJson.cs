using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using HoldingsLedger.Amendments;
using HoldingsLedger.Filings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using HoldingsLedger.Identities;
using HoldingsLedger.Replay;
using HoldingsLedger.Review;

namespace HoldingsLedger;

/// <summary>The JSON of answers, the same from verbs and over HTTP: camelCase, absent values as <c>null</c>, kinds in kebab-case.</summary>
internal static class AnswerJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    public static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    /// <summary>Makes other options (an HTTP server's) write as these do.</summary>
    public static void AddTo(JsonSerializerOptions options)
    {
        var published = ReadingJson.PublishedOptions;
        options.PropertyNamingPolicy = published.PropertyNamingPolicy;
        options.DefaultIgnoreCondition = published.DefaultIgnoreCondition;
        // Names and footnotes stay readable; nobody embeds this in HTML unescaped.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        foreach (var converter in published.Converters) options.Converters.Add(converter);
        options.Converters.Add(new JsonStringEnumConverter<KnownAtBasis>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<LinkState>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<AmendmentScope>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<DocumentStatus>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.TypeInfoResolverChain.Insert(0, published.TypeInfoResolver!);
        options.TypeInfoResolverChain.Insert(1, AnswersJson.Default);
        options.TypeInfoResolverChain.Insert(2, AnswerJsonContext.Default);
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions { WriteIndented = true };
        AddTo(options);
        options.MakeReadOnly();
        return options;
    }
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(IngestReport))]
[JsonSerializable(typeof(RebuildReport))]
[JsonSerializable(typeof(FilingAnswer))]
[JsonSerializable(typeof(ReviewList))]
[JsonSerializable(typeof(ReviewItem))]
[JsonSerializable(typeof(IdentityItem))]
[JsonSerializable(typeof(Web.ReviewDecision))]
[JsonSerializable(typeof(AuditAnswer))]
[JsonSerializable(typeof(AuditSummary))]
[JsonSerializable(typeof(ReplayReport))]
[JsonSerializable(typeof(IReadOnlyList<ReplayedTie>))]
[JsonSerializable(typeof(Web.ReplayRequest))]
[JsonSerializable(typeof(DocumentAnswer))]
[JsonSerializable(typeof(Embedded.PrivatePostgresStatus))]
[JsonSerializable(typeof(DeadLettersAnswer))]
internal sealed partial class AnswerJsonContext : JsonSerializerContext;
