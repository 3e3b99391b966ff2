using System.CommandLine;

namespace HoldingsLedger.Verbs;

/// <summary><c>rebuild</c>: rebuilds every projection from the events.</summary>
internal static class RebuildVerb
{
    public static Command Command()
    {
        var json = Options.Json();
        var database = Options.Database();
        var command = new Command("rebuild", "Rebuild every projection from the events.") { json, database };
        command.SetAction(_ => Exit.Done);
        return command;
    }
}
