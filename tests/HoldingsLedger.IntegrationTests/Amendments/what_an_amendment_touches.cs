using HoldingsLedger.Amendments;
using HoldingsLedger.Holdings;
using Npgsql;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Amendments;

/// <summary>The cost of an amendment is that of its owners and securities, however much is held beside them.</summary>
public sealed class what_an_amendment_touches(LedgerFixture fixture)
{
    private const string Issuer = "0005830001";
    private const string Ann = "0005830002";
    private const string Bob = "0005830003";
    private const string Cleo = "0005830004";
    private const string OtherIssuer = "0005830009";
    private const string Amendment = "0005830001-24-000009";

    private static readonly MadeRow Preferred = MadeRow.Bought(10, 510, "2024-01-09") with { Title = "Series A Preferred" };

    // Three people in one issuer, one of them in another too, all on one day and alike.
    private static readonly MadeForm[] Held =
    [
        new("0005830001-24-000001", "4", "2024-01-10T09:00:00", Issuer, Ann, Bob) { Rows = [MadeRow.Bought(100, 1100, "2024-01-09"), Preferred] },
        new("0005830001-24-000002", "4", "2024-01-10T09:00:00", Issuer, Cleo) { Rows = [MadeRow.Bought(100, 1100, "2024-01-09"), Preferred] },
        new("0005830001-24-000003", "4", "2024-01-10T09:00:00", OtherIssuer, Ann) { Rows = [MadeRow.Bought(100, 1100, "2024-01-09")] },
        new("0005830001-24-000004", "4", "2024-01-20T09:00:00", Issuer, Ann) { Rows = [MadeRow.Bought(5, 1155, "2024-01-19")] },
        new("0005830001-24-000005", "4/A", "2024-01-11T09:00:00", Issuer, Cleo) { Original = "2024-01-10", Rows = [MadeRow.Bought(120, 1120, "2024-01-09")] },
    ];

    private static readonly MadeForm Corrected = new(Amendment, "4/A", "2024-01-12T17:00:00", Issuer, Ann, Bob) { Original = "2024-01-10", Rows = [MadeRow.Bought(150, 1150, "2024-01-09")] };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task only_the_streams_of_its_owners_in_the_securities_it_speaks_of()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync(Held);
        var (streams, documents) = (await StreamsAsync(ledger), await ledger.ReadModelAsync());

        await ledger.RecordAsync(Corrected);

        var touched = (await StreamsAsync(ledger)).Except(streams).Select(s => s.Key).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(3, touched.Length);
        Assert.Equal($"filing:{Amendment}", touched[0]);
        Assert.All(touched[1..], stream => Assert.Contains("common stock", stream, StringComparison.Ordinal));
        Assert.StartsWith($"holding:{Ann}:{Issuer}:", touched[1], StringComparison.Ordinal);
        Assert.StartsWith($"holding:{Bob}:{Issuer}:", touched[2], StringComparison.Ordinal);
        var changed = (await ledger.ReadModelAsync()).Except(documents).Select(d => d.Key).Where(k => k.StartsWith("insiderholdings ", StringComparison.Ordinal)).ToArray();
        Assert.Equal([$"insiderholdings {Ann}|{Issuer}", $"insiderholdings {Bob}|{Issuer}"], changed);
        Assert.Equal(LinkState.Linked, (await AuditQuery.OneAsync(ledger.Database, Amendment, Cancellation)).Audits.Single().Link.State);
    }

    [Fact]
    public async Task nor_does_an_original_that_comes_late_touch_more()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync([.. Held[1..], Corrected]);
        var streams = await StreamsAsync(ledger);

        await ledger.RecordAsync(Held[0]);

        // Its own, those of its lines, and the amendment's, which is tied now.
        Assert.Equal(
            [$"filing:{Held[0].Accession}", $"filing:{Amendment}"],
            (await StreamsAsync(ledger)).Except(streams).Select(s => s.Key).Where(s => s.StartsWith("filing:", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain((await StreamsAsync(ledger)).Except(streams), s => s.Key.Contains(Cleo, StringComparison.Ordinal) || s.Key.Contains(OtherIssuer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task a_form_taken_in_twice_touches_nothing()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        await ledger.RecordAsync([.. Held, Corrected]);
        var streams = await StreamsAsync(ledger);

        await ledger.RecordAsync([Corrected, Held[0]]);

        Assert.Equal(streams, await StreamsAsync(ledger));
    }

    private static async Task<Dictionary<string, long>> StreamsAsync(FreshLedger ledger)
    {
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var command = ledger.Database.DataSource.CreateCommand("select id, version from ledger.mt_streams");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation)) versions.Add(reader.GetString(0), Convert.ToInt64(reader.GetValue(1), System.Globalization.CultureInfo.InvariantCulture));
        return versions;
    }
}
