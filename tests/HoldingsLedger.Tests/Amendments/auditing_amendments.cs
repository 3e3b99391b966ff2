using System.Text.Json;
using HoldingsLedger.Amendments;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using Spectre.Console;
using Xunit;
using static HoldingsLedger.Tests.Amendments.MadeUpForms;

namespace HoldingsLedger.Tests.Amendments;

public class auditing_amendments
{
    private const string Entirely = "This Form 4/A amends and restates in its entirety the Form 4 filed on March 6, 2020.";

    /// <summary>1,000 held; on the 5th 100 sold at 10, then 200 at 10.20; 5,000 in the trust.</summary>
    private static readonly AmendableFiling Original = Form("A", "4", "06", Rows.Sale(100, 900), Rows.Sale(200, 700, 10.2m), Rows.Held(5000, "By Trust"));

    [Fact]
    public void a_corrected_sale_changes_the_position_from_its_day_on_and_ever_since()
    {
        var audit = Audit("B", Original, Amendment("B", "10", "06", Rows.Sale(210, 690, 10.2m)));

        Assert.Equal("NotRestated A/I.1; Corrected A/I.2→I.1 shares 200 → 210, owned following 700 → 690; NotRestated A/I.3", Lines(audit));
        Assert.Equal("D 2020-03-05..: 700 → 690", Positions(audit));
        Assert.Equal(4, audit.DaysAfterOriginal);
        Assert.Equal(AmendmentScope.Partial, audit.Scope);
    }

    [Fact]
    public void a_date_moved_back_changes_the_days_between()
    {
        var before = Form("Z", "4", "02", Rows.Sale(50, 1000) with { TransactionOn = Day("02") });
        var audit = Audit("B", before, Form("A", "4", "06", Rows.Sale(100, 900)), Amendment("B", "10", "06", Rows.Sale(100, 900) with { TransactionOn = Day("03") }));

        Assert.Equal("Corrected A/I.1→I.1 date 2020-03-05 → 2020-03-03", Lines(audit));
        Assert.Equal("D 2020-03-03..2020-03-04: 1,000 → 900", Positions(audit));
    }

    [Fact]
    public void a_sale_moved_to_the_trust_changes_both_accounts()
    {
        var before = Form("Z", "4", "02", Rows.Sale(50, 1000) with { TransactionOn = Day("02") }, Rows.Held(5000, "By Trust"));
        var audit = Audit("B", before, Form("A", "4", "06", Rows.Sale(100, 900)), Amendment("B", "10", "06", Rows.Sale(100, 4900) with { Ownership = "I", NatureOfOwnership = "By Trust" }));

        Assert.Equal("D 2020-03-05..: 900 → 1,000; I By Trust 2020-03-05..: 5,000 → 4,900", Positions(audit));
    }

    [Fact]
    public void a_restatement_withdraws_what_it_does_not_repeat()
    {
        var audit = Audit("B", Original, Amendment("B", "10", "06", Rows.Sale(200, 700, 10.2m), Rows.Held(5000, "By Trust")).Saying(Entirely));

        Assert.Equal("Withdrawn A/I.1; Unchanged A/I.2→I.1; Unchanged A/I.3→I.2", Lines(audit));
        Assert.Equal("", Positions(audit));
    }

    [Fact]
    public void an_added_holding_is_a_position_that_was_not_known()
    {
        var audit = Audit("B", Original, Amendment("B", "10", "06", Rows.Held(40, "By Spouse")));

        Assert.Equal("NotRestated A/I.1; NotRestated A/I.2; NotRestated A/I.3; Added →I.1", Lines(audit));
        Assert.Equal("I By Spouse 2020-03-05..: unknown → 40", Positions(audit));
    }

    [Fact]
    public void an_amendment_of_an_amendment_is_held_against_the_lines_then_in_force()
    {
        AmendableFiling[] chain = [Original, Amendment("B", "10", "06", Rows.Sale(210, 690, 10.2m)), Amendment("C", "12", "10", Rows.Sale(220, 680, 10.2m))];

        Assert.Equal("Corrected B/I.1→I.1 shares 210 → 220, owned following 690 → 680", Lines(Audit("C", chain)));
        Assert.Equal("D 2020-03-05..: 690 → 680", Positions(Audit("C", chain)));
        Assert.Equal("D 2020-03-05..: 700 → 690", Positions(Audit("B", chain)));
    }

