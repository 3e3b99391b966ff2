using System.Security.Cryptography;
using System.Threading.Channels;
using HoldingsLedger.Forms;
using Npgsql;

namespace HoldingsLedger.Filings;

/// <summary>What an ingest did: the answer of the verb.</summary>
public sealed record IngestReport(int Documents, int Accepted, int Duplicates, int Rejected, int Lines, IReadOnlyList<Rejection> Rejections);

/// <summary>A document that did not go in, and why; <see cref="Sha256"/> is <c>null</c> where its bytes could not be read.</summary>
public sealed record Rejection(string Path, string? Sha256, string Kind, string Message);

/// <summary>How far an ingest is: documents found and settled so far.</summary>
public readonly record struct IngestProgress(int Found, int Settled, bool AllFound);

/// <summary>
/// Takes in files in large commits: documents are read and parsed in parallel and committed by a few writers, each with
/// issuers of its own, so that no two writers meet in one person's holdings. Reading begins while the database is still being
/// made or started. Interrupted anywhere, it can be run again.
/// </summary>
internal static class IngestDocuments
{
    /// <summary>Files looked up and parsed together; a commit that has fewer takes in what waits behind it.</summary>
    private const int ChunkSize = 512;

    /// <summary>A chunk and a commit are also closed by size, so that a folder of large files stays in bounded memory.</summary>
    private const long ChunkBytes = 32L * 1024 * 1024;

    /// <summary>More than cores: while one writer waits for the server, another prepares its commit.</summary>
    private const int Writers = 4;

    public static async Task<IngestReport> RunAsync(
        Task<LedgerDatabase> opening, IEnumerable<IncomingFile> files, DateTimeOffset? acceptedAt, IProgress<IngestProgress>? progress, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var tally = new Tally(progress);
        var chunks = Channel.CreateBounded<List<IncomingFile>>(new BoundedChannelOptions(2) { SingleReader = true });
        var lanes = Enumerable.Range(0, Writers).Select(_ => Channel.CreateBounded<List<Pending>>(new BoundedChannelOptions(2))).ToArray();

        Task[] stages =
        [
            Task.Run(() => FindAsync(files, chunks.Writer, tally, stop.Token), stop.Token),
            Task.Run(() => ParseAsync(opening, chunks.Reader, [.. lanes.Select(l => l.Writer)], acceptedAt, tally, stop.Token), stop.Token),
            .. lanes.Select(lane => Task.Run(() => WriteAsync(opening, lane.Reader, tally, stop.Token), stop.Token)),
        ];

        // The first failure stops the others: nobody waits for a stage that is gone.
        foreach (var stage in stages) _ = stage.ContinueWith(_ => stop.Cancel(), stop.Token, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        try
        {
            await Task.WhenAll(stages);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            await (stages.FirstOrDefault(s => s.IsFaulted) ?? Task.CompletedTask);
            throw;
        }

        return tally.Report();
    }

    /// <summary>A document on its way to a commit: its place among all, where it was found, and its reading.</summary>
    private sealed record Pending(int Place, string Path, IncomingDocument Document);

    private static async Task FindAsync(IEnumerable<IncomingFile> files, ChannelWriter<List<IncomingFile>> chunks, Tally tally, CancellationToken cancellation)
    {
        try
        {
            var chunk = new List<IncomingFile>(ChunkSize);
            var size = 0L;
            foreach (var file in files)
            {
                cancellation.ThrowIfCancellationRequested();
                chunk.Add(file);
                size += file.Bytes?.Length ?? 0;
                tally.Found();
                if (chunk.Count < ChunkSize && size < ChunkBytes) continue;
                await chunks.WriteAsync(chunk, cancellation);
                (chunk, size) = (new List<IncomingFile>(ChunkSize), 0);
            }

            if (chunk.Count > 0) await chunks.WriteAsync(chunk, cancellation);
            tally.AllFound();
        }
        finally
        {
            chunks.Complete();
        }
    }

    private static async Task ParseAsync(
        Task<LedgerDatabase> opening, ChannelReader<List<IncomingFile>> chunks, ChannelWriter<List<Pending>>[] lanes, DateTimeOffset? acceptedAt, Tally tally, CancellationToken cancellation)
    {
        try
        {
            var place = 0;
            await foreach (var chunk in chunks.ReadAllAsync(cancellation))
            {
                var first = place;
                place += chunk.Count;
                var waiting = await ParseChunkAsync(opening, chunk, first, acceptedAt, tally, cancellation);
                foreach (var lane in waiting.GroupBy(p => LaneOf(p.Document)))
                {
                    await lanes[lane.Key].WriteAsync([.. lane], cancellation);
                }
            }
        }
        finally
        {
            foreach (var lane in lanes) lane.Complete();
        }
    }

    /// <summary>Every issuer has one writer, so two commits never wait for each other's locks.</summary>
    private static int LaneOf(IncomingDocument document)
    {
        var sum = 0u;
        foreach (var letter in RecordFilingDecision.IssuerOf(document.Reading)) sum = unchecked((sum * 31) + letter);
        return (int)(sum % Writers);
    }

    private static async Task<IReadOnlyList<Pending>> ParseChunkAsync(
        Task<LedgerDatabase> opening, List<IncomingFile> chunk, int first, DateTimeOffset? acceptedAt, Tally tally, CancellationToken cancellation)
    {
        var digests = new string?[chunk.Count];
        Parallel.For(0, chunk.Count, i => digests[i] = chunk[i].Bytes is { } bytes ? Convert.ToHexStringLower(SHA256.HashData(bytes.Span)) : null);

        // A filing known by its bytes is settled without being read again. While there is nobody to ask, reading is all there is to do; the commit asks again.
        HashSet<string> known = opening.IsCompletedSuccessfully ? await KnownAsync(await opening, digests, cancellation) : [];

        var read = new Pending?[chunk.Count];
        var receivedAt = DateTimeOffset.UtcNow;
        Parallel.For(0, chunk.Count, i =>
        {
            var file = chunk[i];
            if (file.Bytes is not { } bytes)
            {
                tally.Reject(first + i, new Rejection(file.Path, null, file.RefusalKind!, file.Refusal!));
            }
            else if (known.Contains(digests[i]!))
            {
                tally.Duplicate();
            }
            else
            {
                read[i] = new Pending(first + i, file.Path, new IncomingDocument(bytes, file.Name, DocumentReader.Read(bytes, file.Name), acceptedAt, receivedAt));
            }
        });
        return [.. read.OfType<Pending>()];
    }

    /// <summary>Those of these digests whose documents are filings held.</summary>
    private static async Task<HashSet<string>> KnownAsync(LedgerDatabase database, string?[] digests, CancellationToken cancellation)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(cancellation);
        var rows = await RegisterQueries.FindAsync(connection, [], [.. digests.OfType<string>().Distinct(StringComparer.Ordinal)], cancellation);
        return rows.Where(r => r.Status == RegistrationStatus.Recorded).Select(r => r.Sha256).ToHashSet(StringComparer.Ordinal);
    }

