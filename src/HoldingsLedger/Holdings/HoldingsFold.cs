using HoldingsLedger.Amendments;
using HoldingsLedger.Filings;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Holdings;

/// <summary>
/// Folds events into <see cref="InsiderHoldings"/>. The result does not depend on the order in which streams are read:
/// a line may come before its filing's header and a mark before its line, since one commit writes many streams.
/// </summary>
public static class HoldingsFold
{
    /// <summary>The holdings after these events; <c>null</c> if there were none before and no event concerns them.</summary>
    public static InsiderHoldings? Fold(InsiderHoldings? before, string person, string issuer, IEnumerable<object> events)
    {
        var draft = new Draft(before);
        foreach (var @event in events) draft.Apply(@event);
        return draft.Finish(person, issuer) ?? before;
    }

    /// <summary>The issuer an event concerns; <c>null</c> for one that concerns nobody's holdings.</summary>
    public static string? IssuerOf(object @event) => @event switch
    {
        IHoldingEvent holding => holding.Issuer,
        FilingRead read => read.Issuer,
        AmendmentLinked linked => linked.Issuer,
        AmendmentUnlinked unlinked => unlinked.Issuer,
        _ => null,
    };

    /// <summary>The people whose holdings an event concerns.</summary>
    public static IEnumerable<string> PeopleOf(object @event) => @event switch
    {
        IHoldingEvent holding => [holding.Person],
        FilingRead read => read.Owners.Select(o => o.Person).Distinct(StringComparer.Ordinal),
        AmendmentLinked linked => linked.Persons.Distinct(StringComparer.Ordinal),
        AmendmentUnlinked unlinked => unlinked.Persons.Distinct(StringComparer.Ordinal),
        _ => [],
    };

    public static bool Concerns(object @event, string person, string issuer) =>
        string.Equals(IssuerOf(@event), issuer, StringComparison.Ordinal) && PeopleOf(@event).Contains(person, StringComparer.Ordinal);

    /// <summary>The holdings of every person in one issuer, from all events that name the issuer.</summary>
    public static IEnumerable<InsiderHoldings> FoldIssuer(string issuer, IEnumerable<object> events)
    {
        var byPerson = new SortedDictionary<string, List<object>>(StringComparer.Ordinal);
        foreach (var @event in events)
        {
            foreach (var person in PeopleOf(@event))
            {
                if (!byPerson.TryGetValue(person, out var list)) byPerson.Add(person, list = []);
                list.Add(@event);
            }
        }

        return byPerson.Select(p => Fold(null, p.Key, issuer, p.Value)!);
    }

    /// <summary>A filing while it is being folded.</summary>
    private sealed class FilingDraft(string filing)
    {
        public HeldFiling Held { get; set; } = new() { Filing = filing, FormType = "", KnownAt = default, KnownAtBasis = default, Owners = [] };

        public List<HeldLine> Lines { get; } = [];

        public bool LinesChanged { get; set; }
    }

    private sealed class Draft
    {
        private readonly Dictionary<string, FilingDraft> filings = new(StringComparer.Ordinal);

        /// <summary>What amendments did to lines, carried out when every line of the events is there.</summary>
        private readonly List<object> marks = [];

        private bool changed;

        public Draft(InsiderHoldings? before)
        {
            foreach (var filing in before?.Filings ?? [])
            {
                var draft = new FilingDraft(filing.Filing) { Held = filing };
                draft.Lines.AddRange(filing.Lines);
                filings.Add(filing.Filing, draft);
            }
        }

        public void Apply(object @event)
        {
            changed = true;
            switch (@event)
            {
                case FilingRead read:
                    var draft = Of(read.Filing);
                    draft.Held = draft.Held with
                    {
                        FormType = read.Form.FormType ?? "",
                        PeriodOfReport = read.Form.PeriodOfReport,
                        FiledOn = read.Form.FiledOn,
                        DateOfOriginalSubmission = read.Form.DateOfOriginalSubmission,
                        AcceptedAt = read.Form.AcceptedAt,
                        KnownAt = read.KnownAt,
                        KnownAtBasis = read.KnownAtBasis,
                        NoSecuritiesOwned = read.Form.NoSecuritiesOwned,
                        IssuerName = read.Form.Issuer?.Name,
                        TradingSymbol = read.Form.Issuer?.TradingSymbol,
                        Owners = read.Owners,
                        Footnotes = read.Form.Footnotes,
                        Remarks = read.Form.Remarks,
                    };
                    break;
                case TransactionReported reported:
                    Add(reported.Filing, reported.Line);
                    break;
                case HoldingReported reported:
                    Add(reported.Filing, reported.Line);
                    break;
                case AmendmentLinked linked:
                    Of(linked.Amendment).Held = Of(linked.Amendment).Held with { Amends = linked.Link };
                    break;
                case AmendmentUnlinked unlinked:
                    Of(unlinked.Amendment).Held = Of(unlinked.Amendment).Held with { Amends = null };
                    break;
                case LineSuperseded or LineWithdrawn or LineReinstated:
                    marks.Add(@event);
                    break;
            }
        }

        public InsiderHoldings? Finish(string person, string issuer)
        {
            if (!changed) return null;
            foreach (var mark in marks) Carry(mark);
            var finished = filings.Values
                .Select(f => f.LinesChanged ? f.Held with { Lines = [.. f.Lines.OrderBy(l => l.Line.Table).ThenBy(l => Row(l.Line.Line))] } : f.Held)
                .OrderBy(f => f.KnownAt).ThenBy(f => f.Filing, StringComparer.Ordinal)
                .ToArray();
            return new InsiderHoldings { Id = InsiderHoldings.IdOf(person, issuer), Person = person, Issuer = issuer, Filings = finished };
        }

        private void Carry(object mark)
        {
            switch (mark)
            {
                case LineSuperseded superseded:
                    Change(superseded.Line, line => line with { SupersededBy = new LineReplacement(superseded.By, superseded.At) });
                    Change(superseded.By, line => line with { Supersedes = superseded.Line });
                    break;
                case LineWithdrawn withdrawn:
                    Change(withdrawn.Line, line => line with { WithdrawnBy = new LineRemoval(withdrawn.By, withdrawn.At) });
                    break;
                case LineReinstated reinstated:
                    Change(reinstated.Line, line => line with { SupersededBy = null, WithdrawnBy = null });
                    if (reinstated.NoLongerBy is { } by) Change(by, line => line.Supersedes == reinstated.Line ? line with { Supersedes = null } : line);
                    break;
            }
        }

        private void Change(LineId id, Func<HeldLine, HeldLine> change)
        {
            var draft = Of(id.Filing);
            var at = draft.Lines.FindIndex(l => string.Equals(l.Line.Line, id.Line, StringComparison.Ordinal));
            // A mark without its line would be forgotten in silence.
            if (at < 0) throw new InvalidDataException($"An event speaks of line {id}, which no event before it reports.");
            draft.Lines[at] = change(draft.Lines[at]);
            draft.LinesChanged = true;
        }

        private static int Row(string line) => int.Parse(line.AsSpan(line.IndexOf('.', StringComparison.Ordinal) + 1), System.Globalization.CultureInfo.InvariantCulture);

        private FilingDraft Of(string filing)
        {
            if (!filings.TryGetValue(filing, out var draft)) filings.Add(filing, draft = new FilingDraft(filing));
            return draft;
        }

        private void Add(string filing, ReportedLine line)
        {
            var draft = Of(filing);
            draft.LinesChanged = true;
            draft.Lines.Add(new HeldLine { Line = line });
        }
    }
}
