using System.CommandLine;
using HoldingsLedger.Identities;
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
        var command = new Command("list", "What waits for a person: ambiguous links of amendments, lines a reader is not sure of, names on paper, documents that were not read or not wholly.") { json, database };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var ledger = await Ledger.OpenAsync(parsed.GetValue(database), cancellation);
            var waiting = await ReviewQuery.WaitingAsync(ledger, cancellation);
            if (parsed.GetValue(json)) Answer.Json(waiting);
            else if (waiting.Items.Count + waiting.Identities.Count + waiting.Documents.Count == 0) Console.Out.WriteLine("Nothing waits for a decision.");
            else
            {
                foreach (var item in waiting.Items) Print(item);
                foreach (var identity in waiting.Identities) Print(identity);
                foreach (var document in waiting.Documents) Console.Out.WriteLine($"{document.Id}  {document.Kind}, {document.FileName}: {string.Join(' ', document.Messages)}");
            }

            return Exit.Done;
        });
        return command;
    }

    private static Command Show()
    {
        var id = Id();
        var picture = new Option<string?>("--picture") { Description = "Of a line of a PDF: write the piece of the page it was read from to this file (PNG).", HelpName = "FILE" };
        var (json, database) = (Options.Json(), Options.Database());
        var command = new Command("show", "One item: the candidates and the evidence, or the line and what is doubtful in it.") { id, picture, json, database };
        command.SetAction(async (parsed, cancellation) =>
        {
            var named = parsed.GetRequiredValue(id);
            var target = ProvisionalIdentity.IsProvisional(named) ? null : ReviewTarget.Parse(named);
            await using var ledger = await Ledger.OpenAsync(parsed.GetValue(database), cancellation);
            if (target is null) Show(await DecideIdentity.ShowAsync(ledger, named, cancellation), parsed.GetValue(json));
            else Show(await ReviewQuery.ShowAsync(ledger, target, cancellation), parsed.GetValue(json));
            if (parsed.GetValue(picture) is { } file)
            {
                if (target is null) throw new WrongQuestionException($"{named} is a name; only a line of a PDF has a picture.");
                await WriteAsync(file, await ReviewQuery.PictureAsync(ledger, target, cancellation), cancellation);
            }

            return Exit.Done;
        });
        return command;
    }

    private static async Task WriteAsync(string file, byte[] picture, CancellationToken cancellation)
    {
        try
        {
            await File.WriteAllBytesAsync(file, picture, cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new WrongQuestionException($"The picture cannot be written to {file}: {failure.Message}");
        }

        await Console.Error.WriteLineAsync($"holdings: the picture is in {Path.GetFullPath(file)}.");
    }

    private static Command Decide()
    {
        var id = Id();
        var original = new Option<string?>("--original") { Description = "Of an amendment: the filing it amends.", HelpName = "ACCESSION" };
        var none = new Option<bool>("--none") { Description = "Of an amendment: it amends none of the filings held." };
        var takeBack = new Option<bool>("--take-back") { Description = "Take the decision in force back." };
        var confirm = new Option<bool>("--confirm") { Description = "Of a line: it is as it reads; of ACCESSION/*: every line of the filing that waits is." };
        var set = new Option<string[]>("--set") { Description = "Of a line: what a field is, such as shares=430000; may be repeated.", HelpName = "FIELD=VALUE", AllowMultipleArgumentsPerToken = false };
        var cik = new Option<string?>("--cik") { Description = "Of a name on paper: the CIK of the person or issuer it means.", HelpName = "CIK" };
        var who = new Option<string>("--who") { Description = "Who decides.", Required = true };
        var why = new Option<string>("--why") { Description = "On what grounds.", Required = true };
        var (json, database) = (Options.Json(), Options.Database());
        var command = new Command("decide", "Say what an amendment amends, what a line says, or who a name on paper is; recorded with who and why.") { id, original, none, takeBack, confirm, set, cik, who, why, json, database };
        command.SetAction(async (parsed, cancellation) =>
        {
            var about = parsed.GetRequiredValue(id);
            var (person, grounds) = (parsed.GetRequiredValue(who).Trim(), parsed.GetRequiredValue(why).Trim());
            if (person.Length == 0 || grounds.Length == 0) throw new WrongQuestionException("A decision needs --who and --why in words.");
            if (ProvisionalIdentity.IsProvisional(about))
            {
                Show(await DecideIdentityAsync(about, parsed.GetValue(cik), parsed.GetValue(takeBack), person, grounds, parsed.GetValue(database), cancellation), parsed.GetValue(json));
                return Exit.Done;
            }

            var target = ReviewTarget.Parse(about);
            var named = parsed.GetValue(original);
            var values = parsed.GetValue(set) ?? [];
            var ways = (named is null ? 0 : 1) + (parsed.GetValue(none) ? 1 : 0) + (parsed.GetValue(takeBack) ? 1 : 0);
            if (target.Line is null ? ways != 1 || values.Length > 0 || parsed.GetValue(confirm) : named is not null || parsed.GetValue(none) || (parsed.GetValue(takeBack) ? 1 : 0) + (values.Length > 0 ? 1 : 0) + (parsed.GetValue(confirm) ? 1 : 0) != 1)
            {
                throw new WrongQuestionException(target.Line is null
                    ? "On an amendment, say one of --original ACCESSION, --none, or --take-back."
                    : "On a line, say --confirm, --set FIELD=VALUE, or --take-back.");
            }

            var pairs = values.Select(PairOf).ToArray();
            await using var ledger = await Ledger.OpenAsync(parsed.GetValue(database), cancellation);
            if (target.Line is ReviewQuery.AllLines)
            {
                if (!parsed.GetValue(confirm)) throw new WrongQuestionException("All lines of a filing can only be confirmed together (--confirm); what else they are is said line by line.");
                var items = new List<ReviewItem>();
                foreach (var line in await ReviewQuery.WaitingLinesAsync(ledger, target.Filing, cancellation)) items.Add(await DecideReview.LineAsync(ledger, line, [], person, grounds, cancellation));
                if (parsed.GetValue(json)) Answer.Json(new ReviewList(items, [], []));
                else items.ForEach(Print);
                return Exit.Done;
            }

            Show(
                target.Line is not null && parsed.GetValue(takeBack) ? await DecideReview.TakeBackLineAsync(ledger, target, person, grounds, cancellation)
                : target.Line is not null ? await DecideReview.LineAsync(ledger, target, pairs, person, grounds, cancellation)
                : parsed.GetValue(takeBack) ? await DecideReview.TakeBackLinkAsync(ledger, target, person, grounds, cancellation)
                : await DecideReview.LinkAsync(ledger, target, named is null ? null : FilingVerb.ParseName(named), person, grounds, cancellation),
                parsed.GetValue(json));
            return Exit.Done;
        });
        return command;
    }

    private static async Task<IdentityItem> DecideIdentityAsync(string provisional, string? cik, bool takeBack, string who, string why, string? database, CancellationToken cancellation)
    {
        if (cik is null != takeBack) throw new WrongQuestionException("On a name, say --cik CIK, or --take-back.");
        if (cik is not null && !Forms.Cik.TryParse(cik, out _)) throw new WrongQuestionException($"\"{cik}\" is no CIK: one to ten digits are expected.");
        await using var ledger = await Ledger.OpenAsync(database, cancellation);
        return takeBack
            ? await DecideIdentity.UntieAsync(ledger, provisional, who, why, cancellation)
            : await DecideIdentity.TieAsync(ledger, provisional, Forms.Cik.Parse(cik!).Value, who, why, cancellation);
    }

    private static void Show(IdentityItem item, bool json)
    {
        if (json) Answer.Json(item);
        else Print(item);
    }

    private static void Print(IdentityItem item) => Console.Out.WriteLine(
        $"{item.Id}  {(item.Name is { } name ? $"{name}, " : "")}in {string.Join(", ", item.Filings)}: {(item.Tied is { Cik: null } untied ? $"stands for itself (says {untied.Who}: {untied.Why})" : item.Tied is { } tied ? $"is {tied.Cik} ({(tied.Who is null ? tied.Why : $"says {tied.Who}: {tied.Why}")})" : "stands for nobody with a CIK yet")}");

    private static KeyValuePair<string, string> PairOf(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 ? new(text[..equals], text[(equals + 1)..]) : throw new WrongQuestionException($"\"{text}\" is no FIELD=VALUE: write shares=430000.");
    }

    private static Argument<string> Id() => new("ID") { Description = "An item of \"review list\": an amendment's accession number, a line (ACCESSION/I.1, ACCESSION/* for all that wait), or a name on paper (person:…, issuer:…)." };

    private static void Show(ReviewItem item, bool json)
    {
        if (json) Answer.Json(item);
        else Print(item);
    }

    private static void Print(ReviewItem item)
    {
        Console.Out.WriteLine(FormattableString.Invariant($"{item.Id}  Form {item.FormType} of {string.Join(", ", item.Owners.Select(o => o.Name ?? o.Person))}, {item.Issuer.Name}, known {item.KnownAt:yyyy-MM-dd}"));
        if (item.Link is { } link)
        {
            Console.Out.WriteLine($"  {(link.Original is { } original ? $"amends {original}" : link.State == Holdings.LinkState.Ambiguous ? "could amend " + string.Join(" or ", link.Candidates) : "amends nothing that is held")} ({link.Basis})");
            if (link.Decided is { } decided) Console.Out.WriteLine($"  decided by {decided.Who}: {decided.Why}");
        }

        if (item.Line is not { } line) return;
        Console.Out.WriteLine(FormattableString.Invariant($"  {line.Line.SecurityTitle} {line.Line.TransactionOn:yyyy-MM-dd} {line.Line.TransactionCode} {line.Line.Shares} {line.Line.AcquiredDisposed}, owned after {line.Line.SharesOwnedFollowing}; confidence {line.Line.Confidence}"));
        foreach (var doubt in line.Doubtful) Console.Out.WriteLine(FormattableString.Invariant($"  {doubt.Field}: {doubt.Value}{(doubt.SecondReading is { } second ? $", or {second}" : "")} (confidence {doubt.Confidence})"));
        if (line.Line.Source is { Page: { } page, Box: { } box }) Console.Out.WriteLine($"  page {page}, box {string.Join(' ', box)} of {line.Sha256[..16]}; \"review show {item.Id} --picture FILE\" writes it as PNG");
        if (line.Text is { } text) Console.Out.WriteLine($"  line {line.Line.Source.TextLine} of the text, with its neighbours:\n{text}");
        foreach (var problem in line.Problems) Console.Out.WriteLine($"  {problem.Message}");
        foreach (var word in line.Decisions) Console.Out.WriteLine($"  {(word.Field is null ? "confirmed" : $"{word.Field} is {word.Value}")}, says {word.Who}: {word.Why}");
    }
}
