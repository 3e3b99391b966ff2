using System.Buffers.Binary;
using System.Text.Json;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>
/// The reading process's side: takes limits, then PDFs, one after the other, from its input and answers each with a reading. It
/// ends when its input does, or when its memory ran out; its parent then starts another.
/// </summary>
public static class PdfWorker
{
    /// <summary>The verb under which the program starts itself to read PDFs; not for people.</summary>
    public const string Verb = "read-pdf";

    /// <summary>Serves standard input and output until the input ends. Returns the exit code.</summary>
    public static int Run()
    {
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        try
        {
            using var requests = new WatchedInput(input, onEnd: Abandon);
            return Run(requests, output);
        }
        finally
        {
            PdfWorkerFolder.DeleteOwn();
        }
    }

    /// <summary>Whoever asked is gone, and nobody waits for the answer: neither may the programs started here outlive it.</summary>
    private static void Abandon()
    {
        Tesseract.Stop();
        PdfWorkerFolder.DeleteOwn();
        System.Diagnostics.Process.GetCurrentProcess().Kill();
    }

    public static int Run(Stream input, Stream output)
    {
        if (Frame.Read(input) is not { } first) return 0;
        var limits = JsonSerializer.Deserialize<PdfLimits>(first.Body) ?? PdfLimits.Default;
        while (Frame.Read(input) is { } request)
        {
            if (request.Kind == Frame.Crop)
            {
                Frame.Write(output, Frame.Answer, PdfCrop.Of(request.Body, limits));
                continue;
            }

            Reading reading;
            var spent = false;
            try
            {
                reading = PdfFormReader.Read(request.Body, limits, pages => Frame.Write(output, Frame.Scans, BitConverter.GetBytes(pages)));
            }
            catch (OutOfMemoryException)
            {
                reading = PdfFormReader.Refused(request.Body, ProblemKind.LimitExceeded, $"Reading the PDF needs more than {limits.Memory / (1024 * 1024)} MiB of memory.");
                spent = true;
            }

            Frame.Write(output, spent ? Frame.LastAnswer : Frame.Answer, JsonSerializer.SerializeToUtf8Bytes(reading));
            if (spent) return 1;
        }

        return 0;
    }
}

/// <summary>What goes between the two processes: a letter that says what it is, a length, a body.</summary>
internal sealed record Frame(byte Kind, byte[] Body)
{
    public const byte Limits = (byte)'L';
    public const byte Document = (byte)'D';
    public const byte Answer = (byte)'A';

    /// <summary>An answer after which the process ends: its memory is spent.</summary>
    public const byte LastAnswer = (byte)'Z';

    /// <summary>A page, a box and a document: the answer is a picture of the box.</summary>
    public const byte Crop = (byte)'C';

    /// <summary>So many pages will be read by OCR: the time allowed grows.</summary>
    public const byte Scans = (byte)'S';

    private const int LargestBody = 256 * 1024 * 1024;

    public static void Write(Stream stream, byte kind, ReadOnlySpan<byte> body)
    {
        Span<byte> head = stackalloc byte[5];
        head[0] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], body.Length);
        stream.Write(head);
        stream.Write(body);
        stream.Flush();
    }

    /// <summary>The next frame, or <c>null</c> where the stream has ended, in the midst of one or not.</summary>
    public static Frame? Read(Stream stream)
    {
        Span<byte> head = stackalloc byte[5];
        if (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length) return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(head[1..]);
        if (length is < 0 or > LargestBody) return null;
        var body = new byte[length];
        return stream.ReadAtLeast(body, length, throwOnEndOfStream: false) < length ? null : new(head[0], body);
    }
}
