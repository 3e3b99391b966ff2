using System.CommandLine;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Verbs;

/// <summary><c>parse FILE…</c>: reads documents and prints what they say. No database. Exit code 3 if one of them is no filing.</summary>
internal static class ParseVerb
{
    public static Command Command()
    {
        var files = Options.Files("FILE", "Documents to read.");
        var json = Options.Json();
        var command = new Command("parse", "Read documents and print what they say, without a database.") { files, json };
        command.SetAction(parsed =>
        {
            var paths = parsed.GetRequiredValue(files);
            var (unread, why) = (0, "");
            // One at a time, as they are printed: any number of files in the memory of one.
            var readings = paths.Select(path =>
            {
                var reading = Read(path);
                if (reading.Filing is null && unread++ == 0) why = reading.Problems.Count > 0 ? reading.Problems[0].Message : "it could not be read.";
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
            Console.Error.WriteLine(paths.Length == 1 ? $"holdings: {why}" : $"holdings: {unread} of {paths.Length} files are no readable ownership filing: {why}");
            return Exit.SomeRejected;
        });
        return command;
    }

    /// <summary>A file that cannot be read keeps its place, with the reason.</summary>
    private static Reading Read(string path)
    {
        if (Directory.Exists(path)) return Unread($"{path} is a folder: name its files.");
        if (!File.Exists(path)) return Unread($"{path} does not exist.");
        try
        {
            return DocumentReader.ReadFile(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return Unread($"{path} cannot be read: {unreadable.Message.TrimEnd('.')}.");
        }
    }

    private static Reading Unread(string why) =>
        new(new SourceDocument("", DocumentKind.Unknown, DocumentReader.NoReader), null, [new ReadingProblem(ProblemKind.UnknownFormat, null, null, null, why)]);
}
