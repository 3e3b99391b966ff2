using System.Text.RegularExpressions;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Amendments;

/// <summary>An amendment with its tie.</summary>
public sealed record TiedAmendment(string Amendment, string Issuer, IReadOnlyList<string> Persons, AmendmentLink Link);

/// <summary>What an amendment did to a line of one owner: <see cref="By"/> took its place, or, where that is <c>null</c>, it is withdrawn.</summary>
public sealed record LineFate(string Person, string Issuer, LineId Id, ReportedLine Line, string Amendment, LineId? By, DateTimeOffset At);

/// <summary>A line of an owner whom an amendment of the joint form does not name: <see cref="By"/> states it otherwise for the others, or, where that is <c>null</c>, their restatement leaves it out.</summary>
public sealed record StandingLine(string Person, string Issuer, LineId Id, ReportedLine Line, string Amendment, LineId? By, DateTimeOffset At)
{
    /// <summary>What is recorded of it: everything but the line itself.</summary>
    internal static IEqualityComparer<StandingLine> SameRecord { get; } = EqualityComparer<StandingLine>.Create(
        (one, other) => Recorded(one!) == Recorded(other!), standing => Recorded(standing).GetHashCode());

    private static (string, string, LineId, string, LineId?, DateTimeOffset) Recorded(StandingLine s) => (s.Person, s.Issuer, s.Id, s.Amendment, s.By, s.At);
}

/// <summary>
/// The ties of a set of amendments and what they did to lines. Either as it should be (<see cref="AmendmentLinks.Decide"/>) or as
/// recorded (<see cref="Of"/>); <see cref="ChangesTo"/> gives the events that lead from the one to the other.
/// </summary>
public sealed partial record AmendmentState
{
    /// <summary>In the order in which the amendments became known.</summary>
    public IReadOnlyList<TiedAmendment> Ties { get; init; } = [];

    /// <summary>One at most for each owner and line.</summary>
    public IReadOnlyList<LineFate> Fates { get; init; } = [];

    /// <summary>Lines that stand for their owner while an amendment states them otherwise for the other owners of the form. One at most for each owner, line and amendment.</summary>
    public IReadOnlyList<StandingLine> Standing { get; init; } = [];

    /// <summary>As recorded in the read models of the owners; give those of all owners of the filings concerned.</summary>
    public static AmendmentState Of(IEnumerable<InsiderHoldings> holdings)
    {
        var (ties, fates, standing) = (new List<TiedAmendment>(), new List<LineFate>(), new List<StandingLine>());
        foreach (var held in holdings)
        {
            foreach (var filing in held.Filings)
            {
                if (filing.Amends is { } link) ties.Add(new TiedAmendment(filing.Filing, held.Issuer, [.. filing.Owners.Select(o => o.Person)], link));
                foreach (var line in filing.Lines)
                {
                    var id = new LineId(filing.Filing, line.Line.Line);
                    standing.AddRange((line.RestatedForOthers ?? []).Select(r => new StandingLine(held.Person, held.Issuer, id, line.Line, r.Amendment, r.By, r.At)));
                    if (line.SupersededBy is { } replacement) fates.Add(new LineFate(held.Person, held.Issuer, id, line.Line, replacement.By.Filing, replacement.By, replacement.At));
                    else if (line.WithdrawnBy is { } removal) fates.Add(new LineFate(held.Person, held.Issuer, id, line.Line, removal.Filing, null, removal.At));
                }
            }
        }

        return new AmendmentState { Ties = [.. ties.DistinctBy(t => t.Amendment, StringComparer.Ordinal)], Fates = fates, Standing = standing };
    }

