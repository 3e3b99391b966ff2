using System.Collections.Concurrent;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>
/// Reads PDFs in child processes, each reading many in sequence. Whatever a PDF does there (hangs, takes all memory, ends the
/// process) the caller gets one reading with one problem, and the next PDF a fresh process. Safe to call from many threads at once.
/// </summary>
public sealed class PdfWorkerPool : IDisposable
{
    private static readonly Lazy<PdfWorkerPool> SharedPool = new(() => new PdfWorkerPool());

    private readonly PdfWorkerCommand command;
    private readonly PdfLimits limits;
    private readonly SemaphoreSlim places;
    private readonly ConcurrentStack<PdfWorkerProcess> idle = new();
    private volatile bool disposed;

    /// <param name="command">How to start a reading process; by default this program itself.</param>
    /// <param name="limits">What each PDF may use.</param>
    /// <param name="size">Processes at once; by default one for each processor, four at most.</param>
    public PdfWorkerPool(PdfWorkerCommand? command = null, PdfLimits? limits = null, int? size = null)
    {
        this.command = command ?? PdfWorkerCommand.Own();
        this.limits = limits ?? PdfLimits.Default;
        places = new(size ?? Math.Clamp(Environment.ProcessorCount, 1, 4));
    }

    /// <summary>The program's own pool; its processes end with it.</summary>
    public static PdfWorkerPool Shared => SharedPool.Value;

    /// <summary>Reads one PDF. Never throws for what is in it.</summary>
    public Reading Read(ReadOnlyMemory<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (bytes.Length == 0) return PdfFormReader.Refused(bytes, ProblemKind.EmptyDocument, "The file is empty.");
        if (bytes.Length > limits.Bytes) return PdfFormReader.Refused(bytes, ProblemKind.LimitExceeded, $"The PDF has {bytes.Length} bytes; more than {limits.Bytes} are not read.");
        places.Wait();
        try
        {
            var worker = idle.TryPop(out var used) ? used : PdfWorkerProcess.Start(command, limits);
            if (worker is null) return PdfFormReader.Refused(bytes, ProblemKind.UnreadablePdf, $"The process that reads PDFs could not be started ({command.FileName}).");
            var reading = worker.Read(bytes);
            if (worker.IsFit && !disposed) idle.Push(worker);
            else worker.Dispose();
            return reading;
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose()
    {
        disposed = true;
        while (idle.TryPop(out var worker)) worker.Dispose();
        places.Dispose();
    }
}
