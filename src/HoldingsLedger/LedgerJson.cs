using System.Text.Json.Serialization;
using HoldingsLedger.Filings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger;

/// <summary>The JSON of events and read models as stored: camelCase, absent values left out, decimals with the digits as filed.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(OwnershipFiling))]
[JsonSerializable(typeof(IReadOnlyList<ReadingProblem>))]
[JsonSerializable(typeof(FilingReceived))]
[JsonSerializable(typeof(FilingRead))]
[JsonSerializable(typeof(FilingRejected))]
[JsonSerializable(typeof(TransactionReported))]
[JsonSerializable(typeof(HoldingReported))]
[JsonSerializable(typeof(InsiderHoldings))]
[JsonSerializable(typeof(RegisteredFiling))]
internal sealed partial class LedgerJson : JsonSerializerContext;
