using System.Globalization;
using System.Text.RegularExpressions;

namespace HoldingsLedger.Forms.Text;

/// <summary>Reads everything of a text form that is no table row: names, boxes, dates, footnotes, signatures.</summary>
internal sealed partial class TextHeader(IReadOnlyList<TextLine> lines, char form, List<ReadingProblem> problems)
{
    private const decimal OneReading = 0.85m;
    private const decimal Inferred = 0.6m;

    private readonly Dictionary<string, decimal> confidence = new(StringComparer.Ordinal);
    private readonly int tables = FirstTable(lines);

    public OwnershipFiling Read()
    {
        var (issuer, symbol) = Issuer();
        var amended = DateUnder(AmendmentLabel(), "dateOfOriginalSubmission");
        var period = DateUnder(PeriodLabel(), "periodOfReport");
        if (period is null && !problems.Exists(problem => problem.Field is "periodOfReport"))
            problems.Add(new(ProblemKind.MissingField, null, "periodOfReport", null, "The date of the report was not found."));
        var whole = string.Join('\n', lines.Select(line => line.Joined));
        var owners = Owner() is { } first ? new TextOwners(lines, tables).With(first, problems) : [];
        var (footnotes, remarks) = Notes();
        return new()
        {
            FormType = form + (amended is null ? string.Empty : "/A"),
            PeriodOfReport = period,
            DateOfOriginalSubmission = amended,
            Issuer = issuer is null && symbol is null ? null : new(null, issuer, symbol),
            ReportingOwners = owners,
            NotSubjectToSection16 = form == '3' ? null : Boxed(whole, NoLongerSubject(), "notSubjectToSection16"),
            Aff10b5One = Plan().IsMatch(whole) ? Boxed(whole, Plan(), "aff10b5One") : null,
            NoSecuritiesOwned = form == '3' && PaperWords.NothingOwned().IsMatch(whole) ? true : null,
            Footnotes = footnotes,
            Remarks = remarks,
            Signatures = Signatures(),
            FieldConfidence = confidence,
        };
    }

    private static int FirstTable(IReadOnlyList<TextLine> lines)
    {
        for (var at = 0; at < lines.Count; at++)
        {
            if (TableTitle().IsMatch(lines[at].Joined)) return at;
        }

        return lines.Count;
    }

    private (string? Name, string? Symbol) Issuer()
    {
        if (Find(IssuerLabel()) is not { } label)
        {
            problems.Add(new(ProblemKind.MissingField, null, "issuer.name", null, "The issuer was not found."));
            return (null, null);
        }

        // The line of the label first: a stamp below it may have brackets too ("SOME THE WORKS INC [SOME]").
        var texts = Under(label).Concat(RowsUnder(label)).Distinct(StringComparer.Ordinal).ToList();
        var candidates = texts.Where(text => PaperWords.IssuerWithSymbol().IsMatch(text)).ToList();
        // A row put together from pieces says more than one of them.
        candidates.RemoveAll(text => candidates.Exists(other => other.Length > text.Length && other.EndsWith(text, StringComparison.Ordinal)));
        if (candidates.Count == 0 && texts.Select(text => OpenSymbol().Match(text)).FirstOrDefault(open => open.Success) is { } half)
        {
            (confidence["issuer.name"], confidence["issuer.tradingSymbol"]) = (Inferred, Inferred);
            problems.Add(new(ProblemKind.DoubtfulValue, null, "issuer.tradingSymbol", half.Value, "The bracket behind the symbol was not read; the symbol may be longer."));
            return (half.Groups["name"].Value, half.Groups["symbol"].Value);
        }

        if (candidates.Count == 0)
        {
            var plain = texts.FirstOrDefault(text => Words().IsMatch(text) && !AnyLabel().IsMatch(text));
            if (plain is null) problems.Add(new(ProblemKind.MissingField, null, "issuer.name", null, "The issuer was not found."));
            else problems.Add(new(ProblemKind.DoubtfulValue, null, "issuer.name", plain, "No trading symbol stands with the issuer's name; the name may be more than that."));
            if (plain is not null) confidence["issuer.name"] = Inferred;
            return (plain, null);
        }

        var match = PaperWords.IssuerWithSymbol().Match(candidates[0]);
        confidence["issuer.name"] = candidates.Count == 1 ? OneReading : 0.7m;
        confidence["issuer.tradingSymbol"] = confidence["issuer.name"];
        if (candidates.Count > 1)
            problems.Add(new(ProblemKind.DoubtfulValue, null, "issuer.name", candidates[1], "A second name with a symbol stands in the issuer's box; the first is taken."));
        var symbol = match.Groups["symbol"].Value.Trim();
        if (symbol.Any(char.IsLower) && symbol.Any(char.IsUpper))
        {
            confidence["issuer.tradingSymbol"] = Inferred;
            problems.Add(new(ProblemKind.DoubtfulValue, null, "issuer.tradingSymbol", symbol, "Capital and small letters are mixed in the symbol."));
        }

        return (match.Groups["name"].Value, symbol);
    }

