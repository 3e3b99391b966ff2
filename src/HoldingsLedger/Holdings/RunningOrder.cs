namespace HoldingsLedger.Holdings;

/// <summary>How a filer counted the lines of one account in one filing.</summary>
public enum CountingHabit
{
    /// <summary>A running tally in row order: what the staff of the SEC asks for and most filers do.</summary>
    RowOrder,

    /// <summary>Every line prints the total after all of them.</summary>
    FinalTotal,

    /// <summary>A running tally from the last row to the first.</summary>
    ReverseOrder,

    /// <summary>A running tally by transaction date.</summary>
    ByDate,

    /// <summary>A running tally in an order that only the amounts give away.</summary>
    ByAmounts,

    /// <summary>No order under which the numbers agree.</summary>
    None,
}

/// <summary>
/// One way of reading an account's lines in one filing: the order, the balance before the first (opening) and after the
/// last (closing), and how many printed balances contradict it. <c>null</c> where the numbers needed are missing.
/// </summary>
internal sealed record Tally(CountingHabit Habit, IReadOnlyList<CountedLine> Lines, decimal? Opening, decimal? Closing, int Contradictions)
{
    /// <summary>Printed balances that are off by less than one share: rounding.</summary>
    public int Roundings { get; init; }

    /// <summary>Lines whose balance moves against their A/D.</summary>
    public IReadOnlyList<CountedLine> Flipped { get; init; } = [];

    /// <summary>A derivative that starts from nothing, as grants do (domain section 3.7).</summary>
    public bool BeginsWithItsGrant => Opening == 0 && Lines is [{ Words.BeginWithAGrant: true }, ..];

    public int LeavesOpen => (Contradictions * LeftOpen.Contradiction) + (Roundings * LeftOpen.Rounding);
}

/// <summary>
/// The running order of an account's lines inside one filing (domain section 3.2): the readings under which the printed balances agree with
/// the amounts. Which of several is right, the account's previous balance says; the caller holds it against each opening.
/// </summary>
internal static class RunningOrder
{
    /// <summary>The readings worth considering, the commonest habit first; never empty.</summary>
    public static List<Tally> Readings(IReadOnlyList<CountedLine> lines)
    {
        if (lines.Count == 1) return [Count(CountingHabit.RowOrder, lines)];
        var readings = new List<Tally>(5) { Count(CountingHabit.RowOrder, lines) };
        if (FinalTotal(lines) is { } total) readings.Add(total);
        var reversed = lines.Reverse().ToList();
        readings.Add(Count(CountingHabit.ReverseOrder, reversed));
        var dated = lines.OrderBy(line => line.On).ToList();
        if (!dated.SequenceEqual(lines) && !dated.SequenceEqual(reversed)) readings.Add(Count(CountingHabit.ByDate, dated));
        if (readings.TrueForAll(reading => reading.Contradictions + reading.Roundings > 0) && ByAmounts(lines) is { } path) readings.Add(Count(CountingHabit.ByAmounts, path));
        if (FromTheGrant(readings[0]) is { } granted) readings.Add(Count(CountingHabit.ByAmounts, granted));
        return readings.ConvertAll(reading => IsUsedBeforeItsGrant(reading.Lines) ? reading with { Contradictions = reading.Contradictions + 1 } : reading);
    }

    // A grant listed after the exercises that used it up: the balances close a ring, and it begins with the grant.
    private static List<CountedLine>? FromTheGrant(Tally rows)
    {
        var lines = rows.Lines;
        if (!lines[0].Words.BeginWithAGrant || rows.Contradictions + rows.Roundings > 0) return null;
        if (rows.Opening is null or 0 || rows.Opening != rows.Closing || !UsesUpItsGrant(lines)) return null;
        var start = lines.ToList().FindIndex(line => line.Before == 0 && line.Change > 0);
        return start < 0 || lines.Any(line => line.On < lines[start].On) ? null : [.. lines.Skip(start), .. lines.Take(start)];
    }

    /// <summary>
    /// Whether what is used up is plainly what was granted: exercises of an option's own terms, or several that add up to the grant. As many units as were
    /// granted may be those of the year before, and what goes back to the issuer may be replaced.
    /// </summary>
    public static bool UsesUpItsGrant(IReadOnlyList<CountedLine> lines)
    {
        var used = lines.Where(line => line.Change < 0).ToList();
        return used.TrueForAll(line => line.IsExercise)
            && (used.Count > 1 || lines[0].Words.HaveTermsOfTheirOwn);
    }

    public static Tally InRowOrder(IReadOnlyList<CountedLine> lines) => Count(CountingHabit.RowOrder, lines);

