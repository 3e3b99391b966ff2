using System.Globalization;
using System.Text.RegularExpressions;
using HoldingsLedger.Forms.Text;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>
/// Reads the boxes above the tables. Their borders differ from layout to layout and boxes hold boxes of their own, so each field is the
/// area from its label to the next label on its right and below.
/// </summary>
internal sealed partial class HeaderBlock
{
    /// <summary>How far left of its words a box over the form may stand.</summary>
    private const double BoxReach = 120;

    private static readonly string[] Flags = ["isDirector", "isOfficer", "isTenPercentOwner", "isOther"];

    private readonly List<(Field Field, TextRun Run, PaperPage Page)> labels = [];
    private readonly List<SectionPart> parts;
    private readonly List<ReadingProblem> problems;

    public HeaderBlock(IReadOnlyList<SectionPart> sections, List<ReadingProblem> problems)
    {
        this.problems = problems;
        // Owners of a joint filing may have boxes of their own behind the tables.
        parts = [.. sections.Where(part => part.Section == FormSection.Header || part.Runs.Any(run => Owner().IsMatch(run.Text)))];
        foreach (var part in parts)
        {
            foreach (var run in part.Runs)
            {
                if (FieldOf(run.Text) is { } field) labels.Add((field, run, part.Page));
            }
        }
    }

    /// <summary>Fields that the page does not say outright, and how sure they are.</summary>
    public Dictionary<string, decimal> Inferred { get; } = new(StringComparer.Ordinal);

    private enum Field
    {
        Owner,
        Issuer,
        Identifier,
        Period,
        Amendment,
        Relationship,
        Joint,
    }

    public FiledIssuer? Issuer()
    {
        foreach (var label in labels.Where(label => label.Field == Field.Issuer))
        {
            var texts = Texts(label, IssuerLabel());
            // Name and symbol may take several lines: "Rocket Lab USA, Inc." / "[ RKLB ]". In a scan each line may be a stamp's.
            for (var first = 0; first < texts.Count; first++)
            {
                for (var last = first; last < texts.Count && (last == first || first == 0); last++)
                {
                    if (PaperWords.IssuerWithSymbol().Match(string.Join(' ', texts.Take(last + 1).Skip(first))) is { Success: true } match)
                        return new(null, match.Groups["name"].Value, match.Groups["symbol"].Value.Trim());
                }

                if (label.Page.Scan is null) break;
            }

            if (texts.Count > 0) return new(null, texts[0], null);
        }

        problems.Add(new(ProblemKind.MissingField, null, "issuer.name", null, "The issuer's name was not found."));
        return null;
    }

    public DateOnly? Period() => Date(Field.Period, "periodOfReport", required: true);

    public DateOnly? Amended() => Date(Field.Amendment, "dateOfOriginalSubmission", required: false);

    /// <summary>The box over the whole form that a label such as "Check this box if no longer subject" has; <c>null</c> where it is not printed.</summary>
    public bool? Box(Regex label)
    {
        foreach (var part in parts)
        {
            // The label runs over several lines and its box may stand in the middle of them, far to the left.
            var area = new Box(-100, Math.Max(part.Bottom, -10_000), 10_000, Math.Min(part.Top, 100_000));
            var lines = TextRuns.Lines(part.Page.Glyphs.Where(glyph => area.Holds(glyph.MidX, glyph.MidY) && !string.IsNullOrWhiteSpace(glyph.Text)));
            if (CheckMarks.Find(lines, label) is not { } words) continue;
            var beside = new Box(words.Left - BoxReach, words.Bottom - 40, words.Left + 2, words.Top + 3);
            var glyphs = part.Page.Glyphs.Where(glyph => beside.Holds(glyph.MidX, glyph.MidY) && glyph.Box.Right <= words.Left + 2 && !string.IsNullOrWhiteSpace(glyph.Text)).ToList();
            // Another such box below has words of its own on its right.
            var next = CheckMarks.Find(lines.Where(line => line[0].Base < words.Bottom).ToList(), AnyBox());
            var floor = next?.Top ?? double.MinValue;
            var marked = TextRuns.Lines(glyphs.Where(glyph => glyph.MidY > floor)).Exists(CheckMarks.EndsInMark)
                || part.Page.Marks.Any(mark => beside.Holds(mark.MidX, mark.MidY) && mark.MidY > floor);
            return marked;
        }

        return null;
    }

