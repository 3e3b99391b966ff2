using HoldingsLedger.Forms;

namespace HoldingsLedger.Holdings;

/// <summary>The words under which lines can belong to one account: table, security, way of owning, and the unit counted.</summary>
internal readonly record struct AccountWords(
    FormTable Table, string Title, decimal? Price, DateOnly? ExercisableOn, DateOnly? ExpiresOn, WayOfOwning Owning, bool InDollars)
{
    /// <summary>Only a footnote says which account is meant: a grant without terms, or "See footnote" as the nature.</summary>
    public bool AreNamedByFootnote => IsGrantOfItsFootnote || (AreShares && Owning is { IsDirect: false, Nature: "" });

    /// <summary>A derivative whose price and dates only a footnote has, so that grants share these words.</summary>
    public bool IsGrantOfItsFootnote => !AreShares && this is { Price: null or 0, ExercisableOn: null, ExpiresOn: null };

    /// <summary>Held directly, a derivative with terms of its own, or shares of an owner the nature names: a person has one such account.</summary>
    public bool LeaveRoomForOne => Owning.IsDirect ? !IsGrantOfItsFootnote : AreShares && Owning.NamesOwner;

    /// <summary>Shares, one like another, under words that leave room for one account. Units in Table I may be grants.</summary>
    public bool AreOneOwnersShares => LeaveRoomForOne && SecurityTitle.NamesShares(Title);

    /// <summary>Shares of an owner whom neither the nature names nor a footnote stands for: "By Trust" may be one or several.</summary>
    public bool MayBeSeveral => Table == FormTable.I && this is { LeaveRoomForOne: false, AreNamedByFootnote: false };

    /// <summary>A derivative begins with its grant, so from nothing (domain section 3.7); shares may have been held before the first filing that speaks of them.</summary>
    public bool BeginWithAGrant => Table == FormTable.II;

    /// <summary>An option whose price and term are printed: what is exercised under these words was granted under them.</summary>
    public bool HaveTermsOfTheirOwn => this is { Price: > 0, ExpiresOn: not null };

    // A convertible class of shares stands in Table II and is no grant: one share of it is like another.
    private bool AreShares => Table == FormTable.I || SecurityTitle.NamesShares(Title);
}

/// <summary>A line that counts, at the place it counts at, with what the engine needs of it worked out once.</summary>
internal sealed class CountedLine
{
    private AccountLabel? label;

    public required LineId Id { get; init; }

    public required ReportedLine Line { get; init; }

    /// <summary>The filing that printed it; for an amended line that is not the filing whose place it takes.</summary>
    public required HeldFiling PrintedIn { get; init; }

    public required DateOnly On { get; init; }

    public required bool DateMissing { get; init; }

    public required AccountWords Words { get; init; }

    /// <summary>What its footnotes say of which account this is.</summary>
    public AccountLabel Label => label ??= AccountLabel.Of(PrintedIn, Line); // long texts, and rarely asked for

    /// <summary>Footnotes name this line and another of its words apart; of one owner's shares only a note that names an owner does.</summary>
    public bool IsNamedApartFrom(CountedLine other) =>
        Words.AreOneOwnersShares ? Label.DiffersInOwner(other.Label) : Label.Differs(other.Label);

    /// <summary>Signed by A/D; zero for a holding; <c>null</c> where amount or direction is not usable.</summary>
    public decimal? Change { get; init; }

    /// <summary>The balance the filer printed, in the account's unit.</summary>
    public decimal? Stated { get; init; }

    /// <summary>An amendment adds the line: nothing in the original is said to be corrected by it.</summary>
    public bool IsAdded { get; set; }

    /// <summary>What other owners of the joint form had amended of this line by then, for themselves.</summary>
    public IReadOnlyList<OthersRestatement> ForOthers { get; set; } = [];

    public bool IsHolding => Line.Kind == LineKind.Holding;

    /// <summary>Granted, or otherwise acquired from the issuer (code A).</summary>
    public bool IsGrant => Line.TransactionCode is "A" && Change > 0;

    /// <summary>An exercise or conversion, which moves an account in each table: from the derivative to what it becomes (domain section 3.7).</summary>
    public bool IsExercise => Line.TransactionCode is "M" or "X" or "O" or "C";

    /// <summary>The balance before this line, as its own numbers imply it.</summary>
    public decimal? Before => Stated is { } stated && Change is { } change ? stated - change : null;

    public static CountedLine Of(HeldFiling filing, HeldLine held, DateOnly on, bool dateMissing)
    {
        var line = held.Line;
        // A dollar value stands where shares would: such a line has a value and never mixes with share balances (domain sections 3.8 and 4.15).
        var inDollars = line.SharesOwnedFollowing is null && line.ValueOwnedFollowing is not null;
        var derivative = line.Table == FormTable.II;
        var owning = WayOfOwning.Of(line);
        return new CountedLine
        {
            Id = new LineId(filing.Filing, line.Line),
            Line = line,
            PrintedIn = filing,
            On = on,
            DateMissing = dateMissing,
            Words = new AccountWords(line.Table, SecurityTitle.Of(filing, line), derivative ? line.ConversionOrExercisePrice : null,
                derivative ? line.ExercisableOn : null, derivative ? line.ExpiresOn : null, owning, inDollars),
            Change = held.Line.Kind == LineKind.Holding ? 0m : Signed(line, inDollars ? line.TotalValue : line.Shares),
            Stated = inDollars ? line.ValueOwnedFollowing : line.SharesOwnedFollowing,
        };
    }

    /// <summary>The nature a person is shown: as filed, or the footnote's text where the words only point there.</summary>
    public string? ShownNature()
    {
        if (Words.Owning.IsDirect) return Line.NatureOfOwnership;
        if (Words.Owning.Nature.Length > 0) return Line.NatureOfOwnership;
        var text = FootnoteText(PrintedIn, Line, "natureOfOwnership") ?? FootnoteText(PrintedIn, Line, "ownership") ?? FootnoteText(PrintedIn, Line, "line");
        return text ?? Line.NatureOfOwnership;
    }

    // A/D is the direction (domain section 4.2); without it, or without an amount, the change is unknown and not zero.
    private static decimal? Signed(ReportedLine line, decimal? amount) => (line.AcquiredDisposed, amount) switch
    {
        ("A", { } acquired) => acquired,
        ("D", { } disposed) => -disposed,
        _ => null,
    };

    private static string? FootnoteText(HeldFiling filing, ReportedLine line, string field)
    {
        if (!line.Footnotes.TryGetValue(field, out var ids)) return null;
        var texts = ids.Select(filing.FootnoteText).OfType<string>().ToList();
        return texts.Count == 0 ? null : string.Join(' ', texts);
    }
}
