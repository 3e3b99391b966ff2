using System.Text.RegularExpressions;
using HoldingsLedger.Forms.Text;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>
/// Holds the readings of a scanned cell against each other: those of the whole page, and the cell's own. Agreement gives confidence; anything
/// else leaves the field in doubt, with the readings named.
/// </summary>
internal static partial class ScanAgreement
{
    private const decimal Agreed = 0.92m;
    private const decimal Doubtful = 0.7m;

    /// <summary>
    /// One cell of one or two readings of its page and one of the cell alone, which is <c>null</c> where there is no OCR engine to make it. The
    /// reading of the page that the cell's own confirms best counts.
    /// </summary>
    public static (PaperCell Cell, string? Doubt) Weigh(PaperColumn column, IReadOnlyList<string> page, CellReading? own, bool ink)
    {
        if (own is null) return Once(column, page[0], ink);
        if (!ink) return page.All(reading => Tidy(column, reading).IsEmpty) ? (new(string.Empty, []), null) : (Tidy(column, page[0]) with { Confidence = 0.4m }, "The scan's text layer has a value where nothing is printed.");
        var (markers, surely, marked) = Markers(page.Select(reading => Tidy(column, reading).Markers), own.Markers);
        var text = Tidy(column, own.Text);
        var (value, confidence, doubt) = IsLetter(column) ? Vote(column, page, own) : Best(column, page, own, text.Text);
        if (Lost(column, page, own, value) is { } lost) (confidence, doubt) = (Math.Min(confidence, Doubtful), doubt ?? lost);
        if (value.Length == 0 && markers.Count == 0 && text.Markers.Count == 0) return (new(string.Empty, [], 0.5m), doubt ?? "Something is printed here that no reading makes out.");
        if (own.Markers.Count > 0)
        {
            // One marker was found raised: a reading that has another one as well may have it from the letters beside it, or be right.
            markers = [.. text.Markers.Union(markers, StringComparer.Ordinal).OrderBy(id => id.Length).ThenBy(id => id, StringComparer.Ordinal)];
            if (text.Markers.Count > 0 || page.Any(reading => Tidy(column, reading).Markers.Count > markers.Count))
                (surely, marked) = (false, $"The readings differ in the footnote markers: {string.Join(", ", page.Append(own.Text).Select(reading => $"\"{reading}\""))}.");
        }
        else
        {
            // Nothing is raised, but a reading has a marker: one in the letters' own size, or nothing at all.
            markers = text.Markers;
            if (page.All(reading => !Tidy(column, reading).Markers.SequenceEqual(markers, StringComparer.Ordinal)) && (markers.Count > 0 || page.Any(reading => Tidy(column, reading).Markers.Count > 0)))
                (surely, marked) = (false, $"Two readings differ in the footnote markers: \"{page[^1]}\" and \"{own.Text}\".");
            // Quotes, stars and a lone bracket behind the words are a raised marker that was not made out.
            else if (IsWords(column) && markers.Count == 0 && page.FirstOrDefault(reading => Smudge().IsMatch(reading)) is { } smudged)
                (surely, marked) = (false, $"Behind the words stands something that was not made out, a footnote marker perhaps: \"{smudged}\".");
        }

        return surely ? (new(value, markers, confidence), doubt) : (new(value, markers, Math.Min(confidence, Doubtful)), doubt ?? marked);
    }

    /// <summary>What the cell's ink has and no reading does: half of a word under a stamp, a first digit that touches the border and left its comma behind.</summary>
    private static string? Lost(PaperColumn column, IReadOnlyList<string> page, CellReading own, string value)
    {
        if (IsLetter(column)) return null;
        if (IsWords(column)) return own.Pieces > 1.5 * Letters(value).Length + 2 ? $"The cell has more ink than \"{value}\" needs." : null;
        return page.Append(own.Text).FirstOrDefault(reading => reading.TrimStart('|', ' ').StartsWith(',')) is { } cut ? $"A digit before \"{cut}\" is lost." : null;
    }

    /// <summary>Whether a reading of the page says what the cell's own does, so that no further one is needed.</summary>
    public static bool Confirms(PaperColumn column, IReadOnlyList<string> page, CellReading own) => Best(column, page, own, Tidy(column, own.Text).Text).Confidence >= Agreed;

    public static bool IsLetter(PaperColumn column) => column is PaperColumn.Code or PaperColumn.Voluntary or PaperColumn.Direction or PaperColumn.Ownership;

    private static bool IsWords(PaperColumn column) => column is PaperColumn.SecurityTitle or PaperColumn.UnderlyingTitle or PaperColumn.Nature;

    /// <summary>The letter that most readings have: two at least, one of them the cell's own, for it to be trusted.</summary>
    private static (string Text, decimal Confidence, string? Doubt) Vote(PaperColumn column, IReadOnlyList<string> page, CellReading own)
    {
        var alone = (string?[])[Tidy(column, own.Text).Text, own.Again is null ? null : Tidy(column, own.Again).Text];
        var all = alone.Concat(page.Select(reading => Tidy(column, reading).Text)).OfType<string>().Where(text => text.Length > 0).ToList();
        if (all.Count == 0) return (string.Empty, 0.5m, null);
        var letters = all.Select(text => Letter(column, text, own.IsOneLetter)).OfType<string>().ToList();
        var differ = $"The readings of the cell differ: {string.Join(", ", all.Select(text => $"\"{text}\""))}.";
        if (letters.GroupBy(letter => letter, StringComparer.Ordinal).MaxBy(group => group.Count()) is not { } most) return (all[0], 0.4m, differ);
        var votes = most.Count();
        var others = letters.Count - votes;
        // Where the cell alone reads as no letter at all, the page's own two readings may still agree.
        var ours = alone.All(text => text is null || Letter(column, text, own.IsOneLetter) is null) || alone.Any(text => text is not null && Letter(column, text, own.IsOneLetter) is { } letter && string.Equals(letter, most.Key, StringComparison.Ordinal));
        return ours && votes >= 2 && (others == 0 || votes >= 3 && others == 1) ? (most.Key, 0.93m, null) : (most.Key, 0.6m, differ);
    }

    /// <summary>A letter of the column's closed list, or <c>null</c>. An engine that is shown one letter likes to say it twice.</summary>
    private static string? Letter(PaperColumn column, string text, bool alone)
    {
        if (alone && text.Length == 2 && char.ToUpperInvariant(text[0]) == char.ToUpperInvariant(text[1])) text = text[..1].ToUpperInvariant();
        var list = column switch { PaperColumn.Direction => "AD", PaperColumn.Ownership => "DI", PaperColumn.Voluntary => "V", _ => "ACDEFGHIJKLMOPSUVWXZ" };
        return text.Length == 1 && list.Contains(text, StringComparison.Ordinal) ? text : null;
    }

    private static (string Text, decimal Confidence, string? Doubt) Best(PaperColumn column, IReadOnlyList<string> page, CellReading own, string text)
    {
        (string Text, decimal Confidence, string? Doubt)? best = null;
        foreach (var reading in Candidates(column, page, own, text))
        {
            var weighed = Same(column, reading, text, own);
            if (best is null || weighed.Confidence > best.Value.Confidence) best = weighed;
        }

        if (own.Again is null || best!.Value.Confidence >= Agreed) return best!.Value;
        var again = Same(column, Tidy(column, own.Again).Text, text, own);
        // The cell says the same twice. Where the page says something else that reads as well, that stays a doubt.
        if (again.Confidence < Agreed) return again.Confidence > best.Value.Confidence ? again : best.Value;
        var against = Candidates(column, page, own, text).FirstOrDefault(reading => Reads(column, reading));
        return against is null ? again with { Confidence = 0.9m } : again with { Confidence = 0.8m, Doubt = $"The page reads \"{against}\", the cell alone \"{text}\"." };
    }

    private static bool Reads(PaperColumn column, string text) => column switch
    {
        PaperColumn.SecurityTitle or PaperColumn.UnderlyingTitle or PaperColumn.Nature => text.Length > 0,
        PaperColumn.TransactionOn or PaperColumn.DeemedExecutionOn or PaperColumn.ExercisableOn or PaperColumn.ExpiresOn => PrintedValue.Date(text).Value is not null,
        _ => PrintedValue.Number(text).Value is not null,
    };

    private static (PaperCell Cell, string? Doubt) Once(PaperColumn column, string layer, bool ink)
    {
        var one = Tidy(column, layer);
        if (!ink && one.Text.Length == 0) return (one, null);
        return (one with { Confidence = 0.75m }, ink && one.IsEmpty ? "Something is printed here that was not read." : null);
    }

    /// <summary>What the page says of the cell; where a marker is raised behind the letters, also without what it made of the marker.</summary>
    private static IEnumerable<string> Candidates(PaperColumn column, IReadOnlyList<string> page, CellReading own, string text)
    {
        foreach (var reading in page)
        {
            var tidy = Tidy(column, reading).Text;
            // A dollar sign is taken for a letter or digit like it; that it is one the cell must say twice.
            if (text.StartsWith('$') && own.Again is { } again && again.StartsWith('$') && tidy is ['s' or 'S' or '8' or '3' or '5' or '9' or 'B' or '§', ..] && tidy.Length == text.Length)
                tidy = "$" + tidy[1..].Replace('O', '0').Replace('o', '0');
            yield return tidy;
            // Lines that a raised marker tangled on the page have their words all the same.
            if (IsWords(column) && Letters(tidy).Length <= Letters(text).Length + 2 + 6 * own.Markers.Count && Words().Matches(text) is { Count: > 0 } words && words.All(word => tidy.Contains(word.Value, StringComparison.OrdinalIgnoreCase))) yield return text;
            if (own.Markers.Count > 0 && text.Length > 0 && tidy.Length > text.Length && tidy.Length <= text.Length + 8 * own.Markers.Count) yield return tidy[..text.Length];
        }
    }

    /// <summary>The ids of raised markers, whether they are sure, and what is not.</summary>
    private static (IReadOnlyList<string> Ids, bool Surely, string? Doubt) Markers(IEnumerable<IReadOnlyList<string>> page, IReadOnlyList<ReadMarker> read)
    {
        if (read.Count == 0) return ([], true, null);
        var ids = new List<string>();
        var (surely, all) = (true, true);
        foreach (var marker in read)
        {
            var likely = marker.Readings.Select(text => Ids(text, marker)).Where(found => found.Count > 0)
                .GroupBy(found => string.Join(',', found), StringComparer.Ordinal).MaxBy(group => group.Count());
            all &= likely is not null;
            // Several markers whose brackets touch are read wrongly the same way more than once.
            surely &= likely is not null && likely.Count() >= (marker.Digits.Count == 0 && likely.First().Count > 1 ? 3 : 2);
            if (likely is not null) ids.AddRange(likely.First().Except(ids, StringComparer.Ordinal));
        }

        // The page read the same: that is a second opinion too.
        surely |= all && page.Any(other => other.SequenceEqual(ids, StringComparer.Ordinal));
        return (ids, surely, surely ? null : $"A raised marker was not made out for certain: {string.Join(", ", read.SelectMany(marker => marker.Readings).Select(text => $"\"{text}\""))}.");
    }

    /// <summary>The ids a reading has, none where it has more or fewer digits than the picture, or than a group so wide can hold.</summary>
    private static List<string> Ids(string text, ReadMarker marker)
    {
        var all = NotDigits().Replace(text, string.Empty);
        if (all.Length == 0) return [];
        List<string> found = [.. Numbers().Matches(text).Select(match => "F" + match.Value)];
        List<string> single = [.. all.Select(digit => "F" + digit)];
        if (marker.Digits.Count == 0)
        {
            // "(2)(3)" easily loses the brackets between.
            found = Misfit(found, marker.Aspect) <= Misfit(single, marker.Aspect) ? found : single;
            if (Misfit(found, marker.Aspect) > 1.33) return [];
        }
        else
        {
            if (all.Length != marker.Digits.Sum()) return [];
            found.Clear();
            foreach (var count in marker.Digits)
            {
                found.Add("F" + all[..count]);
                all = all[count..];
            }
        }

        return found.Exists(id => id[1] == '0') ? [] : [.. found.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>By how much a group is wider or narrower than these ids in brackets would be: a bracket takes a third of a height, a digit half of one.</summary>
    private static double Misfit(List<string> ids, double aspect)
    {
        var expected = ids.Sum(id => 0.62 + 0.5 * (id.Length - 1)) / 0.82;
        return ids.Count == 0 ? double.MaxValue : Math.Max(aspect / expected, expected / aspect);
    }

    private static (string Text, decimal Confidence, string? Doubt) Same(PaperColumn column, string one, string other, CellReading own)
    {
        var differ = $"Two readings of the cell differ: \"{one}\" and \"{other}\".";
        if (one.Length == 0 && other.Length == 0) return (string.Empty, Agreed, null);
        switch (column)
        {
            case PaperColumn.SecurityTitle or PaperColumn.UnderlyingTitle or PaperColumn.Nature:
                if (one.Length == 0 || other.Length == 0) return (one.Length == 0 ? other : one, 0.6m, differ);
                return Letters(one).Equals(Letters(other), StringComparison.OrdinalIgnoreCase)
                    ? (other, Agreed, null)
                    : (Noise().Count(one) < Noise().Count(other) ? one : other, 0.6m, differ);
            case PaperColumn.TransactionOn or PaperColumn.DeemedExecutionOn or PaperColumn.ExercisableOn or PaperColumn.ExpiresOn:
                var (day, again) = (PrintedValue.Date(one).Value, PrintedValue.Date(other).Value);
                if (day is not null && day == again) return (other, Agreed, null);
                return day is null || again is null ? (again is null && day is not null ? one : other, 0.6m, differ) : (other, 0.4m, differ);
            default:
                var (number, repeated) = (PrintedValue.Number(one).Value, PrintedValue.Number(other).Value);
                if (number is not null && number == repeated) return Risk(column, one, other, own) is var (risk, why) && why is null ? (other, Agreed, null) : (other, risk, why);
                return number is null || repeated is null ? (repeated is null && number is not null ? one : other, 0.6m, differ) : (other, 0.4m, differ);
        }
    }

    /// <summary>What two readings of one picture may both get wrong: a dollar sign taken for a digit, a comma lost.</summary>
    private static (decimal Confidence, string? Doubt) Risk(PaperColumn column, string one, string other, CellReading own)
    {
        var text = one.Length > other.Length ? one : other;
        // Commas and points told by where they hang, and no digit but on the line: nothing is left to be taken for another.
        var told = own.IsClear && string.Equals(NotSeparators().Replace(text, string.Empty), own.Separators, StringComparison.Ordinal);
        if (column is PaperColumn.Price or PaperColumn.ExercisePrice)
        {
            var signed = one.StartsWith('$') && other.StartsWith('$');
            // "3.74" was hardly "$.74", which stands below the line too; "30" may well have been "$0".
            if (!signed && text.TrimStart('$') is ['3' or '5' or '8' or '9', var next, ..] && !(told && next == '.')) return (0.8m, $"The first digit of \"{text}\" may be a dollar sign.");
            return !told && Fraction().Match(text) is { Success: true, Length: > 3 } ? (0.8m, $"The last digits of \"{text}\" may be a footnote marker.") : (Agreed, null);
        }

        if (text.StartsWith('$') || one.StartsWith('$') != other.StartsWith('$')) return (0.6m, $"A dollar sign before \"{text}\" makes it a value, and may be a digit.");
        // A decimal point in an amount is a comma as often as not, and four digits without a comma may be three and a marker.
        return !told && (text.Contains('.', StringComparison.Ordinal) || LongRun().IsMatch(text)) ? (0.75m, $"A comma or a footnote marker may be lost in \"{text}\".") : (Agreed, null);
    }

    private static PaperCell Tidy(PaperColumn column, string raw)
    {
        var text = Bracket().Replace(raw.Replace('|', IsLetter(column) ? 'I' : ' ').Trim(), "(${n})");
        var (plain, markers) = PaperMarkers.Split(text);
        plain = plain.Trim(' ', '_', '.', ',', ';', ':', '‘', '’', '\'', '`', '~', '—', '-', '[', ']', '{', '}');
        if (IsWords(column)) return new(plain, markers);
        if (IsLetter(column))
        {
            plain = plain.Trim('(', ')', ' ');
            // Capitals whose small letters look the same, and an I that looks like anything upright: the column holds capitals only.
            return new(plain switch { "l" or "1" or "!" when column == PaperColumn.Ownership => "I", ['a' or 'c' or 'd' or 'f' or 'g' or 'i' or 'm' or 'o' or 'p' or 's' or 'u' or 'v' or 'w' or 'x' or 'z'] => plain.ToUpperInvariant(), _ => plain }, markers);
        }

        // A dollar sign stands apart from its number in some prints; specks behind a number are read as all kinds of signs.
        return new(Specks().Replace(Dollar().Replace(plain, "$"), string.Empty), markers);
    }

    private static string Letters(string text) => NotLetters().Replace(text, string.Empty);

    [GeneratedRegex(@"[”""“’‘*°©®™^][\s”""“’‘?*°©®™^(){}\[\]0-9]*$|^[^(]*\)\s*$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Smudge();

    [GeneratedRegex("[A-Za-z0-9]{2,}|[0-9A-Z]", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Words();

    [GeneratedRegex("[^0-9]", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex NotDigits();

    [GeneratedRegex("[^.,]", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex NotSeparators();

    [GeneratedRegex("[1-9][0-9]?", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"[({\[]\s*(?<n>[1-9][0-9]?)\s*[)}\]]", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Bracket();

    [GeneratedRegex(@"^[\s©®°«»<>=~:*""“”‘’'`]+|[\s©®°«»<>=~:;.,*""“”‘’'`—-]+$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Specks();

    [GeneratedRegex(@"^\$\s+", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Dollar();

    [GeneratedRegex(@"\.[0-9]+$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Fraction();

    [GeneratedRegex(@"[0-9]{4}", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex LongRun();

    [GeneratedRegex(@"[^A-Za-z0-9]", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex NotLetters();

    [GeneratedRegex(@"[^A-Za-z0-9 ().,/'&-]", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Noise();
}
