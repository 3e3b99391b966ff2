using System.Globalization;
using HoldingsLedger.Amendments;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using static HoldingsLedger.Tests.Amendments.MadeUpForms;

namespace HoldingsLedger.Tests.Amendments;

#pragma warning disable CA5394 // A world that its seed repeats is what is wanted.

/// <summary>A line as an audit must show it: places as <c>I.1</c>, fields by their names in JSON.</summary>
internal sealed record ExpectedLine(LineChange Change, string? Original, string? Amended, string Fields);

/// <summary>What an audit must say of one amendment.</summary>
internal sealed record ExpectedAudit(string Amendment, string Original, AmendmentScope Scope, IReadOnlyList<ExpectedLine> Lines);

/// <summary>
/// A form of one, two or three owners with one or two rows wrong in one or two fields, or one row forgotten, among forms that get in its way, and the
/// one or two amendments that put it right: the whole form or the corrected rows only, in whatever order. Balances run with the numbers as printed.
/// </summary>
/// <param name="Story">For the message of a failure.</param>
/// <param name="Right">The forms if no mistake had been made.</param>
/// <param name="Wrong">The forms as they were filed.</param>
/// <param name="Amendments">In the order in which they were filed.</param>
/// <param name="Expected">One for each amendment.</param>
internal sealed record AmendedWorld(string Story, AmendableFiling[] Right, AmendableFiling[] Wrong, AmendableFiling[] Amendments, ExpectedAudit[] Expected)
{
    private static readonly string[] Mistakes = ["shares", "pricePerShare", "transactionOn", "transactionCode", "shares+pricePerShare", "pricePerShare+transactionOn", "shares+transactionCode", "shares+transactionOn", "forgotten"];

    public static AmendedWorld Of(int seed)
    {
        var random = new Random(seed);
        string[] owners = random.Next(3) switch { 0 => [Ann], 1 => [Ann, Bob], _ => [Ann, Bob, "0000000003"] };
        var family = random.Next(5) switch { 0 => "3", 1 => "5", _ => "4" };
        var opening = (Direct: random.Next(500, 900) * 100m, Trust: random.Next(500, 900) * 100m);
        var truth = family == "3" ? Holdings(random) : Transactions(random, family);
        var forgotten = Mistakes[random.Next(Mistakes.Length)] is "forgotten" && truth.Length > 1;
        var middle = truth.Select(row => row with { }).ToArray();
        // A second amendment where the first left one of two mistakes.
        var chain = !forgotten && truth.Length > 2 && random.Next(4) == 0;
        int[] rows = [.. Enumerable.Range(0, truth.Length).OrderBy(_ => random.Next()).Take(chain ? 2 : random.Next(1, Math.Min(3, truth.Length + 1)))];
        var wrong = truth.Select(row => row with { }).ToArray();
        var what = forgotten ? "forgotten" : Mistakes[random.Next(Mistakes.Length - 1)];
        if (forgotten) wrong = wrong[..^1];
        else foreach (var row in rows) wrong[row] = Spoil(wrong[row], family == "3" ? "sharesOwnedFollowing" : what, random);
        if (chain) middle[rows[1]] = wrong[rows[1]];
        (truth, middle, wrong) = (Tallied(truth, opening), Tallied(middle, opening), Tallied(wrong, opening));

        var original = Form("F", family, "10", wrong) with { Owners = owners, PeriodOfReport = Day("09") };
        var whole = random.Next(2) == 0;
        // A forgotten line alone does not tell which of two forms of its day forgot it.
        var around = Around(random, family, owners, opening, truth, twin: whole || !forgotten);
        var turned = random.Next(4) == 0;
        var story = string.Create(CultureInfo.InvariantCulture, $"seed {seed}: Form {family} of {owners.Length}, {truth.Length} rows, {what} in {string.Join(" and ", rows.Select(r => r + 1))}{(whole ? ", whole" : "")}{(turned ? ", turned" : "")}{(chain ? ", in two steps" : "")}");
        var amendments = new List<AmendableFiling>();
        var expected = new List<ExpectedAudit>();
        Amend("M1", "12", original, chain ? middle : truth);
        if (chain) Amend("M2", "16", whole && random.Next(2) == 0 ? amendments[0] : original, truth);
        return new AmendedWorld(story, [.. around, Form("F", family, "10", truth) with { Owners = owners, PeriodOfReport = Day("09") }], [.. around, original], [.. amendments], [.. expected]);

        void Amend(string name, string filed, AmendableFiling amended, ReportedLine[] now)
        {
            // Rows of the form amended, by the place of the row in the truth.
            var standing = amended == original ? (expected.Count == 0 ? wrong : middle) : middle;
            var placeOf = amended == original ? Enumerable.Range(0, wrong.Length).ToDictionary(i => i, i => $"I.{i + 1}") : expected[0].Lines.Where(l => l.Amended is not null).ToDictionary(l => RowOf(l), l => l.Amended!);
            int[] returning = [.. Enumerable.Range(0, now.Length).Where(i => whole || i >= standing.Length || FieldsOf(standing[i], now[i]).Length > 0)];
            if (turned) Array.Reverse(returning);
            var amendment = Form(name, $"{family}/A", filed, [.. returning.Select(i => now[i])]) with { Owners = [.. owners.OrderBy(_ => random.Next())], PeriodOfReport = Day("09"), DateOfOriginalSubmission = amended.FiledOn };
            var scope = placeOf.Keys.All(returning.Contains) ? AmendmentScope.Restatement : AmendmentScope.Partial;
            ExpectedLine[] lines =
            [
                .. placeOf.Select(p => Array.IndexOf(returning, p.Key) is var at and >= 0
                    ? new ExpectedLine(FieldsOf(standing[p.Key], now[p.Key]).Length > 0 ? LineChange.Corrected : LineChange.Unchanged, p.Value, $"I.{at + 1}", FieldsOf(standing[p.Key], now[p.Key]))
                    : new ExpectedLine(scope == AmendmentScope.Restatement ? LineChange.Withdrawn : LineChange.NotRestated, p.Value, null, "")),
                .. returning.Index().Where(r => !placeOf.ContainsKey(r.Item)).Select(r => new ExpectedLine(LineChange.Added, null, $"I.{r.Index + 1}", "")),
            ];
            amendments.Add(amendment);
            expected.Add(new ExpectedAudit(name, amended.Filing, scope, lines));

            int RowOf(ExpectedLine line) => line.Original is { } at ? int.Parse(at.AsSpan(2), CultureInfo.InvariantCulture) - 1 : now.Length - 1;
        }
    }

