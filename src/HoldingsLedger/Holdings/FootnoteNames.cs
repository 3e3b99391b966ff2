using HoldingsLedger.Forms;

namespace HoldingsLedger.Holdings;

/// <summary>
/// Which footnotes name accounts apart. "See footnote" is not a nature (domain section 3.9): the footnote's text is the name. A text may be reworded, but two texts
/// that stand at two holdings of one filing are two accounts' in every filing.
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
