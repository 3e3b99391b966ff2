using System.Globalization;
using HoldingsLedger.Amendments;
using HoldingsLedger.Filings;
using HoldingsLedger.Forms;
using HoldingsLedger.Replay;
using HoldingsLedger.Review;

namespace HoldingsLedger.Holdings;

/// <summary>One insider's holdings while the events of one commit are folded into them. First lines, as read and read again; then what amendments and people say of them.</summary>
internal sealed class HoldingsDraft
{
    private readonly InsiderHoldings? before;
    private readonly string person;
    private readonly string issuer;
    private readonly Dictionary<string, FilingDraft> filings = new(StringComparer.Ordinal);
    private readonly List<object> marks = [];
    private bool changed;

    public HoldingsDraft(InsiderHoldings? before, string person, string issuer)
    {
        (this.before, this.person, this.issuer) = (before, person, issuer);
        foreach (var filing in before?.Filings ?? []) filings.Add(filing.Filing, new FilingDraft(filing));
    }

    public void Apply(object @event)
    {
        changed = true;
        switch (@event)
        {
            case FilingRead read:
                Of(read.Filing).Read(read.Form, read.KnownAt, read.KnownAtBasis, read.Owners);
                break;
            case FilingReread reread when string.Equals(reread.Issuer, issuer, StringComparison.Ordinal) && reread.Owners.Any(o => string.Equals(o.Person, person, StringComparison.Ordinal)):
                Of(reread.Filing).Read(reread.Form, reread.KnownAt, reread.KnownAtBasis, reread.Owners);
                break;
            case FilingReread reread:
                Of(reread.Filing).Retracted = true;
                break;
            case TransactionReported reported:
                Of(reported.Filing).Add(reported.Line);
                break;
            case HoldingReported reported:
                Of(reported.Filing).Add(reported.Line);
                break;
            case LineRecovered recovered:
                Of(recovered.Filing).Add(recovered.Line);
                break;
            case LineReinterpreted reinterpreted:
                Of(reinterpreted.Filing).ReadAgain.Add(reinterpreted.WasLine, reinterpreted.Line);
                break;
            case LineWithdrawn { By: null } withdrawn:
                Of(withdrawn.Line.Filing).ReadAgain.Add(withdrawn.Line.Line, null);
                break;
            case AmendmentLinked linked:
                Of(linked.Amendment).Held = Of(linked.Amendment).Held with { Amends = linked.Link };
                break;
            case AmendmentUnlinked unlinked when string.Equals(Of(unlinked.Amendment).Held.Amends?.Original, unlinked.Original, StringComparison.Ordinal):
                Of(unlinked.Amendment).Held = Of(unlinked.Amendment).Held with { Amends = null };
                break;
            case AmendmentUnlinked:
                // The tie that takes its place is of the same commit, and was read before.
                break;
            case LineSuperseded or LineWithdrawn or LineReinstated or LineRestatedForOthers or LineDecided or LineDecisionTakenBack:
                marks.Add(@event);
                break;
        }
    }

    public InsiderHoldings? Finish()
    {
        if (!changed) return before;
        foreach (var filing in filings.Values.Where(f => f.ReadAgain.Count > 0).ToArray()) Renumber(filing);
        foreach (var mark in marks) Carry(mark);
        var turned = marks.Count > 0 || filings.Values.Any(f => f.ReadAgain.Count > 0);
        HeldFiling[] finished = [.. filings.Values.Select(f => f.Finish())];
        if (turned) finished = HoldingsFold.TurnedRound(finished);
        return new InsiderHoldings
        {
            Id = InsiderHoldings.IdOf(person, issuer),
            Person = person,
            Issuer = issuer,
            Fold = LedgerFolds.Version,
            Filings =
            [
                .. finished.Where(f => !filings[f.Filing].Retracted)
                    .OrderBy(f => f.KnownAt).ThenBy(f => f.Filing, StringComparer.Ordinal),
            ],
            FormerFilings = FormerFilings() is { Length: > 0 } former ? former : null,
        };
    }

    private string[] FormerFilings() =>
    [
        .. (before?.FormerFilings ?? []).Where(f => !filings.ContainsKey(f)).Concat(filings.Values.Where(f => f.Retracted).Select(f => f.Held.Filing)).Order(StringComparer.Ordinal),
    ];

    /// <summary>Carries out all of a new reading's changes to a filing's lines at once, since their numbers may change places; what points to them follows.</summary>
    private void Renumber(FilingDraft filing)
    {
        var numbers = filing.ReadAgain;
        filing.ReadLinesAgain();
        foreach (var other in filings.Values)
        {
            for (var i = 0; i < other.Lines.Count; i++)
            {
                if (other.Lines[i].SupersededBy is { } replacement
                    && string.Equals(replacement.By.Filing, filing.Held.Filing, StringComparison.Ordinal)
                    && numbers.GetValueOrDefault(replacement.By.Line) is { } now)
                {
                    other.Lines[i] = other.Lines[i] with { SupersededBy = replacement with { By = replacement.By with { Line = now.Line } } };
                    other.LinesChanged = true;
                }
            }
        }
    }

