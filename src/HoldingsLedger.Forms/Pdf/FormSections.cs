using System.Text.RegularExpressions;
using HoldingsLedger.Forms.Text;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>The parts of a form, as headings part them.</summary>
internal enum FormSection
{
    Header,
    TableI,
    TableII,
    Responses,
    Remarks,
    Owners,
    Signatures,
    End,
}

/// <summary>A stretch of one page that belongs to one section. <see cref="Heading"/> is the run that opens it, <c>null</c> where a page goes on.</summary>
internal sealed record SectionPart(FormSection Section, PaperPage Page, IReadOnlyList<TextRun> Runs, double Bottom, double Top, TextRun? Heading);

/// <summary>Cuts the pages of a form into its sections. After the form's own last lines everything is an exhibit's and left out.</summary>
internal static partial class FormSections
{
    public static List<SectionPart> Of(IReadOnlyList<PaperPage> pages)
    {
        var parts = new List<SectionPart>();
        var section = FormSection.Header;
        foreach (var page in pages)
        {
            var runs = page.Runs;
            var top = double.MaxValue;
            TextRun? heading = null;
            foreach (var run in runs)
            {
                if (section == FormSection.End && !Reopens(parts, run)) continue;
                if (Opens(run, section, parts, runs) is not { } next) continue;
                // A heading stands over its part: what is level with it, to its right, is part of it.
                Close(run.Box.Top);
                (section, top, heading) = (next, run.Box.Top, run);
            }

            Close(double.MinValue);

            void Close(double bottom)
            {
                if (section == FormSection.End || bottom >= top) return;
                var inside = runs.Where(run => run.Box.MidY < top && run.Box.MidY > bottom && !ReferenceEquals(run, heading)).ToList();
                if (inside.Count > 0 || heading is not null) parts.Add(new(section, page, inside, bottom, top, heading));
            }
        }

        return parts;
    }

    /// <summary>The SEC's form has its last lines on the first sheet too; Table II and the explanations follow on the second.</summary>
    private static bool Reopens(List<SectionPart> parts, TextRun run) =>
        (PaperWords.Explanation().IsMatch(run.Text) && !parts.Exists(part => part.Section == FormSection.Responses))
        || (HeaderWords.TitleOfTable(run.Text) is { } table && !parts.Exists(part => part.Section == (table == FormTable.I ? FormSection.TableI : FormSection.TableII)));

    private static FormSection? Opens(TextRun run, FormSection section, List<SectionPart> parts, IReadOnlyList<TextRun> runs)
    {
        if (HeaderWords.TitleOfTable(run.Text) is { } table)
        {
            if (section > FormSection.TableII && section != FormSection.End && run.Text.Length > 160) return null;
            return table == FormTable.I ? FormSection.TableI : FormSection.TableII;
        }

        if (Responses().IsMatch(run.Text)) return FormSection.Responses;
        // Before the tables stand only boxes.
        if (section == FormSection.Header && !parts.Exists(part => part.Section is FormSection.TableI or FormSection.TableII)) return null;
        if (PaperWords.Remarks().IsMatch(run.Text) && section is FormSection.Responses or FormSection.TableII or FormSection.TableI) return FormSection.Remarks;
        if (Owners().IsMatch(run.Text)) return FormSection.Owners;
        if (Signatures().IsMatch(run.Text)) return FormSection.Signatures;
        if (PaperWords.FormEnd().IsMatch(run.Text) && !BesideSignature(run, runs)) return FormSection.End;
        return null;
    }

    /// <summary>The SEC's form has its words on misstatements on the left of the signature.</summary>
    private static bool BesideSignature(TextRun run, IReadOnlyList<TextRun> runs) =>
        runs.Any(other => PaperWords.SignatureLabel().IsMatch(other.Text) && other.Box.Left > run.Box.Left + 40 && other.Base < run.Base + 3 && other.Base > run.Base - 60);

    [GeneratedRegex(@"^\W*Explanation of Re[sp]+on[sc]es", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Responses();

    [GeneratedRegex(@"^Reporting Owners\W*$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Owners();

    [GeneratedRegex(@"^Signatures?\W*$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Signatures();
}
