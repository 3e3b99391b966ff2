using HoldingsLedger.Holdings;
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

    public string? FormType { get; init; }

    /// <summary>CIK or provisional key; <c>null</c> for a rejected document.</summary>
    public string? Issuer { get; init; }

    public IReadOnlyList<FilingOwner> Owners { get; init; } = [];

    public DateTimeOffset? KnownAt { get; init; }

    public int Lines { get; init; }

    /// <summary>Digest of the latest reading and the reader that made it.</summary>
    public string? ReadingDigest { get; init; }

    public string? ParserName { get; init; }

    public int ParserVersion { get; init; }

    /// <summary>Why a rejected document is not a filing.</summary>
    public string? RejectionKind { get; init; }

    public string? RejectionMessage { get; init; }
}

/// <summary>The register of filings, kept in the commit that appends.</summary>
public sealed class FilingRegisterProjection : MultiStreamProjection<RegisteredFiling, string>
{
    public FilingRegisterProjection()
    {
        Name = "FilingRegister";
        Version = 1;
        Identity<FilingReceived>(e => e.Filing);
        Identity<FilingRead>(e => e.Filing);
        Identity<FilingRejected>(e => e.Filing);
        Options.BatchSize = 5000;
    }

    public override RegisteredFiling? Evolve(RegisteredFiling? snapshot, string id, IEvent e) => FilingRegisterFold.Apply(snapshot, e.Data);
}

/// <summary>Folds the events of a filing's stream into its row of the register.</summary>
public static class FilingRegisterFold
{
    public static RegisteredFiling? Apply(RegisteredFiling? before, object @event) => @event switch
    {
        FilingReceived received => Of(before, received.Filing, received.Sha256) with { Status = RegistrationStatus.Recorded, KnownAt = received.KnownAt },
        FilingRead read => Of(before, read.Filing, read.Sha256) with
        {
            Status = RegistrationStatus.Recorded,
            FormType = read.Form.FormType,
            Issuer = read.Issuer,
            Owners = read.Owners,
            KnownAt = read.KnownAt,
            Lines = read.Lines,
            ReadingDigest = read.ReadingDigest,
            ParserName = read.Parser.Name,
            ParserVersion = read.Parser.Version,
            RejectionKind = null,
            RejectionMessage = null,
        },
        FilingRejected rejected => Of(before, rejected.Filing, rejected.Sha256) with
        {
            Status = RegistrationStatus.Rejected,
            ParserName = rejected.Parser.Name,
            ParserVersion = rejected.Parser.Version,
            RejectionKind = rejected.RejectionKind,
            RejectionMessage = rejected.Message,
        },
        _ => before,
    };

    private static RegisteredFiling Of(RegisteredFiling? before, string filing, string sha256) =>
        before ?? new RegisteredFiling { Id = filing, Sha256 = sha256, Status = RegistrationStatus.Recorded };
}
