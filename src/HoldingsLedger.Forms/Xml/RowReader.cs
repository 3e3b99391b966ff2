namespace HoldingsLedger.Forms.Xml;

/// <summary>The fields of a row; their JSON names in <see cref="RowReader.FieldNames"/> stand in the same order.</summary>
internal enum RowField
{
    Line,
    SecurityTitle,
    ConversionOrExercisePrice,
    TransactionOn,
    DeemedExecutionOn,
    TransactionFormType,
    TransactionCode,
    EquitySwapInvolved,
    Timeliness,
    Shares,
    TotalValue,
    PricePerShare,
    AcquiredDisposed,
    ExercisableOn,
    ExpiresOn,
    UnderlyingSecurityTitle,
    UnderlyingShares,
    UnderlyingValue,
    SharesOwnedFollowing,
    ValueOwnedFollowing,
    Ownership,
    NatureOfOwnership,
}

/// <summary>
/// Reads one row: a transaction or holding of Table I or II. Its fields are found by name wherever they stand in the row, in any order;
/// what the row's kind has not is left out with a problem.
/// </summary>
internal sealed class RowReader
{
    internal static readonly string[] FieldNames =
    [
        "line", "securityTitle", "conversionOrExercisePrice", "transactionOn", "deemedExecutionOn", "transactionFormType",
        "transactionCode", "equitySwapInvolved", "timeliness", "shares", "totalValue", "pricePerShare", "acquiredDisposed",
        "exercisableOn", "expiresOn", "underlyingSecurityTitle", "underlyingShares", "underlyingValue",
        "sharesOwnedFollowing", "valueOwnedFollowing", "ownership", "natureOfOwnership",
    ];

    private readonly XmlCursor cursor;
    private readonly bool derivative;
    private readonly bool transaction;
    private readonly string?[] texts = new string?[FieldNames.Length];
    private readonly List<(RowField Field, string Id)> footnotes = [];
    private readonly Action<string> note;
    private uint seen;
    private uint noted;
    private RowField current;

    private RowReader(XmlCursor cursor, FormTable table, LineKind kind)
    {
        this.cursor = cursor;
        derivative = table == FormTable.II;
        transaction = kind == LineKind.Transaction;
        note = id =>
        {
            footnotes.Add((current, id));
            noted |= 1u << (int)current;
        };
    }

    /// <summary>The table and kind of row an element name stands for.</summary>
    public static (FormTable Table, LineKind Kind)? RowNamed(string element) => element switch
    {
        "nonDerivativeTransaction" => (FormTable.I, LineKind.Transaction),
        "nonDerivativeHolding" => (FormTable.I, LineKind.Holding),
        "derivativeTransaction" => (FormTable.II, LineKind.Transaction),
        "derivativeHolding" => (FormTable.II, LineKind.Holding),
        _ => null,
    };

    public static ReportedLine Read(XmlCursor cursor, FormTable table, LineKind kind, string line, string xpath, string? formType)
    {
        cursor.Line = line;
        var row = new RowReader(cursor, table, kind);
        row.ReadGroup(RowField.Line);
        var read = row.ToLine(table, kind, line, xpath);
        row.SayWhatIsMissing(formType);
        cursor.Line = null;
        return read;
    }

    /// <summary>The row itself or a group of columns in it; a footnote directly in a group belongs to <paramref name="owner"/>.</summary>
    private void ReadGroup(RowField owner)
    {
        if (!cursor.Enter()) return;
        while (cursor.NextChild())
        {
            switch (cursor.Name)
            {
                case "footnoteId":
                    current = owner;
                    cursor.FootnoteId(FieldNames[(int)owner], note);
                    break;
                case "transactionCoding":
                    ReadGroup(RowField.TransactionCode);
                    break;
                case "transactionAmounts" or "postTransactionAmounts" or "ownershipNature" or "underlyingSecurity":
                    ReadGroup(RowField.Line);
                    break;
                default:
                    ReadField();
                    break;
            }
        }
    }

    private void ReadField()
    {
        if (FieldNamed(cursor.Name) is not { } field)
        {
            current = RowField.Line;
            cursor.Unexpected(null, note);
            return;
        }

        current = field;
        var name = FieldNames[(int)field];
        var text = cursor.Value(name, note);
        var bit = 1u << (int)field;
        if ((seen & bit) != 0)
        {
            if (text is not null) cursor.Problems.Add(ProblemKind.UnexpectedElement, cursor.Line, name, text, $"{cursor.Where()}{name} stands twice in the row; the second was left out.");
            return;
        }

        seen |= bit;
        texts[(int)field] = text;
    }

    private RowField? FieldNamed(string element) => element switch
    {
        "securityTitle" => RowField.SecurityTitle,
        "transactionDate" when transaction => RowField.TransactionOn,
        "deemedExecutionDate" when transaction => RowField.DeemedExecutionOn,
        "transactionFormType" => RowField.TransactionFormType,
        "transactionCode" => RowField.TransactionCode,
        "equitySwapInvolved" => RowField.EquitySwapInvolved,
        "transactionTimeliness" => RowField.Timeliness,
        "transactionShares" when transaction => RowField.Shares,
        "transactionTotalValue" when transaction => RowField.TotalValue,
        "transactionPricePerShare" when transaction => RowField.PricePerShare,
        "transactionAcquiredDisposedCode" when transaction => RowField.AcquiredDisposed,
        "sharesOwnedFollowingTransaction" => RowField.SharesOwnedFollowing,
        "valueOwnedFollowingTransaction" => RowField.ValueOwnedFollowing,
        "directOrIndirectOwnership" => RowField.Ownership,
        "natureOfOwnership" => RowField.NatureOfOwnership,
        "conversionOrExercisePrice" when derivative => RowField.ConversionOrExercisePrice,
        "exerciseDate" when derivative => RowField.ExercisableOn,
        "expirationDate" when derivative => RowField.ExpiresOn,
        "underlyingSecurityTitle" when derivative => RowField.UnderlyingSecurityTitle,
        "underlyingSecurityShares" when derivative => RowField.UnderlyingShares,
        "underlyingSecurityValue" when derivative => RowField.UnderlyingValue,
        _ => null,
    };

