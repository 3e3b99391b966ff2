using JasperFx.Events;
using Marten.Events.Projections;

namespace HoldingsLedger.Identities;

/// <summary>A provisional key and the CIK that it stands for, or a person's word that it stands for itself, with the grounds.</summary>
public sealed record TiedIdentity
{
    /// <summary>The provisional key.</summary>
    public required string Id { get; init; }

    /// <summary><c>null</c>: a person says that it is tied to nobody, and no machine ties it again.</summary>
    public string? Cik { get; init; }

    public string? Filing { get; init; }

    public string? Who { get; init; }

    public required string Why { get; init; }
}

/// <summary>Folds the events of one key. Apart from the document, in which Marten would take an Apply for one of its own.</summary>
public static class TiedIdentityFold
{
    /// <summary><c>null</c>: not tied.</summary>
    public static TiedIdentity? Apply(TiedIdentity? before, object @event) => @event switch
    {
        IdentityTied tied => new TiedIdentity { Id = tied.Provisional, Cik = tied.Cik, Filing = tied.Filing, Who = tied.Who, Why = tied.Why },
        IdentityUntied { Who: { } who } untied => new TiedIdentity { Id = untied.Provisional, Who = who, Why = untied.Why },
        IdentityUntied => null,
        _ => before,
    };
}

/// <summary>Keeps which provisional keys are tied, in the commit that says so.</summary>
public sealed class TiedIdentityProjection : MultiStreamProjection<TiedIdentity, string>
{
    public TiedIdentityProjection()
    {
        Name = "TiedIdentity";
        Version = 1;
        Identity<IdentityTied>(e => e.Provisional);
        Identity<IdentityUntied>(e => e.Provisional);
    }

    public override TiedIdentity? Evolve(TiedIdentity? snapshot, string id, IEvent e) => TiedIdentityFold.Apply(snapshot, e.Data);
}