    private ReportingOwner? Owner()
    {
        if (Find(OwnerLabel()) is not { } label)
        {
            problems.Add(new(ProblemKind.MissingField, null, "reportingOwners[0].name", null, "The reporting person was not found."));
            return null;
        }

        var texts = Under(label).ToList();
        var captions = texts.FindIndex(text => PaperWords.AddressCaption().IsMatch(text));
        var name = texts.Take(captions < 0 ? texts.Count : captions).FirstOrDefault(text => Words().IsMatch(text) && !AnyLabel().IsMatch(text) && !PaperWords.IssuerWithSymbol().IsMatch(text) && !Captions().IsMatch(text));
        if (name is null) problems.Add(new(ProblemKind.MissingField, null, "reportingOwners[0].name", null, "The reporting person's name was not found."));
        else confidence["reportingOwners[0].name"] = OneReading;
        var rest = texts.Where(text => Words().IsMatch(text) && !PaperWords.AddressCaption().IsMatch(text) && !ReferenceEquals(text, name) && !AnyLabel().IsMatch(text)).ToList();
        var city = rest.FindIndex(text => PaperWords.CityStateZip().IsMatch(text));
        OwnerAddress? address = null;
        if (city >= 0)
        {
            var match = PaperWords.CityStateZip().Match(rest[city]);
            address = new(city > 0 ? rest[0] : null, city > 1 ? rest[1] : null, match.Groups["city"].Value, match.Groups["state"].Value, match.Groups["zip"].Value);
        }

        return Relationship(new() { Name = name, Address = address });
    }

    private ReportingOwner Relationship(ReportingOwner owner)
    {
        var start = Find(RelationLabel());
        if (start is not { } label)
        {
            problems.Add(new(ProblemKind.MissingField, null, "reportingOwners[0].isOfficer", null, "The relationship to the issuer was not found."));
            return owner;
        }

        var block = lines.Take(tables).Skip(label.Line).TakeWhile(line => line.Number == label.Line + 1 || !JointLabel().IsMatch(line.Joined)).ToList();
        var text = string.Join('\n', block.Select(line => string.Join('\t', line.Cells.Select(cell => cell.Text))));
        bool director = Marked(text, "Director"), ten = Marked(text, "10 ?%"), officer = Marked(text, "Officer"), other = Marked(text, "Other");
        var titleRow = block.FindIndex(line => GiveTitle().IsMatch(line.Joined));
        var title = titleRow < 0 ? null : OfficerTitle(block[titleRow].Number, label);
        var certainty = director || ten || officer || other ? OneReading : Inferred;
        if (!(director || ten || officer || other))
        {
            // Marks get lost; a title given for an officer does not come without one.
            officer = title is not null;
            problems.Add(new(ProblemKind.DoubtfulValue, null, "reportingOwners[0].isOfficer", null, "No box of the relationship is marked in the text; a title alone speaks for an officer."));
        }

        foreach (var flag in (ReadOnlySpan<string>)["isDirector", "isOfficer", "isTenPercentOwner", "isOther"]) confidence["reportingOwners[0]." + flag] = certainty;
        if (title is not null) confidence["reportingOwners[0].officerTitle"] = OneReading;
        return owner with
        {
            IsDirector = director,
            IsOfficer = officer,
            IsTenPercentOwner = ten,
            IsOther = other,
            OfficerTitle = officer ? title : null,
            OtherText = other && !officer ? title : null,
        };
    }

    /// <summary>Of the lines under "give title below" the first with words of its own, with those that go on under it.</summary>
    private string? OfficerTitle(int after, Label label)
    {
        TextCell? first = null;
        var title = new List<string>();
        foreach (var line in lines.Take(tables).Skip(after).TakeWhile(line => !JointLabel().IsMatch(line.Joined)))
        {
            var slack = line.HasTabs ? 1 : 8;
            var words = line.Cells.FirstOrDefault(cell => cell.At >= label.At - slack && Words().IsMatch(cell.Text) && !AnyLabel().IsMatch(cell.Text) && (!Captions().IsMatch(cell.Text) || (first is not null && cell.Text is "Officer" or "Director"))
                && !PaperWords.IssuerWithSymbol().IsMatch(cell.Text) && !PaperWords.AddressCaption().IsMatch(cell.Text) && (first is null || (!line.HasTabs && Math.Abs(cell.At - first.At) <= 24)));
            if (words is null)
            {
                if (first is not null) break;
                continue;
            }

            first ??= words;
            title.Add(words.Text.Trim('[', ']', '|', ' '));
            // A converter's cell holds the whole title.
            if (line.HasTabs) break;
        }

        return title.Count == 0 ? null : string.Join(' ', title);
    }

