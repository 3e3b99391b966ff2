using System.Globalization;
using System.Text;
using System.Xml.Linq;
using HoldingsLedger.Forms;
using Xunit;

namespace HoldingsLedger.Tests.Forms;

/// <summary>
/// 10,408 real filings, each field of each held against a second reading made here in the plainest way there is: a tree of
/// elements, asked by path. It shares no code with the readers.
/// </summary>
public sealed class reading_the_corpus
{
    private static readonly string[] Folders = ["amendments", "cases", "sequences"];
    private static readonly string[] Flags = ["isDirector", "isOfficer", "isTenPercentOwner", "isOther"];
    private static readonly string[] AddressParts = ["Street1", "Street2", "City", "State", "ZipCode"];

    [Fact]
    public void every_field_of_every_real_filing_is_what_a_plain_reading_of_its_elements_says()
    {
        Assert.SkipUnless(File.Exists(TestDocuments.CorpusArchive), "The corpus of real filings (../shared/corpus beside the repository) is not here.");

        var (documents, lines) = (0, 0);
        var differences = new List<string>();
        foreach (var (name, bytes) in TestDocuments.InArchive(TestDocuments.CorpusArchive))
        {
            var reading = DocumentReader.Read(bytes, name);
            Assert.True(reading.Filing is not null, $"{name}: {string.Join(' ', reading.Problems.Select(problem => problem.Message))}");
            documents++;
            lines += reading.Filing.Lines.Count;
            if (differences.Count < 20) differences.AddRange(Differences(name, bytes, reading.Filing));
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(20)));
        Assert.Equal((10_408, 29_949), (documents, lines));
    }

    [Fact]
    public void every_xml_and_text_beside_the_archive_has_a_filing_without_unreadable_fields()
    {
        Assert.SkipUnless(Directory.Exists(TestDocuments.Corpus), "The corpus of real filings (../shared/corpus beside the repository) is not here.");

        var files = Folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(TestDocuments.Corpus, folder), "*", SearchOption.AllDirectories))
            .Where(file => file.EndsWith(".xml", StringComparison.Ordinal) || file.EndsWith(".txt", StringComparison.Ordinal))
            .ToList();

        Assert.All(files, file =>
        {
            var bytes = File.ReadAllBytes(file);
            var reading = DocumentReader.Read(bytes, file);
            Assert.NotNull(reading.Filing);
            Assert.Empty(Differences(file, bytes, reading.Filing));
            Assert.DoesNotContain(reading.Problems, problem => problem.Kind is ProblemKind.UnreadableDate or ProblemKind.UnreadableFlag or ProblemKind.UnreadableNumber or ProblemKind.UnexpectedElement);
        });
        Assert.True(files.Count > 400);
    }

    private static IEnumerable<string> Differences(string name, byte[] bytes, OwnershipFiling filing)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var start = text.IndexOf("<ownershipDocument", StringComparison.Ordinal);
        var form = XElement.Parse(text[start..(text.IndexOf("</ownershipDocument>", start, StringComparison.Ordinal) + "</ownershipDocument>".Length)]);
        var header = text[..start].Split('\n').Select(line => line.Trim()).ToList();
        var expected = new Dictionary<string, object?>(StringComparer.Ordinal);
        var actual = new Dictionary<string, object?>(StringComparer.Ordinal);
        void Field(string field, object? wanted, object? read) => (expected[field], actual[field]) = (wanted, read);

        if (bytes.AsSpan().StartsWith("<SEC-"u8))
        {
            Field("accession", Behind(header, "ACCESSION NUMBER:"), filing.AccessionNumber?.Value);
            Field("acceptedAt", Behind(header, "<ACCEPTANCE-DATETIME>"), filing.AcceptedAt?.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture));
            Field("filedOn", Behind(header, "FILED AS OF DATE:"), filing.FiledOn?.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        }

        Field("formType", Text(form, "documentType"), filing.FormType);
        Field("schemaVersion", Text(form, "schemaVersion"), filing.SchemaVersion);
        Field("periodOfReport", Date(form, "periodOfReport"), filing.PeriodOfReport);
        Field("dateOfOriginalSubmission", Date(form, "dateOfOriginalSubmission"), filing.DateOfOriginalSubmission);
        Field("noSecuritiesOwned", Flag(form, "noSecuritiesOwned"), filing.NoSecuritiesOwned);
        Field("notSubjectToSection16", Flag(form, "notSubjectToSection16"), filing.NotSubjectToSection16);
        Field("form3HoldingsReported", Flag(form, "form3HoldingsReported"), filing.Form3HoldingsReported);
        Field("form4TransactionsReported", Flag(form, "form4TransactionsReported"), filing.Form4TransactionsReported);
        Field("aff10b5One", Flag(form, "aff10b5One"), filing.Aff10b5One);
        Field("issuer", (Text(form, "issuer/issuerCik"), Text(form, "issuer/issuerName"), Text(form, "issuer/issuerTradingSymbol")), (filing.Issuer?.Cik?.Value, filing.Issuer?.Name, filing.Issuer?.TradingSymbol));
        Field("remarks", Text(form, "remarks"), filing.Remarks);
        Field("owners", Listed(form.Elements("reportingOwner").Select(Owner)), Listed(filing.ReportingOwners.Select(Owner)));
        Field("footnotes", Listed(form.Descendants("footnote").Select(note => $"{note.Attribute("id")!.Value} {note.Value.Trim()}")), Listed(filing.Footnotes.Select(note => $"{note.Id} {note.Text}")));
        Field("signatures", Listed(form.Elements("ownerSignature").Select(sign => $"{Text(sign, "signatureName")} {Date(sign, "signatureDate")}")), Listed(filing.Signatures.Select(sign => $"{sign.Name} {sign.SignedOn}")));
        var rows = Rows(form).ToList();
        Field("lines", rows.Count, filing.Lines.Count);
        foreach (var (row, line) in rows.Zip(filing.Lines)) Field(line.Line, row, Row(line));
        return expected.Keys.Where(field => !Equals(expected[field], actual[field])).Select(field => $"{name} {field}: the elements say {expected[field]}, the reader {actual[field]}");
    }

    private static IEnumerable<string> Rows(XElement form)
    {
        foreach (var (table, number) in new[] { ("nonDerivativeTable", "I"), ("derivativeTable", "II") })
        {
            var rows = form.Elements(table).Elements().ToList();
            foreach (var row in rows)
            {
                var place = rows.IndexOf(row);
                var sameName = rows.Take(place + 1).Count(other => other.Name == row.Name);
                yield return Listed(
                [
                    $"{number}.{place + 1}", $"/ownershipDocument/{table}/{row.Name}[{sameName}]",
                    Text(row, "securityTitle/value"), Number(row, "conversionOrExercisePrice/value"),
                    Date(row, "transactionDate/value"), Date(row, "deemedExecutionDate/value"),
                    Text(row, "transactionCoding/transactionFormType"), Text(row, "transactionCoding/transactionCode"), Flag(row, "transactionCoding/equitySwapInvolved"),
                    Text(row, "transactionTimeliness/value"),
                    Number(row, "transactionAmounts/transactionShares/value"), Number(row, "transactionAmounts/transactionTotalValue/value"),
                    Number(row, "transactionAmounts/transactionPricePerShare/value"), Text(row, "transactionAmounts/transactionAcquiredDisposedCode/value"),
                    Date(row, "exerciseDate/value"), Date(row, "expirationDate/value"),
                    Text(row, "underlyingSecurity/underlyingSecurityTitle/value"), Number(row, "underlyingSecurity/underlyingSecurityShares/value"), Number(row, "underlyingSecurity/underlyingSecurityValue/value"),
                    Number(row, "postTransactionAmounts/sharesOwnedFollowingTransaction/value"), Number(row, "postTransactionAmounts/valueOwnedFollowingTransaction/value"),
                    Text(row, "ownershipNature/directOrIndirectOwnership/value"), Text(row, "ownershipNature/natureOfOwnership/value"),
                    .. row.Descendants("footnoteId").GroupBy(id => FootnotesOf(id.Parent!.Name.LocalName), StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                        .Select(group => $"{group.Key} {string.Join(' ', group.Select(id => id.Attribute("id")!.Value))}"),
                ]);
            }
        }
    }

    private static string Row(ReportedLine line) => Listed(
    [
        line.Line, line.Source.Xpath, line.SecurityTitle, line.ConversionOrExercisePrice, line.TransactionOn, line.DeemedExecutionOn,
        line.TransactionFormType, line.TransactionCode, line.EquitySwapInvolved, line.Timeliness, line.Shares, line.TotalValue, line.PricePerShare, line.AcquiredDisposed,
        line.ExercisableOn, line.ExpiresOn, line.UnderlyingSecurityTitle, line.UnderlyingShares, line.UnderlyingValue,
        line.SharesOwnedFollowing, line.ValueOwnedFollowing, line.Ownership, line.NatureOfOwnership,
        .. line.Footnotes.OrderBy(note => note.Key, StringComparer.Ordinal).Select(note => $"{note.Key} {string.Join(' ', note.Value)}"),
    ]);

    private static string FootnotesOf(string element) => element switch
    {
        "transactionCoding" => "transactionCode",
        "transactionTimeliness" => "timeliness",
        "transactionDate" => "transactionOn",
        "deemedExecutionDate" => "deemedExecutionOn",
        "transactionShares" => "shares",
        "transactionTotalValue" => "totalValue",
        "transactionPricePerShare" => "pricePerShare",
        "transactionAcquiredDisposedCode" => "acquiredDisposed",
        "exerciseDate" => "exercisableOn",
        "expirationDate" => "expiresOn",
        "underlyingSecurityShares" => "underlyingShares",
        "underlyingSecurityValue" => "underlyingValue",
        "sharesOwnedFollowingTransaction" => "sharesOwnedFollowing",
        "valueOwnedFollowingTransaction" => "valueOwnedFollowing",
        "directOrIndirectOwnership" => "ownership",
        "securityTitle" or "conversionOrExercisePrice" or "underlyingSecurityTitle" or "natureOfOwnership" => element,
        _ => "line",
    };

    private static string Owner(XElement owner) => Listed(
    [
        Text(owner, "reportingOwnerId/rptOwnerCik"), Text(owner, "reportingOwnerId/rptOwnerName"),
        .. Flags.Select(flag => (object?)Flag(owner, $"reportingOwnerRelationship/{flag}")),
        Text(owner, "reportingOwnerRelationship/officerTitle"), Text(owner, "reportingOwnerRelationship/otherText"),
        .. AddressParts.Select(part => Text(owner, $"reportingOwnerAddress/rptOwner{part}")),
    ]);

    private static string Owner(ReportingOwner owner) => Listed(
    [
        owner.Cik?.Value, owner.Name, owner.IsDirector, owner.IsOfficer, owner.IsTenPercentOwner, owner.IsOther, owner.OfficerTitle, owner.OtherText,
        owner.Address?.Street1, owner.Address?.Street2, owner.Address?.City, owner.Address?.State, owner.Address?.ZipCode,
    ]);

    private static string Listed(IEnumerable<object?> values) => string.Join(" | ", values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));

    private static string? Text(XElement element, string path) => path.Split('/').Aggregate((XElement?)element, (at, name) => at?.Element(name))?.Value.Trim() is { Length: > 0 } text ? text : null;

    private static decimal? Number(XElement element, string path) => Text(element, path) is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;

    private static DateOnly? Date(XElement element, string path) => Text(element, path) is { } text ? DateOnly.ParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    private static bool? Flag(XElement element, string path) => Text(element, path) switch { null => null, "1" or "true" => true, "0" or "false" => false, var other => throw new FormatException(other) };

    private static string? Behind(List<string> header, string label) => header.Find(line => line.StartsWith(label, StringComparison.Ordinal))?[label.Length..].Trim();
}
