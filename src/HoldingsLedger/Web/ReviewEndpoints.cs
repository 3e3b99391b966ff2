using System.Text.Json;
using HoldingsLedger.Identities;
using HoldingsLedger.Review;
using HoldingsLedger.Verbs;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace HoldingsLedger.Web;

/// <summary>
/// A person's word, with who and why. On an amendment <see cref="Original"/> or <see cref="None"/>; on a line <see cref="Confirm"/> or <see cref="Set"/>
/// (field names and values as in JSON); on a name on paper <see cref="Cik"/>; on each <see cref="TakeBack"/>.
/// </summary>
public sealed record ReviewDecision(
    string? Who = null, string? Why = null, string? Original = null, bool None = false, bool Confirm = false, IReadOnlyDictionary<string, JsonElement>? Set = null, string? Cik = null, bool TakeBack = false);

/// <summary>
/// <c>/review</c>: the answers of <c>review list|show|decide</c>, and the pictures. A line is <c>/review/ACCESSION/I.1</c>, or with its slash
/// escaped <c>/review/ACCESSION%2FI.1</c>.
/// </summary>
public static class ReviewEndpoints
{
    [WolverineGet("/review")]
    [Tags("Review")]
    [EndpointSummary("What waits for a person")]
    [EndpointDescription("Amendments that could mean several filings, lines a reader is not sure of, names on paper that stand for nobody with a CIK, and documents that were not read, or not wholly.")]
    public static Task<ReviewList> GetList(LedgerDatabase ledger, CancellationToken cancellation) => ReviewQuery.WaitingAsync(ledger, cancellation);

    [WolverineGet("/review/{id}")]
    [Tags("Review")]
    [EndpointSummary("One item: an amendment, a line, or a name on paper")]
    [ProducesResponseType(typeof(ReviewItem), 200)]
    [ProducesResponseType(typeof(ProblemDetails), 400, "application/problem+json")]
    [ProducesResponseType(typeof(ProblemDetails), 404, "application/problem+json")]
    public static Task<IResult> Get(string id, LedgerDatabase ledger, CancellationToken cancellation) => ShowAsync(Plain(id), ledger, cancellation);

    [WolverineGet("/review/{id}/picture")]
    [Tags("Review")]
    [EndpointSummary("The piece of the page that a line was read from")]
    [ProducesResponseType(typeof(byte[]), 200, "image/png")]
    [ProducesResponseType(typeof(ProblemDetails), 400, "application/problem+json")]
    [ProducesResponseType(typeof(ProblemDetails), 404, "application/problem+json")]
    public static Task<IResult> GetPicture(string id, LedgerDatabase ledger, CancellationToken cancellation) => PictureAsync(Plain(id), ledger, cancellation);

    [WolverinePost("/review/{id}")]
    [Tags("Review")]
    [EndpointSummary("Say what an amendment amends, what a line says, or who a name on paper is")]
    [EndpointDescription("Recorded with who and why; it can be taken back, and holds against any later reading until then.")]
    [ProducesResponseType(typeof(ReviewItem), 200)]
    [ProducesResponseType(typeof(ProblemDetails), 400, "application/problem+json")]
    [ProducesResponseType(typeof(ProblemDetails), 404, "application/problem+json")]
    public static Task<IResult> Post(string id, ReviewDecision decision, LedgerDatabase ledger, CancellationToken cancellation) => DecideAsync(Plain(id), decision, ledger, cancellation);

    [WolverineGet("/review/{filing}/{line}")]
    [Tags("Review")]
    [EndpointSummary("One line, what is doubtful in it, and what people said of it")]
    [ProducesResponseType(typeof(ReviewItem), 200)]
    [ProducesResponseType(typeof(ProblemDetails), 400, "application/problem+json")]
    [ProducesResponseType(typeof(ProblemDetails), 404, "application/problem+json")]
    public static Task<IResult> GetLine(string filing, string line, LedgerDatabase ledger, CancellationToken cancellation) => ShowAsync($"{filing}/{line}", ledger, cancellation);

    [WolverineGet("/review/{filing}/{line}/picture")]
    [Tags("Review")]
    [EndpointSummary("The piece of the page that a line was read from")]
    [ProducesResponseType(typeof(byte[]), 200, "image/png")]
    [ProducesResponseType(typeof(ProblemDetails), 400, "application/problem+json")]
    [ProducesResponseType(typeof(ProblemDetails), 404, "application/problem+json")]
    public static Task<IResult> GetLinePicture(string filing, string line, LedgerDatabase ledger, CancellationToken cancellation) => PictureAsync($"{filing}/{line}", ledger, cancellation);

