using HoldingsLedger.Filings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using Xunit;
using static HoldingsLedger.Tests.Filings.TestFilings;

namespace HoldingsLedger.Tests.Filings;

public static class the_known_clock
{
    private static readonly DateTimeOffset ReceivedAt = new(2024, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly OwnershipFiling Bare = Form4("0009990001-23-000001", [Ada]) with { AcceptedAt = null, FiledOn = null };

    [Fact]
    public static void is_edgars_acceptance_where_the_document_has_it()
    {
        var filing = Form4("0009990001-23-000001", [Ada]);

        Assert.Equal((filing.AcceptedAt!.Value, KnownAtBasis.Acceptance), KnownClock.Of(filing, ReceivedAt, ReceivedAt));
    }

    [Fact]
    public static void is_what_the_person_taking_it_in_says_where_the_document_is_silent()
    {
        var given = new DateTimeOffset(2023, 3, 2, 9, 0, 0, TimeSpan.FromHours(-5));

        Assert.Equal((given, KnownAtBasis.Given), KnownClock.Of(Bare with { FiledOn = new DateOnly(2023, 3, 2) }, given, ReceivedAt));
    }

    [Fact]
    public static void is_the_end_of_the_filing_day_in_eastern_time()
    {
        // Daylight saving time began on 2023-03-12: the day before ends at -05:00, the day itself at -04:00.
        Assert.Equal(
            (new DateTimeOffset(2023, 3, 11, 23, 59, 59, TimeSpan.FromHours(-5)), KnownAtBasis.FilingDate),
            KnownClock.Of(Bare with { FiledOn = new DateOnly(2023, 3, 11) }, null, ReceivedAt));
        Assert.Equal(TimeSpan.FromHours(-4), KnownClock.Of(Bare with { FiledOn = new DateOnly(2023, 3, 12) }, null, ReceivedAt).At.Offset);
    }

    [Fact]
    public static void is_the_end_of_the_latest_signatures_day_without_a_filing_date()
    {
        var signed = Bare with { Signatures = [new OwnerSignature("/s/ A", new DateOnly(2023, 3, 2)), new OwnerSignature("/s/ B", new DateOnly(2023, 3, 3)), new OwnerSignature("/s/ C", null)] };

        Assert.Equal((new DateTimeOffset(2023, 3, 3, 23, 59, 59, TimeSpan.FromHours(-5)), KnownAtBasis.SignatureDate), KnownClock.Of(signed, null, ReceivedAt));
    }

    [Fact]
    public static void is_the_receipt_where_nothing_tells_and_a_signature_of_the_year_23_tells_nothing()
    {
        Assert.Equal((ReceivedAt, KnownAtBasis.Receipt), KnownClock.Of(Bare, null, ReceivedAt));
        Assert.Equal((ReceivedAt, KnownAtBasis.Receipt), KnownClock.Of(Bare with { Signatures = [new OwnerSignature("/s/ A", new DateOnly(23, 3, 2))] }, null, ReceivedAt));
    }
}
