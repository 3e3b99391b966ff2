using HoldingsLedger.Amendments;
using HoldingsLedger.Filings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using HoldingsLedger.Identities;
using HoldingsLedger.Verbs;
using Npgsql;

namespace HoldingsLedger.Review;

/// <summary>What <c>review list</c> answers: links and lines, and names on paper that stand for nobody yet.</summary>
public sealed record ReviewList(IReadOnlyList<ReviewItem> Items, IReadOnlyList<IdentityItem> Identities);

/// <summary>
/// Something a machine should not settle alone. <see cref="Kind"/> is <c>ambiguous-link</c> (then <see cref="Link"/> is there) or
/// <c>unsure-line</c> (then <see cref="Line"/>). <see cref="Id"/> is the amendment's name, or the filing's, a slash and the line.
/// </summary>
public sealed record ReviewItem(
    string Id, string Kind, string FormType, DateTimeOffset KnownAt, AnsweredIssuer Issuer, IReadOnlyList<FilingOwner> Owners, LinkUnderReview? Link, LineUnderReview? Line);

/// <summary>What an amendment amends, as it stands now, and the decision in force if a person took one.</summary>
public sealed record LinkUnderReview(LinkState State, string? Original, IReadOnlyList<string> Candidates, string Basis, LinkDecision? Decided);

/// <summary>A line as it counts, as its reader read it, its problems, and what people said of it.</summary>
public sealed record LineUnderReview(ReportedLine Line, ReportedLine? AsRead, IReadOnlyList<ReadingProblem> Problems, IReadOnlyList<LineDecision> Decisions);

/// <summary>Answers <c>review list</c> and <c>review show</c>.</summary>
internal static class ReviewQuery
{
    public const string AmbiguousLink = "ambiguous-link";
    public const string UnsureLine = "unsure-line";

    /// <summary>Everything that waits: ambiguous links, then lines below full confidence on which nobody has said a word; by instant of the filing.</summary>
    public static async Task<ReviewList> WaitingAsync(LedgerDatabase ledger, CancellationToken cancellation)
    {
        await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
        var waiting = new List<ReviewItem>();
        foreach (var row in await RegisterQueries.AmendmentsAsync(connection, null, cancellation))
        {
            if (await FilingAsync(connection, row, cancellation) is { Amends: { State: LinkState.Ambiguous } link } filing) waiting.Add(LinkOf(row, filing, link));
        }

        foreach (var row in await RegisterQueries.UnsureAsync(connection, cancellation))
        {
            if (await FilingAsync(connection, row, cancellation) is not { } filing) continue;
            var problems = await ProblemsAsync(connection, row.Id, cancellation);
            waiting.AddRange(filing.Lines.Where(l => l.Line.Confidence < 1 && l.Decisions is null).Select(line => LineOf(row, filing, line, problems)));
        }

        return new ReviewList([.. waiting.OrderBy(w => w.Kind, StringComparer.Ordinal).ThenBy(w => w.KnownAt)], await DecideIdentity.WaitingAsync(ledger, cancellation));
    }

    /// <exception cref="NoSuchThingException">No such amendment or line is held.</exception>
    public static async Task<ReviewItem> ShowAsync(LedgerDatabase ledger, ReviewTarget target, CancellationToken cancellation)
    {
        await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
        return await ShowAsync(connection, target, cancellation);
    }

    internal static async Task<ReviewItem> ShowAsync(NpgsqlConnection connection, ReviewTarget target, CancellationToken cancellation)
    {
        var row = await RowAsync(connection, target, cancellation);
        var filing = await FilingAsync(connection, row, cancellation) ?? throw NoSuch(target);
        if (target.Line is null) return LinkOf(row, filing, filing.Amends ?? throw NoSuch(target));
        var line = filing.Lines.FirstOrDefault(l => string.Equals(l.Line.Line, target.Line, StringComparison.Ordinal)) ?? throw NoSuch(target);
        return LineOf(row, filing, line, await ProblemsAsync(connection, row.Id, cancellation));
    }

    /// <exception cref="NoSuchThingException">No such filing is held; or it is no amendment where a link is meant.</exception>
    internal static async Task<RegisteredFiling> RowAsync(NpgsqlConnection connection, ReviewTarget target, CancellationToken cancellation) =>
        (await RegisterQueries.FindAsync(connection, [target.Filing], [], cancellation)).FirstOrDefault(r => r.Status == RegistrationStatus.Recorded && (target.Line is not null || r.IsAmendment)) ?? throw NoSuch(target);

    private static NoSuchThingException NoSuch(ReviewTarget target) => new(target.Line is null
        ? $"No amendment {target.Filing} is held. \"review list\" shows what waits for a decision."
        : $"No line {target.Line} of filing {target.Filing} is held. \"filing {target.Filing}\" shows its lines.");

    private static async Task<HeldFiling?> FilingAsync(NpgsqlConnection connection, RegisteredFiling row, CancellationToken cancellation) =>
        (await HoldingsQueries.LoadAsync(connection, row.Owners[0].Person, row.Issuer, null, cancellation)).SelectMany(h => h.Filings).FirstOrDefault(f => string.Equals(f.Filing, row.Id, StringComparison.Ordinal));

    private static async Task<IReadOnlyList<ReadingProblem>> ProblemsAsync(NpgsqlConnection connection, string filing, CancellationToken cancellation) =>
        (await FilingQuery.FindReadingAsync(connection, filing, cancellation)).Reading.Problems;

    private static ReviewItem LinkOf(RegisteredFiling row, HeldFiling filing, AmendmentLink link) => new(
        row.Id, AmbiguousLink, filing.FormType, filing.KnownAt, IssuerOf(row, filing), row.Owners, new LinkUnderReview(link.State, link.Original, link.Candidates, link.Basis, row.LinkDecision), null);

    private static ReviewItem LineOf(RegisteredFiling row, HeldFiling filing, HeldLine line, IReadOnlyList<ReadingProblem> problems) => new(
        $"{row.Id}/{line.Line.Line}", UnsureLine, filing.FormType, filing.KnownAt, IssuerOf(row, filing), row.Owners, null,
        new LineUnderReview(line.Line, line.AsRead, [.. problems.Where(p => string.Equals(p.Line, line.Line.Line, StringComparison.Ordinal))], line.Decisions ?? []));

    private static AnsweredIssuer IssuerOf(RegisteredFiling row, HeldFiling filing) => new(row.Issuer!, filing.IssuerName, filing.TradingSymbol);
}

/// <summary>What a review is about: an amendment's link, or a line of a filing.</summary>
internal sealed record ReviewTarget(string Filing, string? Line)
{
    /// <summary>"0000814585-20-000024" or "0000814585-20-000024/I.1".</summary>
    /// <exception cref="WrongQuestionException">Neither.</exception>
    public static ReviewTarget Parse(string text)
    {
        var slash = text.LastIndexOf('/');
        return slash < 0 ? new ReviewTarget(FilingVerb.ParseName(text), null) : new ReviewTarget(FilingVerb.ParseName(text[..slash]), text[(slash + 1)..]);
    }
}