    /// <summary>Readings in which the numbers agree as well as in the one taken, but that end in another balance. A derivative that can begin with its own grant does.</summary>
    public static List<Tally> OtherOrders(List<Tally> readings, Tally taken) =>
        readings.Count == 1 || taken.LeavesOpen > 0 || taken.Closing is null || PlainlyBeginsWithItsGrant(taken)
            ? []
            : readings.FindAll(other => other.LeavesOpen == 0 && other.Closing != taken.Closing && !(other.Habit == CountingHabit.ReverseOrder && BeginsWithTheExercise(taken)));

    // Rows that begin with an exercise, and go on by their dates to the sale of as many, say which came first: who sells what is still to be exercised lists the sale first.
    private static bool BeginsWithTheExercise(Tally rows) => rows is { Habit: CountingHabit.RowOrder, Lines: [{ IsExercise: true, Change: > 0, Words.Table: Forms.FormTable.I }, ..] }
        && rows.Lines.Zip(rows.Lines.Skip(1)).All(pair => pair.First.On <= pair.Second.On);

    // Listed the other way round, what is used up may be older, unless it is an option of the grant's own terms.
    private static bool PlainlyBeginsWithItsGrant(Tally taken) => taken.BeginsWithItsGrant
        && (taken.Habit == CountingHabit.RowOrder || (taken.Lines[0].Words.HaveTermsOfTheirOwn && UsesUpItsGrant(taken.Lines)));

    /// <summary>
    /// The same lines with A/D turned where only that makes the balances agree from the previous one on; <c>null</c>
    /// where it does not, or where nothing needs turning.
    /// </summary>
    public static Tally? WithContradictedDirections(Tally tally, decimal? previous)
    {
        if (tally.Habit is CountingHabit.FinalTotal) return null;
        var flipped = new List<CountedLine>();
        var misprints = 0;
        var balance = previous;
        for (var i = 0; i < tally.Lines.Count; i++)
        {
            var line = tally.Lines[i];
            if (line.Stated is not { } stated || line.Change is not { } change) return null;
            if (balance is { } before && before + change is var computed && computed != stated)
            {
                if (before - change == stated && change != 0 && CanBeTurned(line, before))
                {
                    flipped.Add(line);
                }
                else
                {
                    // One misprint among them, after which the balances go on, says nothing of a letter.
                    if (i + 1 == tally.Lines.Count || tally.Lines[i + 1] is not { Stated: { } next, Change: { } onward } || computed + onward != next) return null;
                    misprints++;
                    balance = computed;
                    continue;
                }
            }

            balance = stated;
        }

        // Without a previous balance a first line has nothing to contradict it, and one line alone proves nothing.
        if (flipped.Count == 0) return null;
        var first = tally.Lines[0];
        var opening = previous ?? first.Before;
        // The slip of a later row is the first one's too where its code says so.
        if (previous is null && AgainstItsCode(first) && flipped.Exists(line => string.Equals(line.Line.TransactionCode, first.Line.TransactionCode, StringComparison.Ordinal)))
        {
            flipped.Insert(0, first);
            opening = first.Stated + first.Change;
        }

        return new Tally(tally.Habit, tally.Lines, opening, balance, misprints) { Flipped = flipped };
    }

    /// <summary>The rows in their order, where turning only letters that speak against their codes (a sale marked A) makes the balances agree; else <c>null</c>.</summary>
    public static Tally? WithSlips(Tally rows, decimal? previous) =>
        WithContradictedDirections(rows, previous) is { } turned && turned.Flipped.All(AgainstItsCode) ? turned : null;

    private static bool AgainstItsCode(CountedLine line) => line.Change != 0 && line.Line.TransactionCode is "P" or "S" or "F" or "D" && !AsItsCodeSays(line);

    // An exercise always takes from Table II, so there only an A is turned, and of others none that begins at nothing: that is another grant. From nothing nothing is
    // sold: the balance is another account's, or shares were acquired without a line; what a row says is given away from nothing was acquired.
    private static bool CanBeTurned(CountedLine line, decimal before) => (before != 0 || (line.Change < 0 && !AsItsCodeSays(line)))
        && !(line.Words.Table == Forms.FormTable.II && (line.IsExercise ? line.Change < 0 : line is { Change: > 0, Before: 0 }))
        && !(line.Words.Table == Forms.FormTable.I && AsItsCodeSays(line));

    // Purchases and grants acquire; sales, shares withheld and returned to the issuer are disposed of. Where the letter says so too it is no slip: of several rows the order is
    // in doubt sooner; of one, half of a grant that nobody reported was withheld, or the balance is a misprint.
    private static bool AsItsCodeSays(CountedLine line) => line.Line.TransactionCode switch
    {
        "P" or "A" => line.Change > 0,
        "S" or "F" or "D" => line.Change < 0,
        _ => false,
    };

