using System.Globalization;

namespace HoldingsLedger.IntegrationTests;

#pragma warning disable CA5394 // A world that its seed repeats is what is wanted.

/// <summary>Made-up filings as they come in an archive: issuers with three insiders each, joint filings, late reports and amendments among them.</summary>
internal static class MadeArchive
{
    private const int PerIssuer = 20;

    public static List<MadeForm> Filings(int count, int seed)
    {
        var random = new Random(seed);
        var filings = new List<MadeForm>(count);
        for (var issuer = 1; filings.Count < count; issuer++)
        {
            var cik = Cik(5_000_000 + issuer);
            string[] people = [Cik(6_000_000 + (issuer * 3)), Cik(6_000_001 + (issuer * 3)), Cik(6_000_002 + (issuer * 3))];
            var balances = new decimal[] { 1000, 20_000, 300_000.5m };
            MadeForm? last = null;
            for (var number = 1; number <= PerIssuer && filings.Count < count; number++)
            {
                var day = new DateOnly(2023, 1, 2).AddDays((number * 3) + random.Next(2));
                var who = random.Next(people.Length);
                var accession = $"{cik}-23-{number.ToString("000000", CultureInfo.InvariantCulture)}";
                var accepted = string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}T16:{random.Next(60):00}:{random.Next(60):00}");
                if (last is { Rows: [var wrong, ..] } && random.Next(8) == 0)
                {
                    // The price of a line was right, its count was not: the line again, and nothing else.
                    last = new MadeForm(accession, "4/A", accepted, cik, last.Owners) { Original = last.Accepted[..10], Rows = [wrong with { Shares = wrong.Shares + 1 }] };
                    filings.Add(last);
                    last = null;
                    continue;
                }

                var rows = new List<MadeRow>();
                for (var row = random.Next(1, 4); row > 0; row--)
                {
                    var shares = random.Next(1, 400);
                    var late = random.Next(10) == 0 ? -40 : -1;
                    balances[who] += shares;
                    rows.Add(MadeRow.Bought(shares, balances[who], day.AddDays(late).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
                }

                if (random.Next(5) == 0) rows.Add(MadeRow.Held(500 + number, "By Spouse"));
                last = new MadeForm(accession, "4", accepted, cik, random.Next(6) == 0 ? [people[who], Cik(7_000_000 + issuer)] : [people[who]]) { Rows = rows };
                filings.Add(last);
            }
        }

        return filings;
    }

    private static string Cik(int number) => number.ToString("0000000000", CultureInfo.InvariantCulture);
}
