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
        return Use(worker => worker.Read(bytes))
            ?? PdfFormReader.Refused(bytes, ProblemKind.UnreadablePdf, $"The process that reads PDFs could not be started ({command.FileName}).");
    }

    /// <summary>A picture (PNG) of a part of a page, or <c>null</c> where there is none to be had.</summary>
    public byte[]? Crop(ReadOnlyMemory<byte> bytes, int page, IReadOnlyList<decimal> box)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (bytes.Length == 0 || bytes.Length > limits.Bytes) return null;
        var request = PdfCrop.Request(bytes, page, box);
        return Use(worker => worker.Ask(Frame.Crop, request).Answer) is { Length: > 0 } picture ? picture : null;
    }

    private T? Use<T>(Func<PdfWorkerProcess, T> ask)
        where T : class?
    {
        places.Wait();
        try
        {
            while (true)
            {
                var again = idle.TryPop(out var used);
                var worker = used ?? PdfWorkerProcess.Start(command, limits);
                if (worker is null) return null;
                var answer = ask(worker);
                if (worker.IsFit && !disposed) idle.Push(worker);
                else worker.Dispose();
                // A process that read others before may have fallen for their sake: only a fresh one judges a document.
                if (!again || !worker.HasFallen) return answer;
            }
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
