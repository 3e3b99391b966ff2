using HoldingsLedger.Embedded;
using Npgsql;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Embedded;

public sealed class private_postgres
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_fresh_home_gets_a_database_that_keeps_what_it_is_told()
    {
        await using var home = new TemporaryHome();
        var connection = await PrivatePostgres.ConnectionStringAsync(home.Folder, Cancellation);

        Assert.Equal("holdings", await AskAsync(connection, "select current_database()"));
        Assert.Equal("UTF8/C", await AskAsync(connection, "select pg_encoding_to_char(encoding) || '/' || datcollate from pg_database where datname = current_database()"));
        await AskAsync(connection, "create table kept as select 42 as answer");

        await PrivatePostgres.StopAsync(home.Folder, Cancellation);
        Assert.False((await PrivatePostgres.StatusAsync(home.Folder)).Running);
        Assert.Equal("42", await AskAsync(await PrivatePostgres.ConnectionStringAsync(home.Folder, Cancellation), "select answer from kept"));
    }

    [Fact]
    public async Task durability_stays_on_and_no_network_port_is_opened()
    {
        await using var home = new TemporaryHome();
        var connection = await PrivatePostgres.ConnectionStringAsync(home.Folder, Cancellation);

        Assert.Equal("on on on", await AskAsync(connection, "select concat_ws(' ', current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit'))"));
        Assert.Equal("", await AskAsync(connection, "select current_setting('listen_addresses')"));
    }

    [Fact]
    public async Task a_second_start_finds_the_first_ones_server()
    {
        await using var home = new TemporaryHome();
        var first = await home.StartAsync();
        var second = await home.StartAsync();

        Assert.Equal(first, second);
        Assert.Equal(first, await PrivatePostgres.StatusAsync(home.Folder));
    }

    [Fact]
    public async Task starts_at_the_same_moment_end_at_one_server()
    {
        await using var home = new TemporaryHome();
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(home.StartAsync, Cancellation)));

        Assert.Single(all.Distinct());
    }

    [Fact]
    public async Task two_homes_never_meet()
    {
        await using var one = new TemporaryHome();
        await using var other = new TemporaryHome();
        await AskAsync((await one.StartAsync()).ConnectionString!, "create table only_here as select 1");

        Assert.Equal("", await AskAsync((await other.StartAsync()).ConnectionString!, "select coalesce(to_regclass('only_here')::text, '')"));
        Assert.NotEqual((await one.StartAsync()).ProcessId, (await other.StartAsync()).ProcessId);
    }

    [Fact]
    public async Task a_server_that_was_killed_is_started_again_with_everything_committed()
    {
        await using var home = new TemporaryHome();
        var before = await home.StartAsync();
        await AskAsync(before.ConnectionString!, "create table committed as select 7 as lines");
        TemporaryHome.Run("kill", "-9", $"{before.ProcessId}");
        while (Directory.Exists($"/proc/{before.ProcessId}")) await Task.Delay(10, Cancellation);

        Assert.False((await PrivatePostgres.StatusAsync(home.Folder)).Running);
        var after = await home.StartAsync();
        Assert.NotEqual(before.ProcessId, after.ProcessId);
        Assert.Equal("7", await AskAsync(after.ConnectionString!, "select lines from committed"));
    }

    [Fact]
    public async Task a_note_of_a_process_that_is_something_else_now_is_cleared_away()
    {
        await using var home = new TemporaryHome();
        var running = await home.StartAsync();
        var note = Path.Combine(running.Folder, "server", "data", "postmaster.pid");
        var lines = await File.ReadAllLinesAsync(note, Cancellation);
        await PrivatePostgres.StopAsync(home.Folder, Cancellation);
        lines[0] = $"{Environment.ProcessId}";
        await File.WriteAllLinesAsync(note, lines, Cancellation);

        Assert.False((await PrivatePostgres.StatusAsync(home.Folder)).Running);
        Assert.Equal("1", await AskAsync((await home.StartAsync()).ConnectionString!, "select 1"));
    }

    [Fact]
    public async Task what_a_kill_left_half_made_is_thrown_away_and_made_again()
    {
        await using var home = new TemporaryHome();
        var folder = (await home.StartAsync()).Folder;
        await PrivatePostgres.StopAsync(home.Folder, Cancellation);
        var data = Path.Combine(folder, "server", "data");
        Directory.Move(data, data + ".making");
        File.Delete(Path.Combine(data + ".making", "global", "pg_control"));

        Assert.Equal("1", await AskAsync((await home.StartAsync()).ConnectionString!, "select 1"));
        Assert.False(Directory.Exists(data + ".making"));
    }

    [Theory]
    [InlineData("a home with spaces, commas; 'quotes' and ümlauts")]
    [InlineData("long-long-long-long-long-long-long-long-long-long/long-long-long-long-long-long-long-long-long-long/home")]
    public async Task a_long_or_odd_path_gets_a_short_private_folder_for_its_socket(string path)
    {
        await using var home = new TemporaryHome(path);
        var connection = (await home.StartAsync()).ConnectionString!;
        var socketFolder = new NpgsqlConnectionStringBuilder(connection).Host!;

        Assert.Equal("1", await AskAsync(connection, "select 1"));
        Assert.Equal("700", TemporaryHome.Run("stat", "-c", "%a", socketFolder));

        Directory.Delete(socketFolder, recursive: true); // as cleaners of /tmp do
        Assert.Equal("1", await AskAsync((await home.StartAsync()).ConnectionString!, "select 1"));
    }

    [Fact]
    public async Task a_path_that_the_servers_own_programs_would_misread_is_refused_in_one_sentence()
    {
        await using var home = new TemporaryHome("home $(date)");

        var refused = await Assert.ThrowsAsync<DatabaseUnavailableException>(home.StartAsync);
        Assert.Contains("set HOLDINGS_HOME to a plainer one", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(home.Folder));
    }

    [Fact]
    public async Task a_home_that_is_renamed_while_its_server_runs_keeps_its_ledger()
    {
        await using var home = new TemporaryHome();
        await AskAsync((await home.StartAsync()).ConnectionString!, "create table kept as select 42 as answer");
        Directory.Move(home.Folder, home.Folder + "-renamed");
        home.Folder += "-renamed";

        Assert.Equal("42", await AskAsync((await home.StartAsync()).ConnectionString!, "select answer from kept"));
    }

    [Fact]
    public async Task a_copy_made_while_the_server_runs_is_refused_and_the_original_left_alone()
    {
        await using var home = new TemporaryHome();
        var running = await home.StartAsync();
        TemporaryHome.Run("cp", "-a", home.Folder, home.Folder + "-copy");

        var refused = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => PrivatePostgres.StartAsync(home.Folder + "-copy", Cancellation));
        Assert.Contains("was copied while", refused.Message, StringComparison.Ordinal);
        Assert.Equal(running, await PrivatePostgres.StatusAsync(home.Folder));
    }

    [Fact]
    public async Task one_home_under_two_names_has_one_server()
    {
        await using var home = new TemporaryHome();
        var running = await home.StartAsync();
        Directory.CreateSymbolicLink(home.Folder + "-link", home.Folder);

        Assert.Equal(running.ProcessId, (await PrivatePostgres.StartAsync(home.Folder + "-link", Cancellation)).ProcessId);
    }

    [Fact]
    public async Task a_file_in_the_homes_place_is_one_sentence()
    {
        await using var home = new TemporaryHome();
        await File.WriteAllTextAsync(home.Folder, "no folder", Cancellation);

        var refused = await Assert.ThrowsAsync<DatabaseUnavailableException>(home.StartAsync);
        Assert.Contains("set HOLDINGS_HOME", refused.Message, StringComparison.Ordinal);
        File.Delete(home.Folder);
    }

    [Fact]
    public async Task a_caller_without_privileges_runs_the_server_as_themselves_and_root_never_does()
    {
        await using var home = new TemporaryHome();
        var running = await home.StartAsync();
        var owner = TemporaryHome.Run("stat", "-c", "%U", $"/proc/{running.ProcessId}");

        Assert.NotEqual("root", owner, StringComparer.Ordinal);
        if (!Environment.IsPrivilegedProcess) Assert.Equal(Environment.UserName, owner);
        Assert.Equal($"{owner} 700", TemporaryHome.Run("stat", "-c", "%U %a", Path.Combine(running.Folder, "server")));
    }

    [Fact]
    public async Task the_home_of_root_that_nobody_else_may_enter_has_its_cluster_where_the_server_can()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can keep a server's user out of its home.");
        await using var home = new TemporaryHome();
        TemporaryHome.Run("mkdir", "-m", "700", home.Folder);
        var running = await home.StartAsync();
        try
        {
            Assert.Equal("1", await AskAsync(running.ConnectionString!, "select 1"));
            Assert.StartsWith("/var/lib/holdings-ledger/", running.Folder, StringComparison.Ordinal);
            Assert.Equal(running, await home.StartAsync());

            // Removed and made again, a home begins anew.
            await PrivatePostgres.StopAsync(home.Folder, CancellationToken.None);
            Directory.Delete(home.Folder, recursive: true);
            TemporaryHome.Run("mkdir", "-m", "700", home.Folder);
            var anew = await home.StartAsync();
            Assert.NotEqual(running.Folder, anew.Folder);
            await PrivatePostgres.StopAsync(home.Folder, CancellationToken.None);
            Directory.Delete(anew.Folder, recursive: true);
        }
        finally
        {
            await PrivatePostgres.StopAsync(home.Folder, CancellationToken.None);
            Directory.Delete(running.Folder, recursive: true);
            Directory.Delete(home.Folder, recursive: true);
        }
    }

    [Fact]
    public async Task the_server_holds_none_of_its_starters_open_files()
    {
        await using var home = new TemporaryHome();
        var running = await home.StartAsync();
        var open = TemporaryHome.Run("ls", "-l", $"/proc/{running.ProcessId}/fd");

        Assert.DoesNotContain(Path.Combine(home.Folder, "lock"), open, StringComparison.Ordinal);
        var standard = open.Split('\n').Where(static line => line.Contains(" 0 -> ", StringComparison.Ordinal) || line.Contains(" 1 -> ", StringComparison.Ordinal) || line.Contains(" 2 -> ", StringComparison.Ordinal));
        Assert.All(standard, line => Assert.True(line.EndsWith("/dev/null", StringComparison.Ordinal) || line.EndsWith("postgresql.log", StringComparison.Ordinal), line));
    }

    [Fact]
    public async Task a_running_server_is_found_by_looking_at_files_alone()
    {
        await using var home = new TemporaryHome();
        var running = await home.StartAsync();

        // Whatever would run a program, take the lock or wait gives up at once.
        var given = await PrivatePostgres.ConnectionStringAsync(home.Folder, new CancellationToken(canceled: true));
        Assert.Equal(running.ConnectionString, given);
    }

    [Theory]
    [InlineData("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15)]
    [InlineData("postgres (PostgreSQL) 9.6.24", 9)]
    [InlineData("postgres (PostgreSQL) 19beta1", 19)]
    [InlineData("no version at all", null)]
    public void a_servers_major_version_is_read_from_what_it_says(string says, int? major) => Assert.Equal(major, PostgresBinaries.MajorOf(says));

    private static async Task<string> AskAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(Cancellation))?.ToString() ?? "";
    }
}
