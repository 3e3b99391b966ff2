using System.Globalization;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Holdings;

/// <summary>
/// What a line's footnotes say of which account it is (domain section 3.9). Filers hang other notes on the same words ("includes shares
/// acquired under the plan"), so the texts that name an owner count first, then those of nature and ownership (in Table
/// II: of the terms), and what else stands at the title or the line only where neither is there on both sides. Texts are
/// compared without the words that name nothing, so "held in CSX stock fund" is "held in the CSX stock fund".
/// </summary>
internal sealed class AccountLabel
{
    public static AccountLabel None { get; } = new([], [], []);

    private const int LongNote = 12;

    private const int SentenceWords = 6;

    private static readonly string[] Counted = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

    private readonly string[] owners;
    private readonly string[] ways;
    private readonly string[] all;

    private AccountLabel(string[] owners, string[] ways, string[] all) => (this.owners, this.ways, this.all) = (owners, ways, all);

    public bool IsEmpty => all.Length == 0;

    /// <summary>Both say which account it is, and it can be the same one.</summary>
    public bool Names(AccountLabel other) => !IsEmpty && !other.IsEmpty && !Differs(other);

    /// <summary>Both say which account it is, and not the same one.</summary>
    public bool Differs(AccountLabel other)
    {
        if (ReferenceEquals(this, other) || IsEmpty || other.IsEmpty) return false;
        if (owners.Length > 0 && other.owners.Length > 0) return !Within(owners, other.owners);
        if (ways.Length > 0 && other.ways.Length > 0) return !Within(ways, other.ways);
        return !Within(all, other.all);
    }

    /// <summary>Both name the owner or the way of owning, and not the same; what stands at a title may be about the line alone.</summary>
    public bool DiffersInOwner(AccountLabel other) => (owners.Length > 0 && other.owners.Length > 0 && !Within(owners, other.owners)) || (ways.Length > 0 && other.ways.Length > 0 && !Within(ways, other.ways));

    /// <summary>
    /// One reworded, where a balance goes on too: the same note with a sentence after it; long notes that share three of four words, numbers aside; of short ones, which differ in the one
    /// word that names the owner, the one that says nothing which the other does not, if the balance is a telling one.
    /// </summary>
    public bool Reworded(AccountLabel other, bool tellingBalance)
    {
        if (IsOtherWithASentence(other)) return true;
        var (mine, theirs) = (Words(all), Words(other.all));
        var fewer = Math.Min(mine.Count, theirs.Count);
        var shared = mine.Count(theirs.Contains);
        return fewer >= LongNote ? shared * 4 >= fewer * 3 : tellingBalance && fewer > 0 && shared == fewer;

        static HashSet<string> Words(string[] texts) =>
            texts.SelectMany(text => text.Split(' ')).Where(word => word.Length > 0 && !char.IsAsciiDigit(word[0])).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>One written anew: whatever else the two say, they name the same years and days, and no other number.</summary>
    public bool KeepsDatesOf(AccountLabel other)
    {
        var (mine, theirs) = (Numbers(all), Numbers(other.all));
        return mine.Exists(IsYear) && mine.Count == theirs.Count && mine.TrueForAll(theirs.Contains);

        // A "four-year period" is a "4-year period".
        static List<string> Numbers(string[] texts) => [.. texts.SelectMany(text => text.Split(' '))
            .Select(word => Array.IndexOf(Counted, word) is var count and >= 0 ? count.ToString(CultureInfo.InvariantCulture) : word)
            .Where(word => word.Length > 0 && char.IsAsciiDigit(word[0])).Distinct(StringComparer.Ordinal)];
        static bool IsYear(string number) => number.Length == 4 && number[0] is '1' or '2' && number.All(char.IsAsciiDigit);
    }

    /// <summary>One is the other with a sentence after it.</summary>
    public bool IsOtherWithASentence(AccountLabel other) => Extends(all, other.all) || Extends(other.all, all);

    // "Trustee of GST Trust", and then the remarks after it: a sentence more, and not a name that goes on ("Fund II").
    private static bool Extends(string[] longer, string[] shorter) => longer.Length > 0 && longer.Length == shorter.Length
        && Array.TrueForAll(shorter, text => Array.Exists(longer, other => other.Length == text.Length ? string.Equals(other, text, StringComparison.Ordinal) : IsExtendedBySentence(text, other)));

    private static bool IsExtendedBySentence(string text, string longer) => text.Contains(' ', StringComparison.Ordinal) && longer.StartsWith(text + " ", StringComparison.Ordinal)
        && longer.AsSpan(text.Length + 1).Count(' ') >= SentenceWords - 1;

    /// <summary>They say the same, or both say nothing.</summary>
    public bool Agrees(AccountLabel other) => IsEmpty ? other.IsEmpty : Names(other);

    public static AccountLabel Of(HeldFiling filing, ReportedLine line)
    {
        if (line.Footnotes.Count == 0) return None;
        List<string>? ofOwners = null, ofWays = null, any = null;
        foreach (var (field, ids) in line.Footnotes)
        {
            var way = field is "natureOfOwnership" or "ownership" || (line.Table == FormTable.II && field is "conversionOrExercisePrice" or "exercisableOn" or "expiresOn");
            var named = way || field is "line" or "securityTitle";
            foreach (var id in ids)
            {
                if (filing.FootnoteText(id) is not { Length: > 0 } text) continue;
                var owner = NamesOwner(text);
                if (!named && !owner) continue;
                var said = NoteWords.Fold(text);
                if (owner) Add(ref ofOwners, said);
                if (way) Add(ref ofWays, said);
                Add(ref any, said);
            }
        }

        return any is null ? None : new AccountLabel(ofOwners?.ToArray() ?? [], ofWays?.ToArray() ?? [], [.. any]);
    }

    private static void Add(ref List<string>? texts, string text)
    {
        texts ??= [];
        if (!texts.Contains(text, StringComparer.Ordinal)) texts.Add(text);
    }

    // One of them may bear a note more; each its own is another account.
    private static bool Within(string[] one, string[] other)
    {
        var (few, many) = one.Length <= other.Length ? (one, other) : (other, one);
        foreach (var text in few)
        {
            if (!many.Contains(text, StringComparer.Ordinal)) return false;
        }

        return true;
    }

    // "These securities are owned directly by Fund II": whatever field the mark stands at.
    private static bool NamesOwner(string text)
    {
        var start = text.AsSpan(0, Math.Min(text.Length, 200));
        return start.Contains("owned directly by", StringComparison.OrdinalIgnoreCase) || start.Contains("directly owned by", StringComparison.OrdinalIgnoreCase)
            || start.Contains("held directly by", StringComparison.OrdinalIgnoreCase) || start.Contains("directly held by", StringComparison.OrdinalIgnoreCase)
            || start.Contains("held of record by", StringComparison.OrdinalIgnoreCase) || start.Contains("shares held by", StringComparison.OrdinalIgnoreCase)
            || start.Contains("shares owned by", StringComparison.OrdinalIgnoreCase);
    }
}
