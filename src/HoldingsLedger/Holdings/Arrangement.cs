namespace HoldingsLedger.Holdings;

/// <summary>
/// Where the numbers have to say at which place lines count: lines that an amendment adds (the original's place if they
/// agree there, else the amendment's own), an amendment whose original is not held, and a big day split over several filings by the limit of 30 lines
/// a table (domain section 4.12). Each choice is tried and the one that leaves less unexplained is kept.
/// </summary>
internal static class Arrangement
{
    private const int LinesATableHolds = 30;

    public static (IReadOnlyList<Statement> Statements, AccountEngine Engine) Settle(LinesInForce inForce)
    {
        var statements = inForce.Statements;
        foreach (var added in inForce.Added) statements[added.Original].Lines.AddRange(added.Lines);
        var engine = AccountEngine.Run(statements);
        foreach (var added in inForce.Added.SelectMany(added => added.Lines.GroupBy(line => line.Words).Select(group => added with { Lines = [.. group] })))
        {
            if (engine.LeavesOpen == 0) break;
            var own = Moved(statements, added);
            var moved = AccountEngine.Run(own);
            if (moved.LeavesOpen < engine.LeavesOpen) (statements, engine) = (own, moved);
        }

        // It states what there was when its original went out (domain section 5), unless the numbers say that it goes on from what was filed since.
        foreach (var orphan in statements.Where(statement => statement.Filing.Amends is { State: LinkState.OriginalNotHeld } && statement.Lines.Count > 0).ToList())
        {
            if (AtItsOriginals(statements, orphan) is not { } earlier) continue;
            var moved = AccountEngine.Run(earlier);
            if (moved.LeavesOpen <= engine.LeavesOpen || !GoesOn(engine, statements.IndexOf(orphan))) (statements, engine) = (earlier, moved);
        }

        for (var i = 0; i + 1 < statements.Count && engine.LeavesOpen > 0; i++)
        {
            if (!OneDaySplit(statements[i], statements[i + 1])) continue;
            foreach (var joined in new[] { Joined(statements, i, laterFirst: false), Joined(statements, i, laterFirst: true) })
            {
                var together = AccountEngine.Run(joined);
                if (together.LeavesOpen < engine.LeavesOpen) (statements, engine) = (joined, together);
            }
        }

        return (statements, engine);
    }

    private static bool GoesOn(AccountEngine engine, int at) => engine.Accounts.SelectMany(account => account.Runs).Where(run => run.Statement == at).All(run => run.Fit == Fit.Ties);

    // Behind the filings of the day that it names.
    private static List<Statement>? AtItsOriginals(List<Statement> statements, Statement orphan)
    {
        var own = statements.IndexOf(orphan);
        var place = statements.FindIndex(statement => (statement.Filing.FiledOn ?? EffectiveDay.Written(statement.Filing)) > orphan.Filing.DateOfOriginalSubmission);
        return place < 0 || place >= own ? null : [.. statements.Take(place), orphan, .. statements.Skip(place).Where(statement => !ReferenceEquals(statement, orphan))];
    }

    private static List<Statement> Moved(List<Statement> statements, AddedLines added)
    {
        var moved = added.Lines.Select(line => line.Id).ToHashSet();
        var copy = new List<Statement>(statements);
        copy[added.Original] = Copy(statements[added.Original], statements[added.Original].Lines.Where(line => !moved.Contains(line.Id)));
        copy[added.Amendment] = Copy(statements[added.Amendment], statements[added.Amendment].Lines.Concat(added.Lines));
        return copy;
    }

    // The first filing keeps both filings' lines; the second stays as an empty place so that places keep their numbers.
    private static List<Statement> Joined(List<Statement> statements, int at, bool laterFirst)
    {
        var (one, other) = (statements[at], statements[at + 1]);
        var copy = new List<Statement>(statements)
        {
            [at] = Copy(one, []),
            [at + 1] = Copy(other, laterFirst ? other.Lines.Concat(one.Lines) : one.Lines.Concat(other.Lines)),
        };
        return copy;
    }

    private static Statement Copy(Statement statement, IEnumerable<CountedLine> lines)
    {
        var copy = new Statement { Filing = statement.Filing, NothingOwnedFrom = statement.NothingOwnedFrom };
        copy.Lines.AddRange(lines);
        return copy;
    }

    private static bool OneDaySplit(Statement one, Statement other) =>
        one.Lines.Count > 0 && other.Lines.Count > 0
        && (Full(one) || Full(other))
        && other.Filing.KnownAt - one.Filing.KnownAt <= TimeSpan.FromHours(3)
        && string.Equals(one.Filing.FormType, other.Filing.FormType, StringComparison.Ordinal);

    private static bool Full(Statement statement) =>
        statement.Lines.GroupBy(line => line.Words.Table).Any(table => table.Count() >= LinesATableHolds);
}
