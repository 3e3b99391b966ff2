using HoldingsLedger.Benchmarks;

if (args is not [var mode, .. var rest])
{
    await Console.Error.WriteLineAsync("Which figures? reading [ARCHIVE.tar.gz]: filings a second on one core.");
    return 2;
}

switch (mode)
{
    case "reading":
        return ReadingSpeed.Run(rest is [var archive, ..] ? archive : null);
    default:
        await Console.Error.WriteLineAsync($"There are no figures called \"{mode}\": reading is what there is.");
        return 2;
}
