using System.Text.Json.Serialization;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Findings;

/// <summary>What disagrees or is missing. The closed set; docs/findings.md has a case of each.</summary>
[JsonConverter(typeof(KebabCase<FindingKind>))]
public enum FindingKind
{
    /// <summary>A filing's opening is not the previous closing.</summary>
    BalanceGap,

    /// <summary>A printed balance is not the account's balance after that entry, though the filing as a whole may tie.</summary>
    BalanceDiffers,

    /// <summary>No order of a filing's lines makes its printed balances agree with its amounts.</summary>
    RunningOrderUnclear,

    /// <summary>Several accounts share these words and the numbers do not say which is meant.</summary>
    AmbiguousAccount,

    /// <summary>An account goes on under other words.</summary>
    AccountRenamed,

    /// <summary>An amendment that could amend several filings could touch this account; its lines do not count.</summary>
    AmendmentUnsettled,

    /// <summary>Other owners of a joint form amended it without this one: the same shares are stated in two ways.</summary>
    RestatedForOthers,

    /// <summary>A line without a usable balance, amount, direction or date.</summary>
    MissingFact,

    /// <summary>A date that can hardly be meant, kept as filed.</summary>
    UnlikelyDate,

    /// <summary>An account's implied opening contains other grants of the same title.</summary>
    OpeningTooLarge,

    /// <summary>An account's first line implies that less than nothing was held before it.</summary>
    OpeningBelowZero,

    /// <summary>A line of a print or scan that its reader is not sure of and nobody has looked at.</summary>
    UnreviewedLine,

    /// <summary>A derivative still counted after the day on which it expired by its terms. It belongs to a position on such a day, not to a filing.</summary>
    Expired,
}

/// <summary>Why, as far as the filings say. The closed set; docs/findings.md has a case of each.</summary>
[JsonConverter(typeof(KebabCase<FindingCause>))]
public enum FindingCause
{
    /// <summary>Nothing held says why.</summary>
    Unexplained,

    /// <summary>A plan that acquires without reporting: 401(k), ESPP, dividend reinvestment.</summary>
    PlanAccrual,

    /// <summary>The footnotes or remarks say what happened.</summary>
    FootnotedChange,

    /// <summary>A filing accepted later reports what happened earlier.</summary>
    ReportedLate,

    /// <summary>A/D says acquired where the balance falls, or disposed of where it rises.</summary>
    DirectionContradictsBalance,

    /// <summary>Another account of the person moved by the same amount the other way, without a line.</summary>
    MovedBetweenWaysOfOwning,

    /// <summary>Another security moved by the same amount the other way, without a line: units that vest, a class converted.</summary>
    MovedBetweenSecurities,

    /// <summary>A split or stock dividend: the footnotes say so, or the issuer's insiders show one ratio.</summary>
    Split,

    /// <summary>Less than one share.</summary>
    Rounding,

    /// <summary>A filing that is not held here must exist.</summary>
    MissingFiling,

    /// <summary>The same number goes on under another title or nature.</summary>
    TitleOrNatureChanged,

    /// <summary>The balance printed is the total over all grants of a title.</summary>
    TotalOverGrants,

    /// <summary>A filing prints a balance that the filings before and after it both contradict.</summary>
    BalanceMisstated,

    /// <summary>Units were counted among the shares before they became shares: the exercise or conversion leaves the total as it was.</summary>
    CountedBefore,

    /// <summary>The filing goes on from the balance before the previous filing's lines.</summary>
    EarlierLinesLeftOut,

    /// <summary>The filing repeats transactions that an earlier one reported.</summary>
    ReportedAgain,

    /// <summary>Every line prints the balance after all of them.</summary>
    FinalTotalPrinted,

    /// <summary>The rows count in an order that is not that of their dates.</summary>
    RowsNotByDate,

    /// <summary>Printed balances and amounts of one filing do not agree.</summary>
    NumbersDisagree,

    /// <summary>Several filings or accounts could be meant.</summary>
    SeveralCandidates,

    /// <summary>An amendment names some owners of a joint form only.</summary>
    OwnersLeftOut,

    /// <summary>No balance is printed.</summary>
    NoBalance,

    /// <summary>No usable amount or direction is printed.</summary>
    NoAmount,

    /// <summary>No date is printed.</summary>
    NoDate,

    /// <summary>The date as printed lies outside any year it can belong to.</summary>
    DateAsFiled,

    /// <summary>A Form 3 said that nothing was owned.</summary>
    NothingOwnedBefore,

    /// <summary>A field was read with less than full confidence.</summary>
    NotCertain,

    /// <summary>No filing held says what became of it.</summary>
    NothingReported,
}

/// <summary>
/// A named disagreement: its kind and cause, the day it shows, since when it may have come about, by how much
/// (shares, units or dollars of the account; <c>null</c> where no number is the point), and the lines that show it.
/// </summary>
public sealed record BalanceFinding
{
    public required FindingKind Kind { get; init; }

    public required FindingCause Cause { get; init; }

    public required DateOnly On { get; init; }

    /// <summary>The last day on which the earlier filings still vouch for the balance; <c>null</c> where that is not the point.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>The day from which later filings vouch for the balance again; <c>null</c> where none does.</summary>
    [JsonIgnore]
    public DateOnly? Until { get; init; }

    /// <summary>What the filing has more (less, if negative) than the account.</summary>
    public decimal? Difference { get; init; }

    /// <summary>New shares for old, where the balances before and after stand in the ratio of a usual split ("2:1"; nearly: "~2:1"); evidence, not yet a cause.</summary>
    public string? Ratio { get; init; }

    public required IReadOnlyList<LineId> Lines { get; init; }

    /// <summary>One plain sentence with the numbers.</summary>
    public required string Message { get; init; }
}
