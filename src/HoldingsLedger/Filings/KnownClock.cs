using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Filings;

/// <summary>
/// The known clock (domain section 2): from when on the public could know a filing: EDGAR's acceptance; without one what the person taking it in says, else the end
/// of the filing date, else of the latest signature date, else the instant of receipt. The answer says which it was.
/// </summary>
public static class KnownClock
{
    public static (DateTimeOffset At, KnownAtBasis Basis) Of(OwnershipFiling filing, DateTimeOffset? givenAt, DateTimeOffset receivedAt)
    {
        if (filing.AcceptedAt is { } accepted) return (accepted, KnownAtBasis.Acceptance);
        if (givenAt is { } given) return (given, KnownAtBasis.Given);
        if (filing.FiledOn is { } filed) return (EasternTime.EndOf(filed), KnownAtBasis.FilingDate);
        if (filing.Signatures.Max(s => s.SignedOn) is { } signed && signed.Year >= EarliestYear) return (EasternTime.EndOf(signed), KnownAtBasis.SignatureDate);
        return (receivedAt, KnownAtBasis.Receipt);
    }

    /// <summary>The Securities Exchange Act, whose section 16 asks for these forms; an earlier signature is a slip of the pen.</summary>
    private const int EarliestYear = 1934;
}
