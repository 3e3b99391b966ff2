using HoldingsLedger.Findings;
using HoldingsLedger.Holdings;
using Xunit;

namespace HoldingsLedger.Tests.Holdings;

public sealed class the_corpus
{
    [Fact]
    public void ties_or_has_a_named_cause_in_95_percent_of_checks_and_its_balances_add_up()
    {
        var archive = CorpusHoldings.Archive();
        Assert.SkipWhen(archive is null, "../shared/corpus/edgar-2023.tar.gz is not there.");
        var insiders = CorpusHoldings.Read(archive!).ConvertAll(holdings => InsiderAccounts.At(holdings, DateTimeOffset.MaxValue));
        var balance = TrialBalance.Of([.. insiders.Select(TrialSheet.Of)]);
        var unexplained = balance.Findings.Where(count => count is { Kind: FindingKind.BalanceGap, Cause: FindingCause.Unexplained }).Sum(count => count.Count);
        Assert.True(balance.Tie >= 0.871m * balance.Checks, $"{balance.Tie} of {balance.Checks} tie: no better than a naive comparison");
        Assert.True(unexplained <= 0.05m * balance.Checks, $"{unexplained} of {balance.Checks} checks have no cause");
        Assert.Equal(balance.Checks - balance.Tie, balance.Findings.Where(count => count.Kind == FindingKind.BalanceGap).Sum(count => count.Count) - FirstGaps(insiders));
        foreach (var account in insiders.SelectMany(insider => insider.Accounts)) Assert.True(AddsUp(account), $"{account.Security.Title} of {account.Entries[0].Filing.Filing}");
    }

    // A gap against a Form 3 with nothing owned is no check: the account is met for the first time.
    private static int FirstGaps(List<InsiderAccounts> insiders) => insiders
        .SelectMany(insider => insider.Accounts)
        .SelectMany(account => account.Findings.Where(finding => finding.Kind == FindingKind.BalanceGap
            && (finding.Cause == FindingCause.NothingOwnedBefore || (account.Entries[0] is { Kind: EntryKind.Opening, Balance: 0 } opening && opening.On == finding.Since && opening.Rests.Any(finding.Lines.Contains)))))
        .Count();

    private static bool AddsUp(Account account)
    {
        for (var i = 1; i < account.Entries.Count; i++)
        {
            var (before, entry) = (account.Entries[i - 1], account.Entries[i]);
            if (before.On > entry.On) return false;
            if (before.Balance is not { } balance || entry.Balance is not { } after || entry.Kind == EntryKind.Opening) continue;
            if ((entry.Kind == EntryKind.Holding || entry.Change is not null) && balance + (entry.Change ?? 0) != after) return false;
        }

        return true;
    }
}
