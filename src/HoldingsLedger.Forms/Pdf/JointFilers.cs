using System.Globalization;
using System.Text.RegularExpressions;
using HoldingsLedger.Forms.Text;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>
/// Owners of a joint filing that only an exhibit lists ("Joint Filer Information"): a name, an address and a relationship each, behind labels of
/// their own. Exhibits have no form, so what is read from one is never certain.
/// </summary>
internal static partial class JointFilers
{
    /// <summary>Pages behind the form on which such a list is looked for.</summary>
    public const int MostPages = 8;

    private const decimal Confidence = 0.7m;

    private enum Label
    {
        Name,
        Address,
        Relationship,
        Other,
    }

    /// <summary>Whether the box "Form filed by More than One Reporting Person" is marked.</summary>
    public static bool AreSaid(IReadOnlyList<PaperPage> pages) => pages.Any(page => page.Kind == PageKind.Text
        && CheckMarks.Read(page, new(-100_000, -100_000, 100_000, 100_000), ByOne(), ByMore()).Marked[1] == true);

    /// <summary>The owners with those of the exhibit behind them; a joint filing that names one owner says so in a problem.</summary>
    public static List<ReportingOwner> Add(List<ReportingOwner> owners, IReadOnlyList<PaperPage> pages, Dictionary<string, decimal> confidence, List<ReadingProblem> problems)
    {
        if (owners.Count > 1 || !AreSaid(pages)) return owners;
        var known = owners.Select(owner => Key(owner.Name)).ToHashSet(StringComparer.Ordinal);
        var all = owners.ToList();
        foreach (var owner in Listed([.. pages.Where(page => page.Kind == PageKind.Text)]).Where(owner => known.Add(Key(owner.Name))))
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"reportingOwners[{all.Count}].");
            foreach (var field in (ReadOnlySpan<string>)["name", "isDirector", "isOfficer", "isTenPercentOwner", "isOther"]) confidence[name + field] = Confidence;
            all.Add(owner);
        }

        if (all.Count < 2)
            problems.Add(new(ProblemKind.MissingField, null, "reportingOwners[1].name", null, "The form says that more than one person files it; only one name was found."));
        return all;
    }

    private static string Key(string? name) => string.Concat((name ?? string.Empty).Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>The owners below the heading, each from its name to the next one's, over as many pages as they take.</summary>
    private static List<ReportingOwner> Listed(IReadOnlyList<PaperPage> pages)
    {
        var owners = new List<ReportingOwner>();
        var begun = false;
        foreach (var page in pages)
        {
            var heading = page.Runs.FirstOrDefault(run => Heading().IsMatch(run.Text));
            begun |= heading is not null;
            if (begun) Listed(page, heading?.Base ?? double.MaxValue, owners);
        }

        owners.RemoveAll(owner => string.IsNullOrWhiteSpace(owner.Name));
        return owners;
    }

    private static void Listed(PaperPage page, double top, List<ReportingOwner> owners)
    {
        var labels = page.Runs.Where(run => run.Base < top && LabelOf(run.Text) is not null).OrderByDescending(run => run.Base).ToList();
        for (var at = 0; at < labels.Count; at++)
        {
            var (label, size) = (labels[at], labels[at].Size);
            var (kind, beside) = LabelOf(label.Text)!.Value;
            var floor = labels.Skip(at + 1).Where(other => other.Base < label.Base - 2).Select(other => other.Base + 0.3 * size).DefaultIfEmpty(double.MinValue).First();
            var lines = page.Runs.Where(run => !labels.Contains(run) && run.Base < top && run.Base > floor)
                .GroupBy(run => Math.Round(run.Base)).OrderByDescending(line => line.Key)
                .Select(line => (Base: line.Key, Text: string.Join(' ', line.OrderBy(run => run.Box.Left).Select(run => run.Text)))).ToList();
            if (beside.Length > 0) lines.Add((label.Base, beside));
            // A name stands beside its label or under it; an address may begin above its label, which is set about its middle.
            var first = lines.FindIndex(line => line.Base < label.Base + 0.3 * size);
            if (first < 0) continue;
            if (kind == Label.Name)
            {
                owners.Add(new() { Name = lines[first].Text });
                top = lines[first].Base - 1;
            }
            else if (owners.Count > 0 && kind == Label.Address)
            {
                owners[^1] = owners[^1] with { Address = PrintedAddress.Of([.. lines.OrderByDescending(line => line.Base).Select(line => line.Text)]) };
            }
            else if (owners.Count > 0 && kind == Label.Relationship)
            {
                owners[^1] = Related(owners[^1], string.Join(' ', lines.Skip(first).Select(line => line.Text)));
            }

            if (kind != Label.Name) top = Math.Min(top, floor);
        }
    }

    private static ReportingOwner Related(ReportingOwner owner, string words) => owner with
    {
        // "Other (former director)" is none.
        IsDirector = Director().IsMatch(Brackets().Replace(words, string.Empty)),
        IsTenPercentOwner = TenPercent().IsMatch(Brackets().Replace(words, string.Empty)),
        IsOfficer = Officer().IsMatch(words),
        IsOther = Other().IsMatch(words),
        OfficerTitle = Officer().Match(words).Groups["title"] is { Success: true } title ? title.Value : null,
        OtherText = Other().Match(words).Groups["text"] is { Success: true } text ? text.Value : null,
    };

    private static (Label Kind, string Beside)? LabelOf(string text)
    {
        if (OtherLabel().IsMatch(text)) return (Label.Other, string.Empty);
        if (NameLabel().Match(text) is { Success: true } name) return (Label.Name, name.Groups["rest"].Value);
        if (AddressLabel().Match(text) is { Success: true } address) return (Label.Address, address.Groups["rest"].Value);
        return RelationshipLabel().Match(text) is { Success: true } relationship ? (Label.Relationship, relationship.Groups["rest"].Value) : null;
    }

    // Boxes are looked for in letters without spaces.
    [GeneratedRegex("FormfiledbyOneReporting", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex ByOne();

    [GeneratedRegex("FormfiledbyMorethanOne", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex ByMore();

    [GeneratedRegex(@"^\W*(Exhibit\W.*)?(Joint (Filer|Reporting Person|Filing)s?\W*(Information)?|(Additional|Other) (Joint )?(Filer|Reporting Person)s?( Information)?|Information (on|regarding|about) Joint Filers?)\W*$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\W*(Name( and Address)?( of (the )?(Joint |Additional )?(Filer|Reporting Person|Reporting Owner|Person))?|(Joint |Additional )(Filer|Reporting Person))\s*(#? ?[0-9]{1,2})?\s*(:\s*(?<rest>.*)|)$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex NameLabel();

    [GeneratedRegex(@"^\W*(Business |Mailing )?Address( of [^:]{3,40})?\s*(:\s*(?<rest>.*)|)$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex AddressLabel();

    [GeneratedRegex(@"^\W*Relationship( of [^:]{3,60})?( to (the )?Issuer)?\s*(:\s*(?<rest>.*)|)$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex RelationshipLabel();

    [GeneratedRegex(@"^\W*(Designated Filer|Name of Designated|Issuer|Name of Issuer|Date of|Date\W*:|Statement for|Period|Signatures?\W|Title\W*:|Name:.*Title:|If Amendment|Individual or Joint|By\W*:|/s/|Ticker)", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex OtherLabel();

    [GeneratedRegex(@"\([^)]*\)", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Brackets();

    [GeneratedRegex(@"\bDirector\b(?! of)", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Director();

    [GeneratedRegex("10 ?%|ten percent", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex TenPercent();

    [GeneratedRegex(@"\bOfficer( \((?<title>[^)]+)\))?", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Officer();

    [GeneratedRegex(@"\bOther( \((?<text>[^)]+)\))?", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Other();
}
