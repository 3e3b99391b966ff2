using System.Globalization;
using HoldingsLedger.Findings;
using Spectre.Console;

namespace HoldingsLedger.Holdings;

/// <summary>
/// The answers as tables for a terminal: a ledger that a person can audit with a pencil. A terminal too narrow for whole
/// numbers of lines beside each other gets them below each other; no date, line or amount is ever broken.
/// </summary>
public static class LedgerTables
{
    private const int Wide = 120;

    /// <summary>A console that writes plain text of a fixed width to a writer.</summary>
    public static IAnsiConsole PlainConsole(TextWriter writer, int width = Wide)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No,
        });
        console.Profile.Width = width;
        return console;
    }

    public static void Write(IAnsiConsole console, PositionsAnswer answer)
    {
        console.WriteLine($"Held on {Day(answer.On)}, as known {Instant(answer.KnownAt)}, as recorded {Instant(answer.RecordedAt)}");
        if (answer.Positions.Count == 0)
        {
            console.WriteLine("No position is known.");
            return;
        }

        foreach (var insider in answer.Positions.GroupBy(position => (position.Person, position.Issuer)))
        {
            console.WriteLine();
            console.WriteLine($"{Words(insider.Key.Person)} in {Words(insider.Key.Issuer)}");
            if (console.Profile.Width < Wide)
            {
                foreach (var position in insider) Below(console, position);
                Say(console, insider.SelectMany(position => position.Findings));
                continue;
            }

            var table = Bare();
            Columns(table, "Security", "Owned");
            Numbers(table, "Balance");
            Columns(table, "Basis", "Since", "Lines", "Findings");
            foreach (var position in insider)
            {
                table.AddRow(
                    Text(Words(position.Security)), Text(Owned(position.Ownership, position.NatureOfOwnership)),
                    Text(position.Value is { } value ? $"${Number(value)}" : Number(position.Shares)), Text(position.Basis.ToString().ToLowerInvariant()),
                    Text(Day(position.Since)), Text(string.Join(' ', position.Lines)), Text(Causes(position.Findings)));
            }

            console.Write(table);
            Say(console, insider.SelectMany(position => position.Findings));
            foreach (var joint in insider.Where(position => position.AlsoReportedBy.Count > 0))
            {
                console.WriteLine($"{Words(joint.Security)}, {Owned(joint.Ownership, joint.NatureOfOwnership)}: the same shares are reported by {string.Join("; ", joint.AlsoReportedBy.Select(Words))}.");
            }
        }
    }

    private static void Below(IAnsiConsole console, AnsweredPosition position)
    {
        console.WriteLine();
        console.WriteLine($"{Words(position.Security)}, {Owned(position.Ownership, position.NatureOfOwnership)}");
        console.WriteLine($"  {(position.Value is { } value ? $"${Number(value)}" : Number(position.Shares))}  {position.Basis.ToString().ToLowerInvariant()} since {Day(position.Since)}");
        foreach (var line in position.Lines) console.WriteLine($"  {line}");
        if (position.Findings.Count > 0) console.WriteLine($"  {Causes(position.Findings)}");
        if (position.AlsoReportedBy.Count > 0) console.WriteLine($"  the same shares are reported by {string.Join("; ", position.AlsoReportedBy.Select(Words))}");
    }

    public static void Write(IAnsiConsole console, HistoryAnswer answer)
    {
        console.WriteLine($"{Words(answer.Person)} in {Words(answer.Issuer)}");
        console.WriteLine($"as known {Instant(answer.KnownAt)}, as recorded {Instant(answer.RecordedAt)}");
        foreach (var account in answer.Accounts)
        {
            console.WriteLine();
            console.WriteLine($"{Words(account.Security)}, {Owned(account.Ownership, account.NatureOfOwnership)}{(account.InDollars ? " (US dollars)" : "")}");
            if (console.Profile.Width < Wide)
            {
                Below(console, account.Entries);
                Say(console, account.Entries.SelectMany(entry => entry.Findings));
                continue;
            }

            var table = Bare();
            Columns(table, "Date", "Line", "Code");
            Numbers(table, "Change", "Balance", "Stated");
            Columns(table, "Ties or finding");
            foreach (var entry in account.Entries)
            {
                table.AddRow(
                    Text(Day(entry.On)), Text(entry.Line is { } line ? line.ToString() : entry.Kind.ToString().ToLowerInvariant()), Text(entry.Code ?? ""),
                    Text(entry.Change is { } change ? $"{(change > 0 ? "+" : "")}{Number(change)}" : ""), Text(Number(entry.Balance)),
                    Text(entry.Stated is { } stated ? Number(stated) : ""), Text(Verdict(entry)));
            }

            console.Write(table);
            Say(console, account.Entries.SelectMany(entry => entry.Findings));
        }
    }

    // One row an entry under the filing it comes from; findings are said below.
    private static void Below(IAnsiConsole console, IReadOnlyList<AccountEntry> entries)
    {
        var rows = entries.Select(entry => (
            Filing: entry.Line?.Filing ?? "",
            Line: entry.Line?.Line ?? entry.Kind.ToString().ToLowerInvariant(),
            Change: entry.Change is { } change ? $"{(change > 0 ? "+" : "")}{Number(change)}" : "",
            Balance: Number(entry.Balance),
            Stated: entry.Stated is { } stated ? Number(stated) : "",
            Entry: entry)).ToList();
        var (line, change, balance, stated) = (rows.Max(row => row.Line.Length), rows.Max(row => row.Change.Length), rows.Max(row => row.Balance.Length), rows.Max(row => row.Stated.Length));
        console.WriteLine($"  {"Date",-10}  {"Line".PadRight(line)}  {"",-1}  {"Change".PadLeft(change)}  {"Balance".PadLeft(balance)}  {"Stated".PadLeft(stated)}");
        var filing = "";
        foreach (var row in rows)
        {
            if (row.Filing.Length > 0 && !string.Equals(row.Filing, filing, StringComparison.Ordinal)) console.WriteLine($"  {filing = row.Filing}");
            var tie = row.Entry.Ties switch { true => "ties", false => "differs", null => "" };
            console.WriteLine($"  {Day(row.Entry.On)}  {row.Line.PadRight(line)}  {row.Entry.Code,-1}  {row.Change.PadLeft(change)}  {row.Balance.PadLeft(balance)}  {row.Stated.PadLeft(stated)}  {tie}{(row.Entry.Findings.Any(IsSaid) ? "*" : "")}".TrimEnd());
        }
    }

    public static void Write(IAnsiConsole console, FindingsAnswer answer)
    {
        if (console.Profile.Width < Wide)
        {
            foreach (var finding in answer.Findings)
            {
                console.WriteLine($"{Day(finding.On)} {Kebab(finding.Kind.ToString())}: {Kebab(finding.Cause.ToString())}");
                console.WriteLine($"  {finding.Person.Cik} in {finding.Issuer.Cik}: {Words(finding.Security)}, {Owned(finding.Ownership, finding.NatureOfOwnership)}");
                console.WriteLine($"  {finding.Message}");
                console.WriteLine($"  {string.Join(' ', finding.Lines)}");
                console.WriteLine();
            }

            console.WriteLine(Summary(answer.Accounts, answer.Checks, answer.Tie, answer.Ties));
            return;
        }

        var table = Bare();
        Columns(table, "Date", "Insider", "Account", "Finding", "What the filings say");
        foreach (var finding in answer.Findings)
        {
            table.AddRow(
                Text(Day(finding.On)), Text($"{finding.Person.Cik} in {finding.Issuer.Cik}"), Text($"{Words(finding.Security)}, {Owned(finding.Ownership, finding.NatureOfOwnership)}"),
                Text($"{Kebab(finding.Kind.ToString())}: {Kebab(finding.Cause.ToString())}"), Text(finding.Message));
        }

        console.Write(table);
        console.WriteLine(Summary(answer.Accounts, answer.Checks, answer.Tie, answer.Ties));
    }

    public static void Write(IAnsiConsole console, TrialBalance balance)
    {
        console.WriteLine(Summary(balance.Accounts, balance.Checks, balance.Tie, balance.Ties));
        var table = Bare();
        Columns(table, "Finding", "Cause");
        Numbers(table, "Count");
        foreach (var (kind, cause, count) in balance.Findings) table.AddRow(Text(Kebab(kind.ToString())), Text(Kebab(cause.ToString())), Text(Number(count)));
        console.Write(table);
    }

    private static string Summary(int accounts, int checks, int tie, decimal? ties) =>
        $"{Number(accounts)} accounts, {Number(checks)} checks, {Number(tie)} tie{(ties is { } share ? $" ({(share * 100).ToString("0.0", CultureInfo.InvariantCulture)}%)" : "")}";

    private static string Verdict(AccountEntry entry)
    {
        var tie = entry.Ties switch { true => "ties", false => "differs", null => "" };
        return entry.Findings.Count == 0 ? tie : string.Join("; ", new[] { tie, Causes(entry.Findings) }.Where(part => part.Length > 0));
    }

    // That a printed balance differs the table shows already.
    private static bool IsSaid(BalanceFinding finding) => finding.Kind != FindingKind.BalanceDiffers;

    // Each other disagreement in a sentence.
    private static void Say(IAnsiConsole console, IEnumerable<BalanceFinding> findings)
    {
        // One finding may stand at several entries, each with its own part of the difference.
        foreach (var said in findings.Where(IsSaid).Select(InWords).Distinct(StringComparer.Ordinal)) console.WriteLine(said);
    }

    private static string InWords(BalanceFinding finding) =>
        $"{Day(finding.On)} {Kebab(finding.Kind.ToString())}: {finding.Message}{(finding.Kind == FindingKind.BalanceGap ? "" : $" [{string.Join(' ', finding.Lines)}]")}";

    private static string Causes(IReadOnlyList<BalanceFinding> findings) =>
        string.Join(", ", findings.Select(finding => $"{Kebab(finding.Kind.ToString())} ({Kebab(finding.Cause.ToString())})").Distinct(StringComparer.Ordinal));

    private static Table Bare() => new Table().Border(TableBorder.Simple).Expand();

    private static void Columns(Table table, params string[] names)
    {
        foreach (var name in names) table.AddColumn(new TableColumn(name) { NoWrap = name is "Date" or "Line" or "Code" or "Since" });
    }

    private static void Numbers(Table table, params string[] names)
    {
        foreach (var name in names) table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
    }

    private static Text Text(string text) => new(text);

    private static string Words(AnsweredPerson person) => person.Name is { } name ? $"{name} ({person.Cik})" : person.Cik;

    private static string Words(AnsweredIssuer issuer) => issuer.Name is { } name ? $"{name} ({issuer.Cik})" : issuer.Cik;

    private static string Words(HeldSecurity security) => string.Join(' ', new[]
    {
        security.Title ?? "(no title)",
        security.ConversionOrExercisePrice is { } price ? $"at {Number(price)}" : "",
        security.ExpiresOn is { } expires ? $"to {Day(expires)}" : "",
    }.Where(part => part.Length > 0));

    private static string Owned(string ownership, string? nature) => nature is null ? ownership : $"{ownership}: {nature}";

    private static string Number(decimal? number) => number is { } known ? known.ToString("#,0.########", CultureInfo.InvariantCulture) : "unknown";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Instant(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static string Kebab(string name) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
