using HoldingsLedger.Forms;

namespace HoldingsLedger.Amendments;

/// <summary>
/// How likely two rows of one table mean the same transaction or holding, in thousandths: what agrees, as a share of
/// what either row states. A field that both leave empty is no evidence. The same in both directions.
/// </summary>
/// <remarks>
/// The weights follow what tells rows apart in real forms. Security, date, code, direction and way of owning say of what kind a
/// row is, and every row of a busy day shares them; shares, price and balances say which one it is. Weights and
/// <see cref="Enough"/> are set together: rows that share their kind and one number are one row, rows that share only
/// their kind, or only their numbers with direction and way of owning both turned round, are two.
/// </remarks>
internal static class LineLikeness
{
    /// <summary>Rows that say the same in every field. More than any two other pairs together, so that identical rows always stay together.</summary>
    public const int Identical = 2001;

    /// <summary>Below this, two rows are not taken for one.</summary>
    public const int Enough = 620;

    private const int NearbyDays = 7;

    public static int Of(ReportedLine one, ReportedLine other) => AreTwoTrades(one, other) ? 0 : Likeness(one, other);

    /// <summary>
    /// The likeness of rows of one kind where the filer speaks of a correction and there is no other row for it to be one of: then every amount
    /// may be another.
    /// </summary>
    public static int OfCorrected(ReportedLine one, ReportedLine other) => Likeness(one, other) is var alike && alike > 0 ? Math.Max(alike, Enough) : 0;

    private static int Likeness(ReportedLine one, ReportedLine other)
    {
        if (one.Table != other.Table) return 0;
        if (LineDifference.None(one, other)) return Identical;
        if ((FollowOnEachOther(one, other) && !SameTrade(one, other)) || AreTwoGrants(one, other)) return 0;

        var (agreed, stated) = (0, 0);
        Count(12, one.Kind == other.Kind ? 12 : 0);
        Count(20, Titles(one.SecurityTitle, other.SecurityTitle, 20));
        Count(10, Same(one.Ownership, other.Ownership, 10));
        Count(14, Same(Fold(one.NatureOfOwnership), Fold(other.NatureOfOwnership), 14));
        Count(12, Days(one.TransactionOn, other.TransactionOn, 12));
        Count(16, Same(one.TransactionCode, other.TransactionCode, 16));
        Count(20, Same(one.AcquiredDisposed, other.AcquiredDisposed, 20));
        Count(20, Numbers(one.Shares, other.Shares, 20));
        Count(20, Numbers(one.TotalValue, other.TotalValue, 20));
        // Grants and gifts are all filed at a price of zero: that tells no two of them apart.
        Count(6, one.PricePerShare == 0 && other.PricePerShare == 0 ? null : Numbers(one.PricePerShare, other.PricePerShare, 8));
        // So is what is left after a last sale.
        Count(16, one.SharesOwnedFollowing == 0 && other.SharesOwnedFollowing == 0 ? null : Numbers(one.SharesOwnedFollowing, other.SharesOwnedFollowing, 16));
        Count(16, Numbers(one.ValueOwnedFollowing, other.ValueOwnedFollowing, 16));
        Count(16, BalanceBefore(one) is { } before && BalanceBefore(other) is { } otherBefore && (before != 0 || otherBefore != 0) ? (before == otherBefore ? 16 : 0) : null);
        if (one.Table == FormTable.II)
        {
            Count(16, Numbers(one.ConversionOrExercisePrice, other.ConversionOrExercisePrice, 16));
            Count(10, Days(one.ExpiresOn, other.ExpiresOn, 10));
            Count(6, Days(one.ExercisableOn, other.ExercisableOn, 6));
            Count(4, Same(Fold(one.UnderlyingSecurityTitle), Fold(other.UnderlyingSecurityTitle), 4));
            // A Form 3 has no other amount in Table II.
            var weight = one.Shares is null && other.Shares is null && one.SharesOwnedFollowing is null && other.SharesOwnedFollowing is null ? 16 : 8;
            Count(weight, Numbers(one.UnderlyingShares, other.UnderlyingShares, weight));
            Count(weight, Numbers(one.UnderlyingValue, other.UnderlyingValue, weight));
        }

        return stated == 0 ? 0 : agreed * 1000 / stated;

        void Count(int weight, int? points)
        {
            if (points is not { } got) return;
            agreed += got;
            stated += weight;
        }
    }

