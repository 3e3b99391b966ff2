using System.Text;
using System.Text.Json;
using HoldingsLedger.Findings;
using HoldingsLedger.Holdings;
using HoldingsLedger.Tests.Holdings;
using Xunit;

namespace HoldingsLedger.Tests.Findings;

public sealed class findings
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, FindingCases.All.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void each_case_gives_its_finding(int at)
    {
        var made = FindingCases.All[at];
        var finding = Found(made).Find(finding => finding.Kind == made.Kind && finding.Cause == made.Cause);
        Assert.True(finding is not null, $"{made.Kind} {made.Cause} expected: {made.Story} Found: {string.Join(' ', Found(made).Select(found => found.Message))}");
        if (made.Because is { } because) Assert.Contains(because, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void every_kind_and_every_cause_has_a_case()
    {
        Assert.Empty(Enum.GetValues<FindingKind>().Except(FindingCases.All.Select(made => made.Kind)));
        Assert.Empty(Enum.GetValues<FindingCause>().Except(FindingCases.All.Select(made => made.Cause)));
    }

    /// <summary>UPDATE_DOCS=1 writes the page anew.</summary>
    [Fact]
    public void the_page_of_findings_is_the_one_its_cases_give()
    {
        var path = Path.Combine(Root(), "docs", "findings.md");
        var page = Page();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") is "1") File.WriteAllText(path, page);
        Assert.True(File.Exists(path) && string.Equals(File.ReadAllText(path), page, StringComparison.Ordinal), "docs/findings.md is stale: run the tests once with UPDATE_DOCS=1.");
    }

    private static List<BalanceFinding> Found(FindingCase made)
    {
        var known = IssuerSplits.Settle(made.Holdings.Known(), made.Others);
        return [.. made.AskedOn is { } day ? PositionsOn.Day(known, Filed.Day(day)).SelectMany(position => position.Findings) : known.Accounts.SelectMany(account => account.Findings)];
    }

    private static string Page()
    {
        var page = new StringBuilder();
        page.Append("# Findings\n\nWhere what filers print does not agree with what they report, a finding says so and names the cause, if the filings show one.\n");
        page.Append("The list is closed. Each entry has a made-up case with a real oddity; this page is made from the cases (`UPDATE_DOCS=1 scripts/test`).\n");
        foreach (var kind in FindingCases.All.GroupBy(made => made.Kind))
        {
            page.Append("\n## ").Append(Kebab(kind.Key.ToString())).Append('\n');
            foreach (var cause in kind.GroupBy(made => made.Cause))
            {
                page.Append("\n### ").Append(Kebab(cause.Key.ToString())).Append('\n');
                foreach (var made in cause) Append(page, made);
            }
        }

        return page.ToString();
    }

    private static void Append(StringBuilder page, FindingCase made)
    {
        page.Append('\n').Append(made.Story).Append("\n\n");
        foreach (var filing in made.Holdings.Filings)
        {
            foreach (var line in filing.Lines.Select(held => held.Line)) page.Append("- ").Append(Row(filing, line)).Append('\n');
            foreach (var note in filing.Footnotes) page.Append("  - ").Append(note.Id).Append(": ").Append(note.Text).Append('\n');
        }

        page.Append("\n> ").Append(made.AskedOn is { } day ? $"On {day}: " : "").Append(Found(made).First(finding => finding.Kind == made.Kind && finding.Cause == made.Cause).Message).Append('\n');
    }

    private static string Row(HeldFiling filing, HoldingsLedger.Forms.ReportedLine line) => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"`{filing.Filing}/{line.Line}` (Form {filing.FormType}) {(line.Kind == HoldingsLedger.Forms.LineKind.Holding ? "holding" : $"{line.TransactionOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "no date"} {line.TransactionCode} {line.AcquiredDisposed} {line.Shares?.ToString("#,0.####", System.Globalization.CultureInfo.InvariantCulture) ?? "no amount"}")}, left {line.SharesOwnedFollowing?.ToString("#,0.####", System.Globalization.CultureInfo.InvariantCulture) ?? "not printed"}, {line.SecurityTitle}, {line.NatureOfOwnership ?? "direct"}");

    private static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "HoldingsLedger.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("HoldingsLedger.sln is in no folder above the tests.");
    }
}
