using System.Text.Json;
using System.Threading.Channels;
using HoldingsLedger.Amendments;
using HoldingsLedger.Filings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using HoldingsLedger.Identities;
using HoldingsLedger.Verbs;
using Npgsql;
using NpgsqlTypes;

namespace HoldingsLedger.Replay;

/// <summary>The report that was shown is not what would be recorded now. The message says what is.</summary>
public sealed class StaleReplayException(string message) : Exception(message);

/// <summary>How far a replay is.</summary>
public readonly record struct ReplayProgress(int Read, int Documents);

/// <summary>
/// Reads every stored document again with today's readers. Dry: says what would change and writes nothing. Applied: records
/// just that, an issuer's documents in one commit, so that it can be stopped anywhere and started again.
/// </summary>
internal static class ReplayDocuments
{
    /// <summary>Documents in memory at once.</summary>
    private const int Chunk = 256;

    /// <summary>What would change, and in whose positions; nothing is written but the report.</summary>
    public static async Task<ReplayReport> DryAsync(LedgerDatabase ledger, ReplayFilter filter, IProgress<ReplayProgress>? progress, CancellationToken cancellation)
    {
        var (documents, changed) = await ReadAgainAsync(ledger, filter, progress, cancellation);
        var (positions, amendments) = await EffectsAsync(ledger, await ByIssuerAsync(ledger, filter, changed, cancellation), cancellation);
        var report = ReplayReport.Of(documents, positions, amendments, applied: false);
        await StoredReplays.SaveAsync(ledger, filter, report, cancellation);
        return report;
    }

    /// <summary>Records what changes.</summary>
    /// <param name="shown">The name of the report that a person was shown: if it is not what would be recorded now, nothing is. <c>null</c>: no report was shown.</param>
    /// <exception cref="StaleReplayException">The report shown is stale.</exception>
    public static async Task<ReplayReport> ApplyAsync(LedgerDatabase ledger, ReplayFilter filter, string? shown, IProgress<ReplayProgress>? progress, CancellationToken cancellation)
    {
        var (documents, changed) = await ReadAgainAsync(ledger, filter, progress, cancellation);
        var issuers = await ByIssuerAsync(ledger, filter, changed, cancellation);
        var (positions, amendments) = await EffectsAsync(ledger, issuers, cancellation);
        var report = ReplayReport.Of(documents, positions, amendments, applied: true);
        if (shown is not null && !string.Equals(shown, report.Replay, StringComparison.Ordinal))
        {
            throw new StaleReplayException($"The report {shown} is stale: what would be recorded now is report {report.Replay}. Look at that one (\"replay\"), then apply it.");
        }

        foreach (var issuer in issuers) await RecordAsync(ledger, issuer, cancellation);
        return report;
    }

    /// <summary>A document to record otherwise, with what is held of it.</summary>
    private sealed record Changed(ReplayedDocument Document, RegisteredFiling Row, StoredDocument Stored);

    /// <summary>A stored document without its bytes.</summary>
    private sealed record StoredDocument(string? FileName, DateTimeOffset ReceivedAt);

    /// <summary>What is recorded in one commit: the changed documents of an issuer, and what its amendments amend by today's rules.</summary>
    private sealed record OfIssuer(string Issuer, IReadOnlyList<Changed> Changed, IReadOnlyList<RegisteredFiling> Amendments);

