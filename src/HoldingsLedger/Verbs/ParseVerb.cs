using System.CommandLine;
using HoldingsLedger.Filings;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Verbs;

/// <summary><c>parse FILE…</c>: reads documents and prints what they say. No database. Exit code 3 if one of them is no filing.</summary>
internal static class ParseVerb
{
    public static Command Command()
    {
        var files = new Argument<string[]>("FILE") { Description = "Documents to read.", Arity = ArgumentArity.OneOrMore };
        var json = Options.Json();
        var command = new Command("parse", "Read documents and print what they say, without a database.") { files, json };
        command.SetAction(parsed =>
        {
            var paths = parsed.GetRequiredValue(files);
            foreach (var path in paths)
            {
                if (!File.Exists(path)) throw new WrongQuestionException(Directory.Exists(path) ? $"{path} is a folder: name its files." : $"{path} does not exist.");
            }

            var unread = 0;
            // One at a time, as they are printed: any number of files in the memory of one.
            var readings = paths.Select(path =>
            {
                var reading = Read(path);
                if (reading.Filing is null) unread++;
                return reading;
            });
            if (!parsed.GetValue(json))
            {
                foreach (var reading in readings) FilingPage.Print(reading, Answer.Console);
            }
            else
            {
                using var output = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
                if (paths.Length == 1) ReadingJson.Write(output, readings.Single());
                else ReadingJson.Write(output, readings);
            }

            if (unread == 0) return Exit.Done;
            Console.Error.WriteLine($"holdings: {(paths.Length == 1 ? "The file is" : $"{unread} of {paths.Length} files are")} no readable ownership filing; the problems say why.");
            return Exit.SomeRejected;
        });
        return command;
    }

    private static Reading Read(string path)
    {
        var file = IncomingFiles.ReadFile(path);
        return file.Bytes is { } bytes
            ? DocumentReader.Read(bytes, file.Name)
            : new Reading(
                new SourceDocument("", DocumentKind.Unknown, new ParserVersion("none", 1)),
                null,
                [new ReadingProblem(file.RefusalKind == "limit-exceeded" ? ProblemKind.LimitExceeded : ProblemKind.UnknownFormat, null, null, null, file.Refusal!)]);
    }
}
