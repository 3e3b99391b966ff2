using System.Text.Json;
using HoldingsLedger.Amendments;
using HoldingsLedger.Filings;
using HoldingsLedger.Holdings;
using Npgsql;
using Xunit;

namespace HoldingsLedger.IntegrationTests;

/// <summary>An empty ledger in a database of its own, for tests that look at everything that is held.</summary>
internal sealed class FreshLedger : IAsyncDisposable
{
    private static readonly DateTimeOffset Always = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly SemaphoreSlim OneAtATime = new(1);
    private static NpgsqlConnectionStringBuilder? template;
    private static int copies;

    private FreshLedger(LedgerDatabase database) => Database = database;

    public LedgerDatabase Database { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<FreshLedger> CreateAsync(LedgerFixture fixture) =>
        new(await LedgerDatabase.OpenAsync(await CreateDatabaseAsync(fixture), Cancellation));

    /// <summary>A database with the ledger's tables and nothing in them: a copy of one that the program made.</summary>
    public static async Task<string> CreateDatabaseAsync(LedgerFixture fixture)
    {
        await OneAtATime.WaitAsync(Cancellation);
        try
        {
            if (template is null)
            {
                var made = await fixture.CreateDatabaseAsync();
                await (await LedgerDatabase.OpenAsync(made, Cancellation)).DisposeAsync();
                template = new NpgsqlConnectionStringBuilder(made);
            }

            var copy = new NpgsqlConnectionStringBuilder(template.ConnectionString) { Database = $"copy{++copies}" };
            await LedgerFixture.ExecuteAsync(fixture.ConnectionString, $"create database {copy.Database} template {template.Database}");
            return copy.ConnectionString;
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    /// <summary>Records documents in commits of so many, in this order.</summary>
    public async Task<IReadOnlyList<IntakeDecision>> RecordAsync(IEnumerable<IncomingDocument> documents, int together = 500)
    {
        var decisions = new List<IntakeDecision>();
        foreach (var batch in documents.Chunk(together)) decisions.AddRange(await RecordBatch.RecordAsync(Database, batch, Cancellation));
        return decisions;
    }

    public Task<IReadOnlyList<IntakeDecision>> RecordAsync(params MadeForm[] forms) => RecordAsync(forms.Select(f => f.Document()));

    public Task<IngestReport> IngestAsync(IEnumerable<IncomingFile> files) => IngestDocuments.RunAsync(Task.FromResult(Database), files, null, null, Cancellation);

    /// <summary>Appends events in one commit, as a person's decision does.</summary>
    public async Task AppendAsync(params StreamEvent[] events)
    {
        await using var connection = await Database.DataSource.OpenConnectionAsync(Cancellation);
        await using var commit = await connection.BeginTransactionAsync(Cancellation);
        await RecordBatch.AppendAsync(Database.Store, commit, events, Cancellation);
        await commit.CommitAsync(Cancellation);
    }

    public Task<long> EventsAsync() => AskAsync<long>("select count(*) from ledger.mt_events");

    /// <summary>The events up to a place in the order of recording, down to the byte.</summary>
    public Task<string> DigestOfEventsAsync(long first) =>
        AskAsync<string>($"select coalesce(md5(string_agg(e::text, '|' order by seq_id)), '') from (select * from ledger.mt_events order by seq_id limit {first}) as e");

    /// <summary>The server's clock, between two commits: a question on the recorded clock.</summary>
    public async Task<DateTimeOffset> NowAsync() => new(await AskAsync<DateTime>("select clock_timestamp()"));

    public async Task<T> AskAsync<T>(string sql)
    {
        await using var command = Database.DataSource.CreateCommand(sql);
        command.CommandTimeout = 120;
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    /// <summary>Every document of every read model, as stored.</summary>
    public async Task<SortedDictionary<string, string>> ReadModelAsync()
    {
        var documents = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in (string[])["registeredfiling", "insiderholdings", "trialsheet"])
        {
            await using var command = Database.DataSource.CreateCommand($"select id, data::text from ledger.mt_doc_{table}");
            await using var reader = await command.ExecuteReaderAsync(Cancellation);
            while (await reader.ReadAsync(Cancellation)) documents.Add($"{table} {reader.GetString(0)}", reader.GetString(1));
        }

        return documents;
    }

    /// <summary>Every insider's holdings, as they stand or as they were recorded at an instant; those without filings are left out.</summary>
    public async Task<IReadOnlyList<InsiderHoldings>> HoldingsAsync(DateTimeOffset? recordedAt = null)
    {
        var pairs = new List<(string Person, string Issuer)>();
        await using var connection = await Database.DataSource.OpenConnectionAsync(Cancellation);
        await using (var command = new NpgsqlCommand("select id from ledger.mt_doc_insiderholdings order by id collate \"C\"", connection))
        await using (var reader = await command.ExecuteReaderAsync(Cancellation))
        {
            while (await reader.ReadAsync(Cancellation)) pairs.Add(InsiderHoldings.PartsOf(reader.GetString(0)));
        }

        var all = new List<InsiderHoldings>();
        foreach (var (person, issuer) in pairs) all.AddRange(await HoldingsQueries.LoadAsync(connection, person, issuer, recordedAt, Cancellation));
        return [.. all.Where(h => h.Filings.Count > 0)];
    }

    /// <summary>
    /// All answers in one text: the history and the positions of every insider, known at several instants and always, and every audit.
    /// </summary>
    public async Task<string> AnswersAsync(DateTimeOffset? recordedAt = null) => AnswersOf(await HoldingsAsync(recordedAt));

    public static string AnswersOf(IReadOnlyList<InsiderHoldings> holdings)
    {
        using var text = new StringWriter();
        foreach (var insider in holdings)
        {
            var instants = insider.Filings.Select(f => f.KnownAt).Distinct().Order().ToArray();
            foreach (var knownAt in instants.Where((_, i) => i % Math.Max(instants.Length / 4, 1) == 0).Append(Always))
            {
                var accounts = InsiderAccounts.At(insider, knownAt);
                text.WriteLine(JsonSerializer.Serialize(HistoryAnswer.Of(accounts, Always), AnswerJson.TypeOf<HistoryAnswer>()));
                foreach (var day in accounts.Accounts.SelectMany(a => a.Entries).Select(e => e.On).Distinct().Order().TakeLast(5))
                {
                    text.WriteLine(JsonSerializer.Serialize(PositionsAnswer.Of([accounts], day, knownAt, Always, includeZero: true), AnswerJson.TypeOf<PositionsAnswer>()));
                }
            }
        }

        text.WriteLine(JsonSerializer.Serialize(new AuditAnswer(AuditAmendments.All(holdings)), AnswerJson.TypeOf<AuditAnswer>()));
        return text.ToString();
    }

    /// <summary>What a person holds on a day by one account's words, on all three clocks, by the function behind verb and HTTP.</summary>
    public async Task<IReadOnlyList<AnsweredPosition>> PositionsAsync(string person, string on, DateTimeOffset? knownAt = null, DateTimeOffset? recordedAt = null) =>
        (await PositionsQuery.AnswerAsync(Database, new PositionsQuestion(person, null, DateOnly.ParseExact(on, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), knownAt, recordedAt, false), Cancellation)).Positions;

    /// <summary>Fails with the first document that differs, not with a wall of them.</summary>
    public static void Same(IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> actual)
    {
        Assert.NotEmpty(expected);
        foreach (var (id, document) in expected)
        {
            Assert.True(actual.ContainsKey(id), $"{id} is missing.");
            Assert.True(string.Equals(document, actual[id], StringComparison.Ordinal), $"{id} differs:\n{document}\n{actual[id]}");
        }

        Assert.Empty(actual.Keys.Except(expected.Keys, StringComparer.Ordinal));
    }
}
