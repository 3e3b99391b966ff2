using System.Text;

namespace HoldingsLedger.Forms.Submission;

/// <summary>Finds the tags of a submission. EDGAR writes them in capitals; a copy that went through other tools may not.</summary>
internal static class Tag
{
    /// <summary>Where a tag first stands: the one in capitals if there is one, else one in other letters; -1 where there is none.</summary>
    public static int In(ReadOnlySpan<byte> text, ReadOnlySpan<byte> tag)
    {
        var found = text.IndexOf(tag);
        for (var start = 0; found < 0 && start <= text.Length - tag.Length; start++)
        {
            var next = text[start..].IndexOf(tag[0]);
            if (next < 0) return -1;
            start += next;
            if (Begins(text[start..], tag)) return start;
        }

        return found;
    }

    /// <summary>As <see cref="In"/>, from the end.</summary>
    public static int LastIn(ReadOnlySpan<byte> text, ReadOnlySpan<byte> tag)
    {
        var found = text.LastIndexOf(tag);
        for (var end = text.Length; found < 0; )
        {
            end = text[..end].LastIndexOf(tag[0]);
            if (end < 0 || Begins(text[end..], tag)) return end;
        }

        return found;
    }

    /// <summary>Whether a text begins with a tag, in whatever letters.</summary>
    public static bool Begins(ReadOnlySpan<byte> text, ReadOnlySpan<byte> tag) => text.Length >= tag.Length && Ascii.EqualsIgnoreCase(text[..tag.Length], tag);
}
