namespace HoldingsLedger.Tests.Simulation;

/// <summary>How insiders begin: with what accounts, and with what Form 3.</summary>
internal sealed partial class World
{
    private void Open(SimulatedInsider insider, DateOnly today, bool nothing)
    {
        decimal Amount() => nothing ? 0 : chance.Next(10_000, 900_000);
        void Shares(string? nature, decimal initial, string? footnote = null) =>
            insider.Accounts.Add(new SimulatedAccount { Insider = insider, Title = "Common Stock", Nature = nature, NatureFootnote = footnote, Initial = initial });

        Shares(null, Amount());
        if (chance.NextDouble() < 0.4) Shares("By Spouse", Amount());
        if (chance.NextDouble() < 0.3) Twins("See footnote", "Held by the Alpha Trust.", "Held by the Beta Trust.");
        if (chance.NextDouble() < 0.3) Twins("By Trust", "A trust for the first child.", "A trust for the second child.");
        if (habits.Accrual) Shares("By 401(k)", nothing ? 0 : chance.Next(1000, 9000) + 0.25m);
        if (chance.NextDouble() < 0.12) insider.Accounts.Add(new SimulatedAccount { Insider = insider, Title = "Partnership Interests", Nature = "By Partnership", InDollars = true, Initial = Amount() });
        if (chance.NextDouble() < 0.5) insider.Accounts.Add(new SimulatedAccount { Insider = insider, Title = "Stock Option", Derivative = true, Price = 10.25m, ExercisableOn = nothing ? today.AddYears(1) : today.AddDays(-100), ExpiresOn = today.AddYears(8), Initial = Amount(), CountedTogether = habits.Totals });

        // Two of a kind, now and then of one size.
        void Twins(string nature, string first, string second)
        {
            var size = Amount();
            Shares(nature, size, first);
            Shares(nature, chance.NextDouble() < 0.2 ? size : Amount(), second);
        }
    }

    /// <summary>Opens the accounts and files the Form 3, if there is one in time.</summary>
    /// <returns>What files it late, after the first Form 4.</returns>
    private Action<DateOnly>? Begin(List<SimulatedInsider> owners, SimulatedInsider insider, ref DateOnly today)
    {
        var begun = today;
        var start = chance.NextDouble();
        var nothing = start < 0.15;
        Open(insider, today, nothing);
        if (start >= 0.75) return null;
        var late = chance.NextDouble() < 0.2;
        if (nothing)
        {
            void Nothing(DateOnly written) => insider.NothingOwned = (begun, Send(owners, "3", written, begun, []));
            if (late) return Nothing;
            Nothing(today.AddDays(5));
            return null;
        }

        if (late) return written => Send(owners, "3", written, begun, Listed(insider));
        var lines = Listed(insider);
        if (!habits.Amends || lines.FindIndex(line => line.Account.Nature is "By Spouse") is not (> 0 and var at))
        {
            Send(owners, "3", today.AddDays(5), begun, lines);
            return null;
        }

        // The spouse's shares are forgotten, or their number is wrong, until a 3/A puts it right.
        var right = lines[at];
        MadeLine? wrong = chance.NextDouble() < 0.5 ? null : right with { Printed = right.Printed + chance.Next(1, 900) };
        if (wrong is null) lines.RemoveAt(at);
        else lines[at] = wrong;
        var original = Send(owners, "3", today.AddDays(5), begun, lines);
        today = today.AddDays(chance.Next(6, 30));
        Send(owners, "3/A", today, begun, [right], amends: (original, wrong));
        return null;
    }

    // What was held on the event date, whenever the form is written. Column 9 does not exist in Table II of a Form 3.
    private List<MadeLine> Listed(SimulatedInsider insider) => [.. insider.Accounts.Where(account => account.Initial != 0).Select(account => Line(account, null, account.Derivative ? null : account.Initial))];
}
