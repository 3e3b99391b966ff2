using HoldingsLedger.Holdings;
using HoldingsLedger.Amendments;
using HoldingsLedger.Forms;
using static HoldingsLedger.Tests.Amendments.MadeUpForms;

namespace HoldingsLedger.Tests.Amendments;

#pragma warning disable CA5394 // A world that its seed repeats is what is wanted.

/// <summary>Small worlds of forms and amendments of every kind, crowded on few days so that they get in each other's way.</summary>
internal static class SimulatedAmendments
{
    public static AmendableFiling[] World(int seed)
    {
        var random = new Random(seed);
        var forms = new List<AmendableFiling>();
        for (var i = 0; i < random.Next(2, 9); i++)
        {
            var filed = random.Next(6, 9).ToString("00", System.Globalization.CultureInfo.InvariantCulture);
            var family = random.Next(5) == 0 ? "5" : "4";
            var form = Form($"F{i}", family, filed, Lines(random)) with { Owners = Owners(random) };
            forms.Add(form.At(random.Next(9, 17)));
        }

        for (var i = 0; i < random.Next(1, 6); i++)
        {
            var named = forms[random.Next(forms.Count)];
            var filed = named.FiledOn!.Value.AddDays(random.Next(0, 3));
            var lines = random.Next(4) switch
            {
                0 => named.Lines.Take(1).Select(l => l with { Shares = l.Shares + 7 }),
                1 => named.Lines.Select(l => l with { SharesOwnedFollowing = l.SharesOwnedFollowing + 9 }),
                2 => named.Lines.Concat(Lines(random)),
                _ => Lines(random),
            };
            var amendment = Form($"M{i}", $"{named.Family}/A", filed.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), [.. lines]) with
            {
                DateOfOriginalSubmission = named.FiledOn,
                Owners = random.Next(3) == 0 ? Owners(random) : named.Owners,
                Remarks = random.Next(4) == 0 ? "This Form 4/A amends and restates in its entirety the original Form 4." : null,
            };
            forms.Add(amendment.At(random.Next(9, 17)));
        }

        return [.. forms];
    }

    /// <summary>The state after these events, read as their descriptions say.</summary>
    public static AmendmentState Recorded(AmendmentState before, IReadOnlyList<AmendmentChange> changes, IEnumerable<AmendableFiling> held)
    {
        var filings = held.ToDictionary(f => f.Filing, StringComparer.Ordinal);
        var (ties, fates, standing) = (before.Ties.ToList(), before.Fates.ToList(), before.Standing.ToList());
        foreach (var change in changes)
        {
            switch (change.Event)
            {
                case AmendmentUnlinked unlinked:
                    if (ties.RemoveAll(t => Same(t.Amendment, unlinked.Amendment) && Same(t.Link.Original, unlinked.Original)) != 1) throw new InvalidOperationException($"{unlinked} of a tie that is not there.");
                    break;
                case AmendmentLinked linked:
                    ties.RemoveAll(t => Same(t.Amendment, linked.Amendment));
                    ties.Add(new TiedAmendment(linked.Amendment, linked.Issuer, linked.Persons, linked.Link));
                    break;
                case LineReinstated reinstated:
                    if (fates.RemoveAll(f => Same(f.Person, reinstated.Person) && f.Id == reinstated.Line && f.By == reinstated.NoLongerBy && Same(f.Amendment, reinstated.Amendment))
                        + standing.RemoveAll(s => Same(s.Person, reinstated.Person) && s.Id == reinstated.Line && s.By == reinstated.NoLongerBy && Same(s.Amendment, reinstated.Amendment)) != 1) throw new InvalidOperationException($"{reinstated} of a line that counts.");
                    break;
                case LineRestatedForOthers restated:
                    standing.Add(new StandingLine(restated.Person, restated.Issuer, restated.Line, LineOf(restated.Line), restated.Amendment, restated.By, restated.At));
                    break;
                case LineSuperseded superseded:
                    Add(new LineFate(superseded.Person, superseded.Issuer, superseded.Line, LineOf(superseded.Line), superseded.By.Filing, superseded.By, superseded.At));
                    break;
                case LineWithdrawn withdrawn:
                    Add(new LineFate(withdrawn.Person, withdrawn.Issuer, withdrawn.Line, LineOf(withdrawn.Line), withdrawn.By!, null, withdrawn.At!.Value));
                    break;
                default:
                    throw new InvalidOperationException($"{change.Event} is no event of amendments.");
            }
        }

        return new AmendmentState { Ties = ties, Fates = fates, Standing = standing };

        ReportedLine LineOf(LineId id) => filings[id.Filing].Lines.Single(l => Same(l.Line, id.Line));

        void Add(LineFate fate)
        {
            if (fates.Any(f => Same(f.Person, fate.Person) && f.Id == fate.Id)) throw new InvalidOperationException($"{fate} of a line that no longer counts.");
            fates.Add(fate);
        }
    }

    private static ReportedLine[] Lines(Random random) =>
    [
        .. Enumerable.Range(0, random.Next(0, 4)).Select(_ => random.Next(3) switch
        {
            0 => Rows.Held(random.Next(8, 11) * 100, random.Next(2) == 0 ? null : "By Trust"),
            1 => Rows.Sale(random.Next(1, 4) * 100, random.Next(8, 11) * 100, random.Next(10, 12)),
            _ => Rows.Trade("A", "A", random.Next(1, 4) * 100, random.Next(8, 11) * 100),
        }),
    ];

    private static string[] Owners(Random random) => random.Next(4) switch
    {
        0 => [Bob],
        1 => [Ann, Bob],
        _ => [Ann],
    };

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);
}
