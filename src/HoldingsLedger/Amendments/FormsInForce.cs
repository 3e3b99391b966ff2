using System.Globalization;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Amendments;

/// <summary>
/// The forms that amendments have made so far: each original with what amends it, and the lines of it that are in force. Amendments come
/// in the order in which they became known, so that each finds the lines as they stood on its day.
/// </summary>
/// <param name="among">All that is held of the owners, in the order in which it became known.</param>
internal sealed class FormsInForce(AmendableFiling[] among)
{
    /// <summary>Rules of 27 June 2003 (Release 33-8230): from the electronic forms on, an amendment gives new and corrected lines only.</summary>
    private static readonly DateOnly OnlyNewLinesSince = new(2003, 6, 30);

    private readonly Dictionary<string, Form> forms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> amends = new(StringComparer.Ordinal);
    private readonly HashSet<string> uncertain = new(StringComparer.Ordinal);
    private readonly List<LineFate> fates = [];
    private readonly List<StandingLine> standingForOthers = [];
    private int turn;

    public IReadOnlyList<LineFate> Fates => fates;

    /// <summary>Lines of owners whom an amendment does not name, which it states otherwise for the others.</summary>
    public IReadOnlyList<StandingLine> Standing => standingForOthers;

    /// <summary>A row of the form, and the line that stands there now for each owner: an amendment by one of them leaves the others' as it was.</summary>
    private sealed class Place
    {
        public Dictionary<string, (LineId Id, ReportedLine Line, ReportedLine Noted, int Turn)> Current { get; } = new(StringComparer.Ordinal);
    }

    /// <summary>What stands at a place for the owners of one amendment, with its footnotes' texts; where they differ, the latest.</summary>
    private sealed record PlaceInForce(Place Place, LineId Id, ReportedLine Noted);

    private sealed class Form
    {
        public List<Place> Places { get; } = [];
    }

    /// <summary>An amendment whose original is ambiguous: what amends it in turn is no more certain.</summary>
    public void MarkUncertain(AmendableFiling filing) => uncertain.Add(filing.Filing);

    public bool IsUncertain(string filing) => uncertain.Contains(RootNameOf(filing));

    /// <summary>The first filing of the form that this one belongs to.</summary>
    public string RootOf(AmendableFiling filing) => RootNameOf(filing.Filing);

    /// <summary>How much the lines of the candidate's form that are in force resemble the amendment's.</summary>
    public long LikenessOf(AmendableFiling candidate, AmendableFiling amendment) =>
        LineAlignment.Align([.. InForceFor(amendment, FormOf(candidate)).Select(p => p.Noted)], NotedLines.Of(amendment.Lines, amendment.Footnotes), AimWords.Of(amendment.Remarks)).Likeness;

