using System.Globalization;

namespace HoldingsLedger.Tests.Simulation;

/// <summary>What filers make of what happened: lines, their order and totals, amendments, late reports.</summary>
internal sealed partial class World
{
    private MadeLine Line(SimulatedAccount account, Change? change, decimal? printed) =>
        new() { Account = account, Title = account.Title is "Common Stock" ? CommonWords[chance.Next(CommonWords.Length)] : account.Title, Price = account.Price, Change = change, Printed = printed };

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
            lines.Add(Line(account, null, account.Booked + OtherGrants(account)));
        }

        var accepted = written.ToDateTime(new TimeOnly(chance.Next(9, 22), chance.Next(60), chance.Next(60)));
        if (habits is { Amends: true, Typos: false, Sloppy: false, Totals: false } && lines.Count < 20 && chance.NextDouble() < 0.3)
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

    // One line is misreported, amount and balance, or left out; days later a partial amendment puts it right, or another amendment after that one.
    private void Amended(List<SimulatedInsider> owners, List<Change> changes, List<MadeLine> lines, DateTime accepted)
    {
        var at = lines.FindIndex(line => line.Change is not null && lines.Count(other => other.Account == line.Account) == 1 && line.Account.Spoken.Count > 1);
        if (at < 0) at = lines.FindIndex(line => line.Change is not null);
        var right = lines[at];
        var leftOut = lines.Count > 1 && (chance.NextDouble() < 0.4 || lines.Count(other => other.Account == right.Account) > 1);
        var wrong = Misreported(right, decimal.Round(Math.Abs(right.Change!.Amount) / 2) + 1);
        if (leftOut) lines.RemoveAt(at);
        else lines[at] = wrong;
        var period = changes.Min(change => change.On);
        var amended = (Filing: Send(owners, "4", DateOnly.FromDateTime(accepted), period, lines, accepted), Row: leftOut ? null : wrong);
        var corrected = accepted.AddDays(chance.Next(1, 20));
        if (chance.NextDouble() < 0.25)
        {
            var stillWrong = Misreported(right, decimal.Round(Math.Abs(right.Change.Amount) / 5) + 2);
            amended = (Send(owners, "4/A", DateOnly.FromDateTime(corrected), period, [stillWrong], corrected, amended), stillWrong);
            corrected = corrected.AddDays(chance.Next(1, 20));
        }

        Send(owners, "4/A", DateOnly.FromDateTime(corrected), period, [right], corrected, amended);
    }

    private static MadeLine Misreported(MadeLine right, decimal by) =>
        right with { AmountInstead = Math.Abs(right.Change!.Amount) + by, Printed = right.Printed + (right.Change.Amount < 0 ? -by : by) };

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
            var before = group.Key.Booked + OtherGrants(group.Key) - inOrder.Sum(change => change.Amount);
            var tallied = new List<MadeLine>();
            foreach (var change in inOrder)
            {
                before += change.Amount;
                tallied.Add(Line(group.Key, change, before));
            }

            if (roll < 0.08) tallied = tallied.ConvertAll(line => line with { Printed = before });
            else if (roll < 0.14) tallied.Reverse();
            else if (roll < 0.18 && tallied.Select(line => line.Change!.On).Distinct().Count() == tallied.Count) tallied = [.. tallied.OrderBy(_ => chance.Next())];
            lines.AddRange(tallied);
        }

        return lines;
    }

    // What a filer who prints the total over all grants of a title adds to the balance of one.
    private static decimal OtherGrants(SimulatedAccount account) => account.CountedTogether ? account.Siblings.Sum(other => other.Booked) : 0;

    private void Confess(List<SimulatedInsider> owners, List<Change> withheld, DateOnly written)
    {
        var account = withheld[0].Account;
        var forgotten = withheld.FindAll(change => change.Forgotten);
        foreach (var change in forgotten) change.Forgotten = false;
        var lines = new List<MadeLine>();
        var ofTheirDays = chance.NextDouble() < 0.3;
        if (ofTheirDays)
        {
            // The total at the end of each transaction's own day, tallied where several are of one day.
            foreach (var (at, change) in withheld.Index())
            {
                var toCome = withheld.Skip(at + 1).Where(other => other.On == change.On).Sum(other => other.Amount);
                lines.Add(Line(account, change, account.Initial + account.Changes.Where(other => other.On <= change.On).Sum(other => other.Amount) - toCome));
            }
        }
        else
        {
            // The totals are those of the day it is written: the change is in them by now.
            var before = account.Now - withheld.Sum(change => change.Amount);
            foreach (var change in withheld) lines.Add(Line(account, change, before += change.Amount));
        }

        var confession = Send(owners, chance.NextDouble() < 0.3 ? "5" : "4", written, withheld.Min(change => change.On), lines, looked: ofTheirDays ? withheld.Max(change => change.On) : null);
        foreach (var change in forgotten) change.BookedFrom = confession.Accepted;
    }

    private MadeFiling Send(List<SimulatedInsider> owners, string formType, DateOnly written, DateOnly period, List<MadeLine> lines, DateTime? accepted = null, (MadeFiling Original, MadeLine? Row)? amends = null, DateOnly? looked = null)
    {
        var filing = new MadeFiling
        {
            Accession = Number(written),
            FormType = formType,
            Accepted = accepted ?? written.ToDateTime(new TimeOnly(chance.Next(9, 22), chance.Next(60))),
            Period = period,
            Owners = [.. owners.Take(10)],
            Lines = lines,
            Amends = amends,
            DateOfOriginalSubmission = amends is { } amended ? DateOnly.FromDateTime(amended.Original.Accepted) : null,
            NothingOwned = formType is "3" && lines.Count == 0,
        };
        owners[0].Filings.Add(filing);
        if (owners.Count > 10 && lines.Count > 0) Repeated.Add((filing, filing with { Accession = Number(written), Accepted = filing.Accepted.AddMinutes(2), Owners = [.. owners.Skip(10)] }));
        foreach (var group in lines.GroupBy(line => line.Account))
        {
            // A Form 3 speaks of its event date, an amendment of what it amends, totals of a transaction's own day of that day, whenever they are written.
            group.Key.Spoken.Add((filing, group.Min(line => line.Change?.On ?? (formType[0] is '4' ? LastDay(lines) ?? period : period)), formType[0] is '3' ? period : amends is { } put ? put.Original.Lines.Max(line => line.Change?.On) ?? put.Original.Period : looked ?? written));
            foreach (var line in group)
            {
                if (line.Change is { } change) change.ReportedIn = filing;
            }
        }

        return filing;
    }

    private string Number(DateOnly written) => string.Create(CultureInfo.InvariantCulture, $"0000000900-{written.Year % 100:00}-{++sequence:000000}");

    private static DateOnly? LastDay(List<MadeLine> lines) => lines.Max(line => line.Change?.On);
}
