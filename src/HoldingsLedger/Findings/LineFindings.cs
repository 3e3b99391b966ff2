using System.Globalization;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;

namespace HoldingsLedger.Findings;

/// <summary>What a line itself does not say, or hardly can mean: unknown is not zero, and nothing is repaired (domain sections 4.1 and 4.13); and what others of a joint form say in its place (3.6).</summary>
internal static class LineFindings
{
    public static List<BalanceFinding> Of(CountedLine line)
    {
        var findings = new List<BalanceFinding>();
        void Add(FindingKind kind, FindingCause cause, string message) => findings.Add(new BalanceFinding { Kind = kind, Cause = cause, On = line.On, Lines = [line.Id], Message = message });
        if (line.Stated is null && !(line.Words.Table == FormTable.II && line.PrintedIn.IsForm3))
        {
            Add(FindingKind.MissingFact, FindingCause.NoBalance, "The line prints no balance; it is worked out from the one before.");
        }

        foreach (var (amendment, by, _) in line.ForOthers)
        {
            Add(FindingKind.RestatedForOthers, FindingCause.OwnersLeftOut, by is { } restated
                ? $"{restated} takes this line's place for the other owners of this joint form; it does not name this one, whose line stands."
                : $"{amendment} restates this joint form for its other owners without this line; it does not name this one, whose line stands.");
            if (by is { } theirs) findings[^1] = findings[^1] with { Lines = [line.Id, theirs] };
        }

        if (line.Change is null) Add(FindingKind.MissingFact, FindingCause.NoAmount, "The line has no usable amount or direction; its change is unknown, which is not zero.");
        if (line.DateMissing) Add(FindingKind.MissingFact, FindingCause.NoDate, $"The line has no date; it stands on {Day(line.On)}, the filing's.");
        if (line.Line.Confidence < 1) Add(FindingKind.UnreviewedLine, FindingCause.NotCertain, string.Create(CultureInfo.InvariantCulture, $"The line was read with confidence {line.Line.Confidence:0.####} and nobody has reviewed it."));
        if (!line.DateMissing && Unlikely(line))
        {
            Add(FindingKind.UnlikelyDate, FindingCause.DateAsFiled, $"{Day(line.On)} can hardly be meant; it is kept as filed.");
            // Where it stands by the date as filed is not where it happened: every balance between the two is wrong.
            var meant = line.PrintedIn.PeriodOfReport ?? EffectiveDay.Written(line.PrintedIn);
            findings[^1] = findings[^1] with { Since = line.On < meant ? line.On : meant };
        }

        return findings;
    }

    // Section 16(a) dates from 1934; nobody reports more than days ahead.
    private static bool Unlikely(CountedLine line) => line.On.Year < 1934 || line.On > DateOnly.FromDateTime(line.PrintedIn.KnownAt.UtcDateTime).AddDays(366);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
