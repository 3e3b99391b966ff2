using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Verbs;

/// <summary>Options that several verbs share, read the same way everywhere (HTTP queries too).</summary>
internal static class Options
{
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON document instead of tables." };

    public static Option<string?> Database() => new("--database")
    {
        Description = "Connection string of a PostgreSQL 15+ server (default: HOLDINGS_DATABASE, else a private server under HOLDINGS_HOME).",
        HelpName = "CONNECTION",
    };

    /// <summary>One or more paths. What looks like an option and is no file was meant as an option.</summary>
    public static Argument<string[]> Files(string name, string description)
    {
        var files = new Argument<string[]>(name) { Description = description, Arity = ArgumentArity.OneOrMore };
        files.Validators.Add(result =>
        {
            if (result.Tokens.Select(token => token.Value).FirstOrDefault(path => path is ['-', _, ..] && !Path.Exists(path)) is { } option) result.AddError($"There is no option {option}, and no file of that name.");
        });
        return files;
    }

    public static Option<string?> Person(string description = "The person's CIK, or a provisional key.") => Party("--person", description);

    public static Option<string?> Issuer(string description = "The issuer's CIK, or a provisional key.") => Party("--issuer", description);

    public static Option<DateTimeOffset?> Instant(string name, string description) => new(name)
    {
        Description = $"{description} (ISO 8601 with offset or Z; a bare date means the end of that day, US Eastern).",
        HelpName = "INSTANT",
        CustomParser = result => Parse<DateTimeOffset?>(result, text => ParseInstant(text)),
    };

    public static Option<DateOnly> Day(string name, string description) => new(name)
    {
        Description = $"{description} (yyyy-MM-dd).",
        HelpName = "DATE",
        Required = true,
        CustomParser = result => Parse(result, ParseDay),
    };

    /// <exception cref="WrongQuestionException">The text is no such date.</exception>
    public static DateOnly ParseDay(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new WrongQuestionException($"\"{text}\" is no date: write yyyy-MM-dd, such as 2023-05-31.");

    /// <exception cref="WrongQuestionException">The text is no such instant.</exception>
    public static DateTimeOffset ParseInstant(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return EasternTime.EndOf(day);
        // Without an offset an instant would depend on the machine that reads it.
        if (text.Contains('T', StringComparison.OrdinalIgnoreCase)
            && (text.EndsWith('Z') || text.EndsWith('z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.OrdinalIgnoreCase))
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant)) return instant;
        throw new WrongQuestionException($"\"{text}\" is no instant: write 2023-05-31T18:18:03-04:00 (with an offset or Z), or a date for the end of that day.");
    }

    /// <exception cref="WrongQuestionException">The text is neither a CIK nor a provisional key.</exception>
    public static string ParseParty(string name, string text)
    {
        if (Cik.TryParse(text, out var cik)) return cik.Value;
        var prefix = name.TrimStart('-') + ":";
        return text.StartsWith(prefix, StringComparison.Ordinal) && text.Length > prefix.Length && !text.Contains('\0', StringComparison.Ordinal)
            ? text
            : throw new WrongQuestionException($"\"{text}\" is no CIK: one to ten digits are expected (or a key that begins with {prefix}).");
    }

    private static Option<string?> Party(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "CIK",
        CustomParser = result => Parse<string?>(result, text => ParseParty(name, text)),
    };

    private static T? Parse<T>(ArgumentResult result, Func<string, T> parse)
    {
        try
        {
            return parse(result.Tokens[0].Value);
        }
        catch (WrongQuestionException wrong)
        {
            result.AddError(wrong.Message);
            return default;
        }
    }
}
