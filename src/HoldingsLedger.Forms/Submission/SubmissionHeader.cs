using System.Text;

namespace HoldingsLedger.Forms.Submission;

/// <summary>
/// What EDGAR says about a submission in front of its documents, in either dress: the text header ("ACCESSION NUMBER:")
/// or the dissemination tags (<c>&lt;ACCESSION-NUMBER&gt;</c>), with or without line breaks. Only what the form itself does not say.
/// </summary>
internal sealed record SubmissionHeader(AccessionNumber? AccessionNumber, DateTimeOffset? AcceptedAt, DateOnly? FiledOn, string? FormType)
{
    public static SubmissionHeader Read(ReadOnlySpan<byte> header, ProblemList problems) => new(
        Accession(header, problems),
        AcceptedInstant(Field(header, "<ACCEPTANCE-DATETIME>"u8), problems),
        FilingDate(Field(header, "<FILING-DATE>"u8) ?? Field(header, "FILED AS OF DATE:"u8), problems),
        Field(header, "CONFORMED SUBMISSION TYPE:"u8) ?? Field(header, "<TYPE>"u8));

    private static AccessionNumber? Accession(ReadOnlySpan<byte> header, ProblemList problems)
    {
        var text = Field(header, "ACCESSION NUMBER:"u8) ?? Field(header, "<ACCESSION-NUMBER>"u8);
        if (text is not null)
        {
            if (Forms.AccessionNumber.TryParse(text, out var accession)) return accession;
            problems.Add(ProblemKind.UnreadableNumber, null, "accessionNumber", text, $"The submission's header reads \"{ProblemList.Quote(text)}\" for its accession number, which is none.");
        }

        // The wrapper's first line names the file: "<SEC-DOCUMENT>0001127602-23-002482.txt : 20230127".
        var wrapper = Field(header, "<SEC-DOCUMENT>"u8) ?? Field(header, "<SEC-HEADER>"u8) ?? Field(header, "<IMS-DOCUMENT>"u8) ?? Field(header, "<IMS-HEADER>"u8);
        return wrapper is { Length: >= 20 } && Forms.AccessionNumber.TryParse(wrapper[..20], out var named) ? named : null;
    }

    /// <summary>fourteen digits of Eastern clock time.</summary>
    private static DateTimeOffset? AcceptedInstant(string? text, ProblemList problems)
    {
        if (text is null) return null;
        if (text.Length == 14
            && FiledValues.TryCompactDate(text.AsSpan(0, 8), out var day)
            && TimeOnly.TryParseExact(text.AsSpan(8), "HHmmss", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var time)
            && day.Year > 1) return EasternTime.At(day, time);
        problems.Add(ProblemKind.UnreadableDate, null, "acceptedAt", text, $"The submission's header reads \"{ProblemList.Quote(text)}\" for the acceptance instant, which is none.");
        return null;
    }

    private static DateOnly? FilingDate(string? text, ProblemList problems)
    {
        if (text is null) return null;
        if (FiledValues.TryCompactDate(text, out var day)) return day;
        problems.Add(ProblemKind.UnreadableDate, null, "filedOn", text, $"The submission's header reads \"{ProblemList.Quote(text)}\" for the filing date, which is none.");
        return null;
    }

    /// <summary>What stands behind a label, up to the end of its line or the next tag; <c>null</c> where there is no such label or nothing behind it.</summary>
    private static string? Field(ReadOnlySpan<byte> header, ReadOnlySpan<byte> label)
    {
        var found = Tag.In(header, label);
        if (found < 0) return null;
        var rest = header[(found + label.Length)..];
        var end = rest.IndexOfAny("\r\n<"u8);
        var value = (end < 0 ? rest : rest[..end]).Trim(" \t"u8);
        return value.IsEmpty ? null : Encoding.Latin1.GetString(value);
    }
}
