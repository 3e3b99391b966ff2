using System.CommandLine;
using System.CommandLine.Parsing;
using HoldingsLedger.Embedded;

namespace HoldingsLedger.Verbs;

/// <summary>The question is fine and the answer is "no such thing"; the message says what was not found.</summary>
public sealed class NoSuchThingException(string message) : Exception(message);

/// <summary>The command line (or the query of a request) is wrong; the message says what to write instead.</summary>
public sealed class WrongQuestionException(string message) : Exception(message);

/// <summary>Exit codes, which never change, and the one sentence on stderr that goes with each.</summary>
internal static class Exit
{
    public const int Done = 0;
    public const int NoSuchThing = 1;
    public const int WrongCommandLine = 2;
    public const int SomeRejected = 3;
    public const int NoDatabase = 4;
    public const int Defect = 70;
    private const int Interrupted = 130;

    /// <summary>Runs a verb and turns what it throws into a sentence and a code; never a stack trace, unless HOLDINGS_DEBUG=1.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (Exception exception)
        {
            if (Environment.GetEnvironmentVariable("HOLDINGS_DEBUG") == "1") await Console.Error.WriteLineAsync(exception.ToString());
            var (code, sentence) = Explain(exception);
            await Console.Error.WriteLineAsync($"holdings: {sentence.ReplaceLineEndings(" ")}");
            return code;
        }
    }

    /// <summary>Says what is wrong with a command line, and where to read what is right.</summary>
    public static int Wrong(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var names = string.Join(", ", command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name));
        var sentence = command.Subcommands.Count == 0 ? parsed.Errors[0].Message
            : parsed.UnmatchedTokens is [var unknown, ..] ? $"\"{unknown}\" is no verb here; there are {names}."
            : $"Say what to do: {names}.";
        Console.Error.WriteLine($"holdings: {sentence} See \"{PathOf(parsed.CommandResult)} --help\".");
        return WrongCommandLine;
    }

    /// <summary>The words that lead to a verb: "holdings review show".</summary>
    private static string PathOf(SymbolResult command) => command is CommandResult { Command: not RootCommand } named ? $"{PathOf(named.Parent!)} {named.Command.Name}" : "holdings";

    /// <summary>What a person can do where the server refuses for reasons of its own (PostgreSQL manual, appendix A); <c>null</c> where the statement was wrong.</summary>
    private static string? PlaceNotOurs(string state) => state switch
    {
        "42501" or "25006" => "this user may read it and not write in it",
        "53100" => "free some room on the server's disk",
        ['5', '3' or '7' or '8', ..] or ['0', '8', ..] => "wait until the server is up again, or has room for more",
        _ => null,
    };

    private static (int Code, string Sentence) Explain(Exception exception) => exception switch
    {
        NoSuchThingException or Replay.StaleReplayException => (NoSuchThing, exception.Message),
        WrongQuestionException or FileNotFoundException { FileName: not null } => (WrongCommandLine, exception.Message),
        DatabaseUnavailableException => (NoDatabase, exception.Message),
        Npgsql.PostgresException refused when PlaceNotOurs(refused.SqlState) is { } what => (NoDatabase, $"The database cannot be used ({refused.MessageText}): {what}. What was committed is kept; run the command again."),
        Npgsql.PostgresException refused => (Defect, $"PostgreSQL refused a statement of this program ({refused.SqlState}: {refused.MessageText}). Set HOLDINGS_DEBUG=1 for the details and report it."),
        Npgsql.NpgsqlException lost => (NoDatabase, $"The connection to the database was lost: {lost.Message.TrimEnd('.')}. What was committed is kept; run the command again."),
        OperationCanceledException => (Interrupted, "Interrupted. What was committed is kept; run the command again to go on."),
        { InnerException: Npgsql.NpgsqlException inner } => Explain(inner),
        IOException broken => (Defect, $"{broken.Message.TrimEnd('.')}."),
        AggregateException { InnerException: { } inner } => Explain(inner),
        _ => (Defect, $"A defect of this program: {exception.GetType().Name}: {exception.Message.TrimEnd('.')}. Set HOLDINGS_DEBUG=1 for the details and report it."),
    };
}