    /// <summary>
    /// Whether an amount of the one returns in the other: shares or value, or the balance after or before. Zeros prove nothing.
    /// Without it two rows are one only where the rows around them leave no other choice (<see cref="RowWeights"/>).
    /// </summary>
    /// <param name="one">A row.</param>
    /// <param name="other">Another.</param>
    /// <param name="balanceTells">Whether the balance after is the row's own, and not one that others print as well.</param>
    public static bool AmountReturns(ReportedLine one, ReportedLine other, bool balanceTells = true)
    {
        return Returns(one.Shares, other.Shares)
            || Returns(one.TotalValue, other.TotalValue)
            || (balanceTells && Returns(one.SharesOwnedFollowing, other.SharesOwnedFollowing))
            || Returns(one.ValueOwnedFollowing, other.ValueOwnedFollowing)
            || Returns(BalanceBefore(one), BalanceBefore(other))
            || Returns(one.UnderlyingShares, other.UnderlyingShares)
            || Returns(one.UnderlyingValue, other.UnderlyingValue);

        static bool Returns(decimal? amount, decimal? other) => amount is { } some && some != 0 && some == other;
    }

    /// <summary>One row begins with the balance with which the other ends: both happened, one after the other.</summary>
    public static bool FollowOnEachOther(ReportedLine one, ReportedLine other) => GoesOnFrom(one, other) || GoesOnFrom(other, one);

    /// <summary>Whether a row begins with the balance with which the other ends, elsewhere than the other begins.</summary>
    public static bool GoesOnFrom(ReportedLine row, ReportedLine other) =>
        BalanceBefore(row) is { } before && before != 0 && before == other.SharesOwnedFollowing
        && BalanceBefore(other) is { } otherBefore && before != otherBefore;

    /// <summary>All is the same but where the row stands: then one of the two only states a wrong balance, such as that of before the transaction.</summary>
    public static bool SameTrade(ReportedLine one, ReportedLine other) =>
        one.Shares == other.Shares
        && one.PricePerShare == other.PricePerShare
        && one.TransactionOn == other.TransactionOn
        && string.Equals(one.TransactionCode, other.TransactionCode, StringComparison.Ordinal)
        && string.Equals(one.AcquiredDisposed, other.AcquiredDisposed, StringComparison.Ordinal);

    /// <summary>The same shares at the same price, of one code and direction. A price of zero is every grant's and tells none.</summary>
    public static bool SameLot(ReportedLine one, ReportedLine other) =>
        one.Shares is { } shares && shares != 0 && shares == other.Shares
        && one.PricePerShare is { } price && price != 0 && price == other.PricePerShare
        && string.Equals(one.TransactionCode, other.TransactionCode, StringComparison.Ordinal)
        && string.Equals(one.AcquiredDisposed, other.AcquiredDisposed, StringComparison.Ordinal);

    /// <summary>Shares, balance and exercise price are each within a tenth: that all three are near by chance is rare, that a correction is small is not.</summary>
    public static bool AmountsAreNear(ReportedLine one, ReportedLine other) =>
        Numbers(one.Shares, other.Shares, 2) > 0
        && Numbers(one.SharesOwnedFollowing, other.SharesOwnedFollowing, 2) > 0
        && Numbers(one.ConversionOrExercisePrice, other.ConversionOrExercisePrice, 2) is null or > 0;

    /// <summary>Price and both dates of a derivative, all of them printed.</summary>
    public static bool SameTerms(ReportedLine one, ReportedLine other) =>
        one is { ConversionOrExercisePrice: { } price, ExercisableOn: { } begins, ExpiresOn: { } ends }
        && price == other.ConversionOrExercisePrice && begins == other.ExercisableOn && ends == other.ExpiresOn;

    /// <summary>Whether they stand at one place in the account: with the same balance before, or after.</summary>
    public static bool SamePlace(ReportedLine one, ReportedLine other) =>
        (BalanceBefore(one) is { } before && before == BalanceBefore(other)) || (one.SharesOwnedFollowing is { } following && following == other.SharesOwnedFollowing);

