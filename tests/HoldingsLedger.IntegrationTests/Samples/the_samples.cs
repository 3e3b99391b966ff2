using System.Globalization;
using System.Text.Json;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Samples;

/// <summary>samples/README.md tells a story with balances worked out by hand: the program is held to every number in it.</summary>
public sealed class the_samples(LedgerWithSamples ledger) : IClassFixture<LedgerWithSamples>
{
    private const string Ada = "0009990011";
    private const string Trust = "By Quillfeather 2019 Family Trust";

    /// <summary>The table of what everybody knows since March 2024, and the one of what others could know earlier.</summary>
    public static TheoryData<string, string?, decimal> BalancesWorkedOutByHand()
    {
        var data = new TheoryData<string, string?, decimal>();
        foreach (var cells in File.ReadLines(Path.Combine(BuiltProgram.Repository, "samples", "README.md")).Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries)))
        {
            if (!IsDate(cells[0])) continue;
            if (cells.Length == 3) data.Add(cells[0], null, Number(cells[1]));
            else if (cells is [var on, var knownAt, var shares, _] && IsDate(knownAt)) data.Add(on, knownAt, Number(shares));
        }

        return data;

        static bool IsDate(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

        static decimal Number(string text) => decimal.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void the_story_has_its_tables() => Assert.Equal(9 + 5, BalancesWorkedOutByHand().Count);

    [Fact]
    public void every_document_is_accepted()
    {
        Assert.Equal("", ledger.FirstIngest.Errors);
        Assert.Equal((0, 14, 14, 0, 31), (ledger.FirstIngest.ExitCode, Count("documents"), Count("accepted"), Count("rejected"), Count("lines")));

        int Count(string what) => ledger.FirstIngest.Json.GetProperty(what).GetInt32();
    }

    [Fact]
    public async Task taking_them_in_again_changes_nothing()
    {
        var again = (await ledger.AskAsync("ingest", "samples", "--json")).Json;
        Assert.Equal((0, 14), (again.GetProperty("accepted").GetInt32(), again.GetProperty("duplicates").GetInt32()));
    }

    [Theory]
    [MemberData(nameof(BalancesWorkedOutByHand))]
    public async Task what_she_held_directly_is_what_a_person_works_out(string on, string? knownAt, decimal shares) =>
        Assert.Equal(shares, await SharesAsync(Ada, on, knownAt, "D", null, "I", null));

    [Theory]
    [InlineData("2022-03-14", "By Spouse", 3000)]
    [InlineData("2023-12-19", "By Spouse", 3000)]
    [InlineData("2023-12-20", "By Spouse", 2750)]
    [InlineData("2023-05-16", Trust, 6000)]
    [InlineData("2024-12-31", Trust, 6000)]
    public async Task what_she_held_indirectly_is_what_a_person_works_out(string on, string nature, int shares) =>
        Assert.Equal(shares, await SharesAsync(Ada, on, null, "I", nature, "I", null));

    [Theory]
    [InlineData("2022-11-14", "2.50", 15000)]
    [InlineData("2022-06-01", "6.75", 30000)]
    [InlineData("2024-02-29", "6.75", 30000)]
    [InlineData("2024-03-01", "6.75", 22500)]
    public async Task her_options_are_counted_as_stated(string on, string price, int shares) =>
        Assert.Equal(shares, await SharesAsync(Ada, on, null, "D", null, "II", decimal.Parse(price, CultureInfo.InvariantCulture)));

    [Fact]
    public async Task an_option_that_only_a_form_3_names_is_unknown_and_not_zero()
    {
        var option = Assert.Single(await PositionsAsync("--person", Ada, "--on", "2022-05-31"), position => Table(position) == "II");
        Assert.Equal(("unknown", JsonValueKind.Null), (option.GetProperty("basis").GetString(), option.GetProperty("shares").ValueKind));
    }

    [Fact]
    public async Task before_her_first_filing_nothing_is_known() =>
        Assert.Empty(await PositionsAsync("--person", Ada, "--on", "2022-03-13"));

    [Theory]
    [InlineData("2023-08-28", 1250000)]
    [InlineData("2024-01-09", 1240000)]
    public async Task the_fund_and_its_partner_report_one_holding(string on, int shares)
    {
        Assert.Equal(shares, await SharesAsync("0009990021", on, null, "D", null, "I", null));
        Assert.Equal(shares, await SharesAsync("0009990022", on, null, "D", null, "I", null));
        var fund = Assert.Single(await PositionsAsync("--person", "0009990021", "--on", on));
        Assert.Contains("0009990022", fund.GetProperty("alsoReportedBy").GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2023-02-10T19:20:04-05:00", "unexplained", 0)]
    [InlineData("2023-02-10T19:20:05-05:00", "transaction", 500)]
    public async Task the_500_shares_are_unexplained_until_the_late_report(string knownAt, string kind, int changeInSeptember)
    {
        var history = await ledger.AskAsync("history", "--person", Ada, "--issuer", "9990001", "--known-at", knownAt, "--json");
        var entries = history.Json.GetProperty("accounts").EnumerateArray()
            .Single(account => Table(account) == "I" && account.GetProperty("ownership").GetString() == "D")
            .GetProperty("entries").EnumerateArray().ToList();

        var fiveHundred = Assert.Single(entries, entry => entry.GetProperty("change") is { ValueKind: JsonValueKind.Number } change && change.GetDecimal() == 500);
        Assert.Equal(kind, fiveHundred.GetProperty("kind").GetString());
        Assert.Equal(changeInSeptember, entries.Where(entry => entry.GetProperty("on").GetString() == "2022-09-20").Sum(entry => entry.GetProperty("change").GetDecimal()));
    }

    [Fact]
    public async Task the_amendment_corrects_one_line_and_the_grant_it_does_not_repeat_stands()
    {
        var audit = Assert.Single((await ledger.AskAsync("audit", "0009990001-23-000005", "--json")).Json.GetProperty("audits").EnumerateArray());

        Assert.Equal("0009990001-23-000003", audit.GetProperty("link").GetProperty("original").GetString());
        Assert.Equal(["corrected I.2 I.1", "not-restated I.1 "], audit.GetProperty("lines").EnumerateArray()
            .Select(line => $"{line.GetProperty("change").GetString()} {line.GetProperty("original").GetString()} {line.GetProperty("amended").GetString()}").Order(StringComparer.Ordinal));
        var effect = Assert.Single(audit.GetProperty("positions").EnumerateArray());
        Assert.Equal(("2023-08-21", 16300m, 16380m), (effect.GetProperty("from").GetString(), effect.GetProperty("was").GetDecimal(), effect.GetProperty("is").GetDecimal()));
    }

    [Fact]
    public async Task the_print_is_read_and_one_line_of_it_waits()
    {
        var waiting = (await ledger.AskAsync("review", "list", "--json")).Json;
        var line = Assert.Single(waiting.GetProperty("items").EnumerateArray());
        Assert.EndsWith("/I.2", line.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal(1250, line.GetProperty("line").GetProperty("doubtful")[0].GetProperty("value").GetDecimal());
        Assert.Equal(5250, await SharesAsync("person:penhallow-ivo-t@tamarisk-lamp-works-inc", "2002-12-31", null, "D", null, "I", null));
        Assert.Equal(800, await SharesAsync("person:penhallow-ivo-t@tamarisk-lamp-works-inc", "2002-12-31", null, "I", "By Spouse", "I", null));
        Assert.Equal(3000, await SharesAsync("person:penhallow-ivo-t@tamarisk-lamp-works-inc", "2002-12-31", null, "D", null, "II", 3.50m));
    }

    private async Task<decimal?> SharesAsync(string person, string on, string? knownAt, string ownership, string? nature, string table, decimal? price)
    {
        string[] question = ["--person", person, "--on", on];
        var found = Assert.Single(await PositionsAsync(knownAt is null ? question : [.. question, "--known-at", knownAt]), position =>
            Table(position) == table
            && position.GetProperty("ownership").GetString() == ownership
            && position.GetProperty("natureOfOwnership").GetString() == nature
            && (price is null || position.GetProperty("security").GetProperty("conversionOrExercisePrice").GetDecimal() == price));
        return found.GetProperty("shares").GetDecimal();
    }

    private static string? Table(JsonElement positionOrAccount) => positionOrAccount.GetProperty("security").GetProperty("table").GetString();

    private async Task<List<JsonElement>> PositionsAsync(params string[] question)
    {
        var answer = await ledger.AskAsync(["positions", .. question, "--json"]);
        Assert.True(answer.ExitCode is 0 or 1, answer.Errors);
        return [.. answer.Json.GetProperty("positions").EnumerateArray()];
    }
}
