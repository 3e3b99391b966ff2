using System.CommandLine;
using HoldingsLedger.Review;
using Spectre.Console;

namespace HoldingsLedger.Verbs;

/// <summary><c>review list|show|decide</c>: what a machine should not settle alone, and a person's word on it.</summary>
internal static class ReviewVerb
{
    public static Command Command() => new("review", "Settle what a machine should not settle alone.") { List(), Show(), Decide() };

    private static Command List()
    {
        var (json, database) = (Options.Json(), Options.Database());
        var command = new Command("list", "What waits for a person.") { json, database };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var ledger = await Ledger.OpenAsync(parsed.GetValue(database), cancellation);
            var waiting = await LinkReview.ListAsync(ledger, cancellation);
            if (parsed.GetValue(json)) Answer.Json(waiting);
            else if (waiting.Items.Count == 0) Console.Out.WriteLine("Nothing waits for a decision.");
            else foreach (var item in waiting.Items) Print(item);
            return Exit.Done;
        });
        return command;
    }

    private static Command Show()
    {
        var id = Id();
        var (json, database) = (Options.Json(), Options.Database());
        var command = new Command("show", "One item: the candidates and the evidence.") { id, json, database };
        command.SetAction(async (parsed, cancellation) =>
        {
            var amendment = FilingVerb.ParseName(parsed.GetRequiredValue(id));
            await using var ledger = await Ledger.OpenAsync(parsed.GetValue(database), cancellation);
            Show(await LinkReview.ShowAsync(ledger, amendment, cancellation), parsed.GetValue(json));
            return Exit.Done;
        });
        return command;
    }

    private static Command Decide()
    {
        var id = Id();
        var original = new Option<string?>("--original") { Description = "The filing it amends.", HelpName = "ACCESSION" };
        var none = new Option<bool>("--none") { Description = "It amends none of the filings held." };
        var takeBack = new Option<bool>("--take-back") { Description = "Take the decision in force back: the evidence decides again." };
        var who = new Option<string>("--who") { Description = "Who decides.", Required = true };
        var why = new Option<string>("--why") { Description = "On what grounds.", Required = true };
        var (json, database) = (Options.Json(), Options.Database());
        var command = new Command("decide", "Say what an amendment amends; recorded with who and why, and can be taken back.") { id, original, none, takeBack, who, why, json, database };
        command.SetAction(async (parsed, cancellation) =>
        {
            var amendment = FilingVerb.ParseName(parsed.GetRequiredValue(id));
            var (named, isNone, isBack) = (parsed.GetValue(original), parsed.GetValue(none), parsed.GetValue(takeBack));
            if ((named is null ? 0 : 1) + (isNone ? 1 : 0) + (isBack ? 1 : 0) != 1) throw new WrongQuestionException("Say one of --original ACCESSION, --none, or --take-back.");
            var (person, grounds) = (parsed.GetRequiredValue(who).Trim(), parsed.GetRequiredValue(why).Trim());
            if (person.Length == 0 || grounds.Length == 0) throw new WrongQuestionException("A decision needs --who and --why in words.");
            await using var ledger = await Ledger.OpenAsync(parsed.GetValue(database), cancellation);
            Show(
                isBack
                    ? await LinkReview.TakeBackAsync(ledger, amendment, person, grounds, cancellation)
                    : await LinkReview.DecideAsync(ledger, amendment, named is null ? null : FilingVerb.ParseName(named), person, grounds, cancellation),
                parsed.GetValue(json));
            return Exit.Done;
        });
        return command;
    }

    private static Argument<string> Id() => new("ID") { Description = "An item of \"review list\": the amendment's accession number." };

    private static void Show(LinkReviewItem item, bool json)
    {
        if (json) Answer.Json(item);
        else Print(item);
    }

    private static void Print(LinkReviewItem item)
    {
        Console.Out.WriteLine(FormattableString.Invariant($"{item.Id}  Form {item.FormType} of {string.Join(", ", item.Owners.Select(o => o.Name ?? o.Person))}, {item.Issuer.Name}, known {item.KnownAt:yyyy-MM-dd}"));
        Console.Out.WriteLine($"  {(item.Original is { } original ? $"amends {original}" : item.State == Holdings.LinkState.Ambiguous ? "could amend " + string.Join(" or ", item.Candidates) : "amends nothing that is held")} ({item.Basis})");
        if (item.Decided is { } decided) Console.Out.WriteLine($"  decided by {decided.Who}: {decided.Why}");
    }
}
