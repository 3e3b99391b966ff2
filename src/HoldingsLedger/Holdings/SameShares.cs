using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HoldingsLedger.Filings;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Holdings;

/// <summary>
/// Filings that report the same shares twice (domain section 3.6): more than ten owners need a second filing, which repeats the tables for
/// the others (same issuer, period and lines, other owners, accepted close together).
/// </summary>
public sealed class SameShares
{
    // Two filings of one transaction go out one after the other; a day later is another matter.
    private static readonly TimeSpan Close = TimeSpan.FromHours(24);

    // Owners a form has room for.
    private const int Room = 10;

    private readonly Dictionary<string, IReadOnlyList<FilingOwner>> beside;

    private SameShares(Dictionary<string, IReadOnlyList<FilingOwner>> beside) => this.beside = beside;

    /// <summary>The owners of other filings that repeat this filing's tables.</summary>
    public IReadOnlyList<FilingOwner> OwnersBeside(string filing) => beside.GetValueOrDefault(filing, []);

    /// <summary>Found among the filings of all insiders of an issuer, or of several issuers.</summary>
    public static SameShares Among(IEnumerable<InsiderHoldings> insiders, DateTimeOffset knownAt)
    {
        var filings = new Dictionary<string, (string Issuer, HeldFiling Filing)>(StringComparer.Ordinal);
        foreach (var insider in insiders)
        {
            foreach (var filing in insider.Filings)
            {
                if (filing.KnownAt <= knownAt && filing.Lines.Count > 0) filings.TryAdd(filing.Filing, (insider.Issuer, filing));
            }
        }

        var repeated = new Dictionary<string, IReadOnlyList<FilingOwner>>(StringComparer.Ordinal);
        foreach (var alike in filings.Values.GroupBy(held => (held.Issuer, held.Filing.FormType, held.Filing.PeriodOfReport, held.Filing.Lines.Count), held => held.Filing))
        {
            // Only a filing with several owners can have run out of room for more.
            var list = alike.OrderBy(filing => filing.KnownAt).ToList();
            if (list.Count < 2 || !list.Exists(filing => filing.Owners.Count > 1)) continue;
            foreach (var filing in list)
            {
                var owners = Beside(filing, list, held => held.Owners.Count, Repeats).SelectMany(other => other.Owners).DistinctBy(owner => owner.Person, StringComparer.Ordinal).ToList();
                if (owners.Count > 0) repeated[filing.Filing] = owners;
            }
        }

        return new SameShares(repeated);
    }

    /// <summary>Found in the register, for the filings of some insiders: filings with one digest say the same of the same shares.</summary>
    /// <param name="rows">The register's rows of those filings and of all that share a digest with one of them.</param>
    internal static SameShares Of(IEnumerable<RegisteredFiling> rows, DateTimeOffset knownAt)
    {
        var repeated = new Dictionary<string, IReadOnlyList<FilingOwner>>(StringComparer.Ordinal);
        foreach (var alike in rows.Where(r => r.TablesDigest is not null && r.KnownAt <= knownAt).GroupBy(r => (r.Issuer, r.TablesDigest)))
        {
            var list = alike.OrderBy(r => r.KnownAt).ThenBy(r => r.Id, StringComparer.Ordinal).ToList();
            if (list.Count < 2 || !list.Exists(r => r.Owners.Count > 1)) continue;
            foreach (var filing in list)
            {
                var owners = Beside(filing, list, row => row.Owners.Count, AreApart).SelectMany(other => other.Owners).DistinctBy(owner => owner.Person, StringComparer.Ordinal).ToList();
                if (owners.Count > 0) repeated[filing.Id] = owners;
            }
        }

        return new SameShares(repeated);

        static bool AreApart(RegisteredFiling one, RegisteredFiling other) =>
            !ReferenceEquals(one, other) && (one.KnownAt!.Value - other.KnownAt!.Value).Duration() <= Close && (one.Owners.Count > 1 || other.Owners.Count > 1)
            && !one.Owners.Any(owner => other.Owners.Any(theirs => string.Equals(owner.Person, theirs.Person, StringComparison.Ordinal)));
    }

    // Several filings of one owner each that are like one that had room for them are equal grants to several directors, one of which a fund reports too; which one, nothing says.
    private static IEnumerable<T> Beside<T>(T filing, List<T> alike, Func<T, int> owners, Func<T, T, bool> repeats)
        where T : class
    {
        return alike.Where(other => repeats(filing, other) && !AreEqualGrants(other));

        bool AreEqualGrants(T other)
        {
            var (single, group) = owners(filing) == 1 ? (filing, other) : (other, filing);
            return owners(single) == 1 && owners(group) < Room && alike.Count(third => owners(third) == 1 && repeats(group, third)) > 1;
        }
    }

    /// <summary>16 hexadecimal digits of what the tables say, in the fields by which a repeated filing is known; <c>null</c> where there are no lines.</summary>
    public static string? DigestOf(OwnershipFiling filing)
    {
        if (filing.Lines.Count == 0) return null;
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{filing.FormType}|{filing.PeriodOfReport:yyyy-MM-dd}");
        foreach (var line in filing.Lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"|{line.Table}{line.Kind}{line.TransactionOn:yyyy-MM-dd}/{line.Shares:G29}{line.AcquiredDisposed}{line.SharesOwnedFollowing:G29}${line.ValueOwnedFollowing:G29} {HoldingStream.SecurityKeyOf(line)}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
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
