using System.CommandLine;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Verbs;

/// <summary><c>history</c>: every entry of every account of one person in one issuer.</summary>
internal static class HistoryVerb
{
    public static Command Command()
    {
        var person = Options.Person();
        var issuer = Options.Issuer();
        (person.Required, issuer.Required) = (true, true);
        var knownAt = Options.Instant("--known-at", "As the public could know at this instant; default: now");
        var recordedAt = Options.Instant("--recorded-at", "As this ledger had recorded at this instant; default: now");
        var json = Options.Json();
        var database = Options.Database();
        var command = new Command("history", "Show every entry of every account of a person in an issuer, with the line each comes from.") { person, issuer, knownAt, recordedAt, json, database };
        command.SetAction(async (parsed, cancellation) =>
        {
            var question = new HistoryQuestion(parsed.GetRequiredValue(person)!, parsed.GetRequiredValue(issuer)!, parsed.GetValue(knownAt), parsed.GetValue(recordedAt));
            await using var ledger = await Ledger.OpenAsync(parsed.GetValue(database), cancellation);
            var answer = await PositionsQuery.AnswerAsync(ledger, question, cancellation);
            if (parsed.GetValue(json)) Answer.Json(answer);
            else LedgerTables.Write(Answer.Console, answer);
            return Exit.Done;
        });
        return command;
    }
}
