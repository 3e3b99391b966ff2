using System.Globalization;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Tests.Simulation;

/// <summary>
/// Holds the ledger's answers against what is true in a world. Where the filings known determine the truth the answer
/// must be it; where they do not, the ledger must say so: no number, or a finding.
/// </summary>
internal static class Judgement
{
    public static List<string> Of(World world) => Of(world, insider => Held(insider));

    /// <param name="world">The world with its truth.</param>
    /// <param name="held">What a ledger that took all its filings in holds of an insider.</param>
    public static List<string> Of(World world, Func<SimulatedInsider, InsiderHoldings> held)
    {
        var wrong = new List<string>();
        foreach (var insider in world.Insiders)
        {
            var holdings = held(insider);
            // Between the parts of a day split over several filings nobody can say what the totals contain.
            var all = insider.Filings.Select(filing => filing.Accepted).Distinct().Order().ToList();
            var instants = all.Where((instant, i) => i == all.Count - 1 || all[i + 1] - instant > TimeSpan.FromHours(1)).ToList();
            foreach (var knownAt in instants.Where((_, i) => i == instants.Count - 1 || i % 3 == 0))
            {
                var accounts = InsiderAccounts.At(holdings, Eastern(knownAt));
                foreach (var day in Days(insider)) Compare(world, insider, accounts, knownAt, day, wrong);
                Consistent(accounts, wrong);
            }
        }

        RepeatedFilings.Judge(world, wrong);

        return wrong;
    }

    /// <summary>The insider's holdings as an ingest in any order, twice over, leaves them.</summary>
    public static InsiderHoldings Held(SimulatedInsider insider, int shuffle = 0)
    {
        var order = new Random(shuffle);
        var arrived = new Dictionary<string, HeldFiling>(StringComparer.Ordinal);
        foreach (var made in insider.Filings.Concat(insider.Filings).OrderBy(_ => order.Next())) arrived.TryAdd(made.Accession, Read(made));
        foreach (var made in insider.Filings.Where(made => made.Amends is not null)) Link(arrived, made);
        return new InsiderHoldings
        {
            Id = InsiderHoldings.IdOf(insider.Cik, "0000000100"),
            Person = insider.Cik,
            Issuer = "0000000100",
            Filings = [.. arrived.Values.OrderBy(filing => filing.KnownAt).ThenBy(filing => filing.Filing, StringComparer.Ordinal)],
        };
    }

    // Amendments are tied to what they amend as the ledger's own linking would.
    private static void Link(Dictionary<string, HeldFiling> arrived, MadeFiling made)
    {
        var (original, row) = made.Amends!.Value;
        var amendment = arrived[made.Accession];
        arrived[made.Accession] = amendment with
        {
            Amends = new AmendmentLink { State = LinkState.Linked, Original = original.Accession, Candidates = [original.Accession], Basis = "simulated" },
            Lines = row is null ? amendment.Lines : [amendment.Lines[0] with { Supersedes = original.IdOf(row) }],
        };
        if (row is null) return;
        var amended = arrived[original.Accession];
        var id = original.IdOf(row);
        arrived[original.Accession] = amended with
        {
            Lines = [.. amended.Lines.Select(held => string.Equals(held.Line.Line, id.Line, StringComparison.Ordinal)
                ? held with { SupersededBy = new LineReplacement(made.IdOf(made.Lines[0]), amendment.KnownAt) }
                : held)],
        };
    }

    internal static HeldFiling Read(MadeFiling made)
    {
        var reading = DocumentReader.Read(made.Bytes(), $"{made.Accession}.txt");
        var filing = reading.Filing ?? throw new InvalidOperationException(string.Join(' ', reading.Problems.Select(problem => problem.Message)));
        return new HeldFiling
        {
            Filing = filing.AccessionNumber!.Value.Value,
            FormType = filing.FormType!,
            PeriodOfReport = filing.PeriodOfReport,
            FiledOn = filing.FiledOn,
            AcceptedAt = filing.AcceptedAt,
            KnownAt = filing.AcceptedAt!.Value,
            KnownAtBasis = KnownAtBasis.Acceptance,
            NoSecuritiesOwned = filing.NoSecuritiesOwned,
            IssuerName = filing.Issuer!.Name,
            Owners = [.. filing.ReportingOwners.Select(owner => new FilingOwner(owner.Cik!.Value.Value, owner.Name))],
            Footnotes = filing.Footnotes,
            Lines = [.. filing.Lines.Select(line => new HeldLine { Line = line })],
        };
    }

