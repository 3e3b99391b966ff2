using System.Text.RegularExpressions;

namespace HoldingsLedger.Forms.Text;

/// <summary>Where the header of a table puts its columns, as far as the text shows it.</summary>
internal sealed partial class TextAnchors
{
    private readonly Dictionary<PaperColumn, double> places = [];

    public static TextAnchors None { get; } = new();

    /// <summary>Takes in what a line of the header says; a label below another counts.</summary>
    public void Add(TextLine line, char form, FormTable table)
    {
        if (line.Columns == TextColumns.Spaces)
        {
            // Labels that run on with single spaces stand over nothing.
            if (line.Cells.Count < 2) return;
            foreach (var (column, pattern) in Labels(form, table))
            {
                if (pattern.Match(line.Text) is { Success: true } match) places[column] = match.Index + Math.Min(match.Length, 14) / 2.0;
            }

            return;
        }

        foreach (var cell in line.Cells)
        {
            foreach (var (column, pattern) in line.Columns == TextColumns.Bars ? Labels(form, table) : table == FormTable.II ? Leaves() : [])
            {
                if (pattern.IsMatch(cell.Text)) places[column] = cell.At;
            }
        }
    }

    public void Clear() => places.Clear();

    /// <summary>Whether the two columns of an amount (A) and (D) are told apart by where the piece stands.</summary>
    public bool Tells(PaperColumn one, PaperColumn other, TextCell piece, TextColumns kind)
    {
        if (!places.TryGetValue(one, out var here) || !places.TryGetValue(other, out var there)) return false;
        var (near, far) = (Math.Abs(Place(piece, kind) - here), Math.Abs(Place(piece, kind) - there));
        return kind switch
        {
            TextColumns.Bars => near == 0,
            TextColumns.Tabs => near < far && near <= 1,
            _ => near * 2 < far && near <= 8,
        };
    }

    /// <summary>What speaks for the piece standing in the column.</summary>
    public double Weigh(PaperColumn column, TextCell piece, TextColumns kind) => !places.TryGetValue(column, out var place) ? 0 : kind switch
    {
        TextColumns.Bars => 3 - Math.Min(6, 3 * Math.Abs(piece.At - place)),
        TextColumns.Tabs => Math.Max(0, 1.5 - 0.5 * Math.Abs(piece.At - place)),
        _ => 1.5 - Math.Min(3.5, Math.Abs(Place(piece, kind) - place) / 8),
    };

    private static double Place(TextCell piece, TextColumns kind) => kind == TextColumns.Spaces ? piece.At + Math.Min(piece.Text.Length, 14) / 2.0 : piece.At;

    private static IEnumerable<(PaperColumn Column, Regex Label)> Labels(char form, FormTable table) => (form, table) switch
    {
        ('3', FormTable.I) =>
        [
            (PaperColumn.SecurityTitle, Title()), (PaperColumn.OwnedFollowing, Owned3()), (PaperColumn.Ownership, Form3Ownership()), (PaperColumn.Nature, Nature()),
        ],
        ('3', _) =>
        [
            (PaperColumn.SecurityTitle, Title()), (PaperColumn.ExercisableOn, Exercisable()), (PaperColumn.ExpiresOn, Expiration()), (PaperColumn.UnderlyingTitle, LeafTitle()),
            (PaperColumn.UnderlyingAmount, LeafShares()), (PaperColumn.ExercisePrice, Conversion()), (PaperColumn.Ownership, Form3Ownership()), (PaperColumn.Nature, Nature()),
        ],
        (_, FormTable.I) =>
        [
            (PaperColumn.SecurityTitle, Title()), (PaperColumn.TransactionOn, Transaction()), (PaperColumn.DeemedExecutionOn, Deemed()), (PaperColumn.Code, Code()), (PaperColumn.Voluntary, Early()),
            (PaperColumn.Amount, Amount()), (PaperColumn.Direction, Direction()), (PaperColumn.Price, Price()), (PaperColumn.OwnedFollowing, Owned()), (PaperColumn.Ownership, Ownership()), (PaperColumn.Nature, Nature()),
        ],
        _ =>
        [
            (PaperColumn.SecurityTitle, Title()), (PaperColumn.ExercisePrice, Conversion()), (PaperColumn.TransactionOn, Transaction()), (PaperColumn.DeemedExecutionOn, Deemed()), (PaperColumn.Code, Code()),
            (PaperColumn.Voluntary, Early()), (PaperColumn.Acquired, Acquired()), (PaperColumn.Disposed, Disposed()), (PaperColumn.ExercisableOn, Exercisable()), (PaperColumn.ExpiresOn, Expiration()),
            (PaperColumn.UnderlyingTitle, LeafTitle()), (PaperColumn.UnderlyingAmount, LeafShares()), (PaperColumn.Price, Price()), (PaperColumn.OwnedFollowing, Owned()), (PaperColumn.Ownership, Ownership()),
            (PaperColumn.Nature, Nature()),
        ],
    };

