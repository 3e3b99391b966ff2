using System.CommandLine;
using Spectre.Console;

namespace HoldingsLedger.Verbs;

/// <summary><c>rebuild</c>: rebuilds every projection from the events; the old answers serve meanwhile.</summary>
internal static class RebuildVerb
{
    public static Command Command()
    {
        var json = Options.Json();
        var database = Options.Database();
        var command = new Command("rebuild", "Rebuild every projection from the events; the old answers serve meanwhile.") { json, database };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var ledger = await Ledger.OpenAsync(parsed.GetValue(database), cancellation);
            var report = Console.IsErrorRedirected
                ? await RebuildProjections.RunAsync(ledger, null, cancellation)
                : await Answer.ErrorConsole.Progress().StartAsync(async context =>
                {
                    var task = context.AddTask("rebuilding");
                    return await RebuildProjections.RunAsync(ledger, new Progress<RebuildProgress>(p => (task.MaxValue, task.Value) = (p.Events, p.EventsRead)), cancellation);
                });
            if (parsed.GetValue(json)) Answer.Json(report);
            else Console.Out.WriteLine(FormattableString.Invariant($"Rebuilt {report.Filings:N0} filings and the holdings of {report.Insiders:N0} insiders from {report.Events:N0} events in {report.Seconds:0.0} s."));
            return Exit.Done;
        });
        return command;
    }
}
