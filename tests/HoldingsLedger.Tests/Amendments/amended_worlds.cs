using System.Globalization;
using HoldingsLedger.Amendments;
using HoldingsLedger.Forms;
using HoldingsLedger.Holdings;
using Xunit;
using static HoldingsLedger.Tests.Amendments.MadeUpForms;

namespace HoldingsLedger.Tests.Amendments;

#pragma warning disable CA5394 // A world that its seed repeats is what is wanted.

/// <summary>
/// Worlds in which one form has one mistake and an amendment puts it right. Afterwards every answer must be that of a world without the mistake,
/// and a question known before it must get the answer of a world without the amendment.
/// </summary>
public class amended_worlds
{
    private enum Mistake
    {
        SharesAndBalance,
        Shares,
        Balance,
        Price,
        Date,
        Code,
        Direction,
        WayOfOwning,
        LineForgotten,
        LineThatNeverWas,
    }

    private sealed record World(string Story, Mistake Mistake, bool WholeForm, AmendableFiling[] Right, AmendableFiling[] Wrong, AmendableFiling Amendment, string Original, int Line);

    [Fact]
    public void are_answered_as_if_the_mistake_had_not_been_made()
    {
        // Always the same worlds: a chance likeness of two forms of one day, which no rule could settle, would come and go.
        for (var seed = 0; seed < 1000; seed++)
        {
            var world = Make(seed);
            var actual = FoldedHoldings.Of([.. world.Wrong, world.Amendment]).Single();
            var link = actual.Filings.Single(f => f.Filing == "B").Amends!;
            if (link.State == LinkState.Ambiguous) continue;
            Assert.True(link.Original == world.Original, $"{world.Story}: {link}");

            var audit = AuditAmendments.One("B", [actual])!;
            var said = string.Join("; ", audit.Lines.Select(l => $"{l.Change} {l.Original}→{l.Amended} {string.Join(", ", l.Fields)}"));
            var changed = audit.Lines.Where(l => l.Change is not (LineChange.Unchanged or LineChange.NotRestated)).ToArray();
            var expected = world.Mistake switch
            {
                Mistake.LineForgotten => LineChange.Added,
                Mistake.LineThatNeverWas => LineChange.Withdrawn,
                _ => LineChange.Corrected,
            };
            Assert.True(changed is [var only] && only.Change == expected && (only.Original ?? only.Amended) == $"I.{world.Line}" || (expected == LineChange.Added && changed is [{ Change: LineChange.Added }]), $"{world.Story}: {said}");

            var right = FoldedHoldings.Of(world.Right).Single();
            var now = PositionEffects.Between(InsiderAccounts.At(right, Later), InsiderAccounts.At(actual, Later));
            Assert.True(now.Count == 0, $"{world.Story}: {said}: {string.Join("; ", now)}");

            var justBefore = world.Amendment.KnownAt.AddTicks(-1);
            var wrong = FoldedHoldings.Of(world.Wrong).Single();
            Assert.Empty(PositionEffects.Between(InsiderAccounts.At(wrong, justBefore), InsiderAccounts.At(actual, justBefore)));
        }
    }