    /// <summary>The labels whose tab stops can be relied on: those just above the rows.</summary>
    private static IEnumerable<(PaperColumn Column, Regex Label)> Leaves() =>
    [
        (PaperColumn.Code, WholeCode()), (PaperColumn.Acquired, WholeAcquired()), (PaperColumn.Disposed, WholeDisposed()),
        (PaperColumn.ExercisableOn, WholeExercisable()), (PaperColumn.ExpiresOn, WholeExpiration()), (PaperColumn.UnderlyingTitle, WholeTitle()),
    ];

    [GeneratedRegex(@"1\. ?Title of", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Title();

    [GeneratedRegex(@"(?<![0-9])[23]\. ?Trans(action|\.)?( Date)?(?! ?Code)", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Transaction();

    [GeneratedRegex(@"[23]A\.? ?Deemed|\bDeemed\b", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Deemed();

    [GeneratedRegex(@"\bCode\b(?! ?\(?Instr)", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<![^\s|])V(?![^\s|])", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Early();

    [GeneratedRegex(@"\bAmount\b(?! (of|or)\b)", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Amount();

    [GeneratedRegex(@"\(A\) or(?! Disposed)( \(D\))?|(?<!(Direct|of) )\(D\)(?! or)", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Direction();

    [GeneratedRegex(@"(?<!Exercise )\bPrice\b(?! of Deriv(ative|ate)?$)|8\. ?Price", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Price();

    [GeneratedRegex(@"(?<![0-9])5\. ?Amount|(?<![0-9])9\. ?Number|Owned Following", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Owned();

    [GeneratedRegex(@"(?<![0-9])2\. ?Amount", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Owned3();

    [GeneratedRegex(@"(?<![0-9])(6|10)\. ?Owner|(?<![0-9])10\.(?![0-9])|Direct \(D\)", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Ownership();

    [GeneratedRegex(@"(?<![0-9])[35]\. ?Owner|Direct \(D\)", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Form3Ownership();

    [GeneratedRegex(@"[0-9]\. ?Nature|Nature of", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Nature();

    [GeneratedRegex(@"(?<![0-9])[24]\. ?Conver", Pattern.AnyCase, Pattern.Milliseconds)]
    private static partial Regex Conversion();

    [GeneratedRegex(@"\(A\)(?! or)", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Acquired();

    [GeneratedRegex(@"(?<!(Direct|[Oo]f) )\(D\)(?! or)", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Disposed();

    [GeneratedRegex(@"\bExercisable\b(?! ?and)", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Exercisable();

    [GeneratedRegex(@"(?<!and )\bExpiration\b", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex Expiration();

    [GeneratedRegex(@"(?<!\. ?)\bTitle\b(?! (of|and))", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex LeafTitle();

    [GeneratedRegex(@"\bShares\b|Amount or( Number)?", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex LeafShares();

    [GeneratedRegex("^Code$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex WholeCode();

    [GeneratedRegex(@"^\(A\)$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex WholeAcquired();

    [GeneratedRegex(@"^\(D\)$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex WholeDisposed();

    [GeneratedRegex("^(Date )?Exercisable$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex WholeExercisable();

    [GeneratedRegex("^Expiration( Date)?$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex WholeExpiration();

    [GeneratedRegex("^Title$", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex WholeTitle();
}
