using System.Globalization;
using System.Text.RegularExpressions;

namespace HoldingsLedger.Forms.Text;

/// <summary>A number or date read from print: <c>null</c> where the print does not read as one, and how sure the reading is (0 to 1).</summary>
internal readonly record struct Printed<T>(T? Value, decimal Confidence)
    where T : struct;

/// <summary>
/// Reads numbers and dates as people print them on a form. Only ASCII digits count: an Arabic-Indic digit is an OCR
/// mistake, and what it hides is not guessed.
/// </summary>
internal static partial class PrintedValue
{
    /// <summary>What an OCR engine or converter tore apart and was put together again: right more often than not, never certain.</summary>
    private const decimal Mended = 0.7m;

    /// <summary>"1,049", "$7.55", "-0-", ".25", "430,00 0". Groups of three where there are commas, else no number.</summary>
    public static Printed<decimal> Number(string raw)
    {
        var text = raw.Trim();
        if (Dash().IsMatch(text)) return new(0m, 0.9m);
        text = Unit().Replace(text, string.Empty).TrimEnd();
        if (text.StartsWith("US$", StringComparison.OrdinalIgnoreCase)) text = text[2..];
        if (text.StartsWith('$')) text = text[1..].TrimStart();
        if (Plain().IsMatch(text)) return new(Parse(text), 1m);
        var joined = WhiteSpace().Replace(text, string.Empty);
        if (joined.Length == text.Length || !Plain().IsMatch(joined)) return new(null, 0m);
        // "430,00 0" can only be one number; "430 000" may be two cells that ran together.
        return new(Parse(joined), joined.Contains(',', StringComparison.Ordinal) ? Mended : 0.5m);
    }

    /// <summary>Month/day/year with two or four digits of the year, or ISO 8601. Two digits are read as 1934 to 2033 (the Act is of 1934).</summary>
    public static Printed<DateOnly> Date(string raw)
    {
        var text = raw.Trim();
        var certain = true;
        if (WhiteSpace().IsMatch(text))
        {
            text = WhiteSpace().Replace(text, string.Empty);
            certain = false;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var iso)) return new(iso, certain ? 1m : Mended);
        var match = MonthDayYear().Match(text);
        if (!match.Success) return new(null, 0m);
        var year = int.Parse(match.Groups["y"].ValueSpan, CultureInfo.InvariantCulture);
        var confidence = certain ? 1m : Mended;
        if (match.Groups["y"].Length == 2)
        {
            year += year >= 34 ? 1900 : 2000;
            confidence = Math.Min(confidence, 0.85m);
        }

        var month = int.Parse(match.Groups["m"].ValueSpan, CultureInfo.InvariantCulture);
        var day = int.Parse(match.Groups["d"].ValueSpan, CultureInfo.InvariantCulture);
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return new(null, 0m);
        return new(new DateOnly(year, month, day), confidence);
    }

    /// <summary>A year that can hardly be meant on a form of the Act of 1934; expiries may lie a century ahead.</summary>
    public static bool IsUnlikely(DateOnly date) => date.Year is < 1900 or > 2120;

    private static decimal? Parse(string digits) =>
        decimal.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value) ? value : null;

    [GeneratedRegex(@"^([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?$|^\.[0-9]+$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Plain();

    [GeneratedRegex(@"^[-–—] ?[0oO] ?[-–—]$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Dash();

    [GeneratedRegex(@"\s+(shares?|shs\.?|units?)$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Unit();

    [GeneratedRegex(@"^(?<m>[0-9]{1,2})[/\-.](?<d>[0-9]{1,2})[/\-.](?<y>[0-9]{4}|[0-9]{2})$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex MonthDayYear();

    [GeneratedRegex(@"\s+", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex WhiteSpace();
}
