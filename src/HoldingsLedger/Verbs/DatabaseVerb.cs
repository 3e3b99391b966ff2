using System.CommandLine;
using HoldingsLedger.Embedded;

namespace HoldingsLedger.Verbs;

/// <summary><c>database start|stop|status</c>: the private PostgreSQL under HOLDINGS_HOME.</summary>
internal static class DatabaseVerb
{
    public static Command Command()
    {
        var json = Options.Json();
        var start = new Command("start", "Make it if there is none yet, and start it.") { json };
        start.SetAction(async (parsed, cancellation) => Print(await PrivatePostgres.StartAsync(LedgerHome.Folder(), cancellation), parsed.GetValue(json)));
        var stop = new Command("stop", "Stop it; what it holds stays.") { json };
        stop.SetAction(async (parsed, cancellation) =>
        {
            var stopped = await PrivatePostgres.StopAsync(LedgerHome.Folder(), cancellation);
            if (parsed.GetValue(json)) Answer.Json(await PrivatePostgres.StatusAsync(LedgerHome.Folder()));
            else Console.Out.WriteLine(stopped ? "Stopped." : "It was not running.");
            return Exit.Done;
        });
        var status = new Command("status", "Say whether it runs, and where. Exit code 1 if it does not run.") { json };
        status.SetAction(async (parsed, _) => Print(await PrivatePostgres.StatusAsync(LedgerHome.Folder()), parsed.GetValue(json)));
        return new Command("database", "Manage the private PostgreSQL that is used when no other is named.") { start, stop, status };
    }

    private static int Print(PrivatePostgresStatus status, bool json)
    {
        if (json) Answer.Json(status);
        else if (status.Running) Console.Out.WriteLine($"Running as process {status.ProcessId}. Folder: {status.Folder}\nConnection: {status.ConnectionString}");
        else Console.Out.WriteLine($"Not running. Folder: {status.Folder}");
        if (status.Running) return Exit.Done;
        Console.Error.WriteLine("holdings: The private PostgreSQL does not run. It starts by itself when it is needed, or with \"database start\".");
        return Exit.NoSuchThing;
    }
}