    private (IReadOnlyList<Footnote> Footnotes, string? Remarks) Notes()
    {
        var from = lines.ToList().FindIndex(line => PaperWords.Explanation().IsMatch(line.Joined));
        if (from < 0) return ([], null);
        var notes = new List<Footnote>();
        string? remarks = null;
        foreach (var line in lines.Skip(from + 1))
        {
            var text = line.Joined;
            if (PaperWords.SignatureLabel().IsMatch(text) || PaperWords.FormEnd().IsMatch(text) || text.StartsWith("/s/", StringComparison.OrdinalIgnoreCase)) break;
            if (PaperWords.Remarks().Match(text) is { Success: true } label)
            {
                remarks = text[label.Length..].Trim();
                continue;
            }

            if (text.Length == 0) continue;
            if (remarks is not null)
                remarks = (remarks + " " + text).Trim();
            else if (PaperWords.FootnoteStart().Match(text) is { Success: true } start && int.TryParse(start.Groups["n"].ValueSpan, CultureInfo.InvariantCulture, out var number) && number == notes.Count + 1)
                notes.Add(new("F" + number, start.Groups["text"].Value));
            else if (notes.Count > 0)
                notes[^1] = notes[^1] with { Text = notes[^1].Text + " " + text };
        }

        foreach (var note in notes) confidence["footnotes." + note.Id] = OneReading;
        return (notes, string.IsNullOrEmpty(remarks) ? null : remarks);
    }

    private List<OwnerSignature> Signatures()
    {
        var found = new List<OwnerSignature>();
        for (var at = 0; at < lines.Count && !EndOf(at); at++)
        {
            var line = lines[at];
            if (Signed().Match(line.Joined) is not { Success: true } match) continue;
            var name = match.Value.Trim();
            var dates = lines.Skip(at).Where(next => next.Cells.Count > 0).Take(3).TakeWhile((next, index) => index == 0 || !Signed().IsMatch(next.Joined));
            var raw = dates.Select(next => PaperWords.AnyDate().Match(next.Joined)).FirstOrDefault(date => date.Success)?.Value;
            var date = raw is null ? default : PrintedValue.Date(raw);
            var key = $"signatures[{found.Count}]";
            if (date.Value is null) problems.Add(new(ProblemKind.UnreadableDate, null, key + ".signedOn", raw, "The date of the signature was not found."));
            else confidence[key + ".signedOn"] = OneReading * date.Confidence;
            confidence[key + ".name"] = OneReading;
            found.Add(new(name, date.Value));
        }

        if (found.Count == 0 && Unmarked() is { } unmarked) found.Add(unmarked);
        if (found.Count == 0) problems.Add(new(ProblemKind.MissingField, null, "signatures", null, "No signature was found."));
        return found;

        bool EndOf(int at) => found.Count > 0 && lines[at].Joined.StartsWith("Reminder:", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A name or only a day above "Signature of Reporting Person": handwriting leaves no "/s/".</summary>
    private OwnerSignature? Unmarked()
    {
        var at = lines.ToList().FindLastIndex(line => PaperWords.SignatureLabel().IsMatch(line.Joined));
        if (at < 0) return null;
        var above = lines.Take(at + 1).Reverse().Where(line => line.Cells.Count > 0).Take(4).ToList();
        var raw = above.Select(line => PaperWords.AnyDate().Match(line.Joined)).FirstOrDefault(date => date.Success)?.Value;
        if (raw is null || PrintedValue.Date(raw) is not { Value: { } signed } date) return null;
        var name = above.SelectMany(line => line.Cells).Select(cell => cell.Text).FirstOrDefault(text => Words().IsMatch(text) && !PaperWords.SignatureLabel().IsMatch(text) && !PaperWords.AnyDate().IsMatch(text)
            && text.Length < 60 && !text.Equals("Date", StringComparison.OrdinalIgnoreCase) && !text.EndsWith('.'));
        (confidence["signatures[0].signedOn"], confidence["signatures[0].name"]) = (Inferred, Inferred);
        problems.Add(new(ProblemKind.DoubtfulValue, null, "signatures[0].name", name, "No \"/s/\" stands before the name of the signature."));
        return new(name, signed);
    }

    private bool Boxed(string whole, Regex label, string field)
    {
        confidence[field] = Inferred;
        var match = label.Match(whole);
        if (!match.Success) return false;
        var before = whole[Math.Max(0, match.Index - 6)..match.Index];
        return PaperWords.IsMark(before[(before.LastIndexOf('\n') + 1)..]);
    }

    private static bool Marked(string block, string option) =>
        Regex.IsMatch(block, @"(^|[\t\n \[(_])([Xx]{1,2}|[☒☑✓✔■])[\t \])_]*" + option, Pattern.Exact | RegexOptions.Multiline, TimeSpan.FromMilliseconds(Pattern.Milliseconds));
}
