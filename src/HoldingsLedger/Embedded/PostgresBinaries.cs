using System.Globalization;

namespace HoldingsLedger.Embedded;

/// <summary>One installed PostgreSQL: the folder that holds initdb, pg_ctl and postgres, and its major version.</summary>
internal sealed record PostgresBinaries(string Folder, int Major)
{
    public const int OldestMajor = 15;

    public const string HowToInstall = "install it (Debian: scripts/setup, or apt-get install postgresql) or name a server of your own in HOLDINGS_DATABASE";

    public string Initdb => Path.Combine(Folder, "initdb");

    public string PgCtl => Path.Combine(Folder, "pg_ctl");

    public string Postgres => Path.Combine(Folder, "postgres");

    /// <summary>
    /// The first usable installation: on the PATH, then the newest of the distribution's, then where pg_config points.
    /// A cluster that exists can only be run by the major version that made it.
    /// </summary>
    public static async Task<PostgresBinaries> FindAsync(int? madeByMajor, CancellationToken cancellation)
    {
        var caller = new ServerAccount((string?)null);
        var met = new List<int>();
        await foreach (var folder in CandidatesAsync(caller, cancellation))
        {
            var version = await caller.RunAsync(Path.Combine(folder, "postgres"), ["--version"], null, cancellation);
            if (version.ExitCode != 0 || MajorOf(version.Output) is not { } major) continue;
            if (madeByMajor is null ? major >= OldestMajor : major == madeByMajor) return new PostgresBinaries(folder, major);
            met.Add(major);
        }

        throw new DatabaseUnavailableException((madeByMajor, met) switch
        {
            (null, []) => $"The ledger's private database needs the PostgreSQL server ({OldestMajor} or newer), which is not installed: {HowToInstall}.",
            (null, _) => $"The ledger's private database needs PostgreSQL {OldestMajor} or newer, and only {string.Join(", ", met.Distinct())} is installed: {HowToInstall}.",
            ({ } made, _) => $"The ledger's private database was made by PostgreSQL {made}, which is no longer installed: install it again (Debian: apt-get install postgresql-{made}) or set HOLDINGS_HOME to an empty folder and take your documents in anew.",
        });
    }

    private static async IAsyncEnumerable<string> CandidatesAsync(ServerAccount caller, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Complete(folder) is { } found && seen.Add(found)) yield return found;
        }

        const string debian = "/usr/lib/postgresql";
        if (Directory.Exists(debian))
        {
            var newestFirst = Directory.EnumerateDirectories(debian)
                .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0);
            foreach (var folder in newestFirst)
            {
                if (Complete(Path.Combine(folder, "bin")) is { } found && seen.Add(found)) yield return found;
            }
        }

        ProgramRun named;
        try
        {
            named = await caller.RunAsync("pg_config", ["--bindir"], null, cancellation);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            yield break;
        }

        if (named.ExitCode == 0 && Complete(named.Output.Trim()) is { } last && seen.Add(last)) yield return last;
    }

    /// <summary>A link on the PATH is followed to the folder where all the programs lie side by side; a wrapper script alone is no installation.</summary>
    private static string? Complete(string folder)
    {
        if (!Path.IsPathFullyQualified(folder)) return null;
        var initdb = new FileInfo(Path.Combine(folder, "initdb"));
        if (!initdb.Exists) return null;
        var home = Path.GetDirectoryName(initdb.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? initdb.FullName)!;
        return File.Exists(Path.Combine(home, "initdb")) && File.Exists(Path.Combine(home, "pg_ctl")) && File.Exists(Path.Combine(home, "postgres")) ? home : null;
    }

    /// <summary>"postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)" is 15; "17beta1" is 17.</summary>
    internal static int? MajorOf(string version)
    {
        var start = version.IndexOfAny(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        if (start < 0) return null;
        var digits = version[start..].TakeWhile(char.IsAsciiDigit).ToArray();
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : null;
    }
}
