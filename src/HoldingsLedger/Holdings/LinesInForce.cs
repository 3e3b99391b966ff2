using HoldingsLedger.Forms;

namespace HoldingsLedger.Holdings;

/// <summary>One filing's say at its place in the order of acceptance: its lines in force, in row order.</summary>
internal sealed class Statement
{
    public required HeldFiling Filing { get; init; }

    public List<CountedLine> Lines { get; } = [];

    /// <summary>A Form 3 that says nothing is owned, in force: every account is zero from this day.</summary>
    public DateOnly? NothingOwnedFrom { get; set; }
}

/// <summary>Lines that a linked amendment adds: they stand at the original's place if the numbers agree there, else at the amendment's.</summary>
internal sealed record AddedLines(int Original, int Amendment, IReadOnlyList<CountedLine> Lines);

/// <summary>
/// The lines that count as known at an instant (domain section 3.1). A line counts from its filing's acceptance until an amendment known by
/// then supersedes it (the amended line takes its place) or withdraws it. Lines of an ambiguous amendment do not count;
/// one whose original is not held counts as a filing of its own.
/// </summary>
internal sealed class LinesInForce
{
    private readonly Dictionary<LineId, (HeldFiling Filing, HeldLine Held)> lines = [];
    private readonly Dictionary<string, HeldFiling> filings = new(StringComparer.Ordinal);
    private readonly DateTimeOffset knownAt;

    private LinesInForce(DateTimeOffset knownAt) => this.knownAt = knownAt;

    /// <summary>Every place in the order of acceptance; amendments too, for their own lines may have to stand there.</summary>
    public List<Statement> Statements { get; } = [];

    public List<AddedLines> Added { get; } = [];

    /// <summary>Amendments that could amend several filings, until a person settles it.</summary>
    public List<HeldFiling> Ambiguous { get; } = [];

    public static LinesInForce At(InsiderHoldings holdings, DateTimeOffset knownAt)
    {
        var inForce = new LinesInForce(knownAt);
        var anyReplaced = false;
        foreach (var filing in holdings.Filings)
        {
            if (filing.KnownAt > knownAt) break;
            inForce.filings[filing.Filing] = filing;
            if (filing.Amends is not null) anyReplaced = true;
        }

        if (anyReplaced)
        {
            foreach (var filing in inForce.filings.Values)
            {
                foreach (var held in filing.Lines) inForce.lines[new LineId(filing.Filing, held.Line.Line)] = (filing, held);
            }
        }

        inForce.Place(holdings);
        return inForce;
    }

    private void Place(InsiderHoldings holdings)
    {
        // All places first: of an original on paper only the day is known, and its amendment of that day may stand before it.
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var filing in holdings.Filings)
        {
            if (filing.KnownAt > knownAt) break;
            places[filing.Filing] = Statements.Count;
            Statements.Add(new Statement { Filing = filing });
        }

        foreach (var statement in Statements)
        {
            var filing = statement.Filing;
            switch (filing.Amends)
            {
                case { State: LinkState.Ambiguous }:
                    Ambiguous.Add(filing);
                    break;
                case { State: LinkState.Linked } when RootOf(filing) is { } root && places.TryGetValue(root.Filing, out var original):
                    var added = filing.Lines.Where(IsAdded).Select(held => Current(filing, held, null)).OfType<CountedLine>().ToList();
                    added.ForEach(line => line.IsAdded = true);
                    if (added.Count > 0) Added.Add(new AddedLines(original, places[filing.Filing], added));
                    // An amendment that lists a forgotten holding leaves everything else at nothing.
                    if (NothingOwnedDay(filing) is { } day) Statements[original].NothingOwnedFrom = day;
                    break;
                default:
                    statement.NothingOwnedFrom = NothingOwnedDay(filing);
                    foreach (var held in filing.Lines)
                    {
                        if (Current(filing, held, null) is { } counted) statement.Lines.Add(counted);
                    }

                    break;
            }
        }
    }

    // Only a Form 3 speaks of everything at once, and only where it lists nothing: 1 means none are owned (domain section 4.7).
    private static DateOnly? NothingOwnedDay(HeldFiling filing) =>
        filing is { NoSecuritiesOwned: true, IsForm3: true, Lines.Count: 0 } ? filing.PeriodOfReport ?? filing.FiledOn : null;

    private bool IsAdded(HeldLine held) => held.Supersedes is not { } superseded || !lines.ContainsKey(superseded);

    /// <summary>The filing at the start of a chain of amendments; itself where it amends nothing held.</summary>
    private HeldFiling? RootOf(HeldFiling filing)
    {
        var root = filing;
        for (var steps = 0; steps <= filings.Count; steps++)
        {
            if (root.Amends is not { State: LinkState.Linked, Original: { } original }) return ReferenceEquals(root, filing) ? null : root;
            if (!filings.TryGetValue(original, out var earlier)) return ReferenceEquals(root, filing) ? null : root;
            root = earlier;
        }

        return null; // amendments in a ring: no link leads anywhere, each stands alone
    }

    /// <summary>The line in force at this line's place, or <c>null</c> where it is withdrawn. A corrected holding keeps the day of the row it corrects.</summary>
    private CountedLine? Current(HeldFiling filing, HeldLine held, DateOnly? holdingDay)
    {
        for (var steps = 0; steps <= lines.Count; steps++)
        {
            if (held.WithdrawnBy is { } removal && removal.At <= knownAt) return null;
            if (held.Line.Kind == LineKind.Holding) holdingDay ??= EffectiveDay.Of(filing, held.Line).On;
            if (held.SupersededBy is not { } replacement || replacement.At > knownAt || !lines.TryGetValue(replacement.By, out var by)) break;
            (filing, held) = by;
        }

        var (on, missing) = EffectiveDay.Of(filing, held.Line);
        var counted = CountedLine.Of(filing, held, held.Line.Kind == LineKind.Holding ? holdingDay ?? on : on, missing);
        if (held.RestatedForOthers is { } others) counted.ForOthers = [.. others.Where(r => r.At <= knownAt)];
        return counted;
    }
}
