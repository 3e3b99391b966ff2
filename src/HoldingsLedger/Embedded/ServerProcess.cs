namespace HoldingsLedger.Embedded;

/// <summary>
/// Whether the process that a cluster's postmaster.pid names is that cluster's server. The note alone proves nothing: it
/// outlives a kill -9, its number is given to other processes, and it travels along when a home is copied or renamed.
/// </summary>
internal static class ServerProcess
{
    internal enum State
    {
        Absent,
        Ready,

        /// <summary>Alive, but under an earlier path of this home, so that nobody finds its socket.</summary>
        Stranded,
    }

    /// <summary>The quick look: the process id of a server that is up, on this very path, with its socket in place.</summary>
    public static int? IsReady(ClusterFolder folder) =>
        folder.NotedServer() is { State: "ready" } noted
        && (DataFolderOf(noted.Pid) is { } data ? string.Equals(data, folder.Data, StringComparison.Ordinal) : !HasProc && IsAlive(noted.Pid))
        && folder.SocketExists
            ? noted.Pid
            : null;

    /// <summary>The thorough look, under the lock: waits for a server that is starting or stopping and clears away a note that is stale.</summary>
    public static async Task<State> FindAsync(ClusterFolder folder, TimeSpan patience, CancellationToken cancellation)
    {
        for (var until = DateTime.UtcNow + patience; ;)
        {
            if (folder.NotedServer() is not { } noted) return State.Absent;
            var data = DataFolderOf(noted.Pid);
            if (HasProc ? data is null : !IsAlive(noted.Pid))
            {
                File.Delete(folder.PostmasterPid);
                return State.Absent;
            }

            if (data is not null && !await SameFolderAsync(data, folder.Data, cancellation))
            {
                var theirs = Path.Combine(data, "postmaster.pid");
                if (File.Exists(theirs) && !StartOf(theirs).SequenceEqual(StartOf(folder.PostmasterPid), StringComparer.Ordinal))
                {
                    File.Delete(folder.PostmasterPid); // the number of a server long gone, given to somebody else's
                    return State.Absent;
                }

                if (File.Exists(theirs))
                {
                    throw new DatabaseUnavailableException($"{folder.Home} was copied while the database in {data} was running, and such a copy cannot be trusted: stop that one (database stop), then copy again.");
                }

                return State.Stranded;
            }

            if (string.Equals(noted.State, "ready", StringComparison.Ordinal)) return State.Ready;
            if (DateTime.UtcNow > until) throw new DatabaseUnavailableException($"The database in {folder.Root} has been {noted.State} for {patience.TotalMinutes:0} minutes: see {folder.Log}.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
        }
    }

    /// <summary>Process id, folder and second of the start, which together name one run of one server.</summary>
    private static IEnumerable<string> StartOf(string postmasterPid) => File.ReadLines(postmasterPid).Take(3);

    private static bool HasProc => Directory.Exists("/proc/self");

    /// <summary>The folder a PostgreSQL server was started on (<c>postgres -D FOLDER</c>); <c>null</c> where the process is gone or is something else.</summary>
    private static string? DataFolderOf(int pid)
    {
        try
        {
            var words = File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
            var folder = Array.IndexOf(words, "-D") + 1;
            return folder > 0 && folder < words.Length && Path.GetFileName(words[0]) is "postgres" or "postmaster" ? words[folder] : null;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>One folder may go by several names: through a link, or mounted twice.</summary>
    private static async Task<bool> SameFolderAsync(string one, string other, CancellationToken cancellation)
    {
        if (string.Equals(one, other, StringComparison.Ordinal)) return true;
        var seen = await new ServerAccount((string?)null).RunAsync("stat", ["-L", "-c", "%d:%i", one, other], null, cancellation);
        return seen.ExitCode == 0 && seen.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Count() == 1;
    }
}