    private static async Task WriteAsync(Task<LedgerDatabase> opening, ChannelReader<List<Pending>> lane, Tally tally, CancellationToken cancellation)
    {
        var database = await opening.WaitAsync(cancellation);
        await foreach (var batch in lane.ReadAllAsync(cancellation))
        {
            var size = SizeOf(batch);
            while (batch.Count < ChunkSize && size < ChunkBytes && lane.TryRead(out var waiting))
            {
                batch.AddRange(waiting);
                size += SizeOf(waiting);
            }

            await WriteAsync(database, batch, tally, cancellation);
        }

        static long SizeOf(List<Pending> documents) => documents.Sum(p => (long)p.Document.Bytes.Length);
    }

    private static async Task WriteAsync(LedgerDatabase database, List<Pending> batch, Tally tally, CancellationToken cancellation)
    {
        IReadOnlyList<IntakeDecision> decisions;
        try
        {
            decisions = await RecordBatch.RecordAsync(database, [.. batch.Select(p => p.Document)], cancellation);
        }
        catch (Exception refused) when (DataRefusal(refused) is { } reason)
        {
            // One document holds something that PostgreSQL cannot store: it alone stays out.
            if (batch.Count == 1)
            {
                tally.Reject(batch[0].Place, new Rejection(batch[0].Path, batch[0].Document.Sha256, "cannot-be-stored", $"PostgreSQL cannot store what this document says: {reason}"));
                return;
            }

            await WriteAsync(database, batch[..(batch.Count / 2)], tally, cancellation);
            await WriteAsync(database, batch[(batch.Count / 2)..], tally, cancellation);
            return;
        }

        for (var i = 0; i < decisions.Count; i++)
        {
            switch (decisions[i])
            {
                case { Result: IntakeResult.Accepted } accepted:
                    tally.Accept(accepted.Lines);
                    break;
                case { Result: IntakeResult.Duplicate }:
                    tally.Duplicate();
                    break;
                case var rejected:
                    tally.Reject(batch[i].Place, new Rejection(batch[i].Path, batch[i].Document.Sha256, rejected.RejectionKind!, rejected.Message!));
                    break;
            }
        }
    }

    /// <summary>Class 22 of SQLSTATE, "data exception": the value itself is refused, not the moment.</summary>
    private static string? DataRefusal(Exception exception) => exception switch
    {
        PostgresException { SqlState: ['2', '2', ..] } refused => refused.MessageText,
        { InnerException: { } inner } => DataRefusal(inner),
        _ => null,
    };

    private sealed class Tally(IProgress<IngestProgress>? progress)
    {
        private readonly Lock gate = new();
        private readonly List<(int Place, Rejection Rejection)> rejections = [];
        private int found, accepted, duplicates, lines;
        private bool allFound;

        public void Found() => Count(() => found++);

        public void AllFound() => Count(() => allFound = true);

        public void Accept(int count) => Count(() =>
        {
            accepted++;
            lines += count;
        });

        public void Duplicate() => Count(() => duplicates++);

        public void Reject(int place, Rejection rejection) => Count(() => rejections.Add((place, rejection)));

        public IngestReport Report()
        {
            lock (gate)
            {
                return new IngestReport(found, accepted, duplicates, rejections.Count, lines, [.. rejections.OrderBy(r => r.Place).Select(r => r.Rejection)]);
            }
        }

        private void Count(Action change)
        {
            lock (gate)
            {
                change();
                progress?.Report(new IngestProgress(found, accepted + duplicates + rejections.Count, allFound));
            }
        }
    }
}
