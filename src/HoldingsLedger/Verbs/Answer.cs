using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using HoldingsLedger.Filings;
using Spectre.Console;

namespace HoldingsLedger.Verbs;

/// <summary>Where answers go: stdout carries the answer and nothing else, everything around it goes to stderr.</summary>
internal static class Answer
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        // Names and footnotes stay readable; nobody embeds this in HTML unescaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Tables on stdout: as wide as the terminal; when piped, wide enough that nothing is cut.</summary>
    public static IAnsiConsole Console => field ??= Make(System.Console.Out, System.Console.IsOutputRedirected);

    /// <summary>Progress and notes on stderr.</summary>
    public static IAnsiConsole ErrorConsole => field ??= Make(System.Console.Error, System.Console.IsErrorRedirected);

    public static void Json<T>(T answer)
    {
        using var output = System.Console.OpenStandardOutput();
        using (var writer = new Utf8JsonWriter(output, Indented)) JsonSerializer.Serialize(writer, answer, AnswerJson.TypeOf<T>());
        output.Write("\n"u8);
    }

    private static IAnsiConsole Make(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (redirected) console.Profile.Width = 200;
        return console;
    }
}
