using System.Globalization;
using System.Text;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Tests.Simulation;

/// <summary>A line a simulated filer prints. Footnotes: field of the form, then the text.</summary>
internal sealed record MadeLine
{
    public required SimulatedAccount Account { get; init; }

    public required string Title { get; init; }

    /// <summary>The exercise price when it was printed.</summary>
    public decimal? Price { get; init; }

    /// <summary><c>null</c>: a holding.</summary>
    public Change? Change { get; init; }

    public decimal? Printed { get; init; }

    public bool DirectionTurned { get; init; }

    /// <summary>The amount printed by mistake, until an amendment corrects it.</summary>
    public decimal? AmountInstead { get; init; }
}

/// <summary>A filing a simulated filer sends, written as EDGAR hands it out: bytes for the real reader.</summary>
internal sealed record MadeFiling
{
    public required string Accession { get; init; }

    public required string FormType { get; init; }

    /// <summary>Eastern clock time.</summary>
    public required DateTime Accepted { get; init; }

    public required DateOnly Period { get; init; }

    public DateOnly? DateOfOriginalSubmission { get; init; }

    public bool NothingOwned { get; init; }

    /// <summary>The filing this one amends, and the row of it that the only line here corrects; <c>null</c>: the line was left out there.</summary>
    public (MadeFiling Original, MadeLine? Row)? Amends { get; init; }

    /// <summary>The identity of one of the lines: tables are numbered apart.</summary>
    public LineId IdOf(MadeLine line) => new(Accession,
        string.Create(CultureInfo.InvariantCulture, $"{(line.Account.Derivative ? "II" : "I")}.{Lines.Where(other => other.Account.Derivative == line.Account.Derivative).TakeWhile(other => other != line).Count() + 1}"));

    public required IReadOnlyList<SimulatedInsider> Owners { get; init; }

    public IReadOnlyList<MadeLine> Lines { get; init; } = [];

