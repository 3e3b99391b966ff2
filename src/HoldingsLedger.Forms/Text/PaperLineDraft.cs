namespace HoldingsLedger.Forms.Text;

internal static partial class PaperLine
{
    /// <summary>The cells of one row while they become fields: collects confidence, footnotes and problems by field name.</summary>
    private sealed class Draft
    {
        private readonly string line;
        private readonly IReadOnlyDictionary<PaperColumn, PaperCell> cells;
        private readonly List<ReadingProblem> problems;
        private readonly HashSet<string> troubled = new(StringComparer.Ordinal);

        public Draft(string line, IReadOnlyDictionary<PaperColumn, PaperCell> cells, List<ReadingProblem> problems)
        {
            this.line = line;
            this.cells = cells;
            this.problems = problems;
            var footnotes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
            foreach (var (column, cell) in cells.OrderBy(pair => pair.Key))
            {
                var field = PaperColumns.Field(column);
                if (cell.Confidence < 1m && cell.Text.Length > 0) Lower(field, cell.Confidence);
                if (cell.Markers.Count == 0) continue;
                footnotes[field] = footnotes.TryGetValue(field, out var earlier) ? [.. earlier, .. cell.Markers.Except(earlier, StringComparer.Ordinal)] : cell.Markers;
            }

            Footnotes = footnotes;
        }

        public Dictionary<string, decimal> Confidence { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, IReadOnlyList<string>> Footnotes { get; }

        public bool Has(PaperColumn column) => Text(column) is not null;

        public bool HasMarker(PaperColumn column) => cells.TryGetValue(column, out var cell) && cell.Markers.Count > 0;

        /// <summary>Whether a problem or a footnote already speaks of the field.</summary>
        public bool Known(string field) => troubled.Contains(field) || Footnotes.ContainsKey(field);

        public decimal CellConfidence(PaperColumn column) => cells.TryGetValue(column, out var cell) ? cell.Confidence : 1m;

        public string? Text(PaperColumn column) => cells.TryGetValue(column, out var cell) && cell.Text.Length > 0 ? cell.Text : null;

        public decimal? Number(PaperColumn column) => Number(column, PaperColumns.Field(column));

        public DateOnly? Date(PaperColumn column)
        {
            if (Text(column) is not { } raw) return null;
            var field = PaperColumns.Field(column);
            var date = PrintedValue.Date(raw);
            if (date.Value is not { } value)
            {
                Problem(ProblemKind.UnreadableDate, field, raw, $"\"{raw}\" does not read as a date.");
                return null;
            }

            Lower(field, date.Confidence);
            if (PrintedValue.IsUnlikely(value)) Problem(ProblemKind.UnlikelyDate, field, raw, $"The year of \"{raw}\" can hardly be meant.");
            return value;
        }

        /// <summary>An amount in shares, or in dollars where a dollar sign says so; markers and confidence then go under the value's name.</summary>
        public (decimal? Shares, decimal? Value) Amount(PaperColumn column, string valueField = "totalValue")
        {
            if (Text(column) is not { } raw) return (null, null);
            var field = PaperColumns.Field(column);
            if (!raw.StartsWith('$')) return (Number(column, field), null);
            var value = Number(column, valueField);
            if (Confidence.Remove(field, out var confidence)) Lower(valueField, confidence);
            if (Footnotes.Remove(field, out var markers)) Footnotes[valueField] = markers;
            return (null, value);
        }

        /// <summary>One letter of a closed list; anything else is kept as printed, with a problem.</summary>
        public string? Letter(PaperColumn column, string allowed)
        {
            if (Text(column) is not { } raw) return null;
            var letter = raw.Trim('(', ')', ' ').ToUpperInvariant();
            if (letter.Length == 1 && allowed.Contains(letter, StringComparison.Ordinal)) return letter;
            // "Direct" and "Indirect" are what the letters stand for.
            if (allowed.Contains('I', StringComparison.Ordinal) && letter is "DIRECT" or "INDIRECT") return letter[..1];
            Problem(ProblemKind.UnknownCode, PaperColumns.Field(column), raw, $"\"{raw}\" is none of {string.Join(", ", allowed.ToCharArray())}.");
            return raw;
        }

        public void Require(PaperColumn column, bool absent)
        {
            if (absent && !Known(PaperColumns.Field(column))) Missing(PaperColumns.Field(column));
        }

        public void Missing(string field) => Problem(ProblemKind.MissingField, field, null, $"The form asks for {field}; the row has none.");

        public void Doubt(string field, string raw, string message) => Problem(ProblemKind.DoubtfulValue, field, raw, message);

        public void Problem(ProblemKind kind, string field, string? raw, string message)
        {
            troubled.Add(field);
            problems.Add(new(kind, line, field, raw, message));
            // An odd year is certain all the same; whatever was not made out waits for a person.
            if (kind != ProblemKind.UnlikelyDate) Lower(field, 0m);
        }

        public void Lower(string field, decimal confidence) =>
            Confidence[field] = Confidence.TryGetValue(field, out var earlier) ? Math.Min(earlier, confidence) : confidence;

        private decimal? Number(PaperColumn column, string field)
        {
            if (Text(column) is not { } raw) return null;
            var number = PrintedValue.Number(raw);
            if (number.Value is null) Problem(ProblemKind.UnreadableNumber, field, raw, $"\"{raw}\" does not read as a number.");
            else Lower(field, number.Confidence);
            return number.Value;
        }
    }
}