    public List<ReportingOwner> Owners()
    {
        var owners = new List<ReportingOwner>();
        var relationships = labels.Where(label => label.Field == Field.Relationship).ToList();
        foreach (var label in labels.Where(label => label.Field == Field.Owner))
        {
            if (Person(label) is not { } owner)
            {
                if (label.Page.Scan is null) problems.Add(new(ProblemKind.MissingField, null, "reportingOwners", null, string.Create(CultureInfo.InvariantCulture, $"A box for a reporting person on page {label.Page.Number} has no name that could be read.")));
                continue;
            }

            // An owner's own boxes are level with their name or follow it; without any, box 5 of the form speaks for every reporting person.
            var own = relationships.Where(other => other.Page.Number == label.Page.Number && other.Run.Box.Top > Area(label).Bottom && other.Run.Box.Bottom < label.Run.Box.Top + 12)
                .OrderByDescending(other => other.Run.Base).ToList();
            if (own.Count > 0) owners.Add(Related(owner, own[0], owners.Count));
            else if (relationships.Count > 0)
            {
                foreach (var flag in (ReadOnlySpan<string>)[.. Flags, "officerTitle"]) Inferred[$"reportingOwners[{owners.Count}].{flag}"] = 0.6m;
                owners.Add(Related(owner, relationships[0], owners.Count));
            }
            else owners.Add(owner);
        }

        if (owners.Count == 0) problems.Add(new(ProblemKind.MissingField, null, "reportingOwners[0].name", null, "The reporting person's name was not found."));
        return owners;
    }

    private static Field? FieldOf(string text)
    {
        if (Owner().IsMatch(text)) return Field.Owner;
        if (IssuerLabel().IsMatch(text)) return Field.Issuer;
        if (PeriodLabel().IsMatch(text)) return Field.Period;
        if (AmendmentLabel().IsMatch(text)) return Field.Amendment;
        if (RelationshipLabel().IsMatch(text)) return Field.Relationship;
        if (JointLabel().IsMatch(text)) return Field.Joint;
        return IdentifierLabel().IsMatch(text) ? Field.Identifier : null;
    }

    private DateOnly? Date(Field field, string name, bool required)
    {
        foreach (var label in labels.Where(label => label.Field == field))
        {
            foreach (var text in Texts(label, AnyFieldLabel()))
            {
                if (PaperWords.AnyDate().Match(text) is { Success: true } match && PrintedValue.Date(match.Value).Value is { } date) return date;
                if (!DigitsAndSlashes().IsMatch(text)) continue;
                problems.Add(new(ProblemKind.UnreadableDate, null, name, text, $"\"{text}\" does not read as a date."));
                return null;
            }
        }

        if (required) problems.Add(new(ProblemKind.MissingField, null, name, null, "The date of the report was not found."));
        return null;
    }

    private ReportingOwner? Person((Field Field, TextRun Run, PaperPage Page) label)
    {
        var area = Area(label);
        var runs = RunsIn(label.Page, area, label.Run);
        if (Captions(runs, "City", "State", "Zip") is null && OnNextPage(label, area) is { } whole)
        {
            label.Page = whole;
            runs = RunsIn(whole, area, label.Run);
        }

        var last = Captions(runs, "Last", "First", "Middle");
        var street = Captions(runs, "Street");
        var city = Captions(runs, "City", "State", "Zip");
        var names = Between(label.Run.Base - 1, last ?? street ?? city ?? area.Bottom);
        if (names.Count == 0) return null;
        if (last is null && street is null && city is null && label.Page.Scan is null && PrintedAddress.Of([.. names.Skip(1)]) is { City: not null } listed)
            return new() { Name = names[0], Address = listed };
        var streets = last is { } under ? Between(under - 2, street ?? city ?? area.Bottom) : [];
        var cities = street is { } below ? Between(below - 2, city ?? area.Bottom) : [];
        // A form without the caption "(Street)" has city and streets in one block.
        var address = PrintedAddress.Of(streets.Concat(cities).ToList());
        if (address is { City: null } && street is { } from && city is { } to && CellsOverCaptions(runs, from - 2, to) is { } cells)
            address = (PrintedAddress.Of(streets) ?? new(null, null, null, null, null)) with { City = cells.City, State = cells.State, ZipCode = cells.Zip };
        return new() { Name = string.Join(' ', names), Address = address };

        List<string> Between(double top, double bottom) =>
            [.. TextRuns.Lines(label.Page.Glyphs.Where(glyph => glyph.MidX > area.Left && glyph.MidX < area.Right && glyph.Base < top && glyph.Base > bottom && !string.IsNullOrWhiteSpace(glyph.Text)))
                .Select(line => TextRuns.Text(line).Trim(' ', '*', '_', '|', '[', ']', '—', ':', ';', '\\')).Where(text => Word().IsMatch(text) && !AddressCaption().IsMatch(text) && !OwnerRest().IsMatch(text))];
    }

