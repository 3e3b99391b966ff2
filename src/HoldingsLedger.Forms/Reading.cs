namespace HoldingsLedger.Forms;

/// <summary>What a document is, told from its bytes.</summary>
public enum DocumentKind
{
    /// <summary>Full-submission text: an SEC header and one or more <c>&lt;DOCUMENT&gt;</c>s.</summary>
    SubmissionText,

    /// <summary>A bare <c>ownershipDocument</c>.</summary>
    OwnershipXml,

    Pdf,

    /// <summary>Plain text of a paper form, from a converter or an OCR engine.</summary>
    OcrText,

    /// <summary>Nothing a reader knows: the reading has no filing and a problem that says why.</summary>
    Unknown,
}

/// <summary>The reader that made a reading. The version rises whenever the reader's output changes.</summary>
public sealed record ParserVersion(string Name, int Version);

/// <summary>The bytes a reading was made of: lower-case hexadecimal SHA-256, what they are, and which reader read them.</summary>
public sealed record SourceDocument(string Sha256, DocumentKind Kind, ParserVersion Parser);

/// <summary>
/// What one version of one reader made of one document. <see cref="Filing"/> is <c>null</c> where no ownership form
/// could be read at all; then <see cref="Problems"/> says why. A problem with one field or row never loses the rest.
/// </summary>
public sealed record Reading(SourceDocument Document, OwnershipFiling? Filing, IReadOnlyList<ReadingProblem> Problems);

/// <summary>One Form 3, 4 or 5 (or its amendment) as filed; fields as in the ownership XML technical specification.</summary>
public sealed record OwnershipFiling
{
    /// <summary><c>null</c> for a document that does not say (a bare XML under another name, most paper forms).</summary>
    public AccessionNumber? AccessionNumber { get; init; }

    /// <summary>"3", "4", "5", "3/A", "4/A" or "5/A".</summary>
    public string? FormType { get; init; }

    public string? SchemaVersion { get; init; }

    /// <summary>EDGAR's acceptance instant (<c>ACCEPTANCE-DATETIME</c>, US Eastern); <c>null</c> where the document has none.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    public DateOnly? FiledOn { get; init; }

    public DateOnly? PeriodOfReport { get; init; }

    public DateOnly? DateOfOriginalSubmission { get; init; }

    public bool? NoSecuritiesOwned { get; init; }

    public bool? NotSubjectToSection16 { get; init; }

    public bool? Form3HoldingsReported { get; init; }

    public bool? Form4TransactionsReported { get; init; }

    /// <summary>The Rule 10b5-1 box; absent (before 2023) is <c>null</c>, which is not <c>false</c>.</summary>
    public bool? Aff10b5One { get; init; }

    public FiledIssuer? Issuer { get; init; }

    public IReadOnlyList<ReportingOwner> ReportingOwners { get; init => field = value ?? []; } = [];

    public IReadOnlyList<ReportedLine> Lines { get; init => field = value ?? []; } = [];

    public IReadOnlyList<Footnote> Footnotes { get; init => field = value ?? []; } = [];

    public string? Remarks { get; init; }

    public IReadOnlyList<OwnerSignature> Signatures { get; init => field = value ?? []; } = [];

    /// <summary>The least confidence of header, owners, signatures and footnote texts; <c>null</c> where all are certain.</summary>
    public decimal? Confidence { get; init; }

    /// <summary>Confidence by field where it is below 1.</summary>
    public IReadOnlyDictionary<string, decimal>? FieldConfidence { get; init; }
}

/// <summary>The issuer as the filing names it; a paper form has no CIK.</summary>
public sealed record FiledIssuer(Cik? Cik, string? Name, string? TradingSymbol);

/// <summary>One reporting owner; a joint filing has up to ten, none of them primary. Flags left out are <c>null</c>.</summary>
public sealed record ReportingOwner
{
    public Cik? Cik { get; init; }

    public string? Name { get; init; }

    public bool? IsDirector { get; init; }

    public bool? IsOfficer { get; init; }

    public bool? IsTenPercentOwner { get; init; }

    public bool? IsOther { get; init; }

    public string? OfficerTitle { get; init; }

    public string? OtherText { get; init; }

    public OwnerAddress? Address { get; init; }
}

public sealed record OwnerAddress(string? Street1, string? Street2, string? City, string? State, string? ZipCode);

/// <summary>A footnote: the id the rows refer to ("F1") and its text as filed.</summary>
public sealed record Footnote(string Id, string Text);

public sealed record OwnerSignature(string? Name, DateOnly? SignedOn);
