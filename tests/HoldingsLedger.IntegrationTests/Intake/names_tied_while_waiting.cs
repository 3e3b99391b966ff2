using HoldingsLedger.Filings;
using HoldingsLedger.Identities;
using Npgsql;
using Xunit;

namespace HoldingsLedger.IntegrationTests.Intake;

public sealed class names_tied_while_waiting(LedgerFixture fixture)
{
    private const string Name = "issuer:tied-while-waiting";
    private const string Cik = "0007420001";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_writer_has_the_lock_of_a_key_that_was_tied_while_it_waited_for_another()
    {
        await using var ledger = await FreshLedger.CreateAsync(fixture);
        var first = await IssuerLocks.TakeAsync(ledger.Database, [Name], Cancellation);
        var second = IssuerLocks.TakeAsync(ledger.Database, [Name], Cancellation);
        for (var turn = 0; turn < 500 && await AskAsync<long>(ledger, "select count(*) from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())") == 0; turn++)
            await Task.Delay(20, Cancellation);

        await using (var commit = await first.Connection.BeginTransactionAsync(Cancellation))
        {
            await RecordBatch.AppendAsync(ledger.Database.Store, commit, [new StreamEvent(IdentityIntake.StreamOf(Name), new IdentityTied(Name, Cik, null, "R. Reader", "the same house"))], Cancellation);
            await commit.CommitAsync(Cancellation);
        }

        await first.DisposeAsync();
        await using (await second)
        {
            Assert.False(await AskAsync<bool>(ledger, $"select pg_try_advisory_lock(hashtextextended('{Cik}', 0))"));
            Assert.False(await AskAsync<bool>(ledger, $"select pg_try_advisory_lock(hashtextextended('{Name}', 0))"));
        }

        Assert.True(await AskAsync<bool>(ledger, $"select pg_try_advisory_lock(hashtextextended('{Cik}', 0))"));
    }

    private static async Task<T> AskAsync<T>(FreshLedger ledger, string sql)
    {
        await using var connection = await ledger.Database.DataSource.OpenConnectionAsync(Cancellation);
        await using var ask = new NpgsqlCommand(sql, connection);
        return (T)(await ask.ExecuteScalarAsync(Cancellation))!;
    }
}
