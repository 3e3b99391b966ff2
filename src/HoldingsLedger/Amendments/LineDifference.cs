using HoldingsLedger.Forms;

namespace HoldingsLedger.Amendments;

/// <summary>One field of a line that two readings or filings state differently; the field by its name in JSON ("sharesOwnedFollowing").</summary>
public sealed record FieldChange(string Field, FiledScalar Was, FiledScalar Is)
{
    /// <summary>For people: "shares 1,080 → 1,049".</summary>
    public override string ToString() => $"{LineDifference.WordsOf(Field)} {Was} → {Is}";
}

/// <summary>Compares two lines field by field, in the order of the form's columns. A line's number, source and confidence are not part of what it says.</summary>
public static class LineDifference
{
    private static readonly (string Name, string Words, Func<ReportedLine, FiledScalar> Value)[] Fields =
    [
        ("kind", "kind", l => FiledScalar.Of(l.Kind == LineKind.Transaction ? "transaction" : "holding")),
        ("securityTitle", "security", l => FiledScalar.Of(l.SecurityTitle)),
        ("conversionOrExercisePrice", "exercise price", l => FiledScalar.Of(l.ConversionOrExercisePrice)),
        ("transactionOn", "date", l => FiledScalar.Of(l.TransactionOn)),
        ("deemedExecutionOn", "deemed execution date", l => FiledScalar.Of(l.DeemedExecutionOn)),
        ("transactionFormType", "form type", l => FiledScalar.Of(l.TransactionFormType)),
        ("transactionCode", "code", l => FiledScalar.Of(l.TransactionCode)),
        ("equitySwapInvolved", "equity swap", l => FiledScalar.Of(l.EquitySwapInvolved)),
        ("timeliness", "timeliness", l => FiledScalar.Of(l.Timeliness)),
        ("shares", "shares", l => FiledScalar.Of(l.Shares)),
        ("totalValue", "total value", l => FiledScalar.Of(l.TotalValue)),
        ("pricePerShare", "price", l => FiledScalar.Of(l.PricePerShare)),
        ("acquiredDisposed", "direction", l => FiledScalar.Of(l.AcquiredDisposed)),
        ("exercisableOn", "exercisable", l => FiledScalar.Of(l.ExercisableOn)),
        ("expiresOn", "expires", l => FiledScalar.Of(l.ExpiresOn)),
        ("underlyingSecurityTitle", "underlying security", l => FiledScalar.Of(l.UnderlyingSecurityTitle)),
        ("underlyingShares", "underlying shares", l => FiledScalar.Of(l.UnderlyingShares)),
        ("underlyingValue", "underlying value", l => FiledScalar.Of(l.UnderlyingValue)),
        ("sharesOwnedFollowing", "owned following", l => FiledScalar.Of(l.SharesOwnedFollowing)),
        ("valueOwnedFollowing", "value owned following", l => FiledScalar.Of(l.ValueOwnedFollowing)),
        ("ownership", "ownership", l => FiledScalar.Of(l.Ownership)),
        ("natureOfOwnership", "nature of ownership", l => FiledScalar.Of(l.NatureOfOwnership)),
    ];

    /// <summary>The fields that say something else. Numbers are compared as numbers, texts letter by letter.</summary>
    public static IReadOnlyList<FieldChange> Between(ReportedLine was, ReportedLine @is)
    {
        List<FieldChange>? changes = null;
        foreach (var (name, _, value) in Fields)
        {
            var (before, after) = (value(was), value(@is));
            if (before != after) (changes ??= []).Add(new FieldChange(name, before, after));
        }

        return changes ?? (IReadOnlyList<FieldChange>)[];
    }

    /// <summary>Whether the two say the same in every field.</summary>
    public static bool None(ReportedLine one, ReportedLine other)
    {
        foreach (var (_, _, value) in Fields)
        {
            if (value(one) != value(other)) return false;
        }

        return true;
    }

    /// <summary>A key that two lines share when, and only when, they stand in one table and say the same in every field.</summary>
    internal static SameLine KeyOf(ReportedLine line) => new(line);

    /// <summary>Every field in column order: name, words for people, value.</summary>
    internal static IEnumerable<(string Field, string Words, FiledScalar Value)> FieldsOf(ReportedLine line) => Fields.Select(f => (f.Name, f.Words, f.Value(line)));

    internal static string WordsOf(string field)
    {
        foreach (var (name, words, _) in Fields)
        {
            if (string.Equals(name, field, StringComparison.Ordinal)) return words;
        }

        return field;
    }

    /// <summary>See <see cref="KeyOf"/>.</summary>
    internal readonly struct SameLine(ReportedLine line) : IEquatable<SameLine>
    {
        private readonly ReportedLine line = line;

        public bool Equals(SameLine other) => line.Table == other.line.Table && None(line, other.line);

        public override bool Equals(object? obj) => obj is SameLine other && Equals(other);

        public override int GetHashCode() => HashCode.Combine(line.Table, line.Kind, line.SecurityTitle, line.TransactionOn, line.Shares, line.SharesOwnedFollowing, line.PricePerShare, line.NatureOfOwnership);
    }
}