    private static async Task<IReadOnlyList<OfIssuer>> ByIssuerAsync(LedgerDatabase ledger, ReplayFilter filter, IReadOnlyList<Changed> changed, CancellationToken cancellation)
    {
        await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
        var amendments = (await RegisterQueries.AmendmentsAsync(connection, null, cancellation))
            .Where(r => r is { Status: RegistrationStatus.Recorded, Issuer: not null } && filter.Takes(r.Kind, r.Owners.Select(o => o.Person), r.Issuer, r.KnownAt ?? DateTimeOffset.MinValue))
            .ToLookup(r => r.Issuer!, StringComparer.Ordinal);
        var documents = changed.ToLookup(c => RecordFilingDecision.IssuerOf(c.Document.Reading!), StringComparer.Ordinal);
        return [.. documents.Select(d => d.Key).Union(amendments.Select(a => a.Key), StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(i => new OfIssuer(i, [.. documents[i]], [.. amendments[i]]))];
    }

    private static async Task<(List<ReplayedDocument> All, List<Changed> Changed)> ReadAgainAsync(
        LedgerDatabase ledger, ReplayFilter filter, IProgress<ReplayProgress>? progress, CancellationToken cancellation)
    {
        var rows = await RowsAsync(ledger, filter, cancellation);
        var all = new List<ReplayedDocument>(rows.Count);
        var changed = new List<Changed>();
        var chunks = Channel.CreateBounded<List<(RegisteredFiling Row, StoredDocument Stored, byte[] Bytes)>>(2);
        var fetching = Task.Run(() => FetchAsync(ledger, rows, chunks.Writer, cancellation), cancellation);
        await foreach (var chunk in chunks.Reader.ReadAllAsync(cancellation))
        {
            var read = new Reading[chunk.Count];
            Parallel.For(0, chunk.Count, new ParallelOptions { CancellationToken = cancellation }, i => read[i] = DocumentReader.Read(chunk[i].Bytes, chunk[i].Stored.FileName));
            await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
            for (var i = 0; i < chunk.Count; i++)
            {
                var (row, stored, _) = chunk[i];
                var document = ReplayPlan.Of(await RecordedAsync(connection, row, read[i], cancellation), read[i]);
                // What did not change is counted and forgotten: any number of documents in the memory of a few.
                all.Add(document.Outcome == ReplayOutcome.Unchanged ? document with { Reading = null } : document);
                if (document is { Reading: { Filing: not null }, Outcome: ReplayOutcome.Changed or ReplayOutcome.Accepted }) changed.Add(new Changed(document, row, stored));
            }

            progress?.Report(new ReplayProgress(all.Count, rows.Count));
        }

        await fetching;
        await SettleNumbersAsync(ledger, all, changed, cancellation);
        return (all, changed);
    }

    /// <summary>Of rejections that can be read now, one becomes the filing of its number, if none is held yet: the first by name. The others are held with other content.</summary>
    private static async Task SettleNumbersAsync(LedgerDatabase ledger, List<ReplayedDocument> all, List<Changed> changed, CancellationToken cancellation)
    {
        Changed[] readable = [.. changed.Where(c => c.Document.Outcome == ReplayOutcome.Accepted).OrderBy(c => c.Row.Id, StringComparer.Ordinal)];
        if (readable.Length == 0) return;
        await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
        var rows = await RegisterQueries.FindAsync(connection, [.. readable.Select(c => c.Document.Filing)], [], cancellation);
        var taken = rows.Where(r => r.Status == RegistrationStatus.Recorded).Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var late in readable.Where(c => !taken.Add(c.Document.Filing)))
        {
            var other = late.Document with { Outcome = ReplayOutcome.OtherFiling, Lines = [] };
            all[all.IndexOf(late.Document)] = other;
            changed[changed.IndexOf(late)] = late with { Document = other };
        }
    }

    /// <summary>The latest row of each document: one that was rejected and read later is the filing it became.</summary>
    private static async Task<List<RegisteredFiling>> RowsAsync(LedgerDatabase ledger, ReplayFilter filter, CancellationToken cancellation)
    {
        await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
        var rows = new Dictionary<string, RegisteredFiling>(StringComparer.Ordinal);
        foreach (var row in await RegisterQueries.AllAsync(connection, cancellation))
        {
            // Held under another document's name: that rejection is no reader's matter.
            if (row.RejectionKind == RecordFilingDecision.HeldWithOtherContent) continue;
            if (!filter.Takes(row.Kind, row.Owners.Select(o => o.Person), row.Issuer, row.KnownAt ?? DateTimeOffset.MinValue)) continue;
            if (!rows.TryGetValue(row.Sha256, out var other) || other.Status == RegistrationStatus.Rejected) rows[row.Sha256] = row;
        }

        return [.. rows.Values.OrderBy(r => r.Id, StringComparer.Ordinal)];
    }

