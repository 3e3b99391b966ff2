using HoldingsLedger.Amendments;
using HoldingsLedger.Filings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using Xunit;

namespace HoldingsLedger.Tests.Amendments;

/// <summary>Real originals and amendments; what is expected was read from the filings by eye.</summary>
public class amendments_of_the_corpus
{

    [Theory]
    [InlineData("mbia_avitabile", "0000814585-20-000024", "0000814585-20-000020", "shares 1,080 → 1,049; owned following 540,669 → 540,700")]
    [InlineData("mbia_bergonzi", "0000814585-20-000025", "0000814585-20-000021", "shares 1,524 → 1,479; owned following 793,143 → 793,188")]
    [InlineData("mbia_harris", "0000814585-20-000026", "0000814585-20-000022", "shares 1,219 → 1,183; owned following 578,562 → 578,598")]
    public void mbia_withheld_fewer_shares_than_first_said(string folder, string amendment, string original, string differences)
    {
        var filings = Read(folder);

        var state = AmendmentLinks.Decide(filings, []);

        var tie = Assert.Single(state.Ties);
        Assert.Equal(amendment, tie.Amendment);
        Assert.Equal((LinkState.Linked, original), (tie.Link.State, tie.Link.Original));
        Assert.Equal("owner, issuer, form family, filed 2020-03-06", tie.Link.Basis);
        Assert.Equal(AmendmentScope.Restatement, tie.Link.Scope);
        var fate = Assert.Single(state.Fates);
        Assert.Equal((new LineId(original, "I.1"), new LineId(amendment, "I.1")), (fate.Id, fate.By!.Value));
        Assert.Equal(differences, Differences(filings, original, amendment));
    }

    [Fact]
    public void citigroup_granted_fewer_options_and_says_that_table_one_stands()
    {
        var filings = Read("citigroup_fraser");
        var amendment = filings.Single(f => f.IsAmendment);
        var original = filings.Single(f => !f.IsAmendment && f.FiledDay == new DateOnly(2025, 10, 22));

        var state = AmendmentLinks.Decide(filings, []);

        var tie = Assert.Single(state.Ties);
        Assert.Equal((LinkState.Linked, original.Filing), (tie.Link.State, tie.Link.Original));
        Assert.Equal((AmendmentScope.Restatement, "all 2 lines return"), (tie.Link.Scope, tie.Link.ScopeBasis));
        Assert.Equal(
            "; shares 1,055,000 → 1,000,000, underlying shares 1,055,000 → 1,000,000, owned following 1,055,000 → 1,000,000",
            string.Join("; ", LineAlignment.Align(original.Lines, amendment.Lines).Pairs.Select(p => string.Join(", ", p.Changes))));
    }

    [Fact]
    public void orphans_are_said_to_be_orphans()
    {
        var state = AmendmentLinks.Decide(Read("orphans"), []);

        Assert.Equal(2, state.Ties.Count);
        Assert.All(state.Ties, t => Assert.Equal(LinkState.OriginalNotHeld, t.Link.State));
        Assert.Empty(state.Fates);
        Assert.Contains(state.Ties, t => string.Equals(t.Link.Basis, "no Form 4 of this issuer and owner filed 2024-11-04 is held", StringComparison.Ordinal));
        Assert.Contains(state.Ties, t => string.Equals(t.Link.Basis, "no Form 4 of this issuer and owner filed 2021-12-15 is held", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mbia_avitabile", "0000814585-20-000024", 540669, 540700)]
    [InlineData("mbia_bergonzi", "0000814585-20-000025", 793143, 793188)]
    [InlineData("mbia_harris", "0000814585-20-000026", 578562, 578598)]
    public void mbia_positions_are_higher_from_the_day_of_the_withholding_on(string folder, string amendment, int was, int @is)
    {
        var audit = AuditAmendments.One(amendment, FoldedHoldings.Of(Read(folder)))!;

        var effect = Assert.Single(audit.Positions);
        Assert.Equal(("Common Stock", "I", "D", null), (effect.SecurityTitle, effect.Table, effect.Ownership, effect.NatureOfOwnership));
        Assert.Equal((new DateOnly(2020, 3, 5), null), (effect.From, effect.To));
        Assert.Equal((was, @is), ((int)effect.Was!, (int)effect.Is!));
        Assert.Equal(4, audit.DaysAfterOriginal);
    }

    [Fact]
    public void citigroups_amendment_changes_the_options_only()
    {
        var filings = Read("citigroup_fraser");

        var audit = AuditAmendments.One(filings.Single(f => f.IsAmendment).Filing, FoldedHoldings.Of(filings))!;

        Assert.Equal([LineChange.Unchanged, LineChange.Corrected], audit.Lines.Select(l => l.Change));
        var effect = Assert.Single(audit.Positions);
        Assert.Equal(("Employee Stock Options (Right to Buy)", "II", 96.3m), (effect.SecurityTitle, effect.Table, effect.ConversionOrExercisePrice!.Value));
        Assert.Equal((new DateOnly(2025, 10, 22), null, 1055000m, 1000000m), (effect.From, effect.To, effect.Was!.Value, effect.Is!.Value));
    }

    private static string Differences(IReadOnlyList<AmendableFiling> filings, string original, string amendment)
    {
        var aligned = LineAlignment.Align(filings.Single(f => f.Filing == original).Lines, filings.Single(f => f.Filing == amendment).Lines);
        return string.Join("; ", Assert.Single(aligned.Pairs).Changes);
    }

    private static AmendableFiling[] Read(string folder) =>
    [
        .. Directory.EnumerateFiles(Corpus.At("amendments", folder)).Order(StringComparer.Ordinal).Select(path =>
        {
            var reading = DocumentReader.Read(File.ReadAllBytes(path), path);
            var form = reading.Filing!;
            var (knownAt, basis) = KnownClock.Of(form, null, DateTimeOffset.UnixEpoch);
            return new AmendableFiling
            {
                Filing = RecordFilingDecision.FilingOf(reading),
                Issuer = form.Issuer!.Cik!.Value.Value,
                FormType = form.FormType!,
                FiledOn = form.FiledOn,
                KnownAt = knownAt,
                KnownAtBasis = basis,
                DateOfOriginalSubmission = form.DateOfOriginalSubmission,
                PeriodOfReport = form.PeriodOfReport,
                Owners = [.. form.ReportingOwners.Select(o => o.Cik!.Value.Value)],
                Lines = form.Lines,
                Footnotes = form.Footnotes,
                Remarks = form.Remarks,
            };
        }),
    ];
}
