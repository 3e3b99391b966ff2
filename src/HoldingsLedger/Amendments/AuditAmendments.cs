using System.Globalization;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Amendments;

/// <summary>Holds amendments against their originals, from what the read models of their owners say of both.</summary>
public static class AuditAmendments
{
    /// <summary>The audit of one amendment; <c>null</c> if none of the holdings has a filing of this name that amends.</summary>
    /// <param name="ofOwners">The holdings of all owners of the amendment in its issuer, or as many as concern the asker.</param>
    /// <param name="withPositions">Working out positions takes longer than all the rest; a summary does without.</param>
    public static AmendmentAudit? One(string amendment, IReadOnlyCollection<InsiderHoldings> ofOwners, bool withPositions = true)
    {
        InsiderHoldings[] concerned = [.. ofOwners.Where(h => Find(h, amendment) is not null).OrderBy(h => h.Person, StringComparer.Ordinal)];
        if (concerned.Length == 0 || Find(concerned[0], amendment) is not { } filing || !IsAmendment(filing)) return null;

        var link = filing.Amends ?? new AmendmentLink { State = LinkState.OriginalNotHeld, Basis = "no tie is recorded" };
        var original = link.Original is { } name ? concerned.Select(h => Find(h, name)).FirstOrDefault(f => f is not null) : null;
        return new AmendmentAudit
        {
            Amendment = amendment,
            FormType = filing.FormType,
            Issuer = concerned[0].Issuer,
            IssuerName = filing.IssuerName,
            Owners = filing.Owners,
            AcceptedAt = filing.AcceptedAt,
            KnownAt = filing.KnownAt,
            Link = new AuditedLink(link.State, link.Original, link.Candidates, link.Basis),
            Scope = link.Scope,
            ScopeBasis = link.ScopeBasis,
            OwnersLeftOut =
            [
                .. (link.OwnersStanding ?? []).Select(o => new OwnerLeftOut(o.Person, o.Name, LinesStand: true)),
                .. (link.OwnersDropped ?? []).Select(o => new OwnerLeftOut(o.Person, o.Name, LinesStand: false)),
            ],
            Remarks = filing.Remarks,
            DaysAfterOriginal = original is not null && DayOf(original) is { } from && DayOf(filing) is { } to ? to.DayNumber - from.DayNumber : null,
            Lines = link.State == LinkState.Linked ? LinesOf(filing, link.Original!, concerned) : [],
            Positions = withPositions ? [.. concerned.Concat(LeftOut(ofOwners, link)).SelectMany(h => PositionEffects.Of(h, filing))] : [],
        };
    }

    /// <summary>The audits of all amendments that these holdings know, in the order in which the amendments became known.</summary>
    public static IReadOnlyList<AmendmentAudit> All(IReadOnlyCollection<InsiderHoldings> holdings, bool withPositions = true) =>
    [
        .. holdings
            .GroupBy(h => h.Issuer, StringComparer.Ordinal)
            .SelectMany(issuer => issuer
                .SelectMany(h => h.Filings.Where(IsAmendment).Select(f => (f.Filing, f.KnownAt)))
                .Distinct()
                .Select(f => (f.KnownAt, Audit: One(f.Filing, [.. issuer], withPositions)!)))
            .OrderBy(a => a.KnownAt).ThenBy(a => a.Audit.Amendment, StringComparer.Ordinal)
            .Select(a => a.Audit),
    ];

    /// <summary>The amendments of others that say something of these holdings' lines: of forms filed jointly with owners whom the amendment names alone.</summary>
    public static IEnumerable<string> ByOthers(IEnumerable<InsiderHoldings> holdings) => holdings.SelectMany(h => h.Filings
        .SelectMany(f => f.Lines)
        .SelectMany(l => (l.RestatedForOthers ?? []).Select(r => r.Amendment).Concat(l.WithdrawnBy is { } removal ? [removal.Filing] : []))
        .Where(amendment => Find(h, amendment) is null))
        .Distinct(StringComparer.Ordinal);

    /// <summary>The holdings of owners whose lines the amendment withdraws without naming them.</summary>
    private static IEnumerable<InsiderHoldings> LeftOut(IEnumerable<InsiderHoldings> ofOwners, AmendmentLink link) =>
        ofOwners.Where(h => (link.OwnersDropped ?? []).Any(o => string.Equals(o.Person, h.Person, StringComparison.Ordinal))).OrderBy(h => h.Person, StringComparer.Ordinal);

    private static bool IsAmendment(HeldFiling filing) => filing.FormType.EndsWith("/A", StringComparison.Ordinal);

    private static HeldFiling? Find(InsiderHoldings holdings, string filing) => holdings.Filings.FirstOrDefault(f => string.Equals(f.Filing, filing, StringComparison.Ordinal));

    private static DateOnly? DayOf(HeldFiling filing) => filing.FiledOn ?? (filing.KnownAtBasis == KnownAtBasis.Receipt ? null : EasternTime.DayOf(filing.KnownAt));

