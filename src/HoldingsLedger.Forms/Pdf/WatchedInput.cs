using System.Collections.Concurrent;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>
/// An input that is read ahead on a thread of its own, so that its end is noticed while its reader is busy: the end of a worker's input is
/// the end of its parent, however that came about.
/// </summary>
internal sealed class WatchedInput : Stream
{
    private readonly BlockingCollection<byte[]> pieces = new(boundedCapacity: 64);
    private readonly Stream input;
    private readonly Action onEnd;
    private byte[] current = [];
    private int at;
    private volatile bool waiting;

    /// <param name="input">What is watched.</param>
    /// <param name="onEnd">Called on the watching thread when the input ends while nobody waits for more of it.</param>
    public WatchedInput(Stream input, Action onEnd)
    {
        (this.input, this.onEnd) = (input, onEnd);
        new Thread(Watch) { IsBackground = true, Name = "watches the parent" }.Start();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (at == current.Length)
        {
            waiting = true;
            var more = pieces.TryTake(out var next, Timeout.Infinite);
            waiting = false;
            if (!more) return 0;
            (current, at) = (next!, 0);
        }

        var length = Math.Min(buffer.Length, current.Length - at);
        current.AsSpan(at, length).CopyTo(buffer);
        at += length;
        return length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) pieces.Dispose();
        base.Dispose(disposing);
    }

    private void Watch()
    {
        try
        {
            var buffer = new byte[64 * 1024];
            while (input.Read(buffer, 0, buffer.Length) is > 0 and var length) pieces.Add(buffer[..length]);
            // A moment for a reader that has just taken the last piece.
            for (var patience = 0; patience < 20 && !waiting; patience++) Thread.Sleep(10);
            if (!waiting) onEnd();
            pieces.CompleteAdding();
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The reader ended first.
        }
    }
}