    /// <summary>Puts the amendment's lines into force in place of those they correct.</summary>
    /// <returns>Its scope, and why; of the form's owners that the amendment does not name those whose lines stand, and those whose lines it withdraws.</returns>
    public (AmendmentScope Scope, string Because, string[] OwnersStanding, string[] OwnersDropped) Amend(AmendableFiling amendment, AmendableFiling original)
    {
        var form = FormOf(original);
        var standing = InForceFor(amendment, form);
        var noted = NotedLines.Of(amendment.Lines, amendment.Footnotes);
        var aligned = LineAlignment.Align([.. standing.Select(p => p.Noted)], noted, AimWords.Of(amendment.Remarks), row => LeftBefore(amendment, original, row));
        var standingOf = standing.ToDictionary(s => (object)s.Noted, ReferenceEqualityComparer.Instance);
        var rowOf = noted.Index().ToDictionary(n => (object)n.Item, n => n.Index, ReferenceEqualityComparer.Instance);
        // A holding never stands in for a transaction.
        var pairs = aligned.Pairs
            .Where(p => !(p.Before.Kind == LineKind.Transaction && p.After.Kind == LineKind.Holding))
            .Select(p => (standingOf[p.Before].Place, Row: rowOf[p.After]))
            .ToList();
        var returned = pairs.Select(p => p.Place).ToHashSet();
        PlaceInForce[] ofOriginal = [.. standing.Where(s => IsPartOf(s.Id.Filing, original.Filing))];
        PlaceInForce[] missing = [.. ofOriginal.Where(s => !returned.Contains(s.Place))];
        var (scope, because, inWords) = ScopeOf(amendment, ofOriginal.Length, missing);

        turn++;
        string[] leftOut = [.. form.Places.SelectMany(p => p.Current.Keys).Except(amendment.Owners, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var drops = OwnerWords.TakeOut(leftOut.Length, amendment.Remarks, amendment.Footnotes);
        if (drops) Withdraw(amendment, form.Places, leftOut);
        else LeaveStanding(amendment, leftOut, pairs, scope == AmendmentScope.Restatement ? missing : [], scope == AmendmentScope.Restatement && inWords);
        foreach (var (place, row) in pairs) Supersede(amendment, place, amendment.Lines[row], noted[row]);
        if (scope == AmendmentScope.Restatement) Withdraw(amendment, missing.Select(s => s.Place), amendment.Owners);
        form.Places.RemoveAll(p => p.Current.Count == 0);
        var paired = pairs.Select(p => p.Row).ToHashSet();
        if (!drops) LeaveStandingBesideAdded(amendment, leftOut, form, paired);
        form.Places.AddRange(amendment.Lines.Index().Where(l => !paired.Contains(l.Index)).Select(l => NewPlace(amendment, l.Item, noted[l.Index])));
        foreach (var row in aligned.Undecided)
        {
            because += $"; {row.After.Line} could correct {string.Join(" or ", row.Before.Select(b => standingOf[b].Id).Select(id => Same(id.Filing, original.Filing) ? id.Line : id.ToString()))}, nothing tells which: it counts as added";
        }

        amends[amendment.Filing] = original.Filing;
        return (scope, because, drops ? [] : leftOut, drops ? leftOut : []);
    }

    /// <summary>What the amendment says otherwise than the lines of owners it does not name; everything, where it says that it replaces the whole form: perhaps they should not have been in it.</summary>
    private void LeaveStanding(AmendableFiling amendment, string[] leftOut, List<(Place Place, int Row)> pairs, PlaceInForce[] missing, bool replacesAll)
    {
        foreach (var owner in leftOut)
        {
            foreach (var (place, row) in pairs)
            {
                if (place.Current.TryGetValue(owner, out var current) && (replacesAll || !LineDifference.None(current.Line, amendment.Lines[row]))) Stand(amendment, owner, current.Id, current.Line, new LineId(amendment.Filing, amendment.Lines[row].Line));
            }

            foreach (var place in missing.Select(s => s.Place))
            {
                if (place.Current.TryGetValue(owner, out var current)) Stand(amendment, owner, current.Id, current.Line, null);
            }
        }
    }

    /// <summary>A line that the amendment adds moves an account of the owners it does not name as well, if these are the same shares.</summary>
    private void LeaveStandingBesideAdded(AmendableFiling amendment, string[] leftOut, Form form, HashSet<int> paired)
    {
        foreach (var added in amendment.Lines.Where((_, row) => !paired.Contains(row)))
        {
            var account = RowAccount.Of(added);
            foreach (var owner in leftOut)
            {
                if (form.Places.LastOrDefault(p => p.Current.TryGetValue(owner, out var line) && RowAccount.Of(line.Line) == account) is not { } beside) continue;
                var (id, line, _, _) = beside.Current[owner];
                Stand(amendment, owner, id, line, new LineId(amendment.Filing, added.Line));
            }
        }
    }

    private void Stand(AmendableFiling amendment, string owner, LineId id, ReportedLine line, LineId? by)
    {
        if (standingForOthers.Exists(s => Same(s.Person, owner) && s.Id == id && Same(s.Amendment, amendment.Filing))) return;
        standingForOthers.Add(new StandingLine(owner, amendment.Issuer, id, line, amendment.Filing, by, amendment.KnownAt));
    }

    /// <summary>
    /// The balance that the last original of the family before this form printed last of a row's account; <c>null</c> where there is none. As filed: whether it
    /// was amended in turn depends on more than these filings.
    /// </summary>
    private decimal? LeftBefore(AmendableFiling amendment, AmendableFiling original, ReportedLine row)
    {
        var root = RootNameOf(original.Filing);
        var first = among.FirstOrDefault(f => Same(f.Filing, root)) ?? original;
        var account = RowAccount.Of(row);
        return among.Where(f => !f.IsAmendment && Same(f.Family, first.Family) && f.HasOwnerOf(amendment) && f.Precedes(first) && !Same(f.Filing, root))
            .Reverse()
            .SelectMany(f => f.Lines.Reverse())
            .FirstOrDefault(l => l.SharesOwnedFollowing is not null && RowAccount.Of(l) == account)?.SharesOwnedFollowing;
    }

    private static (AmendmentScope Scope, string Because, bool InWords) ScopeOf(AmendableFiling amendment, int lines, PlaceInForce[] missing)
    {
        if (lines > 0 && missing.Length == 0) return (AmendmentScope.Restatement, lines == 1 ? "the only line returns" : $"all {Text(lines)} lines return", RestatementWords.Find(amendment.Remarks, amendment.Footnotes) is not null);
        var stand = $"{Text(missing.Length)} of {Text(lines)} lines do not return and stand";
        var withdrawal = RestatementWords.FindWithdrawal(amendment.Remarks, amendment.Footnotes);
        var words = withdrawal ?? RestatementWords.Find(amendment.Remarks, amendment.Footnotes);
        var replaced = words is not null ? $"it says \"{words}\""
            : amendment.FiledDay < OnlyNewLinesSince ? "filed before 30 June 2003, when an amendment restated the whole form"
            : null;
        if (replaced is null) return (AmendmentScope.Partial, lines == 0 ? "what it amends has no lines in force" : stand, false);
        if (amendment.Lines.Count == 0 && lines > 0)
        {
            return withdrawal is null ? (AmendmentScope.Partial, $"{replaced}, but it has no lines; {stand}", false) : (AmendmentScope.Restatement, replaced, true);
        }

        if (!amendment.Lines.Any(l => l.Kind == LineKind.Transaction) && missing.Any(s => s.Noted.Kind == LineKind.Transaction))
        {
            return (AmendmentScope.Partial, $"{replaced}, but it has holdings only, which delete no transaction; {stand}", false);
        }

        return (AmendmentScope.Restatement, replaced, words is not null);
    }

    private void Supersede(AmendableFiling amendment, Place place, ReportedLine line, ReportedLine noted)
    {
        var id = new LineId(amendment.Filing, line.Line);
        foreach (var owner in amendment.Owners)
        {
            if (place.Current.TryGetValue(owner, out var current)) fates.Add(new LineFate(owner, amendment.Issuer, current.Id, current.Line, amendment.Filing, id, amendment.KnownAt));
            place.Current[owner] = (id, line, noted, turn);
        }
    }

    private void Withdraw(AmendableFiling amendment, IEnumerable<Place> places, IReadOnlyList<string> owners)
    {
        foreach (var place in places)
        {
            foreach (var owner in owners)
            {
                if (place.Current.Remove(owner, out var current)) fates.Add(new LineFate(owner, amendment.Issuer, current.Id, current.Line, amendment.Filing, null, amendment.KnownAt));
            }
        }
    }

    private Form FormOf(AmendableFiling filing)
    {
        var root = RootNameOf(filing.Filing);
        if (forms.TryGetValue(root, out var form)) return form;
        form = new Form();
        form.Places.AddRange(filing.Lines.Zip(NotedLines.Of(filing.Lines, filing.Footnotes), (line, noted) => NewPlace(filing, line, noted)));
        forms.Add(root, form);
        return form;
    }

    private Place NewPlace(AmendableFiling filing, ReportedLine line, ReportedLine noted)
    {
        var place = new Place();
        foreach (var owner in filing.Owners) place.Current[owner] = (new LineId(filing.Filing, line.Line), line, noted, turn);
        return place;
    }

    /// <summary>Rows that count for at least one owner of the amendment: the others' are none of its business.</summary>
    private static List<PlaceInForce> InForceFor(AmendableFiling amendment, Form form)
    {
        var standing = new List<PlaceInForce>();
        foreach (var place in form.Places)
        {
            var lines = amendment.Owners.Where(place.Current.ContainsKey).Select(o => place.Current[o]).ToArray();
            if (lines.Length == 0) continue;
            var (id, _, noted, _) = lines.MaxBy(l => l.Turn);
            // A copy, so that places stay apart where two filings share one line object.
            standing.Add(new PlaceInForce(place, id, noted with { }));
        }

        return standing;
    }

    private string RootNameOf(string filing)
    {
        while (amends.TryGetValue(filing, out var original)) filing = original;
        return filing;
    }

    /// <summary>Whether a filing is the given one or amends it, directly or through others.</summary>
    private bool IsPartOf(string filing, string whole)
    {
        while (!string.Equals(filing, whole, StringComparison.Ordinal))
        {
            if (!amends.TryGetValue(filing, out var original)) return false;
            filing = original;
        }

        return true;
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
