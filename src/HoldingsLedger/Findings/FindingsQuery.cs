using System.Text.Json;
using HoldingsLedger.Holdings;
using HoldingsLedger.Verbs;
using Npgsql;

namespace HoldingsLedger.Findings;

/// <summary>Answers <c>findings</c>: for a person or issuer in full, for everything held as the trial balance.</summary>
internal static class FindingsQuery
{
    /// <exception cref="WrongQuestionException">Neither a person nor an issuer is named.</exception>
    /// <exception cref="NoSuchThingException">Nothing is held of this person, or in this issuer.</exception>
    public static async Task<FindingsAnswer> AnswerAsync(LedgerDatabase ledger, string? person, string? issuer, CancellationToken cancellation)
    {
        if (person is null && issuer is null) throw new WrongQuestionException("Name a person (--person CIK) or an issuer (--issuer CIK), or ask for the --summary over everything.");
        await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
        var holdings = await HoldingsQueries.LoadAsync(connection, person, issuer, null, cancellation);
        if (holdings.Count == 0) throw NothingHeld();
        return FindingsAnswer.Of(await SettledAccounts.AtAsync(connection, holdings, DateTimeOffset.MaxValue, null, cancellation));
    }

    /// <summary>The trial balance over all that is held, or over a person's or issuer's part of it.</summary>
    /// <exception cref="NoSuchThingException">Nothing is held of this person, or in this issuer.</exception>
    public static async Task<TrialBalance> SummaryAsync(LedgerDatabase ledger, string? person, string? issuer, CancellationToken cancellation)
    {
        await using var connection = await ledger.DataSource.OpenConnectionAsync(cancellation);
        var sheets = new List<TrialSheet>();
        var stale = new List<string>();
        await using (var select = new NpgsqlCommand(
                         $"select data from {LedgerStore.Schema}.mt_doc_trialsheet where ($1 is null or id like $1 || '|%') and ($2 is null or data ->> 'issuer' = $2)", connection))
        {
            select.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = person });
            select.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = issuer });
            await using var reader = await select.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                var sheet = JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(0), LedgerJson.TypeOf<TrialSheet>())!;
                if (sheet.Rules == TrialSheet.CurrentRules) sheets.Add(sheet);
                else stale.Add(sheet.Id);
            }
        }

        if (sheets.Count + stale.Count == 0 && (person ?? issuer) is not null) throw NothingHeld();
        // Written by an earlier version's rules: worked out anew, until a rebuild writes them again.
        foreach (var some in stale.Chunk(500)) sheets.AddRange((await HoldingsQueries.LoadAsync(connection, some, cancellation)).Select(TrialSheet.Of));
        return TrialBalance.Of(sheets);
    }

    private static NoSuchThingException NothingHeld() => new("No filing of this person or issuer is held. Take filings in with \"ingest\", or check the number.");
}
