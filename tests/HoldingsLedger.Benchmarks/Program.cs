using HoldingsLedger.Benchmarks;

if (args is not [var mode, .. var rest])
{
    await Console.Error.WriteLineAsync("Which figures? reading [ARCHIVE.tar.gz]: filings a second on one core; ingest [ARCHIVE.tar.gz]: from documents to answers; answering URL [PATH...]: how long a running server takes, such as http://127.0.0.1:5080.");
    return 2;
}

switch (mode)
{
    case "reading":
        return ReadingSpeed.Run(rest is [var archive, ..] ? archive : null);
    case "ingest":
        return await IngestSpeed.RunAsync(rest is [var taken, ..] ? taken : null);
    case "answering" when rest is [var server, .. var paths] && Uri.TryCreate(server, UriKind.Absolute, out var address):
        return await AnsweringSpeed.RunAsync(address, paths);
    default:
        await Console.Error.WriteLineAsync($"There are no figures called \"{mode}\": reading, ingest and answering (with a URL) are what there is.");
        return 2;
}