    /// <summary>City, state and ZIP in cells of their own, each over its caption; <c>null</c> where one text lies over two captions.</summary>
    private static (string? City, string? State, string? Zip)? CellsOverCaptions(List<TextRun> runs, double top, double bottom)
    {
        var captions = new double[2];
        for (var at = 0; at < 2; at++)
        {
            var word = at == 0 ? "(State)" : "(Zip)";
            if (runs.Find(run => run.Text.StartsWith(word, StringComparison.OrdinalIgnoreCase)) is not { } caption) return null;
            captions[at] = caption.Box.Left;
        }

        var texts = new List<TextRun>[] { [], [], [] };
        foreach (var run in runs.Where(run => run.Base < top && run.Base > bottom && Word().IsMatch(run.Text) && !AddressCaption().IsMatch(run.Text)))
        {
            if (captions.Any(left => run.Box.Left < left - 3 && run.Box.Right > left + 3)) return null;
            texts[captions.Count(left => run.Box.MidX > left)].Add(run);
        }

        return texts[0].Count == 0 ? null : (Joined(texts[0]), Joined(texts[1]), Joined(texts[2]));

        static string? Joined(List<TextRun> cell) => cell.Count == 0 ? null : TextRuns.Joined(cell.OrderByDescending(run => run.Base).ThenBy(run => run.Box.Left).Select(run => run.Text));
    }

    private static double? Captions(List<TextRun> runs, params ReadOnlySpan<string> words)
    {
        double? top = null;
        foreach (var run in runs)
        {
            foreach (var word in words)
            {
                if (run.Text.Contains("(" + word + ")", StringComparison.OrdinalIgnoreCase)) top = Math.Max(top ?? double.MinValue, run.Base + 1);
            }
        }

        return top;
    }

    private ReportingOwner Related(ReportingOwner owner, (Field Field, TextRun Run, PaperPage Page) label, int index)
    {
        var area = Area(label);
        var (marks, stray) = CheckMarks.Read(label.Page, area, Director(), TenPercent(), Officer(), OtherBox());
        // No form is without a mark here: one that belongs to none of the options belongs to one of them, and on a scan it may have been lost.
        if (stray || !marks.Contains(true) && label.Page.Scan is not null)
        {
            foreach (var (flag, marked) in Flags.Zip(marks))
            {
                if (marked == true) continue;
                var field = string.Create(CultureInfo.InvariantCulture, $"reportingOwners[{index}].{flag}");
                Inferred[field] = 0.5m;
                problems.Add(new(ProblemKind.DoubtfulValue, null, field, null, stray ? "A mark of box 5 stands beside none of its options." : "No mark was found in box 5, which every form has."));
            }
        }

        if (marks.All(mark => mark is null)) return owner;
        var lines = TextRuns.Lines(label.Page.Glyphs.Where(glyph => area.Holds(glyph.MidX, glyph.MidY) && !string.IsNullOrWhiteSpace(glyph.Text)));
        // "Former 10% Owner" under the boxes is what somebody is, no box.
        var lowest = CheckMarks.Find(lines, OtherBox())?.Bottom ?? double.MinValue;
        var captions = lines.Where(line => OptionWords().IsMatch(TextRuns.Text(line)) && (line[0].Base > lowest || SecondLine().IsMatch(TextRuns.Text(line)))).ToList();
        var floor = captions.Count == 0 ? area.Top : captions.Min(line => line[0].Base) - 1;
        var otherLeft = CheckMarks.Find(lines, OtherBox())?.Left ?? area.Right;
        var below = label.Page.Glyphs.Where(glyph => area.Holds(glyph.MidX, glyph.MidY) && glyph.MidX > label.Run.Box.Left - 2.5 && glyph.Base < floor && !string.IsNullOrWhiteSpace(glyph.Text)).ToList();
        var (officer, other) = (marks[2] == true, marks[3] == true);
        var words = TextRuns.Joined(below);
        // "Title / other text" on one line, or each under its own box.
        var slash = words.LastIndexOf(" /", StringComparison.Ordinal);
        string? title = null, text = null;
        if (slash >= 0 && (slash == words.Length - 2 || other))
            (title, text) = (words[..slash].Trim(), words[(slash + 2)..].Trim());
        else if (words.StartsWith("/ ", StringComparison.Ordinal))
            text = words[2..].Trim();
        else if (officer && other)
            (title, text) = (TextRuns.Joined(below.Where(glyph => glyph.MidX < otherLeft - 4)), TextRuns.Joined(below.Where(glyph => glyph.MidX >= otherLeft - 4)));
        else if (other)
            text = words;
        else
            title = words;
        return owner with
        {
            IsDirector = marks[0],
            IsTenPercentOwner = marks[1],
            IsOfficer = marks[2],
            IsOther = marks[3],
            OfficerTitle = officer && !string.IsNullOrEmpty(title) ? title : null,
            OtherText = other && !string.IsNullOrEmpty(text) ? text : null,
        };
    }
}
