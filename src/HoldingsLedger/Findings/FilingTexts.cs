using System.Globalization;
using System.Text.RegularExpressions;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Findings;

/// <summary>What a filing's footnotes and remarks say about the balance of some of its lines.</summary>
internal sealed partial class FilingTexts
{
    // At the balance, the account or the row; a note at price, code or amount speaks of the transaction itself.
    private readonly List<string> onBalance = [];
    private readonly List<string> all = [];

    public FilingTexts(HeldFiling filing, IReadOnlyList<CountedLine> lines)
    {
        var atBalance = new HashSet<string>(StringComparer.Ordinal);
        var atLine = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            foreach (var (field, ids) in line.Line.Footnotes)
            {
                atLine.UnionWith(ids);
                if (field is "sharesOwnedFollowing" or "valueOwnedFollowing" or "line" or "natureOfOwnership" or "ownership" or "securityTitle") atBalance.UnionWith(ids);
            }
        }

        foreach (var footnote in filing.Footnotes)
        {
            if (atBalance.Contains(footnote.Id)) onBalance.Add(footnote.Text);
            if (atLine.Contains(footnote.Id)) all.Add(footnote.Text);
        }

        if (filing.Remarks is not { } remarks) return;
        onBalance.Add(remarks);
        all.Add(remarks);
    }

    public bool MentionsSplit => all.Exists(text => SplitWords().IsMatch(text));

    public bool MentionsPlan => onBalance.Exists(text => Plan().IsMatch(text));

    /// <summary>Phantom and deferred units earn dividends in more units.</summary>
    public static bool NamesDeferral(string? title) => title is not null && Deferral().IsMatch(title);

    public static bool NamesPlan(string? words) => words is not null && Plan().IsMatch(words);

    /// <summary>The amount stands in a note, or a few amounts of shares in one note add up to it.</summary>
    public bool Names(decimal amount)
    {
        var wanted = Math.Abs(amount);
        if (wanted < 10) return false;
        foreach (var text in all)
        {
            if (Numbers(text).Contains(wanted)) return true;
        }

        return wanted >= 100 && onBalance.Exists(text => AddUp(SharesIn(text), wanted));
    }

    /// <summary>A note at the balance says that it changed otherwise than by the lines: transferred, distributed, corrected.</summary>
    public bool TellsOfChange => onBalance.Exists(text => Change().IsMatch(text));

    /// <summary>A note at the balance has the units vest, which takes them off the account.</summary>
    public bool TellsOfVesting => onBalance.Exists(text => Vesting().IsMatch(text));

    private static IEnumerable<decimal> Numbers(string text)
    {
        foreach (Match match in Number().Matches(text))
        {
            if (decimal.TryParse(match.Value.TrimEnd('.', ','), NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) yield return number;
        }
    }

    private static List<decimal> SharesIn(string text)
    {
        var found = new List<decimal>();
        foreach (Match match in NumberOfShares().Matches(text))
        {
            if (decimal.TryParse(match.Groups["amount"].Value, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) found.Add(number);
        }

        return found;
    }

    // All of them, or two or three: with more amounts sums meet any number by chance.
    private static bool AddUp(List<decimal> amounts, decimal wanted)
    {
        if (amounts.Count < 2) return false;
        if (amounts.Sum() == wanted) return true;
        if (amounts.Count > 8) return false;
        for (var i = 0; i < amounts.Count; i++)
        {
            for (var j = i + 1; j < amounts.Count; j++)
            {
                if (amounts[i] + amounts[j] == wanted) return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"401\s*\(?k\)?|\bESPP\b|employee stock purchase|stock purchase plan|dividends?[- ]reinvest|reinvest(?:ed|ment|ing)?(?: of)?(?: \w+)? dividends?|\bDRIP\b|\bESOP\b|employee stock ownership|savings plan|retirement plan|thrift plan|deferred compensation|dividend equivalent|deemed dividend|dividend(?:s)? (?:accrued|credited|accrual)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plan();

    [GeneratedRegex(@"\bphantom\b|\bnotional\b|\bdeferred\b|(?:stock|share) equivalents?|dividend", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Deferral();

    [GeneratedRegex(@"\bsplit\b|stock dividend|share consolidation|bonus issue", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SplitWords();

    [GeneratedRegex(@"transferr?ed|\bdistribut(?:ed|ion)|\bcontribut(?:ed|ion)|\bgift(?:ed)?\b|16a-13|16a-12|change in (?:the )?form of|form of beneficial ownership|\bcorrect(?:s|ed|ion|ing)?\b|inadvertent|erroneous|clerical|over-?stated|under-?stated|incorrectly|previously omitted|forfeit(?:ed|ure)|cancell?ed|re-?classif|no longer (?:has|have|reports?|deemed|beneficially)|exempt (?:from|acquisition|transaction)|domestic relations|divorce", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Change();

    [GeneratedRegex(@"\b(?:will vest|vests?|vested|vesting)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Vesting();

    [GeneratedRegex(@"(?<![0-9$.,])[0-9][0-9,]*(?:\.[0-9]+)?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<![0-9$.,])(?<amount>[0-9][0-9,]*(?:\.[0-9]+)?)\s+(?:additional\s+|restricted\s+|common\s+|ordinary\s+|unvested\s+|phantom\s+|deferred\s+|performance\s+|class\s+[a-z]\s+)*(?:shares?|units?|rsus?|psus?|stock)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberOfShares();
}