    private static async Task FetchAsync(
        LedgerDatabase ledger, List<RegisteredFiling> rows, ChannelWriter<List<(RegisteredFiling Row, StoredDocument Stored, byte[] Bytes)>> chunks, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
            foreach (var some in rows.Chunk(Chunk))
            {
                var bySha = some.ToDictionary(r => r.Sha256, StringComparer.Ordinal);
                var chunk = new List<(RegisteredFiling, StoredDocument, byte[])>(some.Length);
                await using var select = new NpgsqlCommand($"select sha256, bytes, file_name, received_at from {LedgerStore.Schema}.{StoredDocuments.TableName} where sha256 = any($1)", connection);
                select.Parameters.Add(new NpgsqlParameter { Value = bySha.Keys.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
                await using var reader = await select.ExecuteReaderAsync(cancellation);
                while (await reader.ReadAsync(cancellation))
                {
                    var bytes = reader.GetFieldValue<byte[]>(1);
                    var sha256 = reader.GetString(0);
                    chunk.Add((bySha[sha256], new StoredDocument(reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3)), bytes));
                }

                await chunks.WriteAsync(chunk, cancellation);
            }

            chunks.Complete();
        }
        catch (Exception broken)
        {
            chunks.Complete(broken);
        }
    }

    /// <summary>What is recorded of a document. The digest alone where it tells that nothing changed; else its last reading from the streams.</summary>
    private static async Task<RecordedReading> RecordedAsync(NpgsqlConnection connection, RegisteredFiling row, Reading reading, CancellationToken cancellation)
    {
        var recorded = new RecordedReading
        {
            Sha256 = row.Sha256,
            Kind = row.Kind,
            Filing = row.Id,
            Parser = new ParserVersion(row.ParserName ?? "none", row.ParserVersion),
            Digest = row.ReadingDigest,
        };
        // A rejection keeps the one problem that made it; that today's reader words it otherwise is no change.
        if (row.Status == RegistrationStatus.Rejected) return recorded with { Problems = reading.Filing is null ? reading.Problems : [] };
        var same = string.Equals(row.ReadingDigest, RecordFilingDecision.DigestOf(reading), StringComparison.Ordinal);
        if (same && !row.HasDecidedLines) return recorded;
        var (held, decided) = await FilingQuery.FindReadingAsync(connection, row.Id, cancellation);
        return recorded with { Form = held.Form, Lines = held.Lines, Problems = held.Problems, Decided = decided };
    }

    /// <summary>The events that record one issuer's documents, and what follows for the ties of amendments. The same for a dry replay and an applied one.</summary>
    private static async Task<IReadOnlyList<StreamEvent>> EventsAsync(NpgsqlConnection connection, IEnumerable<Changed> changed, IReadOnlyList<RegisteredFiling> amendments, CancellationToken cancellation)
    {
        var events = new List<StreamEvent>();
        var accepted = new Dictionary<string, RegisteredFiling>(StringComparer.Ordinal);
        foreach (var one in changed.OrderBy(c => c.Row.Id, StringComparer.Ordinal))
        {
            if (one.Row.Status == RegistrationStatus.Rejected)
            {
                // As if it had just arrived; what the register holds of its number decides as it does then.
                var (bytes, _, _) = (await StoredDocuments.FindAsync(connection, LedgerStore.Schema, one.Row.Sha256, cancellation))!.Value;
                var sameName = accepted.TryGetValue(one.Document.Filing, out var earlier) ? earlier
                    : await RegisterQueries.FindAsync(connection, [one.Document.Filing], [], cancellation) is [var row, ..] ? row : null;
                // Taken in again in between, and read.
                if (sameName is { Status: RegistrationStatus.Recorded } && string.Equals(sameName.Sha256, one.Row.Sha256, StringComparison.Ordinal)) continue;
                var decision = RecordFilingDecision.Decide(new IncomingDocument(bytes, one.Stored.FileName, one.Document.Reading!, null, one.Stored.ReceivedAt), sameName, null);
                if (decision.Result == IntakeResult.Accepted) accepted.Add(decision.Filing, one.Row with { Id = decision.Filing, Status = RegistrationStatus.Recorded });
                // The stream of its rejection is there already.
                events.AddRange(decision.Result == IntakeResult.Rejected ? decision.Events.Select(e => e with { Begins = false }) : decision.Events);
                continue;
            }

            var (held, _) = await FilingQuery.FindReadingAsync(connection, one.Row.Id, cancellation);
            events.AddRange(RereadFiling.Decide(held, one.Document));
        }

        var ties = await KnownIdentities.TiesAsync(connection, cancellation);
        events.AddRange(await IdentityIntake.DecideAsync(connection, ties, events, cancellation));
        events.AddRange(await AmendmentIntake.DecideAsync(connection, ties, events, cancellation, amendments));
        return events;
    }

