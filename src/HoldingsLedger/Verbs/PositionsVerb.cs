using System.CommandLine;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Verbs;

/// <summary><c>positions</c>: what was held on a date, as public filings let one know at an instant, as this ledger had recorded at an instant.</summary>
internal static class PositionsVerb
{
    public static Command Command()
    {
        var person = Options.Person();
        var issuer = Options.Issuer();
        var on = Options.Day("--on", "The day whose end is asked for");
        var knownAt = Options.Instant("--known-at", "As the public could know at this instant; default: now");
        var recordedAt = Options.Instant("--recorded-at", "As this ledger had recorded at this instant; default: now");
        var includeZero = new Option<bool>("--include-zero") { Description = "Also the accounts that hold nothing." };
        var json = Options.Json();
        var database = Options.Database();
        var command = new Command("positions", "Say what was held on a day, as known and as recorded at an instant.") { person, issuer, on, knownAt, recordedAt, includeZero, json, database };
        command.SetAction(async (parsed, cancellation) =>
        {
            var question = new PositionsQuestion(
                parsed.GetValue(person), parsed.GetValue(issuer), parsed.GetRequiredValue(on), parsed.GetValue(knownAt), parsed.GetValue(recordedAt), parsed.GetValue(includeZero));
            await using var ledger = await Ledger.OpenAsync(parsed.GetValue(database), cancellation);
            var answer = await PositionsQuery.AnswerAsync(ledger, question, cancellation);
            if (parsed.GetValue(json)) Answer.Json(answer);
            else LedgerTables.Write(Answer.Console, answer);
            return Exit.Done;
        });
        return command;
    }
}
