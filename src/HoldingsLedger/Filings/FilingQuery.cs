using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using HoldingsLedger.Replay;
using Npgsql;

namespace HoldingsLedger.Filings;

/// <summary>One filing as stored: what <c>parse</c> said when it was read, which readers read it, and its ties to amendments.</summary>
public sealed record FilingAnswer(
    SourceDocument Document,
    OwnershipFiling? Filing,
    IReadOnlyList<ReadingProblem> Problems,
    string Id,
    DateTimeOffset KnownAt,
    KnownAtBasis KnownAtBasis,
    DateTimeOffset RecordedAt,
    IReadOnlyList<FilingReadingAnswer> Readings,
    AmendmentLink? Amends,
    IReadOnlyList<string> AmendedBy);

/// <summary>One reading of a filing: by which reader, when it was recorded, what it could not read.</summary>
public sealed record FilingReadingAnswer(ParserVersion Parser, DateTimeOffset RecordedAt, int Lines, IReadOnlyList<ReadingProblem> Problems);

/// <summary>Answers <c>filing ACCESSION</c> and <c>GET /filings/{accession}</c>.</summary>
internal static class FilingQuery
{
    /// <summary><c>null</c> if no filing of this name is held.</summary>
    public static async Task<FilingAnswer?> FindAsync(NpgsqlConnection connection, string filing, CancellationToken cancellation)
    {
        if (await StreamAsync(connection, filing, cancellation) is not { } stream) return null;
        var (received, latest, recordedAt, readings) = stream;
        // Every owner of a joint filing has the same lines; the first one's will do.
        var holdings = await HoldingsQueries.LoadAsync(connection, latest.Owners[0].Person, latest.Issuer, null, cancellation);
        var held = Find(holdings, filing);
        return new FilingAnswer(
            new SourceDocument(received.Sha256, received.Kind, latest.Parser),
            latest.Form with { Lines = [.. (held?.Lines ?? []).Select(l => l.Line)] },
            latest.Problems,
            filing,
            latest.KnownAt,
            latest.KnownAtBasis,
            recordedAt,
            readings,
            held?.Amends,
            [.. holdings.SelectMany(h => h.Filings).Where(f => string.Equals(f.Amends?.Original, filing, StringComparison.Ordinal)).Select(f => f.Filing)]);
    }

    /// <summary>The filing as last read, for a new reading to be held against; people's words on its lines beside it.</summary>
    /// <exception cref="InvalidDataException">The register knows the filing and the streams do not.</exception>
    public static async Task<(HeldReading Reading, IReadOnlyList<DecidedField> Decided)> FindReadingAsync(NpgsqlConnection connection, string filing, CancellationToken cancellation)
    {
        var (received, latest, _, _) = await StreamAsync(connection, filing, cancellation) ?? throw new InvalidDataException($"The register has {filing}, its stream is empty; \"rebuild\" mends the register.");
        var lines = Find(await HoldingsQueries.LoadAsync(connection, latest.Owners[0].Person, latest.Issuer, null, cancellation), filing)?.Lines ?? [];
        return (
            new HeldReading(received, latest.Parser, latest.KnownAt, latest.KnownAtBasis, latest.Issuer, latest.Owners, latest.Form, [.. lines.Select(l => l.AsRead ?? l.Line)], latest.Problems),
            [.. lines.SelectMany(l => (l.Decisions ?? []).Where(d => d.Field is not null).Select(d => new DecidedField(l.Line.Line, d.Field!, d.Value)))]);
    }

    private static HeldFiling? Find(IEnumerable<InsiderHoldings> holdings, string filing) =>
        holdings.SelectMany(h => h.Filings).FirstOrDefault(f => string.Equals(f.Filing, filing, StringComparison.Ordinal));

    private static async Task<(FilingReceived Received, FilingRead Latest, DateTimeOffset RecordedAt, IReadOnlyList<FilingReadingAnswer> Readings)?> StreamAsync(
        NpgsqlConnection connection, string filing, CancellationToken cancellation)
    {
        FilingReceived? received = null;
        FilingRead? latest = null;
        var recordedAt = default(DateTimeOffset);
        var readings = new List<FilingReadingAnswer>();
        await foreach (var stored in LedgerEvents.ReadAsync(
                           connection, "where e.stream_id = $1 order by e.version", [new NpgsqlParameter { Value = RecordFilingDecision.StreamOf(filing) }], cancellation))
        {
            switch (stored.Data)
            {
                case FilingReceived first:
                    (received, recordedAt) = (first, stored.RecordedAt);
                    continue;
                case FilingRead read:
                    latest = read;
                    break;
                case FilingReread again:
                    latest = new FilingRead(again.Filing, again.Sha256, again.Parser, again.KnownAt, again.KnownAtBasis, again.Issuer, again.Owners, again.Form, again.Lines, again.ReadingDigest, again.Problems, again.UnsureLines, again.TablesDigest);
                    break;
                default:
                    continue;
            }

            readings.Add(new FilingReadingAnswer(latest.Parser, stored.RecordedAt, latest.Lines, latest.Problems));
        }

        return received is null || latest is null ? null : (received, latest, recordedAt, readings);
    }
}
