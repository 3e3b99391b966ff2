using HoldingsLedger.Amendments;
using HoldingsLedger.Filings;
using HoldingsLedger.Holdings;
using HoldingsLedger.Verbs;
using Npgsql;

namespace HoldingsLedger.Review;

/// <summary>An amendment whose original a person should name, or has named.</summary>
/// <param name="State">As the link stands now.</param>
/// <param name="Decided">The decision in force, if a person took one.</param>
public sealed record LinkReviewItem(
    string Id, string Kind, string FormType, DateTimeOffset KnownAt, AnsweredIssuer Issuer, IReadOnlyList<FilingOwner> Owners, LinkState State, string? Original, IReadOnlyList<string> Candidates, string Basis, LinkDecision? Decided);

/// <summary>What <c>review list</c> answers.</summary>
public sealed record ReviewList(IReadOnlyList<LinkReviewItem> Items);

/// <summary>Links of amendments that a machine should not settle alone, and a person's word on them.</summary>
internal static class LinkReview
{
    public const string Kind = "ambiguous-link";

    /// <summary>Every ambiguous link, by instant of the amendment.</summary>
    public static async Task<ReviewList> ListAsync(LedgerDatabase ledger, CancellationToken cancellation)
    {
        await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
        var items = new List<LinkReviewItem>();
        foreach (var row in await RegisterQueries.AmendmentsAsync(connection, null, cancellation))
        {
            if (await ItemAsync(connection, row, cancellation) is { State: LinkState.Ambiguous } item) items.Add(item);
        }

        return new ReviewList([.. items.OrderBy(i => i.KnownAt).ThenBy(i => i.Id, StringComparer.Ordinal)]);
    }

    /// <exception cref="NoSuchThingException">No amendment of this name is held.</exception>
    public static async Task<LinkReviewItem> ShowAsync(LedgerDatabase ledger, string amendment, CancellationToken cancellation)
    {
        await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
        return await ItemAsync(connection, await RowAsync(connection, amendment, cancellation), cancellation) ?? throw NoAmendment(amendment);
    }

    /// <summary>Records a person's decision and what it changes, in one commit. <paramref name="original"/> <c>null</c>: none of those held.</summary>
    /// <exception cref="NoSuchThingException">No amendment of this name is held.</exception>
    public static Task<LinkReviewItem> DecideAsync(LedgerDatabase ledger, string amendment, string? original, string who, string why, CancellationToken cancellation) =>
        RecordAsync(ledger, amendment, row => new LinkDecided(row.Id, row.Issuer!, original, who, why), cancellation);

    /// <summary>Takes the decision in force back.</summary>
    /// <exception cref="NoSuchThingException">No amendment of this name is held, or nobody decided on it.</exception>
    public static Task<LinkReviewItem> TakeBackAsync(LedgerDatabase ledger, string amendment, string who, string why, CancellationToken cancellation) =>
        RecordAsync(
            ledger,
            amendment,
            row => row.LinkDecision is null
                ? throw new NoSuchThingException($"Nobody has decided what {amendment} amends, so there is nothing to take back.")
                : new LinkDecisionTakenBack(row.Id, row.Issuer!, who, why),
            cancellation);

    private static async Task<LinkReviewItem> RecordAsync(LedgerDatabase ledger, string amendment, Func<RegisteredFiling, object> decide, CancellationToken cancellation)
    {
        string issuer;
        await using (var connection = await ledger.DataSource.OpenConnectionAsync(cancellation)) issuer = (await RowAsync(connection, amendment, cancellation)).Issuer!;
        await using var locked = await IssuerLocks.TakeAsync(ledger, [issuer], cancellation);
        await using (var commit = await locked.Connection.BeginTransactionAsync(cancellation))
        {
            StreamEvent[] decision = [new(RecordFilingDecision.StreamOf(amendment), decide(await RowAsync(locked.Connection, amendment, cancellation)))];
            await RecordBatch.AppendAsync(ledger.Store, commit, [.. decision, .. await AmendmentIntake.DecideAsync(locked.Connection, decision, cancellation)], cancellation);
            await commit.CommitAsync(cancellation);
        }

        return await ItemAsync(locked.Connection, await RowAsync(locked.Connection, amendment, cancellation), cancellation) ?? throw NoAmendment(amendment);
    }

    private static async Task<RegisteredFiling> RowAsync(NpgsqlConnection connection, string amendment, CancellationToken cancellation) =>
        (await RegisterQueries.FindAsync(connection, [amendment], [], cancellation)).FirstOrDefault(r => r is { IsAmendment: true, Status: RegistrationStatus.Recorded }) ?? throw NoAmendment(amendment);

    private static NoSuchThingException NoAmendment(string name) => new($"No amendment {name} is held. \"review list\" shows what waits for a decision.");

    private static async Task<LinkReviewItem?> ItemAsync(NpgsqlConnection connection, RegisteredFiling row, CancellationToken cancellation)
    {
        var holdings = await HoldingsQueries.LoadAsync(connection, row.Owners[0].Person, row.Issuer, null, cancellation);
        var filing = holdings.SelectMany(h => h.Filings).FirstOrDefault(f => string.Equals(f.Filing, row.Id, StringComparison.Ordinal));
        return filing?.Amends is { } link
            ? new LinkReviewItem(row.Id, Kind, filing.FormType, filing.KnownAt, new AnsweredIssuer(row.Issuer!, filing.IssuerName, filing.TradingSymbol), row.Owners, link.State, link.Original, link.Candidates, link.Basis, row.LinkDecision)
            : null;
    }
}
