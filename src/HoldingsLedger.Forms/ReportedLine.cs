namespace HoldingsLedger.Forms;

/// <summary>Table I holds non-derivative securities, Table II derivatives (Forms 3, 4 and 5).</summary>
public enum FormTable
{
    I = 1,
    II = 2,
}

/// <summary>A transaction changes a balance; a holding states one without a transaction.</summary>
public enum LineKind
{
    Transaction,
    Holding,
}

/// <summary>
/// One row of Table I or II as one reader read it: texts as filed (white space at the ends removed), numbers with
/// the digits as filed, <c>null</c> where the row says nothing or nothing readable. Shares are counted in units of the
/// security (Table II: of the derivative), prices and values in the currency of the form, US dollars.
/// The fields are the columns of Forms 3, 4 and 5, named as the ownership XML technical specification names them.
/// </summary>
public sealed record ReportedLine
{
    /// <summary>The table, a dot, and the row's place in it, transactions and holdings counted together: "I.1", "II.3".</summary>
    public required string Line { get; init; }

    public required FormTable Table { get; init; }

    public required LineKind Kind { get; init; }

    public string? SecurityTitle { get; init; }

    public decimal? ConversionOrExercisePrice { get; init; }

    public DateOnly? TransactionOn { get; init; }

    public DateOnly? DeemedExecutionOn { get; init; }

    /// <summary>The form a line belongs to, which may differ from the filing's: a Form 5 carries late 4-lines.</summary>
    public string? TransactionFormType { get; init; }

    public string? TransactionCode { get; init; }

    public bool? EquitySwapInvolved { get; init; }

    /// <summary>"E" (early), "L" (late), or nothing: on time.</summary>
    public string? Timeliness { get; init; }

    public decimal? Shares { get; init; }

    public decimal? TotalValue { get; init; }

    public decimal? PricePerShare { get; init; }

    /// <summary>The direction: "A" acquired, "D" disposed of.</summary>
    public string? AcquiredDisposed { get; init; }

    public DateOnly? ExercisableOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    public string? UnderlyingSecurityTitle { get; init; }

    public decimal? UnderlyingShares { get; init; }

    public decimal? UnderlyingValue { get; init; }

    /// <summary>Column 5 of Table I, column 9 of Table II: the filer's own claim of the balance, kept as filed.</summary>
    public decimal? SharesOwnedFollowing { get; init; }

    public decimal? ValueOwnedFollowing { get; init; }

    /// <summary>"D" direct or "I" indirect.</summary>
    public string? Ownership { get; init; }

    public string? NatureOfOwnership { get; init; }

    /// <summary>Footnote ids by the field they stand at (camelCase, as in JSON); those of the row itself under "line".</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Footnotes { get; init => field = value ?? NoFootnotes; } = NoFootnotes;

    public required LineSource Source { get; init; }

    /// <summary>The least of the line's fields, 0 to 1; 1 for XML.</summary>
    public decimal Confidence { get; init; } = 1.0m;

    /// <summary>Confidence by field (camelCase) where it is below 1; <c>null</c> where every field is certain.</summary>
    public IReadOnlyDictionary<string, decimal>? FieldConfidence { get; init; }

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> NoFootnotes { get; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
}

/// <summary>Where in its document a line was read: exactly one of XML path, page with box, or text line is set.</summary>
public sealed record LineSource
{
    /// <summary>Counts elements of one name: <c>/ownershipDocument/nonDerivativeTable/nonDerivativeTransaction[1]</c>.</summary>
    public string? Xpath { get; init; }

    /// <summary>Page of a PDF, from 1.</summary>
    public int? Page { get; init; }

    /// <summary>Left, bottom, right, top in PDF points.</summary>
    public IReadOnlyList<decimal>? Box { get; init; }

    /// <summary>Line of a plain text, from 1.</summary>
    public int? TextLine { get; init; }
}
