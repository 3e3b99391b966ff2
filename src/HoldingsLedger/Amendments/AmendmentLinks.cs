using System.Globalization;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Amendments;

/// <summary>
/// Decides what each amendment amends and what it does to lines. A function of what is held, not of the order in which it
/// arrived: amendments are taken in the order in which the public could know them, each seeing the lines then in force.
/// </summary>
/// <remarks>
/// An amendment names the day of its original, never its number (box "Date of Original Filed"). Meant is a filing of that day, of
/// the same issuer, with a common owner, of the same form family, known before. Of several, the one whose
/// lines in force are most alike; then the one of the same period, then of the same owners; then nobody's guess.
/// </remarks>
public static class AmendmentLinks
{
    /// <summary>
    /// The ties and fates as they should be, for the amendments among these filings.
    /// </summary>
    /// <param name="filings">All filings held that <see cref="Connected"/> names, or more; the same one twice counts once.</param>
    /// <param name="reviewed">A person's decisions, oldest first. They hold against any evidence.</param>
    /// <param name="among">What else is held of their owners: originals of the same family say what was left before. <c>null</c>: the filings themselves.</param>
    public static AmendmentState Decide(IEnumerable<AmendableFiling> filings, IEnumerable<ReviewedLink> reviewed, IEnumerable<AmendableFiling>? among = null)
    {
        var held = AmendableFiling.InOrder(filings).ToArray();
        var byName = held.ToDictionary(f => f.Filing, StringComparer.Ordinal);
        var decisions = new Dictionary<string, ReviewedLink>(StringComparer.Ordinal);
        foreach (var decision in reviewed) decisions[decision.Amendment] = decision;

        var forms = new FormsInForce(among is null ? held : [.. AmendableFiling.InOrder(among)]);
        var ties = new List<TiedAmendment>();
        foreach (var amendment in held.Where(f => f.IsAmendment))
        {
            var candidates = CandidatesOf(amendment, held);
            var link = decisions.TryGetValue(amendment.Filing, out var decision)
                ? AsDecided(amendment, decision, byName, candidates)
                : AsEvident(amendment, candidates, forms);
            if (link.Original is { } name && forms.IsUncertain(name))
            {
                link = link with { State = LinkState.Ambiguous, Original = null, Candidates = [name], Grounds = LinkGrounds.OriginalAmbiguous, Basis = $"amends {name}, whose own original is ambiguous" };
            }

            if (link is { State: LinkState.Linked, Original: { } original })
            {
                var (scope, because, standing, dropped) = forms.Amend(amendment, byName[original]);
                link = link with { Scope = scope, ScopeBasis = because, OwnersStanding = Owners(standing), OwnersDropped = Owners(dropped) };
            }
            else if (link.State == LinkState.Ambiguous)
            {
                forms.MarkUncertain(amendment);
            }

            ties.Add(new TiedAmendment(amendment.Filing, amendment.Issuer, amendment.Owners, link));
        }

        return new AmendmentState { Ties = ties, Fates = forms.Fates, Standing = forms.Standing };

        static FilingOwner[]? Owners(string[] people) => people.Length == 0 ? null : [.. people.Select(p => new FilingOwner(p, null))];
    }

    /// <summary>
    /// Whether the one may amend the other, as far as issuer, owners, form family, day and order tell: the rule that makes candidates.
    /// </summary>
    public static bool MayAmend(AmendableFiling amendment, AmendableFiling original) =>
        amendment.IsAmendment && amendment.DateOfOriginalSubmission is { } day && Matches(amendment, original)
        && (original.FiledDay == day || AcceptedDay(original) == day);

