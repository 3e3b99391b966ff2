using System.Globalization;

namespace HoldingsLedger.Tests.Simulation;

/// <summary>What filers of a world do besides filing well. Counted shares of habits are those of real filings, made commoner.</summary>
internal sealed record Habits(bool Late, bool Accrual, bool Split, bool Typos, bool Missing, bool Sloppy, bool Amends)
{
    public static Habits Of(Random chance)
    {
        bool Some(double share) => chance.NextDouble() < share;
        return new Habits(Some(0.4), Some(0.25), Some(0.15), Some(0.15), Some(0.15), Some(0.1), Some(0.3));
    }
}

/// <summary>A seeded world: insiders whose holdings are known, and the filings their filers make of them.</summary>
internal sealed class World
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
        // Joint filers: everything this insider reports, a fund of theirs reports on the same form.
        List<SimulatedInsider> owners = [insider];
        if (chance.NextDouble() < 0.15) owners.Add(new SimulatedInsider { Cik = (900 + number).ToString("0000000000", CultureInfo.InvariantCulture), Name = "Miller Fund LP" });

        var today = new DateOnly(2022, 1, 3).AddDays(chance.Next(60));
        var start = chance.NextDouble();
        var nothing = start < 0.15;
        Open(insider, today, nothing);
        if (nothing)
        {
            var form = Send(owners, "3", today.AddDays(5), today, []);
            insider.NothingOwned = (today, form);
        }
        else if (start < 0.7)
        {
            Send(owners, "3", today.AddDays(5), today, [.. insider.Accounts.Select(account => new MadeLine { Account = account, Title = TitleOf(account), Printed = account.Derivative ? null : account.Now })]);
        }

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
            }

            File(owners, insider, changes, written);
            today = written;
            if (withheld.Count == 0 || chance.NextDouble() < 0.5) continue;
            today = today.AddDays(chance.Next(1, 20));
            Confess(owners, withheld, today);
            withheld.Clear();
        }
    }

    private void Open(SimulatedInsider insider, DateOnly today, bool nothing)
    {
        decimal Amount() => nothing ? 0 : chance.Next(10_000, 900_000);
        insider.Accounts.Add(new SimulatedAccount { Insider = insider, Title = "Common Stock", Initial = Amount() });
        if (chance.NextDouble() < 0.4) insider.Accounts.Add(new SimulatedAccount { Insider = insider, Title = "Common Stock", Nature = "By Spouse", Initial = Amount() });
        if (chance.NextDouble() < 0.3)
        {
            insider.Accounts.Add(new SimulatedAccount { Insider = insider, Title = "Common Stock", Nature = "See footnote", NatureFootnote = "Held by the Alpha Trust.", Initial = Amount() });
            insider.Accounts.Add(new SimulatedAccount { Insider = insider, Title = "Common Stock", Nature = "See footnote", NatureFootnote = "Held by the Beta Trust.", Initial = Amount() });
        }

        if (chance.NextDouble() < 0.3)
        {
            insider.Accounts.Add(new SimulatedAccount { Insider = insider, Title = "Common Stock", Nature = "By Trust", NatureFootnote = "A trust for the first child.", Initial = Amount() });
            insider.Accounts.Add(new SimulatedAccount { Insider = insider, Title = "Common Stock", Nature = "By Trust", NatureFootnote = "A trust for the second child.", Initial = Amount() });
        }

        if (habits.Accrual) insider.Accounts.Add(new SimulatedAccount { Insider = insider, Title = "Common Stock", Nature = "By 401(k)", Initial = nothing ? 0 : chance.Next(1000, 9000) + 0.25m });
        if (chance.NextDouble() < 0.5) insider.Accounts.Add(new SimulatedAccount { Insider = insider, Title = "Stock Option", Derivative = true, Price = 10.25m, ExercisableOn = today.AddDays(-100), ExpiresOn = today.AddYears(8), Initial = Amount() });
    }

    // Plans accrue and stocks split without a line.
    private void Unreported(SimulatedInsider insider, DateOnly today)
    {
        if (habits.Accrual && chance.NextDouble() < 0.3)
        {
            var plan = insider.Accounts.Find(account => account.Nature is "By 401(k)")!;
            plan.Changes.Add(new Change(plan, today, chance.Next(1, 90) + 0.1234m, "-"));
        }

        if (!habits.Split || chance.NextDouble() > 0.1) return;
        foreach (var account in insider.Accounts.Where(account => account.Now > 0)) account.Changes.Add(new Change(account, today, account.Now, "-"));
    }

    private List<Change> Trade(SimulatedInsider insider, DateOnly today)
    {
        var changes = new List<Change>();
        var many = chance.NextDouble() < 0.06;
        for (var lines = many ? chance.Next(31, 50) : chance.Next(1, 6); lines > 0; lines--)
        {
            if (chance.NextDouble() < 0.3) today = today.AddDays(chance.Next(0, 2));
            var account = many ? insider.Accounts[0] : insider.Accounts[chance.Next(insider.Accounts.Count)];
            if (account.Nature is "By 401(k)") account = insider.Accounts[0];
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
            ? new SimulatedAccount { Insider = insider, Title = "Stock Option", Derivative = true, Price = chance.Next(100, 9900) / 100m, ExercisableOn = today.AddYears(1), ExpiresOn = today.AddYears(10).AddDays(sequence) }
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

    private void File(List<SimulatedInsider> owners, SimulatedInsider insider, List<Change> changes, DateOnly written)
    {
        var lines = Printed(changes);
        if (habits.Typos && chance.NextDouble() < 0.1)
        {
            var at = chance.Next(lines.Count);
            if (lines[at].Change!.Code is "P" or "S") lines[at] = lines[at] with { DirectionTurned = true };
        }

        if (habits.Sloppy && chance.NextDouble() < 0.15)
        {
            var at = chance.Next(lines.Count);
            // A first balance that is wrong nobody can tell from a right one.
            if (lines[at].Account.Spoken.Count > 1) lines[at] = lines[at] with { Printed = lines[at].Printed + chance.Next(1, 900) };
        }

        foreach (var account in insider.Accounts)
        {
            // A balance beside the transactions; never for an account that this filing trades.
            if (changes.Exists(change => change.Account == account) || (account.Derivative && account.Now == 0) || chance.NextDouble() > 0.25) continue;
            lines.Add(new MadeLine { Account = account, Title = TitleOf(account), Printed = account.Now });
        }

        var accepted = written.ToDateTime(new TimeOnly(chance.Next(9, 22), chance.Next(60), chance.Next(60)));
        if (habits is { Amends: true, Typos: false, Sloppy: false } && lines.Count < 20 && chance.NextDouble() < 0.3)
        {
            Amended(owners, changes, lines, accepted);
            return;
        }

        foreach (var part in Parts(lines))
        {
            Send(owners, "4", DateOnly.FromDateTime(accepted), changes.Min(change => change.On), part, accepted);
            accepted = accepted.AddMinutes(3);
        }

    }

    // One line is misreported, amount and balance, or left out; days later a partial amendment puts it right.
    private void Amended(List<SimulatedInsider> owners, List<Change> changes, List<MadeLine> lines, DateTime accepted)
    {
        var at = lines.FindIndex(line => line.Change is not null && lines.Count(other => other.Account == line.Account) == 1 && line.Account.Spoken.Count > 1);
        if (at < 0) at = lines.FindIndex(line => line.Change is not null);
        var right = lines[at];
        var leftOut = lines.Count > 1 && (chance.NextDouble() < 0.4 || lines.Count(other => other.Account == right.Account) > 1);
        var by = decimal.Round(Math.Abs(right.Change!.Amount) / 2) + 1;
        var wrong = right with { AmountInstead = Math.Abs(right.Change.Amount) + by, Printed = right.Printed + (right.Change.Amount < 0 ? -by : by) };
        if (leftOut) lines.RemoveAt(at);
        else lines[at] = wrong;
        var period = changes.Min(change => change.On);
        var original = Send(owners, "4", DateOnly.FromDateTime(accepted), period, lines, accepted);
        var corrected = accepted.AddDays(chance.Next(1, 40));
        Send(owners, "4/A", DateOnly.FromDateTime(corrected), period, [right], corrected, (original, leftOut ? null : wrong));
    }

    // Thirty lines a table; the rest goes out in another filing minutes later.
    private static IEnumerable<List<MadeLine>> Parts(List<MadeLine> lines)
    {
        var common = lines.Where(line => !line.Account.Derivative).Chunk(30).ToList();
        var derivative = lines.Where(line => line.Account.Derivative).Chunk(30).ToList();
        for (var i = 0; i < Math.Max(common.Count, derivative.Count); i++)
        {
            yield return [.. common.ElementAtOrDefault(i) ?? [], .. derivative.ElementAtOrDefault(i) ?? []];
        }
    }

    // Row order, one final total on each line, reverse, by date: each account by the filing's habit.
    private List<MadeLine> Printed(List<Change> changes)
    {
        var lines = new List<MadeLine>();
        var roll = chance.NextDouble();
        foreach (var group in changes.GroupBy(change => change.Account).ToList())
        {
            var inOrder = group.ToList(); // as it happened: by date
            var before = group.Key.Now - inOrder.Sum(change => change.Amount);
            var tallied = new List<MadeLine>();
            foreach (var change in inOrder)
            {
                before += change.Amount;
                tallied.Add(new MadeLine { Account = group.Key, Title = TitleOf(group.Key), Change = change, Printed = before });
            }

            if (roll < 0.08) tallied = tallied.ConvertAll(line => line with { Printed = before });
            else if (roll < 0.14) tallied.Reverse();
            else if (roll < 0.18 && tallied.Select(line => line.Change!.On).Distinct().Count() == tallied.Count) tallied = [.. tallied.OrderBy(_ => chance.Next())];
            lines.AddRange(tallied);
        }

        return lines;
    }

    private void Confess(List<SimulatedInsider> owners, List<Change> withheld, DateOnly written)
    {
        // The totals are those of the day it is written: the change is in them already.
        var total = withheld[0].Account.Now;
        var before = total - withheld.Sum(change => change.Amount);
        var lines = new List<MadeLine>();
        foreach (var change in withheld)
        {
            before += change.Amount;
            lines.Add(new MadeLine { Account = change.Account, Title = TitleOf(change.Account), Change = change, Printed = before });
        }

        Send(owners, chance.NextDouble() < 0.3 ? "5" : "4", written, withheld.Min(change => change.On), lines);
    }

    private MadeFiling Send(List<SimulatedInsider> owners, string formType, DateOnly written, DateOnly period, List<MadeLine> lines, DateTime? accepted = null, (MadeFiling Original, MadeLine? Row)? amends = null)
    {
        sequence++;
        var filing = new MadeFiling
        {
            Accession = string.Create(CultureInfo.InvariantCulture, $"0000000900-{written.Year % 100:00}-{sequence:000000}"),
            FormType = formType,
            Accepted = accepted ?? written.ToDateTime(new TimeOnly(chance.Next(9, 22), chance.Next(60))),
            Period = period,
            Owners = [.. owners],
            Lines = lines,
            Amends = amends,
            DateOfOriginalSubmission = amends is { } amended ? DateOnly.FromDateTime(amended.Original.Accepted) : null,
            NothingOwned = formType is "3" && lines.Count == 0,
        };
        owners[0].Filings.Add(filing);
        foreach (var group in lines.GroupBy(line => line.Account))
        {
            // A Form 3 speaks of its event date, an amendment of what it amends, whenever they are written.
            group.Key.Spoken.Add((filing, group.Min(line => line.Change?.On ?? (formType[0] is '4' ? LastDay(lines) ?? period : period)), formType is "3" ? period : amends is { } put ? put.Original.Lines.Max(line => line.Change?.On) ?? put.Original.Period : written));
            foreach (var line in group)
            {
                if (line.Change is { } change) change.ReportedIn = filing;
            }
        }

        return filing;
    }

    private static DateOnly? LastDay(List<MadeLine> lines) => lines.Max(line => line.Change?.On);

    private string TitleOf(SimulatedAccount account) => account.Derivative ? account.Title : CommonWords[chance.Next(CommonWords.Length)];
}
