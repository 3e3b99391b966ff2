namespace HoldingsLedger.Holdings;

/// <summary>
/// What a way of putting lines to accounts leaves open, in eighths of an unexplained change: of two ways the one that leaves less is taken.
/// The figures order the cases, nothing more.
/// </summary>
internal static class LeftOpen
{
    /// <summary>A filing's opening differs from the previous closing.</summary>
    public const int Gap = 8;

    /// <summary>A printed balance contradicts the amounts.</summary>
    public const int Contradiction = 8;

    /// <summary>Another account could be meant just as well.</summary>
    public const int Doubt = 8;

    /// <summary>A line's balance moves against its A/D.</summary>
    public const int TurnedDirection = 4;

    /// <summary>The lines stand before an earlier filing's.</summary>
    public const int LateReport = 3;

    /// <summary>Neither the account nor the lines say a balance that could be compared.</summary>
    public const int NothingToCompare = 2;

    /// <summary>A gap below one share: the account plainly goes on, but not to the letter.</summary>
    public const int GapBelowOneShare = 2;

    /// <summary>A gap in the ratio of a split that the filing speaks of.</summary>
    public const int AnnouncedSplit = 2;

    /// <summary>A gap that a note at the balance names to the share.</summary>
    public const int NamedGap = 2;

    /// <summary>A printed balance is off by less than one share.</summary>
    public const int Rounding = 1;

    /// <summary>The footnote is not the one the account bore last.</summary>
    public const int OtherLabel = 1;

    /// <summary>The account's last filing has to be counted in another order.</summary>
    public const int OtherOrder = 1;

    /// <summary>The first balance stated is what a Form 3 listed, which stated none.</summary>
    public const int AsListed = 1;

    /// <summary>Lines that bear different footnotes can be one account, but those that bear one name are it sooner.</summary>
    public const int MixedLabels = 2;

    /// <summary>The same where one grant is used up and another begun, or two are used up: they meet at zero, and that is no balance going on.</summary>
    public const int MixedLabelsThroughZero = 8;

    /// <summary>The same where the lines do not even follow one another by amount: each further footnote is sooner another trust.</summary>
    public const int MixedLabelsApart = 5;

    /// <summary>A footnote that named an account before would have to share one balance with another such.</summary>
    public const int LabelsMetApart = 8;

    /// <summary>Another derivative that begins at nothing, as grants do.</summary>
    public const int AnotherGrant = 1;

    /// <summary>Another account under the same words, with a reason: a footnote of its own, a holding row, a balance far off, or no footnote at all to say it is the same.</summary>
    public const int AnotherAccount = 4;

    /// <summary>Another account named by its footnote, though the footnote has stood at other lines of this filing.</summary>
    public const int AnotherOfOneFootnote = 6;

    /// <summary>Another account where a gap in one that exists is the sooner reading.</summary>
    public const int AnotherSoonerAGap = 9;

    /// <summary>Another account of one nature in Table I, whose footnotes do not set it apart.</summary>
    public const int AnotherOfOneNature = 12;

    /// <summary>A second account where the words leave room for one: worse than a misprint and a gap together.</summary>
    public const int SecondUnderOneName = 17;
}
