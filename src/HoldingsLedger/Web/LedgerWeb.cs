using System.Net.Sockets;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Threading.RateLimiting;
using HoldingsLedger.Filings;
using HoldingsLedger.Verbs;
using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.Core;
using Marten;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Logging.Console;
using Wolverine;
using Wolverine.Configuration;
using Wolverine.Http;
using Wolverine.Marten;

namespace HoldingsLedger.Web;

/// <summary>The HTTP server: Marten's store, Wolverine's queues and endpoints, and the rules that every request meets.</summary>
internal static class LedgerWeb
{
    /// <summary>The name of the rule that bounds how many documents are in memory at once.</summary>
    public const string Uploads = "uploads";

    /// <summary>Documents that say they are no larger than this, as nearly all filings are, do not wait behind a few large or slow ones.</summary>
    private const int SmallUpload = 256 * 1024;

    /// <summary>Longer than any question takes, shorter than a caller's patience; an upload has the body's own limits too.</summary>
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Queues whose messages are handled side by side; an issuer's messages are all in one.</summary>
    private const int IssuerQueues = 2;

    /// <summary>Serves until it is told to stop.</summary>
    /// <exception cref="WrongQuestionException">It cannot listen there.</exception>
    public static async Task RunAsync(LedgerDatabase ledger, ListenAddresses addresses, ApiKey? key, CancellationToken cancellation)
    {
        await using var app = Map(CreateBuilder(ledger, addresses).Build(), key);
        foreach (var url in addresses.Urls) app.Urls.Add(url);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception refused) when (Refusal(refused) is { } why)
        {
            throw new WrongQuestionException($"The server cannot listen on {string.Join(" and ", addresses.Urls)}: {why} Name another address with --urls.");
        }

        await Console.Error.WriteLineAsync($"holdings: listening on {string.Join(" and ", app.Urls)}. Ctrl-C stops it.");
        await app.WaitForShutdownAsync(cancellation);
    }

    /// <summary>Everything but the address: tests put their own server under it.</summary>
    public static WebApplicationBuilder CreateBuilder(LedgerDatabase ledger, ListenAddresses addresses)
    {
        // Empty: no settings from files of the folder it happens to be started in, and none from variables it does not name.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(LedgerWeb).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = IncomingFiles.LargestFile;
        });
        AddLogging(builder.Logging);
        AddRules(builder.Services, addresses);

        builder.Services.AddSingleton(ledger);
        builder.Services.AddSingleton(ledger.DataSource);
        builder.Services.AddMarten(options => LedgerStore.Configure(options, ledger.DataSource))
            .UseLightweightSessions()
            .IntegrateWithWolverine(static integration =>
            {
                integration.MessageStorageSchemaName = DeadLetters.Schema;
                // Its tables are made here, at the start; the ledger's own are made by LedgerDatabase.
                integration.AutoCreate = AutoCreate.CreateOrUpdate;
            });
        builder.Host.UseWolverine(ConfigureMessages);
        builder.Services.AddWolverineHttp();
        builder.Services.AddOpenApi(Reference.Describe);
        return builder;
    }

    /// <summary>The rules in the order in which a request meets them, then the endpoints.</summary>
    public static WebApplication Map(WebApplication app, ApiKey? key)
    {
        app.Use(BrowserRules.AddHeadersAsync);
        app.UseStatusCodePages();
        app.UseExceptionHandler();
        app.UseHostFiltering();
        app.Use(BrowserRules.RefuseOtherSitesAsync);
        if (key is not null) app.Use(key.CheckAsync);
        app.UseRouting();
        app.UseRequestTimeouts();
        app.UseRateLimiter();
        Reference.Map(app);
        app.MapWolverineEndpoints();
        return app;
    }

    /// <summary>The developers' <c>codegen write</c>: what Wolverine generates for handlers and endpoints, into Internal/Generated.</summary>
    public static async Task<int> GenerateAsync(string[] arguments)
    {
        await using var nowhere = LedgerDatabase.Unseen();
        return await Map(CreateBuilder(nowhere, ListenAddresses.Parse(null)).Build(), null).RunJasperFxCommands(arguments);
    }

    private static void AddLogging(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Warning);
        // A server that cannot start says why in a sentence of its own.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        // stdout is for answers.
        logging.AddSimpleConsole(static line =>
        {
            line.SingleLine = true;
            line.ColorBehavior = LoggerColorBehavior.Disabled;
            line.TimestampFormat = "yyyy-MM-ddTHH:mm:ssK ";
            line.UseUtcTimestamp = true;
        });
        logging.Services.Configure<ConsoleLoggerOptions>(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    private static void AddRules(IServiceCollection services, ListenAddresses addresses)
    {
        services.AddRouting();
        services.AddProblemDetails(static options => options.CustomizeProblemDetails = Problems.Complete);
        services.AddExceptionHandler<Problems>();
        services.AddRateLimiter(static options =>
        {
            options.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
            options.AddPolicy(Uploads, static context => RateLimitPartition.GetConcurrencyLimiter(
                context.Request.ContentLength <= SmallUpload,
                static small => new ConcurrencyLimiterOptions { PermitLimit = small ? 200 : 4, QueueLimit = 500 }));
        });
        services.AddRequestTimeouts(static options => options.DefaultPolicy = new() { Timeout = RequestTimeout });
        // Behind a key any name will do; without one, a name that only seems to be this machine's (DNS rebinding) will not.
        services.AddHostFiltering(options =>
        {
            options.AllowedHosts = addresses.LoopbackOnly ? ["localhost", "127.0.0.1", "[::1]", .. addresses.Urls.Select(static url => BindingAddress.Parse(url).Host)] : ["*"];
            options.IncludeFailureMessage = false;
        });
        services.ConfigureHttpJsonOptions(static options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Clear();
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            AnswerJson.AddTo(options.SerializerOptions);
            // For what ASP.NET Core itself writes: problem documents.
            options.SerializerOptions.TypeInfoResolverChain.Add(new DefaultJsonTypeInfoResolver());
        });
    }

    private static void ConfigureMessages(WolverineOptions options)
    {
        options.ApplicationAssembly = typeof(LedgerWeb).Assembly;
        // Handlers and endpoints are compiled into the program (Internal/Generated, written by scripts/generate-handlers).
        options.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
        options.Durability.Mode = DurabilityMode.Solo;
        // The rhythm in which dead letters that were told to go again do so.
        options.Durability.ScheduledJobPollingTime = 1.Seconds();
        options.Policies.AutoApplyTransactions();
        options.Policies.UseDurableLocalQueues();
        options.MessagePartitioning
            .ByMessage<RecordFiling>(static message => message.Issuer)
            .PublishToPartitionedLocalMessaging("issuers", IssuerQueues, static topology =>
            {
                topology.Message<RecordFiling>();
                topology.MaxDegreeOfParallelism = PartitionSlots.Three;
                topology.ConfigureQueues(static queue => queue.UseDurableInbox());
            });
    }

    private static string? Refusal(Exception exception) => exception switch
    {
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } => "another program listens there.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "this user may not use that port.",
        SocketException socket => $"{socket.Message.TrimEnd('.')}.",
        { InnerException: { } inner } => Refusal(inner),
        _ => null,
    };
}
