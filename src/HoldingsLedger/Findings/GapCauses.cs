using HoldingsLedger.Holdings;

namespace HoldingsLedger.Findings;

/// <summary>The cause of a gap, and what it is believed for: a quotation, a line, another account. <c>null</c> where the cause says it all.</summary>
internal sealed record GapCause(FindingCause Cause, string? Because = null)
{
    /// <summary>The accounts whose whole balance it is, and of which no filing speaks from here on.</summary>
    public IReadOnlyList<OpenAccount> Emptied { get; init; } = [];

    /// <summary>The cause where there is evidence for it, else nothing.</summary>
    public static GapCause? If(FindingCause cause, string? evidence) => evidence is null ? null : new GapCause(cause, evidence);
}

/// <summary>
/// Names the cause of a gap from what the filings held of this person say (the table of causes of domain section 3). A wrong name costs more than none: every
/// cause needs evidence in a line, a footnote, the remarks or another account, else the gap stays unexplained.
/// </summary>
internal sealed class GapCauses(IReadOnlyList<Statement> statements, IReadOnlyList<OpenAccount> accounts)
{
    // The first that has evidence is taken. Evidence that names the amount goes before evidence that names only a kind of change.
    private static readonly Func<Gap, GapCause?>[] Rules =
    [
        CausesInBalances.NothingOwned,
        CausesInBalances.DirectionContradictsBalance,
        CausesInBalances.ReportedLate,
        CausesInBalances.Repriced,
        CausesInTexts.AnnouncedSplit,
        CausesInTexts.AmountNamed,
        CausesInAccounts.GrantedWithOthers,
        CausesInBalances.NothingOwnedBefore,
        CausesInBalances.LessThanOneShare,
        CausesInAccounts.OtherWayOfOwning,
        CausesInAccounts.OtherSecurity,
        CausesInAccounts.PutTogether,
        CausesInAccounts.PutUnderANewName,
        CausesInAccounts.OtherSecurityGone,
        CausesInTexts.TransferNamedElsewhere,
        CausesInAccounts.TotalOverGrants,
        CausesInBalances.Misstated,
        CausesInBalances.ReportedAgain,
        CausesInTexts.DisposedOfWhatAPlanAcquired,
        CausesInTexts.PartNotHeld,
        CausesInBalances.CountedBefore,
        CausesInBalances.EarlierLinesLeftOut,
        CausesInBalances.NumbersDisagree,
        CausesInTexts.PlanAccrual,
        CausesInAccounts.ExerciseNotHeld,
        CausesInTexts.ChangeInWords,
        CausesInTexts.UnitsThatVest,
    ];

    public GapCause Of(OpenAccount account, AccountRun run)
    {
        var gap = new Gap(account, run, statements, accounts);
        foreach (var rule in Rules)
        {
            if (rule(gap) is { } cause) return cause;
        }

        return new GapCause(FindingCause.Unexplained);
    }

    /// <summary>Whether the first balance stated of an account is a total over grants that other accounts hold.</summary>
    /// <param name="account">The account.</param>
    /// <param name="run">Its first filing with a balance.</param>
    /// <param name="countedTogether">Whether the filer must be seen to count so elsewhere too.</param>
    public bool IsTotalOverGrants(OpenAccount account, AccountRun run, bool countedTogether) =>
        (!countedTogether || CausesInAccounts.CountsTogether(new Gap(account, run, statements, accounts))) && IsTotalOverGrants(account, run);

    /// <summary>Whether the first balance stated of an account goes on from what the same filing leaves of another title.</summary>
    public bool GoesOnFromAnotherTitle(OpenAccount account, AccountRun run) => CausesInAccounts.GoesOnFromAnotherTitle(new Gap(account, run, statements, accounts));

    /// <summary>Whether another grant of the title starts from nothing in the same filing.</summary>
    public bool GrantsAreCountedEachByItself(OpenAccount account, AccountRun run) => CausesInAccounts.CountsEachByItself(new Gap(account, run, statements, accounts));

    private bool IsTotalOverGrants(OpenAccount account, AccountRun run) => CausesInAccounts.TotalOverGrants(new Gap(account, run, statements, accounts)) is not null;

    /// <summary>The cause of a contradiction inside one filing.</summary>
    public GapCause OfContradiction(OpenAccount account, AccountRun run) => CausesInBalances.WithinTheFiling(new Gap(account, run, statements, accounts));

    public static string InWords(FindingCause cause) => cause switch
    {
        FindingCause.Unexplained => "nothing held says why",
        FindingCause.PlanAccrual => "a plan acquires without reporting",
        FindingCause.FootnotedChange => "the footnotes say what happened",
        FindingCause.ReportedLate => "a filing accepted later reports what happened earlier",
        FindingCause.DirectionContradictsBalance => "the balance moves against the line's A or D",
        FindingCause.MovedBetweenWaysOfOwning => "other accounts of this person moved by as much the other way",
        FindingCause.MovedBetweenSecurities => "another security moved by as much the other way",
        FindingCause.Split => "a split or stock dividend",
        FindingCause.Rounding => "less than one share",
        FindingCause.MissingFiling => "a filing must exist that is not held here",
        FindingCause.TitleOrNatureChanged => "the title or nature changed",
        FindingCause.TotalOverGrants => "the balance is the total over all grants of the title",
        FindingCause.BalanceMisstated => "a printed balance is contradicted by those before and after it",
        FindingCause.ReportedAgain => "the transactions were reported before",
        FindingCause.CountedBefore => "the balance before contains already what this filing reports",
        FindingCause.EarlierLinesLeftOut => "the filing goes on from before the previous filing's lines",
        FindingCause.FinalTotalPrinted => "every line prints the balance after all of them",
        FindingCause.RowsNotByDate => "the rows do not count in the order of their dates",
        FindingCause.NumbersDisagree => "balances and amounts of the filing do not agree",
        FindingCause.NothingOwnedBefore => "a Form 3 says that nothing was owned",
        FindingCause.SeveralCandidates => "several could be meant",
        FindingCause.NoBalance => "no balance is printed",
        FindingCause.NoAmount => "no usable amount is printed",
        FindingCause.NoDate => "no date is printed",
        FindingCause.DateAsFiled => "the date is kept as filed",
        FindingCause.NothingReported => "no filing held says what became of it",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "A cause without words."),
    };
}
