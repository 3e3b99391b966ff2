using System.CommandLine;
using HoldingsLedger.Amendments;

namespace HoldingsLedger.Verbs;

/// <summary><c>audit</c>: amendments held against their originals, line by line, with the effect on positions.</summary>
internal static class AuditVerb
{
    public static Command Command()
    {
        var accession = new Argument<string?>("ACCESSION") { Description = "The amendment.", Arity = ArgumentArity.ZeroOrOne };
        var person = Options.Person("All amendments of this person.");
        var issuer = Options.Issuer("All amendments on this issuer.");
        var summary = new Option<bool>("--summary") { Description = "All amendments held, counted." };
        var json = Options.Json();
        var database = Options.Database();
        var command = new Command("audit", "Show what an amendment changed against its original, and what that did to positions.") { accession, person, issuer, summary, json, database };
        command.SetAction(async (parsed, cancellation) =>
        {
            var (one, who, where, all) = (parsed.GetValue(accession), parsed.GetValue(person), parsed.GetValue(issuer), parsed.GetValue(summary));
            var amendment = one is null ? null : FilingVerb.ParseName(one);
            if (amendment is not null && (who is not null || where is not null || all)) throw new WrongQuestionException("Name one amendment, or a person and an issuer, or ask for the --summary: not several of these.");
            if (all && (who is not null || where is not null)) throw new WrongQuestionException("The --summary is over everything held: leave --person and --issuer out.");
            await using var ledger = await Ledger.OpenAsync(parsed.GetValue(database), cancellation);
            if (all)
            {
                var counted = await AuditQuery.SummaryAsync(ledger, cancellation);
                if (parsed.GetValue(json)) Answer.Json(counted);
                else AuditPage.Print(counted, Answer.Console);
                return Exit.Done;
            }

            var answer = amendment is not null ? await AuditQuery.OneAsync(ledger, amendment, cancellation) : await AuditQuery.AllAsync(ledger, who, where, cancellation);
            if (parsed.GetValue(json)) Answer.Json(answer);
            else AuditPage.Print(answer, Answer.Console);
            return Exit.Done;
        });
        return command;
    }
}