    private ReportedLine ToLine(FormTable table, LineKind kind, string line, string xpath) => new()
    {
        Line = line,
        Table = table,
        Kind = kind,
        SecurityTitle = texts[(int)RowField.SecurityTitle],
        ConversionOrExercisePrice = Number(RowField.ConversionOrExercisePrice),
        TransactionOn = Date(RowField.TransactionOn),
        DeemedExecutionOn = Date(RowField.DeemedExecutionOn),
        TransactionFormType = Code(RowField.TransactionFormType, "345"),
        TransactionCode = OfTransactions(RowField.TransactionCode) is null ? null : Code(RowField.TransactionCode, "ACDEFGHIJLMOPSUWXZ"),
        EquitySwapInvolved = cursor.Flag(OfTransactions(RowField.EquitySwapInvolved), FieldNames[(int)RowField.EquitySwapInvolved]),
        Timeliness = Code(RowField.Timeliness, "EL"),
        Shares = Number(RowField.Shares),
        TotalValue = Number(RowField.TotalValue),
        PricePerShare = Number(RowField.PricePerShare),
        AcquiredDisposed = Code(RowField.AcquiredDisposed, "AD"),
        ExercisableOn = Date(RowField.ExercisableOn),
        ExpiresOn = Date(RowField.ExpiresOn),
        UnderlyingSecurityTitle = texts[(int)RowField.UnderlyingSecurityTitle],
        UnderlyingShares = Number(RowField.UnderlyingShares),
        UnderlyingValue = Number(RowField.UnderlyingValue),
        SharesOwnedFollowing = Number(RowField.SharesOwnedFollowing),
        ValueOwnedFollowing = Number(RowField.ValueOwnedFollowing),
        Ownership = Code(RowField.Ownership, "DI"),
        NatureOfOwnership = texts[(int)RowField.NatureOfOwnership],
        Footnotes = FootnotesByField(),
        Source = new LineSource { Xpath = xpath },
    };

    private decimal? Number(RowField field) => cursor.Number(texts[(int)field], FieldNames[(int)field]);

    private DateOnly? Date(RowField field) => cursor.Date(texts[(int)field], FieldNames[(int)field]);

    /// <summary>A one-letter code; one that the form's lists do not have is kept as filed.</summary>
    private string? Code(RowField field, string known)
    {
        var text = texts[(int)field];
        if (text is null || (text.Length == 1 && known.Contains(text[0], StringComparison.Ordinal))) return text;
        var name = FieldNames[(int)field];
        cursor.Problems.Add(ProblemKind.UnknownCode, cursor.Line, name, text, $"{cursor.Where()}{name} reads \"{ProblemList.Quote(text)}\", which is not in the form's list; it was kept as filed.");
        return text;
    }

    /// <summary>A holding has no code and no swap box; what a filer put there all the same is said, not carried.</summary>
    private string? OfTransactions(RowField field)
    {
        var text = texts[(int)field];
        if (transaction || text is null) return text;
        var name = FieldNames[(int)field];
        cursor.Problems.Add(ProblemKind.UnexpectedElement, cursor.Line, name, text, $"{cursor.Where()}A holding has no {name}; it was left out.");
        return null;
    }

    private IReadOnlyDictionary<string, IReadOnlyList<string>> FootnotesByField()
    {
        if (footnotes.Count == 0) return ReportedLine.NoFootnotes;
        var byField = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (field, id) in footnotes)
        {
            var name = FieldNames[(int)field];
            if (byField.TryGetValue(name, out var ids)) ((List<string>)ids).Add(id);
            else byField.Add(name, new List<string>(1) { id });
        }

        return byField;
    }

    /// <summary>Columns the form demands (technical specification 3.5): a value, or a footnote in its place.</summary>
    private void SayWhatIsMissing(string? formType)
    {
        Demand(RowField.SecurityTitle);
        Demand(RowField.Ownership);
        if (texts[(int)RowField.Ownership] is "I") Demand(RowField.NatureOfOwnership);
        if (transaction)
        {
            Demand(RowField.TransactionOn);
            Demand(RowField.TransactionCode);
            Demand(RowField.Shares, RowField.TotalValue);
            Demand(RowField.PricePerShare);
            Demand(RowField.AcquiredDisposed);
        }

        if (derivative)
        {
            Demand(RowField.ConversionOrExercisePrice);
            Demand(RowField.ExercisableOn);
            Demand(RowField.ExpiresOn);
            Demand(RowField.UnderlyingSecurityTitle);
            Demand(RowField.UnderlyingShares, RowField.UnderlyingValue);
        }

        // Form 3 has no column 9: its Table II states the underlying amount only.
        if (!derivative || formType is "4" or "4/A" or "5" or "5/A") Demand(RowField.SharesOwnedFollowing, RowField.ValueOwnedFollowing);
    }

    private void Demand(RowField field, RowField? or = null)
    {
        if (IsThere(field) || (or is { } other && IsThere(other))) return;
        var name = FieldNames[(int)field];
        cursor.Problems.Add(ProblemKind.MissingField, cursor.Line, name, null, $"{cursor.Where()}{name} is missing, and no footnote stands in its place.");

        bool IsThere(RowField wanted) => texts[(int)wanted] is not null || (noted & (1u << (int)wanted)) != 0;
    }
}
