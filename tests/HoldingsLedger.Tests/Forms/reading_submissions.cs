using System.Text;
using HoldingsLedger.Forms;
using Xunit;

namespace HoldingsLedger.Tests.Forms;

public sealed class reading_submissions
{
    private static readonly string Form = TestDocuments.Form("<notSubjectToSection16>1</notSubjectToSection16>");

    [Theory]
    [InlineData("20230310170511", "2023-03-10T17:05:11-05:00")]
    [InlineData("20230313170511", "2023-03-13T17:05:11-04:00")]
    [InlineData("20231103215959", "2023-11-03T21:59:59-04:00")]
    [InlineData("20231106060000", "2023-11-06T06:00:00-05:00")]
    [InlineData("20060330120000", "2006-03-30T12:00:00-05:00")]
    [InlineData("20060403120000", "2006-04-03T12:00:00-04:00")]
    [InlineData("20061027120000", "2006-10-27T12:00:00-04:00")]
    [InlineData("20061030120000", "2006-10-30T12:00:00-05:00")]
    [InlineData("20070312120000", "2007-03-12T12:00:00-04:00")]
    public void the_acceptance_instant_has_the_eastern_offset_of_its_day(string filed, string instant)
    {
        var accepted = TestDocuments.Read($"<SEC-HEADER>\n<ACCEPTANCE-DATETIME>{filed}\n</SEC-HEADER>\n<DOCUMENT>\n<TEXT>\n{Form}</TEXT>\n</DOCUMENT>\n").Filing!.AcceptedAt;

        Assert.Equal(instant, accepted!.Value.ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("20231306060000")]
    [InlineData("20230230060000")]
    [InlineData("20230106250000")]
    [InlineData("00010101000000")]
    [InlineData("20230106")]
    [InlineData("yesterday")]
    public void an_acceptance_instant_that_is_none_is_null_and_said(string filed)
    {
        var reading = TestDocuments.Read($"<SEC-HEADER>\n<ACCEPTANCE-DATETIME>{filed}\n</SEC-HEADER>\n<DOCUMENT>\n<TEXT>\n{Form}</TEXT>\n</DOCUMENT>\n");

        Assert.Null(reading.Filing!.AcceptedAt);
        Assert.Equal((ProblemKind.UnreadableDate, "acceptedAt", filed), (reading.Problems[0].Kind, reading.Problems[0].Field, reading.Problems[0].Raw));
    }

    [Fact]
    public void an_instant_at_the_end_of_the_calendar_loses_no_filing() =>
        Assert.Equal(DateTimeOffset.MaxValue, TestDocuments.Read($"<SEC-HEADER>\n<ACCEPTANCE-DATETIME>99991231235959\n</SEC-HEADER>\n<DOCUMENT>\n<TEXT>\n{Form}</TEXT>\n</DOCUMENT>\n").Filing!.AcceptedAt);

    [Theory]
    [InlineData("<submission>\n<accession-number>0009100001-23-000009\n<document>\n<type>4\n<text>\n<xml>\n", "\n</xml>\n</text>\n</document>\n</submission>\n")]
    [InlineData("<SUBMISSION><ACCESSION-NUMBER>0009100001-23-000009<DOCUMENT><TYPE>4<TEXT><Xml>", "</Xml></TEXT></DOCUMENT></SUBMISSION>")]
    [InlineData("<sec-document>0009100001-23-000009.txt : 20230106\n<DOCUMENT>\n<TEXT>\nExhibit.\n</TEXT>\n</DOCUMENT>\n<Document>\n<TEXT>\n<XML>\n", "\n</xml>\n</TEXT>\n</Document>\n")]
    public void tags_count_in_whatever_letters_they_are_written(string before, string after)
    {
        var filing = TestDocuments.Read(before + Form + after).Filing;

        Assert.Equal(("0009100001-23-000009", "4"), (filing?.AccessionNumber?.ToString(), filing?.FormType));
    }

    [Fact]
    public void header_labels_behind_the_first_document_do_not_count()
    {
        var reading = TestDocuments.Read($"<SEC-HEADER>\n</SEC-HEADER>\n<DOCUMENT>\n<TYPE>4\n<TEXT>\n{TestDocuments.Form("<remarks>ACCESSION NUMBER: 0009100001-23-000007</remarks>")}</TEXT>\n</DOCUMENT>\n");

        Assert.Null(reading.Filing!.AccessionNumber);
        Assert.Empty(reading.Problems);
    }

    [Theory]
    [InlineData("0009100001-21-003532.xml", "0009100001-21-003532")]
    [InlineData("000910000121003532.xml", "0009100001-21-003532")]
    [InlineData("/filings/2021/0009100001-21-003532.xml", "0009100001-21-003532")]
    [InlineData("C:\\filings\\0009100001-21-003532.xml", "0009100001-21-003532")]
    [InlineData("0009100001-21-003532", "0009100001-21-003532")]
    [InlineData("form4.xml", null)]
    [InlineData("0009100001-21-003532-form4.xml", null)]
    [InlineData("٠009100001-21-003532.xml", null)]
    [InlineData(null, null)]
    public void a_bare_xml_takes_its_accession_number_from_a_name_that_is_one(string? fileName, string? accession) =>
        Assert.Equal(accession, TestDocuments.Read(Form, fileName).Filing!.AccessionNumber?.Value);

    [Fact]
    public void a_submission_whose_header_has_no_accession_number_takes_it_from_its_wrapper_then_its_name()
    {
        var body = $"<DOCUMENT>\n<TEXT>\n{Form}</TEXT>\n</DOCUMENT>\n";

        Assert.Equal("0009100001-23-000007", TestDocuments.Read($"<SEC-DOCUMENT>0009100001-23-000007.txt : 20230106\n{body}", "0009100001-23-000009.txt").Filing!.AccessionNumber?.Value);
        Assert.Equal("0009100001-23-000009", TestDocuments.Read(body, "0009100001-23-000009.txt").Filing!.AccessionNumber?.Value);
    }

    [Fact]
    public void a_submission_without_an_ownership_document_is_no_form()
    {
        var reading = TestDocuments.Read("<SEC-HEADER>\nCONFORMED SUBMISSION TYPE:\t8-K\n</SEC-HEADER>\n<DOCUMENT>\n<TYPE>8-K\n<TEXT>\n<html>ownershipDocument</html>\n</TEXT>\n</DOCUMENT>\n");

        Assert.Null(reading.Filing);
        Assert.Equal((DocumentKind.SubmissionText, ProblemKind.NotAnOwnershipForm), (reading.Document.Kind, reading.Problems[0].Kind));
        Assert.Equal("The submission (form type 8-K) has no ownership XML among its documents.", reading.Problems[0].Message);
    }

    [Fact]
    public void a_submission_in_utf_16_is_read_like_any_other()
    {
        var text = $"<SEC-HEADER>\nACCESSION NUMBER:\t0009100001-23-000007\n</SEC-HEADER>\n<DOCUMENT>\n<TEXT>\n<XML>\n{Form}</XML>\n</TEXT>\n</DOCUMENT>\n";

        var reading = DocumentReader.Read((byte[])[0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)], null);

        Assert.Equal("0009100001-23-000007", reading.Filing?.AccessionNumber?.Value);
    }

    [Fact]
    public void a_submission_cut_off_inside_the_form_is_malformed()
    {
        var reading = TestDocuments.Read($"<SEC-HEADER>\n</SEC-HEADER>\n<DOCUMENT>\n<TEXT>\n<XML>\n{Form[..400]}");

        Assert.Null(reading.Filing);
        Assert.Equal(ProblemKind.MalformedXml, reading.Problems[0].Kind);
    }

    [Fact]
    public void a_document_is_known_by_the_digest_of_its_bytes() =>
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", DocumentReader.Read("abc"u8.ToArray(), null).Document.Sha256);
}
