using System.Text.RegularExpressions;

namespace HoldingsLedger.Forms.Text;

/// <summary>What all patterns over untrusted text share: only named groups, no culture, and an end to backtracking.</summary>
internal static class Pattern
{
    public const RegexOptions Exact = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    public const RegexOptions AnyCase = Exact | RegexOptions.IgnoreCase;

    public const int Milliseconds = 1000;
}
