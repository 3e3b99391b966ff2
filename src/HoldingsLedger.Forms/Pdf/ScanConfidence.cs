using HoldingsLedger.Forms.Text;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>Gives what was read from a scan the confidence it deserves as a whole.</summary>
internal static class ScanConfidence
{
    /// <summary>Read once, by an engine over the whole page.</summary>
    private const decimal OneReading = 0.8m;

    /// <summary>A scan so poor that even two readings that agree may both be wrong.</summary>
    private const decimal Poor = 0.7m;

    /// <summary>Below this many dots an inch a digit is ten dots high, and 3, 8 and 9 look alike.</summary>
    private const double PoorDotsPerInch = 170;

    /// <summary>Without greys it takes more dots for the same letter.</summary>
    private const double PoorBlackAndWhite = 250;

    /// <summary>The share of doubtful cells from which on the scan is poor.</summary>
    private const double PoorShare = 0.34;

    public static OwnershipFiling Weigh(OwnershipFiling filing, IReadOnlyList<PaperPage> pages, List<ReadingProblem> problems)
    {
        foreach (var (field, what) in Blank(filing).Where(blank => !problems.Exists(problem => problem.Line is null && problem.Field?.StartsWith(blank.Field, StringComparison.Ordinal) == true)).ToList())
            problems.Add(new(ProblemKind.MissingField, null, field, null, $"Nothing was made out of {what}."));
        var fields = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var name in Header(filing)) fields[name] = filing.FieldConfidence?.GetValueOrDefault(name, OneReading) ?? OneReading;
        var weighed = PaperArithmetic.Weigh(filing with { FieldConfidence = fields }, problems);
        // Words and markers are hard on good scans too; figures and dates tell what a scan is worth.
        var cells = weighed.Lines.Sum(line => line.FieldConfidence?.Keys.Count(IsFigure) ?? 0);
        var doubtful = weighed.Lines.Sum(line => line.FieldConfidence?.Count(field => IsFigure(field.Key) && field.Value <= 0.6m) ?? 0);
        var poor = pages.Any(page => page.Scan is { } scan && (scan.DotsPerInch < (scan.IsBlackAndWhite ? PoorBlackAndWhite : PoorDotsPerInch)))
            || (cells > 0 && doubtful > PoorShare * cells);
        if (!poor) return weighed;
        problems.Add(new(ProblemKind.DoubtfulValue, null, null, null, "The scan is too poor to trust any number of it without a look at the picture."));
        return weighed with
        {
            Lines = [.. weighed.Lines.Select(Capped)],
            FieldConfidence = weighed.FieldConfidence?.ToDictionary(field => field.Key, field => Math.Min(field.Value, Poor), StringComparer.Ordinal),
            Confidence = weighed.Confidence is { } confidence ? Math.Min(confidence, Poor) : null,
        };
    }

    /// <summary>What every form prints, and this reading has not: on a scan it was lost.</summary>
    private static IEnumerable<(string Field, string What)> Blank(OwnershipFiling filing)
    {
        if (filing.Issuer is { TradingSymbol: null }) yield return ("issuer.tradingSymbol", "the issuer's trading symbol");
        if (filing.NotSubjectToSection16 is null && filing.FormType is not ['3', ..]) yield return ("notSubjectToSection16", "the box of those no longer subject to Section 16");
        for (var at = 0; at < filing.ReportingOwners.Count; at++)
        {
            var (owner, key) = (filing.ReportingOwners[at], $"reportingOwners[{at}].");
            if (owner.Address?.City is null) yield return (key + "address", "the reporting person's city");
            if (owner.IsDirector is null) yield return (key + "isDirector", "the box of directors");
            if (owner.IsOfficer is null) yield return (key + "isOfficer", "the box of officers");
            if (owner.IsTenPercentOwner is null) yield return (key + "isTenPercentOwner", "the box of 10% owners");
            if (owner.IsOther is null) yield return (key + "isOther", "the box of others");
            if (owner is { IsOfficer: true, OfficerTitle: null }) yield return (key + "officerTitle", "the officer's title");
        }
    }

    private static bool IsFigure(string field) =>
        field.StartsWith("shares", StringComparison.Ordinal) || field.EndsWith("On", StringComparison.Ordinal) || field.EndsWith("Shares", StringComparison.Ordinal)
        || field.EndsWith("Price", StringComparison.Ordinal) || field is "pricePerShare";

    private static ReportedLine Capped(ReportedLine line) => line with
    {
        Confidence = Math.Min(line.Confidence, Poor),
        FieldConfidence = line.FieldConfidence?.ToDictionary(field => field.Key, field => Math.Min(field.Value, Poor), StringComparer.Ordinal),
    };

    private static IEnumerable<string> Header(OwnershipFiling filing)
    {
        yield return "formType";
        if (filing.PeriodOfReport is not null) yield return "periodOfReport";
        if (filing.DateOfOriginalSubmission is not null) yield return "dateOfOriginalSubmission";
        if (filing.NotSubjectToSection16 is not null) yield return "notSubjectToSection16";
        if (filing.Issuer?.Name is not null) yield return "issuer.name";
        if (filing.Issuer?.TradingSymbol is not null) yield return "issuer.tradingSymbol";
        for (var at = 0; at < filing.ReportingOwners.Count; at++)
        {
            foreach (var name in (string[])["name", "isDirector", "isOfficer", "isTenPercentOwner", "isOther", "officerTitle", "address"])
                yield return $"reportingOwners[{at}].{name}";
        }

        foreach (var note in filing.Footnotes) yield return "footnotes." + note.Id;
        if (filing.Remarks is not null) yield return "remarks";
        for (var at = 0; at < filing.Signatures.Count; at++)
        {
            yield return $"signatures[{at}].name";
            yield return $"signatures[{at}].signedOn";
        }
    }
}
