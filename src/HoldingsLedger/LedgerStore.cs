using System.Text.Json.Serialization.Metadata;
using HoldingsLedger.Filings;
using HoldingsLedger.Findings;
using HoldingsLedger.Holdings;
using HoldingsLedger.Identities;
using HoldingsLedger.Replay;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Npgsql;
using Weasel.Core;

namespace HoldingsLedger;

/// <summary>The Marten store of the ledger: one schema, fixed event names, projections kept in the commit that appends.</summary>
internal static class LedgerStore
{
    public const string Schema = "ledger";

    public static DocumentStore Open(NpgsqlDataSource database) => DocumentStore.For(options => Configure(options, database));

    public static void Configure(StoreOptions options, NpgsqlDataSource database)
    {
        options.Connection(database);
        options.DatabaseSchemaName = Schema;
        options.DisableNpgsqlLogging = true;
        // The schema is made once, by LedgerDatabase; looking at it before every statement would cost each start.
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.UseSystemTextJsonForSerialization(casing: Casing.CamelCase, configure: json =>
        {
            json.TypeInfoResolverChain.Clear();
            LedgerJson.AddTo(json);
            // For what Marten itself writes: headers, progress.
            json.TypeInfoResolverChain.Add(new DefaultJsonTypeInfoResolver());
        });

        options.Events.StreamIdentity = StreamIdentity.AsString;
        // The server's clock at the start of the commit: all events of one commit are recorded at one instant, the server's.
        // (QuickWithServerTimestamps, for all its name, stores the client's clock, one instant a stream.)
        options.Events.AppendMode = EventAppendMode.Quick;
        foreach (var (name, type) in LedgerEvents.Types) options.Events.MapEventType(type.Type, name);

        options.Projections.Add(new FilingRegisterProjection(), ProjectionLifecycle.Inline);
        options.Projections.Add(new TiedIdentityProjection(), ProjectionLifecycle.Inline);
        options.Projections.Add(new InsiderHoldingsProjection(), ProjectionLifecycle.Inline);
        options.Events.EnableSideEffectsOnInlineProjections = true;
        options.Schema.For<TrialSheet>().Index(t => t.Issuer);
        options.Schema.For<RegisteredFiling>().Index(f => f.Sha256).Index(f => f.Issuer!).Index(f => f.IssuerAlias!);
        options.Schema.For<InsiderHoldings>().Index(h => h.Person).Index(h => h.Issuer);

        options.Storage.ExtendedSchemaObjects.Add(StoredDocuments.Describe(Schema));
        options.Storage.ExtendedSchemaObjects.Add(StoredReplays.Describe(Schema));
    }
}