    private static Tally Count(CountingHabit habit, IReadOnlyList<CountedLine> lines)
    {
        decimal? balance = null;
        decimal? opening = null;
        decimal? sum = 0m;
        decimal? withoutMisprint = null;
        int contradictions = 0, roundings = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            var expected = line.Change is { } change && balance is { } before ? before + change : (decimal?)null;
            var resumed = line.Stated is not null && line.Stated == withoutMisprint + line.Change;
            withoutMisprint = null;
            if (line.Stated is { } stated && expected is { } computed && stated != computed && !resumed)
            {
                if (Math.Abs(stated - computed) < 1) roundings++;
                else contradictions++;
                // Where the next line goes on from what should stand here, this balance alone is a misprint.
                withoutMisprint = computed;
            }

            sum += line.Change;
            balance = line.Stated ?? expected;
            // The first printed balance gives the opening as long as every change up to it is known.
            if (opening is null && balance is { } known && sum is { } changes) opening = known - changes;
        }

        // The opening is the closing minus all changes: an intermediate misprint must not move it.
        if (balance is { } closing && sum is { } all) opening = closing - all;
        // A holding beside transactions states what is left after them, or what was there before them.
        foreach (var line in lines)
        {
            if (line.IsHolding && !(ReferenceEquals(line, lines[0]) && IsBalanceBefore(habit, lines, opening, contradictions + roundings)) && lines.Count > 1 && line.Stated is { } held && balance is { } left && Math.Abs(held - left) >= 1) contradictions++;
        }

        return new Tally(habit, lines, opening, balance, contradictions) { Roundings = roundings };
    }

    // An option of the grant's own terms is not exercised before that grant; where the grant adds to some, those were there to exercise.
    private static bool IsUsedBeforeItsGrant(IReadOnlyList<CountedLine> lines)
    {
        if (lines.Count < 2 || !lines[0].Words.HaveTermsOfTheirOwn || lines[0].On != lines[^1].On) return false;
        var used = false;
        foreach (var line in lines)
        {
            if (used && line is { IsGrant: true, Before: 0 }) return true;
            used |= line is { IsExercise: true, Change: < 0 };
        }

        return false;
    }

    // Listed first, and the rows after it go on from its balance to the letter; where the words leave room for two, it may be another trust that holds as much.
    private static bool IsBalanceBefore(CountingHabit habit, IReadOnlyList<CountedLine> lines, decimal? opening, int disagreements) =>
        habit == CountingHabit.RowOrder && disagreements == 0 && lines[0] is { Words: { Table: Forms.FormTable.I, LeaveRoomForOne: true }, Stated: { } stated } first
        && stated == opening && lines.All(line => !line.Label.Differs(first.Label));

    private static Tally? FinalTotal(IReadOnlyList<CountedLine> lines)
    {
        var total = lines[^1].Stated;
        decimal sum = 0;
        var moving = 0;
        foreach (var line in lines)
        {
            if (line.Stated is not { } stated || stated != total || line.Change is not { } change) return null;
            sum += change;
            if (change != 0) moving++;
        }

        // Nobody holds less than nothing: then the balances are several accounts', as large as each other.
        return moving >= 2 && total >= sum ? new Tally(CountingHabit.FinalTotal, lines, total - sum, total, 0) : null;
    }

    // Follow the amounts: each line goes on from the balance that another leaves. The balance that lines go on from once more often than lines leave it is the
    // first, so the way begins and ends at the same balances whichever of several lines is taken sooner; the earlier one is, then the one that stands higher.
    private static List<CountedLine>? ByAmounts(IReadOnlyList<CountedLine> lines)
    {
        var surplus = new Dictionary<decimal, int>();
        foreach (var line in lines)
        {
            if (line is not { Before: { } before, Stated: { } after }) return null;
            surplus[before] = surplus.GetValueOrDefault(before) + 1;
            surplus[after] = surplus.GetValueOrDefault(after) - 1;
        }

        var uneven = surplus.Where(balance => balance.Value != 0).ToList();
        if (uneven.Count != 2 || uneven.Find(balance => balance.Value == 1) is not { Value: 1, Key: var start }) return null;
        var left = new Dictionary<decimal, Queue<CountedLine>>();
        // What moves nothing comes before what moves the balance on.
        foreach (var line in lines.OrderBy(line => line.Change != 0).ThenBy(line => line.On))
        {
            if (!left.TryGetValue(line.Before!.Value, out var queue)) left[line.Before.Value] = queue = new Queue<CountedLine>();
            queue.Enqueue(line);
        }

        // Where the way ends too soon, the rest are detours from a balance on it.
        var way = new Stack<CountedLine?>([null]);
        var path = new List<CountedLine>(lines.Count);
        while (way.Count > 0)
        {
            if (left.TryGetValue(way.Peek()?.Stated ?? start, out var next) && next.Count > 0) way.Push(next.Dequeue());
            else if (way.Pop() is { } last) path.Add(last);
        }

        path.Reverse();
        return path.Count == lines.Count ? path : null;
    }
}
