using System.Text;
using CsCheck;
using HoldingsLedger.Forms;
using Xunit;

namespace HoldingsLedger.Tests.Forms;

/// <summary>Documents made to hurt: each gets a plain sentence, no filing, and costs little.</summary>
public sealed class hostile_documents
{
    private const long Megabyte = 1024 * 1024;

    [Fact]
    public void billion_laughs_are_refused_unread() => Refuses(
        Encoding.UTF8.GetBytes("""
            <?xml version="1.0"?>
            <!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;"><!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">]>
            <ownershipDocument><remarks>&lol3;</remarks></ownershipDocument>
            """),
        ProblemKind.ForbiddenMarkup);

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY xxe SYSTEM \"file:///etc/passwd\">]><ownershipDocument><remarks>&xxe;</remarks></ownershipDocument>")]
    [InlineData("<!DOCTYPE ownershipDocument SYSTEM \"http://localhost:9/x.dtd\"><ownershipDocument/>")]
    [InlineData("<?xml version=\"1.0\"?><!-- a --><?pi?>\n<!DOCTYPE ownershipDocument PUBLIC \"a\" \"b\"><ownershipDocument/>")]
    public void external_entities_are_refused_unread(string document)
    {
        Refuses(Encoding.UTF8.GetBytes(document), ProblemKind.ForbiddenMarkup);
        Refuses([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(document)], ProblemKind.ForbiddenMarkup);
        Refuses(Encoding.UTF8.GetBytes($"<SEC-HEADER>\n</SEC-HEADER>\n<DOCUMENT>\n<TEXT>\n<XML>\n{document}\n</XML>\n</TEXT>\n</DOCUMENT>"), ProblemKind.ForbiddenMarkup);
    }

    [Fact]
    public void an_entity_nobody_declared_is_malformed() => Refuses(Encoding.UTF8.GetBytes(TestDocuments.Form("<remarks>&xxe;</remarks>")), ProblemKind.MalformedXml);

    [Theory]
    [InlineData(100, "limit on the size of a document")]
    [InlineData(60, "limit on the size of ownership XML")]
    [InlineData(3, "limit on depth")]
    public void megabytes_of_nesting_cost_next_to_nothing(int megabytes, string limit) =>
        RefusesCheaply(Filled("<ownershipDocument><a>", "<a>", megabytes), limit, 20 * Megabyte);

    [Theory]
    [InlineData(65, "limit on the size of a document")]
    [InlineData(3, "limit on the length of one text")]
    public void a_text_without_end_costs_next_to_nothing(int megabytes, string limit) =>
        RefusesCheaply(Filled("<ownershipDocument><remarks>", "x", megabytes), limit, 80 * Megabyte);

    [Fact]
    public void a_file_beyond_the_limit_is_refused_without_being_taken_in()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using (var file = File.Create(path)) file.SetLength(100 * Megabyte);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var reading = DocumentReader.ReadFile(path);

            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < Megabyte);
            Assert.Equal("The limit on the size of a document (67108864 bytes) was reached: this one has 104857600.", Assert.Single(reading.Problems).Message);
            Assert.Equal("20492a4d0d84f8beb1767f6616229f85d44c2827b64bdbfb260ee12fa1109e0e", reading.Document.Sha256);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void rows_without_end_are_cut_off() => RefusesCheaply(Filled("<ownershipDocument><nonDerivativeTable>", "<nonDerivativeHolding/>", 3), "limit on rows (10000)", 80 * Megabyte);

    [Fact]
    public void footnotes_without_end_are_cut_off() => RefusesCheaply(Filled("<ownershipDocument><footnotes>", "<footnote id=\"F1\">x</footnote>", 3), "limit on footnotes (10000)", 80 * Megabyte);

    [Fact]
    public void owners_without_end_are_cut_off() => RefusesCheaply(Filled("<ownershipDocument>", "<reportingOwner/>", 3), "limit on reporting owners (1000)", 80 * Megabyte);

    [Fact]
    public void signatures_without_end_are_cut_off() => RefusesCheaply(Filled("<ownershipDocument>", "<ownerSignature/>", 3), "limit on signatures (1000)", 80 * Megabyte);

    [Theory]
    [InlineData(" a{0}=\"\"")]
    [InlineData(" xmlns:a{0}='>'")]
    [InlineData(" a{0}")]
    public void attributes_without_end_cost_next_to_nothing(string attribute)
    {
        var attributes = string.Concat(Enumerable.Range(0, 200_000).Select(i => attribute.Replace("{0}", $"{i}", StringComparison.Ordinal)));

        RefusesCheaply(Encoding.UTF8.GetBytes($"<?xml version=\"1.0\"?><ownershipDocument><!-- > --><![CDATA[ < ]]><a{attributes}>"), "limit on the length of one tag", 40 * Megabyte);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(500)]
    [InlineData(900)]
    public void a_document_cut_off_anywhere_is_malformed(int length) =>
        Refuses(Encoding.UTF8.GetBytes(TestDocuments.Form(TestDocuments.TableI(TestDocuments.Holding()))[..length]), ProblemKind.MalformedXml);

    [Fact]
    public void nothing_at_all_is_empty() => Refuses([], ProblemKind.EmptyDocument);

    [Theory]
    [InlineData("<!DOCTYPE html>\n<html><head><title>Request rate exceeded</title></head><body>ownershipDocument</body></html>")]
    [InlineData("<html lang=\"en\"><p>unclosed")]
    [InlineData("<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"></html>")]
    public void a_web_page_is_no_form(string page) => Refuses(Encoding.UTF8.GetBytes(page), ProblemKind.NotAnOwnershipForm);

    [Fact]
    public void bytes_of_a_program_are_unknown() => Refuses([0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0, 0], ProblemKind.UnknownFormat);

    private static readonly Dictionary<string, byte[]> Mistaken = new(StringComparer.Ordinal)
    {
        ["says UTF-8, is Latin-1"] = Encoding.Latin1.GetBytes(Accented("encoding=\"UTF-8\"")),
        ["says UTF-16, is UTF-8"] = Encoding.UTF8.GetBytes(Accented("encoding=\"UTF-16\"")),
        ["says an encoding nobody knows"] = Encoding.UTF8.GetBytes(Accented("encoding='klingon-8'")),
        ["says EBCDIC, is UTF-8"] = Encoding.UTF8.GetBytes(Accented("encoding=\"IBM037\"")),
        ["says UTF-7"] = Encoding.UTF8.GetBytes(Accented("encoding=\"utf-7\"")),
        ["says Shift JIS, has bytes of none"] = Encoding.Latin1.GetBytes(Accented("encoding=\"shift_jis\"").Replace("née", "\u0081", StringComparison.Ordinal)),
        ["says UTF-8, is UTF-16"] = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Accented("encoding=\"UTF-8\""))],
        ["UTF-16 with half a character"] = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Accented("")), 0x00],
        ["UTF-16 with half a pair"] = [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("<ownershipDocument>"), 0xD8, 0x00, .. Encoding.BigEndianUnicode.GetBytes("</ownershipDocument>")],
        ["UTF-32"] = [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes(Accented(""))],
        ["marked as UTF-8, is Latin-1"] = [0xEF, 0xBB, 0xBF, .. Encoding.Latin1.GetBytes(Accented(""))],
    };

    public static TheoryData<string> Mistakes() => [.. Mistaken.Keys];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void a_document_that_is_not_in_the_encoding_it_claims_is_refused(string mistake) => Refuses(Mistaken[mistake], ProblemKind.WrongEncoding);

    [Fact]
    public void junk_behind_the_form_is_said_and_loses_nothing()
    {
        var reading = TestDocuments.Read(TestDocuments.Form(TestDocuments.TableI(TestDocuments.Holding())) + "\n<br>junk & more");

        Assert.Single(reading.Filing!.Lines);
        Assert.Equal(ProblemKind.MalformedXml, Assert.Single(reading.Problems).Kind);
    }

    [Fact]
    public void no_bytes_whatever_make_the_reader_throw()
    {
        var whole = Encoding.UTF8.GetBytes("<SEC-HEADER>\nACCESSION NUMBER:\t0009100001-23-000007\n<ACCEPTANCE-DATETIME>20230315213004\n</SEC-HEADER>\n<DOCUMENT>\n<TEXT>\n<XML>\n"
            + TestDocuments.Form(TestDocuments.TableI(TestDocuments.Holding(title: "<value>Common</value><footnoteId id=\"F1\"/>"))) + "\n</XML>\n</TEXT>\n</DOCUMENT>");
        var mutation = Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[0, 20]);

        Gen.Select(mutation.Array[0, 8], Gen.Bool).Sample(
            (mutations, xmlOnly) =>
            {
                var bytes = (byte[])whole.Clone();
                foreach (var (at, value, length) in mutations) Array.Fill(bytes, value, at, Math.Min(length, bytes.Length - at));
                var reading = DocumentReader.Read(xmlOnly ? bytes.AsMemory(whole.AsSpan().IndexOf("<?xml"u8)) : bytes, "0009100001-23-000007.txt");
                return (reading.Filing is not null || reading.Problems.Count > 0)
                    && !reading.Problems.Any(problem => problem.Message.StartsWith("The reader failed", StringComparison.Ordinal));
            },
            iter: 2_000);
    }

    private static string Accented(string encoding) => TestDocuments.Form("<remarks>née</remarks>", declaration: $"<?xml version=\"1.0\" {encoding}?>");

    private static void Refuses(byte[] document, ProblemKind kind)
    {
        var reading = DocumentReader.Read(document, "filing.xml");

        Assert.Null(reading.Filing);
        var problem = Assert.Single(reading.Problems);
        Assert.True(problem.Kind == kind, $"{problem.Kind}: {problem.Message}");
        Assert.DoesNotContain("Exception", problem.Message, StringComparison.Ordinal);
    }

    private static void RefusesCheaply(byte[] document, string limit, long mostBytes)
    {
        var problem = Measured(document, mostBytes).Problems[0];
        Assert.Equal(ProblemKind.LimitExceeded, problem.Kind);
        Assert.Contains(limit, problem.Message, StringComparison.Ordinal);
    }

    private static Reading Measured(byte[] document, long mostBytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reading = DocumentReader.Read(document, null);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < mostBytes, $"{allocated / Megabyte} MB were allocated for a document of {document.Length / Megabyte} MB.");
        Assert.Null(reading.Filing);
        return reading;
    }

    private static byte[] Filled(string start, string repeated, int megabytes)
    {
        var document = new byte[megabytes * Megabyte];
        var pattern = Encoding.UTF8.GetBytes(repeated);
        var at = Encoding.UTF8.GetBytes(start, document);
        var room = (document.Length - at) / pattern.Length * pattern.Length;
        pattern.CopyTo(document, at);
        for (var filled = pattern.Length; filled < room; filled += Math.Min(filled, room - filled)) document.AsSpan(at, Math.Min(filled, room - filled)).CopyTo(document.AsSpan(at + filled));
        return document[..(at + room)];
    }
}
