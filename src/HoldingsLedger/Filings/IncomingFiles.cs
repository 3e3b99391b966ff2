using System.Formats.Tar;
using System.IO.Compression;

namespace HoldingsLedger.Filings;

/// <summary>A file to take in: where it stands (an archive's entry behind the archive's path), and its bytes or why it has none.</summary>
public sealed record IncomingFile(string Path, ReadOnlyMemory<byte>? Bytes, string? RefusalKind, string? Refusal)
{
    /// <summary>The last part of the path, which may be an accession number.</summary>
    public string Name => Path[(Path.LastIndexOfAny(['/', '\\']) + 1)..];
}

/// <summary>
/// Walks files, folders and archives in a stable order: files as named; folders recursively by name; in folders and archives
/// only <c>.xml</c>, <c>.txt</c> and <c>.pdf</c>, and in folders also archives. One entry is in memory at a time.
/// </summary>
public static class IncomingFiles
{
    /// <summary>No ownership filing comes near: EDGAR refuses documents larger than this.</summary>
    public const int LargestFile = 64 * 1024 * 1024;

    /// <summary>An archive that inflates to more entries than EDGAR accepts in years is not one of filings.</summary>
    private const int MostEntries = 5_000_000;

    private static readonly string[] DocumentEndings = [".xml", ".txt", ".pdf"];

    /// <exception cref="FileNotFoundException">A named path does not exist; found before anything is read.</exception>
    public static IEnumerable<IncomingFile> Walk(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            if (!File.Exists(path) && !Directory.Exists(path)) throw new FileNotFoundException($"{path} does not exist.", path);
        }

