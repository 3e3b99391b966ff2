namespace HoldingsLedger.Forms.Text;

/// <summary>A column of Table I or II as the printed Forms 3, 4 and 5 have it.</summary>
internal enum PaperColumn
{
    SecurityTitle,
    ExercisePrice,
    TransactionOn,
    DeemedExecutionOn,
    Code,

    /// <summary>"V": reported earlier than required.</summary>
    Voluntary,

    /// <summary>Table I: the amount; its direction has a column of its own.</summary>
    Amount,

    Direction,

    /// <summary>Table II: the amount where it was acquired.</summary>
    Acquired,

    /// <summary>Table II: the amount where it was disposed of.</summary>
    Disposed,

    Price,
    ExercisableOn,
    ExpiresOn,
    UnderlyingTitle,
    UnderlyingAmount,
    OwnedFollowing,
    Ownership,
    Nature,
}

/// <summary>What stands in one cell of a row: the text without its footnote markers, the markers ("F1"), and how sure the reading is.</summary>
internal sealed record PaperCell(string Text, IReadOnlyList<string> Markers, decimal Confidence = 1m)
{
    public bool IsEmpty => Text.Length == 0 && Markers.Count == 0;
}

internal static class PaperColumns
{
    private static readonly PaperColumn[] TableI =
    [
        PaperColumn.SecurityTitle, PaperColumn.TransactionOn, PaperColumn.DeemedExecutionOn, PaperColumn.Code, PaperColumn.Voluntary,
        PaperColumn.Amount, PaperColumn.Direction, PaperColumn.Price, PaperColumn.OwnedFollowing, PaperColumn.Ownership, PaperColumn.Nature,
    ];

    private static readonly PaperColumn[] TableII =
    [
        PaperColumn.SecurityTitle, PaperColumn.ExercisePrice, PaperColumn.TransactionOn, PaperColumn.DeemedExecutionOn, PaperColumn.Code, PaperColumn.Voluntary,
        PaperColumn.Acquired, PaperColumn.Disposed, PaperColumn.ExercisableOn, PaperColumn.ExpiresOn, PaperColumn.UnderlyingTitle, PaperColumn.UnderlyingAmount,
        PaperColumn.Price, PaperColumn.OwnedFollowing, PaperColumn.Ownership, PaperColumn.Nature,
    ];

    private static readonly PaperColumn[] Form3TableI =
        [PaperColumn.SecurityTitle, PaperColumn.OwnedFollowing, PaperColumn.Ownership, PaperColumn.Nature];

    private static readonly PaperColumn[] Form3TableII =
    [
        PaperColumn.SecurityTitle, PaperColumn.ExercisableOn, PaperColumn.ExpiresOn, PaperColumn.UnderlyingTitle, PaperColumn.UnderlyingAmount,
        PaperColumn.ExercisePrice, PaperColumn.Ownership, PaperColumn.Nature,
    ];

    /// <summary>The columns in the order of the form. Form 3 has fewer, in an order of its own.</summary>
    public static IReadOnlyList<PaperColumn> Of(char form, FormTable table) => (form, table) switch
    {
        ('3', FormTable.I) => Form3TableI,
        ('3', FormTable.II) => Form3TableII,
        (_, FormTable.I) => TableI,
        _ => TableII,
    };

    /// <summary>The field of <see cref="ReportedLine"/> a column fills, named as in JSON; markers and confidence go under it.</summary>
    public static string Field(PaperColumn column) => column switch
    {
        PaperColumn.SecurityTitle => "securityTitle",
        PaperColumn.ExercisePrice => "conversionOrExercisePrice",
        PaperColumn.TransactionOn => "transactionOn",
        PaperColumn.DeemedExecutionOn => "deemedExecutionOn",
        PaperColumn.Code or PaperColumn.Voluntary => "transactionCode",
        PaperColumn.Amount or PaperColumn.Acquired or PaperColumn.Disposed => "shares",
        PaperColumn.Direction => "acquiredDisposed",
        PaperColumn.Price => "pricePerShare",
        PaperColumn.ExercisableOn => "exercisableOn",
        PaperColumn.ExpiresOn => "expiresOn",
        PaperColumn.UnderlyingTitle => "underlyingSecurityTitle",
        PaperColumn.UnderlyingAmount => "underlyingShares",
        PaperColumn.OwnedFollowing => "sharesOwnedFollowing",
        PaperColumn.Ownership => "ownership",
        PaperColumn.Nature => "natureOfOwnership",
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "No field for this column."),
    };
}
