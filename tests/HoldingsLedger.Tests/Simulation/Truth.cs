namespace HoldingsLedger.Tests.Simulation;

/// <summary>What the filings known at an instant determine of an account on a day.</summary>
/// <param name="Listed">Whether there is a position at all.</param>
/// <param name="Balance">What is true, as far as the filings tell; <c>null</c>: no balance is stated.</param>
/// <param name="Determined">Whether the balance follows from the filings. Where it does not, the answer must say so.</param>
/// <param name="WithoutTrace">Whether no filing known shows that the balance may be another: then nobody can say so.</param>
internal readonly record struct Truth(bool Listed, decimal? Balance, bool Determined, bool WithoutTrace)
{
    public static Truth Of(SimulatedInsider insider, SimulatedAccount account, DateTime knownAt, DateOnly day)
    {
        // Between a wrong filing and its amendment the wrong one counts: that is no truth to compare with.
        if (insider.Filings.Exists(filing => filing.Amends is { } amends && filing.Lines[0].Account == account && amends.Original.Accepted <= knownAt && knownAt < filing.Accepted))
        {
            return new Truth(false, null, false, true);
        }

        var spoken = account.Spoken.Where(said => said.Filing.Accepted <= knownAt).ToList();
        if (spoken.Count == 0) return new Truth(false, null, true, false);
        var first = spoken.Min(said => said.First);
        var fromZero = insider.NothingOwned is { } nothing && nothing.Filing.Accepted <= knownAt && nothing.On < first;
        if (fromZero) first = insider.NothingOwned!.Value.On;
        if (day < first) return new Truth(false, null, true, false);
        var printed = spoken.Where(said => said.Filing.Lines.Any(line => line.Account == account && line.Printed is not null)).ToList();
        var balance = account.Initial;
        var determined = true;
        var hidden = 0m;
        foreach (var change in account.Changes)
        {
            var reported = change.ReportedIn is { } filing && filing.Accepted <= knownAt;
            var containing = printed.Count(said => Contains(said, change));
            if (!reported && containing > 0 && change.On > first)
            {
                // Every balance printed of the account contains the change, also the one printed for a day before it, and no line speaks of it. So no filing known
                // shows the balance without it, and the one printed for that day is the answer. Example: the only Form 4 known, written on 1 February, has a sale of the
                // spouse's on 30 January and beside it a holding row of 621,953, true from 30 January on; 3,182 sold on 31 January are in it and are reported weeks later.
                if (!fromZero && containing == printed.Count)
                {
                    balance += change.Amount;
                    continue;
                }

                determined = false;
                hidden += change.Amount;
            }

            // What a first filing implies was held before it contains what happened before it, reported or not.
            if ((reported || containing > 0) && change.On <= day) balance += change.Amount;
            else if (!reported && containing > 0 && change.On <= first) balance += change.Amount;
        }

        var total = TotalOverGrants(insider, account, knownAt);
        // A Form 3 states no balance of a derivative: none is known until a Form 4 does.
        var stated = fromZero || printed.Exists(said => said.Filing.Lines.Any(line => line.Account == account && line.Printed is not null && (line.Change?.On ?? said.First) <= day));
        return stated
            ? new Truth(true, balance, determined && total is null && !ListedAtAnotherPrice(account, spoken) && !MayHaveReplacedAsMany(account, spoken), total is false || (!determined && hidden == 0 && total is null))
            : new Truth(true, null, true, false);
    }

    private static bool Contains((MadeFiling Filing, DateOnly First, DateOnly Written) said, Change change) =>
        said.Written >= change.On && !change.Forgotten && (change.BookedFrom is not { } booked || said.Filing.Accepted >= booked);

    // A Form 3 lists an option without a balance, a split divides its price: that what is printed at the other price is what was listed, no number need say.
    private static bool ListedAtAnotherPrice(SimulatedAccount account, List<(MadeFiling Filing, DateOnly First, DateOnly Written)> spoken)
    {
        var lines = spoken.SelectMany(said => said.Filing.Lines).Where(line => line.Account == account && line.Account.Price is not null).ToList();
        return lines.Exists(listed => listed.Printed is null && lines.Exists(printed => printed.Printed is not null && printed.Price != listed.Price));
    }

    // Units used up on the day of their grant, the grant listed last or forgotten until an amendment: in row order older units are used up and as many new ones granted.
    private static bool MayHaveReplacedAsMany(SimulatedAccount account, List<(MadeFiling Filing, DateOnly First, DateOnly Written)> spoken)
    {
        if (account is not { Derivative: true, Price: null }) return false;
        var lines = spoken.OrderBy(said => said.Filing.Accepted).SelectMany(said => said.Filing.Lines.Where(line => line.Account == account && line.Change is not null)).ToList();
        return lines is [{ Change: { Amount: < 0 } used, Printed: 0 }, ..] && lines.Exists(line => line.Change is { Code: "A" } granted && granted.Amount == -used.Amount);
    }

    // The balances are totals over all options: whether a filing known shows it; null where they are not. A grant that starts from more than nothing shows it, a
    // number that does not go on from the last one of its option, and two options left with one number. Example of none: an option granted and exercised
    // alone, then another first met with an exercise that leaves 110, while the filing that granted it does not exist.
    private static bool? TotalOverGrants(SimulatedInsider insider, SimulatedAccount account, DateTime knownAt)
    {
        if (!account.CountedTogether || !account.Siblings.Any()) return null;
        var last = new Dictionary<SimulatedAccount, List<decimal>>();
        foreach (var filing in insider.Filings.Where(filing => filing.Accepted <= knownAt).OrderBy(filing => filing.Accepted))
        {
            var options = filing.Lines.Where(line => line.Account.CountedTogether && line.Printed is not null).GroupBy(line => line.Account).ToList();
            foreach (var lines in options)
            {
                var starts = lines.Select(line => line.Printed!.Value - (line.Change?.Amount ?? 0)).Append(lines.Last().Printed!.Value - lines.Sum(line => line.Change?.Amount ?? 0)).ToList();
                if (last.TryGetValue(lines.Key, out var printed) ? !starts.Exists(printed.Contains) : lines.Any(line => line.Change is { Code: "A" }) && !starts.Contains(0)) return true;
                last[lines.Key] = [.. lines.Select(line => line.Printed!.Value)];
            }

            var left = options.Select(lines => lines.Last().Printed!.Value).Where(printed => printed > 9 && printed % 10 != 0).ToList();
            if (left.Distinct().Count() < left.Count) return true;
        }

        return false;
    }
}
