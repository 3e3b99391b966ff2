using System.CommandLine;
using System.Globalization;
using HoldingsLedger.Filings;
using Spectre.Console;

namespace HoldingsLedger.Verbs;

/// <summary><c>dead-letters list|retry</c>: documents handed in over HTTP whose recording kept failing. Works without a server.</summary>
internal static class DeadLettersVerb
{
    public static Command Command() => new("dead-letters", "List documents handed in to the server that could not be recorded, and try again.") { List(), Retry() };

    private static Command List()
    {
        var json = Options.Json();
        var database = Options.Database();
        var command = new Command("list", "List them, and why each failed.") { json, database };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var ledger = await Ledger.OpenAsync(parsed.GetValue(database), cancellation);
            await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
            var answer = await DeadLetters.ListAsync(connection, cancellation);
            if (parsed.GetValue(json)) Answer.Json(answer);
            else Print(answer);
            return Exit.Done;
        });
        return command;
    }

    private static Command Retry()
    {
        var id = new Argument<string?>("ID") { Description = "The dead letter's id; without one, all of them.", Arity = ArgumentArity.ZeroOrOne };
        var database = Options.Database();
        var command = new Command("retry", "Record their documents here and now. Exit code 3 if some fail again.") { id, database };
        command.SetAction(async (parsed, cancellation) =>
        {
            Guid? one = parsed.GetValue(id) is { } named ? DeadLetters.ParseId(named) : null;
            await using var ledger = await Ledger.OpenAsync(parsed.GetValue(database), cancellation);
            var letters = await ChosenAsync(ledger, one, cancellation);
            var failed = 0;
            foreach (var letter in letters)
            {
                try
                {
                    await DeadLetters.HandleAsync(ledger, letter.Id, cancellation);
                    Console.Out.WriteLine($"{letter.Id}: settled. Document {letter.Document}.");
                }
                catch (Exception again) when (again is InvalidDataException)
                {
                    failed++;
                    Console.Out.WriteLine($"{letter.Id}: failed again: {again.Message}");
                }
            }

            if (failed == 0) return Exit.Done;
            await Console.Error.WriteLineAsync($"holdings: {failed} of {letters.Count} dead letters failed again and stay; the list says why.");
            return Exit.SomeRejected;
        });
        return command;
    }

    private static async Task<IReadOnlyList<DeadLetterAnswer>> ChosenAsync(LedgerDatabase ledger, Guid? id, CancellationToken cancellation)
    {
        await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
        if (id is not { } one) return (await DeadLetters.ListAsync(connection, cancellation)).DeadLetters;
        return [await DeadLetters.FindAsync(connection, one, cancellation) ?? throw new NoSuchThingException($"There is no dead letter {one}; \"dead-letters list\" lists them.")];
    }

    private static void Print(DeadLettersAnswer answer)
    {
        if (answer.Total == 0)
        {
            Console.Out.WriteLine("There are no dead letters.");
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        foreach (var title in (string[])["id", "sent", "document", "why"]) table.AddColumn(title);
        foreach (var letter in answer.DeadLetters)
        {
            table.AddRow(new Text($"{letter.Id}"), new Text(letter.SentAt.ToString("yyyy-MM-dd HH:mm:sszzz", CultureInfo.InvariantCulture)), new Text(letter.Document ?? ""), new Text(letter.Message));
        }

        Answer.Console.Write(table);
        if (answer.Total > answer.DeadLetters.Count) Console.Out.WriteLine(FormattableString.Invariant($"… and {answer.Total - answer.DeadLetters.Count:N0} more."));
    }
}
