using HoldingsLedger.Amendments;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Holdings;

/// <summary>
/// Everything that filings say of one person's holdings in one issuer: the read model behind positions, history,
/// findings and audit. It holds what was filed and when it was in force, no balance of ours: what was held on a day,
/// as known at an instant, is computed from it by a pure function.
/// </summary>
public sealed record InsiderHoldings
{
    /// <summary><see cref="Person"/>, a bar, <see cref="Issuer"/>: <c>0001717524|0000814585</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The person's CIK with ten digits, or a provisional key (<c>person:…</c>) for a paper filer without one.</summary>
    public required string Person { get; init; }

    /// <summary>The issuer's CIK with ten digits, or a provisional key (<c>issuer:…</c>).</summary>
    public required string Issuer { get; init; }

    /// <summary>The version of the fold that made it.</summary>
    public int Fold { get; init; }

    /// <summary>Filings in order of <see cref="HeldFiling.KnownAt"/>, then <see cref="HeldFiling.Filing"/> (ordinal).</summary>
    public IReadOnlyList<HeldFiling> Filings { get; init; } = [];

    /// <summary>Filings that stood here until a better reading said that they concern others: what was recorded then is still asked for. In ordinal order; <c>null</c> where there are none.</summary>
    public IReadOnlyList<string>? FormerFilings { get; init; }

    public static string IdOf(string person, string issuer) => $"{person}|{issuer}";

    /// <summary>The inverse of <see cref="IdOf"/>.</summary>
    public static (string Person, string Issuer) PartsOf(string id)
    {
        var bar = id.IndexOf('|', StringComparison.Ordinal);
        return (id[..bar], id[(bar + 1)..]);
    }
}

/// <summary>How the instant was found from which the public could know a filing.</summary>
public enum KnownAtBasis
{
    /// <summary>EDGAR's acceptance instant.</summary>
    Acceptance,

    /// <summary>The end of the filing date, US Eastern.</summary>
    FilingDate,

    /// <summary>The end of the latest signature date, US Eastern.</summary>
    SignatureDate,

    /// <summary>Given by whoever took the document in (<c>ingest --accepted-at</c>).</summary>
    Given,

    /// <summary>Nothing in the document tells: the instant this ledger received it.</summary>
    Receipt,
}

/// <summary>One filing, as far as it concerns one person and issuer.</summary>
public sealed record HeldFiling
{
    /// <summary>The accession number, or <c>sha256-</c> and the first 16 digits for a paper form without one.</summary>
    public required string Filing { get; init; }

    /// <summary>"3", "4", "5" or with "/A".</summary>
    public required string FormType { get; init; }

    public DateOnly? PeriodOfReport { get; init; }

    public DateOnly? FiledOn { get; init; }

    public DateOnly? DateOfOriginalSubmission { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>From when on the public could know it; the order of filings.</summary>
    public required DateTimeOffset KnownAt { get; init; }

    public required KnownAtBasis KnownAtBasis { get; init; }

    public bool? NoSecuritiesOwned { get; init; }

    /// <summary>The issuer as this filing names it.</summary>
    public string? IssuerName { get; init; }

    public string? TradingSymbol { get; init; }

    /// <summary>All owners of the filing in its order, this person among them; more than one: a joint filing.</summary>
    public required IReadOnlyList<FilingOwner> Owners { get; init; }

    /// <summary>The footnotes its lines refer to, texts as filed.</summary>
    public IReadOnlyList<Footnote> Footnotes { get; init; } = [];

    public string? Remarks { get; init; }

    /// <summary>Its rows in document order: Table I, then Table II.</summary>
    public IReadOnlyList<HeldLine> Lines { get; init; } = [];

    /// <summary>For an amendment: what it amends. <c>null</c> on an original.</summary>
    public AmendmentLink? Amends { get; init; }

    /// <summary>A Form 3, or an amendment of one.</summary>
    internal bool IsForm3 => FormType is "3" or "3/A";

    /// <summary>The text of a footnote, white space at its ends removed; <c>null</c> where the filing has none of this id.</summary>
    internal string? FootnoteText(string id)
    {
        foreach (var footnote in Footnotes)
        {
            if (string.Equals(footnote.Id, id, StringComparison.Ordinal)) return footnote.Text?.Trim();
        }

        return null;
    }
}

/// <summary>An owner of a filing: CIK with ten digits (or provisional key) and the name as filed.</summary>
public sealed record FilingOwner(string Person, string? Name);

/// <summary>One line and the instants from which it no longer counts. It counts from its filing's KnownAt on.</summary>
public sealed record HeldLine
{
    public required ReportedLine Line { get; init; }

    /// <summary>On a line of an amendment: the line of an earlier filing whose place it takes.</summary>
    public LineId? Supersedes { get; init; }

