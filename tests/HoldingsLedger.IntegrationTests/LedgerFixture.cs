using Alba;
using HoldingsLedger.Embedded;
using HoldingsLedger.IntegrationTests;
using HoldingsLedger.IntegrationTests.Embedded;
using HoldingsLedger.Web;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(LedgerFixture))]

namespace HoldingsLedger.IntegrationTests;

/// <summary>
/// One private PostgreSQL, one fresh ledger and one server over it for all tests of the process; stopped and removed at the end.
/// Tests share the ledger, so each brings issuers and people of its own.
/// </summary>
public sealed class LedgerFixture : IAsyncLifetime
{
    private readonly TemporaryHome home = new();
    private int databases;

    /// <summary>Names the ledger's database, for verbs and for looking.</summary>
    public string ConnectionString { get; private set; } = null!;

    public LedgerDatabase Ledger { get; private set; } = null!;

    public IAlbaHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await home.StartAsync();
        ConnectionString = await CreateDatabaseAsync();
        Ledger = await LedgerDatabase.OpenAsync(ConnectionString, CancellationToken.None);
        Host = await AlbaHost.For(LedgerWeb.CreateBuilder(Ledger, ListenAddresses.Parse(null)), app => LedgerWeb.Map(app, null));
    }

    public async ValueTask DisposeAsync()
    {
        if (Host is not null) await Host.DisposeAsync();
        if (Ledger is not null) await Ledger.DisposeAsync();
        await home.DisposeAsync();
    }

    /// <summary>An empty database of its own, for a test that would disturb the others.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var server = new NpgsqlConnectionStringBuilder((await PrivatePostgres.StatusAsync(home.Folder)).ConnectionString!);
        var name = $"ledger{Interlocked.Increment(ref databases)}";
        await ExecuteAsync(server.ConnectionString, $"create database {name}");
        server.Database = name;
        return server.ConnectionString;
    }

    /// <summary>Runs the built program as a user does, on the shared ledger.</summary>
    internal Task<ProgramAnswer> RunAsync(params string[] arguments) => RunOnAsync(ConnectionString, arguments);

    internal Task<ProgramAnswer> RunOnAsync(string connectionString, params string[] arguments) => BuiltProgram.RunAsync(home.Folder, [.. arguments, "--database", connectionString]);

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> AskAsync<T>(string sql, params object[] values)
    {
        await using var command = Ledger.DataSource.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
