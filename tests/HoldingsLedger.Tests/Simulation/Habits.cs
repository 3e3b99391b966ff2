namespace HoldingsLedger.Tests.Simulation;

/// <summary>What filers of a world do besides filing well. Counted shares of habits are those of real filings, made commoner.</summary>
/// <param name="Late">Transactions are reported weeks later, their totals those of that day or of their own, known to the filings in between or forgotten there.</param>
/// <param name="Accrual">A plan acquires shares that no line reports.</param>
/// <param name="Split">Stocks split without a line, and options get another price.</param>
/// <param name="Typos">A and D are mixed up.</param>
/// <param name="Missing">Some filings do not exist.</param>
/// <param name="Sloppy">Balances are misprinted.</param>
/// <param name="Amends">Wrong lines are corrected by an amendment, or by an amendment of a wrong amendment.</param>
/// <param name="Totals">Column 9 of an option is the total over all options.</param>
/// <param name="Crowd">More than ten owners: a second filing repeats the tables.</param>
internal sealed record Habits(bool Late, bool Accrual, bool Split, bool Typos, bool Missing, bool Sloppy, bool Amends, bool Totals, bool Crowd)
{
    public static Habits Of(Random chance)
    {
        bool Some(double share) => chance.NextDouble() < share;
        return new Habits(Some(0.4), Some(0.25), Some(0.15), Some(0.15), Some(0.15), Some(0.1), Some(0.3), Some(0.1), Some(0.1));
    }
}
