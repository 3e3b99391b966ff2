using System.Globalization;
using System.Text.RegularExpressions;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Findings;

/// <summary>
/// What a filing's footnotes and remarks say about the balance of some of its lines. Each question is answered by the
/// words that say it, with the footnote's id, or <c>null</c>: the quotation is the evidence a person is shown.
/// </summary>
internal sealed partial class FilingTexts
{
    // Longer notes are quoted around the words that matter.
    private const int Quoted = 160;

    // EDGAR allows a note 1,000 characters and the remarks 2,000; what is longer is hostile.
    private const int LongestRead = 4000;

    private const string Remarks = "remarks";

    private readonly List<Note> onBalance = [];
    private readonly List<Note> onLines = [];
    private readonly List<Note> elsewhere = [];
    private readonly HashSet<string> saidBefore;
    private readonly HashSet<decimal> ownAmounts;

    /// <param name="filing">The filing that prints the lines.</param>
    /// <param name="lines">The lines of one account in it.</param>
    /// <param name="before">The filing that spoke of the account before, where it tied: what it says too is no news.</param>
    public FilingTexts(HeldFiling filing, IReadOnlyList<CountedLine> lines, HeldFiling? before)
    {
        // At the balance, the account or the row; a note at price, code or amount speaks of the transaction itself.
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
            var note = new Note(footnote.Id, Readable(footnote.Text));
            // A note that says what the holdings include speaks of the balance, whatever field bears its mark.
            if (atBalance.Contains(footnote.Id) || (atLine.Contains(footnote.Id) && OfHoldings().IsMatch(note.Text))) onBalance.Add(note);
            (atLine.Contains(footnote.Id) ? onLines : elsewhere).Add(note);
        }

        if (filing.Remarks is { } remarks)
        {
            var note = new Note(Remarks, Readable(remarks));
            onBalance.Add(note);
            onLines.Add(note);
        }

