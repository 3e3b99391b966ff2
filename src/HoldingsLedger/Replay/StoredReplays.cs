using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Weasel.Postgresql.Tables;

namespace HoldingsLedger.Replay;

/// <summary>Reports of replays that a person was shown, by name, so that just what was shown can be applied. Not a record of anything: events are.</summary>
internal static class StoredReplays
{
    public const string TableName = "replays";

    /// <summary>The table, for the store's schema management.</summary>
    public static Table Describe(string schema)
    {
        var table = new Table($"{schema}.{TableName}");
        table.AddColumn<string>("name").AsPrimaryKey();
        table.AddColumn("filter", "jsonb").NotNull();
        table.AddColumn("report", "json").NotNull();
        table.AddColumn("made_at", "timestamptz").NotNull().DefaultValueByExpression("now()");
        return table;
    }

    public static async Task SaveAsync(LedgerDatabase ledger, ReplayFilter filter, ReplayReport report, CancellationToken cancellation)
    {
        await using var insert = ledger.DataSource.CreateCommand(
            $"insert into {LedgerStore.Schema}.{TableName} (name, filter, report) values ($1, $2, $3) on conflict (name) do update set filter = excluded.filter, report = excluded.report, made_at = now()");
        insert.Parameters.Add(new NpgsqlParameter { Value = report.Replay });
        insert.Parameters.Add(new NpgsqlParameter { Value = JsonSerializer.Serialize(filter, LedgerJson.TypeOf<ReplayFilter>()), NpgsqlDbType = NpgsqlDbType.Jsonb });
        insert.Parameters.Add(new NpgsqlParameter { Value = JsonSerializer.Serialize(report, AnswerJson.TypeOf<ReplayReport>()), NpgsqlDbType = NpgsqlDbType.Json });
        await insert.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>What was asked and the report as JSON; <c>null</c> if no report has this name.</summary>
    public static async Task<(ReplayFilter Filter, string Report)?> FindAsync(LedgerDatabase ledger, string name, CancellationToken cancellation)
    {
        await using var select = ledger.DataSource.CreateCommand($"select filter, report::text from {LedgerStore.Schema}.{TableName} where name = $1");
        select.Parameters.Add(new NpgsqlParameter { Value = name });
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation)) return null;
        return (JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(0), LedgerJson.TypeOf<ReplayFilter>())!, reader.GetString(1));
    }
}
