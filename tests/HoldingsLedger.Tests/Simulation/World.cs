using System.Globalization;

namespace HoldingsLedger.Tests.Simulation;

/// <summary>A seeded world: insiders whose holdings are known, and the filings their filers make of them.</summary>
internal sealed partial class World
{
    private static readonly string[] CommonWords = ["Common Stock", "Common Stock", "Common Stock, $0.01 par value", "Common Stock (1)", "COMMON STOCK", "Common stock, par value $.01 per share"];

    private readonly Random chance;
    private readonly Habits habits;
    private int sequence;

    private World(int seed)
    {
        chance = new Random(seed);
        habits = Habits.Of(chance);
    }

    public List<SimulatedInsider> Insiders { get; } = [];

    /// <summary>Filings of more than ten owners, and what repeats their tables for the others.</summary>
    public List<(MadeFiling First, MadeFiling Second)> Repeated { get; } = [];

    public Habits Habits => habits;

    public static World Of(int seed)
    {
        var world = new World(seed);
        var count = world.chance.Next(1, 3);
        for (var i = 0; i < count; i++) world.Live(i);
        return world;
    }

    private void Live(int number)
    {
        var insider = new SimulatedInsider { Cik = (7 + number).ToString("0000000000", CultureInfo.InvariantCulture), Name = $"Miller {(char)('A' + number)}" };
        Insiders.Add(insider);
        var owners = OwnersWith(insider, number);
        var today = new DateOnly(2022, 1, 3).AddDays(chance.Next(60));
        var formToCome = Begin(owners, insider, ref today);
        var withheld = new List<Change>();
        for (var round = chance.Next(4, 25); round > 0; round--)
        {
            today = today.AddDays(chance.Next(4, 40));
            Unreported(insider, today);
            today = today.AddDays(chance.Next(1, 3));
            var changes = Trade(insider, today);
            today = changes.Max(change => change.On);
            var written = today.AddDays(chance.Next(1, 3));
            if (habits.Missing && chance.NextDouble() < 0.1)
            {
                today = written;
                continue;
            }

            if (habits.Late && chance.NextDouble() < 0.25 && changes.Find(change => change.Account.Nature is null && !change.Account.Derivative) is { } forgotten && changes.Count > 1)
            {
                changes.Remove(forgotten);
                withheld.Add(forgotten);
                // Whoever counts the books anew, as after a split, finds what was forgotten.
                forgotten.Forgotten = !habits.Split && chance.NextDouble() < 0.3;
            }

            File(owners, insider, changes, written);
            today = written;
            if (formToCome is { } form && chance.NextDouble() < 0.3)
            {
                today = today.AddDays(chance.Next(1, 9));
                form(today);
                formToCome = null;
            }

            if (withheld.Count == 0 || chance.NextDouble() < 0.5) continue;
            today = today.AddDays(chance.Next(1, 20));
            Confess(owners, withheld, today);
            withheld.Clear();
        }
    }

    // Joint filers: everything this insider reports, a fund of theirs, or a whole family of funds, reports on the same form.
    private List<SimulatedInsider> OwnersWith(SimulatedInsider insider, int number)
    {
        var funds = habits.Crowd ? chance.Next(10, 14) : chance.NextDouble() < 0.15 ? 1 : 0;
        return [insider, .. Enumerable.Range(0, funds).Select(fund => new SimulatedInsider { Cik = (900 + (20 * number) + fund).ToString("0000000000", CultureInfo.InvariantCulture), Name = $"Miller Fund {fund + 1} LP" })];
    }

    // Plans accrue, partnerships are valued anew and stocks split without a line.
    private void Unreported(SimulatedInsider insider, DateOnly today)
    {
        if (habits.Accrual && chance.NextDouble() < 0.3)
        {
            var plan = insider.Accounts.Find(account => account.Nature is "By 401(k)")!;
            plan.Changes.Add(new Change(plan, today, chance.Next(1, 90) + 0.1234m, "-"));
        }

        foreach (var valued in insider.Accounts.Where(account => account.InDollars && chance.NextDouble() < 0.3)) valued.Changes.Add(new Change(valued, today, chance.Next(1, 9000), "-"));
        if (!habits.Split || chance.NextDouble() > 0.1) return;
        foreach (var account in insider.Accounts.Where(account => account.Now > 0 && !account.InDollars))
        {
            account.Changes.Add(new Change(account, today, account.Now, "-"));
            account.Price /= 2;
        }
    }

    private List<Change> Trade(SimulatedInsider insider, DateOnly today)
    {
        var changes = new List<Change>();
        var many = chance.NextDouble() < 0.06;
        for (var lines = many ? chance.Next(31, 50) : chance.Next(1, 6); lines > 0; lines--)
        {
            if (chance.NextDouble() < 0.3) today = today.AddDays(chance.Next(0, 2));
            var account = many ? insider.Accounts[0] : insider.Accounts[chance.Next(insider.Accounts.Count)];
            if (account.Nature is "By 401(k)" || account.InDollars) account = insider.Accounts[0];
            if (!many && chance.NextDouble() < 0.15) account = Grant(insider, today);
            // A grant is granted once.
            if (account.Derivative && account.Now == 0 && account.Changes.Count > 0) account = insider.Accounts[0];
            if (account.Derivative && account.Now > 0 && account.Changes.Count > 0 | account.Initial > 0)
            {
                var exercised = decimal.Round(account.Now * chance.Next(1, 5) / 4);
                Add(changes, account, today, -exercised, "M");
                Add(changes, insider.Accounts[0], today, exercised, "M");
                continue;
            }

            var amount = chance.Next(1, 5000);
            var buys = account.Now < amount || chance.NextDouble() < 0.4;
            Add(changes, account, today, account.Derivative ? amount : buys ? amount : -amount, account.Derivative ? "A" : buys ? "P" : "S");
        }

        return changes;
    }

    private SimulatedAccount Grant(SimulatedInsider insider, DateOnly today)
    {
        var named = chance.NextDouble() < 0.5;
        var account = named
            ? new SimulatedAccount { Insider = insider, Title = "Stock Option", Derivative = true, Price = chance.Next(100, 9900) / 100m, ExercisableOn = today.AddYears(1), ExpiresOn = today.AddYears(10).AddDays(sequence), CountedTogether = habits.Totals }
            : new SimulatedAccount { Insider = insider, Title = "Restricted Stock Units", Derivative = true, TermsFootnote = $"Granted on {today:yyyy-MM-dd}, number {insider.Accounts.Count}; vests in four parts." };
        insider.Accounts.Add(account);
        return account;
    }

    private static void Add(List<Change> changes, SimulatedAccount account, DateOnly today, decimal amount, string code)
    {
        var change = new Change(account, today, amount, code);
        account.Changes.Add(change);
        changes.Add(change);
    }
}
