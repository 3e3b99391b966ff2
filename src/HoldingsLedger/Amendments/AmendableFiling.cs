using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Amendments;

/// <summary>What of a filing decides which filing an amendment amends, and what the amendment does to its lines.</summary>
public sealed record AmendableFiling
{
    /// <summary>The accession number, or <c>sha256-…</c>.</summary>
    public required string Filing { get; init; }

    /// <summary>CIK or provisional key.</summary>
    public required string Issuer { get; init; }

    /// <summary>"3", "4", "5" or with "/A".</summary>
    public required string FormType { get; init; }

    public DateOnly? FiledOn { get; init; }

    public required DateTimeOffset KnownAt { get; init; }

    public required KnownAtBasis KnownAtBasis { get; init; }

    public DateOnly? DateOfOriginalSubmission { get; init; }

    public DateOnly? PeriodOfReport { get; init; }

    /// <summary>CIKs or provisional keys.</summary>
    public required IReadOnlyList<string> Owners { get; init; }

    /// <summary>All lines in document order.</summary>
    public IReadOnlyList<ReportedLine> Lines { get; init; } = [];

    public IReadOnlyList<Footnote> Footnotes { get; init; } = [];

    public string? Remarks { get; init; }

    public bool IsAmendment => FormType.EndsWith("/A", StringComparison.Ordinal);

    /// <summary>"3", "4" or "5": an amendment amends a form of its own family only.</summary>
    public string Family => IsAmendment ? FormType[..^2] : FormType;

    /// <summary>The day it was filed, as an amendment of it would name it: the filing date, else the Eastern day on which it was known; a mere receipt tells no day.</summary>
    public DateOnly? FiledDay => FiledOn ?? (KnownAtBasis == KnownAtBasis.Receipt ? null : EasternTime.DayOf(KnownAt));

    public static AmendableFiling Of(string issuer, HeldFiling filing) => new()
    {
        Filing = filing.Filing,
        Issuer = issuer,
        FormType = filing.FormType,
        FiledOn = filing.FiledOn,
        KnownAt = filing.KnownAt,
        KnownAtBasis = filing.KnownAtBasis,
        DateOfOriginalSubmission = filing.DateOfOriginalSubmission,
        PeriodOfReport = filing.PeriodOfReport,
        Owners = [.. filing.Owners.Select(o => o.Person)],
        Lines = [.. filing.Lines.Select(l => l.Line)],
        Footnotes = filing.Footnotes,
        Remarks = filing.Remarks,
    };

    internal bool HasOwnerOf(AmendableFiling other) => Owners.Any(o => other.Owners.Contains(o, StringComparer.Ordinal));

    /// <summary>Filings in the order in which they became known; where only the day is known, originals before amendments.</summary>
    internal static IEnumerable<AmendableFiling> InOrder(IEnumerable<AmendableFiling> filings) => filings
        .DistinctBy(f => f.Filing, StringComparer.Ordinal)
        .OrderBy(f => f.KnownAt).ThenBy(f => f.IsAmendment).ThenBy(f => f.Filing, StringComparer.Ordinal);

    /// <summary>Whether this filing was known before the other. A clock that knows only the day lets an original precede an amendment of its day.</summary>
    internal bool Precedes(AmendableFiling other)
    {
        if (KnownAt < other.KnownAt) return true;
        var sameRank = IsAmendment == other.IsAmendment;
        if (KnownAt == other.KnownAt) return sameRank ? string.CompareOrdinal(Filing, other.Filing) < 0 : other.IsAmendment;
        return !sameRank && other.IsAmendment && KnowsOnlyTheDay && EasternTime.DayOf(KnownAt) == EasternTime.DayOf(other.KnownAt);
    }

    private bool KnowsOnlyTheDay => KnownAtBasis is KnownAtBasis.FilingDate or KnownAtBasis.SignatureDate;
}

/// <summary>A person's word on what an amendment amends; of several on one amendment the last holds. <see cref="Original"/> is <c>null</c> for "none of those held".</summary>
public sealed record ReviewedLink(string Amendment, string? Original, string Who, string Why);
