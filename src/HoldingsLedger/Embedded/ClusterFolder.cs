using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HoldingsLedger.Embedded;

/// <summary>
/// Where one home keeps its PostgreSQL. <c>Home</c> (with the lock) and <c>Root</c> (with the rules of access) belong to
/// the caller; <c>Server</c> to the user the server runs as, closed to everybody else (data, socket, log).
/// </summary>
internal sealed record ClusterFolder(string Home, string Root)
{
    /// <summary>A unix socket's path has 108 bytes in the kernel, the closing zero among them.</summary>
    private const int LongestSocketPath = 107;

    private const string SocketName = ".s.PGSQL.5432";

    public string Server => Path.Combine(Root, "server");

    public string Data => Path.Combine(Server, "data");

    public string DataInTheMaking => Path.Combine(Server, "data.making");

    public string Log => Path.Combine(Server, "postgresql.log");

    public string PostmasterPid => Path.Combine(Data, "postmaster.pid");

    public string LockFile => Path.Combine(Home, "lock");

    public string AccessRules => Path.Combine(Root, "pg_hba.conf");

    public string AccessNames => Path.Combine(Root, "pg_ident.conf");

    public bool Made => File.Exists(Path.Combine(Data, "PG_VERSION"));

    /// <summary>Says, in a home that the server's user cannot enter, where the cluster is instead; and there, whose it is.</summary>
    private static string Pointer(string home) => Path.Combine(home, "postgres-is-in");

    private string HomeOfCluster => Path.Combine(Root, "home");

    private string SocketFolderNote => Path.Combine(Root, "socket-folder");

