using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Amendments;

/// <summary>
/// An amendment found its place: tied to what it amends, or said to be ambiguous or without its original. On the amendment's
/// filing stream; the latest one holds. <see cref="AmendmentLink.Basis"/> is the evidence.
/// </summary>
/// <param name="Amendment">The amendment's accession number, or <c>sha256-…</c>.</param>
/// <param name="Issuer">The issuer's CIK, or provisional key.</param>
/// <param name="Persons">The amendment's owners, whose holdings it concerns.</param>
/// <param name="Link">Goes into <see cref="HeldFiling.Amends"/> of the amendment as it is.</param>
public sealed record AmendmentLinked(string Amendment, string Issuer, IReadOnlyList<string> Persons, AmendmentLink Link);

/// <summary>A tie no longer holds, since a better original arrived or a person decided; an <see cref="AmendmentLinked"/> follows. On the amendment's filing stream.</summary>
/// <param name="Original">What it was tied to.</param>
/// <param name="Because">The evidence of the tie that takes its place.</param>
public sealed record AmendmentUnlinked(string Amendment, string Issuer, IReadOnlyList<string> Persons, string Original, string Because);

/// <summary>
/// An amendment's line takes the place of this line, from the instant on at which the public could know the amendment. On the
/// holding stream of the line superseded. A fold sets <see cref="HeldLine.SupersededBy"/> of <paramref name="Line"/> and
/// <see cref="HeldLine.Supersedes"/> of <paramref name="By"/>.
/// </summary>
/// <param name="Person">The owner for whom it does so: an owner of both filings.</param>
public sealed record LineSuperseded(string Person, string Issuer, LineId Line, LineId By, DateTimeOffset At) : IHoldingEvent;

/// <summary>
/// This line no longer counts: a restatement does not repeat it, from the instant on at which the public could know (<paramref name="By"/> and
/// <paramref name="At"/>), or a later version of a reader shows that it never was (<paramref name="Was"/> and <paramref name="Parser"/>). On its holding stream.
/// </summary>
/// <param name="By">The amendment; <c>null</c> where a reader withdraws it.</param>
public sealed record LineWithdrawn(string Person, string Issuer, LineId Line, string? By, DateTimeOffset? At, ParserVersion? Was = null, ParserVersion? Parser = null) : IHoldingEvent;

/// <summary>
/// An amendment by other owners of this joint form states the line otherwise, replaces it with the whole form, or leaves it out, for them; for this person, who is no owner of the amendment, it
/// stands. On its holding stream. A fold adds to <see cref="HeldLine.RestatedForOthers"/>.
/// </summary>
/// <param name="Person">The owner for whom the line stands.</param>
/// <param name="Line">The line that stands.</param>
/// <param name="By">The others' line; <c>null</c> where a restatement does not repeat it.</param>
/// <param name="At">From when on the public could know.</param>
public sealed record LineRestatedForOthers(string Person, string Issuer, LineId Line, string Amendment, LineId? By, DateTimeOffset At) : IHoldingEvent;

/// <summary>
/// What an amendment did to this line is undone, since its tie no longer holds: the line counts as if that amendment had never touched it. On its holding
/// stream. A fold takes what that amendment did from <see cref="HeldLine.SupersededBy"/>, <see cref="HeldLine.WithdrawnBy"/> and
/// <see cref="HeldLine.RestatedForOthers"/> of <paramref name="Line"/>, and clears <see cref="HeldLine.Supersedes"/> of <paramref name="NoLongerBy"/> where that is still this line.
/// </summary>
/// <param name="Amendment">The amendment whose doing is undone.</param>
/// <param name="NoLongerBy">The line that had taken its place; <c>null</c> where the line had been withdrawn.</param>
public sealed record LineReinstated(string Person, string Issuer, LineId Line, string Amendment, LineId? NoLongerBy) : IHoldingEvent;