    /// <summary>
    /// The filings whose ties and lines may change when <paramref name="filing"/> arrives, itself among them: those that amendments
    /// join, directly or through others. For most filings it is the filing alone. Lines are not looked at.
    /// </summary>
    public static IReadOnlyList<AmendableFiling> Connected(IEnumerable<AmendableFiling> filings, string filing, IEnumerable<ReviewedLink> reviewed)
    {
        var waiting = filings.DistinctBy(f => f.Filing, StringComparer.Ordinal).ToList();
        var decided = reviewed.Where(r => r.Original is not null).Select(r => (r.Amendment, r.Original!)).ToHashSet();
        var found = waiting.Where(f => string.Equals(f.Filing, filing, StringComparison.Ordinal)).ToList();
        waiting.RemoveAll(f => string.Equals(f.Filing, filing, StringComparison.Ordinal));
        for (var i = 0; i < found.Count; i++)
        {
            var one = found[i];
            waiting.RemoveAll(other =>
            {
                if (!MayAmend(one, other) && !MayAmend(other, one) && !decided.Contains((one.Filing, other.Filing)) && !decided.Contains((other.Filing, one.Filing))) return false;
                found.Add(other);
                return true;
            });
        }

        return [.. AmendableFiling.InOrder(found)];
    }

    /// <summary>
    /// The filings whose ties and lines may change when <paramref name="filing"/> arrives: those of <see cref="Connected"/>, and the forms of later amendments for whose
    /// accounts it says what was left before, which can tell of several lots the one that is meant.
    /// </summary>
    public static IReadOnlyList<AmendableFiling> Concerned(IReadOnlyCollection<AmendableFiling> filings, string filing, IReadOnlyCollection<ReviewedLink> reviewed)
    {
        var arrived = filings.FirstOrDefault(f => string.Equals(f.Filing, filing, StringComparison.Ordinal));
        var accounts = arrived is null or { IsAmendment: true } ? [] : arrived.Lines.Select(RowAccount.Of).ToHashSet();
        var later = filings.Where(a => a.IsAmendment && accounts.Count > 0 && string.Equals(a.Family, arrived!.Family, StringComparison.Ordinal) && arrived.Precedes(a) && a.HasOwnerOf(arrived) && a.Lines.Any(l => accounts.Contains(RowAccount.Of(l))));
        return [.. later.Select(a => a.Filing).Prepend(filing).SelectMany(name => Connected(filings, name, reviewed)).DistinctBy(f => f.Filing, StringComparer.Ordinal)];
    }

    private static bool Matches(AmendableFiling amendment, AmendableFiling original) =>
        !string.Equals(amendment.Filing, original.Filing, StringComparison.Ordinal)
        && string.Equals(amendment.Issuer, original.Issuer, StringComparison.Ordinal)
        && string.Equals(amendment.Family, original.Family, StringComparison.Ordinal)
        && amendment.HasOwnerOf(original)
        && original.Precedes(amendment);

    /// <summary>A form accepted after 10 p.m. bears the next business day's date, its filer remembers the evening (17 CFR 232.13(a)(4)).</summary>
    private static DateOnly? AcceptedDay(AmendableFiling filing) => filing.KnownAtBasis == KnownAtBasis.Acceptance ? Forms.EasternTime.DayOf(filing.KnownAt) : null;

    private static AmendableFiling[] CandidatesOf(AmendableFiling amendment, IEnumerable<AmendableFiling> held)
    {
        if (amendment.DateOfOriginalSubmission is not { } day) return [];
        AmendableFiling[] possible = [.. held.Where(f => MayAmend(amendment, f))];
        AmendableFiling[] filedThatDay = [.. possible.Where(f => f.FiledDay == day)];
        return filedThatDay.Length > 0 ? filedThatDay : possible;
    }

    private static AmendmentLink AsDecided(AmendableFiling amendment, ReviewedLink decision, Dictionary<string, AmendableFiling> held, IReadOnlyList<AmendableFiling> candidates)
    {
        var link = new AmendmentLink { State = LinkState.OriginalNotHeld, Candidates = NamesOf(candidates), Grounds = LinkGrounds.Decided, Basis = $"decided by {decision.Who}: {decision.Why}" };
        if (decision.Original is not { } name) return link;
        if (!held.TryGetValue(name, out var original)) return link with { Basis = $"{link.Basis} (amends {name}, which is not held)" };
        return Matches(amendment, original)
            ? link with { State = LinkState.Linked, Original = name }
            : link with { Basis = $"{link.Basis} (amends {name}, which is no earlier form of this family, issuer and owners)" };
    }

