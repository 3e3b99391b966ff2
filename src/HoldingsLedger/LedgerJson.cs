using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using HoldingsLedger.Amendments;
using HoldingsLedger.Filings;
using HoldingsLedger.Findings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using HoldingsLedger.Identities;
using HoldingsLedger.Replay;
using HoldingsLedger.Review;

namespace HoldingsLedger;

/// <summary>The JSON of events and read models as stored: camelCase, absent values left out, decimals with the digits as filed.</summary>
internal static class LedgerJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>The type's metadata, for (de)serialising without a look-up by reflection.</summary>
    public static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    /// <summary>Makes other options (Marten's) write and read as these do.</summary>
    public static void AddTo(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Converters.Add(new JsonStringEnumConverter<KnownAtBasis>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<RegistrationStatus>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<LinkState>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter<AmendmentScope>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.TypeInfoResolverChain.Insert(0, LedgerJsonContext.Default);
        ReadingJson.AddTo(options);
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions();
        AddTo(options);
        options.MakeReadOnly();
        return options;
    }
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(FilingReceived))]
[JsonSerializable(typeof(FilingRead))]
[JsonSerializable(typeof(FilingRejected))]
[JsonSerializable(typeof(TransactionReported))]
[JsonSerializable(typeof(HoldingReported))]
[JsonSerializable(typeof(AmendmentLinked))]
[JsonSerializable(typeof(AmendmentUnlinked))]
[JsonSerializable(typeof(FilingReread))]
[JsonSerializable(typeof(LineReinterpreted))]
[JsonSerializable(typeof(LineRecovered))]
[JsonSerializable(typeof(LineDecided))]
[JsonSerializable(typeof(LineDecisionTakenBack))]
[JsonSerializable(typeof(IdentityTied))]
[JsonSerializable(typeof(IdentityUntied))]
[JsonSerializable(typeof(TiedIdentity))]
[JsonSerializable(typeof(LinkDecided))]
[JsonSerializable(typeof(LinkDecisionTakenBack))]
[JsonSerializable(typeof(LineSuperseded))]
[JsonSerializable(typeof(LineWithdrawn))]
[JsonSerializable(typeof(LineReinstated))]
[JsonSerializable(typeof(LineRestatedForOthers))]
[JsonSerializable(typeof(InsiderHoldings))]
[JsonSerializable(typeof(RegisteredFiling))]
[JsonSerializable(typeof(TrialSheet))]
[JsonSerializable(typeof(ReplayFilter))]
internal sealed partial class LedgerJsonContext : JsonSerializerContext;
