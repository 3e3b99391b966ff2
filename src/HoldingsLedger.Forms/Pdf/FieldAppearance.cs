using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Tokens;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>What a text field shows on a screen, to be held against what it holds.</summary>
internal static class FieldAppearance
{
    /// <summary>
    /// The text its look draws (ISO 32000-1, 12.5.5); <c>null</c> where it has none, or one whose letters are numbers of a font of its own.
    /// </summary>
    public static string? Text(DictionaryToken widget, Structure structure, Func<IToken?, IToken?> resolved)
    {
        if (resolved(widget.Data.GetValueOrDefault("AP")) is not DictionaryToken looks || resolved(looks.Data.GetValueOrDefault("N")) is not StreamToken look) return null;
        var bytes = look.Decode(structure.FilterProvider, structure.TokenScanner).Span;
        var text = new StringBuilder();
        var drawn = false;
        for (var at = 0; at < bytes.Length; at++)
        {
            switch (bytes[at])
            {
                case (byte)'(':
                    drawn = true;
                    if (!Literal(bytes, ref at, text)) return null;
                    break;
                case (byte)'<' when at + 1 < bytes.Length && bytes[at + 1] != (byte)'<' && (at == 0 || bytes[at - 1] != (byte)'<'):
                    return null;
                case (byte)'%':
                    while (at + 1 < bytes.Length && bytes[at + 1] is not ((byte)'\r' or (byte)'\n')) at++;
                    break;
                default: break;
            }
        }

        return drawn ? text.ToString() : null;
    }

    /// <summary>One string in round brackets; <c>false</c> where it has bytes beyond printable ASCII.</summary>
    private static bool Literal(ReadOnlySpan<byte> bytes, ref int at, StringBuilder text)
    {
        var depth = 0;
        for (; at < bytes.Length; at++)
        {
            var letter = bytes[at];
            if (letter == (byte)'(' && depth++ == 0) continue;
            if (letter == (byte)')' && --depth == 0) return true;
            if (letter == (byte)'\\' && at + 1 < bytes.Length)
            {
                letter = bytes[++at];
                if (letter is (byte)'n' or (byte)'r' or (byte)'t' or (byte)'\n' or (byte)'\r') continue;
                if (letter is >= (byte)'0' and <= (byte)'7') return false;
            }

            if (letter is < 32 or > 126) return false;
            text.Append((char)letter);
        }

        return true;
    }
}