    [WolverinePost("/review/{filing}/{line}")]
    [Tags("Review")]
    [EndpointSummary("Confirm a line, or say what its fields are")]
    [ProducesResponseType(typeof(ReviewItem), 200)]
    [ProducesResponseType(typeof(ProblemDetails), 400, "application/problem+json")]
    [ProducesResponseType(typeof(ProblemDetails), 404, "application/problem+json")]
    public static Task<IResult> PostLine(string filing, string line, ReviewDecision decision, LedgerDatabase ledger, CancellationToken cancellation) => DecideAsync($"{filing}/{line}", decision, ledger, cancellation);

    /// <summary>An escaped slash does not become one on the way here.</summary>
    private static string Plain(string id) => id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase).Replace("%3A", ":", StringComparison.OrdinalIgnoreCase);

    private static async Task<IResult> ShowAsync(string id, LedgerDatabase ledger, CancellationToken cancellation) => ProvisionalIdentity.IsProvisional(id)
        ? Results.Json(await DecideIdentity.ShowAsync(ledger, id, cancellation), AnswerJson.TypeOf<IdentityItem>())
        : Results.Json(await ReviewQuery.ShowAsync(ledger, ReviewTarget.Parse(id), cancellation), AnswerJson.TypeOf<ReviewItem>());

    private static async Task<IResult> PictureAsync(string id, LedgerDatabase ledger, CancellationToken cancellation) =>
        Results.Bytes(await ReviewQuery.PictureAsync(ledger, ReviewTarget.Parse(id), cancellation), "image/png");

    private static async Task<IResult> DecideAsync(string id, ReviewDecision decision, LedgerDatabase ledger, CancellationToken cancellation)
    {
        var (who, why) = (decision.Who?.Trim() ?? "", decision.Why?.Trim() ?? "");
        if (who.Length == 0 || why.Length == 0) throw new WrongQuestionException("A decision needs who and why in words.");
        if (ProvisionalIdentity.IsProvisional(id))
        {
            if (decision.Cik is null != decision.TakeBack) throw new WrongQuestionException("On a name, give a cik, or takeBack.");
            var item = decision.TakeBack
                ? await DecideIdentity.UntieAsync(ledger, id, who, why, cancellation)
                : await DecideIdentity.TieAsync(ledger, id, Forms.Cik.TryParse(decision.Cik!, out var cik) ? cik.Value : throw new WrongQuestionException($"\"{decision.Cik}\" is no CIK: one to ten digits are expected."), who, why, cancellation);
            return Results.Json(item, AnswerJson.TypeOf<IdentityItem>());
        }

        var target = ReviewTarget.Parse(id);
        return Results.Json(await (target.Line is null ? LinkAsync(target, decision, who, why, ledger, cancellation) : LineAsync(target, decision, who, why, ledger, cancellation)), AnswerJson.TypeOf<ReviewItem>());
    }

    private static Task<ReviewItem> LinkAsync(ReviewTarget target, ReviewDecision decision, string who, string why, LedgerDatabase ledger, CancellationToken cancellation)
    {
        if ((decision.Original is null ? 0 : 1) + (decision.None ? 1 : 0) + (decision.TakeBack ? 1 : 0) != 1) throw new WrongQuestionException("On an amendment, give one of original, none, takeBack.");
        return decision.TakeBack
            ? DecideReview.TakeBackLinkAsync(ledger, target, who, why, cancellation)
            : DecideReview.LinkAsync(ledger, target, decision.Original is { } original ? FilingVerb.ParseName(original) : null, who, why, cancellation);
    }

    private static Task<ReviewItem> LineAsync(ReviewTarget target, ReviewDecision decision, string who, string why, LedgerDatabase ledger, CancellationToken cancellation)
    {
        if ((decision.Confirm ? 1 : 0) + (decision.Set is { Count: > 0 } ? 1 : 0) + (decision.TakeBack ? 1 : 0) != 1) throw new WrongQuestionException("On a line, give one of confirm, set, takeBack.");
        return decision.TakeBack
            ? DecideReview.TakeBackLineAsync(ledger, target, who, why, cancellation)
            : DecideReview.LineAsync(ledger, target, [.. (decision.Set ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal)).Select(s => KeyValuePair.Create(s.Key, TextOf(s.Key, s.Value)))], who, why, cancellation);
    }

    /// <summary>A value of JSON as the verb's <c>--set</c> has it; null: the field is empty.</summary>
    private static string TextOf(string field, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => throw new WrongQuestionException($"{field} is no value: a number, a text, true, false or null is expected."),
    };
}
