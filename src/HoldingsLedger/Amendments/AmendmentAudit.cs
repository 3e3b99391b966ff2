using System.Text.Json.Serialization;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Amendments;

/// <summary>Audits as the <c>audit</c> verb and its HTTP twin answer them.</summary>
public sealed record AuditAnswer(IReadOnlyList<AmendmentAudit> Audits);

/// <summary>
/// One amendment held against its original: how it is tied, line by line what it says differently, and what it did to positions.
/// All of it as recorded in the read models, nothing decided anew.
/// </summary>
public sealed record AmendmentAudit
{
    public required string Amendment { get; init; }

    public required string FormType { get; init; }

    public required string Issuer { get; init; }

    public string? IssuerName { get; init; }

    public required IReadOnlyList<FilingOwner> Owners { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>From when on the amended lines count.</summary>
    public required DateTimeOffset KnownAt { get; init; }

    public required AuditedLink Link { get; init; }

    /// <summary><c>null</c> where there is no original to tell it by.</summary>
    public AmendmentScope? Scope { get; init; }

    public string? ScopeBasis { get; init; }

    /// <summary>Owners of the form amended whom the amendment does not name, and whether their lines stand or are withdrawn. Empty for most.</summary>
    public required IReadOnlyList<OwnerLeftOut> OwnersLeftOut { get; init; }

    /// <summary>The amendment's own, which often say why it was filed.</summary>
    public string? Remarks { get; init; }

    /// <summary>Calendar days from the filing of the original to that of the amendment; <c>null</c> where either is unknown.</summary>
    public int? DaysAfterOriginal { get; init; }

    /// <summary>The original's lines in their order, then those added. Empty where there is no original to compare with.</summary>
    public required IReadOnlyList<AuditedLine> Lines { get; init; }

    /// <summary>Every span of days of every account of its owners that was answered otherwise before the amendment was known.</summary>
    public required IReadOnlyList<PositionEffect> Positions { get; init; }
}

/// <summary>An owner of a joint form whom its amendment does not name: the lines stand, so that the same shares may be stated in two ways, or the amendment withdraws them.</summary>
public sealed record OwnerLeftOut(string Person, string? Name, bool LinesStand);

/// <summary>The tie, as in <see cref="AmendmentLink"/>.</summary>
public sealed record AuditedLink(LinkState State, string? Original, IReadOnlyList<string> Candidates, string Basis);

/// <summary>The texts of the footnotes at a field, by its name in JSON, in the line then in force and as amended.</summary>
public sealed record NoteChange(string Field, IReadOnlyList<string> Was, IReadOnlyList<string> Is);

/// <summary>What an amendment does to a line.</summary>
[JsonConverter(typeof(KebabCase<LineChange>))]
public enum LineChange
{
    /// <summary>It returns as it was.</summary>
    Unchanged,

    Corrected,

    /// <summary>No line of the original corresponds.</summary>
    Added,

    /// <summary>A restatement does not repeat it: it no longer counts.</summary>
    Withdrawn,

    /// <summary>A partial amendment does not repeat it: it stands.</summary>
    NotRestated,
}

/// <summary>
/// One line of the original and its counterpart. <see cref="OriginalFiling"/> is the filing that <see cref="Original"/> is a line of: the one that is
/// amended, or, for a line that it has not, another of the same chain. What differs is what the amendment changed in the line then in force.
/// </summary>
public sealed record AuditedLine(LineChange Change, string? Original, string? Amended, IReadOnlyList<FieldChange> Fields, string? OriginalFiling)
{
    /// <summary>The line of an amendment known earlier that was in force in place of <see cref="Original"/>, <c>ACCESSION/LINE</c>; <c>null</c> where it stood as filed.</summary>
    public string? InForceAs { get; init; }

    /// <summary>The fields whose footnotes say something else, though the field itself may not. A line that differs in nothing but these is unchanged.</summary>
    public IReadOnlyList<NoteChange> Footnotes { get; init; } = [];

    [JsonIgnore]
    public ReportedLine? Before { get; init; }

    [JsonIgnore]
    public ReportedLine? After { get; init; }
}
