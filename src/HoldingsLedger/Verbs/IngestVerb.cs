using System.CommandLine;
using System.Text.Json;
using HoldingsLedger.Filings;
using Spectre.Console;

namespace HoldingsLedger.Verbs;

/// <summary><c>ingest PATH…</c>: takes in files, folders and archives. Idempotent; exit code 3 if some were rejected.</summary>
internal static class IngestVerb
{
    /// <summary>Rejections that a terminal shows; all of them are in the JSON.</summary>
    private const int RejectionsShown = 20;

    public static Command Command()
    {
        var paths = Options.Files("PATH", "Files, folders (recursive), .zip, .tar.gz or .tgz with .xml, .txt and .pdf documents.");
        var acceptedAt = Options.Instant("--accepted-at", "When the public could know documents that carry no acceptance instant");
        var json = Options.Json();
        var database = Options.Database();
        var command = new Command("ingest", "Take in filings: files, folders, archives. Running it again changes nothing.") { paths, acceptedAt, json, database };
        command.SetAction(async (parsed, cancellation) =>
        {
            var files = IncomingFiles.Walk(parsed.GetRequiredValue(paths));
            // Making and starting a server takes a second or two, in which the first documents can be read.
            var opening = Task.Run(() => Ledger.OpenAsync(parsed.GetValue(database), cancellation), cancellation);
            IngestReport report;
            try
            {
                report = await RunAsync(opening, files, parsed.GetValue(acceptedAt), cancellation);
            }
            finally
            {
                await (await opening).DisposeAsync();
            }

            if (parsed.GetValue(json)) Answer.Json(report);
            else Print(report);
            if (report.Rejected == 0) return Exit.Done;
            await Console.Error.WriteLineAsync($"holdings: {report.Rejected} of {report.Documents} documents were rejected{(report.Rejected < report.Documents ? "; the rest is in" : "")}. Each rejection says why.");
            return Exit.SomeRejected;
        });
        return command;
    }

    private static async Task<IngestReport> RunAsync(Task<LedgerDatabase> opening, IEnumerable<IncomingFile> files, DateTimeOffset? acceptedAt, CancellationToken cancellation)
    {
        if (Console.IsErrorRedirected) return await IngestDocuments.RunAsync(opening, files, acceptedAt, null, cancellation);
        return await Answer.ErrorConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask("reading", maxValue: 1);
                return await IngestDocuments.RunAsync(opening, files, acceptedAt, new Bar(task), cancellation);
            });
    }

    private static void Print(IngestReport report)
    {
        Console.Out.WriteLine(FormattableString.Invariant($"{report.Documents:N0} documents: {report.Accepted:N0} accepted with {report.Lines:N0} lines, {report.Duplicates:N0} duplicates, {report.Rejected:N0} rejected."));
        foreach (var rejection in report.Rejections.Take(RejectionsShown)) Console.Out.WriteLine($"  {rejection.Path}: {rejection.Message}");
        if (report.Rejections.Count > RejectionsShown) Console.Out.WriteLine($"  … and {report.Rejections.Count - RejectionsShown:N0} more (all of them with --json).");
    }

    /// <summary>Shows progress; the archive's length is not known before its end, so the bar's end moves.</summary>
    private sealed class Bar(ProgressTask task) : IProgress<IngestProgress>
    {
        public void Report(IngestProgress value)
        {
            task.MaxValue = Math.Max(value.Found, 1);
            task.Value = value.Settled;
            if (value.Settled % 100 == 0 || value.AllFound) task.Description = $"{value.Settled:N0} of {value.Found:N0}{(value.AllFound ? "" : "+")} documents";
        }
    }
}
