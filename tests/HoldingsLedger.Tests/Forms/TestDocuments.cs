using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Tests.Forms;

/// <summary>Where tests find documents: the ground-truth folders beside them, the corpus beside the repository, small ones made on the spot.</summary>
internal static class TestDocuments
{
    public static string Root { get; } = FindRoot();

    public static string GroundTruth { get; } = Path.Combine(Root, "tests", "HoldingsLedger.Tests", "GroundTruth");

    public static string Corpus { get; } = Path.Combine(Root, "..", "shared", "corpus");

    public static string CorpusArchive { get; } = Path.Combine(Corpus, "edgar-2023.tar.gz");

    /// <summary>The folders whose document is one that the ownership-XML and submission readers take, with the truth beside it.</summary>
    public static IEnumerable<string> GroundTruthFolders() =>
        Directory.EnumerateDirectories(GroundTruth).Where(folder => File.Exists(Path.Combine(folder, "expected.json"))).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal);

    /// <summary>The document of a ground-truth folder: the one file that is not the expectation.</summary>
    public static (byte[] Bytes, string FileName) DocumentOf(string folder)
    {
        var file = Directory.EnumerateFiles(Path.Combine(GroundTruth, folder)).Single(path => Path.GetFileName(path) is not "expected.json");
        return (File.ReadAllBytes(file), Path.GetFileName(file));
    }

    public static IEnumerable<(string Name, byte[] Bytes)> InArchive(string archive)
    {
        using var file = File.OpenRead(archive);
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(unzipped);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is not { } data) continue;
            using var bytes = new MemoryStream();
            data.CopyTo(bytes);
            yield return (entry.Name, bytes.ToArray());
        }
    }

    public static Reading Read(string text, string? fileName = null) => DocumentReader.Read(Encoding.UTF8.GetBytes(text), fileName);

    /// <summary>A whole, faultless Form 4 with the given tables and whatever else is put between owner and signature.</summary>
    public static string Form(string body = "", string formType = "4", string declaration = "<?xml version=\"1.0\"?>") => $"""
        {declaration}
        <ownershipDocument>
          <schemaVersion>X0306</schemaVersion>
          <documentType>{formType}</documentType>
          <periodOfReport>2023-01-05</periodOfReport>
          <issuer><issuerCik>0009100010</issuerCik><issuerName>BRAMBLEWICK ROBOTICS INC</issuerName><issuerTradingSymbol>BRMB</issuerTradingSymbol></issuer>
          <reportingOwner><reportingOwnerId><rptOwnerCik>0009100020</rptOwnerCik><rptOwnerName>Tarnhelm Ignatius</rptOwnerName></reportingOwnerId></reportingOwner>
          {body}
          <ownerSignature><signatureName>/s/ I. Tarnhelm</signatureName><signatureDate>2023-01-06</signatureDate></ownerSignature>
        </ownershipDocument>
        """;

    /// <summary>A holding of Table I, faultless but for what is replaced in it.</summary>
    public static string Holding(string shares = "<value>100</value>", string title = "<value>Common Stock</value>", string ownership = "<value>D</value>", string more = "") => $"""
        <nonDerivativeHolding>
          <securityTitle>{title}</securityTitle>
          <postTransactionAmounts><sharesOwnedFollowingTransaction>{shares}</sharesOwnedFollowingTransaction></postTransactionAmounts>
          <ownershipNature><directOrIndirectOwnership>{ownership}</directOrIndirectOwnership></ownershipNature>
          {more}
        </nonDerivativeHolding>
        """;

    public static string TableI(string rows) => $"<nonDerivativeTable>{rows}</nonDerivativeTable>";

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "HoldingsLedger.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("HoldingsLedger.sln is in no folder above the tests.");
    }
}
