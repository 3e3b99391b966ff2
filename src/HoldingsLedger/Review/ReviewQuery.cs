using HoldingsLedger.Amendments;
using HoldingsLedger.Filings;
using HoldingsLedger.Forms;
using HoldingsLedger.Forms.Pdf;
using HoldingsLedger.Holdings;
using HoldingsLedger.Identities;
using HoldingsLedger.Verbs;
using Npgsql;

namespace HoldingsLedger.Review;

/// <summary>What <c>review list</c> answers: links and lines, names on paper that stand for nobody yet, and documents of which something was not read.</summary>
public sealed record ReviewList(IReadOnlyList<ReviewItem> Items, IReadOnlyList<IdentityItem> Identities, IReadOnlyList<UnreadDocument> Documents);

/// <summary>
/// A document that no reader made out, or not all of it: <see cref="Kind"/> is <c>needs-ocr</c> or <c>unreadable-scan</c> for one that is no filing yet, and
/// <c>unread-part</c> for a filing with pages or tables that were not read. It waits for a better reader (<c>replay</c>), or for a person to look at it.
/// </summary>
public sealed record UnreadDocument(string Id, string Kind, string? FileName, string Sha256, IReadOnlyList<string> Messages);

/// <summary>
/// Something a machine should not settle alone. <see cref="Kind"/> is <c>ambiguous-link</c> (then <see cref="Link"/> is there) or
/// <c>unsure-line</c> (then <see cref="Line"/>). <see cref="Id"/> is the amendment's name, or the filing's, a slash and the line.
/// </summary>
public sealed record ReviewItem(
    string Id, string Kind, string FormType, DateTimeOffset KnownAt, AnsweredIssuer Issuer, IReadOnlyList<FilingOwner> Owners, LinkUnderReview? Link, LineUnderReview? Line);

/// <summary>What an amendment amends, as it stands now, and the decision in force if a person took one.</summary>
public sealed record LinkUnderReview(LinkState State, string? Original, IReadOnlyList<string> Candidates, string Basis, LinkDecision? Decided);

/// <summary>
/// A line as it counts, as its reader read it, its fields that are not certain, its problems, and what people said of it. Of a PDF
/// <see cref="Picture"/> is the address (over HTTP) of its piece of the page; of a text <see cref="Text"/> is what stands there.
/// </summary>
public sealed record LineUnderReview(
    ReportedLine Line, ReportedLine? AsRead, IReadOnlyList<DoubtfulField> Doubtful, IReadOnlyList<ReadingProblem> Problems, IReadOnlyList<LineDecision> Decisions, string Sha256, string? Picture, string? Text);

/// <summary>A field that is not certain: as read, as the second reading has it where the two differ, and how sure the reader is (0 to 1).</summary>
public sealed record DoubtfulField(string Field, FiledScalar Value, string? SecondReading, decimal Confidence);

/// <summary>Answers <c>review list</c> and <c>review show</c>.</summary>
internal static class ReviewQuery
{
    public const string AmbiguousLink = "ambiguous-link";
    public const string UnsureLine = "unsure-line";
    public const string UnreadPart = "unread-part";

    /// <summary>In the place of a line's number: every line of the filing that waits.</summary>
    public const string AllLines = "*";

    /// <summary>Everything that waits: ambiguous links, then lines with a field that is not certain and that nobody has settled; by instant of the filing.</summary>
    public static async Task<ReviewList> WaitingAsync(LedgerDatabase ledger, CancellationToken cancellation)
    {
        await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
        var waiting = new List<ReviewItem>();
        foreach (var row in await RegisterQueries.AmendmentsAsync(connection, null, cancellation))
        {
            if (await FilingAsync(connection, row, cancellation) is { Amends: { State: LinkState.Ambiguous } link } filing) waiting.Add(LinkOf(row, filing, link));
        }

        var documents = new List<UnreadDocument>();
        foreach (var row in await RegisterQueries.UnreadAsync(connection, cancellation)) documents.Add(await UnreadAsync(connection, row, row.RejectionKind!, [row.RejectionMessage!], cancellation));
        foreach (var row in await RegisterQueries.UnsureAsync(connection, cancellation))
        {
            var problems = await ProblemsAsync(connection, row.Id, cancellation);
            string[] unread = [.. problems.Where(RecordFilingDecision.IsUnreadPart).Select(p => p.Message)];
            if (unread.Length > 0) documents.Add(await UnreadAsync(connection, row, UnreadPart, unread, cancellation));
            if (row.Lines == 0 || await FilingAsync(connection, row, cancellation) is not { } filing) continue;
            waiting.AddRange(filing.Lines.Where(l => l.Line.Confidence < 1).Select(line => LineOf(row, filing, line, problems)));
        }

        return new ReviewList([.. waiting.OrderBy(w => w.Kind, StringComparer.Ordinal).ThenBy(w => w.KnownAt)], await DecideIdentity.WaitingAsync(ledger, cancellation), documents);
    }

