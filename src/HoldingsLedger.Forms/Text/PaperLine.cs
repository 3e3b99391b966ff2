using System.Text.RegularExpressions;

namespace HoldingsLedger.Forms.Text;

/// <summary>
/// Makes a reported line of the cells of one printed row. A cell that does not read as what its column holds leaves the
/// field <c>null</c> and a problem; nothing is repaired. Codes and suffixes: Forms 4 and 5, instruction 8.
/// </summary>
internal static partial class PaperLine
{
    private const string Codes = "ACDEFGHIJKLMOPSUVWXZ";

    /// <summary>The row as a line, or <c>null</c> where no cell says anything.</summary>
    public static ReportedLine? Make(
        char form, FormTable table, int row, IReadOnlyDictionary<PaperColumn, PaperCell> cells, LineSource source, List<ReadingProblem> problems)
    {
        if (cells.Values.All(cell => cell.IsEmpty)) return null;
        var name = $"{table}.{row}";
        var draft = new Draft(name, cells, problems);
        var code = draft.Text(PaperColumn.Code);
        var amounts = draft.Has(PaperColumn.Amount) || draft.Has(PaperColumn.Acquired) || draft.Has(PaperColumn.Disposed);
        var isTransaction = form != '3' && (LettersOf(code).Length > 0 || draft.Has(PaperColumn.TransactionOn) || amounts);
        var line = new ReportedLine
        {
            Line = name,
            Table = table,
            Kind = isTransaction ? LineKind.Transaction : LineKind.Holding,
            Source = source,
            SecurityTitle = draft.Text(PaperColumn.SecurityTitle),
            ConversionOrExercisePrice = draft.Number(PaperColumn.ExercisePrice),
            TransactionOn = draft.Date(PaperColumn.TransactionOn),
            DeemedExecutionOn = draft.Date(PaperColumn.DeemedExecutionOn),
            PricePerShare = draft.Number(PaperColumn.Price),
            ExercisableOn = draft.Date(PaperColumn.ExercisableOn),
            ExpiresOn = draft.Date(PaperColumn.ExpiresOn),
            UnderlyingSecurityTitle = draft.Text(PaperColumn.UnderlyingTitle),
            AcquiredDisposed = draft.Letter(PaperColumn.Direction, "AD"),
            Ownership = draft.Letter(PaperColumn.Ownership, "DI"),
            NatureOfOwnership = draft.Text(PaperColumn.Nature),
        };
        line = WithAmounts(line, table, draft);
        line = WithCode(line, form, code, draft);
        draft.Require(PaperColumn.SecurityTitle, line.SecurityTitle is null);
        draft.Require(PaperColumn.Ownership, line.Ownership is null);
        // A derivative's title with no number beside it: more often a cell not found than one left blank.
        if (line.UnderlyingSecurityTitle is not null && line.UnderlyingShares is null && line.UnderlyingValue is null && !draft.Known("underlyingShares")) draft.Missing("underlyingShares");
        if (isTransaction)
        {
            draft.Require(PaperColumn.TransactionOn, line.TransactionOn is null);
            draft.Require(PaperColumn.Code, line.TransactionCode is null);
            if (line.Shares is null && line.TotalValue is null && !draft.Known("shares")) draft.Missing("shares");
        }

        var doubts = draft.Confidence.Where(field => field.Value < 1m).ToDictionary(StringComparer.Ordinal);
        return line with
        {
            Footnotes = draft.Footnotes,
            Confidence = doubts.Count == 0 ? 1m : doubts.Values.Min(),
            FieldConfidence = doubts.Count == 0 ? null : doubts,
        };
    }

    private static ReportedLine WithAmounts(ReportedLine line, FormTable table, Draft draft)
    {
        if (table == FormTable.II)
        {
            var (acquired, disposed) = (draft.Has(PaperColumn.Acquired), draft.Has(PaperColumn.Disposed));
            if (acquired && disposed)
            {
                // Both columns filled: which one is meant is not ours to choose.
                draft.Doubt("shares", draft.Text(PaperColumn.Acquired) + " | " + draft.Text(PaperColumn.Disposed), "Both (A) and (D) of column 5 are filled; neither is taken.");
            }
            else if (acquired || disposed)
            {
                var column = acquired ? PaperColumn.Acquired : PaperColumn.Disposed;
                var (shares, value) = draft.Amount(column);
                line = line with { Shares = shares, TotalValue = value, AcquiredDisposed = acquired ? "A" : "D" };
                draft.Lower("acquiredDisposed", draft.CellConfidence(column));
            }
            else if (draft.HasMarker(PaperColumn.Acquired) != draft.HasMarker(PaperColumn.Disposed))
            {
                line = line with { AcquiredDisposed = draft.HasMarker(PaperColumn.Acquired) ? "A" : "D" };
            }
        }
        else
        {
            var (shares, value) = draft.Amount(PaperColumn.Amount);
            line = line with { Shares = shares, TotalValue = value };
        }

        var following = draft.Amount(PaperColumn.OwnedFollowing, "valueOwnedFollowing");
        var underlying = draft.Amount(PaperColumn.UnderlyingAmount, "underlyingValue");
        return line with
        {
            SharesOwnedFollowing = following.Shares,
            ValueOwnedFollowing = following.Value,
            UnderlyingShares = underlying.Shares,
            UnderlyingValue = underlying.Value,
        };
    }

    private static ReportedLine WithCode(ReportedLine line, char form, string? raw, Draft draft)
    {
        var voluntary = draft.Text(PaperColumn.Voluntary);
        var letters = LettersOf(raw);
        var digit = raw is null ? null : FormDigit().Match(raw) is { Success: true } match ? match.Value : null;
        if (line.Kind == LineKind.Holding) return line with { TransactionFormType = digit };

        // "S/K", "SK": K marks an equity swap beside the code that says what happened (instruction 8).
        var swap = letters.Contains('K', StringComparison.Ordinal);
        var code = letters.Length > 1 && swap ? letters.Replace("K", string.Empty, StringComparison.Ordinal) : letters;
        // "P V" in one cell: V means reported early wherever it stands beside another code.
        var early = voluntary is not null && voluntary.Equals("V", StringComparison.OrdinalIgnoreCase);
        if (code.Length == 2 && code.EndsWith('V'))
        {
            code = code[..1];
            early = true;
        }

        if (code.Length > 0 && (code.Length != 1 || !Codes.Contains(code, StringComparison.Ordinal)))
            draft.Problem(ProblemKind.UnknownCode, "transactionCode", raw, $"\"{raw}\" is no transaction code of instruction 8.");
        if (voluntary is not null && !voluntary.Equals("V", StringComparison.OrdinalIgnoreCase))
            draft.Problem(ProblemKind.UnknownCode, "transactionFormType", voluntary, $"\"{voluntary}\" in column V is not a V.");
        return line with
        {
            TransactionCode = code.Length == 0 ? null : code.Length > 2 ? raw : code,
            EquitySwapInvolved = swap,
            TransactionFormType = digit ?? (early ? "5" : form is '4' or '5' ? form.ToString() : null),
        };
    }

    private static string LettersOf(string? code) => code is null ? string.Empty : NotLetter().Replace(code, string.Empty).ToUpperInvariant();

    [GeneratedRegex("[^A-Za-z]", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex NotLetter();

    [GeneratedRegex("[345]", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex FormDigit();
}
