using Xunit;

namespace HoldingsLedger.IntegrationTests.Intake;

/// <summary>More than ten owners need a second filing that repeats the tables for the others; it may be recorded later than the first.</summary>
public sealed class one_block_in_two_filings(LedgerFixture fixture)
{
    private const string Issuer = "0005900001";
    private const string Fund = "0005900011";
    private const string Partner = "0005900012";
    private const string Elsewhere = "0005900002";

    [Fact]
    public async Task owners_of_a_filing_recorded_later_are_not_in_an_earlier_answer()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        MadeRow[] block = [MadeRow.Bought(500, 12_500, "2024-03-04")];
        await ledger.RecordAsync(new MadeForm("0005900011-24-000001", "4", "2024-03-05T17:00:00", Issuer, Fund, "0005900013") { Rows = block });
        // Alike, but in another issuer: other shares.
        await ledger.RecordAsync(new MadeForm("0005900014-24-000001", "4", "2024-03-05T17:01:00", Elsewhere, "0005900014") { Rows = block });
        await ledger.RecordAsync(new MadeForm("0005900011-24-000002", "4", "2024-03-05T17:02:00", Elsewhere, Fund) { Rows = [MadeRow.Bought(1, 1, "2024-03-04")] });
        var before = await ledger.NowAsync();
        await ledger.RecordAsync(new MadeForm("0005900012-24-000001", "4", "2024-03-05T17:05:00", Issuer, Partner) { Rows = block });

        Assert.Equal(["0005900013"], await OthersAsync(before));
        Assert.Equal(["0005900012", "0005900013"], await OthersAsync(await ledger.NowAsync()));
        Assert.Equal(["0005900012", "0005900013"], await OthersAsync(null));

        async Task<IEnumerable<string?>> OthersAsync(DateTimeOffset? recordedAt) =>
            (await ledger.PositionsAsync(Fund, "2024-03-31", null, recordedAt)).Single(position => position.Shares == 12_500).AlsoReportedBy.Select(owner => owner.Cik).Order(StringComparer.Ordinal);
    }
}