    /// <summary>The amendment's line that takes this one's place, and since when the public knows.</summary>
    public LineReplacement? SupersededBy { get; init; }

    /// <summary>The restatement that does not repeat this line, and since when the public knows.</summary>
    public LineRemoval? WithdrawnBy { get; init; }

    /// <summary>What amendments by other owners of the joint form make of this line for themselves, by instant; <c>null</c> where none does.</summary>
    public IReadOnlyList<OthersRestatement>? RestatedForOthers { get; init; }

    /// <summary>The line as the reader reads it, where a person's word says otherwise; else <c>null</c>.</summary>
    public ReportedLine? AsRead { get; init; }

    /// <summary>What people said of this line, the last word on each field; <c>null</c> where nobody did.</summary>
    public IReadOnlyList<LineDecision>? Decisions { get; init; }
}

/// <summary>A person's word on a field of a line; without a field: on the line as it reads.</summary>
public sealed record LineDecision(string? Field, FiledScalar Value, string Who, string Why);

public sealed record LineReplacement(LineId By, DateTimeOffset At);

public sealed record LineRemoval(string Filing, DateTimeOffset At);

/// <summary>An amendment by other owners of a joint form, its line in place of this one (<c>null</c>: it leaves it out), and since when the public knows.</summary>
public sealed record OthersRestatement(string Amendment, LineId? By, DateTimeOffset At);

/// <summary>Identity of a line for ever: the filing (accession number, or <c>sha256-…</c>), a slash, the line ("I.1").</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(LineIdJsonConverter))]
public readonly record struct LineId(string Filing, string Line)
{
    public override string ToString() => $"{Filing}/{Line}";

    /// <exception cref="FormatException">The text has no slash.</exception>
    public static LineId Parse(string text)
    {
        var slash = text.LastIndexOf('/');
        return slash > 0
            ? new LineId(text[..slash], text[(slash + 1)..])
            : throw new FormatException($"\"{text}\" is no line: ACCESSION/I.1 is what one looks like.");
    }
}

internal sealed class LineIdJsonConverter : System.Text.Json.Serialization.JsonConverter<LineId>
{
    public override LineId Read(ref System.Text.Json.Utf8JsonReader reader, Type typeToConvert, System.Text.Json.JsonSerializerOptions options) => LineId.Parse(reader.GetString()!);

    public override void Write(System.Text.Json.Utf8JsonWriter writer, LineId value, System.Text.Json.JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>How an amendment is tied to what it amends (domain section 5).</summary>
public enum LinkState
{
    Linked,

    /// <summary>Several filings could be meant: until a person settles it, the amendment's lines do not count.</summary>
    Ambiguous,

    /// <summary>What it amends is not held here: it counts as a filing of its own.</summary>
    OriginalNotHeld,
}

/// <summary>Whether an amendment restates the whole form or only new and corrected lines.</summary>
public enum AmendmentScope
{
    Partial,
    Restatement,
}

/// <summary>Why an amendment is tied as it is.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(KebabCase<LinkGrounds>))]
public enum LinkGrounds
{
    /// <summary>It names no day.</summary>
    NoDayNamed,

    /// <summary>Nothing of the day it names is held.</summary>
    NoneOfThatDay,

    /// <summary>One filing can be meant.</summary>
    OnlyOne,

    /// <summary>Those that can be meant are one form; the last of them.</summary>
    LastAmended,

    LinesMostAlike,
    SamePeriod,
    SameOwners,
    NoneNearer,

    /// <summary>What it amends is itself ambiguous.</summary>
    OriginalAmbiguous,

    /// <summary>A person said so.</summary>
    Decided,
}

/// <summary>The tie of an amendment: <see cref="Original"/> is the filing it amends, which may itself be an amendment.</summary>
public sealed record AmendmentLink
{
    public required LinkState State { get; init; }

    public string? Original { get; init; }

    /// <summary>Every filing that could be meant, in order of acceptance.</summary>
    public IReadOnlyList<string> Candidates { get; init; } = [];

    public AmendmentScope? Scope { get; init; }

    /// <summary>Owners of what it amends who are none of the amendment, and whose lines stand: they report the same shares. <c>null</c>: there are none.</summary>
    public IReadOnlyList<FilingOwner>? OwnersStanding { get; init; }

    /// <summary>Owners of what it amends whom it leaves out in words, and whose lines it withdraws. <c>null</c>: there are none.</summary>
    public IReadOnlyList<FilingOwner>? OwnersDropped { get; init; }

    /// <summary>What the tie rests on; <c>null</c> on one that was recorded before this was kept.</summary>
    public LinkGrounds? Grounds { get; init; }

    /// <summary>The evidence in words: "owner, issuer, form family, filed 2020-03-06".</summary>
    public required string Basis { get; init; }

    /// <summary>Why the scope is what it is, in words.</summary>
    public string? ScopeBasis { get; init; }
}