    /// <summary>The fields that differ, by name; what a person would underline.</summary>
    private static string FieldsOf(ReportedLine was, ReportedLine now) => string.Join(' ', new[]
    {
        was.Shares == now.Shares ? null : "shares",
        was.PricePerShare == now.PricePerShare ? null : "pricePerShare",
        was.TransactionOn == now.TransactionOn ? null : "transactionOn",
        was.TransactionCode == now.TransactionCode ? null : "transactionCode",
        was.SharesOwnedFollowing == now.SharesOwnedFollowing ? null : "sharesOwnedFollowing",
    }.OfType<string>().Order(StringComparer.Ordinal));

    private static ReportedLine[] Holdings(Random random) =>
        [.. new[] { null, "By Trust", "By Spouse", "By Foundation" }.Take(random.Next(1, 5)).Select(nature => Rows.Held(random.Next(100, 90_000), nature))];

    private static ReportedLine[] Transactions(Random random, string family)
    {
        var rows = new List<ReportedLine>();
        var on = Day("04");
        for (var i = random.Next(1, 9); i > 0; i--)
        {
            on = on.AddDays(random.Next(0, 2));
            var buys = random.Next(2) == 0;
            var row = Rows.Trade(buys ? "P" : "S", buys ? "A" : "D", random.Next(100, 9000), 0, 5 + (random.Next(1, 9000) / 100m)) with { TransactionOn = on, TransactionFormType = family };
            rows.Add(random.Next(4) == 0 ? row with { Ownership = "I", NatureOfOwnership = "By Trust" } : row);
        }

        return [.. rows];
    }

    private static ReportedLine Spoil(ReportedLine line, string what, Random random)
    {
        foreach (var field in what.Split('+'))
        {
            line = field switch
            {
                "shares" => line with { Shares = random.Next(2) == 0 ? line.Shares * 10 : line.Shares + random.Next(1, 900) },
                "pricePerShare" => line with { PricePerShare = line.PricePerShare + random.Next(1, 40) },
                "transactionOn" => line with { TransactionOn = line.TransactionOn!.Value.AddDays(-random.Next(1, 5)) },
                "transactionCode" => line with { TransactionCode = "J" },
                _ => line with { SharesOwnedFollowing = line.SharesOwnedFollowing + random.Next(1, 900) },
            };
        }

        return line;
    }

    /// <summary>With the balances that the numbers as printed give, row after row.</summary>
    private static ReportedLine[] Tallied(ReportedLine[] rows, (decimal Direct, decimal Trust) opening)
    {
        var (direct, trust) = opening;
        return
        [
            .. rows.Select(row =>
            {
                if (row.Kind == LineKind.Holding) return row;
                var change = row.AcquiredDisposed == "A" ? row.Shares!.Value : -row.Shares!.Value;
                return row with { SharesOwnedFollowing = row.NatureOfOwnership is null ? direct += change : trust += change };
            }),
        ];
    }

    /// <summary>The form before, one of another family and sometimes one of the same on the day of the form amended, and one after.</summary>
    private static AmendableFiling[] Around(Random random, string family, string[] owners, (decimal Direct, decimal Trust) opening, ReportedLine[] truth, bool twin)
    {
        var forms = new List<AmendableFiling>();
        if (family != "3") forms.Add(Form("B", "4", "2020-02-05", Rows.Trade("P", "A", 77, opening.Direct, 3m) with { TransactionOn = Day("2020-02-03") }, Rows.Trade("P", "A", 78, opening.Trust, 3m) with { TransactionOn = Day("2020-02-03"), Ownership = "I", NatureOfOwnership = "By Trust" }) with { Owners = owners, PeriodOfReport = Day("2020-02-03") });
        forms.Add(Form("O", family == "4" ? "5" : "4", "10", Rows.Held(random.Next(100, 999), "By Daughter")) with { Owners = owners, PeriodOfReport = Day("09") });
        if (random.Next(3) == 0 && twin) forms.Add(Form("S", family, "10", Rows.Held(random.Next(100, 999), "By Cousin")) with { Owners = owners, PeriodOfReport = Day("09") });
        if (family != "3" && random.Next(2) == 0 && truth.LastOrDefault(l => l.NatureOfOwnership is null)?.SharesOwnedFollowing is { } closing)
        {
            forms.Add(Form("L", "4", "25", Rows.Trade("P", "A", 500, closing + 500, 44m) with { TransactionOn = Day("24") }) with { Owners = owners, PeriodOfReport = Day("24") });
        }

        return [.. forms];
    }
}
