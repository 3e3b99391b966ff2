using System.Globalization;
using System.Text.RegularExpressions;
using HoldingsLedger.Forms.Text;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>Reads footnotes, remarks and signatures: the texts under the tables, over as many pages as they take.</summary>
internal static partial class FormNotes
{
    /// <summary>Footnotes in the order printed. A line starts a new one when it bears the next number.</summary>
    public static List<Footnote> Footnotes(IReadOnlyList<SectionPart> parts, IReadOnlyList<SignatureBlock> signed)
    {
        var notes = new List<Footnote>();
        var texts = new List<string>();
        double? margin = null;
        foreach (var part in parts.Where(part => part.Section == FormSection.Responses))
        {
            foreach (var line in Lines(part))
            {
                if (EndsTexts(line, part.Page, signed)) break;
                var text = string.Join(' ', line.Select(run => run.Text));
                var start = PaperWords.FootnoteStart().Match(text);
                // A marker hangs where the first one hung: "(2)" inside a text that happens to begin a line is none.
                var hangs = margin is not { } left || Math.Abs(line[0].Box.Left - left) < 4;
                if (start.Success && hangs && Number(start) == notes.Count + 1)
                {
                    margin ??= line[0].Box.Left;
                    notes.Add(new("F" + Number(start), start.Groups["text"].Value));
                }
                else if (notes.Count > 0)
                {
                    notes[^1] = notes[^1] with { Text = TextRuns.Joined([notes[^1].Text, text]) };
                }
                else if (BareMarker().Match(text) is { Success: true } bare && Number(bare) == 1)
                {
                    margin = line[0].Box.Left;
                    notes.Add(new("F1", string.Empty));
                }
                else
                {
                    texts.Add(text);
                }
            }
        }

        return [.. notes.Select(note => note with { Text = note.Text.Trim() })];
    }

    /// <summary>The remarks without the sentence that nothing is owned, which is a field of its own.</summary>
    public static (string? Remarks, bool NothingOwned) Remarks(IReadOnlyList<SectionPart> parts, IReadOnlyList<SignatureBlock> signed)
    {
        var texts = new List<string>();
        var nothing = false;
        foreach (var part in parts.Where(part => part.Section is FormSection.Remarks or FormSection.Responses or FormSection.TableI or FormSection.TableII))
        {
            var rest = part.Heading is null ? string.Empty : PaperWords.Remarks().Replace(part.Heading.Text, string.Empty).Trim();
            if (part.Section == FormSection.Remarks && rest.Length > 0) texts.Add(rest);
            foreach (var line in Lines(part))
            {
                if (EndsTexts(line, part.Page, signed)) break;
                var text = string.Join(' ', line.Select(run => run.Text));
                if (PaperWords.NothingOwned().IsMatch(text))
                {
                    nothing = true;
                    text = PaperWords.NothingOwned().Replace(text, string.Empty).Trim();
                }

                if (part.Section == FormSection.Remarks && text.Length > 0) texts.Add(text);
            }
        }

        var remarks = TextRuns.Joined(texts);
        return (remarks.Length == 0 ? null : remarks, nothing);
    }

    /// <summary>Each "Signature of Reporting Person" with the name and the date over it.</summary>
    public static List<OwnerSignature> Signatures(IReadOnlyList<SectionPart> parts, IReadOnlyList<SignatureBlock> signed, List<ReadingProblem> problems)
    {
        var labels = parts.Where(part => part.Section > FormSection.Header).Sum(part => part.Runs.Append(part.Heading).Count(run => run is not null && PaperWords.SignatureLabel().IsMatch(run.Text)));
        if (signed.Count > 0 && signed.Count == labels) return [.. signed.Select(block => block.Signature)];
        var signatures = new List<OwnerSignature>();
        var open = new List<TextRun>();
        foreach (var part in parts.Where(part => part.Section is FormSection.Signatures or FormSection.Responses or FormSection.Remarks or FormSection.Owners or FormSection.TableII))
        {
            var started = part.Section == FormSection.Signatures || open.Count > 0;
            foreach (var line in Lines(part))
            {
                if (line.Exists(run => PaperWords.SignatureLabel().IsMatch(run.Text)))
                {
                    if (open.Count > 0) signatures.Add(Signature(open, signatures.Count, problems));
                    open.Clear();
                    started = part.Section == FormSection.Signatures;
                    continue;
                }

                // Over a signature line stands the name, "/s/" or not; under the label only stars and "Date".
                started = started || IsSignature(line);
                if (started) open.AddRange(line.Where(run => !DateLabel().IsMatch(run.Text) && run.Text.Trim('*', ' ').Length > 0));
            }
        }

        if (open.Exists(run => run.Text.StartsWith("/s/", StringComparison.OrdinalIgnoreCase))) signatures.Add(Signature(open, signatures.Count, problems));
        if (signatures.Count == 0) problems.Add(new(ProblemKind.MissingField, null, "signatures", null, "No signature was found."));
        return signatures;
    }

    private static OwnerSignature Signature(List<TextRun> runs, int index, List<ReadingProblem> problems)
    {
        var dated = runs.Find(run => PaperWords.AnyDate().IsMatch(run.Text));
        var raw = dated is null ? null : PaperWords.AnyDate().Match(dated.Text).Value;
        var date = raw is null ? default : PrintedValue.Date(raw);
        if (date.Value is null)
            problems.Add(new(ProblemKind.UnreadableDate, null, string.Create(CultureInfo.InvariantCulture, $"signatures[{index}].signedOn"), raw, "The date of the signature does not read as one."));
        var name = TextRuns.Joined(runs.Select(run => ReferenceEquals(run, dated) ? PaperWords.AnyDate().Replace(run.Text, string.Empty).Trim() : run.Text).Where(text => text.Length > 0));
        return new(name.Length == 0 ? null : name, date.Value);
    }

    /// <summary>Footnotes and remarks end where a signature begins.</summary>
    private static bool EndsTexts(List<TextRun> line, PaperPage page, IReadOnlyList<SignatureBlock> signed) =>
        line.Exists(run => PaperWords.SignatureLabel().IsMatch(run.Text) || PaperWords.FormEnd().IsMatch(run.Text))
        || (signed.Count == 0 ? IsSignature(line) : signed.Any(block => ReferenceEquals(block.Page, page) && line.Exists(block.Runs.Contains)));

    private static bool IsSignature(List<TextRun> line) => line.Exists(run => Signed().IsMatch(run.Text));

    private static int Number(Match match) => int.Parse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture);

    /// <summary>Runs grouped to lines: those whose middles are level.</summary>
    internal static List<List<TextRun>> Lines(SectionPart part)
    {
        var lines = new List<List<TextRun>>();
        foreach (var run in part.Runs.OrderByDescending(run => run.Base))
        {
            if (lines.Count > 0 && Math.Abs(lines[^1][0].Base - run.Base) < 0.4 * Math.Max(run.Size, lines[^1][0].Size)) lines[^1].Add(run);
            else lines.Add([run]);
        }

        foreach (var line in lines) line.Sort((one, other) => one.Box.Left.CompareTo(other.Box.Left));
        return lines;
    }

    [GeneratedRegex(@"^\s*\(?(?<n>[1-9][0-9]?)[.)]+\s*$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex BareMarker();

    [GeneratedRegex(@"^\W*(Date|(ing )?Person)\W*$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex DateLabel();

    [GeneratedRegex(@"^\W{0,2}/[sS5]/", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Signed();
}
