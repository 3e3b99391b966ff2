using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Npgsql;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Verbs;

/// <summary>The built program as a user and a script meet it: what stands on stdout, what on stderr, and the exit code.</summary>
public sealed class the_verbs(LedgerFixture fixture) : IAsyncLifetime
{
    private const string Issuer = "0005600001";
    private const string Ann = "0005600002";

    private static readonly MadeForm Form = new("0005600001-24-000001", "4", "2024-01-10T16:00:00", Issuer, Ann) { Rows = [MadeRow.Bought(100, 1100, "2024-01-09")] };
    private static readonly MadeForm Later = new("0005600001-24-000002", "4", "2024-02-14T16:00:00", Issuer, Ann) { Rows = [MadeRow.Sold(50, 1060, "2024-02-13")] };

    private readonly string folder = Directory.CreateTempSubdirectory("holdings-verbs-").FullName;
    private string database = "";

    public async ValueTask InitializeAsync()
    {
        database = await FreshLedger.CreateDatabaseAsync(fixture);
        await File.WriteAllBytesAsync(In(Form.FileName), Form.Bytes());
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task parse_prints_one_object_for_one_file_and_keeps_places_for_several()
    {
        await File.WriteAllTextAsync(In("page.xml"), "<html><body>Not found</body></html>", Cancellation);
        var one = await AloneAsync("parse", In(Form.FileName), "--json");
        Assert.Equal((0, ""), (one.ExitCode, one.Errors));
        Assert.Equal(Form.Accession, one.Json.GetProperty("filing").GetProperty("accessionNumber").GetString());

        var several = await AloneAsync("parse", In("page.xml"), In(Form.FileName), In("absent.txt"), "--json");
        Assert.Equal(3, several.ExitCode);
        Assert.Equal([JsonValueKind.Null, JsonValueKind.Object, JsonValueKind.Null], several.Json.EnumerateArray().Select(r => r.GetProperty("filing").ValueKind));
        Assert.Equal("holdings: 2 of 3 files are no readable ownership filing: The document is a web page (HTML), no Form 3, 4 or 5.\n", several.Errors);

        var page = await AloneAsync("parse", In("page.xml"));
        Assert.Equal((3, "holdings: The document is a web page (HTML), no Form 3, 4 or 5.\n"), (page.ExitCode, page.Errors));
    }

    [Fact]
    public async Task ingest_takes_files_folders_and_archives_and_says_what_it_did()
    {
        Directory.CreateDirectory(In("deep/er"));
        await File.WriteAllBytesAsync(In($"deep/er/{Later.FileName}"), Later.Bytes(), Cancellation);
        await File.WriteAllTextAsync(In("deep/notes.md"), "Nothing to take in.", Cancellation);
        await ZipFile.CreateFromDirectoryAsync(In("deep"), In("all.zip"), Cancellation);
        await TarAsync(In("all.tar.gz"), Form, Later);

        var first = await RunAsync("ingest", In(Form.FileName));
        Assert.Equal((0, "1 documents: 1 accepted with 1 lines, 0 duplicates, 0 rejected.\n", ""), (first.ExitCode, first.Output, first.Errors));
        Assert.Equal("2 documents: 1 accepted with 1 lines, 1 duplicates, 0 rejected.\n", (await RunAsync("ingest", In("deep"), In(Form.FileName))).Output);
        Assert.Equal("1 documents: 0 accepted with 0 lines, 1 duplicates, 0 rejected.\n", (await RunAsync("ingest", In("all.zip"))).Output);
        Assert.Equal("2 documents: 0 accepted with 0 lines, 2 duplicates, 0 rejected.\n", (await RunAsync("ingest", In("all.tar.gz"))).Output);
        var json = (await RunAsync("ingest", In("all.tar.gz"), "--json")).Json;
        Assert.Equal("""{"documents":2,"accepted":0,"duplicates":2,"rejected":0,"lines":0,"rejections":[]}""", JsonSerializer.Serialize(json));
    }

    [Fact]
    public async Task what_is_damaged_is_named_and_the_rest_goes_in()
    {
        await TarAsync(In("cut.tar.gz"), Form, Later);
        var whole = await File.ReadAllBytesAsync(In("cut.tar.gz"), Cancellation);
        await File.WriteAllBytesAsync(In("cut.tar.gz"), whole[..(whole.Length * 2 / 3)], Cancellation);
        await File.WriteAllTextAsync(In("broken.zip"), "PK no archive", Cancellation);
        await File.WriteAllTextAsync(In("empty.xml"), "", Cancellation);
        await File.WriteAllBytesAsync(In("other.txt"), (Form with { Remarks = "Other content." }).Bytes(), Cancellation);

        var answer = await RunAsync("ingest", In(Form.FileName), In("cut.tar.gz"), In("broken.zip"), In("empty.xml"), In("other.txt"), "--json");

        Assert.Equal(3, answer.ExitCode);
        Assert.Equal(1, answer.Json.GetProperty("accepted").GetInt32());
        var rejections = answer.Json.GetProperty("rejections").EnumerateArray().Select(r => (Kind: r.GetProperty("kind").GetString(), Message: r.GetProperty("message").GetString()!, Sha: r.GetProperty("sha256").GetString())).ToArray();
        Assert.Equal(["unreadable-archive", "unreadable-archive", "empty-document", "accession-number-held-with-other-content"], rejections.Select(r => r.Kind));
        Assert.Contains(Form.Document().Sha256, rejections[3].Message, StringComparison.Ordinal);
        Assert.Contains(rejections[3].Sha!, rejections[3].Message, StringComparison.Ordinal);
        Assert.EndsWith("Each rejection says why.\n", answer.Errors, StringComparison.Ordinal);

        Assert.Contains(" documents were rejected; the rest is in. ", answer.Errors, StringComparison.Ordinal);
        Assert.Equal("holdings: 1 of 1 documents were rejected. Each rejection says why.\n", (await RunAsync("ingest", In("empty.xml"))).Errors);

        var absent = await RunAsync("ingest", In(Form.FileName), In("absent"));
        Assert.Equal((2, "", $"holdings: {In("absent")} does not exist.\n"), (absent.ExitCode, absent.Output, absent.Errors));
    }

    [Fact]
    public async Task positions_and_history_print_tables_and_json()
    {
        await File.WriteAllBytesAsync(In(Later.FileName), Later.Bytes(), Cancellation);
        await RunAsync("ingest", folder);

        var position = Assert.Single((await RunAsync("positions", "--person", "5600002", "--on", "2024-01-31", "--json")).Json.GetProperty("positions").EnumerateArray());
        Assert.Equal((1100m, "stated", "0005600001-24-000001/I.1", "2024-01-09"), (position.GetProperty("shares").GetDecimal(), position.GetProperty("basis").GetString(), position.GetProperty("lines")[0].GetString(), position.GetProperty("since").GetString()));
        var unknown = await RunAsync("positions", "--issuer", Issuer, "--on", "2024-01-08", "--json");
        Assert.Equal((0, 0), (unknown.ExitCode, unknown.Json.GetProperty("positions").GetArrayLength()));
        var table = await RunAsync("positions", "--person", Ann, "--on", "2024-02-29");
        Assert.Equal((0, ""), (table.ExitCode, table.Errors));
        Assert.Contains("1,060", table.Output, StringComparison.Ordinal);

        // 1,100 less 50 are 1,050: ten shares nobody explains.
        var entries = (await RunAsync("history", "--person", Ann, "--issuer", Issuer, "--json")).Json.GetProperty("accounts")[0].GetProperty("entries").EnumerateArray().ToArray();
        Assert.Equal(["opening 1000", "transaction 1100", "unexplained 1110", "transaction 1060"], entries.Select(e => $"{e.GetProperty("kind").GetString()} {e.GetProperty("balance").GetRawText()}"));
        var summary = (await RunAsync("findings", "--summary", "--json")).Json;
        Assert.Equal((1, 1, 0), (summary.GetProperty("accounts").GetInt32(), summary.GetProperty("checks").GetInt32(), summary.GetProperty("tie").GetInt32()));
        Assert.Equal("unexplained", Assert.Single(summary.GetProperty("findings").EnumerateArray()).GetProperty("cause").GetString());
        Assert.Equal(2, (await RunAsync("rebuild", "--json")).Json.GetProperty("filings").GetInt32());
        Assert.Equal((2, 2), ((await RunAsync("replay", "--json")).Json.GetProperty("documents").GetInt32(), (await RunAsync("replay", "--json")).Json.GetProperty("unchanged").GetInt32()));
        Assert.Equal(Form.Accession, (await RunAsync("filing", Form.Accession.Replace("-", "", StringComparison.Ordinal), "--json")).Json.GetProperty("filing").GetProperty("accessionNumber").GetString());
        Assert.Equal(0, (await RunAsync("audit", "--person", Ann, "--json")).Json.GetProperty("audits").GetArrayLength());
    }

    [Theory]
    [InlineData(1, "No filing of person 0000000099 is held", "positions", "--person", "99", "--on", "2024-01-01")]
    [InlineData(1, "No filing of person 0000000099 in issuer 0000000098 is held", "history", "--person", "99", "--issuer", "98")]
    [InlineData(1, "No filing", "findings", "--person", "99")]
    [InlineData(1, "No filing 0000000099-24-000001 is held", "filing", "0000000099-24-000001")]
    [InlineData(1, "No filing 0000000099-24-000001 is held", "audit", "0000000099-24-000001")]
    [InlineData(1, "No filing", "audit", "--issuer", "99")]
    [InlineData(1, "No amendment 0000000099-24-000001 is held", "review", "show", "0000000099-24-000001")]
    [InlineData(1, "The report 0123 is stale", "replay", "--apply", "--report", "0123")]
    [InlineData(2, "\"x9\" is no CIK", "positions", "--person", "x9", "--on", "2024-01-01")]
    [InlineData(2, "\"2024-02-30\" is no date", "positions", "--person", "99", "--on", "2024-02-30")]
    [InlineData(2, "\"01/02/2024\" is no date", "positions", "--person", "99", "--on", "01/02/2024")]
    [InlineData(2, "\"2024-01-01T12:00:00\" is no instant", "positions", "--person", "99", "--on", "2024-01-01", "--known-at", "2024-01-01T12:00:00")]
    [InlineData(2, "Name a person", "positions", "--on", "2024-01-01")]
    [InlineData(2, "Option '--on' is required", "positions", "--person", "99")]
    [InlineData(2, "Option '--issuer' is required", "history", "--person", "99")]
    [InlineData(2, "\"44\" is no accession number", "filing", "44")]
    [InlineData(2, "\"9999-12-31T23:59:59-05:00\" is no instant", "positions", "--person", "99", "--on", "2024-01-01", "--known-at", "9999-12-31T23:59:59-05:00")]
    [InlineData(1, "No filing of person 0000000099 is held", "positions", "--person", "99", "--on", "9999-12-31", "--known-at", "9999-12-31", "--recorded-at", "9999-12-31")]
    [InlineData(1, "No filing of person 0000000099 is held", "positions", "--person", "99", "--on", "0001-01-01", "--known-at", "0001-01-01", "--recorded-at", "0001-01-01")]
    [InlineData(1, "No filing", "findings", "--issuer", "99", "--summary")]
    [InlineData(2, "\"1\" is no id of a dead letter", "dead-letters", "retry", "1")]
    [InlineData(2, "Required argument 'ID' missing for command: 'show'. See \"holdings review show --help\"", "review", "show")]
    [InlineData(2, "There is no option --nobody", "ingest", "--nobody")]
    [InlineData(2, "Name an amendment", "audit")]
    [InlineData(2, "\"fax\" is no kind of document", "replay", "--only", "fax")]
    [InlineData(2, "--report goes with --apply", "replay", "--report", "0123")]
    [InlineData(2, "", "ingest")]
    public async Task a_question_without_an_answer_is_one_sentence_and_a_code(int code, string says, params string[] arguments)
    {
        var answer = await RunAsync(arguments);

        Assert.Equal((code, ""), (answer.ExitCode, answer.Output));
        Assert.StartsWith($"holdings: {says}", answer.Errors, StringComparison.Ordinal);
        Assert.Single(answer.Errors.TrimEnd('\n').Split('\n'));
        Assert.DoesNotContain("   at ", answer.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("review", "burn")]
    [InlineData("positions", "--nobody", "3")]
    [InlineData("parse", "--nobody", "3")]
    public async Task an_unknown_verb_or_option_is_a_wrong_command_line(params string[] arguments)
    {
        var answer = await AloneAsync(arguments);

        Assert.Equal((2, ""), (answer.ExitCode, answer.Output));
        Assert.StartsWith("holdings: ", answer.Errors, StringComparison.Ordinal);
        Assert.Single(answer.Errors.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task a_database_that_is_away_foreign_or_misnamed_is_code_4()
    {
        var foreign = await fixture.CreateDatabaseAsync();
        await LedgerFixture.ExecuteAsync(foreign, "create schema ledger; create table ledger.somebody_elses (id int)");
        var absent = new NpgsqlConnectionStringBuilder(database) { Database = "there_is_none" }.ConnectionString;
        var closed = ReadOnly(await fixture.CreateDatabaseAsync());
        foreach (var (connection, says) in new[] { ("Host=127.0.0.1;Port=1;Database=x;Username=x", "The database x at 127.0.0.1:1 cannot be used"), ("Host=127.0.0.1;Port=1;Username=y", "The database y at 127.0.0.1:1"), ("postgresql://u:secret@127.0.0.1:1/uri", "The database uri at 127.0.0.1:1"), (closed, "in a read-only transaction"), (foreign, "that this program did not make"), (absent, "there_is_none"), ("no connection string", "connection string") })
        {
            foreach (var arguments in (string[][])[["positions", "--person", "1", "--on", "2024-01-01", "--json"], ["ingest", In(Form.FileName)], ["replay"], ["rebuild"]])
            {
                var answer = await fixture.RunOnAsync(connection, arguments);
                Assert.Equal((4, ""), (answer.ExitCode, answer.Output));
                Assert.Contains(says, answer.Errors, StringComparison.Ordinal);
                Assert.Single(answer.Errors.TrimEnd('\n').Split('\n'));
            }
        }

        Assert.Equal(1L, await CountAsync(foreign, "select count(*) from pg_tables where schemaname = 'ledger'"));
    }

    [Fact]
    public async Task whoever_may_only_read_is_answered_and_told_that_writing_is_not_theirs()
    {
        await RunAsync("ingest", In(Form.FileName));
        await File.WriteAllBytesAsync(In(Later.FileName), Later.Bytes(), Cancellation);

        Assert.Equal(0, (await fixture.RunOnAsync(ReadOnly(database), "positions", "--person", Ann, "--on", "2024-01-31")).ExitCode);
        foreach (var arguments in (string[][])[["ingest", In(Later.FileName)], ["rebuild"]])
        {
            var answer = await fixture.RunOnAsync(ReadOnly(database), arguments);
            Assert.Equal((4, ""), (answer.ExitCode, answer.Output));
            Assert.Contains("this user may read it and not write in it", answer.Errors, StringComparison.Ordinal);
        }
    }

    private static string ReadOnly(string connection) => new NpgsqlConnectionStringBuilder(connection) { Options = "-c default_transaction_read_only=on" }.ConnectionString;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<long> CountAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private static async Task TarAsync(string path, params MadeForm[] forms)
    {
        await using var file = File.Create(path);
        await using var zipped = new GZipStream(file, CompressionLevel.NoCompression);
        await using var tar = new TarWriter(zipped);
        foreach (var form in forms) await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, form.FileName) { DataStream = new MemoryStream(form.Bytes()) }, Cancellation);
    }

    private string In(string name) => Path.Combine(folder, name);

    private Task<ProgramAnswer> RunAsync(params string[] arguments) => fixture.RunOnAsync(database, arguments);

    /// <summary>Without any database, and a home that must stay empty.</summary>
    private async Task<ProgramAnswer> AloneAsync(params string[] arguments)
    {
        var home = In("home");
        var answer = await BuiltProgram.RunAsync(home, arguments);
        Assert.False(Directory.Exists(home));
        return answer;
    }
}
