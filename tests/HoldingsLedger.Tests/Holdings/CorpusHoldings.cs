using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Tests.Holdings;

/// <summary>The holdings of every insider in the unpacked corpus archive, straight from the readers, amendments as filings of their own.</summary>
internal static class CorpusHoldings
{
    /// <summary>The archive beside the repository; <c>null</c> where it is absent.</summary>
    public static string? Archive()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "HoldingsLedger.sln"))) folder = folder.Parent;
        var archive = folder is null ? null : Path.Combine(folder.FullName, "..", "shared", "corpus", "edgar-2023.tar.gz");
        return archive is not null && File.Exists(archive) ? archive : null;
    }

    public static List<InsiderHoldings> Read(string archive)
    {
        var filings = new Dictionary<string, HeldFiling>(StringComparer.Ordinal);
        var byInsider = new Dictionary<(string Person, string Issuer), List<HeldFiling>>();
        using var packed = new System.IO.Compression.GZipStream(File.OpenRead(archive), System.IO.Compression.CompressionMode.Decompress);
        using var tar = new System.Formats.Tar.TarReader(packed);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is not { } data) continue;
            using var bytes = new MemoryStream();
            data.CopyTo(bytes);
            var filing = DocumentReader.Read(bytes.ToArray(), Path.GetFileName(entry.Name)).Filing;
            if (filing?.AccessionNumber is not { } accession || filing.Issuer?.Cik is not { } issuer || filing.AcceptedAt is not { } acceptedAt) continue;
            var held = new HeldFiling
            {
                Filing = accession.Value,
                FormType = filing.FormType ?? "4",
                PeriodOfReport = filing.PeriodOfReport,
                FiledOn = filing.FiledOn,
                KnownAt = acceptedAt,
                KnownAtBasis = KnownAtBasis.Acceptance,
                NoSecuritiesOwned = filing.NoSecuritiesOwned,
                Owners = [.. filing.ReportingOwners.Select(owner => new FilingOwner(owner.Cik?.Value ?? owner.Name ?? "", owner.Name))],
                Footnotes = filing.Footnotes,
                Remarks = filing.Remarks,
                Lines = [.. filing.Lines.Select(line => new HeldLine { Line = line })],
                Amends = filing.FormType is ['3' or '4' or '5', '/', 'A'] ? new AmendmentLink { State = LinkState.OriginalNotHeld, Basis = "not linked in this test" } : null,
            };
            if (!filings.TryAdd(held.Filing, held)) continue;
            foreach (var owner in held.Owners)
            {
                var insider = (owner.Person, issuer.Value);
                if (!byInsider.TryGetValue(insider, out var list)) byInsider[insider] = list = [];
                list.Add(held);
            }
        }

        return [.. byInsider.Select(pair => new InsiderHoldings
        {
            Id = InsiderHoldings.IdOf(pair.Key.Person, pair.Key.Issuer),
            Person = pair.Key.Person,
            Issuer = pair.Key.Issuer,
            Filings = [.. pair.Value.OrderBy(filing => filing.KnownAt).ThenBy(filing => filing.Filing, StringComparer.Ordinal)],
        })];
    }
}