    private static async Task<UnreadDocument> UnreadAsync(NpgsqlConnection connection, RegisteredFiling row, string kind, IReadOnlyList<string> messages, CancellationToken cancellation) =>
        new(row.Id, kind, (await StoredDocuments.DescribeAsync(connection, LedgerStore.Schema, row.Sha256, cancellation))?.FileName, row.Sha256, messages);

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
        var item = LineOf(row, filing, line, await ProblemsAsync(connection, row.Id, cancellation));
        return line.Line.Source.TextLine is { } at ? item with { Line = item.Line! with { Text = await TextAsync(connection, row.Sha256, at, cancellation) } } : item;
    }

    /// <summary>The piece of the page that a line was read from, as PNG.</summary>
    /// <exception cref="NoSuchThingException">No such line is held, or its document has no pages.</exception>
    public static async Task<byte[]> PictureAsync(LedgerDatabase ledger, ReviewTarget target, CancellationToken cancellation)
    {
        if (target.Line is null) throw new NoSuchThingException($"{target.Filing} names a filing; only a line has a picture ({target.Filing}/I.1).");
        await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
        var item = await ShowAsync(connection, target, cancellation);
        if (item.Line!.Line.Source is not { Page: { } page, Box: { } box }) throw new NoSuchThingException($"Line {item.Id} was not read from a PDF, so there is no picture of it.");
        var (bytes, _, _) = await StoredDocuments.FindAsync(connection, LedgerStore.Schema, item.Line.Sha256, cancellation) ?? throw NoSuch(target);
        return PaperFormReader.Crop(bytes, page, box) ?? throw new NoSuchThingException($"No picture could be made of line {item.Id}: page {page} of document {item.Line.Sha256} cannot be opened again.");
    }

    /// <summary>The lines of a filing that wait.</summary>
    /// <exception cref="NoSuchThingException">No such filing is held, or none of its lines waits.</exception>
    public static async Task<IReadOnlyList<ReviewTarget>> WaitingLinesAsync(LedgerDatabase ledger, string filing, CancellationToken cancellation)
    {
        await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
        var target = new ReviewTarget(filing, AllLines);
        var held = await FilingAsync(connection, await RowAsync(connection, target, cancellation), cancellation) ?? throw NoSuch(target);
        ReviewTarget[] waiting = [.. held.Lines.Where(l => l.Line.Confidence < 1).Select(l => new ReviewTarget(filing, l.Line.Line))];
        return waiting.Length > 0 ? waiting : throw new NoSuchThingException($"No line of filing {filing} waits for a decision.");
    }

    private static async Task<string?> TextAsync(NpgsqlConnection connection, string sha256, int line, CancellationToken cancellation)
    {
        if (await StoredDocuments.FindAsync(connection, LedgerStore.Schema, sha256, cancellation) is not { } stored) return null;
        var lines = System.Text.Encoding.UTF8.GetString(stored.Bytes).ReplaceLineEndings("\n").Split('\n');
        return string.Join('\n', lines.Skip(Math.Max(0, line - 2)).Take(line > 1 ? 3 : 2));
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
        LineUnder(row, line, [.. problems.Where(p => string.Equals(p.Line, line.Line.Line, StringComparison.Ordinal))]));

    private static LineUnderReview LineUnder(RegisteredFiling row, HeldLine line, IReadOnlyList<ReadingProblem> problems) => new(
        line.Line,
        line.AsRead,
        [
            .. LineDifference.FieldsOf(line.Line).Where(f => line.Line.FieldConfidence?.ContainsKey(f.Field) == true)
                .Select(f => new DoubtfulField(f.Field, f.Value, SecondOf(problems, f.Field, FormattableString.Invariant($"{f.Value}")), line.Line.FieldConfidence![f.Field])),
        ],
        problems,
        line.Decisions ?? [],
        row.Sha256,
        line.Line.Source.Page is null ? null : $"/review/{row.Id}/{line.Line.Line}/picture",
        null);

    /// <summary>A problem of readings that differ has them all in its raw text: "430,000 | 440,000"; the last that is not as the field itself is.</summary>
    private static string? SecondOf(IReadOnlyList<ReadingProblem> problems, string field, string value) =>
        problems.FirstOrDefault(p => string.Equals(p.Field, field, StringComparison.Ordinal) && p.Raw?.Contains(" | ", StringComparison.Ordinal) == true)?.Raw!.Split(" | ")
            .LastOrDefault(reading => reading.Trim().Length > 0 && !string.Equals(reading.Trim(), value, StringComparison.Ordinal));

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
