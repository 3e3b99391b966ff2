using System.Reflection;
using HoldingsLedger.Filings;
using HoldingsLedger.Holdings;
using Xunit;

namespace HoldingsLedger.Tests;

/// <summary>House rules that a machine can hold us to.</summary>
public static class tidy
{
    public static TheoryData<string> EventNames => [.. LedgerEvents.Types.Keys];

    [Theory]
    [MemberData(nameof(EventNames))]
    public static void an_event_is_a_sealed_record(string name)
    {
        var type = LedgerEvents.Types[name].Type;
        Assert.True(type.IsSealed && type.GetMethod("<Clone>$") is not null, $"{type.Name} is not a sealed record.");
    }

    [Fact]
    public static void every_event_type_is_registered_under_a_name()
    {
        var registered = LedgerEvents.Types.Values.Select(t => t.Type).ToHashSet();
        var events = typeof(LedgerEvents).Assembly.GetTypes().Where(t => t is { IsInterface: false } && typeof(IHoldingEvent).IsAssignableFrom(t));
        Assert.All(events, e => Assert.Contains(e, registered));
        Assert.Equal(registered.Count, LedgerEvents.Types.Count);
    }

    [Theory]
    [MemberData(nameof(EventNames))]
    public static void a_stored_event_is_still_read_and_means_the_same(string name)
    {
        var file = Path.Combine(Repository, "tests", "HoldingsLedger.Tests", "EventSchema", name + ".json");
        Assert.True(File.Exists(file), $"Every event type has a stored example: write {file}.");
        var stored = File.ReadAllText(file);
        var read = System.Text.Json.JsonSerializer.Deserialize(stored, LedgerEvents.Types[name]);
        var written = System.Text.Json.JsonSerializer.Serialize(read, LedgerEvents.Types[name]);
        Assert.True(
            System.Text.Json.Nodes.JsonNode.DeepEquals(System.Text.Json.Nodes.JsonNode.Parse(stored), System.Text.Json.Nodes.JsonNode.Parse(written)),
            $"What was stored as\n{stored}\nis written back as\n{written}");
    }

    [Fact]
    public static void folds_and_decisions_ask_no_clock_and_throw_no_dice()
    {
        string[] pure = ["Holdings/HoldingsFold.cs", "Filings/FilingRegister.cs", "Filings/RecordFiling.cs", "Filings/KnownClock.cs"];
        string[] forbidden = ["UtcNow", "DateTime.Now", "DateTimeOffset.Now", "Random", "Guid.NewGuid", "TimeProvider"];
        foreach (var file in pure)
        {
            var code = File.ReadAllText(Path.Combine(Repository, "src", "HoldingsLedger", file));
            Assert.All(forbidden, word => Assert.DoesNotContain(word, code, StringComparison.Ordinal));
        }
    }

    [Fact]
    public static void the_readers_know_neither_store_nor_server()
    {
        var references = typeof(HoldingsLedger.Forms.DocumentReader).Assembly.GetReferencedAssemblies().Select(a => a.Name!);
        Assert.DoesNotContain(references, name => name.StartsWith("Marten", StringComparison.Ordinal) || name.StartsWith("Wolverine", StringComparison.Ordinal) || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name == "Npgsql");
    }

    internal static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "HoldingsLedger.sln"))) folder = folder.Parent;
            return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository: HoldingsLedger.sln was not found above them.");
        }
    }
}