    [Fact]
    public void a_line_amended_before_is_named_by_its_place_in_the_form_that_is_amended()
    {
        AmendableFiling[] twice = [Original, Amendment("B", "10", "06", Rows.Sale(210, 690, 10.2m)), Amendment("C", "12", "06", Rows.Sale(210, 690, 11m))];
        var audit = Audit("C", twice);

        Assert.Equal("A", audit.Link.Original);
        Assert.Equal("NotRestated A/I.1; Corrected A/I.2→I.1 price 10.2 → 11; NotRestated A/I.3", Lines(audit));
        Assert.Equal(["B/I.1"], audit.Lines.Select(l => l.InForceAs).OfType<string>(), StringComparer.Ordinal);
    }

    [Fact]
    public void a_position_under_another_security_or_way_of_owning_is_another_position()
    {
        var form = Form("A", "4", "06", Rows.Sale(100, 900));

        Assert.Equal(
            "Common Stock D 900 → unknown; Class B Common Stock D unknown → 900",
            Named(Audit("B", form, Amendment("B", "10", "06", Rows.Sale(100, 900) with { SecurityTitle = "Class B Common Stock" }))));
        Assert.Equal("", Named(Audit("B", form, Amendment("B", "10", "06", Rows.Sale(100, 900) with { SecurityTitle = "Common Stock, $0.01 par value" }))));
    }

    [Fact]
    public void a_mistaken_title_changes_positions_from_its_day_on_only()
    {
        var before = Form("P", "4", "02", Rows.Sale(120, 541_749) with { TransactionOn = Day("01") });
        var audit = Audit("B", before, Form("A", "4", "06", Rows.Sale(1080, 540_669) with { SecurityTitle = "Class B Common Stock" }), Amendment("B", "10", "06", Rows.Sale(1080, 540_669)));

        Assert.Equal("Corrected A/I.1→I.1 security Class B Common Stock → Common Stock", Lines(audit));
        Assert.Equal(
            "Class B Common Stock 2020-03-05..: 540,669 → unknown; Common Stock 2020-03-05..: unknown → 540,669",
            string.Join("; ", audit.Positions.Select(p => FormattableString.Invariant($"{p.SecurityTitle} {p.From:yyyy-MM-dd}..{p.To:yyyy-MM-dd}: {(p.Was is null ? "unknown" : FiledScalar.Of(p.Was))} → {(p.Is is null ? "unknown" : FiledScalar.Of(p.Is))}"))),
            StringComparer.Ordinal);
    }

    [Fact]
    public void a_footnote_that_says_something_else_is_told_beside_its_field()
    {
        static ReportedLine Sale(string id) => Rows.Sale(100, 900) with { Footnotes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["pricePerShare"] = [id] } };
        var original = Form("A", "4", "06", Sale("F1")) with { Footnotes = [new Footnote("F1", "An average price.")] };
        var same = Amendment("B", "10", "06", Sale("F2")) with { Footnotes = [new Footnote("F1", "Unused."), new Footnote("F2", "An average price. ")] };
        var other = same with { Footnotes = [new Footnote("F2", "An average of prices from 9.80 to 10.10.")] };

