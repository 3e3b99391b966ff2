using System.Text.RegularExpressions;
using HoldingsLedger.Forms.Text;

namespace HoldingsLedger.Forms.Pdf;

internal sealed partial class HeaderBlock
{
    /// <summary>From the label's top to the next label below it and the next one beside it.</summary>
    private Box Area((Field Field, TextRun Run, PaperPage Page) label)
    {
        var own = label.Run.Box;
        var part = parts.Last(part => part.Page.Number == label.Page.Number && part.Top >= own.MidY && part.Bottom <= own.MidY);
        var others = labels.Where(other => other.Page.Number == label.Page.Number && !ReferenceEquals(other.Run, label.Run)).Select(other => (other.Field, other.Run.Box)).ToList();
        var bottom = others.Where(other => other.Box.Top < own.Bottom + 2 && other.Box.Right > own.Left + 2 && other.Box.Left < own.Right - 2)
            .Select(other => other.Box.Top).DefaultIfEmpty(Math.Max(part.Bottom, -10_000)).Max();
        // What stands further right and level with any part of the area bounds it.
        var right = others.Where(other => other.Box.Left > own.Left + 25 && other.Box.MidY > bottom && other.Box.MidY < own.Top + 12)
            .Select(other => other.Box.Left - 2.5).DefaultIfEmpty(10_000).Min();
        var left = own.Left - 6;
        if (label.Field is Field.Relationship) left -= 8;
        return new(left, bottom, right, own.Top);
    }

    /// <summary>The label's page with the rest of its box under it, where a page ended within the box; <c>null</c> where none did.</summary>
    private PaperPage? OnNextPage((Field Field, TextRun Run, PaperPage Page) label, Box area)
    {
        if (label.Page.Scan is not null || area.Bottom > -10_000 || parts.Find(part => part.Page.Number == label.Page.Number + 1) is not { } next) return null;
        var floor = labels.Where(other => other.Page.Number == next.Page.Number).Select(other => other.Run.Box.Top).DefaultIfEmpty(Math.Max(next.Bottom, -10_000)).Max();
        var rest = next.Page.Glyphs.Where(glyph => glyph.MidX > area.Left && glyph.MidX < area.Right && glyph.MidY > floor && glyph.MidY < next.Top).ToList();
        if (rest.Count == 0) return null;
        var low = label.Page.Glyphs.Where(glyph => area.Holds(glyph.MidX, glyph.MidY)).Select(glyph => glyph.Base).DefaultIfEmpty(label.Run.Base).Min();
        var shift = low - 20 - rest.Max(glyph => glyph.Base);
        return label.Page with { Glyphs = [.. label.Page.Glyphs, .. rest.Select(glyph => glyph with { Base = glyph.Base + shift })] };
    }

    private static List<TextRun> RunsIn(PaperPage page, Box area, TextRun label) =>
        [.. TextRuns.Of([.. page.Glyphs.Where(glyph => area.Holds(glyph.MidX, glyph.MidY) && glyph.Base < label.Base - 1)], page.Rulings)];

    /// <summary>The lines of a label's area without the label's own words.</summary>
    private List<string> Texts((Field Field, TextRun Run, PaperPage Page) label, Regex words)
    {
        var area = Area(label);
        var lines = TextRuns.Lines(label.Page.Glyphs.Where(glyph => area.Holds(glyph.MidX, glyph.MidY) && !string.IsNullOrWhiteSpace(glyph.Text)));
        var texts = new List<string>();
        foreach (var line in lines)
        {
            var text = LabelRest().Replace(words.Replace(TextRuns.Text(line), string.Empty), string.Empty).Trim(' ', '*', ':', '_', '|');
            if (text.Length > 0 && !NeighboursLabel().IsMatch(text)) texts.Add(text);
        }

        return texts;
    }

    [GeneratedRegex(@"Name and Address of( Rep|\W*$)", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Owner();

    /// <summary>The second line of that label in a narrow box.</summary>
    [GeneratedRegex(@"^\W*(Reporting )?Person\W*$", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex OwnerRest();

    [GeneratedRegex(@"^\W*[0-9l]?\W*Issuer Name( ?and( Ticker)?)?( or( Trad\w*)?)?( Symb\w*)?|^\W*[0-9]?\W*Name of Issuer( ?and( Ticker)?)?( or( Trading)?)?( Symbol)?", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex IssuerLabel();

    [GeneratedRegex(@"Date of Earliest Trans|Date of Event|Statement for (Issuer|Month)|Fiscal Year Ended", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex PeriodLabel();

    [GeneratedRegex(@"If Amendment", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex AmendmentLabel();

    [GeneratedRegex(@"Relationship of Rep", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex RelationshipLabel();

    [GeneratedRegex(@"Individual or Jo", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex JointLabel();

    [GeneratedRegex(@"I\.?R\.?S\.? (or Social|Identification)|Social Security Number", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex IdentifierLabel();

    [GeneratedRegex(@"^\W*[0-9]?\W*(Date of Earliest Transaction|Date of Event Requiring|Statement for Issuer.?s Fiscal Year Ended|Statement for( Month)?|If Amendment,? ?Date( of)?( Original)?( Filed)?)", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex AnyFieldLabel();

    /// <summary>A label of the box beside this one, which a scan's letters garbled too much for it to bound this box.</summary>
    [GeneratedRegex(@"Reporting Person\W{0,2}s?\W{0,2} to Issuer|Check all appl|Joint/?Group Filing", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex NeighboursLabel();

    /// <summary>What labels go on with on their second line.</summary>
    [GeneratedRegex(@"\(?\s*(Month|MM)\s?/\s?(Day|DD)\s?/\s?(Year|YYYY)\s*\)?|^(Requiring )?Statement\b|^Original Filed|^Filed\b|^Fiscal Year Ended|^Transaction\b|^((and )?Ticker )?(or )?(Trading )?Symbol\b|^or Trading\W*$|^Original\b", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex LabelRest();

    [GeneratedRegex(@"^[0-9]{1,4}\s?[/.\-]\s?[0-9]{1,4}", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex DigitsAndSlashes();

    [GeneratedRegex("Checkthisbox|Form3Holdings|Form4Transactions", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex AnyBox();

    // Options are looked for in letters without spaces.
    [GeneratedRegex("Director", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Director();

    [GeneratedRegex("[1Il][0O]%(Owner)?", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex TenPercent();

    [GeneratedRegex(@"Officer(?=\(|$|_|Other)", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Officer();

    [GeneratedRegex(@"Other(?=\(|$|spec)", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex OtherBox();

    [GeneratedRegex(@"Director|10% ?Owner|10 ?%|Officer \(?give|Other \(?spec|give title|specify|^\W*(below\)?\W*)+$|Check all appl|^Owner$|title below|Relationship of", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex OptionWords();

    /// <summary>What the captions of the boxes Officer and Other go on with on a line of their own.</summary>
    [GeneratedRegex(@"give title|specify|^\W*(title )?below\W*(below\W*)*$|Officer \(|^\W*Director\W*$|Check all appl", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex SecondLine();

    [GeneratedRegex("[A-Za-z0-9]{2}", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Word();

    [GeneratedRegex(@"\(\s*(Last|First|Middle|Street|City|State|Zip)\s*\)", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex AddressCaption();
}
