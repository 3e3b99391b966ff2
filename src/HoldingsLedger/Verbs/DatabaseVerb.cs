using System.CommandLine;
using HoldingsLedger.Embedded;

namespace HoldingsLedger.Verbs;

/// <summary><c>database start|stop|status</c>: the private PostgreSQL under HOLDINGS_HOME.</summary>
internal static class DatabaseVerb
{
    public static Command Command()
    {
        var start = new Command("start", "Make it if there is none yet, and start it.");
        start.SetAction(async (_, cancellation) => Print(await PrivatePostgres.StartAsync(LedgerHome.Folder(), cancellation)));
        var stop = new Command("stop", "Stop it; what it holds stays.");
        stop.SetAction(async (_, cancellation) =>
        {
            var stopped = await PrivatePostgres.StopAsync(LedgerHome.Folder(), cancellation);
            Console.Out.WriteLine(stopped ? "Stopped." : "It was not running.");
            return Exit.Done;
        });
        var status = new Command("status", "Say whether it runs, and where. Exit code 1 if it does not run.");
        status.SetAction(async (_, _) => Print(await PrivatePostgres.StatusAsync(LedgerHome.Folder())));
        return new Command("database", "Manage the private PostgreSQL that is used when no other is named.") { start, stop, status };
    }

    private static int Print(PrivatePostgresStatus status)
    {
        Console.Out.WriteLine(status.Running
            ? $"Running as process {status.ProcessId}. Folder: {status.Folder}\nConnection: {status.ConnectionString}"
            : $"Not running. Folder: {status.Folder}");
        return status.Running ? Exit.Done : Exit.NoSuchThing;
    }
}
