using System.Globalization;
using HoldingsLedger.Filings;
using HoldingsLedger.Forms;
using Spectre.Console;

namespace HoldingsLedger.Verbs;

/// <summary>A filing as a page for people: header, the two tables, footnotes, problems.</summary>
internal static class FilingPage
{
    public static void Print(FilingAnswer answer, IAnsiConsole console)
    {
        Print(new Reading(answer.Document, answer.Filing, answer.Problems), console);
        console.WriteLine();
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Known since {answer.KnownAt:yyyy-MM-ddTHH:mm:sszzz} ({Words(answer.KnownAtBasis.ToString())}), recorded {answer.RecordedAt:yyyy-MM-ddTHH:mm:sszzz}."));
        foreach (var reading in answer.Readings)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Read by {reading.Parser.Name} {reading.Parser.Version} at {reading.RecordedAt:yyyy-MM-ddTHH:mm:sszzz}: {reading.Lines} lines, {reading.Problems.Count} problems."));
        }

        if (answer.Amends is { } link) console.WriteLine($"Amends {link.Original ?? "a filing that is not settled"} ({link.Basis}).");
        foreach (var amendment in answer.AmendedBy) console.WriteLine($"Amended by {amendment}.");
    }

    public static void Print(Reading reading, IAnsiConsole console)
    {
        if (reading.Filing is not { } filing)
        {
            foreach (var problem in reading.Problems) console.WriteLine(problem.Message);
            return;
        }

        console.WriteLine($"Form {filing.FormType} {filing.AccessionNumber?.Value ?? "without an accession number"}, {filing.Issuer?.Name} [{filing.Issuer?.TradingSymbol}] {filing.Issuer?.Cik}");
        foreach (var owner in filing.ReportingOwners) console.WriteLine($"  {owner.Name} {owner.Cik}, {Relationship(owner)}");
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  period {filing.PeriodOfReport:yyyy-MM-dd}, {(filing.AcceptedAt is { } at ? string.Create(CultureInfo.InvariantCulture, $"accepted {at:yyyy-MM-ddTHH:mm:sszzz}") : string.Create(CultureInfo.InvariantCulture, $"filed {filing.FiledOn:yyyy-MM-dd}"))}"));
        if (filing.NoSecuritiesOwned == true) console.WriteLine("  No securities are beneficially owned.");
        PrintLines(filing.Lines, console);
        foreach (var footnote in filing.Footnotes) console.WriteLine($"{footnote.Id}: {footnote.Text}");
        if (filing.Remarks is { } remarks) console.WriteLine($"Remarks: {remarks}");
        foreach (var signature in filing.Signatures) console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Signed {signature.Name} {signature.SignedOn:yyyy-MM-dd}"));
        foreach (var problem in reading.Problems) console.WriteLine($"Problem: {problem.Line} {problem.Field} {problem.Message}".Replace("  ", " ", StringComparison.Ordinal));
    }

    private static void PrintLines(IReadOnlyList<ReportedLine> lines, IAnsiConsole console)
    {
        if (lines.Count == 0) return;
        var table = new Table().Border(TableBorder.Simple);
        foreach (var title in (string[])["line", "security", "date", "code", "A/D", "shares", "price", "owned after", "held"]) table.AddColumn(title);
        foreach (var at in (int[])[5, 6, 7]) table.Columns[at].RightAligned().NoWrap();
        foreach (var line in lines)
        {
            table.AddRow(
                new Text(line.Line),
                new Text(line.SecurityTitle ?? ""),
                new Text(line.TransactionOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? (line.Kind == LineKind.Holding ? "holding" : "")),
                new Text(line.TransactionCode ?? ""),
                new Text(line.AcquiredDisposed ?? ""),
                new Text(Number(line.Shares)),
                new Text(Number(line.PricePerShare)),
                new Text(Number(line.SharesOwnedFollowing ?? line.ValueOwnedFollowing)),
                new Text($"{line.Ownership} {line.NatureOfOwnership}".TrimEnd()));
        }

        console.Write(table);
    }

    private static string Number(decimal? number) => number?.ToString("#,0.############################", CultureInfo.InvariantCulture) ?? "";

    private static string Relationship(ReportingOwner owner)
    {
        var roles = new List<string>();
        if (owner.IsDirector == true) roles.Add("director");
        if (owner.IsOfficer == true) roles.Add($"officer ({owner.OfficerTitle})");
        if (owner.IsTenPercentOwner == true) roles.Add("10% owner");
        if (owner.IsOther == true) roles.Add($"other ({owner.OtherText})");
        return roles.Count == 0 ? "no relationship given" : string.Join(", ", roles);
    }

    private static string Words(string name) => name switch
    {
        "Acceptance" => "acceptance",
        "FilingDate" => "end of the filing date",
        "SignatureDate" => "end of the signature date",
        "Given" => "as given when it was taken in",
        _ => "when it was received",
    };
}
