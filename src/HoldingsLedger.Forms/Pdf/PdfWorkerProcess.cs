using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>One reading process, used by one thread at a time.</summary>
internal sealed class PdfWorkerProcess : IDisposable
{
    /// <summary>What the process may occupy beside its managed memory: code, pictures.</summary>
    private const long NativeMemory = 320L * 1024 * 1024;

    private readonly Process process;
    private readonly PdfLimits limits;
    private readonly string folder;

    private PdfWorkerProcess(Process process, PdfLimits limits, string folder) => (this.process, this.limits, this.folder) = (process, limits, folder);

    /// <summary>Whether it can read another PDF.</summary>
    public bool IsFit { get; private set; } = true;

    public static PdfWorkerProcess? Start(PdfWorkerCommand command, PdfLimits limits)
    {
        var start = new ProcessStartInfo(command.FileName, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var own = PdfWorkerFolder.Create();
        start.Environment["TMPDIR"] = own;
        start.Environment["DOTNET_GCHeapHardLimit"] = limits.Memory.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        try
        {
            var started = Process.Start(start);
            if (started is null)
            {
                PdfWorkerFolder.Delete(own);
                return null;
            }

            // What it says on its way down is of no use to the caller, but a full pipe would stop it.
            started.ErrorDataReceived += static (_, _) => { };
            started.BeginErrorReadLine();
            var worker = new PdfWorkerProcess(started, limits, own);
            Frame.Write(started.StandardInput.BaseStream, Frame.Limits, JsonSerializer.SerializeToUtf8Bytes(limits));
            return worker;
        }
        catch (Exception failure) when (failure is Win32Exception or IOException or InvalidOperationException)
        {
            PdfWorkerFolder.Delete(own);
            return null;
        }
    }

    /// <summary>Whether it ended before it answered, for whatever reason.</summary>
    public bool HasFallen { get; private set; }

    public Reading Read(ReadOnlyMemory<byte> bytes)
    {
        var (answer, limit) = Ask(Frame.Document, bytes);
        if (limit is not null) return PdfFormReader.Refused(bytes, ProblemKind.LimitExceeded, limit);
        try
        {
            if (answer is not null && JsonSerializer.Deserialize<Reading>(answer) is { } reading) return reading;
        }
        catch (JsonException)
        {
            // What it says is no reading: as good as none.
            Dispose();
        }

        return PdfFormReader.Refused(bytes, ProblemKind.UnreadablePdf, "The PDF made the process that read it end; it is broken or made to do harm.");
    }

    /// <summary>The answer to one request, or the limit that was reached, or neither where the process fell.</summary>
    public (byte[]? Answer, string? Limit) Ask(byte kind, ReadOnlyMemory<byte> body)
    {
        var clock = Stopwatch.StartNew();
        // A picture of a scan asks for its page to be turned upright and straightened again.
        var more = kind == Frame.Crop ? limits.TimePerScan : TimeSpan.Zero;
        var (allowed, patience, before) = (limits.Time + more, limits.Wait + more, Used());
        try
        {
            var sent = Task.Run(() => Frame.Write(process.StandardInput.BaseStream, kind, body.Span));
            while (true)
            {
                var next = Task.Run(() => Frame.Read(process.StandardOutput.BaseStream));
                while (!next.Wait(TimeSpan.FromMilliseconds(100)))
                {
                    process.Refresh();
                    if (process.HasExited) continue;
                    if (Used() - before > allowed) return Stop(string.Create(CultureInfo.InvariantCulture, $"Reading the PDF takes more than {allowed.TotalSeconds:0} seconds of processor time."));
                    if (clock.Elapsed > patience) return Stop(string.Create(CultureInfo.InvariantCulture, $"Reading the PDF takes longer than {patience.TotalSeconds:0} seconds."));
                    if (process.WorkingSet64 > limits.Memory + NativeMemory)
                        return Stop(string.Create(CultureInfo.InvariantCulture, $"Reading the PDF needs more than {(limits.Memory + NativeMemory) / (1024 * 1024)} MiB of memory."));
                }

                if (next.Result is not { } frame) break;
                if (frame.Kind == Frame.Scans)
                {
                    more = limits.TimePerScan * Math.Clamp(BitConverter.ToInt32(frame.Body), 0, limits.Scans);
                    (allowed, patience) = (allowed + more, patience + more);
                    continue;
                }

                sent.Wait();
                if (frame.Kind == Frame.LastAnswer) IsFit = false;
                return (frame.Body, null);
            }
        }
        catch (Exception failure) when (failure is AggregateException or IOException or InvalidOperationException)
        {
            // The process is gone: so it ends below.
        }

        (IsFit, HasFallen) = (false, true);
        return (null, null);
    }

    public void Dispose()
    {
        IsFit = false;
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                // Its folder can go only when nothing writes to it any more.
                process.WaitForExit(2000);
            }
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception)
        {
            // It has just ended by itself.
        }

        process.Dispose();
        PdfWorkerFolder.Delete(folder);
    }

    private TimeSpan Used()
    {
        try
        {
            return process.TotalProcessorTime;
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
        {
            // It has just ended.
            return TimeSpan.Zero;
        }
    }

    private (byte[]? Answer, string? Limit) Stop(string why)
    {
        Dispose();
        return (null, why);
    }
}
