using System.Text.RegularExpressions;
using HoldingsLedger.Forms.Text;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>
/// The boxes above the tables of a scan, from two readings of the page: its own text layer and the letters read anew. What both say is
/// surer; where they differ, the one that looks more like what the box should hold is taken, in doubt, with both named.
/// </summary>
internal static partial class ScanHeader
{
    private const decimal Agreed = 0.9m;
    private const decimal Alone = 0.6m;
    private const decimal Disputed = 0.5m;

    public static FiledIssuer? Issuer(FiledIssuer? one, FiledIssuer? other, Dictionary<string, decimal> confidence, List<ReadingProblem> problems)
    {
        if (Looks(one) == 0 && Looks(other) == 0) return null;
        var better = Looks(one) >= Looks(other) ? one! : other!;
        var same = one is not null && other is not null && Same(one.Name, other.Name);
        confidence["issuer.name"] = same ? Agreed : Disputed;
        confidence["issuer.tradingSymbol"] = same && string.Equals(one!.TradingSymbol, other!.TradingSymbol, StringComparison.Ordinal) ? Agreed : Disputed;
        if (!same) problems.Add(new(ProblemKind.DoubtfulValue, null, "issuer.name", $"{one?.Name} | {other?.Name}", "Two readings of the issuer's name differ."));
        return better;
    }

    public static List<ReportingOwner> Owners(List<ReportingOwner> one, List<ReportingOwner> other, Dictionary<string, decimal> confidence, List<ReadingProblem> problems)
    {
        if (one.Count == 0) return other;
        var owners = new List<ReportingOwner>();
        for (var at = 0; at < one.Count; at++)
        {
            if (at >= other.Count)
            {
                owners.Add(one[at]);
                continue;
            }

            var (first, second) = (one[at], other[at]);
            var key = $"reportingOwners[{at}].";
            var same = Same(first.Name, second.Name);
            // A name that took its address along is longer; an address with a city was told apart.
            var better = same || Looks(first) >= Looks(second) ? first : second;
            confidence[key + "name"] = same ? Agreed : Disputed;
            if (!same) problems.Add(new(ProblemKind.DoubtfulValue, null, key + "name", $"{first.Name} | {second.Name}", "Two readings of the reporting person's name differ."));
            owners.Add(better with
            {
                Address = first.Address?.City is not null ? first.Address : second.Address?.City is not null ? second.Address : better.Address,
                IsDirector = Flag(key + "isDirector", first.IsDirector, second.IsDirector),
                IsOfficer = Flag(key + "isOfficer", first.IsOfficer, second.IsOfficer),
                IsTenPercentOwner = Flag(key + "isTenPercentOwner", first.IsTenPercentOwner, second.IsTenPercentOwner),
                IsOther = Flag(key + "isOther", first.IsOther, second.IsOther),
                OfficerTitle = Shorter(key + "officerTitle", first.OfficerTitle, second.OfficerTitle),
                OtherText = Shorter(key + "otherText", first.OtherText, second.OtherText),
            });
        }

        return owners;

        bool? Flag(string name, bool? read, bool? again)
        {
            confidence[name] = read is null || again is null ? Alone : read == again ? Agreed : 0.4m;
            if (read is not null && again is not null && read != again) problems.Add(new(ProblemKind.DoubtfulValue, null, name, $"{read} | {again}", "Two readings of the box differ."));
            // A mark that one reading lost is likelier than a mark that one reading made up.
            return read is null ? again : again is null ? read : read.Value || again.Value;
        }

        string? Shorter(string name, string? read, string? again)
        {
            if (read is null || again is null) return read ?? again;
            confidence[name] = Same(read, again) ? Agreed : Disputed;
            // What goes wrong with such a text is that a neighbour's words come with it.
            return read.Length <= again.Length ? read : again;
        }
    }

    public static DateOnly? Date(string name, DateOnly? one, DateOnly? other, Dictionary<string, decimal> confidence, List<ReadingProblem> problems)
    {
        if (one is null && other is null) return null;
        confidence[name] = one == other ? Agreed : one is null || other is null ? Alone : Disputed;
        if (one is not null && other is not null && one != other) problems.Add(new(ProblemKind.DoubtfulValue, null, name, $"{one:yyyy-MM-dd} | {other:yyyy-MM-dd}", "Two readings of the date differ."));
        return one ?? other;
    }

    private static bool Same(string? one, string? other) =>
        one is not null && other is not null && string.Equals(NotLetters().Replace(one, string.Empty), NotLetters().Replace(other, string.Empty), StringComparison.OrdinalIgnoreCase);

    private static int Looks(FiledIssuer? issuer) =>
        issuer?.Name is not { } name || NotLetters().Replace(name, string.Empty).Length < 3 ? 0 : issuer.TradingSymbol is null ? 1 : 2;

    private static int Looks(ReportingOwner owner) => (owner.Address?.City is null ? 0 : 2) + (owner.Name is { Length: < 60 } ? 1 : 0);

    [GeneratedRegex("[^A-Za-z0-9]", Pattern.Exact, Pattern.Milliseconds)]
    private static partial Regex NotLetters();
}
