namespace HoldingsLedger.Forms;

/// <summary>What can be said of a filing once it is read whole: parts the form demands, references to nothing, dates that can hardly be meant. Changes nothing.</summary>
internal static class FilingChecks
{
    /// <summary>Section 16 came with the Securities Exchange Act of 1934.</summary>
    private const int FirstYear = 1934;

    private const int LongestTerm = 100;

    public static void Check(OwnershipFiling filing, ProblemList problems)
    {
        Demand(filing.FormType is not null, "formType", problems);
        Demand(filing.PeriodOfReport is not null || problems.Has("periodOfReport"), "periodOfReport", problems);
        Demand(filing.Issuer?.Cik is not null || problems.Has("issuer.cik"), "issuer.cik", problems);
        Demand(filing.ReportingOwners.Count > 0, "reportingOwners", problems);
        Demand(filing.Signatures.Count > 0, "signatures", problems);
        foreach (var owner in filing.ReportingOwners)
        {
            Demand(owner.Cik is not null || problems.Has("reportingOwners.cik"), "reportingOwners.cik", problems);
        }

        if (filing.FormType is { } form)
        {
            if (form is not ("3" or "3/A" or "4" or "4/A" or "5" or "5/A"))
            {
                problems.Add(ProblemKind.UnknownCode, null, "formType", form, $"The form type reads \"{ProblemList.Quote(form)}\", which is no Form 3, 4 or 5; it was kept as filed.");
            }

            if (form.EndsWith("/A", StringComparison.Ordinal)) Demand(filing.DateOfOriginalSubmission is not null || problems.Has("dateOfOriginalSubmission"), "dateOfOriginalSubmission", problems);
        }

        CheckFootnotes(filing, problems);
        CheckDates(filing, problems);
    }

    private static void Demand(bool there, string field, ProblemList problems)
    {
        if (!there) problems.Add(ProblemKind.MissingField, null, field, null, $"The form does not say {field}, which it must.");
    }

    private static void CheckFootnotes(OwnershipFiling filing, ProblemList problems)
    {
        var known = new HashSet<string>(filing.Footnotes.Count, StringComparer.Ordinal);
        foreach (var footnote in filing.Footnotes)
        {
            if (!known.Add(footnote.Id) && footnote.Id.Length > 0)
            {
                problems.Add(ProblemKind.UnexpectedElement, null, "footnotes", footnote.Id, $"Two footnotes are called {ProblemList.Quote(footnote.Id)}; both were kept.");
            }
        }

        foreach (var line in filing.Lines)
        {
            foreach (var (field, ids) in line.Footnotes)
            {
                foreach (var id in ids)
                {
                    if (!known.Contains(id)) problems.Add(ProblemKind.MissingFootnote, line.Line, field, id, $"Line {line.Line}: {field} refers to footnote {ProblemList.Quote(id)}, which the filing does not have.");
                }
            }
        }
    }

    /// <summary>What is reported has happened: a date behind the day of filing is a slip. Exercise and expiry dates may lie ahead.</summary>
    private static void CheckDates(OwnershipFiling filing, ProblemList problems)
    {
        var filed = filing.FiledOn ?? LatestSignature(filing);
        Past(filing.PeriodOfReport, null, "periodOfReport");
        Past(filing.DateOfOriginalSubmission, null, "dateOfOriginalSubmission");
        foreach (var signature in filing.Signatures) Past(signature.SignedOn, null, "signatures.signedOn");
        foreach (var line in filing.Lines)
        {
            Past(line.TransactionOn, line.Line, "transactionOn");
            Past(line.DeemedExecutionOn, line.Line, "deemedExecutionOn");
            Ahead(line.ExercisableOn, line.Line, "exercisableOn");
            Ahead(line.ExpiresOn, line.Line, "expiresOn");
        }

        void Past(DateOnly? date, string? line, string field)
        {
            if (date is { } day && day.Year < FirstYear) Say(day, line, field, "which is before there was a Section 16 (1934)");
            else if (date > filed) Say(date.Value, line, field, filing.FiledOn is null ? "which is after the last signature" : "which is after the day of filing");
        }

        void Ahead(DateOnly? date, string? line, string field)
        {
            if (date is { } day && day.Year < FirstYear) Say(day, line, field, "which is before there was a Section 16 (1934)");
            else if (date?.Year > filed?.Year + LongestTerm) Say(date.Value, line, field, "which is more than a century ahead");
        }

        void Say(DateOnly day, string? line, string field, string why)
        {
            var raw = day.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
            problems.Add(ProblemKind.UnlikelyDate, line, field, raw, $"{(line is null ? "" : $"Line {line}: ")}{field} reads {raw}, {why}; it was kept as filed.");
        }
    }

    private static DateOnly? LatestSignature(OwnershipFiling filing)
    {
        DateOnly? latest = null;
        foreach (var signature in filing.Signatures)
        {
            if (latest is null || signature.SignedOn > latest) latest = signature.SignedOn;
        }

        return latest;
    }
}
