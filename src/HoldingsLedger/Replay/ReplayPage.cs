using System.Globalization;
using HoldingsLedger.Amendments;
using HoldingsLedger.Holdings;
using Spectre.Console;

namespace HoldingsLedger.Replay;

/// <summary>A replay's report for people: what changes, line by line, and in which positions.</summary>
internal static class ReplayPage
{
    public static void Print(ReplayReport report, IAnsiConsole console)
    {
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Documents:N0} documents read again: {report.Unchanged:N0} say what they said, {report.Documents - report.Unchanged:N0} do not."));
        foreach (var parser in report.Parsers.Where(p => p.From != p.To)) console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {parser.Name} {(parser.From is { } from ? from.ToString(CultureInfo.InvariantCulture) : "new")} → {parser.To}: {parser.Documents:N0} documents"));
        foreach (var line in report.Lines)
        {
            console.WriteLine(line.Change switch
            {
                ReplayChange.Recovered => $"{line.Filing}/{line.Is} recovered: the earlier reading missed it",
                ReplayChange.Withdrawn => $"{line.Filing}/{line.Was} withdrawn: it never was",
                _ => $"{line.Filing}/{line.Was}{(string.Equals(line.Was, line.Is, StringComparison.Ordinal) ? "" : $" → {line.Is}")}: {string.Join(", ", line.Fields.Select(f => f.ToString()))}",
            });
        }

        foreach (var form in report.Forms) console.WriteLine($"{form.Filing}: {string.Join(", ", form.Fields.Select(f => f.ToString()))}");
        foreach (var tie in report.Amendments)
        {
            if (tie.Was != tie.Is) console.WriteLine($"{tie.Amendment}: {Words(tie.Is)}; so far {Words(tie.Was)}");
            foreach (var line in tie.Lines) console.WriteLine($"{tie.Amendment}: {line.Line} {Fate(line.Is)}; so far {Fate(line.Was)}");
        }

        foreach (var other in report.Others) console.WriteLine($"{other.Filing}: {Words(other.Outcome)}{(other.Message is null ? "" : $" ({other.Message})")}");
        foreach (var position in report.Positions)
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"position of {position.Person} in {position.Issuer}, {position.SecurityTitle} {position.Ownership} {position.NatureOfOwnership}: {position.From:yyyy-MM-dd} to {(position.To is { } to ? to.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "ever since")}: {Number(position.Was)} → {Number(position.Is)}"));
        }

        foreach (var decision in report.Decisions) console.WriteLine($"{decision.Filing}/{decision.Line} {decision.Field}: a person decided {decision.Decided}; the reader {(decision.Agrees ? "now agrees" : $"still reads {decision.Read}")}");
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Problems: {report.Problems.Gone} gone, {report.Problems.New} new."));
        console.WriteLine(report.Applied ? "Recorded." : report.Documents == report.Unchanged && report.Amendments.Count == 0 ? "Nothing to record." : $"Nothing was written. \"replay --apply --report {report.Replay}\" records just this.");
    }

    private static string Words(AmendmentLink? link) => link switch
    {
        null => "no tie",
        { State: LinkState.Linked } => $"amends {link.Original}, {(link.Scope == AmendmentScope.Restatement ? "a restatement" : "partial")} ({link.Basis}; {link.ScopeBasis})",
        { State: LinkState.Ambiguous } => $"may amend {string.Join(" or ", link.Candidates)} ({link.Basis})",
        _ => $"its original is not held ({link.Basis})",
    };

    private static string Fate(string? fate) => fate switch
    {
        null => "stands",
        "withdrawn" => fate,
        _ => $"is replaced by {fate}",
    };

    private static string Number(decimal? number) => number?.ToString("#,0.############################", CultureInfo.InvariantCulture) ?? "nothing known";

    private static string Words(ReplayOutcome outcome) => outcome switch
    {
        ReplayOutcome.Accepted => "was rejected and can be read now",
        ReplayOutcome.NoLongerReadable => "can no longer be read; what was recorded stays",
        ReplayOutcome.OtherFiling => "reads as another filing now; what was recorded stays",
        _ => "is read otherwise",
    };
}
