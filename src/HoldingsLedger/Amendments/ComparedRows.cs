using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Amendments;

/// <summary>One of two lists of rows of one table, with what is asked of its rows again and again.</summary>
internal sealed class ComparedRows(ReportedLine[] rows)
{
    public ReportedLine[] Rows { get; } = rows;

    public RowKind[] Kinds { get; } = [.. rows.Select(RowKind.Of)];

    public RowAccount[] Accounts { get; } = [.. rows.Select(RowAccount.Of)];

    public Dictionary<RowKind, int> OfKind { get; } = rows.Select(RowKind.Of).CountBy(k => k).ToDictionary();
}

/// <summary>Whose balance a row states.</summary>
internal readonly record struct RowAccount(FormTable Table, string? Title, string? Ownership, string? Nature, decimal? Price, DateOnly? Expires)
{
    public static RowAccount Of(ReportedLine line) =>
        new(line.Table, SecurityTitle.Fold(line.SecurityTitle), line.Ownership, LineLikeness.Fold(line.NatureOfOwnership), line.ConversionOrExercisePrice, line.ExpiresOn);
}

/// <summary>
/// What says of what kind a row is, and nothing of its amounts. One security may stand under several wordings in one form. An option is known by its
/// price and its dates, whatever it is said to be on.
/// </summary>
internal readonly record struct RowKind(
    LineKind Line, string? Title, DateOnly? On, string? Code, string? Direction, string? Ownership, string? Nature, decimal? Price, DateOnly? Exercisable, DateOnly? Expires, string? Underlying)
{
    public static RowKind Of(ReportedLine line) => new(
        line.Kind,
        SecurityTitle.Fold(line.SecurityTitle),
        line.TransactionOn,
        line.TransactionCode,
        line.AcquiredDisposed,
        line.Ownership,
        LineLikeness.Fold(line.NatureOfOwnership),
        line.ConversionOrExercisePrice,
        line.ExercisableOn,
        line.ExpiresOn,
        line is { ConversionOrExercisePrice: not null, ExpiresOn: not null } ? null : LineLikeness.Fold(line.UnderlyingSecurityTitle));

    /// <summary>How many of them differ; ownership and its nature are one.</summary>
    public int DifferencesFrom(RowKind other) =>
        (Line == other.Line ? 0 : 1) + (Title == other.Title ? 0 : 1) + (On == other.On ? 0 : 1) + (Code == other.Code ? 0 : 1) + (Direction == other.Direction ? 0 : 1)
        + (Ownership == other.Ownership && Nature == other.Nature ? 0 : 1)
        + (Price == other.Price ? 0 : 1) + (Exercisable == other.Exercisable ? 0 : 1) + (Expires == other.Expires ? 0 : 1) + (Underlying == other.Underlying ? 0 : 1);
}
