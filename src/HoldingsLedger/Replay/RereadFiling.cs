using HoldingsLedger.Filings;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using HoldingsLedger.Identities;

namespace HoldingsLedger.Replay;

/// <summary>A filing as last read, with what a new reading of it must be held against.</summary>
/// <param name="Lines">As the reader last read them, whatever people decided since.</param>
internal sealed record HeldReading(FilingReceived Received, ParserVersion Parser, DateTimeOffset KnownAt, KnownAtBasis KnownAtBasis, string Issuer, IReadOnlyList<FilingOwner> Owners, OwnershipFiling Form, IReadOnlyList<ReportedLine> Lines, IReadOnlyList<ReadingProblem> Problems);

/// <summary>Decides what a new reading of a filing is recorded as. Pure; nothing recorded before is touched.</summary>
internal static class RereadFiling
{
    public static IReadOnlyList<StreamEvent> Decide(HeldReading held, ReplayedDocument document)
    {
        var reading = document.Reading!;
        var filing = reading.Filing!;
        var parser = reading.Document.Parser;
        var name = document.Filing;
        // What the document does not say was said when it was taken in, and stays.
        var (knownAt, basis) = KnownClock.Of(filing, held.KnownAtBasis == KnownAtBasis.Given ? held.KnownAt : null, held.KnownAt);
        var issuer = ProvisionalIdentity.IssuerOf(filing, name);
        FilingOwner[] owners = [.. ProvisionalIdentity.OwnersOf(filing, issuer, name).DistinctBy(o => o.Person, StringComparer.Ordinal)];
        var events = new List<StreamEvent>
        {
            new(RecordFilingDecision.StreamOf(name), new FilingReread(
                name, held.Received.Sha256, held.Parser, parser, knownAt, basis, issuer, owners, held.Issuer, held.Owners, filing with { Lines = [] }, filing.Lines.Count, RecordFilingDecision.DigestOf(reading), reading.Problems, RecordFilingDecision.UnsureLinesOf(reading), SameShares.DigestOf(filing))),
        };

        var before = held.Lines.ToDictionary(l => l.Line, StringComparer.Ordinal);
        foreach (var owner in owners)
        {
            if (IsHeldOf(owner.Person, held, issuer)) events.AddRange(document.Lines.Select(line => Change(line, owner.Person)));
            else events.AddRange(filing.Lines.Select(line => Recover(line, owner.Person)));
        }

        foreach (var former in held.Owners.Where(o => !string.Equals(held.Issuer, issuer, StringComparison.Ordinal) || !owners.Any(n => string.Equals(n.Person, o.Person, StringComparison.Ordinal))))
        {
            events.AddRange(held.Lines.Select(line => Withdraw(line, former.Person, held.Issuer)));
        }

        return events;

        StreamEvent Change(ReplayedLine line, string person) => line.Change switch
        {
            ReplayChange.Corrected => new(HoldingStream.KeyOf(person, issuer, before[line.Was!]), new LineReinterpreted(name, person, issuer, held.Parser, parser, line.Was!, line.Line!)),
            ReplayChange.Recovered => Recover(line.Line!, person),
            _ => Withdraw(before[line.Was!], person, issuer),
        };

        StreamEvent Recover(ReportedLine line, string person) => new(HoldingStream.KeyOf(person, issuer, line), new LineRecovered(name, person, issuer, held.Parser, parser, line));

        StreamEvent Withdraw(ReportedLine line, string person, string where) =>
            new(HoldingStream.KeyOf(person, where, line), new Amendments.LineWithdrawn(person, where, new LineId(name, line.Line), null, null, held.Parser, parser));
    }

    private static bool IsHeldOf(string person, HeldReading held, string issuer) =>
        string.Equals(held.Issuer, issuer, StringComparison.Ordinal) && held.Owners.Any(o => string.Equals(o.Person, person, StringComparison.Ordinal));
}
