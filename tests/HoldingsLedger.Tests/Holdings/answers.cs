using System.Text.Json;
using System.Text.Json.Nodes;
using HoldingsLedger.Holdings;
using Xunit;

namespace HoldingsLedger.Tests.Holdings;

public sealed class answers
{
    private static readonly InsiderAccounts Known = Filed.Holdings(
        Filed.Form("4", "0000000001-23-000001", "2023-03-07", Filed.Trade("2023-03-05", 100.5000m, 1100.5000m)),
        Filed.Form("4", "0000000001-23-000002", "2023-05-07", Filed.Trade("2023-05-05", -50, 1090.5m))).Known("2023-05-07");

    [Fact]
    public void positions_have_the_shape_of_the_contract()
    {
        var answer = PositionsAnswer.Of([Known], Filed.Day("2023-03-31"), Filed.Evening("2023-05-07"), Filed.Evening("2023-05-08"));
        var position = JsonNode.Parse(JsonSerializer.Serialize(answer, AnswersJson.Default.PositionsAnswer))!["positions"]![0]!;
        Assert.Equal("""{"cik":"0000000007","name":"Ada Miller"}""", position["person"]!.ToJsonString());
        Assert.Equal("""{"cik":"0000000100","name":"Mills Inc","tradingSymbol":"MLS"}""", position["issuer"]!.ToJsonString());
        Assert.Equal("""{"title":"Common Stock","table":"I","conversionOrExercisePrice":null,"exercisableOn":null,"expiresOn":null}""", position["security"]!.ToJsonString());
        Assert.Equal("D,null,1100.5000,null,stated,2023-03-05", string.Join(',', position["ownership"], position["natureOfOwnership"]?.ToJsonString() ?? "null", position["shares"]!.ToJsonString(), position["value"]?.ToJsonString() ?? "null", position["basis"], position["since"]));
        Assert.Equal("""["0000000001-23-000001/I.1"]""", position["lines"]!.ToJsonString());
        Assert.Equal("acceptance", (string?)position["knownAtBasis"]);
        Assert.Equal("""[]""", position["alsoReportedBy"]!.ToJsonString());
        Assert.Equal("balance-gap", (string?)position["findings"]![0]!["kind"]);
    }

    [Fact]
    public void history_has_the_shape_of_the_contract()
    {
        var history = JsonNode.Parse(JsonSerializer.Serialize(HistoryAnswer.Of(Known, Filed.Evening("2023-05-08")), AnswersJson.Default.HistoryAnswer))!;
        var entries = history["accounts"]![0]!["entries"]!;
        Assert.Equal(
            """{"on":"2023-03-05","kind":"transaction","line":"0000000001-23-000001/I.1","code":"P","change":100.5000,"balance":1100.5000,"stated":1100.5000,"ties":true,"findings":[]}""",
            entries[1]!.ToJsonString());
        Assert.Equal("opening transaction unexplained transaction", string.Join(' ', entries.AsArray().Select(entry => (string?)entry!["kind"])));
    }

    [Fact]
    public void a_ledger_prints_date_line_change_balance_and_tie()
    {
        var text = new StringWriter();
        LedgerTables.Write(LedgerTables.PlainConsole(text, 140), HistoryAnswer.Of(Known, Filed.Evening("2023-05-08")));
        var line = text.ToString().Split('\n').Single(row => row.Contains("0000000001-23-000001/I.1", StringComparison.Ordinal));
        Assert.Equal("2023-03-05 0000000001-23-000001/I.1 P +100.5 1,100.5 1,100.5 ties", string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim());
    }

    [Fact]
    public void a_narrow_terminal_gets_the_same_ledger_with_no_date_line_or_amount_broken()
    {
        var text = new StringWriter();
        LedgerTables.Write(LedgerTables.PlainConsole(text, 80), HistoryAnswer.Of(Known, Filed.Evening("2023-05-08")));
        var rows = text.ToString().Split('\n').Select(row => row.TrimEnd()).ToList();
        Assert.All(rows, row => Assert.True(row.Length <= 80, row));
        var at = rows.IndexOf("  0000000001-23-000001");
        Assert.Equal("2023-03-05 I.1 P +100.5 1,100.5 1,100.5 ties", string.Join(' ', rows[at + 1].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains(rows, row => row.Contains("balance-gap: 0000000001-23-000002 starts from", StringComparison.Ordinal));
    }

    [Fact]
    public void a_narrow_terminal_gets_each_position_with_whole_lines()
    {
        var text = new StringWriter();
        LedgerTables.Write(LedgerTables.PlainConsole(text, 60), PositionsAnswer.Of([Known], Filed.Day("2023-03-31"), Known.KnownAt, Filed.Evening("2023-05-08")));
        var rows = text.ToString().Split('\n').Select(row => row.Trim()).ToList();
        Assert.Contains("1,100.5  stated since 2023-03-05", rows);
        Assert.Contains("0000000001-23-000001/I.1", rows);
    }
}
