using HoldingsLedger.Amendments;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Tests.Amendments;

/// <summary>Read models as the descriptions of the events of amendments say they come out, made without the projection.</summary>
internal static class FoldedHoldings
{
    /// <summary>One for each owner, after all these filings and what was decided about their amendments.</summary>
    public static InsiderHoldings[] Of(IReadOnlyList<AmendableFiling> filings, params ReviewedLink[] reviewed)
    {
        var state = AmendmentLinks.Decide(filings, reviewed);
        return
        [
            .. filings.SelectMany(f => f.Owners.Select(o => (Person: o, f.Issuer))).Distinct().Order().Select(of => new InsiderHoldings
            {
                Id = InsiderHoldings.IdOf(of.Person, of.Issuer),
                Person = of.Person,
                Issuer = of.Issuer,
                Filings =
                [
                    .. filings.Where(f => f.Owners.Contains(of.Person, StringComparer.Ordinal) && Same(f.Issuer, of.Issuer))
                        .OrderBy(f => f.KnownAt).ThenBy(f => f.Filing, StringComparer.Ordinal)
                        .Select(f => Held(f, of.Person, state)),
                ],
            }),
        ];
    }

    private static HeldFiling Held(AmendableFiling filing, string person, AmendmentState state) => new()
    {
        Filing = filing.Filing,
        FormType = filing.FormType,
        PeriodOfReport = filing.PeriodOfReport,
        FiledOn = filing.FiledOn,
        DateOfOriginalSubmission = filing.DateOfOriginalSubmission,
        AcceptedAt = filing.KnownAtBasis == KnownAtBasis.Acceptance ? filing.KnownAt : null,
        KnownAt = filing.KnownAt,
        KnownAtBasis = filing.KnownAtBasis,
        Owners = [.. filing.Owners.Select(o => new FilingOwner(o, Same(o, MadeUpForms.Ann) ? "Ann Alder" : Same(o, MadeUpForms.Bob) ? "Bob Birch" : o))],
        Footnotes = filing.Footnotes,
        Remarks = filing.Remarks,
        Amends = state.Ties.FirstOrDefault(t => Same(t.Amendment, filing.Filing))?.Link,
        Lines = [.. filing.Lines.Select(line => Held(new LineId(filing.Filing, line.Line), line, person, state))],
    };

    private static HeldLine Held(LineId id, ReportedLine line, string person, AmendmentState state)
    {
        var fate = state.Fates.SingleOrDefault(f => Same(f.Person, person) && f.Id == id);
        return new HeldLine
        {
            Line = line,
            Supersedes = state.Fates.FirstOrDefault(f => Same(f.Person, person) && f.By == id)?.Id,
            SupersededBy = fate?.By is { } by ? new LineReplacement(by, fate.At) : null,
            WithdrawnBy = fate is { By: null } ? new LineRemoval(fate.Amendment, fate.At) : null,
            RestatedForOthers = state.Standing.Where(s => Same(s.Person, person) && s.Id == id).Select(s => new OthersRestatement(s.Amendment, s.By, s.At)).ToArray() is { Length: > 0 } others ? others : null,
        };
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);
}
