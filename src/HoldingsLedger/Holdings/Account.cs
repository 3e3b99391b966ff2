using System.Text.Json;
using System.Text.Json.Serialization;
using HoldingsLedger.Findings;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Holdings;

/// <summary>What an entry of an account is.</summary>
[JsonConverter(typeof(KebabCase<EntryKind>))]
public enum EntryKind
{
    /// <summary>A reported transaction.</summary>
    Transaction,

    /// <summary>A stated balance without a transaction.</summary>
    Holding,

    /// <summary>What the first filing implies was held before it.</summary>
    Opening,

    /// <summary>The difference between a filing's opening and the previous closing.</summary>
    Unexplained,
}

/// <summary>
/// One dated entry: its change (signed; <c>null</c> where it is no change or an unknown one), the balance after it
/// (<c>null</c>: unknown), and what the filer printed on that line.
/// </summary>
public sealed record AccountEntry
{
    public required DateOnly On { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>The line it comes from; <c>null</c> for an opening or an unexplained change, which no line reports.</summary>
    public LineId? Line { get; init; }

    public string? Code { get; init; }

    public decimal? Change { get; init; }

    public decimal? Balance { get; init; }

    public decimal? Stated { get; init; }

    /// <summary>Whether <see cref="Stated"/> equals <see cref="Balance"/>; <c>null</c> where there is nothing to compare.</summary>
    public bool? Ties { get; init; }

    public IReadOnlyList<BalanceFinding> Findings { get; init; } = [];

    /// <summary>The filing whose lines this entry comes from or is worked out of; always set by the engine.</summary>
    internal HeldFiling Filing { get; init; } = null!;

    /// <summary>The lines that show it: its own, else those its balance is worked out of.</summary>
    internal IReadOnlyList<LineId> Rests { get; init; } = [];

    /// <summary>Whether the balance differs from the one before.</summary>
    internal bool Moves { get; init; }
}

/// <summary>A security as a person is shown it: the title as filed last, and what tells a derivative from others of its title.</summary>
public sealed record HeldSecurity(string? Title, string Table, decimal? ConversionOrExercisePrice, DateOnly? ExercisableOn, DateOnly? ExpiresOn);

/// <summary>
/// A person's account in one security by one way of owning, as known at an instant: dated entries in the order in which
/// they count, and every finding that touches it. Balances are shares (Table II: units of the derivative), or US dollars where <see cref="InDollars"/>.
/// </summary>
public sealed record Account
{
    public required HeldSecurity Security { get; init; }

    public required string Ownership { get; init; }

    public string? NatureOfOwnership { get; init; }

    public bool InDollars { get; init; }

    /// <summary>The names under which it went before, oldest first: what was filed then is answered as it was filed.</summary>
    public IReadOnlyList<FormerName> FormerNames { get; init; } = [];

    public required IReadOnlyList<AccountEntry> Entries { get; init; }

    public required IReadOnlyList<BalanceFinding> Findings { get; init; }

    /// <summary>The name as it stands now.</summary>
    internal AccountName Name => new(Security, Ownership, NatureOfOwnership);

    /// <summary>The name on a day: that of the filings which spoke of it until then.</summary>
    public AccountName NameOn(DateOnly day) => FormerNames.FirstOrDefault(former => day < former.Until)?.Name ?? Name;
}

/// <summary>What an account is called: its security and way of owning, as filed.</summary>
public sealed record AccountName(HeldSecurity Security, string Ownership, string? NatureOfOwnership);

/// <summary>The name of an account on the days before <paramref name="Until"/>, on which a filing went on under another.</summary>
public sealed record FormerName(DateOnly Until, AccountName Name);

/// <summary>Enum members as JSON strings in kebab case: <c>balance-gap</c>.</summary>
internal sealed class KebabCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower)
    where T : struct, Enum;
