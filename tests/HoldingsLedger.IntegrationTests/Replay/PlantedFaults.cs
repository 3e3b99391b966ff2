using HoldingsLedger.Filings;
using HoldingsLedger.Forms;

namespace HoldingsLedger.IntegrationTests.Replay;

/// <summary>Filings of one issuer, and what an earlier reader made of each: the faults that readers really had, planted.</summary>
internal static class PlantedFaults
{
    public const string Ann = "0005700002";
    public const string Bob = "0005700003";

    public static readonly string[] Names =
    [
        "second owner dropped", "fractions cut", "first row missed", "table missed", "wrong issuer", "wrong title", "wrong owner",
        "row that never was", "unreadable then", "amendment and original", "day misread",
    ];

    /// <summary>Two forms before and after the one misread, so that balances have something to tie to.</summary>
    public static (MadeForm[] Forms, Func<MadeForm, OwnershipFiling, OwnershipFiling?> Fault) Of(string name, int issuer = 0)
    {
        var cik = (5_700_100 + issuer).ToString("0000000000", System.Globalization.CultureInfo.InvariantCulture);
        MadeForm Form(int number, string day, params MadeRow[] rows) => new($"{cik}-24-{number.ToString("000000", System.Globalization.CultureInfo.InvariantCulture)}", "4", $"2024-{day}T16:30:00", cik, Ann) { Rows = rows };
        var before = Form(1, "01-10", MadeRow.Bought(100, 1100, "2024-01-09"));
        var misread = Form(2, "02-13", MadeRow.Bought(0.75m, 1100.75m, "2024-02-10"), MadeRow.Sold(300.25m, 800.5m, "2024-02-12"), MadeRow.Held(55.5m, "By Trust"));
        var after = Form(3, "03-12", MadeRow.Bought(10, 810.5m, "2024-03-11"));
        var amendment = misread with { Accession = $"{cik}-24-000004", FormType = "4/A", Accepted = "2024-02-20T17:00:00", Original = "2024-02-13", Rows = [MadeRow.Sold(290.25m, 810.5m, "2024-02-12")] };
        var joint = misread with { Owners = [Ann, Bob] };
        MadeForm[] forms = [before, misread, after];
        Func<OwnershipFiling, OwnershipFiling?> fault = f => f;
        switch (name)
        {
            case "second owner dropped":
                (forms, fault) = ([before, joint, after], f => f with { ReportingOwners = [f.ReportingOwners[0]] });
                break;
            case "fractions cut":
                fault = f => f with { Lines = [.. f.Lines.Select(l => l with { Shares = Cut(l.Shares), SharesOwnedFollowing = Cut(l.SharesOwnedFollowing) })] };
                break;
            case "first row missed":
                fault = f => f with { Lines = Numbered(f.Lines.Skip(1)) };
                break;
            case "table missed":
                fault = f => f with { Lines = [] };
                break;
            case "wrong issuer":
                fault = f => f with { Issuer = f.Issuer! with { Cik = Cik.Parse("5799999") } };
                break;
            case "wrong title":
                fault = f => f with { Lines = [.. f.Lines.Select(l => l with { SecurityTitle = "Common Stock (1) of the Company" })] };
                break;
            case "wrong owner":
                fault = f => f with { ReportingOwners = [f.ReportingOwners[0] with { Cik = Cik.Parse(Bob) }] };
                break;
            case "row that never was":
                fault = f => f with { Lines = [.. f.Lines, f.Lines[1] with { Line = "I.4", Shares = 1, SharesOwnedFollowing = 1, Source = new LineSource { Xpath = "/ownershipDocument/nonDerivativeTable/nonDerivativeTransaction[9]" } }] };
                break;
            case "unreadable then":
                fault = _ => null;
                break;
            case "amendment and original":
                // Rows that the amendment corrects had other numbers in the misreading of both.
                (forms, fault) = ([before, misread, amendment, after], f => f with { Lines = f.Lines.Count > 1 ? Numbered(f.Lines.Skip(1)) : [.. f.Lines.Select(l => l with { Shares = Cut(l.Shares), SharesOwnedFollowing = 8105m })] });
                break;
            case "day misread":
                fault = f => f with { Lines = [.. f.Lines.Select(l => l with { TransactionOn = l.TransactionOn?.AddYears(-1) })], PeriodOfReport = new DateOnly(2023, 2, 10) };
                break;
            default:
                throw new ArgumentException($"No fault is called {name}.", nameof(name));
        }

        return (forms, (form, read) => ReferenceEquals(form, before) || ReferenceEquals(form, after) ? read : fault(read));
    }

    public static IEnumerable<IncomingDocument> Misread(string name, int issuer = 0)
    {
        var (forms, fault) = Of(name, issuer);
        return forms.Select(form => form == forms[0] || form == forms[^1] ? form.Document() : form.Misread(read => fault(form, read)));
    }

    private static decimal? Cut(decimal? number) => number is { } some ? decimal.Truncate(some) : null;

    private static ReportedLine[] Numbered(IEnumerable<ReportedLine> lines) =>
        [.. lines.Select((l, i) => l with { Line = $"I.{(i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)}" })];
}
