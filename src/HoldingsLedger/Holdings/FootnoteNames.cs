using HoldingsLedger.Forms;

namespace HoldingsLedger.Holdings;

/// <summary>
/// Which footnotes name accounts apart. "See footnote" is not a nature (domain section 3.9): the footnote's text is the name. A text may be reworded, but two texts
/// that stand at two holdings of one filing are two accounts' in every filing. What else shows several accounts under one name is told here too.
/// </summary>
internal sealed class FootnoteNames(IReadOnlyList<Statement> statements)
{
    private readonly Dictionary<AccountWords, List<List<AccountLabel>>> together = [];

    /// <summary>Whether the line's footnote names an owner, beside a nature that several can have or in its place, and not the one its account bore last.</summary>
    public static bool MayBeAnother(CountedLine line, OpenAccount account) =>
        line.Words is { Table: FormTable.I, LeaveRoomForOne: false } && line.Label.Differs(account.Label);

    /// <summary>Whether one filing has holdings under both names.</summary>
    public bool StandApart(CountedLine line, OpenAccount account)
    {
        if (!MayBeAnother(line, account)) return false;
        if (!together.TryGetValue(line.Words, out var filings)) together[line.Words] = filings = Together(line.Words);
        return filings.Exists(labels => labels.Exists(label => label.Names(line.Label) && !label.Names(account.Label)) && labels.Exists(label => label.Names(account.Label) && !label.Names(line.Label)));
    }

    /// <summary>
    /// Whether the filings show that words which one account or several can have mean several: two holding rows in one filing, footnotes that differ, rows of the second part
    /// before those of the first, or another filing that goes on from where the first ends.
    /// </summary>
    /// <param name="first">Rows of a filing that go on from the account met before.</param>
    /// <param name="second">Its other rows of the same words, which do not.</param>
    public bool ShowSeveral(Tally first, Tally second)
    {
        var filings = statements.Select(statement => statement.Lines.FindAll(line => line.Words == first.Lines[0].Words)).ToList();
        var labels = filings.SelectMany(lines => lines).Select(line => line.Label).Where(label => !label.IsEmpty).ToList();
        return labels.Exists(label => label.Differs(labels[0])) || filings.Exists(lines => lines.Count(line => line.IsHolding) > 1
            || (lines.Contains(first.Lines[0]) ? lines.FindIndex(second.Lines.Contains) < lines.FindLastIndex(first.Lines.Contains) : lines.Exists(line => line.Before == first.Closing)));
    }

    /// <summary>
    /// Whether filings of later days go on from the balance the account was left with, and others from where these lines leave it. "An account goes on where its balance
    /// goes on" (domain section 3.9): then they are two, for one cannot go on from both.
    /// </summary>
    /// <param name="tally">Lines without a footnote that says which of several accounts they are of.</param>
    /// <param name="balance">What the other account was left with.</param>
    public bool ShowThatBothGoOn(Tally tally, decimal? balance)
    {
        var line = tally.Lines[0];
        if (!line.Words.MayBeSeveral || balance is not { } one || tally.Closing is not { } other || one == other || !OtherWords.Telling(one) || !OtherWords.Telling(other)) return false;
        var later = statements.SkipWhile(statement => !statement.Lines.Contains(line)).Skip(1).SelectMany(statement => statement.Lines)
            .Where(next => next.Words == line.Words && tally.Lines.All(counted => counted.On < next.On)).ToList();
        return later.Exists(next => next.Before == one) && later.Exists(next => next.Before == other);
    }

    private List<List<AccountLabel>> Together(AccountWords words)
    {
        var filings = new List<List<AccountLabel>>();
        foreach (var statement in statements)
        {
            var labels = statement.Lines.Where(line => line.IsHolding && line.Words == words && !line.Label.IsEmpty).Select(line => line.Label).ToList();
            if (labels.Count > 1) filings.Add(labels);
        }

        return filings;
    }
}
