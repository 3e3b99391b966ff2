using HoldingsLedger.Holdings;

namespace HoldingsLedger.Tests.Simulation;

/// <summary>More than ten owners: a second filing repeats the tables for the others. The shares are the same, so each names all the others once both are known.</summary>
internal static class RepeatedFilings
{
    public static void Judge(World world, List<string> wrong)
    {
        foreach (var (first, second) in world.Repeated)
        {
            InsiderHoldings[] insiders = [Of(first), Of(second)];
            var (before, after) = (SameShares.Among(insiders, Judgement.Eastern(first.Accepted)), SameShares.Among(insiders, Judgement.Eastern(second.Accepted)));
            if (before.OwnersBeside(first.Accession).Count > 0) wrong.Add($"{first.Accession}: owners of a filing accepted later are known");
            Expect(first, second);
            Expect(second, first);

            void Expect(MadeFiling one, MadeFiling other)
            {
                var named = after.OwnersBeside(one.Accession).Select(owner => owner.Person).Order(StringComparer.Ordinal);
                if (!named.SequenceEqual(other.Owners.Select(owner => owner.Cik).Order(StringComparer.Ordinal))) wrong.Add($"{one.Accession} is also reported by the {other.Owners.Count} owners of {other.Accession}, and not only by {string.Join(' ', named)}");
            }
        }
    }

    private static InsiderHoldings Of(MadeFiling made) => new()
    {
        Id = InsiderHoldings.IdOf(made.Owners[0].Cik, "0000000100"),
        Person = made.Owners[0].Cik,
        Issuer = "0000000100",
        Filings = [Judgement.Read(made)],
    };
}