    /// <summary>The cluster of a home as far as it exists; no child process, no writing.</summary>
    public static ClusterFolder Of(string home)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(home));
        var pointer = Pointer(full);
        return new ClusterFolder(full, File.Exists(pointer) ? File.ReadAllText(pointer).Trim() : Path.Combine(full, "postgres"));
    }

    /// <summary>The folder of the server's socket: its own where the path is short and plain enough, else a private one with a name nobody can guess.</summary>
    public string SocketFolder => SocketPathFits(Server)
        ? Server
        : File.Exists(SocketFolderNote) ? File.ReadAllText(SocketFolderNote).Trim() : "";

    public bool SocketExists => SocketFolder.Length > 0 && File.Exists(Path.Combine(SocketFolder, SocketName));

    public static bool SocketPathFits(string folder) =>
        Encoding.UTF8.GetByteCount(Path.Combine(folder, SocketName)) <= LongestSocketPath
        // A comma separates folders and hosts, in the server's setting as in the connection string.
        && folder.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.');

    /// <summary>Makes the home itself, so that there is a place for the lock.</summary>
    public void MakeHome(ServerAccount account)
    {
        if (Home.IndexOfAny(['"', '$', '`', '\\', '\n']) >= 0)
        {
            throw new DatabaseUnavailableException($"PostgreSQL's own programs cannot work in a folder whose name has a quote, $, ` or \\ in it ({Home}): set HOLDINGS_HOME to a plainer one.");
        }

        MakeFolder(Home, openToOthers: account.Name is not null);
    }

    /// <summary>Makes the folders below a home, in a place that the server's user can reach. The caller holds the lock.</summary>
    public async Task<ClusterFolder> PrepareAsync(ServerAccount account, CancellationToken cancellation)
    {
        var placed = await PlaceAsync(account, cancellation);
        MakeFolder(placed.Root, openToOthers: account.Name is not null);
        if (!Directory.Exists(placed.Server))
        {
            MakeWithMode(placed.Server, OwnerOnly);
            await GiveAsync(placed.Server, account, cancellation);
        }

        return placed;
    }

    /// <summary>A socket folder for this start, made anew where a cleaner of temporary files took the old one away.</summary>
    public async Task EnsureSocketFolderAsync(ServerAccount account, CancellationToken cancellation)
    {
        if (SocketPathFits(Server) || Directory.Exists(SocketFolder)) return;
        var fresh = $"/tmp/holdings-{RandomName()}";
        MakeWithMode(fresh, OwnerOnly);
        await GiveAsync(fresh, account, cancellation);
        await File.WriteAllTextAsync(SocketFolderNote, fresh + "\n", cancellation);
    }

    /// <summary>Removes the socket of a server that is known to be gone: its lock names a process whose number may live on.</summary>
    public void ClearSocket()
    {
        if (SocketFolder.Length == 0) return;
        File.Delete(Path.Combine(SocketFolder, SocketName));
        File.Delete(Path.Combine(SocketFolder, SocketName + ".lock"));
    }

    /// <summary>After a stop nothing of ours stays in /tmp.</summary>
    public void RemoveSocketFolder()
    {
        if (SocketPathFits(Server) || !Directory.Exists(SocketFolder)) return;
        Directory.Delete(SocketFolder, recursive: true);
    }

    private static string RandomName() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode OpenToEnter = OwnerOnly
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static void MakeFolder(string folder, bool openToOthers)
    {
        if (Directory.Exists(folder)) return;
        if (Path.GetDirectoryName(folder) is { } parent) MakeFolder(parent, openToOthers);
        MakeWithMode(folder, openToOthers ? OpenToEnter : OwnerOnly);
    }

    private static void MakeWithMode(string folder, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows()) throw new DatabaseUnavailableException("The ledger keeps a private PostgreSQL on Linux and macOS only: name a server of your own in HOLDINGS_DATABASE.");
        Directory.CreateDirectory(folder, mode);
        File.SetUnixFileMode(folder, mode); // whatever the caller's umask took away
    }

    private static async Task GiveAsync(string folder, ServerAccount account, CancellationToken cancellation)
    {
        if (account.Name is null) return;
        var given = await new ServerAccount((string?)null).RunAsync("chown", ["--no-dereference", account.Name, folder], null, cancellation);
        if (given.ExitCode != 0) throw new DatabaseUnavailableException($"The folder {folder} could not be given to the user \"{account.Name}\" ({given.Complaint}): set HOLDINGS_HOME to a folder on a local disk.");
    }

    /// <summary>
    /// Below the home, unless the caller is root and the server's user cannot enter it (a home below /root): then in
    /// /var/lib/holdings-ledger, under a new name, and the home says so. Whoever removes a home and makes it again begins anew.
    /// </summary>
    private async Task<ClusterFolder> PlaceAsync(ServerAccount account, CancellationToken cancellation)
    {
        if (File.Exists(Pointer(Home))) return TakenOver();
        if (account.Name is null || Directory.Exists(Server)) return this;
        if ((await account.RunAsync("/bin/sh", ["-c", "cd \"$1\"", "sh", Home], null, cancellation)).ExitCode == 0) return this;

        var elsewhere = this with { Root = Path.Combine("/var/lib/holdings-ledger", RandomName()) };
        MakeFolder(elsewhere.Root, openToOthers: true);
        await File.WriteAllTextAsync(elsewhere.HomeOfCluster, Home + "\n", cancellation);
        await File.WriteAllTextAsync(Pointer(Home), elsewhere.Root + "\n", cancellation);
        return elsewhere;
    }

    /// <summary>A home that was renamed keeps its cluster; a copy of a home does not get a second hand on it.</summary>
    private ClusterFolder TakenOver()
    {
        if (!Directory.Exists(Root))
        {
            throw new DatabaseUnavailableException($"{Pointer(Home)} says that the database is in {Root}, which is gone: bring it back, or remove {Pointer(Home)} to begin with an empty ledger.");
        }

        var owner = File.ReadAllText(HomeOfCluster).Trim();
        if (string.Equals(owner, Home, StringComparison.Ordinal)) return this;
        if (File.Exists(Pointer(owner)))
        {
            throw new DatabaseUnavailableException($"The database in {Root} belongs to {owner}, of which {Home} seems to be a copy: remove {Pointer(Home)} to begin with an empty ledger here.");
        }

        File.WriteAllText(HomeOfCluster, Home + "\n");
        return this;
    }

    /// <summary>The server's process id and the state it wrote last ("ready", "starting", "stopping"); <c>null</c> where none is noted.</summary>
    public (int Pid, string State)? NotedServer()
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(PostmasterPid);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        return lines.Length > 0 && int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            ? (pid, lines.Length > 7 ? lines[7].Trim() : "starting")
            : null;
    }
}