    /// <summary>
    /// The events that make the recorded state (this) the desired one, ties first, then lines reinstated before any is superseded or
    /// withdrawn. Nothing where the two agree. Amendments that the desired state does not speak of are left alone.
    /// </summary>
    public IReadOnlyList<AmendmentChange> ChangesTo(AmendmentState desired)
    {
        var changes = new List<AmendmentChange>();
        var recordedTies = Ties.ToDictionary(t => t.Amendment, StringComparer.Ordinal);
        foreach (var tie in desired.Ties)
        {
            var recorded = recordedTies.GetValueOrDefault(tie.Amendment);
            if (recorded is not null && Agree(recorded.Link, tie.Link)) continue;
            if (recorded?.Link.Original is { } original && !string.Equals(original, tie.Link.Original, StringComparison.Ordinal))
            {
                changes.Add(new AmendmentChange(tie.Amendment, null, new AmendmentUnlinked(tie.Amendment, tie.Issuer, tie.Persons, original, tie.Link.Basis)));
            }

            changes.Add(new AmendmentChange(tie.Amendment, null, new AmendmentLinked(tie.Amendment, tie.Issuer, tie.Persons, tie.Link)));
        }

        var spokenOf = desired.Ties.Select(t => t.Amendment).ToHashSet(StringComparer.Ordinal);
        var desiredFates = desired.Fates.ToDictionary(f => (f.Person, f.Id));
        var recordedFates = Fates.ToDictionary(f => (f.Person, f.Id));
        foreach (var fate in Fates)
        {
            var wanted = desiredFates.GetValueOrDefault((fate.Person, fate.Id));
            if (wanted is null ? !spokenOf.Contains(fate.Amendment) : Agree(fate, wanted)) continue;
            changes.Add(new AmendmentChange(null, fate.Line, new LineReinstated(fate.Person, fate.Issuer, fate.Id, fate.Amendment, fate.By)));
        }

        foreach (var standing in Standing.Where(s => spokenOf.Contains(s.Amendment)).Except(desired.Standing, StandingLine.SameRecord))
        {
            changes.Add(new AmendmentChange(null, standing.Line, new LineReinstated(standing.Person, standing.Issuer, standing.Id, standing.Amendment, standing.By)));
        }

        foreach (var standing in desired.Standing.Except(Standing, StandingLine.SameRecord))
        {
            changes.Add(new AmendmentChange(null, standing.Line, new LineRestatedForOthers(standing.Person, standing.Issuer, standing.Id, standing.Amendment, standing.By, standing.At)));
        }

        foreach (var fate in desired.Fates)
        {
            if (recordedFates.TryGetValue((fate.Person, fate.Id), out var recorded) && Agree(recorded, fate)) continue;
            changes.Add(new AmendmentChange(null, fate.Line, fate.By is { } by
                ? new LineSuperseded(fate.Person, fate.Issuer, fate.Id, by, fate.At)
                : new LineWithdrawn(fate.Person, fate.Issuer, fate.Id, fate.Amendment, fate.At)));
        }

        return changes;
    }

    private static HashSet<string> PeopleIn(IReadOnlyList<FilingOwner>? owners) => [.. (owners ?? []).Select(o => o.Person)];

    private static bool Agree(LineFate one, LineFate other) =>
        one.By == other.By && one.At == other.At && string.Equals(one.Amendment, other.Amendment, StringComparison.Ordinal);

    /// <summary>
    /// Evidence in other words is the same evidence: what counts is why the tie was made, and every number, day, filing and quotation in the words. A
    /// person's words are evidence themselves. A tie that was recorded before its grounds were, is held against the rest.
    /// </summary>
    private static bool SayTheSame(AmendmentLink one, AmendmentLink other)
    {
        if (one.Grounds is { } grounds && other.Grounds is { } others && grounds != others) return false;
        var sameBasis = one.Grounds == LinkGrounds.Decided || other.Grounds == LinkGrounds.Decided
            ? string.Equals(one.Basis, other.Basis, StringComparison.Ordinal)
            : FactsIn(one.Basis).SequenceEqual(FactsIn(other.Basis), StringComparer.Ordinal);
        return sameBasis && FactsIn(one.ScopeBasis).SequenceEqual(FactsIn(other.ScopeBasis), StringComparer.Ordinal);

        static IEnumerable<string> FactsIn(string? words) => Fact().Matches(words ?? "").Select(m => m.Value);
    }

    [GeneratedRegex("\"[^\"]*\"|[\\w.-]*[0-9][\\w-]*", RegexOptions.CultureInvariant, Patterns.Patience)]
    private static partial Regex Fact();

    private static bool Agree(AmendmentLink one, AmendmentLink other) =>
        one.State == other.State
        && one.Scope == other.Scope
        && string.Equals(one.Original, other.Original, StringComparison.Ordinal)
        && SayTheSame(one, other)
        && PeopleIn(one.OwnersStanding).SetEquals(PeopleIn(other.OwnersStanding))
        && PeopleIn(one.OwnersDropped).SetEquals(PeopleIn(other.OwnersDropped))
        && one.Candidates.SequenceEqual(other.Candidates, StringComparer.Ordinal);
}

/// <summary>An event to append: on the stream of <see cref="Filing"/>, or, where that is <c>null</c>, on the holding stream of the event's person and <see cref="Line"/>.</summary>
public sealed record AmendmentChange(string? Filing, ReportedLine? Line, object Event);
