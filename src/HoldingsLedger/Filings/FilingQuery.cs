using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
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
                    break;
                case FilingRead read:
                    latest = read;
                    readings.Add(new FilingReadingAnswer(read.Parser, stored.RecordedAt, read.Lines, read.Problems));
                    break;
            }
        }

        if (received is null || latest is null) return null;

        // Every owner of a joint filing has the same lines; the first one's will do.
        var holdings = await HoldingsQueries.LoadAsync(connection, latest.Owners[0].Person, latest.Issuer, null, cancellation);
        var held = holdings.SelectMany(h => h.Filings).FirstOrDefault(f => string.Equals(f.Filing, filing, StringComparison.Ordinal));
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
}
