using System.Text.Json.Serialization;
using HoldingsLedger.Findings;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Holdings;

/// <summary>A person in an answer: CIK with ten digits (or provisional key) and the name as last filed.</summary>
public sealed record AnsweredPerson(string Cik, string? Name);

/// <summary>An issuer in an answer, name and symbol as last filed.</summary>
public sealed record AnsweredIssuer(string Cik, string? Name, string? TradingSymbol);

/// <summary>The answer of <c>positions</c>: one element per account, on a day, as known and as recorded at an instant.</summary>
public sealed record PositionsAnswer(DateOnly On, DateTimeOffset KnownAt, DateTimeOffset RecordedAt, IReadOnlyList<AnsweredPosition> Positions)
{
    /// <param name="insiders">The insiders asked for, each as known at <paramref name="knownAt"/>.</param>
    /// <param name="on">The day.</param>
    /// <param name="knownAt">What the public could know.</param>
    /// <param name="recordedAt">What this ledger had recorded.</param>
    /// <param name="includeZero">Accounts that hold nothing too.</param>
    /// <param name="sameShares">Owners of other filings that report the same shares; <c>null</c> where nobody looked.</param>
    public static PositionsAnswer Of(
        IEnumerable<InsiderAccounts> insiders, DateOnly on, DateTimeOffset knownAt, DateTimeOffset recordedAt, bool includeZero = false, SameShares? sameShares = null) =>
        new(on, knownAt, recordedAt, [.. insiders.SelectMany(insider => PositionsOn.Day(insider, on, includeZero).Select(position => AnsweredPosition.Of(insider, position, sameShares)))]);
}

/// <summary>One account's balance. <see cref="Shares"/> is <c>null</c> where it is unknown or a dollar <see cref="Value"/>.</summary>
public sealed record AnsweredPosition
{
    public required AnsweredPerson Person { get; init; }

    public required AnsweredIssuer Issuer { get; init; }

    public required HeldSecurity Security { get; init; }

    public required string Ownership { get; init; }

    public string? NatureOfOwnership { get; init; }

    public decimal? Shares { get; init; }

    public decimal? Value { get; init; }

    public required PositionBasis Basis { get; init; }

    /// <summary>The day since which the balance has been this.</summary>
    public required DateOnly Since { get; init; }

    public required IReadOnlyList<LineId> Lines { get; init; }

    /// <summary>How the instants were found from which these lines could be known; the weakest of them.</summary>
    [JsonConverter(typeof(KebabCase<KnownAtBasis>))]
    public required KnownAtBasis KnownAtBasis { get; init; }

    public required IReadOnlyList<BalanceFinding> Findings { get; init; }

    /// <summary>Other owners who report the same shares: an issuer's total counts them once.</summary>
    public required IReadOnlyList<AnsweredPerson> AlsoReportedBy { get; init; }

    internal static AnsweredPosition Of(InsiderAccounts insider, AccountPosition position, SameShares? sameShares) => new()
    {
        Person = new AnsweredPerson(insider.Person, insider.PersonName),
        Issuer = new AnsweredIssuer(insider.Issuer, insider.IssuerName, insider.TradingSymbol),
        Security = position.Name.Security,
        Ownership = position.Name.Ownership,
        NatureOfOwnership = position.Name.NatureOfOwnership,
        Shares = position.Account.InDollars ? null : position.Balance,
        Value = position.Account.InDollars ? position.Balance : null,
        Basis = position.Basis,
        Since = position.Since,
        Lines = position.Lines,
        KnownAtBasis = position.Filings.Max(filing => filing.KnownAtBasis),
        Findings = position.Findings,
        AlsoReportedBy = AlsoReported(insider, position, sameShares),
    };

    private static List<AnsweredPerson> AlsoReported(InsiderAccounts insider, AccountPosition position, SameShares? sameShares)
    {
        var others = new Dictionary<string, AnsweredPerson>(StringComparer.Ordinal);
        foreach (var filing in position.Filings)
        {
            foreach (var owner in filing.Owners.Concat(filing.Amends?.OwnersStanding ?? []).Concat(sameShares?.OwnersBeside(filing.Filing) ?? []))
            {
                if (!string.Equals(owner.Person, insider.Person, StringComparison.Ordinal)) others.TryAdd(owner.Person, new AnsweredPerson(owner.Person, owner.Name));
            }
        }

        return [.. others.Values];
    }
}

/// <summary>The answer of <c>history</c>: every entry of every account of one person in one issuer.</summary>
public sealed record HistoryAnswer(
    AnsweredPerson Person, AnsweredIssuer Issuer, DateTimeOffset KnownAt, DateTimeOffset RecordedAt, IReadOnlyList<AnsweredAccount> Accounts)
{
    public static HistoryAnswer Of(InsiderAccounts insider, DateTimeOffset recordedAt) => new(
        new AnsweredPerson(insider.Person, insider.PersonName),
        new AnsweredIssuer(insider.Issuer, insider.IssuerName, insider.TradingSymbol),
        insider.KnownAt,
        recordedAt,
        [.. insider.Accounts.Select(account => new AnsweredAccount(account.Security, account.Ownership, account.NatureOfOwnership, account.InDollars, account.Entries))]);
}

/// <summary>An account of a history; <see cref="InDollars"/> says that its numbers are dollar values instead of shares.</summary>
public sealed record AnsweredAccount(HeldSecurity Security, string Ownership, string? NatureOfOwnership, bool InDollars, IReadOnlyList<AccountEntry> Entries);

/// <summary>The answer of <c>findings</c>: each finding with the account it is about, and the trial balance over them.</summary>
public sealed record FindingsAnswer(int Accounts, int Checks, int Tie, decimal? Ties, IReadOnlyList<AnsweredFinding> Findings)
{
    public static FindingsAnswer Of(IReadOnlyList<InsiderAccounts> insiders)
    {
        var checks = insiders.Sum(insider => insider.Checks);
        var tie = insiders.Sum(insider => insider.Ties);
        return new FindingsAnswer(insiders.Sum(insider => insider.Accounts.Count), checks, tie, TrialBalance.Share(tie, checks),
            [.. insiders.SelectMany(insider => insider.Accounts.SelectMany(account => account.Findings.Select(finding => new AnsweredFinding(
                new AnsweredPerson(insider.Person, insider.PersonName), new AnsweredIssuer(insider.Issuer, insider.IssuerName, insider.TradingSymbol),
                account.Security, account.Ownership, account.NatureOfOwnership, finding.Kind, finding.Cause, finding.On, finding.Since, finding.Difference, finding.Lines, finding.Message))))]);
    }
}

/// <summary>One finding with its account.</summary>
public sealed record AnsweredFinding(
    AnsweredPerson Person, AnsweredIssuer Issuer, HeldSecurity Security, string Ownership, string? NatureOfOwnership,
    FindingKind Kind, FindingCause Cause, DateOnly On, DateOnly? Since, decimal? Difference, IReadOnlyList<LineId> Lines, string Message);

/// <summary>JSON of the answers, as the contract has it: camelCase, explicit nulls, decimals with their digits.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, GenerationMode = JsonSourceGenerationMode.Default)]
[JsonSerializable(typeof(PositionsAnswer))]
[JsonSerializable(typeof(HistoryAnswer))]
[JsonSerializable(typeof(FindingsAnswer))]
[JsonSerializable(typeof(TrialBalance))]
public sealed partial class AnswersJson : JsonSerializerContext;
