using HoldingsLedger.Filings;
using HoldingsLedger.Findings;
using HoldingsLedger.Verbs;
using Npgsql;

namespace HoldingsLedger.Holdings;

/// <summary>The question <c>positions</c>: whose, or in which issuer, on which day, on which clocks. At least one of person and issuer is given.</summary>
/// <param name="KnownAt"><c>null</c>: now.</param>
/// <param name="RecordedAt"><c>null</c>: now, as everything stands.</param>
internal sealed record PositionsQuestion(string? Person, string? Issuer, DateOnly On, DateTimeOffset? KnownAt, DateTimeOffset? RecordedAt, bool IncludeZero);

/// <summary>The question <c>history</c>.</summary>
internal sealed record HistoryQuestion(string Person, string Issuer, DateTimeOffset? KnownAt, DateTimeOffset? RecordedAt);

/// <summary>Answers <c>positions</c> and <c>history</c>: one function behind the verbs and the HTTP API.</summary>
internal static class PositionsQuery
{
    /// <exception cref="WrongQuestionException">Neither a person nor an issuer is named.</exception>
    /// <exception cref="NoSuchThingException">Nothing is held of this person, or in this issuer.</exception>
    public static async Task<PositionsAnswer> AnswerAsync(LedgerDatabase ledger, PositionsQuestion question, CancellationToken cancellation)
    {
        if (question is { Person: null, Issuer: null }) throw new WrongQuestionException("Name a person (--person CIK), an issuer (--issuer CIK), or both.");
        await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
        var now = DateTimeOffset.UtcNow;
        var knownAt = question.KnownAt ?? now;
        var holdings = await HoldingsQueries.LoadAsync(connection, question.Person, question.Issuer, question.RecordedAt, cancellation);
        // Before anything was recorded is an answer (nothing); a person nobody ever heard of is none.
        if (holdings.Count == 0 && !await HoldingsQueries.AnyAsync(connection, question.Person, question.Issuer, cancellation)) throw NothingHeld(question.Person, question.Issuer);
        var sameShares = await SameSharesAsync(connection, question, holdings, knownAt, cancellation);
        return PositionsAnswer.Of(await SettledAccounts.AtAsync(connection, holdings, knownAt, question.RecordedAt, cancellation), question.On, knownAt, question.RecordedAt ?? now, question.IncludeZero, sameShares);
    }

    /// <exception cref="NoSuchThingException">Nothing is held of this person in this issuer.</exception>
    public static async Task<HistoryAnswer> AnswerAsync(LedgerDatabase ledger, HistoryQuestion question, CancellationToken cancellation)
    {
        await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
        var now = DateTimeOffset.UtcNow;
        var holdings = await HoldingsQueries.LoadAsync(connection, question.Person, question.Issuer, question.RecordedAt, cancellation);
        if (holdings.Count == 0)
        {
            if (!await HoldingsQueries.AnyAsync(connection, question.Person, question.Issuer, cancellation)) throw NothingHeld(question.Person, question.Issuer);
            holdings = [new InsiderHoldings { Id = InsiderHoldings.IdOf(question.Person, question.Issuer), Person = question.Person, Issuer = question.Issuer }];
        }

        return HistoryAnswer.Of((await SettledAccounts.AtAsync(connection, [holdings[0]], question.KnownAt ?? now, question.RecordedAt, cancellation))[0], question.RecordedAt ?? now);
    }

    // Who else reported a person's shares: today's register says it at once, but it does not know what it said earlier.
    private static async Task<SameShares> SameSharesAsync(
        NpgsqlConnection connection, PositionsQuestion question, IReadOnlyList<InsiderHoldings> holdings, DateTimeOffset knownAt, CancellationToken cancellation)
    {
        if (question.Person is null) return SameShares.Among(holdings, knownAt);
        if (question.RecordedAt is null)
            return SameShares.Of(await RegisterQueries.SameTablesAsync(connection, [.. holdings.SelectMany(h => h.Filings).Where(f => f.Lines.Count > 0).Select(f => f.Filing)], cancellation), knownAt);
        var insiders = new List<InsiderHoldings>();
        foreach (var issuer in holdings.Select(h => h.Issuer).Distinct(StringComparer.Ordinal))
            insiders.AddRange(await HoldingsQueries.LoadAsync(connection, null, issuer, question.RecordedAt, cancellation));
        return SameShares.Among(insiders, knownAt);
    }

    private static NoSuchThingException NothingHeld(string? person, string? issuer) => new((person, issuer) switch
    {
        ({ } p, { } i) => $"No filing of person {p} in issuer {i} is held. Take filings in with \"ingest\", or check the two numbers.",
        ({ } p, _) => $"No filing of person {p} is held. Take filings in with \"ingest\", or check the number.",
        (_, { } i) => $"No filing on issuer {i} is held. Take filings in with \"ingest\", or check the number.",
        _ => "Nothing is held.",
    });
}