    private static async Task RecordAsync(LedgerDatabase ledger, OfIssuer issuer, CancellationToken cancellation)
    {
        await ledger.EnsureFoldedAsync(cancellation);
        await using var locked = await IssuerLocks.TakeAsync(ledger, issuer.Changed.Select(c => c.Row.Issuer).OfType<string>().Append(issuer.Issuer), cancellation);
        var now = await RegisterQueries.FindAsync(locked.Connection, [.. issuer.Changed.Select(c => c.Row.Id)], [], cancellation);
        // Recorded otherwise in between (another replay, an ingest): then this is no longer what was shown. Another replay finds it.
        var standing = issuer.Changed.Where(c => now.FirstOrDefault(r => string.Equals(r.Id, c.Row.Id, StringComparison.Ordinal))?.ReadingDigest == c.Row.ReadingDigest);
        await using var commit = await locked.Connection.BeginTransactionAsync(cancellation);
        var events = await EventsAsync(locked.Connection, standing, issuer.Amendments, cancellation);
        if (events.Count > 0) await RecordBatch.AppendAsync(ledger.Store, commit, events, cancellation);
        await commit.CommitAsync(cancellation);
    }

    /// <summary>The spans of days on which positions would be answered otherwise, and what amendments would do otherwise.</summary>
    private static async Task<(IReadOnlyList<PositionEffect> Positions, IReadOnlyList<ReplayedTie> Amendments)> EffectsAsync(LedgerDatabase ledger, IReadOnlyList<OfIssuer> issuers, CancellationToken cancellation)
    {
        var (effects, ties) = (new List<PositionEffect>(), new List<ReplayedTie>());
        await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
        foreach (var issuer in issuers)
        {
            var events = (await EventsAsync(connection, issuer.Changed, issuer.Amendments, cancellation)).Select(e => e.Event).ToArray();
            if (events.Length == 0) continue;
            var identities = (await KnownIdentities.LoadAsync(connection, null, cancellation)).After(events);
            (string Person, string Issuer)[] pairs = [.. events.SelectMany(HoldingsFold.Concerned).SelectMany(p => from person in identities.KeysOf(p.Person) from key in identities.KeysOf(p.Issuer) select (person, key)).Distinct()];
            var before = await HoldingsQueries.LoadAsync(connection, [.. pairs.Select(p => InsiderHoldings.IdOf(p.Person, p.Issuer))], cancellation);
            var stored = before.ToDictionary(h => (h.Person, h.Issuer));
            var after = pairs.Select(p => HoldingsFold.Fold(stored.GetValueOrDefault(p), p.Person, p.Issuer, events.Where(e => HoldingsFold.Concerned(e).Contains(p)))).OfType<InsiderHoldings>();
            var was = identities.Join(before).ToDictionary(h => h.Id, StringComparer.Ordinal);
            foreach (var held in identities.Join([.. after]))
            {
                effects.AddRange(PositionEffects.Between(InsiderAccounts.At(was.GetValueOrDefault(held.Id) ?? held with { Filings = [] }, DateTimeOffset.MaxValue), InsiderAccounts.At(held, DateTimeOffset.MaxValue)));
            }

            ties.AddRange(ReplayedTie.Of(events, before));
        }

        return (effects, ties);
    }
}
