using Npgsql;

namespace HoldingsLedger.Embedded;

/// <summary>What <c>database status</c> tells: the folder of the cluster, and of a running server its process, socket folder and connection string.</summary>
public sealed record PrivatePostgresStatus(bool Running, string Folder, string Log, int? ProcessId, string? ConnectionString);

/// <summary>
/// The PostgreSQL that the ledger keeps for itself where no other is named: one per home, made on first use, reached by a
/// unix socket that only its owner (and root) can open, started on demand and left running when the program ends.
/// </summary>
public static class PrivatePostgres
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The way to the database <c>holdings</c> of this home, made and started where it has to be. When the server is up this
    /// costs a look at two files: no child process, no connection.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">It cannot be made or started; the message says why and what to do.</exception>
    public static async Task<string> ConnectionStringAsync(string home, CancellationToken cancellation) =>
        (await StartAsync(home, cancellation)).ConnectionString!;

    /// <summary>Makes and starts what is missing; nothing happens where the server is up.</summary>
    /// <exception cref="DatabaseUnavailableException">It cannot be made or started.</exception>
    public static Task<PrivatePostgresStatus> StartAsync(string home, CancellationToken cancellation) => InPlainWordsAsync(home, async () =>
    {
        var folder = ClusterFolder.Of(home);
        if (ServerProcess.IsReady(folder) is { } pid) return Up(folder, pid);

        var account = await ServerAccount.ForAsync(folder.Server, cancellation);
        folder.MakeHome(account);
        await using var alone = await LockAsync(folder, cancellation);
        folder = await ClusterFolder.Of(home).PrepareAsync(account, cancellation);
        var server = await ServerProcess.FindAsync(folder, Patience, cancellation);
        if (server is ServerProcess.State.Ready && folder.SocketExists) return Up(folder, folder.NotedServer()!.Value.Pid);

        var binaries = await PostgresBinaries.FindAsync(PostgresCluster.MajorOf(folder), cancellation);
        if (server is not ServerProcess.State.Absent) await PostgresCluster.StopAsync(folder, binaries, account, cancellation);
        if (!folder.Made) await PostgresCluster.MakeAsync(folder, binaries, account, cancellation);
        await PostgresCluster.StartAsync(folder, binaries, account, cancellation);
        return Up(folder, folder.NotedServer()!.Value.Pid);
    });

    /// <summary>Stops the server of this home; <c>false</c> where none was running.</summary>
    /// <exception cref="DatabaseUnavailableException">It does not stop.</exception>
    public static Task<bool> StopAsync(string home, CancellationToken cancellation) => InPlainWordsAsync(home, async () =>
    {
        var folder = ClusterFolder.Of(home);
        if (folder.NotedServer() is null) return false;
        await using var alone = await LockAsync(folder, cancellation);
        if (await ServerProcess.FindAsync(folder, Patience, cancellation) is ServerProcess.State.Absent) return false;
        var account = await ServerAccount.ForAsync(folder.Server, cancellation);
        await PostgresCluster.StopAsync(folder, await PostgresBinaries.FindAsync(PostgresCluster.MajorOf(folder), cancellation), account, cancellation);
        return true;
    });

    /// <summary>Looks, and neither makes nor starts anything.</summary>
    public static Task<PrivatePostgresStatus> StatusAsync(string home) => InPlainWordsAsync(home, () =>
    {
        var folder = ClusterFolder.Of(home);
        return Task.FromResult(ServerProcess.IsReady(folder) is { } pid
            ? Up(folder, pid)
            : new PrivatePostgresStatus(Running: false, folder.Root, folder.Log, ProcessId: null, ConnectionString: null));
    });

    private static PrivatePostgresStatus Up(ClusterFolder folder, int pid) => new(Running: true, folder.Root, folder.Log, pid, new NpgsqlConnectionStringBuilder
    {
        Host = folder.SocketFolder,
        Port = 5432,
        Username = PostgresCluster.Role,
        Database = PostgresCluster.Database,
        // Neither is spoken on a unix socket; asking costs a round trip and the loading of a library.
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString);

    /// <summary>One program at a time makes, starts or stops; the lock goes with its holder, however that ends.</summary>
    private static async Task<FileStream> LockAsync(ClusterFolder folder, CancellationToken cancellation)
    {
        const int wouldBlock = 11;
        var until = DateTime.UtcNow + Patience;
        while (true)
        {
            try
            {
                return new FileStream(folder.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException taken) when (taken.HResult == wouldBlock)
            {
                if (DateTime.UtcNow > until) throw new DatabaseUnavailableException($"Another program has been starting or stopping the database of {folder.Home} for {Patience.TotalMinutes:0} minutes: end it and try again.", taken);
                await Task.Delay(TimeSpan.FromMilliseconds(25), cancellation);
            }
        }
    }

    private static async Task<T> InPlainWordsAsync<T>(string home, Func<Task<T>> work)
    {
        const int noSpaceLeft = 28;
        try
        {
            return await work();
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new DatabaseUnavailableException($"The folder of the ledger's private database, {home}, belongs to another user or cannot be written: set HOLDINGS_HOME to a folder of your own, or name a server in HOLDINGS_DATABASE.", denied);
        }
        catch (IOException full) when (full.HResult == noSpaceLeft)
        {
            throw new DatabaseUnavailableException($"There is no room left on the disk of {home}, where the ledger's private database is: free some and try again.", full);
        }
        catch (IOException failed)
        {
            throw new DatabaseUnavailableException($"The ledger's private database cannot use the folder {home} ({failed.Message.TrimEnd('.')}): set HOLDINGS_HOME to a folder on a local disk that you can write.", failed);
        }
        catch (System.ComponentModel.Win32Exception failed)
        {
            throw new DatabaseUnavailableException($"A program that the ledger's private database needs could not be run ({failed.Message.TrimEnd('.')}): {PostgresBinaries.HowToInstall}.", failed);
        }
    }
}
