using System.Globalization;

namespace HoldingsLedger.Forms;

/// <summary>
/// How numbers, dates and boxes are written in ownership XML (technical specification 3.2). Each answers whether the
/// text is one; nothing is rounded, completed or repaired.
/// </summary>
internal static class FiledValues
{
    /// <summary>What a <see cref="decimal"/> holds without rounding.</summary>
    private const int MostDigits = 28;

    /// <summary>Digits with at most one point and at most one sign ("1049", "7.5500", ".5"). No commas, no currency, no exponent.</summary>
    public static bool TryNumber(ReadOnlySpan<char> text, out decimal number)
    {
        number = 0;
        var digits = text is ['-' or '+', ..] ? text[1..] : text;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? default : digits[(point + 1)..];
        if (whole.Length + fraction.Length == 0
            || whole.ContainsAnyExceptInRange('0', '9')
            || fraction.ContainsAnyExceptInRange('0', '9')
            || whole.TrimStart('0').Length + fraction.Length > MostDigits) return false;
        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>yyyy-MM-dd, with or without the zone that XML Schema allows behind it ("2023-01-05-05:00", "2023-01-05Z"), which says nothing about the day.</summary>
    public static bool TryDate(ReadOnlySpan<char> text, out DateOnly date)
    {
        date = default;
        return text.Length >= 10
            && IsZone(text[10..])
            && text[4] == '-' && text[7] == '-'
            && TryDay(text[..4], text[5..7], text[8..10], out date);
    }

    /// <summary>yyyyMMdd, as in EDGAR's headers.</summary>
    public static bool TryCompactDate(ReadOnlySpan<char> text, out DateOnly date)
    {
        date = default;
        return text.Length == 8 && TryDay(text[..4], text[4..6], text[6..], out date);
    }

    /// <summary>0, 1, true or false, in capitals or not; anything else is no answer.</summary>
    public static bool? Flag(ReadOnlySpan<char> text) => text switch
    {
        "1" => true,
        "0" => false,
        _ when text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        _ when text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        _ => null,
    };

    private static bool TryDay(ReadOnlySpan<char> yyyy, ReadOnlySpan<char> mm, ReadOnlySpan<char> dd, out DateOnly date)
    {
        date = default;
        if (yyyy.ContainsAnyExceptInRange('0', '9') || mm.ContainsAnyExceptInRange('0', '9') || dd.ContainsAnyExceptInRange('0', '9')) return false;
        var (year, month, day) = (Digits(yyyy), Digits(mm), Digits(dd));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        date = new DateOnly(year, month, day);
        return true;
    }

    private static int Digits(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits) number = (number * 10) + (digit - '0');
        return number;
    }

    private static bool IsZone(ReadOnlySpan<char> zone) => zone is "" or "Z"
        || (zone.Length == 6 && zone[0] is '+' or '-' && zone[3] == ':'
            && !zone[1..3].ContainsAnyExceptInRange('0', '9') && !zone[4..].ContainsAnyExceptInRange('0', '9')
            && Digits(zone[1..3]) <= 14 && Digits(zone[4..]) <= 59);
}
