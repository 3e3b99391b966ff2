using HoldingsLedger.Amendments;
using HoldingsLedger.Filings;
using HoldingsLedger.Replay;

namespace HoldingsLedger.Holdings;

/// <summary>
/// Folds events into <see cref="InsiderHoldings"/>, commit by commit: what one commit did was done at once, in whatever order its
/// streams are read; a later commit builds on it.
/// </summary>
public static class HoldingsFold
{
    /// <summary>The holdings after one commit; unchanged (<c>null</c> if there were none) where none of its events concerns them.</summary>
    public static InsiderHoldings? Fold(InsiderHoldings? before, string person, string issuer, IEnumerable<object> commit)
    {
        var draft = new HoldingsDraft(before, person, issuer);
        foreach (var @event in commit) draft.Apply(@event);
        return draft.Finish();
    }

    /// <summary>The holdings after many commits, their events in order; the events of one commit share the instant of recording.</summary>
    internal static InsiderHoldings? Fold(string person, string issuer, IEnumerable<StoredEvent> events)
    {
        InsiderHoldings? holdings = null;
        var commit = new List<object>();
        var recordedAt = default(DateTimeOffset);
        foreach (var stored in events)
        {
            if (commit.Count > 0 && stored.RecordedAt != recordedAt)
            {
                holdings = Fold(holdings, person, issuer, commit);
                commit.Clear();
            }

            recordedAt = stored.RecordedAt;
            commit.Add(stored.Data);
        }

        return commit.Count > 0 ? Fold(holdings, person, issuer, commit) : holdings;
    }

    /// <summary>The holdings of every person in one issuer, from all events that name the issuer, in order.</summary>
    internal static IEnumerable<InsiderHoldings> FoldIssuer(string issuer, IEnumerable<StoredEvent> events)
    {
        var byPerson = new SortedDictionary<string, List<StoredEvent>>(StringComparer.Ordinal);
        foreach (var stored in events)
        {
            foreach (var (person, where) in Concerned(stored.Data))
            {
                if (!string.Equals(where, issuer, StringComparison.Ordinal)) continue;
                if (!byPerson.TryGetValue(person, out var list)) byPerson.Add(person, list = []);
                list.Add(stored);
            }
        }

        return byPerson.Select(p => Fold(p.Key, issuer, p.Value)!);
    }

    /// <summary>What each line supersedes follows from what superseded the others.</summary>
    internal static HeldFiling[] TurnedRound(HeldFiling[] filings)
    {
        var superseded = new Dictionary<LineId, LineId>();
        foreach (var filing in filings)
        {
            foreach (var line in filing.Lines)
            {
                if (line.SupersededBy is { } replacement) superseded[replacement.By] = new LineId(filing.Filing, line.Line.Line);
            }
        }

        return [.. filings.Select(f => f.Lines.All(l => l.Supersedes == EarlierOf(f, l)) ? f : f with { Lines = [.. f.Lines.Select(l => l with { Supersedes = EarlierOf(f, l) })] })];

        LineId? EarlierOf(HeldFiling filing, HeldLine line) => superseded.TryGetValue(new LineId(filing.Filing, line.Line.Line), out var found) ? found : null;
    }

    /// <summary>Whose holdings in which issuers an event concerns; nobody's for most events of filing streams.</summary>
    public static IEnumerable<(string Person, string Issuer)> Concerned(object @event) => @event switch
    {
        IHoldingEvent holding => [(holding.Person, holding.Issuer)],
        FilingRead read => Pairs(read.Owners.Select(o => o.Person), read.Issuer),
        FilingReread reread => Pairs(reread.Owners.Select(o => o.Person), reread.Issuer).Union(Pairs(reread.PreviousOwners.Select(o => o.Person), reread.PreviousIssuer)),
        AmendmentLinked linked => Pairs(linked.Persons, linked.Issuer),
        AmendmentUnlinked unlinked => Pairs(unlinked.Persons, unlinked.Issuer),
        _ => [],
    };

    private static IEnumerable<(string Person, string Issuer)> Pairs(IEnumerable<string> people, string issuer) => people.Distinct(StringComparer.Ordinal).Select(person => (person, issuer));
}
