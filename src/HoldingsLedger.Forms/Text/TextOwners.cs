using System.Text.RegularExpressions;

namespace HoldingsLedger.Forms.Text;

/// <summary>
/// Finds the other owners of a joint filing: in EDGAR's table "Reporting Owners" behind the form, in further boxes 1, or in an exhibit that
/// names joint filers. Where the form is marked as a joint one and no other name is found, it says so.
/// </summary>
internal sealed partial class TextOwners(IReadOnlyList<TextLine> lines, int tables)
{
    private static readonly string[] Flags = ["director", "ten", "officer", "other"];

    public IReadOnlyList<ReportingOwner> With(ReportingOwner first, List<ReadingProblem> problems)
    {
        var owners = new List<ReportingOwner> { first };
        foreach (var other in Listed().Concat(MoreBoxes()).Concat(JointFilers()))
        {
            var known = owners.FindIndex(owner => Same(owner.Name, other.Name));
            if (known < 0) owners.Add(other);
            else if (known > 0 && owners[known].IsDirector is null) owners[known] = other;
        }

        for (var at = 1; at < owners.Count; at++)
        {
            if (owners[at].IsDirector is null)
                problems.Add(new(ProblemKind.MissingField, null, $"reportingOwners[{at}].isDirector", null, $"What {owners[at].Name} is to the issuer was not found."));
        }

        if (owners.Count == 1 && lines.Any(line => MoreThanOne().IsMatch(line.Joined)))
            problems.Add(new(ProblemKind.MissingField, null, "reportingOwners", null, "The form is filed by more than one reporting person; only one name was found."));
        return owners;
    }

    private static bool Same(string? one, string? other) => string.Equals(Letters(one), Letters(other), StringComparison.OrdinalIgnoreCase);

    private static string Letters(string? name) => string.Concat((name ?? "").Where(char.IsLetterOrDigit));

    /// <summary>The rows of EDGAR's table: a name, its address, and marks under Director, 10% Owner, Officer, Other.</summary>
    private IEnumerable<ReportingOwner> Listed()
    {
        var start = Enumerable.Range(0, lines.Count).FirstOrDefault(at => Header().IsMatch(lines[at].Text) && at > tables, -1);
        if (start < 0) yield break;
        var header = Header().Match(lines[start].Text);
        string? name = null;
        var (flags, title) = (new bool[4], (string?)null);
        foreach (var line in lines.Skip(start + 1).TakeWhile(line => !Signatures().IsMatch(line.Joined)))
        {
            foreach (var cell in line.Cells)
            {
                var column = Column(header, cell, line);
                if (column < 0)
                {
                    if (NotNames().IsMatch(cell.Text)) continue;
                    name ??= cell.Text;
                    if (!PaperWords.CityStateZip().IsMatch(cell.Text) || ReferenceEquals(name, cell.Text)) continue;
                    yield return new() { Name = name, IsDirector = flags[0], IsTenPercentOwner = flags[1], IsOfficer = flags[2], IsOther = flags[3], OfficerTitle = flags[2] ? title : null, OtherText = flags[3] && !flags[2] ? title : null };
                    (name, flags, title) = (null, new bool[4], null);
                }
                else
                {
                    flags[column] = true;
                    if (!PaperWords.IsMark(cell.Text)) title = title is null ? cell.Text : title + " " + cell.Text;
                }
            }
        }
    }

    /// <summary>Under which of the four a cell stands; -1: it is of the names.</summary>
    private static int Column(Match header, TextCell cell, TextLine line)
    {
        if (line.HasTabs) return -1;
        var (centre, best, distance) = (cell.At + (cell.Text.Length / 2.0), -1, double.PositiveInfinity);
        if (cell.At + cell.Text.Length <= header.Groups["director"].Index) return -1;
        foreach (var (group, index) in Flags.Select((group, index) => (header.Groups[group], index)))
        {
            if (Math.Abs(group.Index + (group.Length / 2.0) - centre) is var apart && apart < distance) (best, distance) = (index, apart);
        }

        return PaperWords.IsMark(cell.Text) || best >= 2 ? best : -1;
    }

    private IEnumerable<ReportingOwner> MoreBoxes()
    {
        foreach (var at in Enumerable.Range(0, lines.Count).Where(at => Box().IsMatch(lines[at].Joined)).Skip(1))
        {
            var label = lines[at].Cells.First(cell => Box().IsMatch(cell.Text) || Box().IsMatch(lines[at].Joined));
            var name = lines.Skip(at + 1).Take(3).SelectMany(line => line.Cells.Where(cell => Math.Abs(cell.At - label.At) <= (line.HasTabs ? 1 : 8))).Select(cell => cell.Text)
                .FirstOrDefault(text => Word().IsMatch(text));
            if (name is not null && !PaperWords.AddressCaption().IsMatch(name)) yield return new() { Name = name };
        }
    }

    /// <summary>"Name: …" in a list of joint filers behind the form.</summary>
    private IEnumerable<ReportingOwner> JointFilers()
    {
        var start = Enumerable.Range(0, lines.Count).FirstOrDefault(at => JointFiler().IsMatch(lines[at].Joined), -1);
        if (start < 0) yield break;
        for (var at = start; at < lines.Count; at++)
        {
            if (NameOf().Match(lines[at].Joined) is not { Success: true } match) continue;
            var name = match.Groups["name"].Value.Trim();
            if (name.Length == 0 && at + 1 < lines.Count) name = lines[at + 1].Joined;
            if (Word().IsMatch(name)) yield return new() { Name = name };
        }
    }

    [GeneratedRegex(@"(?<director>Director)\s*(?<ten>10 ?% ?Owner)\s*(?<officer>Officer)\s*(?<other>Other)\s*$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Header();

    [GeneratedRegex(@"^\W*Signatures?\W*$|/s/", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Signatures();

    [GeneratedRegex(@"^(Reporting Owner|Relationships|[Xx])\b|^Address$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex NotNames();

    [GeneratedRegex(@"1\. ?Name and Address of Report", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Box();

    [GeneratedRegex(@"Joint Filers?('s)?\b|Additional Reporting Persons?", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex JointFiler();

    [GeneratedRegex(@"^(Joint Filer('s)? |Full )?Name( of (Joint Filer|Reporting Person|Filer))?\s?:(?<name>.*)$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex NameOf();

    [GeneratedRegex(@"([Xx]{1,2}|[☒☑✓✔■])[\s\])_]*Form filed by More", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex MoreThanOne();

    [GeneratedRegex("[A-Za-z]{2,}", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Word();
}
