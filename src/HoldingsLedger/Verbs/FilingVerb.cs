using System.CommandLine;
using HoldingsLedger.Filings;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Verbs;

/// <summary><c>filing ACCESSION</c>: one filing as stored.</summary>
internal static class FilingVerb
{
    public static Command Command()
    {
        var accession = new Argument<string>("ACCESSION") { Description = "An accession number, such as 0000814585-20-000024 (or sha256-… for a form without one)." };
        var json = Options.Json();
        var database = Options.Database();
        var command = new Command("filing", "Show one filing as stored, its readings and its amendments.") { accession, json, database };
        command.SetAction(async (parsed, cancellation) =>
        {
            var filing = ParseName(parsed.GetRequiredValue(accession));
            await using var ledger = await Ledger.OpenAsync(parsed.GetValue(database), cancellation);
            await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
            var answer = await FilingQuery.FindAsync(connection, filing, cancellation)
                ?? throw new NoSuchThingException($"No filing {filing} is held. Take it in with \"ingest\", or check the number.");
            if (parsed.GetValue(json)) Answer.Json(answer);
            else FilingPage.Print(answer, Answer.Console);
            return Exit.Done;
        });
        return command;
    }

    /// <exception cref="WrongQuestionException">The text names no filing.</exception>
    public static string ParseName(string text)
    {
        if (AccessionNumber.TryParse(text, out var accession)) return accession.Value;
        return text.StartsWith("sha256-", StringComparison.Ordinal) && text.Length == "sha256-".Length + 16
            ? text
            : throw new WrongQuestionException($"\"{text}\" is no accession number: 0000814585-20-000024 is what one looks like.");
    }
}
