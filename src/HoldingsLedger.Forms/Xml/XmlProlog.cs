using System.Buffers;

namespace HoldingsLedger.Forms.Xml;

/// <summary>What stands before the root element, without reading the document: where the text begins, whether it declares a document type, the root's name.</summary>
internal readonly ref struct XmlProlog
{
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n/>");

    /// <summary>White space before the XML declaration, which a strict parser refuses and a copied file has.</summary>
    public int Start { get; private init; }

    public bool HasDocumentType { get; private init; }

    /// <summary>The root's local name; empty where no element follows.</summary>
    public ReadOnlySpan<char> Root { get; private init; }

    public static XmlProlog Read(ReadOnlySpan<char> text)
    {
        var rest = text.TrimStart(" \t\r\n\uFEFF");
        var start = text.Length - rest.Length;
        while (true)
        {
            rest = rest.TrimStart(" \t\r\n");
            var end = rest switch
            {
                _ when rest.StartsWith("<?", StringComparison.Ordinal) => After(rest, "?>"),
                _ when rest.StartsWith("<!--", StringComparison.Ordinal) => After(rest, "-->"),
                _ => 0,
            };
            if (end == 0) break;
            rest = rest[end..];
        }

        if (rest.StartsWith("<!", StringComparison.Ordinal)) return new XmlProlog { Start = start, HasDocumentType = true };
        if (!rest.StartsWith("<", StringComparison.Ordinal)) return new XmlProlog { Start = start };
        var name = rest[1..];
        var nameEnd = name.IndexOfAny(NameEnds);
        if (nameEnd >= 0) name = name[..nameEnd];
        return new XmlProlog { Start = start, Root = name[(name.IndexOf(':') + 1)..] };
    }

    private static int After(ReadOnlySpan<char> text, string end)
    {
        var found = text.IndexOf(end, StringComparison.Ordinal);
        return found < 0 ? text.Length : found + end.Length;
    }
}