    private static AmendmentLink AsEvident(AmendableFiling amendment, AmendableFiling[] candidates, FormsInForce forms)
    {
        if (amendment.DateOfOriginalSubmission is not { } day)
        {
            return new AmendmentLink { State = LinkState.OriginalNotHeld, Grounds = LinkGrounds.NoDayNamed, Basis = "the amendment does not say when its original was filed" };
        }

        var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (candidates.Length == 0)
        {
            return new AmendmentLink { State = LinkState.OriginalNotHeld, Grounds = LinkGrounds.NoneOfThatDay, Basis = $"no Form {amendment.Family} of this issuer and owner filed {date} is held" };
        }

        var basis = candidates[0].FiledDay == day
            ? $"owner, issuer, form family, filed {date}"
            : $"owner, issuer, form family, accepted in the evening of {date}";
        var names = NamesOf(candidates);
        if (candidates.Length == 1) return new AmendmentLink { State = LinkState.Linked, Original = names[0], Candidates = names, Grounds = LinkGrounds.OnlyOne, Basis = basis };

        // Filings that amend one another are one form: which of them is meant changes no line.
        var ranked = candidates
            .GroupBy(c => forms.RootOf(c), StringComparer.Ordinal)
            .Select(form => (
                Filings: form.ToArray(),
                Likeness: form.Max(c => forms.LikenessOf(c, amendment)),
                SamePeriod: form.Any(c => c.PeriodOfReport is { } period && period == amendment.PeriodOfReport),
                SameOwners: form.Any(c => c.Owners.ToHashSet(StringComparer.Ordinal).SetEquals(amendment.Owners))))
            .OrderByDescending(f => f.Likeness).ThenByDescending(f => f.SamePeriod).ThenByDescending(f => f.SameOwners)
            .ToArray();
        var (best, next) = (ranked[0], ranked.Length > 1 ? ranked[1] : default);
        if (ranked.Length > 1 && best.Likeness == next.Likeness && best.SamePeriod == next.SamePeriod && best.SameOwners == next.SameOwners)
        {
            return new AmendmentLink
            {
                State = LinkState.Ambiguous,
                Candidates = names,
                Grounds = LinkGrounds.NoneNearer,
                Basis = $"{basis}: {names.Length.ToString(CultureInfo.InvariantCulture)} filings, none nearer than another",
            };
        }

        var noted = NotedLines.Of(amendment.Lines, amendment.Footnotes);
        var chosen = best.Filings
            .OrderByDescending(c => LineAlignment.Align(NotedLines.Of(c.Lines, c.Footnotes), noted).Likeness)
            .ThenByDescending(c => Array.IndexOf(best.Filings, c))
            .First();
        var (grounds, nearest) = ranked.Length == 1 ? (LinkGrounds.LastAmended, "the form as last amended")
            : best.Likeness != next.Likeness ? (LinkGrounds.LinesMostAlike, "the lines most alike")
            : best.SamePeriod != next.SamePeriod ? (LinkGrounds.SamePeriod, "the same period of report")
            : (LinkGrounds.SameOwners, "the same owners");
        return new AmendmentLink
        {
            State = LinkState.Linked,
            Original = chosen.Filing,
            Candidates = names,
            Grounds = grounds,
            Basis = $"{basis}; of {names.Length.ToString(CultureInfo.InvariantCulture)} filings {nearest}",
        };
    }

    private static string[] NamesOf(IEnumerable<AmendableFiling> filings) => [.. filings.Select(f => f.Filing)];
}
