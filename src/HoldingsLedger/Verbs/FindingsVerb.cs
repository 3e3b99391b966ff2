using System.CommandLine;
using HoldingsLedger.Findings;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Verbs;

/// <summary><c>findings</c>: where stated balances do not tie, each with a named cause; <c>--summary</c>: the trial balance.</summary>
internal static class FindingsVerb
{
    public static Command Command()
    {
        var person = Options.Person();
        var issuer = Options.Issuer();
        var summary = new Option<bool>("--summary") { Description = "The trial balance: how many checks tie, how many findings of each cause." };
        var json = Options.Json();
        var database = Options.Database();
        var command = new Command("findings", "Show where stated balances do not tie, and why.") { person, issuer, summary, json, database };
        command.SetAction(async (parsed, cancellation) =>
        {
            var (who, where) = (parsed.GetValue(person), parsed.GetValue(issuer));
            await using var ledger = await Ledger.OpenAsync(parsed.GetValue(database), cancellation);
            // Asked about nobody in particular, the answer that fits a screen is the summary.
            if (parsed.GetValue(summary) || (who is null && where is null))
            {
                var balance = await FindingsQuery.SummaryAsync(ledger, who, where, cancellation);
                if (parsed.GetValue(json)) Answer.Json(balance);
                else LedgerTables.Write(Answer.Console, balance);
                return Exit.Done;
            }

            var answer = await FindingsQuery.AnswerAsync(ledger, who, where, cancellation);
            if (parsed.GetValue(json)) Answer.Json(answer);
            else LedgerTables.Write(Answer.Console, answer);
            return Exit.Done;
        });
        return command;
    }
}
