using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace HoldingsLedger.Forms.Xml;

/// <summary>
/// The characters of an XML document, decoded once. What it declares must be what it is (XML 1.0, 4.3.3). EDGAR's documents declare
/// nothing, which means UTF-8; single bytes in them that are not are read as windows-1252, with a problem.
/// </summary>
internal sealed class XmlText : TextReader
{
    private static readonly UnicodeEncoding LittleEndian = new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding BigEndian = new(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private readonly char[] characters;
    private readonly int length;
    private int position;
    private bool returned;

    private XmlText(char[] characters, int length) => (this.characters, this.length) = (characters, length);

    public ReadOnlySpan<char> Span => characters.AsSpan(0, length);

    /// <summary><c>null</c>, with a problem, where the bytes are not in the encoding they claim.</summary>
    public static XmlText? Decode(ReadOnlySpan<byte> bytes, ProblemList problems)
    {
        switch (bytes)
        {
            case [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..]:
                return Wrong(problems, "The document is in UTF-32, which ownership XML is not written in.");
            case [0xFF, 0xFE, ..]:
                return Wide(bytes[2..], LittleEndian, problems);
            case [0xFE, 0xFF, ..]:
                return Wide(bytes[2..], BigEndian, problems);
            case [(byte)'<', 0, ..]:
                return Wide(bytes, LittleEndian, problems);
            case [0, (byte)'<', ..]:
                return Wide(bytes, BigEndian, problems);
        }

        var marked = bytes is [0xEF, 0xBB, 0xBF, ..];
        if (marked) bytes = bytes[3..];
        var declared = DeclaredEncoding(bytes);
        if (declared is null || IsUtf8(declared)) return Utf8Text(bytes, strict: marked || declared is not null, problems);
        if (marked) return Wrong(problems, $"The document declares the encoding \"{ProblemList.Quote(declared)}\" but is marked as UTF-8.");
        if (EncodingNamed(declared) is not { } encoding) return Wrong(problems, $"The document declares the encoding \"{ProblemList.Quote(declared)}\", which its bytes are not in or nobody knows.");
        return Decode(bytes, encoding, declared, problems);
    }

    /// <summary>Starts behind the first characters.</summary>
    public void Skip(int count) => position += count;

    public override int Peek() => position < length ? characters[position] : -1;

    public override int Read() => position < length ? characters[position++] : -1;

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        var count = Math.Min(buffer.Length, length - position);
        characters.AsSpan(position, count).CopyTo(buffer);
        position += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (!returned) ArrayPool<char>.Shared.Return(characters);
        returned = true;
        base.Dispose(disposing);
    }

    private static XmlText? Wrong(ProblemList problems, string message)
    {
        problems.Refuse(ProblemKind.WrongEncoding, message);
        return null;
    }

    private static XmlText? Wide(ReadOnlySpan<byte> bytes, UnicodeEncoding encoding, ProblemList problems)
    {
        var text = Decode(bytes, encoding, "UTF-16", problems);
        if (text is null) return null;
        var start = text.Span[..Math.Min(200, text.length)];
        var declared = DeclaredEncoding(Encoding.Latin1.GetBytes(start.ToString()));
        if (declared is null || declared.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase) || declared.Contains("ucs-2", StringComparison.OrdinalIgnoreCase)) return text;
        text.Dispose();
        return Wrong(problems, $"The document declares the encoding \"{ProblemList.Quote(declared)}\" but is in UTF-16.");
    }

    private static XmlText? Decode(ReadOnlySpan<byte> bytes, Encoding encoding, string name, ProblemList problems)
    {
        var buffer = ArrayPool<char>.Shared.Rent(Math.Max(encoding.GetMaxCharCount(bytes.Length), 1));
        try
        {
            return new XmlText(buffer, encoding.GetChars(bytes, buffer));
        }
        catch (DecoderFallbackException exception)
        {
            ArrayPool<char>.Shared.Return(buffer);
            return Wrong(problems, string.Create(CultureInfo.InvariantCulture, $"The document claims the encoding \"{ProblemList.Quote(name)}\" but breaks its rules at byte {exception.Index}."));
        }
    }

    private static XmlText? Utf8Text(ReadOnlySpan<byte> bytes, bool strict, ProblemList problems)
    {
        var buffer = ArrayPool<char>.Shared.Rent(Math.Max(bytes.Length, 1));
        var (read, written, odd, firstOdd) = (0, 0, 0, 0);
        while (true)
        {
            var status = Utf8.ToUtf16(bytes[read..], buffer.AsSpan(written), out var more, out var made, replaceInvalidSequences: false);
            read += more;
            written += made;
            if (status == OperationStatus.Done) break;
            if (strict)
            {
                ArrayPool<char>.Shared.Return(buffer);
                return Wrong(problems, string.Create(CultureInfo.InvariantCulture, $"The document claims to be UTF-8 but byte {read} is not."));
            }

            if (odd++ == 0) firstOdd = read;
            written += Windows1252.GetChars(bytes.Slice(read++, 1), buffer.AsSpan(written));
        }

        if (odd > 0)
        {
            problems.Add(ProblemKind.WrongEncoding, string.Create(
                CultureInfo.InvariantCulture,
                $"{odd} bytes, the first at {firstOdd}, are not UTF-8, which the document should be in; they were read as windows-1252."));
        }

        return new XmlText(buffer, written);
    }

    private static bool IsUtf8(string name) => name.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || name.Equals("utf8", StringComparison.OrdinalIgnoreCase);

    /// <summary>An encoding that writes ASCII as ASCII (the declaration itself could not have been read otherwise), or <c>null</c>.</summary>
    private static Encoding? EncodingNamed(string name)
    {
        try
        {
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            return encoding.GetBytes("<?xml").AsSpan().SequenceEqual("<?xml"u8) ? encoding : null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string? DeclaredEncoding(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.TrimStart(" \t\r\n"u8);
        if (!bytes.StartsWith("<?xml"u8)) return null;
        var end = bytes.IndexOf((byte)'>');
        var declaration = bytes[..Math.Min(end < 0 ? bytes.Length : end, 200)];
        var name = declaration.IndexOf("encoding"u8);
        if (name < 0) return null;
        declaration = declaration[name..];
        var open = declaration.IndexOfAny((byte)'"', (byte)'\'');
        if (open < 0) return null;
        var rest = declaration[(open + 1)..];
        var close = rest.IndexOf(declaration[open]);
        return close < 0 ? null : Encoding.Latin1.GetString(rest[..close]);
    }
}