    private void Carry(object mark)
    {
        switch (mark)
        {
            case LineSuperseded superseded:
                Change(superseded.Line, line => line with { SupersededBy = new LineReplacement(superseded.By, superseded.At) });
                break;
            case LineWithdrawn { By: { } by, At: { } at } withdrawn:
                Change(withdrawn.Line, line => line with { WithdrawnBy = new LineRemoval(by, at) });
                break;
            case LineReinstated reinstated:
                Change(reinstated.Line, line => Without(line, reinstated.Amendment));
                break;
            case LineRestatedForOthers restated:
                Change(restated.Line, line => With(Without(line, restated.Amendment), new OthersRestatement(restated.Amendment, restated.By, restated.At)));
                break;
            case LineDecisionTakenBack back:
                Change(back.Line, DecidedLine.Without);
                break;
            case LineDecided decided:
                Change(decided.Line, line => DecidedLine.With(line, new LineDecision(decided.Field, decided.Value, decided.Who, decided.Why)));
                break;
        }
    }

    private static HeldLine With(HeldLine line, OthersRestatement restated) => line with
    {
        RestatedForOthers = [.. (line.RestatedForOthers ?? []).Append(restated).OrderBy(r => r.At).ThenBy(r => r.Amendment, StringComparer.Ordinal)],
    };

    private static HeldLine Without(HeldLine line, string amendment)
    {
        OthersRestatement[] others = [.. (line.RestatedForOthers ?? []).Where(r => !Same(r.Amendment, amendment))];
        return line with
        {
            SupersededBy = Same(line.SupersededBy?.By.Filing, amendment) ? null : line.SupersededBy,
            WithdrawnBy = Same(line.WithdrawnBy?.Filing, amendment) ? null : line.WithdrawnBy,
            RestatedForOthers = others.Length > 0 ? others : null,
        };

        static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.Ordinal);
    }

    private void Change(LineId id, Func<HeldLine, HeldLine> change)
    {
        var filing = Of(id.Filing);
        var at = filing.Lines.FindIndex(l => string.Equals(l.Line.Line, id.Line, StringComparison.Ordinal));
        // A mark without its line would be forgotten in silence.
        if (at < 0) throw new InvalidDataException($"An event speaks of line {id}, which no event before it reports.");
        filing.Lines[at] = change(filing.Lines[at]);
        filing.LinesChanged = true;
    }

    private FilingDraft Of(string filing)
    {
        if (!filings.TryGetValue(filing, out var draft)) filings.Add(filing, draft = new FilingDraft(new HeldFiling { Filing = filing, FormType = "", KnownAt = default, KnownAtBasis = default, Owners = [] }));
        return draft;
    }

    /// <summary>A filing while it is being folded; its header may come after its lines.</summary>
    private sealed class FilingDraft
    {
        public FilingDraft(HeldFiling held)
        {
            Held = held;
            Lines = [.. held.Lines];
        }

        public HeldFiling Held { get; set; }

        public List<HeldLine> Lines { get; private set; }

        public bool LinesChanged { get; set; }

        /// <summary>A new reading shows that this person never filed it.</summary>
        public bool Retracted { get; set; }

        /// <summary>By its number before: a line as now read, or <c>null</c> where it never was.</summary>
        public Dictionary<string, ReportedLine?> ReadAgain { get; } = new(StringComparer.Ordinal);

        public void Read(OwnershipFiling form, DateTimeOffset knownAt, KnownAtBasis basis, IReadOnlyList<FilingOwner> owners)
        {
            Retracted = false;
            Held = Held with
            {
                FormType = form.FormType ?? "",
                PeriodOfReport = form.PeriodOfReport,
                FiledOn = form.FiledOn,
                DateOfOriginalSubmission = form.DateOfOriginalSubmission,
                AcceptedAt = form.AcceptedAt,
                KnownAt = knownAt,
                KnownAtBasis = basis,
                NoSecuritiesOwned = form.NoSecuritiesOwned,
                IssuerName = form.Issuer?.Name,
                TradingSymbol = form.Issuer?.TradingSymbol,
                Owners = owners,
                Footnotes = form.Footnotes,
                Remarks = form.Remarks,
            };
        }

        public void Add(ReportedLine line)
        {
            Lines.Add(new HeldLine { Line = line });
            LinesChanged = true;
        }

        public void ReadLinesAgain()
        {
            // A line recovered under a number that another one bore is no line of that number's past.
            Lines = [.. Lines.Select((line, at) => (line, at)).SelectMany(l => Again(l.line, l.at < Held.Lines.Count))];
            LinesChanged = true;
        }

        public HeldFiling Finish() => LinesChanged
            ? Held with { Lines = [.. Lines.OrderBy(l => l.Line.Table).ThenBy(l => Row(l.Line.Line))] }
            : Held;

        private IEnumerable<HeldLine> Again(HeldLine line, bool stoodBefore)
        {
            if (!stoodBefore || !ReadAgain.TryGetValue(line.Line.Line, out var now)) yield return line;
            else if (now is not null) yield return DecidedLine.ReadAgain(line, now);
        }

        private static int Row(string line) => int.Parse(line.AsSpan(line.IndexOf('.', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
    }
}
