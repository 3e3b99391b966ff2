using HoldingsLedger.Filings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using Xunit;

namespace HoldingsLedger.Tests.Holdings;

/// <summary>
/// Insiders over many years. The expected balances were read from the forms by a person: the last balance printed for each
/// account by that day, and nothing for accounts that were emptied.
/// </summary>
public sealed class real_sequences
{
    [Theory]
    // A director with a venture fund's entities around him: distributions, a typing error (127,321 for 127,231), "LP" and "L.P.".
    [InlineData("botha_square_block", "0001222287", "2018-12-31", "I D 49322; I Growth Fund IV 858081; I USGF Principals 35657; I estate 127231; I Seed 719981; II 2010 Fund 11119288; II 2010 Partners Fund (Q) 1216744; II 2010 Partners Fund, 246616")]
    [InlineData("botha_square_block", "0001222287", "2020-02-01", "I D 7899; I Growth Fund IV 848693; I USGF Principals 35267; I estate 361073; I Seed 449988; II 2010 Fund 6949555; II 2010 Partners Fund (Q) 760465; II 2010 Partners Fund, 154135")]
    [InlineData("botha_square_block", "0001222287", "2024-12-31", "I D 29968; I Growth Fund IV 1862; I USGF Principals 77; I estate 684741; I Venture Fund XV 11388; I Partners Fund XV (Q) 479; I Partners Fund XV, 171; I XV Principals 1750; I Sequoia Capital US/E 540646; I SC US/E 434405")]
    // Preferred stock converted at the offering; a Form 5; gifts reported a year later beside new grants; "vehicle" and "Vehicles".
    [InlineData("botha_mongodb", "0001222287", "2020-03-31", "I D 1057; I Estate 181077; II Growth Fund IV 846819; II USGF Principals 37310; II 2010 Fund 744272; II 2010 Partners Fund (Q) 81788; II 2010 Partners Fund, 16515")]
    [InlineData("botha_mongodb", "0001222287", "2024-12-31", "I D 1688; I Estate 217513")]
    // Conversions sold within the day, directly and through a trust that only a footnote names.
    [InlineData("levchin_yelp", "0001539853", "2012-12-31", "II D 2615153; II I 3911937")]
    [InlineData("levchin_yelp", "0001539853", "2013-05-31", "II D 2357027; II I 3395707")]
    [InlineData("hoffman_linkedin_joint_trust", "0001519339", "2011-12-31", "II I 18950697")]
    [InlineData("hoffman_linkedin_joint_trust", "0001519339", "2013-05-31", "II I 16823235")]
    // Yearly restricted units, an LLC, funds in pairs.
    [InlineData("thiel_facebook", "0001211060", "2018-12-31", "I D 8308; I Rivendell 53602; II Restricted D 1640; II Fund IV, 41631; II IV Principals 13364")]
    [InlineData("thiel_facebook", "0001211060", "2022-12-31", "I D 13893")]
    public void hold_what_their_forms_say(string folder, string person, string on, string expected)
    {
        var known = InsiderAccounts.At(Read(folder, person), DateTimeOffset.MaxValue);
        // A Form 3 that gives several funds one row leaves accounts without a balance, which is no number to compare.
        var held = PositionsOn.Day(known, Filed.Day(on)).Where(position => position.Balance is not null).ToList();
        var unmatched = held.ToList();
        foreach (var one in expected.Split("; "))
        {
            var (table, name, balance) = (one[..one.IndexOf(' ', StringComparison.Ordinal)], one[(one.IndexOf(' ', StringComparison.Ordinal) + 1)..one.LastIndexOf(' ')], decimal.Parse(one[(one.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture));
            var at = unmatched.FindIndex(position => position.Balance == balance && Is(position.Account, table, name));
            Assert.True(at >= 0, $"{one} is missing; held: {string.Join("; ", held.Select(Shown))}");
            unmatched.RemoveAt(at);
        }

        Assert.True(unmatched.Count == 0, $"held beyond the forms: {string.Join("; ", unmatched.Select(Shown))}");
    }

    [Fact]
    public void every_number_can_be_followed_to_lines_of_their_forms()
    {
        foreach (var (folder, person) in new[] { ("botha_square_block", "0001222287"), ("botha_mongodb", "0001222287"), ("levchin_yelp", "0001539853"), ("hoffman_linkedin_joint_trust", "0001519339"), ("thiel_facebook", "0001211060"), ("rabois_affirm", "0001539865") })
        {
            var holdings = Read(folder, person);
            var lines = holdings.Filings.SelectMany(filing => filing.Lines.Select(held => (Id: new LineId(filing.Filing, held.Line.Line), held.Line))).ToDictionary(pair => pair.Id, pair => pair.Line);
            foreach (var filing in holdings.Filings)
            {
                var known = InsiderAccounts.At(holdings, filing.KnownAt);
                foreach (var position in PositionsOn.Day(known, DateOnly.FromDateTime(filing.KnownAt.Date), includeZero: true))
                {
                    Assert.NotEmpty(position.Lines);
                    if (position is { Basis: PositionBasis.Stated, Balance: { } balance }) Assert.Contains(position.Lines, line => lines[line].SharesOwnedFollowing == balance || lines[line].ValueOwnedFollowing == balance);
                    else Assert.All(position.Lines, line => Assert.True(lines.ContainsKey(line), line.ToString()));
                }
            }
        }
    }

    private static bool Is(Account account, string table, string name) => string.Equals(account.Security.Table, table, StringComparison.Ordinal) && (name is "D" or "I"
        ? string.Equals(account.Ownership, name, StringComparison.Ordinal)
        : $"{account.Security.Title} {account.Ownership} {account.NatureOfOwnership}" is var words && name.Split(' ').All(word => words.Contains(word, StringComparison.Ordinal)));

    private static string Shown(AccountPosition position) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{position.Account.Security.Table} {position.Account.Security.Title} {position.Account.Ownership} {position.Account.NatureOfOwnership} {position.Balance}");

    private static InsiderHoldings Read(string folder, string person)
    {
        var filings = new List<HeldFiling>();
        var issuer = "";
        foreach (var path in Directory.GetFiles(Corpus.At("sequences", folder), "*.xml"))
        {
            var filing = DocumentReader.Read(File.ReadAllBytes(path), Path.GetFileName(path)).Filing!;
            issuer = filing.Issuer!.Cik!.Value.Value;
            var (at, basis) = KnownClock.Of(filing, null, DateTimeOffset.MaxValue);
            filings.Add(new HeldFiling
            {
                Filing = filing.AccessionNumber!.Value.Value,
                FormType = filing.FormType!,
                PeriodOfReport = filing.PeriodOfReport,
                KnownAt = at,
                KnownAtBasis = basis,
                NoSecuritiesOwned = filing.NoSecuritiesOwned,
                Owners = [.. filing.ReportingOwners.Select(owner => new FilingOwner(owner.Cik?.Value ?? "", owner.Name))],
                Footnotes = filing.Footnotes,
                Remarks = filing.Remarks,
                Lines = [.. filing.Lines.Select(line => new HeldLine { Line = line })],
            });
        }

        return new InsiderHoldings
        {
            Id = InsiderHoldings.IdOf(person, issuer), Person = person, Issuer = issuer,
            Filings = [.. filings.OrderBy(filing => filing.KnownAt).ThenBy(filing => filing.Filing, StringComparer.Ordinal)],
        };
    }
}
