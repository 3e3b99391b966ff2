using System.Text.RegularExpressions;
using Xunit;

namespace HoldingsLedger.Tests;

/// <summary>What README.md, CHANGELOG.md and docs/ name is there: scripts, verbs, files. An integration test runs the commands.</summary>
public static partial class the_readme
{
    private static readonly string[] Pages = [.. Directory.EnumerateFiles(tidy.Repository, "*.md"), .. Directory.EnumerateFiles(Path.Combine(tidy.Repository, "docs"), "*.md"), Path.Combine(tidy.Repository, "samples", "README.md")];

    public static TheoryData<string> PagesOfTheRepository => [.. Pages.Select(page => Path.GetRelativePath(tidy.Repository, page))];

    [Theory]
    [MemberData(nameof(PagesOfTheRepository))]
    public static void a_link_leads_to_a_file(string page)
    {
        var path = Path.Combine(tidy.Repository, page);
        foreach (Match link in Links().Matches(File.ReadAllText(path)))
        {
            var target = link.Groups["target"].Value;
            if (target.StartsWith("http", StringComparison.Ordinal) || target.StartsWith('#')) continue;
            var file = Path.Combine(Path.GetDirectoryName(path)!, target.Split('#')[0]);
            Assert.True(Path.Exists(file), $"{page} links to {target}, which is not there.");
        }
    }

    [Theory]
    [MemberData(nameof(PagesOfTheRepository))]
    public static void a_script_it_names_is_there_and_can_be_run(string page)
    {
        foreach (Match script in Scripts().Matches(File.ReadAllText(Path.Combine(tidy.Repository, page))))
        {
            var file = Path.Combine(tidy.Repository, script.Value);
            Assert.True(File.Exists(file), $"{page} names {script.Value}, which is not there.");
            Assert.True(OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & UnixFileMode.UserExecute) != UnixFileMode.None, $"{script.Value} cannot be executed.");
        }
    }

    [Theory]
    [MemberData(nameof(PagesOfTheRepository))]
    public static void a_verb_it_names_has_its_file(string page)
    {
        foreach (Match call in Verbs().Matches(File.ReadAllText(Path.Combine(tidy.Repository, page))))
        {
            var verb = call.Groups["verb"].Value;
            var file = Path.Combine(tidy.Repository, "src", "HoldingsLedger", "Verbs", $"{char.ToUpperInvariant(verb[0])}{verb[1..]}Verb.cs");
            Assert.True(File.Exists(file), $"{page} names the verb {verb}, which has no {file}.");
        }
    }

    [Fact]
    public static void the_two_commands_are_there()
    {
        var readme = File.ReadAllText(Path.Combine(tidy.Repository, "README.md"));
        Assert.Contains("```bash\nscripts/demo\nscripts/test\n```", readme, StringComparison.Ordinal);
        Assert.Contains("scripts/test", File.ReadAllText(Path.Combine(tidy.Repository, ".ci", "run")), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Links();

    [GeneratedRegex(@"scripts/[a-z-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scripts();

    [GeneratedRegex(@"scripts/holdings (?<verb>[a-z]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Verbs();
}
