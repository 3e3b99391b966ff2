using HoldingsLedger.Verbs;

namespace HoldingsLedger.Web;

/// <summary>Reads the parameters of a query as the verbs read their options. An empty one counts as left out.</summary>
internal static class QueryText
{
    public static string? Party(string name, string? text) => string.IsNullOrEmpty(text) ? null : Options.ParseParty(name, text);

    /// <exception cref="WrongQuestionException">It is missing, or no date.</exception>
    public static DateOnly Day(string name, string? text) =>
        string.IsNullOrEmpty(text) ? throw new WrongQuestionException($"Say which day: {name}=yyyy-MM-dd.") : Options.ParseDay(text);

    /// <summary>A plus sign that was not escaped arrives as a space; an instant has none.</summary>
    public static DateTimeOffset? Instant(string? text) => string.IsNullOrEmpty(text) ? null : Options.ParseInstant(text.Replace(' ', '+'));

    public static bool Flag(string name, string? text) => text switch
    {
        null or "" or "false" or "0" => false,
        "true" or "1" => true,
        _ => throw new WrongQuestionException($"\"{text}\": {name} is true or false."),
    };
}
