using HoldingsLedger.IntegrationTests.Embedded;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Samples;

/// <summary>A fresh home into which <c>holdings ingest samples</c> has taken every sample.</summary>
public sealed class LedgerWithSamples : IAsyncLifetime
{
    private readonly TemporaryHome home = new();

    internal ProgramAnswer FirstIngest { get; private set; } = null!;

    internal Task<ProgramAnswer> AskAsync(params string[] arguments) => BuiltProgram.RunAsync(home.Folder, arguments);

    public async ValueTask InitializeAsync() => FirstIngest = await AskAsync("ingest", "samples", "--json");

    public ValueTask DisposeAsync() => home.DisposeAsync();
}