    /// <summary>Lots of one day differ in shares, in price and in where they stand: a correction that changes all three at once is hardly one.</summary>
    private static bool AreTwoTrades(ReportedLine one, ReportedLine other) =>
        one.PricePerShare is { } price && other.PricePerShare is { } otherPrice && price != otherPrice
        && Numbers(one.Shares, other.Shares, 2) == 0
        && BalanceBefore(one) is { } before && BalanceBefore(other) is { } otherBefore && before != otherBefore;

    /// <summary>As many shares, which leave as much: two transactions hardly do both. A grant leaves what it brought, and a last sale nothing.</summary>
    public static bool SharesAndBalanceReturn(ReportedLine one, ReportedLine other) =>
        one.Shares is { } shares && shares != 0 && shares == other.Shares
        && one.SharesOwnedFollowing is { } following && following != 0 && following != shares && following == other.SharesOwnedFollowing;

    /// <summary>A grant is known by its price and its dates, unless the row is plainly the same.</summary>
    private static bool AreTwoGrants(ReportedLine one, ReportedLine other) =>
        one.Table == FormTable.II
        && one.ConversionOrExercisePrice is { } price && other.ConversionOrExercisePrice is { } otherPrice && price != otherPrice
        && one.ExpiresOn is { } expires && other.ExpiresOn is { } otherExpires && expires != otherExpires
        && !SharesAndBalanceReturn(one, other);

    /// <summary>The balance that must have stood before the transaction, by the row's own numbers.</summary>
    private static decimal? BalanceBefore(ReportedLine line)
    {
        const decimal tooLargeToAdd = 1e24m;
        if (line is not { Kind: LineKind.Transaction, Shares: { } shares, SharesOwnedFollowing: { } following }) return null;
        if (shares is > tooLargeToAdd or < -tooLargeToAdd || following is > tooLargeToAdd or < -tooLargeToAdd) return null;
        return line.AcquiredDisposed switch
        {
            "A" => following - shares,
            "D" => following + shares,
            _ => null,
        };
    }

    private static int? Same(string? one, string? other, int weight) =>
        one is null && other is null ? null : string.Equals(one, other, StringComparison.Ordinal) ? weight : 0;

    private static int? Days(DateOnly? one, DateOnly? other, int weight) => (one, other) switch
    {
        (null, null) => null,
        ({ } a, { } b) when a == b => weight,
        ({ } a, { } b) when Math.Abs(a.DayNumber - b.DayNumber) <= NearbyDays => weight / 3,
        _ => 0,
    };

    /// <summary>Half the weight for numbers within a tenth of each other: corrections are mostly small.</summary>
    private static int? Numbers(decimal? one, decimal? other, int weight)
    {
        if (one is null && other is null) return null;
        if (one is not { } a || other is not { } b) return 0;
        if (a == b) return weight;
        if (Math.Sign(a) != Math.Sign(b)) return 0;
        var (small, large) = Math.Abs(a) < Math.Abs(b) ? (Math.Abs(a), Math.Abs(b)) : (Math.Abs(b), Math.Abs(a));
        return large - small <= large / 10 ? weight / 2 : 0;
    }

    /// <summary>Titles vary in case, punctuation and notes ("Common Stock (1)"); half the weight where most of the words agree.</summary>
    private static int? Titles(string? one, string? other, int weight)
    {
        if (one is null && other is null) return null;
        if (one is null || other is null) return 0;
        if (string.Equals(one, other, StringComparison.Ordinal)) return weight;
        var (words, otherWords) = (WordsOf(one), WordsOf(other));
        if (words.SetEquals(otherWords)) return weight;
        var shared = words.Count(otherWords.Contains);
        return shared * 2 >= Math.Max(words.Count, otherWords.Count) || shared == Math.Min(words.Count, otherWords.Count) ? weight / 2 : 0;
    }

    private static HashSet<string> WordsOf(string title)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in Fold(title)!.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            // A lone number is a footnote marker.
            if (!word.AsSpan().ContainsAnyExceptInRange('0', '9')) continue;
            words.Add(word);
        }

        return words;
    }

    /// <summary>Letters and digits in lower case, all else one blank.</summary>
    public static string? Fold(string? text) => text is null
        ? null
        : string.Join(' ', new string([.. text.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
