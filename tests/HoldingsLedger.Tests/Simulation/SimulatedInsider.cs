using System.Globalization;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Tests.Simulation;

/// <summary>What really happened to an account: a signed amount on a day. Who reported it, and when, is the filer's affair.</summary>
internal sealed record Change(SimulatedAccount Account, DateOnly On, decimal Amount, string Code)
{
    /// <summary>The filing whose line reports it; <c>null</c>: never reported.</summary>
    public MadeFiling? ReportedIn { get; set; }

    /// <summary>The filer has not booked it yet: the totals printed meanwhile do not contain it.</summary>
    public bool Forgotten { get; set; }

    /// <summary>From when on the totals contain it, where it had been forgotten.</summary>
    public DateTime? BookedFrom { get; set; }
}

/// <summary>One true account: what words filers give it, and everything that happened to it.</summary>
internal sealed class SimulatedAccount
{
    public required SimulatedInsider Insider { get; init; }

    public required string Title { get; init; }

    public bool Derivative { get; init; }

    /// <summary>The exercise price by now: a split divides it.</summary>
    public decimal? Price { get; set; }

    public DateOnly? ExercisableOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    /// <summary>Terms that stand in a footnote only.</summary>
    public string? TermsFootnote { get; init; }

    public string? Nature { get; init; }

    public string? NatureFootnote { get; init; }

    /// <summary>Holding rows state its value, and no shares.</summary>
    public bool InDollars { get; init; }

    /// <summary>Its filer prints the total over all grants of the title.</summary>
    public bool CountedTogether { get; init; }

    /// <summary>What is held before anything happens.</summary>
    public decimal Initial { get; init; }

    public List<Change> Changes { get; } = [];

    /// <summary>Balance printed by a filing, with the day the filer looked at the books.</summary>
    public List<(MadeFiling Filing, DateOnly First, DateOnly Written)> Spoken { get; } = [];

    public decimal Now => Initial + Changes.Sum(change => change.Amount);

    /// <summary>What the filer's books have now.</summary>
    public decimal Booked => Initial + Changes.Where(change => !change.Forgotten).Sum(change => change.Amount);

    /// <summary>The insider's other grants of its title that have terms of their own.</summary>
    public IEnumerable<SimulatedAccount> Siblings => Insider.Accounts.Where(other => other != this && other.Derivative && other.Price is not null && other.Title == Title);

    /// <summary>The words by which an answer is found again; accounts that share them are compared as a set. A price may change: a grant is known by its expiry.</summary>
    public string Words => WordsOf(Derivative ? "II" : "I", Title, ExpiresOn, Nature is "See footnote" ? NatureFootnote : Nature);

    public static string WordsOf(string table, string? title, DateOnly? expiresOn, string? nature) =>
        string.Create(CultureInfo.InvariantCulture, $"{table}|{SecurityTitle.Fold(title)}|{expiresOn:yyyy-MM-dd}|{nature}");
}

/// <summary>An insider of the simulated issuer.</summary>
internal sealed class SimulatedInsider
{
    public required string Cik { get; init; }

    public required string Name { get; init; }

    public List<SimulatedAccount> Accounts { get; } = [];

    /// <summary>The event date of a Form 3 with nothing owned, and its filing.</summary>
    public (DateOnly On, MadeFiling Filing)? NothingOwned { get; set; }

    public List<MadeFiling> Filings { get; } = [];
}
