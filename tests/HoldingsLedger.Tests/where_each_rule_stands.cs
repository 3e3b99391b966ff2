using System.Text.RegularExpressions;
using Xunit;

namespace HoldingsLedger.Tests;

/// <summary>Who has the description of the domain in hand finds each rule in the code: comments name its section, and docs/glossary.md the files that do.</summary>
public static partial class where_each_rule_stands
{
    [Fact]
    public static void the_glossary_names_the_files_whose_comments_name_the_rule()
    {
        var table = Row().Matches(File.ReadAllText(Path.Combine(tidy.Repository, "docs", "glossary.md")))
            .ToDictionary(row => row.Groups["section"].Value, row => Named().Matches(row.Groups["files"].Value).Select(file => file.Groups["file"].Value).Order(StringComparer.Ordinal).ToList(), StringComparer.Ordinal);
        Assert.Equal(Cited().Order(StringComparer.Ordinal), table.SelectMany(row => row.Value.Select(file => $"{row.Key} {file}")).Order(StringComparer.Ordinal));
        Assert.All(Enumerable.Range(1, 10), rule => Assert.Contains($"3.{rule}", table.Keys));
    }

    // Sections 5 and 6, amendments and replays, are folders of their own.
    private static IEnumerable<string> Cited()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(tidy.Repository, "src"), "*.cs", SearchOption.AllDirectories))
        {
            if (file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)) continue;
            var sections = Citation().Matches(File.ReadAllText(file)).SelectMany(citation => Number().Matches(citation.Value)).Select(number => number.Value).Distinct(StringComparer.Ordinal);
            foreach (var section in sections.Where(section => section[0] is not ('5' or '6'))) yield return $"{section} {Path.GetFileNameWithoutExtension(file)}";
        }
    }

    [GeneratedRegex(@"^\| (?<section>[0-9]+(?:\.[0-9]+)?) \| [^|]+ \| (?<files>[^|]+) \|$", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<file>[A-Za-z]+)`", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"domain sections? [0-9]+(?:\.[0-9]+)?(?:(?:,| and) [0-9]+(?:\.[0-9]+)?)*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Citation();

    [GeneratedRegex(@"[0-9]+(?:\.[0-9]+)?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