        return paths.SelectMany(path => Directory.Exists(path) ? WalkFolder(path) : IsArchive(path) ? WalkArchive(path) : [ReadFile(path)]);
    }

    private static bool HasEnding(string path, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static bool IsArchive(string path) => HasEnding(path, ".zip", ".tar.gz", ".tgz");

    private static IEnumerable<IncomingFile> WalkFolder(string folder)
    {
        string[] files, folders;
        var refusal = default(IncomingFile);
        try
        {
            files = Directory.GetFiles(folder);
            folders = Directory.GetDirectories(folder);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            (files, folders) = ([], []);
            refusal = Unreadable(folder, unreadable);
        }

        if (refusal is not null) yield return refusal;
        Array.Sort(files, StringComparer.Ordinal);
        Array.Sort(folders, StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (IsArchive(file))
            {
                foreach (var entry in WalkArchive(file)) yield return entry;
            }
            else if (HasEnding(file, DocumentEndings))
            {
                yield return IsWithoutLength(file) ? new IncomingFile(file, ReadOnlyMemory<byte>.Empty, null, null) : ReadFile(file);
            }
        }

        foreach (var inner in folders)
        {
            // A link could lead back up, for ever.
            if (new DirectoryInfo(inner).LinkTarget is not null) continue;
            foreach (var file in WalkFolder(inner)) yield return file;
        }
    }

    /// <summary>Empty, or a pipe or a device, which has no length either: whoever opens a pipe that nobody writes to waits for ever.</summary>
    private static bool IsWithoutLength(string path)
    {
        try
        {
            return (File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path)) is { Exists: true, Length: 0 };
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false; // opening it says why
        }
    }

    /// <summary>One file, or why it cannot be read.</summary>
    public static IncomingFile ReadFile(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
            return Take(path, file, file.CanSeek ? file.Length : -1);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return Unreadable(path, unreadable);
        }
    }

    private static IEnumerable<IncomingFile> WalkArchive(string path)
    {
        using var entries = (HasEnding(path, ".zip") ? WalkZip(path) : WalkTar(path)).GetEnumerator();
        var count = 0;
        while (true)
        {
            IncomingFile? next;
            try
            {
                next = entries.MoveNext() ? entries.Current : null;
            }
            catch (Exception unreadable) when (unreadable is IOException or InvalidDataException or UnauthorizedAccessException or FormatException or NotSupportedException or ArgumentException or OverflowException)
            {
                // What was read of a broken archive counts; the rest is named.
                next = new IncomingFile(path, null, "unreadable-archive", $"The archive {path} breaks off or is damaged after {count} documents: {unreadable.Message}");
                count = MostEntries;
            }

            if (next is null) yield break;
            yield return next;
            if (++count <= MostEntries) continue;
            if (next.RefusalKind is null) yield return new IncomingFile(path, null, "limit-exceeded", $"The archive {path} has more than {MostEntries} documents; the rest was left out.");
            yield break;
        }
    }

    private static IEnumerable<IncomingFile> WalkTar(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        using var inflated = new GZipStream(file, CompressionMode.Decompress);
        using var counted = new LastBlock(inflated);
        using var tar = new TarReader(counted);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !HasEnding(entry.Name, DocumentEndings)) continue;
            using var empty = entry.DataStream is null ? new MemoryStream() : null;
            yield return Take($"{path}/{entry.Name}", entry.DataStream ?? empty!, entry.Length);
        }

        // GZipStream takes a file that was cut off for one that ended; a tar ends in blocks of zeros.
        if (!counted.EndsInZeros()) throw new InvalidDataException("its end is missing.");
    }

    private static IEnumerable<IncomingFile> WalkZip(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        foreach (var entry in zip.Entries)
        {
            if (!HasEnding(entry.Name, DocumentEndings)) continue;
            if (entry.IsEncrypted)
            {
                yield return new IncomingFile($"{path}/{entry.FullName}", null, "unreadable-file", $"{path}/{entry.FullName} is encrypted: unpack the archive and take in what was in it.");
                continue;
            }

            using var inflated = entry.Open();
            yield return Take($"{path}/{entry.FullName}", inflated, entry.Length);
        }
    }

    /// <summary>Reads a stream to its end, whatever length it claims, up to the limit.</summary>
    private static IncomingFile Take(string path, Stream stream, long claimed)
    {
        if (claimed > LargestFile) return TooLarge(path);
        var bytes = new byte[Math.Max(claimed, 0)];
        for (var length = 0; ;)
        {
            if (length == bytes.Length)
            {
                // As a rule as long as it claims: then the array is the document, and nobody needs to copy it.
                var next = stream.ReadByte();
                if (next < 0) return new IncomingFile(path, bytes, null, null);
                Array.Resize(ref bytes, Math.Min(Math.Max(length * 2, 4096), LargestFile + 1));
                bytes[length++] = (byte)next;
            }

            var read = length < bytes.Length ? stream.Read(bytes, length, bytes.Length - length) : 0;
            length += read;
            if (length > LargestFile) return TooLarge(path);
            if (read > 0) continue;
            // The first part of a document would be taken for all of it.
            if (length < claimed) throw new EndOfStreamException($"{path} breaks off after {length} of {claimed} bytes.");
            return new IncomingFile(path, bytes.AsMemory(0, length), null, null);
        }
    }

    private static IncomingFile TooLarge(string path) =>
        new(path, null, "limit-exceeded", $"{path} is larger than {LargestFile / 1024 / 1024} MB, which no ownership filing is; it was not read.");

    private static IncomingFile Unreadable(string path, Exception why) =>
        new(path, null, "unreadable-file", $"{path} cannot be read: {why.Message.TrimEnd('.')}.");

    /// <summary>Reads through, and remembers whether the last block of 512 bytes was all zeros.</summary>
    private sealed class LastBlock(Stream inner) : Stream
    {
        private long zeros;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        /// <summary>After what is left is read.</summary>
        public bool EndsInZeros()
        {
            var rest = new byte[4096];
            while (Read(rest, 0, rest.Length) > 0)
            {
            }

            return zeros >= 512;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            var last = buffer[..read].LastIndexOfAnyExcept((byte)0);
            zeros = last < 0 ? zeros + read : read - 1 - last;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