        Assert.Empty(Assert.Single(Audit("B", original, same).Lines).Footnotes);
        var line = Assert.Single(Audit("B", original, other).Lines);
        Assert.Equal(LineChange.Unchanged, line.Change);
        var note = Assert.Single(line.Footnotes);
        Assert.Equal(("pricePerShare", "An average price.", "An average of prices from 9.80 to 10.10."), (note.Field, Assert.Single(note.Was), Assert.Single(note.Is)));
    }

    [Fact]
    public void a_joint_amendment_is_audited_for_each_of_its_owners()
    {
        var audit = Audit("B", Original.By(Ann, Bob), Amendment("B", "10", "06", Rows.Sale(210, 690, 10.2m)).By(Ann, Bob));

        Assert.Equal("NotRestated A/I.1; Corrected A/I.2→I.1 shares 200 → 210, owned following 700 → 690; NotRestated A/I.3", Lines(audit));
        Assert.Equal(["0000000001 700 690", "0000000002 700 690"], audit.Positions.Select(p => $"{p.Person} {p.Was} {p.Is}"), StringComparer.Ordinal);
    }

    [Fact]
    public void an_amendment_by_one_owner_of_a_joint_form_leaves_the_others_line_and_says_so_on_it()
    {
        var held = FoldedHoldings.Of([Form("A", "4", "06", Rows.Sale(1080, 540_669)).By(Ann, Bob), Amendment("B", "10", "06", Rows.Sale(1049, 540_700)).By(Ann)]);
        var audit = AuditAmendments.One("B", held)!;

        Assert.Equal(["0000000001 540669 540700"], audit.Positions.Select(p => $"{p.Person} {p.Was} {p.Is}"), StringComparer.Ordinal);
        Assert.Equal([new OwnerLeftOut(Bob, null, LinesStand: true)], audit.OwnersLeftOut);
        Assert.Equal(["B"], AuditAmendments.ByOthers([held[1]]), StringComparer.Ordinal);

        AnsweredPosition Bobs(DateTimeOffset knownAt) => PositionsAnswer.Of([InsiderAccounts.At(held[1], knownAt)], Day("31"), knownAt, knownAt).Positions.Single();
        var amended = held[0].Filings[1].KnownAt;
        Assert.Empty(Bobs(amended.AddTicks(-1)).Findings);
        var found = Assert.Single(Bobs(amended).Findings);
        Assert.Equal((HoldingsLedger.Findings.FindingKind.RestatedForOthers, "A/I.1 B/I.1"), (found.Kind, string.Join(' ', found.Lines)));
        Assert.Equal(540_669, Bobs(amended).Shares);

        // Each is said to report the other's shares, so that a total counts them once.
        Assert.Equal([Ann], Bobs(amended).AlsoReportedBy.Select(p => p.Cik), StringComparer.Ordinal);
        Assert.Equal([Bob], PositionsAnswer.Of([InsiderAccounts.At(held[0], amended)], Day("31"), amended, amended).Positions.Single().AlsoReportedBy.Select(p => p.Cik), StringComparer.Ordinal);
    }

    [Fact]
    public void an_owner_dropped_in_words_has_the_position_withdrawn_in_the_audit_too()
    {
        var held = FoldedHoldings.Of([Form("A", "4", "06", Rows.Sale(1080, 540_669)).By(Ann, Bob), Amendment("B", "10", "06", Rows.Sale(1049, 540_700)).By(Ann).Saying("The original form listed Bob Birch as a reporting person in error.")]);
        var audit = AuditAmendments.One("B", held)!;

        Assert.Equal(["0000000001 540669 540700", "0000000002 540669 "], audit.Positions.Select(p => $"{p.Person} {p.Was} {p.Is}"), StringComparer.Ordinal);
        Assert.Equal([new OwnerLeftOut(Bob, null, LinesStand: false)], audit.OwnersLeftOut);
        Assert.Empty(PositionsOn.Day(InsiderAccounts.At(held[1], DateTimeOffset.MaxValue), Day("31")));
        Assert.Single(PositionsOn.Day(InsiderAccounts.At(held[1], held[0].Filings[1].KnownAt.AddTicks(-1)), Day("31")));
        Assert.Empty(PositionsAnswer.Of([InsiderAccounts.At(held[0], DateTimeOffset.MaxValue)], Day("31"), DateTimeOffset.MaxValue, DateTimeOffset.MaxValue).Positions.Single().AlsoReportedBy);
    }

    [Fact]
    public void an_ambiguous_amendment_changes_no_line_and_no_position()
    {
        var audit = Audit("B", Original, Original with { Filing = "A2" }, Amendment("B", "10", "06", Rows.Sale(210, 690, 10.2m)));

        Assert.Equal(LinkState.Ambiguous, audit.Link.State);
        Assert.Null(audit.Scope);
        Assert.Empty(audit.Lines);
        Assert.Empty(audit.Positions);
    }

    [Fact]
    public void an_amendment_without_its_original_counts_as_a_filing_of_its_own()
    {
        var audit = Audit("B", Amendment("B", "10", "06", Rows.Sale(210, 690, 10.2m)));

        Assert.Equal(LinkState.OriginalNotHeld, audit.Link.State);
        Assert.Empty(audit.Lines);
        Assert.Equal("D 2020-03-05..: unknown → 690", Positions(audit));
    }

    [Fact]
    public void only_amendments_are_audited()
    {
        var holdings = FoldedHoldings.Of([Original]);

        Assert.Null(AuditAmendments.One("A", holdings));
        Assert.Null(AuditAmendments.One("Q", holdings));
        Assert.Empty(AuditAmendments.All(holdings));
    }

    [Fact]
    public void the_amendment_makes_no_difference_to_what_was_known_before_it()
    {
        var amendment = Amendment("B", "10", "06", Rows.Sale(210, 690, 10.2m)).Saying(Entirely);
        var (with, without) = (FoldedHoldings.Of([Original, amendment]).Single(), FoldedHoldings.Of([Original]).Single());
        var justBefore = amendment.KnownAt.AddTicks(-1);

        Assert.Empty(PositionEffects.Between(InsiderAccounts.At(without, justBefore), InsiderAccounts.At(with, justBefore)));
        Assert.NotEmpty(PositionEffects.Between(InsiderAccounts.At(without, amendment.KnownAt), InsiderAccounts.At(with, amendment.KnownAt)));
    }

    [Fact]
    public void an_original_that_arrives_late_is_not_counted_beside_its_amendment()
    {
        var amendment = Amendment("B", "10", "06", Rows.Sale(1049, 540700));
        var next = Form("C", "4", "12", Rows.Sale(1478, 539222) with { TransactionOn = Day("11") });
        var inOrder = FoldedHoldings.Of([Form("A", "4", "06", Rows.Sale(1080, 540669)), amendment, next]).Single();

        var accounts = InsiderAccounts.At(inOrder, next.KnownAt);

        Assert.Equal([540700m, 539222m], Assert.Single(accounts.Accounts).Entries.Where(e => e.Kind == EntryKind.Transaction).Select(e => e.Balance!.Value));
        Assert.Equal((1, 1), (accounts.Checks, accounts.Ties));
    }

    [Fact]
    public void an_amendment_of_the_day_on_which_its_original_was_signed_is_not_counted_beside_it()
    {
        var signed = Form("A", "4", "06", Rows.Sale(1080, 540669)) with { FiledOn = null, KnownAt = EasternTime.EndOf(Day("06")), KnownAtBasis = KnownAtBasis.SignatureDate };
        var holdings = FoldedHoldings.Of([signed, Amendment("B", "06", "06", Rows.Sale(1049, 540700)).At(12)]).Single();

        var account = Assert.Single(InsiderAccounts.At(holdings, EasternTime.EndOf(Day("20"))).Accounts);

        Assert.Equal([540700m], account.Entries.Where(e => e.Kind == EntryKind.Transaction).Select(e => e.Balance!.Value));
        Assert.Equal(540700m, account.Entries[^1].Balance);
    }

    [Fact]
    public void amendments_are_counted()
    {
        var holdings = FoldedHoldings.Of(
        [
            Original, Amendment("B", "10", "06", Rows.Sale(210, 690, 10.2m)), Amendment("C", "14", "06", Rows.Sale(100, 900, 11m)),
            Amendment("D", "10", "04", Rows.Sale(1, 2)), Form("X1", "5", "09", Rows.Sale(3, 7)), Form("X2", "5", "09", Rows.Sale(3, 7)), Form("E", "5/A", "10", Rows.Sale(3, 8)) with { DateOfOriginalSubmission = Day("09") },
        ]);

        var summary = AuditSummary.Of(AuditAmendments.All(holdings, withPositions: false));

        Assert.Equal((4, 2, 1, 1), (summary.Amendments, summary.Linked, summary.Ambiguous, summary.OriginalNotHeld));
        Assert.Equal((0, 2), (summary.Restatements, summary.Partial));
        Assert.Equal((0, 2, 0, 0, 4), (summary.LinesUnchanged, summary.LinesCorrected, summary.LinesAdded, summary.LinesWithdrawn, summary.LinesNotRestated));
        Assert.Equal([new CorrectedField("pricePerShare", 1), new CorrectedField("shares", 1), new CorrectedField("sharesOwnedFollowing", 1)], summary.Fields);
        Assert.Equal(new DaysToAmendment(4, 4, 8), summary.Days);
    }

    [Fact]
    public void people_see_original_and_amended_side_by_side()
    {
        var page = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(page), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = 160;

        AuditPage.Print(new AuditAnswer([Audit("B", Original, Amendment("B", "10", "06", Rows.Sale(210, 690, 10.2m)))]), console);

        var lines = page.ToString().Split('\n').Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToArray();
        Assert.Contains("4/A B, 0000900001, Ann Alder", lines, StringComparer.Ordinal);
        Assert.Contains("Known since 2020-03-10 10:00:00 -04:00, 4 days after the original.", lines, StringComparer.Ordinal);
        Assert.Contains("Amends A (owner, issuer, form family, filed 2020-03-06).", lines, StringComparer.Ordinal);
        Assert.Contains("Partial: 2 of 3 lines do not return and stand.", lines, StringComparer.Ordinal);
        Assert.Contains("shares 200 ≠ 210", lines, StringComparer.Ordinal);
        Assert.Contains("price 10.2 10.2", lines, StringComparer.Ordinal);
        Assert.Contains("owned following 700 ≠ 690", lines, StringComparer.Ordinal);
        Assert.Contains("Common Stock D 2020-03-05 ever since 700 690 -10", lines, StringComparer.Ordinal);
    }

    [Fact]
    public void a_narrow_page_breaks_no_number_and_no_date()
    {
        var page = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(page), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = 60;

        AuditPage.Print(new AuditAnswer([Audit("B", Form("A", "4", "06", Rows.Sale(1080, 540_669)), Amendment("B", "10", "06", Rows.Sale(1049, 540_700)))]), console);

        Assert.Contains("Common Stock, D\n  2020-03-05 and ever since: 540,669 → 540,700 (+31)\n", page.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void the_answer_has_the_shape_that_was_promised()
    {
        var original = Form("0000814585-20-000020", "4", "06", Rows.Sale(1080, 540669, 7.95m), Rows.Held(12, "By Spouse"));
        var answer = new AuditAnswer([Audit("0000814585-20-000024", original, Amendment("0000814585-20-000024", "10", "06", Rows.Sale(1049, 540700, 8.10m)))]);

        using var json = JsonDocument.Parse(JsonSerializer.Serialize(answer, AnswerJson.TypeOf<AuditAnswer>()));

        var audit = json.RootElement.GetProperty("audits")[0];
        Assert.Equal("0000814585-20-000024", audit.GetProperty("amendment").GetString());
        Assert.Equal("4/A", audit.GetProperty("formType").GetString());
        Assert.Equal("2020-03-10T10:00:00-04:00", audit.GetProperty("acceptedAt").GetString());
        Assert.Equal(
            """{"state":"linked","original":"0000814585-20-000020","candidates":["0000814585-20-000020"],"basis":"owner, issuer, form family, filed 2020-03-06"}""",
            JsonSerializer.Serialize(audit.GetProperty("link")));
        Assert.Equal("partial", audit.GetProperty("scope").GetString());
        Assert.Equal(
            """[{"change":"corrected","original":"I.1","amended":"I.1","fields":[{"field":"shares","was":1080,"is":1049},{"field":"pricePerShare","was":7.95,"is":8.10},{"field":"sharesOwnedFollowing","was":540669,"is":540700}],"originalFiling":"0000814585-20-000020","inForceAs":null,"footnotes":[]},"""
            + """{"change":"not-restated","original":"I.2","amended":null,"fields":[],"originalFiling":"0000814585-20-000020","inForceAs":null,"footnotes":[]}]""",
            JsonSerializer.Serialize(audit.GetProperty("lines")));
        var position = Assert.Single(audit.GetProperty("positions").EnumerateArray());
        Assert.Equal(
            "person 0000000001, issuer 0000900001, securityTitle Common Stock, table I, conversionOrExercisePrice , exercisableOn , expiresOn , ownership D, natureOfOwnership , from 2020-03-05, to , was 540669, is 540700, inDollars False",
            string.Join(", ", position.EnumerateObject().Select(p => $"{p.Name} {p.Value}")));
    }

    private static string Named(AmendmentAudit audit) => string.Join("; ", audit.Positions.Select(p =>
        FormattableString.Invariant($"{p.SecurityTitle} {p.Ownership} {(p.Was is null ? "unknown" : FiledScalar.Of(p.Was))} → {(p.Is is null ? "unknown" : FiledScalar.Of(p.Is))}")));

    private static AmendmentAudit Audit(string amendment, params AmendableFiling[] filings) => AuditAmendments.One(amendment, FoldedHoldings.Of(filings))!;

    private static string Lines(AmendmentAudit audit) => string.Join("; ", audit.Lines.Select(l =>
        $"{l.Change} {(l.Original is null ? "" : $"{l.OriginalFiling}/{l.Original}")}{(l.Amended is null ? "" : $"→{l.Amended}")}{(l.Fields.Count == 0 ? "" : $" {string.Join(", ", l.Fields)}")}"));

    private static string Positions(AmendmentAudit audit) => string.Join("; ", audit.Positions.Select(p =>
        FormattableString.Invariant($"{p.Ownership}{(p.NatureOfOwnership is null ? "" : $" {p.NatureOfOwnership}")} {p.From:yyyy-MM-dd}..{p.To:yyyy-MM-dd}: {(p.Was is null ? "unknown" : FiledScalar.Of(p.Was))} → {(p.Is is null ? "unknown" : FiledScalar.Of(p.Is))}")));
}
