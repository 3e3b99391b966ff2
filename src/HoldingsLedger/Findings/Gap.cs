using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Findings;

/// <summary>A gap whose cause is asked for: a filing's opening that is not the account's previous closing, among all the filings and accounts held of this insider.</summary>
internal sealed class Gap(OpenAccount account, AccountRun run, IReadOnlyList<Statement> statements, IReadOnlyList<OpenAccount> accounts)
{
    private FilingTexts? said;

    public OpenAccount Account => account;

    public AccountRun Run => run;

    /// <summary>Opening minus previous closing, as far as late reports and turned directions leave it; positive where the filing has more.</summary>
    public decimal Amount => run.Gap;

    /// <summary>The same as the lines' own A/D and order have it.</summary>
    public decimal AmountAsFiled => run.GapAsFiled ?? run.Gap;

    public decimal Previous => run.PreviousWithLate ?? 0m;

    public IReadOnlyList<CountedLine> Lines => run.Tally.Lines;

    public AccountWords Words => run.Tally.Lines[0].Words;

    /// <summary>Which of the account's filings this is; the first has none before it.</summary>
    public int Place => account.Runs.IndexOf(run);

    public IEnumerable<OpenAccount> OtherAccounts => accounts.Where(other => !ReferenceEquals(other, account));

    /// <summary>The filings held of this person and issuer, in order of acceptance.</summary>
    public IEnumerable<HeldFiling> Filings => statements.Select(statement => statement.Filing);

    public HeldFiling FilingOf(AccountRun its) => statements[its.Statement].Filing;

    /// <summary>What the filing says of these lines; what it repeats from the filing before, where that tied, is no news.</summary>
    public FilingTexts Said => said ??= Texts();

    /// <summary>A line that names a plan as the owner or the security.</summary>
    public CountedLine? PlanLine => Lines.FirstOrDefault(line => FilingTexts.NamesPlan(line.Line.NatureOfOwnership) || FilingTexts.NamesPlan(line.Line.SecurityTitle));

    /// <summary>A gap of another account of this insider.</summary>
    public Gap Of(OpenAccount other, AccountRun theirs) => new(other, theirs, statements, accounts);

    /// <summary>Whether the days on which the two gaps may have come about overlap.</summary>
    public bool MayBeOfOneDayWith(AccountRun theirs) => theirs.GapOn >= run.PreviousDay && run.GapOn >= theirs.PreviousDay;

    private FilingTexts Texts()
    {
        var before = Place > 0 && account.Runs[Place - 1].GapAsFiled is null or 0 ? account.Runs[Place - 1] : null;
        return new FilingTexts(statements[run.Statement].Filing, run.Tally.Lines, before is null ? null : statements[before.Statement].Filing);
    }
}
