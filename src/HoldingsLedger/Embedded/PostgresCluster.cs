using System.Globalization;

namespace HoldingsLedger.Embedded;

/// <summary>Making, starting and stopping the cluster of one home. Callers hold its lock.</summary>
internal static class PostgresCluster
{
    public const string Role = "holdings";

    public const string Database = "holdings";

    /// <summary>
    /// For large commits on a small machine, with durability untouched (fsync, full_page_writes and synchronous_commit stay on).
    /// Given on the command line at every start, so that a newer program's settings hold for an older cluster.
    /// </summary>
    private static readonly string[] Settings =
    [
        "listen_addresses=", "unix_socket_permissions=0700", "port=5432", "max_connections=50", "cluster_name=holdings-ledger",
        "shared_buffers=256MB", "work_mem=32MB", "maintenance_work_mem=256MB", "effective_cache_size=1GB", "random_page_cost=1.1", "jit=off",
        "synchronous_commit=on", "wal_level=minimal", "max_wal_senders=0", "wal_buffers=16MB", "max_wal_size=4GB", "min_wal_size=256MB",
        "checkpoint_timeout=15min", "checkpoint_completion_target=0.9", "autovacuum=on",
        "timezone=UTC", "log_timezone=UTC", "lc_messages=C", "log_checkpoints=off",
    ];

    /// <summary>Compression that only some builds of the server have; each is asked for and left out where it is refused.</summary>
    private static readonly string[] SettingsIfBuiltIn = ["wal_compression=lz4", "default_toast_compression=lz4"];

    /// <summary>
    /// A new cluster with an empty database (the one that initdb makes, renamed: making another would copy it file by file), in a folder that gets its name when everything is on disk: whatever a kill leaves
    /// half done is thrown away by the next start.
    /// </summary>
    public static async Task MakeAsync(ClusterFolder folder, PostgresBinaries binaries, ServerAccount account, CancellationToken cancellation)
    {
        if (Directory.Exists(folder.DataInTheMaking)) Directory.Delete(folder.DataInTheMaking, recursive: true);
        if (Directory.Exists(folder.Data)) Directory.Delete(folder.Data, recursive: true);
        await File.WriteAllTextAsync(folder.AccessRules, "local all all peer map=holdings\n", cancellation);

        await RunAsync(binaries.Initdb, ["--pgdata", folder.DataInTheMaking, "--username", Role, "--locale=C", "--encoding=UTF8", "--auth-local=peer", "--auth-host=reject", "--no-sync"], null);
        await RunAsync(binaries.Postgres, ["--single", "-D", folder.DataInTheMaking, "-c", "fsync=off", "-c", "exit_on_error=on", "template1"], $"ALTER DATABASE postgres RENAME TO {Database}\nCOMMENT ON DATABASE {Database} IS NULL\n");
        await RunAsync(binaries.Initdb, ["--pgdata", folder.DataInTheMaking, "--sync-only"], null);
        Directory.Move(folder.DataInTheMaking, folder.Data);

        async Task RunAsync(string program, string[] arguments, string? input)
        {
            var run = await account.RunAsync(program, arguments, input, cancellation);
            if (run.ExitCode != 0) throw Unavailable(folder, "could not be made", run.Complaint);
        }
    }

    /// <summary>Starts the server, known not to be running, and returns when it accepts connections.</summary>
    public static async Task StartAsync(ClusterFolder folder, PostgresBinaries binaries, ServerAccount account, CancellationToken cancellation)
    {
        await folder.EnsureSocketFolderAsync(account, cancellation);
        folder.ClearSocket();
        var names = new HashSet<string>(StringComparer.Ordinal) { "root", account.LoginName };
        await File.WriteAllLinesAsync(folder.AccessNames, names.Select(name => $"holdings \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\" {Role}"), cancellation);
        KeepOneOldLog(folder);

        var settings = new List<string>(Settings)
        {
            $"unix_socket_directories={folder.SocketFolder}", $"hba_file={folder.AccessRules}", $"ident_file={folder.AccessNames}",
        };
        // Nearly every build has all of them, so they are asked for together first.
        if (await TakesAsync(SettingsIfBuiltIn)) settings.AddRange(SettingsIfBuiltIn);
        else foreach (var setting in SettingsIfBuiltIn) if (await TakesAsync([setting])) settings.Add(setting);

        async Task<bool> TakesAsync(IReadOnlyList<string> asked) =>
            (await account.RunAsync(binaries.Postgres, ["-D", folder.Data, "-C", "port", .. asked.SelectMany(s => (string[])["-c", s])], null, cancellation)).ExitCode == 0;

        var options = string.Join(' ', settings.Select(setting => $"-c \"{setting}\""));
        for (var attempt = 1; ; attempt++)
        {
            var start = await account.RunAsync(binaries.PgCtl, ["start", "--pgdata", folder.Data, "--log", folder.Log, "--wait", "--timeout", "300", "--silent", "--options", options], null, cancellation);
            if (start.ExitCode == 0) return;
            var complaint = LastFatalLine(folder) ?? start.Complaint;

            // After a kill -9 the old server's children need a moment to notice and go.
            if (attempt == 50 || !complaint.Contains("shared memory block", StringComparison.Ordinal)) throw Unavailable(folder, "did not start", complaint);
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
        }
    }

    /// <summary>Stops the server as a clean shutdown: open commits are rolled back, everything committed is on disk.</summary>
    public static async Task StopAsync(ClusterFolder folder, PostgresBinaries binaries, ServerAccount account, CancellationToken cancellation)
    {
        var stop = await account.RunAsync(binaries.PgCtl, ["stop", "--pgdata", folder.Data, "--mode", "fast", "--wait", "--timeout", "120", "--silent"], null, cancellation);
        if (stop.ExitCode != 0) throw Unavailable(folder, "did not stop", stop.Complaint);
        folder.RemoveSocketFolder();
    }

    public static int? MajorOf(ClusterFolder folder) => folder.Made
        && int.TryParse(File.ReadAllText(Path.Combine(folder.Data, "PG_VERSION")).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var major)
        ? major
        : null;

    private static DatabaseUnavailableException Unavailable(ClusterFolder folder, string what, string complaint)
    {
        // The server has many words for a full disk.
        const long little = 100_000_000;
        var remedy = new DriveInfo(folder.Root).AvailableFreeSpace < little
            ? "free some room on that disk and try again"
            : $"see {folder.Log}, or set HOLDINGS_HOME to another folder";
        return new DatabaseUnavailableException($"The ledger's private PostgreSQL in {folder.Root} {what} ({complaint.TrimEnd('.')}): {remedy}.");
    }

    private static void KeepOneOldLog(ClusterFolder folder)
    {
        const long tenMegabytes = 10_000_000;
        if (new FileInfo(folder.Log) is { Exists: true, Length: > tenMegabytes }) File.Move(folder.Log, folder.Log + ".1", overwrite: true);
    }

    private static string? LastFatalLine(ClusterFolder folder) => File.Exists(folder.Log)
        ? File.ReadLines(folder.Log).LastOrDefault(line => line.Contains("FATAL:", StringComparison.Ordinal) || line.Contains("PANIC:", StringComparison.Ordinal))
        : null;
}