    /// <summary>Owners of a joint form may have had different lines in force; of several that one amended line replaces, the latest is shown.</summary>
    private static List<AuditedLine> LinesOf(HeldFiling amendment, string original, InsiderHoldings[] concerned)
    {
        var ofEachOwner = concerned.Select(h => LinesOf(amendment, original, h)).ToArray();
        var touched = ofEachOwner.SelectMany(lines => lines).Where(l => l.Change != LineChange.NotRestated).Select(Key).ToHashSet();
        var lines = ofEachOwner
            .SelectMany(lines => lines)
            .Where(l => l.Change != LineChange.NotRestated || !touched.Contains(Key(l)))
            .DistinctBy(Key)
            .ToList();
        foreach (var replaced in lines.Where(l => l.Amended is not null).GroupBy(l => l.Amended, StringComparer.Ordinal).Where(g => g.Count() > 1).ToArray())
        {
            var latest = replaced.MaxBy(l => concerned.Max(h => PlaceOf(h, l.InForceAs?.Split('/')[0] ?? l.OriginalFiling!)));
            lines.RemoveAll(l => replaced.Contains(l) && l != latest);
        }

        lines = [.. lines.OrderBy(l => concerned.Max(h => PlaceOf(h, l.OriginalFiling!))).ThenBy(l => l.Before!.Table).ThenBy(l => RowOf(l.Original!))];
        var returned = lines.Select(l => l.Amended).ToHashSet(StringComparer.Ordinal);
        lines.AddRange(amendment.Lines
            .Where(l => !returned.Contains(l.Line.Line))
            .Select(l => new AuditedLine(LineChange.Added, null, l.Line.Line, [], null) { After = l.Line }));
        return lines;

        static int RowOf(string line) => int.Parse(line.AsSpan(line.IndexOf('.', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);

        static (string?, string?, string?) Key(AuditedLine line) => (line.OriginalFiling, line.Original, line.InForceAs);
    }

    private static IEnumerable<AuditedLine> LinesOf(HeldFiling amendment, string original, InsiderHoldings holdings)
    {
        var amended = amendment.Lines.ToDictionary(l => l.Line.Line, l => l.Line, StringComparer.Ordinal);
        var place = PlaceOf(holdings, amendment.Filing);
        var replacedBy = holdings.Filings
            .SelectMany(f => f.Lines.Where(l => l.SupersededBy is not null).Select(l => (By: l.SupersededBy!.By, Line: new LineId(f.Filing, l.Line.Line))))
            .ToLookup(r => r.By, r => r.Line);
        foreach (var filing in holdings.Filings)
        {
            var ofOriginal = IsPartOf(holdings, filing, original) && PlaceOf(holdings, filing.Filing) < place;
            foreach (var held in filing.Lines)
            {
                var inForce = new LineId(filing.Filing, held.Line.Line);
                var named = InOriginal(inForce) ?? inForce;
                var line = new AuditedLine(LineChange.NotRestated, named.Line, null, [], named.Filing) { Before = held.Line, InForceAs = named == inForce ? null : inForce.ToString() };
                if (held.SupersededBy is { } replacement && IsAmendments(replacement.By.Filing) && amended.TryGetValue(replacement.By.Line, out var by))
                {
                    var changes = LineDifference.Between(held.Line, by);
                    yield return line with
                    {
                        Change = changes.Count == 0 ? LineChange.Unchanged : LineChange.Corrected,
                        Amended = by.Line,
                        Fields = changes,
                        Footnotes = NotedLines.Differences(held.Line, filing.Footnotes, by, amendment.Footnotes),
                        After = by,
                    };
                }
                else if (held.WithdrawnBy is { } removal && IsAmendments(removal.Filing))
                {
                    yield return line with { Change = LineChange.Withdrawn };
                }
                else if (ofOriginal && StoodBefore(held))
                {
                    yield return line;
                }
            }
        }

        // A line that an earlier amendment replaced is named by its place in the form that is amended.
        LineId? InOriginal(LineId line)
        {
            var at = line;
            for (var steps = 0; steps <= holdings.Filings.Count; steps++)
            {
                if (string.Equals(at.Filing, original, StringComparison.Ordinal)) return at;
                if (!replacedBy.Contains(at)) return null;
                at = replacedBy[at].First();
            }

            return null;
        }

        bool IsAmendments(string filing) => string.Equals(filing, amendment.Filing, StringComparison.Ordinal);

        bool StoodBefore(HeldLine held) => (held.SupersededBy?.By.Filing ?? held.WithdrawnBy?.Filing) is not { } later || PlaceOf(holdings, later) > place;
    }

    private static int PlaceOf(InsiderHoldings holdings, string filing)
    {
        for (var place = 0; place < holdings.Filings.Count; place++)
        {
            if (string.Equals(holdings.Filings[place].Filing, filing, StringComparison.Ordinal)) return place;
        }

        return -1;
    }

    /// <summary>Whether a filing is the original or amends it, directly or through others.</summary>
    private static bool IsPartOf(InsiderHoldings holdings, HeldFiling filing, string original)
    {
        var at = filing;
        for (var steps = 0; at is not null && steps <= holdings.Filings.Count; steps++)
        {
            if (string.Equals(at.Filing, original, StringComparison.Ordinal)) return true;
            at = at.Amends is { State: LinkState.Linked, Original: { } earlier } ? Find(holdings, earlier) : null;
        }

        return false;
    }
}
