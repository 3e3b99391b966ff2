using System.Text.RegularExpressions;

namespace HoldingsLedger.Forms.Text;

internal sealed partial class TextHeader
{
    /// <summary>Where a label stands: the index of its line, its place in it, and what follows it in its own cell.</summary>
    private readonly record struct Label(int Line, int At, int Next, string Rest);

    private Label? Find(Regex pattern)
    {
        for (var at = 0; at < tables; at++)
        {
            var cells = lines[at].Cells;
            for (var index = 0; index < cells.Count; index++)
            {
                if (pattern.Match(cells[index].Text) is not { Success: true } match) continue;
                var next = index + 1 < cells.Count && AnyLabel().IsMatch(cells[index + 1].Text) ? cells[index + 1].At : int.MaxValue;
                return new(at, cells[index].At, next, cells[index].Text[(match.Index + match.Length)..].Trim(' ', '*', ':'));
            }
        }

        return null;
    }

    /// <summary>What stands under a label, nearest first: the rest of its own cell, then cells below it up to the next label of its column.</summary>
    private IEnumerable<string> Under(Label label)
    {
        if (label.Rest.Length > 0) yield return label.Rest;
        // Without tabs positions drift by a few characters, with tabs by a cell.
        for (var at = label.Line + 1; at < tables; at++)
        {
            var line = lines[at];
            var slack = line.HasTabs ? 1 : 6;
            foreach (var cell in line.Cells)
            {
                if (cell.At < label.At - slack || (label.Next != int.MaxValue && cell.At >= label.Next - (line.HasTabs ? 0 : slack))) continue;
                if (NumberedLabel().IsMatch(cell.Text)) yield break;
                yield return cell.Text;
            }
        }
    }

    /// <summary>As <see cref="Under"/>, line by line, each with the pieces that wide gaps parted: "2seventy" and "bio, Inc. [ TSVT ]".</summary>
    private IEnumerable<string> RowsUnder(Label label)
    {
        var end = lines[label.Line].Cells.FirstOrDefault(cell => cell.At > label.At)?.At ?? int.MaxValue;
        for (var at = label.Line + 1; at < Math.Min(tables, label.Line + 4); at++)
        {
            if (lines[at].HasTabs) yield break;
            var pieces = lines[at].Cells.Where(cell => cell.At >= label.At - 6 && cell.At < end - 6).Select(cell => cell.Text).ToList();
            if (pieces.Exists(text => NumberedLabel().IsMatch(text))) yield break;
            if (pieces.Count > 1) yield return string.Join(' ', pieces);
        }
    }

    private DateOnly? DateUnder(Regex pattern, string field)
    {
        if (Find(pattern) is not { } label) return null;
        foreach (var text in Under(label))
        {
            if (PaperWords.AnyDate().Match(text) is not { Success: true } match) continue;
            var date = PrintedValue.Date(match.Value);
            if (date.Value is null) problems.Add(new(ProblemKind.UnreadableDate, null, field, match.Value, $"\"{match.Value}\" does not read as a date."));
            else confidence[field] = OneReading * date.Confidence;
            return date.Value;
        }

        return null;
    }

    [GeneratedRegex(@"Name and Address of Reporting Person", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex OwnerLabel();

    [GeneratedRegex(@"Issuer Name( and Ticker)?( or Trading)?( Symbol)?|Name of Issuer", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex IssuerLabel();

    [GeneratedRegex(@"(Date of )?Earliest Transaction|Date of Event( Requiring)?( Statement)?|Fiscal Year Ended|Statement for( Month)?", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex PeriodLabel();

    [GeneratedRegex(@"If Amendment,? ?(Date)?( of)?( Original)?( Filed)?", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex AmendmentLabel();

    [GeneratedRegex(@"Relationship of Reporting", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex RelationLabel();

    [GeneratedRegex(@"Individual or Joint", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex JointLabel();

    [GeneratedRegex(@"give title", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex GiveTitle();

    [GeneratedRegex(@"Check this box if no longer", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex NoLongerSubject();

    [GeneratedRegex(@"Check this box to indicate that a transaction|transaction was made pursuant to a contract", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Plan();

    [GeneratedRegex(@"^\W*[1-7]?\.? ?(Name and Address|Issuer Name|Date of E|If Amendment|Relationship of|Individual or Joint|Statement for)", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex NumberedLabel();

    [GeneratedRegex(@"Name and Address|Issuer Name|Date of E|If Amendment|Relationship of|Individual or Joint|Statement for|IRS |Filed By|Form filed by|Check (all )?applicable", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex AnyLabel();

    [GeneratedRegex(@"^\W*(Director|Officer|Other|10 ?%|pecify|tner|ner\b|below|Person\b|specify|\(Month)", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Captions();

    [GeneratedRegex(@"Derivati|Ta{1,2}ble\s+I", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex TableTitle();

    [GeneratedRegex(@"/s/\s*\S.*?(?=\s+[0-9]{1,2}/[0-9]{1,2}/|$)", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Signed();

    [GeneratedRegex(@"^(?<name>.*?[A-Za-z].*?)\s*\[\s*(?<symbol>[A-Za-z.]{1,6})$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex OpenSymbol();

    [GeneratedRegex("[A-Za-z]{2,}", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Words();
}