    private static void Compare(World world, SimulatedInsider insider, InsiderAccounts accounts, DateTime knownAt, DateOnly day, List<string> wrong)
    {
        var answers = PositionsOn.Day(accounts, day, includeZero: true)
            .GroupBy(position => SimulatedAccount.WordsOf(position.Account.Security.Table, position.Account.Security.Title, position.Account.Security.ExpiresOn, position.Account.NatureOfOwnership), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        foreach (var group in insider.Accounts.GroupBy(account => account.Words, StringComparer.Ordinal))
        {
            var answered = answers.GetValueOrDefault(group.Key, []);
            answers.Remove(group.Key);
            var truths = group.Select(account => Truth.Of(insider, account, knownAt, day)).ToList();
            var expected = truths.Where(truth => truth.Listed && truth.Balance != 0).Select(truth => truth.Balance).Order().ToList();
            var got = answered.Where(position => position.Balance != 0).Select(position => position.Balance).Order().ToList();
            if (expected.SequenceEqual(got)) continue;
            var determined = truths.TrueForAll(truth => truth.Determined) && !NearTwins(insider, [.. group]) && !world.Habits.Typos && !world.Habits.Sloppy;
            // What came and went between two filings leaves no trace in any number.
            if (truths.Exists(truth => truth.WithoutTrace)) continue;
            if (!determined && (answered.Exists(position => position.Findings.Count > 0 || position.Basis == PositionBasis.Unknown) || answered.Count == 0)) continue;
            wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{insider.Cik} {group.Key} on {day:yyyy-MM-dd} known {knownAt:yyyy-MM-dd HH:mm}: expected [{string.Join(' ', expected.Select(balance => balance?.ToString(CultureInfo.InvariantCulture) ?? "?"))}], answered [{string.Join(' ', got.Select(balance => balance?.ToString(CultureInfo.InvariantCulture) ?? "?"))}]{(determined ? "" : " without a finding")}"));
        }

        foreach (var (words, positions) in answers)
        {
            if (positions.Exists(position => position.Balance != 0)) wrong.Add($"{insider.Cik} has no account {words}, and yet {positions[0].Balance}");
        }
    }

    // Two trusts of one name that hold nearly the same: whose balance goes on is a guess until both stand in one filing. A footnote that is
    // the only name may be reworded, so there only a twin of the very same size makes it a guess.
    private static bool NearTwins(SimulatedInsider insider, List<SimulatedAccount> accounts) => accounts switch
    {
        [var one, var other] => Math.Abs(one.Initial - other.Initial) <= Math.Max(one.Initial, other.Initial) / 5,
        [{ Nature: "See footnote" } one] => insider.Accounts.Exists(other => other != one && other.Nature is "See footnote" && other.Initial == one.Initial),
        _ => false,
    };

    // Any balance can be followed by hand: the one before plus the change.
    private static void Consistent(InsiderAccounts accounts, List<string> wrong)
    {
        foreach (var account in accounts.Accounts)
        {
            for (var i = 1; i < account.Entries.Count; i++)
            {
                var (before, entry) = (account.Entries[i - 1], account.Entries[i]);
                if (before.On > entry.On) wrong.Add($"{account.Security.Title}: {entry.On} stands after {before.On}");
                if (before.Balance is { } balance && entry is { Balance: { } after, Kind: not EntryKind.Opening } && (entry.Kind == EntryKind.Holding || entry.Change is not null) && balance + (entry.Change ?? 0) != after)
                {
                    wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{account.Security.Title} {entry.On}: {balance} and {entry.Change} make {after}"));
                }
            }
        }
    }

    private static IEnumerable<DateOnly> Days(SimulatedInsider insider) =>
        insider.Accounts.SelectMany(account => account.Changes).Select(change => change.On).Distinct().SelectMany(day => (DateOnly[])[day.AddDays(-1), day]).Distinct();

    internal static DateTimeOffset Eastern(DateTime clock) => new(clock, TimeZoneInfo.FindSystemTimeZoneById("America/New_York").GetUtcOffset(clock));
}
