using System.Text.Json.Serialization;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using HoldingsLedger.Replay;
using HoldingsLedger.Review;
using JasperFx.Events;
using JasperFx.Events.Aggregation;
using Marten.Events.Projections;

namespace HoldingsLedger.Filings;

/// <summary>Whether a registered document became a filing.</summary>
public enum RegistrationStatus
{
    Recorded,
    Rejected,
}

/// <summary>What a decision needs to know of a filing without reading its streams: one row of the register.</summary>
public sealed record RegisteredFiling
{
    /// <summary>The accession number, or <c>sha256-</c> and 16 digits.</summary>
    public required string Id { get; init; }

    /// <summary>Digest of the document it was read from.</summary>
    public required string Sha256 { get; init; }

    public required RegistrationStatus Status { get; init; }

    public DocumentKind Kind { get; init; } = DocumentKind.Unknown;

    public string? FormType { get; init; }

    /// <summary>CIK or provisional key; <c>null</c> for a rejected document.</summary>
    public string? Issuer { get; init; }

    public IReadOnlyList<FilingOwner> Owners { get; init; } = [];

    /// <summary>The issuer's name as <see cref="Identities.NameLikeness.AliasOf"/> folds it: what names on paper are found by.</summary>
    public string? IssuerAlias { get; init; }

    public DateTimeOffset? KnownAt { get; init; }

    public int Lines { get; init; }

    /// <summary>Digest of the latest reading and the reader that made it.</summary>
    public string? ReadingDigest { get; init; }

    public string? ParserName { get; init; }

    public int ParserVersion { get; init; }

    /// <summary>For an amendment: a person's decision in force on what it amends.</summary>
    public LinkDecision? LinkDecision { get; init; }

    /// <summary>How many of its lines are below full confidence; 0: none, but a part of its document was not read; <c>null</c>: nothing to look at.</summary>
    public int? UnsureLines { get; init; }

    /// <summary>As <see cref="FilingRead.TablesDigest"/>.</summary>
    public string? TablesDigest { get; init; }

    /// <summary>Whether a person said anything of one of its lines.</summary>
    public bool HasDecidedLines { get; init; }

    [JsonIgnore]
    public bool IsAmendment => FormType?.EndsWith("/A", StringComparison.Ordinal) == true;

    /// <summary>Why a rejected document is not a filing.</summary>
    public string? RejectionKind { get; init; }

    public string? RejectionMessage { get; init; }
}

/// <summary>A person's word on what an amendment amends; <see cref="Original"/> <c>null</c>: none of those held.</summary>
public sealed record LinkDecision(string? Original, string Who, string Why);

/// <summary>The register of filings, kept in the commit that appends.</summary>
public sealed class FilingRegisterProjection : MultiStreamProjection<RegisteredFiling, string>
{
    public FilingRegisterProjection()
    {
        Name = "FilingRegister";
        Version = 1;
        Identity<FilingReceived>(e => e.Filing);
        Identity<FilingRead>(e => e.Filing);
        Identity<FilingReread>(e => e.Filing);
        Identity<FilingRejected>(e => e.Filing);
        Identity<LineDecided>(e => e.Line.Filing);
        Identity<LineDecisionTakenBack>(e => e.Line.Filing);
        Identity<LinkDecided>(e => e.Amendment);
        Identity<LinkDecisionTakenBack>(e => e.Amendment);
        Options.BatchSize = 5000;
    }

    public override RegisteredFiling? Evolve(RegisteredFiling? snapshot, string id, IEvent e) => FilingRegisterFold.Apply(snapshot, e.Data);
}

/// <summary>Folds the events of a filing's stream into its row of the register.</summary>
public static class FilingRegisterFold
{
    public static RegisteredFiling? Apply(RegisteredFiling? before, object @event) => @event switch
    {
        FilingReceived received => Of(before, received.Filing, received.Sha256) with { Status = RegistrationStatus.Recorded, Kind = received.Kind, KnownAt = received.KnownAt, RejectionKind = null, RejectionMessage = null },
        FilingRead read => Of(before, read.Filing, read.Sha256) with
        {
            Status = RegistrationStatus.Recorded,
            FormType = read.Form.FormType,
            Issuer = read.Issuer,
            Owners = read.Owners,
            IssuerAlias = AliasOf(read.Form),
            KnownAt = read.KnownAt,
            Lines = read.Lines,
            ReadingDigest = read.ReadingDigest,
            ParserName = read.Parser.Name,
            ParserVersion = read.Parser.Version,
            UnsureLines = read.UnsureLines,
            TablesDigest = read.TablesDigest,
            RejectionKind = null,
            RejectionMessage = null,
        },
        FilingReread read => Of(before, read.Filing, read.Sha256) with
        {
            FormType = read.Form.FormType,
            Issuer = read.Issuer,
            Owners = read.Owners,
            IssuerAlias = AliasOf(read.Form),
            KnownAt = read.KnownAt,
            Lines = read.Lines,
            ReadingDigest = read.ReadingDigest,
            ParserName = read.Parser.Name,
            ParserVersion = read.Parser.Version,
            UnsureLines = read.UnsureLines,
            TablesDigest = read.TablesDigest,
        },
        FilingRejected rejected => Of(before, rejected.Filing, rejected.Sha256) with
        {
            Status = RegistrationStatus.Rejected,
            ParserName = rejected.Parser.Name,
            ParserVersion = rejected.Parser.Version,
            RejectionKind = rejected.RejectionKind,
            RejectionMessage = rejected.Message,
        },
        LineDecided or LineDecisionTakenBack => before! with { HasDecidedLines = true },
        LinkDecided decided => before! with { LinkDecision = new LinkDecision(decided.Original, decided.Who, decided.Why) },
        LinkDecisionTakenBack => before! with { LinkDecision = null },
        _ => before,
    };

    private static string? AliasOf(OwnershipFiling form) => form.Issuer?.Name is { } name ? Identities.NameLikeness.AliasOf(name) : null;

    private static RegisteredFiling Of(RegisteredFiling? before, string filing, string sha256) =>
        before ?? new RegisteredFiling { Id = filing, Sha256 = sha256, Status = RegistrationStatus.Recorded };
}
