using System.CommandLine;

namespace HoldingsLedger.Verbs;

/// <summary><c>parse FILE…</c>: reads documents and prints what they say. No database.</summary>
internal static class ParseVerb
{
    public static Command Command()
    {
        var files = new Argument<string[]>("FILE") { Description = "Documents to read.", Arity = ArgumentArity.OneOrMore };
        var json = Options.Json();
        var command = new Command("parse", "Read documents and print what they say, without a database.") { files, json };
        command.SetAction(_ => Exit.Done);
        return command;
    }
}
