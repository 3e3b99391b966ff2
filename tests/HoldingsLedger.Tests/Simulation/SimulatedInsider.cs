using System.Globalization;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Tests.Simulation;

/// <summary>What really happened to an account: a signed amount on a day. Who reported it, and when, is the filer's affair.</summary>
internal sealed record Change(SimulatedAccount Account, DateOnly On, decimal Amount, string Code)
{
    /// <summary>The filing whose line reports it; <c>null</c>: never reported.</summary>
    public MadeFiling? ReportedIn { get; set; }
}

/// <summary>One true account: what words filers give it, and everything that happened to it.</summary>
internal sealed class SimulatedAccount
{
    public required SimulatedInsider Insider { get; init; }

    public required string Title { get; init; }

    public bool Derivative { get; init; }

    public decimal? Price { get; init; }

    public DateOnly? ExercisableOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    /// <summary>Terms that stand in a footnote only.</summary>
    public string? TermsFootnote { get; init; }

    public string? Nature { get; init; }

    public string? NatureFootnote { get; init; }

    /// <summary>What is held before anything happens.</summary>
    public decimal Initial { get; init; }

    public List<Change> Changes { get; } = [];

    /// <summary>Balance printed by a filing, with the day the filer looked at the books.</summary>
    public List<(MadeFiling Filing, DateOnly First, DateOnly Written)> Spoken { get; } = [];

    public decimal Now => Initial + Changes.Sum(change => change.Amount);

    /// <summary>The words by which an answer is found again; accounts that share them are compared as a set.</summary>
    public string Words => WordsOf(Derivative ? "II" : "I", Title, Price, ExpiresOn, Nature is "See footnote" ? NatureFootnote : Nature);

    public static string WordsOf(string table, string? title, decimal? price, DateOnly? expiresOn, string? nature) =>
        string.Create(CultureInfo.InvariantCulture, $"{table}|{SecurityTitle.Fold(title)}|{price}|{expiresOn:yyyy-MM-dd}|{nature}");
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