        saidBefore = before is null ? [] : [.. before.Footnotes.Select(footnote => Readable(footnote.Text)), Readable(before.Remarks ?? "")];
        ownAmounts = [.. lines.Select(line => Math.Abs(line.Change ?? 0m))];
    }

    private sealed record Note(string Id, string Text);

    /// <summary>Phantom and deferred units earn dividends in more units.</summary>
    public static bool NamesDeferral(string? title) => title is not null && Deferral().IsMatch(title);

    public static bool NamesPlan(string? words) => words is not null && Plan().IsMatch(words);

    /// <summary>A note of these lines, or the remarks, speaks of a split, and of none in another ratio.</summary>
    public string? OfSplit((int New, int Old) ratio) =>
        onLines.Find(note => IsOfSplit(note.Text, ratio)) is { } note ? Quote(note, SplitWords().Match(note.Text).Index) : null;

    /// <summary>A note at the balance, new in this filing, speaks of a split.</summary>
    public string? OfSplitOfBalance() => First(onBalance.FindAll(note => !saidBefore.Contains(note.Text)), SplitWords());

    /// <summary>A note at the balance says that a plan acquired some of it, and it can be as much as this.</summary>
    /// <param name="amount">What the balance grew by.</param>
    /// <param name="dividends">What dividends can come to at most.</param>
    /// <param name="purchases">What a plan can buy at most.</param>
    public string? OfPlan(decimal amount, decimal dividends, decimal purchases)
    {
        foreach (var note in onBalance)
        {
            if (!Plan().IsMatch(note.Text) || !Acquiring().IsMatch(note.Text)) continue;
            var named = SharesIn(note.Text);
            var most = named.Count > 0 ? named.Sum() * 1.5m : Buying().IsMatch(note.Text) ? purchases : dividends;
            if (amount <= Math.Min(most, purchases)) return Quote(note, Plan().Match(note.Text).Index);
        }

        return null;
    }

    /// <summary>A note at an amount disposed of says that a plan had acquired it.</summary>
    public string? OfSharesFromPlan(decimal amount) =>
        ownAmounts.Contains(Math.Abs(amount)) && onLines.Find(note => FromPlan().IsMatch(note.Text)) is { } note ? Quote(note, FromPlan().Match(note.Text).Index) : null;

    /// <summary>The amount stands in a note of these lines, or a few amounts of shares in a note at the balance add up to it.</summary>
    public string? OfAmount(decimal amount)
    {
        var wanted = Math.Abs(amount);
        if (!IsTelling(wanted)) return null;
        foreach (var note in onLines)
        {
            // At amount or price a note repeats the line's own amount, which is no evidence of a second one.
            if (ownAmounts.Contains(wanted) && !onBalance.Contains(note)) continue;
            if (Naming(note.Text, wanted) is { } at) return Quote(note, at);
        }

        return wanted < 100 ? null : onBalance.Find(note => AddUp(SharesIn(note.Text), wanted)) is { } sum ? Quote(sum, NumberOfShares().Match(sum.Text).Index) : null;
    }

    /// <summary>A note of other lines speaks of a transfer of just this amount.</summary>
    public string? OfTransferElsewhere(decimal amount)
    {
        var wanted = Math.Abs(amount);
        if (!IsTelling(wanted)) return null;
        foreach (var note in elsewhere)
        {
            if (Transfer().IsMatch(note.Text) && Naming(note.Text, wanted) is { } at) return Quote(note, at);
        }

        return null;
    }

    /// <summary>A note at the balance, new in this filing, says that it changed otherwise than by the lines: transferred, distributed, corrected.</summary>
    /// <param name="amount">What the balance changed by; what was forfeited or cancelled makes it no larger.</param>
    public string? OfChange(decimal amount)
    {
        var news = onBalance.FindAll(note => !saidBefore.Contains(note.Text) && !ownAmounts.Overlaps(SharesIn(note.Text)));
        return First(news, Change()) ?? (amount < 0 ? First(news, Loss()) : null);
    }

    /// <summary>A note at the balance has the units vest, which takes them off the account.</summary>
    public string? OfVesting() => First(onBalance, Vesting());

    /// <summary>Whether notes say of a line that it is units becoming shares.</summary>
    public static bool IsVesting(CountedLine line) => line.Line.Footnotes.Values.SelectMany(ids => ids).Distinct(StringComparer.Ordinal)
        .Any(id => line.PrintedIn.Footnotes.Any(footnote => string.Equals(footnote.Id, id, StringComparison.Ordinal) && Settling().IsMatch(Readable(footnote.Text))));

    /// <summary>Whether a note of the line, or the remarks, speaks of a split, and of none in another ratio.</summary>
    public static bool SpeaksOfSplit(CountedLine line, (int New, int Old) ratio) => (line.PrintedIn.Remarks is { } remarks && IsOfSplit(Readable(remarks), ratio))
        || line.Line.Footnotes.Values.SelectMany(ids => ids).Any(id => line.PrintedIn.FootnoteText(id) is { } text && IsOfSplit(Readable(text), ratio));

    /// <summary>Whether a note at the line's balance says that it includes just this number of shares, which is telling.</summary>
    public static bool IsIncluded(CountedLine line, decimal amount) => amount > 0 && OtherWords.Telling(amount)
        && line.Line.Footnotes.TryGetValue("sharesOwnedFollowing", out var ids)
        && ids.Any(id => line.PrintedIn.FootnoteText(id) is { } text && Readable(text) is var note && Includes().IsMatch(note) && Naming(note, amount) is not null);

    /// <summary>Where the remarks or a note say that the filing is one of several for the same transactions ("the first of four Forms 4"): of how many, and the words.</summary>
    public static (int All, string Words)? OfParts(HeldFiling filing)
    {
        foreach (var note in filing.Footnotes.Select(footnote => new Note(footnote.Id, Readable(footnote.Text))).Prepend(new Note(Remarks, Readable(filing.Remarks ?? ""))))
        {
            // More than ten owners take several forms too: the others are not this person's.
            if (Parts().Match(note.Text) is not { Success: true } match || !note.Text.Contains("transactions", StringComparison.OrdinalIgnoreCase) || TooManyOwners().IsMatch(note.Text)) continue;
            if (Counted(match.Groups["all"].Value) is { } all and > 1) return ((int)all, Quote(note, match.Index));
        }

        return null;
    }

    /// <summary>The amounts that notes at the balance say a plan acquired.</summary>
    public IEnumerable<decimal> AcquiredByPlan() => onBalance.Where(note => Plan().IsMatch(note.Text) && Acquiring().IsMatch(note.Text)).SelectMany(note => SharesIn(note.Text));

    // "1-for-4 reverse stock split", "split 2-for-1"; a split in words alone can be in any ratio.
    private static bool IsOfSplit(string text, (int New, int Old) ratio)
    {
        if (!SplitWords().IsMatch(text)) return false;
        var named = SplitRatio().Matches(text).Select(match => (One: Counted(match.Groups["one"].Value), Other: Counted(match.Groups["other"].Value))).Where(pair => pair.One != pair.Other).ToList();
        return named.Count == 0 || named.Exists(pair => pair.One * ratio.Old == pair.Other * ratio.New || pair.One * ratio.New == pair.Other * ratio.Old);
    }

    private static decimal? Counted(string number) => number.ToLowerInvariant() switch
    {
        "one" => 1, "two" => 2, "three" => 3, "four" => 4, "five" => 5, "six" => 6, "seven" => 7, "eight" => 8, "nine" => 9, "ten" => 10,
        "twelve" => 12, "fifteen" => 15, "twenty" => 20, "twenty-five" => 25, "thirty" => 30, "forty" => 40, "fifty" => 50,
        var digits => Parsed(digits),
    };

    private static string Readable(string text) => text.Length > LongestRead ? text[..LongestRead] : text;

    private static string? First(List<Note> notes, Regex words) =>
        notes.Find(note => words.IsMatch(note.Text)) is { } note ? Quote(note, words.Match(note.Text).Index) : null;

    private static string Quote(Note note, int at)
    {
        var text = note.Text;
        if (text.Length > Quoted)
        {
            var from = Math.Max(0, Math.Min(at - (Quoted / 2), text.Length - Quoted));
            var to = Math.Min(text.Length, from + Quoted);
            while (from > 0 && !char.IsWhiteSpace(text[from - 1]) && from < at) from++;
            while (to < text.Length && !char.IsWhiteSpace(text[to]) && to > at) to--;
            text = $"{(from > 0 ? "…" : "")}{text[from..to].Trim()}{(to < text.Length ? "…" : "")}";
        }

        return $"{(note.Id is Remarks ? "the remarks say" : note.Id + " says")} \"{White().Replace(text, " ").Trim()}\"";
    }

    // A handful of shares meets some number in any text by chance; fractions do not.
    private static bool IsTelling(decimal amount) => amount >= 10 || decimal.Truncate(amount * 10) != amount * 10;

    // The amount as a number of shares: written with a comma or a fraction, or followed by what is counted.
    private static int? Naming(string text, decimal wanted)
    {
        foreach (Match match in Number().Matches(text))
        {
            if (Parsed(match.Groups["amount"].Value) != wanted) continue;
            if (Counted().IsMatch(text, match.Index + match.Length) || match.Groups["amount"].Value.TrimEnd(',', '.').AsSpan().IndexOfAny(',', '.') >= 0) return match.Index;
        }

        return null;
    }

    private static decimal? Parsed(string number) =>
        decimal.TryParse(number.TrimEnd('.', ','), NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;

    private static List<decimal> SharesIn(string text)
    {
        var found = new List<decimal>();
        foreach (Match match in NumberOfShares().Matches(text))
        {
            if (Parsed(match.Groups["amount"].Value) is { } number) found.Add(number);
        }

        return found;
    }

    // All of them, or two: with more amounts sums meet any number by chance.
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

    [GeneratedRegex(@"401\s*\(?k\)?|\bESPP\b|employee (?:stock|share) purchase|stock purchase plan|dividends?[- ]reinvest|reinvest(?:ed|ment|ing)?(?: of)?(?: \w+)? dividends?|\bDRIP\b|\bESOP\b|employee stock ownership|savings plan|savings (?:(?:and|&) )?investment (?:plan|program)|retirement plan|thrift plan|\bdef(?:erred|\.|d)?\s+(?:stock\s+)?comp(?:ensation|\.|\b)|dividend equivalent|deemed dividend|dividend(?:s)? (?:accrued|credited|accrual)|accrued (?:in |as )?dividends?|in lieu of (?:cash )?dividends|16a-11", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex Plan();

    [GeneratedRegex(@"\binclud|\bacqui|\bpurchas|\breinvest|\baccru|\bcredit|\ballocat|\badjust|\breflect|\breceived", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex Acquiring();

    [GeneratedRegex(@"401\s*\(?k\)?|\bESPP\b|purchase|\bESOP\b|stock ownership|savings|retirement plan|thrift|\bdef(?:erred|\.|d)?\s+(?:stock\s+)?comp(?:ensation|\.|\b)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex Buying();

    [GeneratedRegex(@"(?:acquired|purchased|received|obtained)\b[^.;]{0,120}?(?:\bESPP\b|stock purchase plan|share purchase plan|dividend reinvestment|\b401\(k\))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex FromPlan();

    [GeneratedRegex(@"\bphantom\b|\bnotional\b|\bdeferred\b|(?:stock|share) equivalents?|dividend", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex Deferral();

    // Not "subject to adjustment in the event of a stock split" or "subject to stock splits", nor a form "split into two filings"; but "the shares subject to this option reflect the split".
    [GeneratedRegex(@"(?:\bsplit\b(?!\s+into\b)|stock dividend|share consolidation|bonus issue)(?<!\b(?:subject to(?:\s+[\w-]+){0,2}\s+adjustments?|in the event of|in case of|for any)\b[^.;]{0,80})(?<!\bsubject to\s+(?:[\w-]+\s+){0,2}\w+(?:\s\w+)?)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex SplitWords();

    [GeneratedRegex(@"(?:\b(?<one>[0-9]+(?:\.[0-9]+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty-five|twenty|thirty|forty|fifty)[- ]?(?:\([0-9]+\)[- ]?)?(?:for|to|:)[- ]?(?<other>[0-9]+(?:\.[0-9]+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty-five|twenty|thirty|forty|fifty)\b[^.;]{0,60}?\b(?:split|consolidation))|(?:\b(?:split|consolidation)\b[^.;]{0,60}?\b(?<one>[0-9]+(?:\.[0-9]+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty-five|twenty|thirty|forty|fifty)[- ]?(?:\([0-9]+\)[- ]?)?(?:for|to|:)[- ]?(?<other>[0-9]+(?:\.[0-9]+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty-five|twenty|thirty|forty|fifty)\b)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex SplitRatio();

    [GeneratedRegex(@"transferr?ed|\bdistribut(?:ed|ion)|\bcontribut(?:ed|ion)|\bgift(?:ed)?\b|16a-13|16a-12|change in (?:the )?form of|form of beneficial ownership|\bcorrect(?:s|ed|ion|ing)?\b|\breconcil|inadvertent|erroneous|clerical|over-?\s?(?:stat|report)ed|under-?\s?(?:stat|report)ed|(?:over|under)statement|incorrectly|previously omitted|re-?classif|no longer (?:has|have|reports?|deemed|beneficially)|exempt (?:from|acquisition|transaction)|domestic relations|divorce", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex Change();

    [GeneratedRegex(@"(?<!\bbe )\b(?:forfeited|cancell?ed)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex Loss();

    [GeneratedRegex(@"transferr?ed|\btransfers?\b|\bdistribut(?:ed|ion)|\bcontribut(?:ed|ion)|\bgift(?:ed)?\b|previously (?:reported|held|owned)|16a-13", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex Transfer();

    [GeneratedRegex(@"\b(?:will vest|vests?|vested|vesting)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex Vesting();

    [GeneratedRegex(@"\b(?:vesting|settlement|conversion)\b[^.;]{0,20}\bof\b|\bvesting/settlement\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex Settling();

    [GeneratedRegex(@"(?<![0-9$.,/])(?<amount>[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)(?!\s*%|[-/0-9])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex Number();

    [GeneratedRegex(@"\G(?:,?\s+and\s+[0-9][0-9,.]*)?\s+(?:[a-z-]+\s+){0,4}(?:shares?|units?|rsus?|psus?|stock|securities|acquired|purchased)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex Counted();

    // "4,426 and 750 shares" are two amounts.
    [GeneratedRegex(@"(?<![0-9$.,])(?<amount>[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)(?=(?:,?\s+and\s+[0-9][0-9,]*(?:\.[0-9]+)?)?\s+(?:additional\s+|restricted\s+|common\s+|ordinary\s+|unvested\s+|phantom\s+|deferred\s+|performance\s+|class\s+[a-z]\s+)*(?:shares?|units?|rsus?|psus?|stock)\b)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex NumberOfShares();

    [GeneratedRegex(@"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|[0-9]{1,2})\s+of\s+(?<all>two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,2})\s+(?:separate\s+)?(?:forms?|filings|reports|statements)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex Parts();

    [GeneratedRegex(@"more than (?:10|ten)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex TooManyOwners();

    [GeneratedRegex(@"\binclud", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex Includes();

    // "End-of-period holdings include stock units acquired".
    [GeneratedRegex(@"\b(?:holdings?|balances?)\b[^.,;]{0,30}\binclud", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex OfHoldings();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Patterns.Patience)]
    private static partial Regex White();
}
