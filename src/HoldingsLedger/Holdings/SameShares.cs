namespace HoldingsLedger.Holdings;

/// <summary>
/// Filings that report the same shares twice: more than ten owners need a second filing, which repeats the tables for
/// the others (same issuer, period and lines, other owners, accepted close together).
/// </summary>
public sealed class SameShares
{
    // Two filings of one transaction go out one after the other; a day later is another matter.
    private static readonly TimeSpan Close = TimeSpan.FromHours(24);

    private readonly Dictionary<string, IReadOnlyList<FilingOwner>> beside;

    private SameShares(Dictionary<string, IReadOnlyList<FilingOwner>> beside) => this.beside = beside;

    /// <summary>The owners of other filings that repeat this filing's tables.</summary>
    public IReadOnlyList<FilingOwner> OwnersBeside(string filing) => beside.GetValueOrDefault(filing, []);

    /// <summary>Found among the filings of all insiders of one issuer.</summary>
    public static SameShares Among(IEnumerable<InsiderHoldings> insidersOfOneIssuer, DateTimeOffset knownAt)
    {
        var filings = new Dictionary<string, HeldFiling>(StringComparer.Ordinal);
        foreach (var insider in insidersOfOneIssuer)
        {
            foreach (var filing in insider.Filings)
            {
                if (filing.KnownAt <= knownAt && filing.Lines.Count > 0) filings.TryAdd(filing.Filing, filing);
            }
        }

        var repeated = new Dictionary<string, IReadOnlyList<FilingOwner>>(StringComparer.Ordinal);
        foreach (var alike in filings.Values.GroupBy(filing => (filing.FormType, filing.PeriodOfReport, filing.Lines.Count)))
        {
            // Only a filing with several owners can have run out of room for more.
            var list = alike.OrderBy(filing => filing.KnownAt).ToList();
            if (list.Count < 2 || !list.Exists(filing => filing.Owners.Count > 1)) continue;
            foreach (var filing in list)
            {
                var owners = list.Where(other => Repeats(filing, other)).SelectMany(other => other.Owners).DistinctBy(owner => owner.Person, StringComparer.Ordinal).ToList();
                if (owners.Count > 0) repeated[filing.Filing] = owners;
            }
        }

        return new SameShares(repeated);
    }

    private static bool Repeats(HeldFiling one, HeldFiling other)
    {
        if (ReferenceEquals(one, other) || (one.KnownAt - other.KnownAt).Duration() > Close) return false;
        if (one.Owners.Count < 2 && other.Owners.Count < 2) return false;
        if (one.Owners.Any(owner => other.Owners.Any(theirs => string.Equals(owner.Person, theirs.Person, StringComparison.Ordinal)))) return false;
        for (var i = 0; i < one.Lines.Count; i++)
        {
            var (mine, theirs) = (one.Lines[i].Line, other.Lines[i].Line);
            if (mine.Table != theirs.Table || mine.Kind != theirs.Kind || mine.TransactionOn != theirs.TransactionOn
                || mine.Shares != theirs.Shares || !string.Equals(mine.AcquiredDisposed, theirs.AcquiredDisposed, StringComparison.Ordinal)
                || mine.SharesOwnedFollowing != theirs.SharesOwnedFollowing || mine.ValueOwnedFollowing != theirs.ValueOwnedFollowing
                || !string.Equals(SecurityTitle.Fold(mine.SecurityTitle), SecurityTitle.Fold(theirs.SecurityTitle), StringComparison.Ordinal)) return false;
        }

        return true;
    }
}