    private static readonly DateTimeOffset Later = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static World Make(int seed)
    {
        var random = new Random(seed);
        var (direct, trust) = (random.Next(50, 90) * 100m, random.Next(50, 90) * 100m);
        var right = new List<AmendableFiling>();
        for (var i = 0; i < random.Next(2, 5); i++)
        {
            var on = Day("02").AddDays(i * 2);
            var lines = new List<ReportedLine>();
            for (var j = 0; j < random.Next(1, 4); j++)
            {
                var (shares, buys, ofTrust) = (random.Next(1, 999), random.Next(3) == 0, random.Next(4) == 0);
                var balance = (ofTrust ? trust : direct) + (buys ? shares : -shares);
                if (ofTrust) trust = balance;
                else direct = balance;
                var line = Rows.Trade(buys ? "P" : "S", buys ? "A" : "D", shares, balance, 10 + (random.Next(1, 200) / 100m)) with { TransactionOn = on };
                lines.Add(ofTrust ? line with { Ownership = "I", NatureOfOwnership = "By Trust" } : line);
            }

            // Some forms also list what is held otherwise, and some days are so full that they take two forms.
            if (random.Next(4) == 0) lines.Add(Rows.Held(4321, "By Spouse"));
            if (lines.Count > 1 && random.Next(4) == 0)
            {
                right.Add(Form($"F{i}a", "4", on.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), [.. lines[..1]]).At(9) with { PeriodOfReport = on });
                lines.RemoveAt(0);
            }

            right.Add(Form($"F{i}", "4", on.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), [.. lines]) with { PeriodOfReport = on });
        }

        var mistake = (Mistake)random.Next(10);
        var truth = right[random.Next(right.Count)];
        var row = random.Next(truth.Lines.Count);
        if (truth.Lines[row].Kind == LineKind.Holding && mistake is not (Mistake.LineForgotten or Mistake.LineThatNeverWas)) mistake = Mistake.Balance;
        // A holding row keeps the day it had in the form corrected, which a wrong date of another row gave it.
        if (mistake == Mistake.Date && truth.Lines.Any(l => l.Kind == LineKind.Holding)) mistake = Mistake.Price;
        var wrong = truth.Lines.ToList();
        ReportedLine[] amended = [truth.Lines[row]];
        switch (mistake)
        {
            case Mistake.LineForgotten when wrong.Count > 1:
                wrong.RemoveAt(row);
                break;
            // A form of holdings only deletes no transaction, whatever it says.
            case Mistake.LineThatNeverWas when wrong.Any(l => l.Kind == LineKind.Transaction):
                row = random.Next(wrong.Count + 1);
                wrong.Insert(row, Rows.Trade("G", "D", 77, 123_456m) with { TransactionOn = truth.PeriodOfReport, Ownership = "I", NatureOfOwnership = "By Foundation" });
                amended = [.. truth.Lines];
                break;
            default:
                if (mistake is Mistake.LineForgotten or Mistake.LineThatNeverWas) mistake = Mistake.Balance;
                wrong[row] = Spoil(wrong[row], mistake);
                break;
        }

        // Of two forms of one day, a single forgotten line does not tell which one forgot it.
        var twin = mistake == Mistake.LineForgotten && right.Count(f => f.FiledOn == truth.FiledOn) > 1;
        var whole = mistake == Mistake.LineThatNeverWas || twin || random.Next(2) == 0;
        if (whole) amended = [.. truth.Lines];
        var filed = truth.FiledOn!.Value.AddDays(random.Next(1, 9));
        var amendment = Form("B", "4/A", filed.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), amended).At(random.Next(2) == 0 ? 9 : 16) with
        {
            DateOfOriginalSubmission = truth.FiledOn,
            PeriodOfReport = truth.PeriodOfReport,
            Remarks = mistake == Mistake.LineThatNeverWas ? "This amendment amends and restates the original Form 4 in its entirety." : null,
        };
        var original = Form(truth.Filing, "4", truth.FiledOn.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), [.. wrong]) with { PeriodOfReport = truth.PeriodOfReport };
        return new World($"seed {seed}: {mistake} of {truth.Filing}/I.{row + 1}, {(whole ? "whole form" : "one line")}", mistake, whole, [.. right], [.. right.Select(f => f == truth ? original : f)], amendment, truth.Filing, row + 1);
    }

    private static ReportedLine Spoil(ReportedLine line, Mistake mistake) => mistake switch
    {
        Mistake.SharesAndBalance => line with { Shares = line.Shares + 1000, SharesOwnedFollowing = line.SharesOwnedFollowing + (line.AcquiredDisposed == "A" ? 1000 : -1000) },
        Mistake.Shares => line with { Shares = line.Shares * 10 },
        Mistake.Balance => line with { SharesOwnedFollowing = line.SharesOwnedFollowing + 3456 },
        Mistake.Price => line with { PricePerShare = line.PricePerShare * 10 },
        Mistake.Date => line with { TransactionOn = line.TransactionOn!.Value.AddMonths(-1) },
        Mistake.Code => line with { TransactionCode = "J" },
        Mistake.Direction => line with { AcquiredDisposed = line.AcquiredDisposed == "A" ? "D" : "A" },
        Mistake.WayOfOwning => line.NatureOfOwnership is null ? line with { Ownership = "I", NatureOfOwnership = "By Daughter" } : line with { Ownership = "D", NatureOfOwnership = null },
        _ => throw new ArgumentOutOfRangeException(nameof(mistake)),
    };
}
