namespace HoldingsLedger.Tests;

/// <summary>The real filings beside the repository, where somebody put them there.</summary>
internal static class Corpus
{
    public const string Absent = "The folder ../shared/corpus with real filings is not beside this repository; this test needs it.";

    /// <summary>The folder, or <c>null</c> where it is absent.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>A folder or file in it; skips the test where the corpus is absent.</summary>
    public static string At(params string[] path)
    {
        if (Folder is null) Xunit.Assert.Skip(Absent);
        return Path.Combine([Folder, .. path]);
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "HoldingsLedger.sln"))) continue;
            var corpus = Path.Combine(folder.FullName, "..", "shared", "corpus");
            return Directory.Exists(corpus) ? Path.GetFullPath(corpus) : null;
        }

        return null;
    }
}