    public byte[] Bytes()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"<SEC-DOCUMENT>{Accession}.txt : {Accepted:yyyyMMdd}");
        text.AppendLine(CultureInfo.InvariantCulture, $"<SEC-HEADER>{Accession}.hdr.sgml : {Accepted:yyyyMMdd}");
        text.AppendLine(CultureInfo.InvariantCulture, $"<ACCEPTANCE-DATETIME>{Accepted:yyyyMMddHHmmss}");
        text.AppendLine(CultureInfo.InvariantCulture, $"ACCESSION NUMBER:\t\t{Accession}\nCONFORMED SUBMISSION TYPE:\t{FormType}\nFILED AS OF DATE:\t\t{Accepted:yyyyMMdd}\n</SEC-HEADER>");
        text.AppendLine(CultureInfo.InvariantCulture, $"<DOCUMENT>\n<TYPE>{FormType}\n<SEQUENCE>1\n<FILENAME>form.xml\n<TEXT>\n<XML>\n<?xml version=\"1.0\"?>\n<ownershipDocument><schemaVersion>X0306</schemaVersion><documentType>{FormType}</documentType><periodOfReport>{Period:yyyy-MM-dd}</periodOfReport>");
        if (DateOfOriginalSubmission is { } original) text.Append(CultureInfo.InvariantCulture, $"<dateOfOriginalSubmission>{original:yyyy-MM-dd}</dateOfOriginalSubmission>");
        if (FormType[0] == '3') text.Append(NothingOwned ? "<noSecuritiesOwned>1</noSecuritiesOwned>" : "<noSecuritiesOwned>0</noSecuritiesOwned>");
        text.Append("<issuer><issuerCik>0000000100</issuerCik><issuerName>Mills Inc</issuerName><issuerTradingSymbol>MLS</issuerTradingSymbol></issuer>");
        foreach (var owner in Owners) text.Append(CultureInfo.InvariantCulture, $"<reportingOwner><reportingOwnerId><rptOwnerCik>{owner.Cik}</rptOwnerCik><rptOwnerName>{owner.Name}</rptOwnerName></reportingOwnerId><reportingOwnerRelationship><isDirector>1</isDirector></reportingOwnerRelationship></reportingOwner>");
        var footnotes = new List<string>();
        Table(text, footnotes, derivative: false);
        Table(text, footnotes, derivative: true);
        text.Append("<footnotes>");
        for (var i = 0; i < footnotes.Count; i++) text.Append(CultureInfo.InvariantCulture, $"<footnote id=\"F{i + 1}\">{footnotes[i]}</footnote>");
        text.Append(CultureInfo.InvariantCulture, $"</footnotes><ownerSignature><signatureName>/s/ {Owners[0].Name}</signatureName><signatureDate>{Accepted:yyyy-MM-dd}</signatureDate></ownerSignature></ownershipDocument>\n</XML>\n</TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private void Table(StringBuilder text, List<string> footnotes, bool derivative)
    {
        var prefix = derivative ? "derivative" : "nonDerivative";
        text.Append(CultureInfo.InvariantCulture, $"<{prefix}Table>");
        foreach (var line in Lines.Where(line => line.Account.Derivative == derivative))
        {
            var kind = line.Change is null ? "Holding" : "Transaction";
            text.Append(CultureInfo.InvariantCulture, $"<{prefix}{kind}>");
            text.Append(CultureInfo.InvariantCulture, $"<securityTitle><value>{line.Title}</value></securityTitle>");
            var terms = derivative ? Mark(footnotes, line.Account.TermsFootnote) : "";
            if (derivative) text.Append("<conversionOrExercisePrice>").Append(Value(line.Price)).Append(terms).Append("</conversionOrExercisePrice>");
            if (line.Change is { } change)
            {
                text.Append(CultureInfo.InvariantCulture, $"<transactionDate><value>{change.On:yyyy-MM-dd}</value></transactionDate><transactionCoding><transactionFormType>{FormType[0]}</transactionFormType><transactionCode>{change.Code}</transactionCode><equitySwapInvolved>0</equitySwapInvolved></transactionCoding>");
                var acquired = change.Amount > 0 != line.DirectionTurned;
                text.Append(CultureInfo.InvariantCulture, $"<transactionAmounts><transactionShares><value>{Math.Abs(line.AmountInstead ?? change.Amount)}</value></transactionShares><transactionPricePerShare><value>10.5</value></transactionPricePerShare><transactionAcquiredDisposedCode><value>{(acquired ? "A" : "D")}</value></transactionAcquiredDisposedCode></transactionAmounts>");
            }

            if (derivative)
            {
                text.Append(CultureInfo.InvariantCulture, $"<exerciseDate>{Date(line.Account.ExercisableOn)}{terms}</exerciseDate><expirationDate>{Date(line.Account.ExpiresOn)}{terms}</expirationDate>");
                text.Append(CultureInfo.InvariantCulture, $"<underlyingSecurity><underlyingSecurityTitle><value>Common Stock</value></underlyingSecurityTitle><underlyingSecurityShares><value>{Math.Abs(line.Change?.Amount ?? line.Printed ?? line.Account.Initial)}</value></underlyingSecurityShares></underlyingSecurity>");
            }

            if (line.Printed is { } printed) text.Append(CultureInfo.InvariantCulture, $"<postTransactionAmounts>{Balance(line.Account.InDollars ? "value" : "shares", printed)}</postTransactionAmounts>");
            text.Append(CultureInfo.InvariantCulture, $"<ownershipNature><directOrIndirectOwnership><value>{(line.Account.Nature is null ? "D" : "I")}</value></directOrIndirectOwnership>");
            if (line.Account.Nature is { } nature) text.Append(CultureInfo.InvariantCulture, $"<natureOfOwnership><value>{nature}</value>{Mark(footnotes, line.Account.NatureFootnote)}</natureOfOwnership>");
            text.Append(CultureInfo.InvariantCulture, $"</ownershipNature></{prefix}{kind}>");
        }

        text.Append(CultureInfo.InvariantCulture, $"</{prefix}Table>");
    }

    private static string Mark(List<string> footnotes, string? text)
    {
        if (text is null) return "";
        var at = footnotes.IndexOf(text);
        if (at < 0)
        {
            at = footnotes.Count;
            footnotes.Add(text);
        }

        return string.Create(CultureInfo.InvariantCulture, $"<footnoteId id=\"F{at + 1}\"/>");
    }

    private static string Balance(string unit, decimal printed) =>
        string.Create(CultureInfo.InvariantCulture, $"<{unit}OwnedFollowingTransaction><value>{printed}</value></{unit}OwnedFollowingTransaction>");

    private static string Value(decimal? number) => number is { } known ? string.Create(CultureInfo.InvariantCulture, $"<value>{known}</value>") : "";

    private static string Date(DateOnly? day) => day is { } known ? string.Create(CultureInfo.InvariantCulture, $"<value>{known:yyyy-MM-dd}</value>") : "";
}
