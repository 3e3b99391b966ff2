using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HoldingsLedger.Tests.Pdf;

/// <summary>Puts fields of an interactive form over the first page of a PDF, as filling it in on a screen does.</summary>
internal static partial class ScreenForm
{
    private static readonly double[] ColumnsI = [30, 170, 222, 270, 300, 316, 366, 388, 424, 490, 520, 582];

    /// <summary>A form with one empty row of Table I, whose cells have the given fields: "/V(...)" and what else a field's dictionary has.</summary>
    public static byte[] Row(IReadOnlyDictionary<int, string> cells, string form = "", IReadOnlyList<string>? others = null)
    {
        var made = new MadeForm { TableI = [["", "", "", "", "", "", "", "", "", "", ""]], Notes = ["Shares withheld for taxes."], Marked = "" };
        var fields = cells.Select(cell => string.Create(CultureInfo.InvariantCulture, $"/FT/Tx/T(c{cell.Key})/Rect[{ColumnsI[cell.Key] + 1} 469 {ColumnsI[cell.Key + 1] - 1} 483]{cell.Value}"));
        return With(made.Pdf(), [.. fields, .. others ?? []], form);
    }

    /// <param name="pdf">As <see cref="MadeForm"/> makes it: its objects are plain.</param>
    /// <param name="fields">A widget's dictionary each; "{look ...}" in it is a look drawn by those operators.</param>
    /// <param name="form">Further entries of the document's form.</param>
    public static byte[] With(byte[] pdf, IReadOnlyList<string> fields, string form)
    {
        var text = Encoding.Latin1.GetString(pdf);
        text = text[..text.LastIndexOf("xref", text.LastIndexOf("startxref", StringComparison.Ordinal) - 1, StringComparison.Ordinal)];
        var next = Start().Matches(text).Max(match => int.Parse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture)) + 1;
        var references = new StringBuilder();
        var objects = new StringBuilder();
        foreach (var field in fields)
        {
            var dictionary = Look().Replace(field, match =>
            {
                var look = match.Groups["look"].Value;
                objects.Append(CultureInfo.InvariantCulture, $"{next} 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 100 20]/Length {look.Length}>>\nstream\n{look}\nendstream\nendobj\n");
                return string.Create(CultureInfo.InvariantCulture, $"{next++} 0 R");
            });
            objects.Append(CultureInfo.InvariantCulture, $"{next} 0 obj\n<</Type/Annot/Subtype/Widget{dictionary}>>\nendobj\n");
            references.Append(CultureInfo.InvariantCulture, $"{next++} 0 R ");
        }

        text = Page().Replace(text, "/Type /Page /Annots [" + references + "]", 1);
        text = Catalog().Replace(text, "/Type /Catalog /AcroForm <</Fields [" + references + "]" + form + ">>", 1) + objects;
        var starts = Start().Matches(text).ToDictionary(match => int.Parse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture), match => match.Groups["n"].Index);
        var root = Start().Matches(text[..text.IndexOf("/Type /Catalog", StringComparison.Ordinal)])[^1].Groups["n"].Value;
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"xref\n0 {next}\n0000000000 65535 f \n");
        for (var number = 1; number < next; number++)
            table.Append(starts.TryGetValue(number, out var at) ? string.Create(CultureInfo.InvariantCulture, $"{at:0000000000} 00000 n \n") : "0000000000 00000 f \n");
        table.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {next}/Root {root} 0 R>>\nstartxref\n{text.Length}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text + table);
    }

    [GeneratedRegex(@"(?<=\n|^)(?<n>[0-9]+) 0 obj", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Start();

    [GeneratedRegex(@"/Type /Page(?![a-zA-Z])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Page();

    [GeneratedRegex("/Type /Catalog", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Catalog();

    [GeneratedRegex(@"\{(?<look>[^}]*)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Look();
}
