using System.CommandLine;
using System.Text.Json;
using HoldingsLedger.Forms;
using HoldingsLedger.Replay;
using Spectre.Console;

namespace HoldingsLedger.Verbs;

/// <summary><c>replay</c>: reads every stored document again with today's readers and reports what changes; <c>--apply</c> records it.</summary>
internal static class ReplayVerb
{
    public static Command Command()
    {
        var apply = new Option<bool>("--apply") { Description = "Record what changes. Without it nothing is written." };
        var report = new Option<string?>("--report") { Description = "With --apply: the report that was looked at; refused if it is no longer what would be recorded.", HelpName = "REPORT" };
        var only = new Option<string?>("--only") { Description = "Only documents of this kind: submission-text, ownership-xml, pdf or ocr-text.", HelpName = "KIND" };
        var person = Options.Person("Only filings of this person.");
        var issuer = Options.Issuer("Only filings on this issuer.");
        var since = Options.Instant("--since", "Only filings known since this instant");
        var json = Options.Json();
        var database = Options.Database();
        var command = new Command("replay", "Read every stored document again with today's readers and show what changes.") { apply, report, only, person, issuer, since, json, database };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(report) is not null && !parsed.GetValue(apply)) throw new WrongQuestionException("--report goes with --apply.");
            var filter = new ReplayFilter(KindOf(parsed.GetValue(only)), parsed.GetValue(person), parsed.GetValue(issuer), parsed.GetValue(since));
            await using var ledger = await Ledger.OpenAsync(parsed.GetValue(database), cancellation);
            var answer = Console.IsErrorRedirected
                ? await RunAsync(null)
                : await Answer.ErrorConsole.Progress().StartAsync(async context =>
                {
                    var task = context.AddTask("reading again");
                    return await RunAsync(new Progress<ReplayProgress>(p => (task.MaxValue, task.Value) = (Math.Max(p.Documents, 1), p.Read)));
                });
            if (parsed.GetValue(json)) Answer.Json(answer);
            else ReplayPage.Print(answer, Answer.Console);
            return Exit.Done;

            Task<ReplayReport> RunAsync(IProgress<ReplayProgress>? progress) => parsed.GetValue(apply)
                ? ReplayDocuments.ApplyAsync(ledger, filter, parsed.GetValue(report), progress, cancellation)
                : ReplayDocuments.DryAsync(ledger, filter, progress, cancellation);
        });
        return command;
    }

    /// <exception cref="WrongQuestionException">No such kind.</exception>
    public static DocumentKind? KindOf(string? text)
    {
        if (text is null) return null;
        foreach (var kind in Enum.GetValues<DocumentKind>())
        {
            if (string.Equals(JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()), text, StringComparison.Ordinal)) return kind;
        }

        throw new WrongQuestionException($"\"{text}\" is no kind of document: submission-text, ownership-xml, pdf or ocr-text are.");
    }
}
