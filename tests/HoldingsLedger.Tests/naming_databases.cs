using Xunit;

namespace HoldingsLedger.Tests;

public static class naming_databases
{
    [Theory]
    [InlineData("Host=localhost;Port=7654;Username=me;Password=se cret;Database=d", "localhost 7654 me 'se cret' d")]
    [InlineData("host=localhost port=7654 user=me password='se \\'cret' dbname=d", "localhost 7654 me 'se 'cret' d")]
    [InlineData("dbname=d", " 5432  '' d")]
    [InlineData("postgresql://me:se%20cret@localhost:7654/d", "localhost 7654 me 'se cret' d")]
    [InlineData("postgres://me@localhost/d%20e?connect_timeout=3", "localhost 5432 me '' d e")]
    [InlineData("postgresql:///d?host=/run/postgresql", "/run/postgresql 5432  '' d")]
    [InlineData("postgresql://[::1]:5433", "::1 5433  '' ")]
    public static void a_database_is_named_as_npgsql_or_as_psql_names_it(string text, string means)
    {
        var named = ConnectionText.Parse(text);

        Assert.Equal(means, FormattableString.Invariant($"{named.Host} {named.Port} {named.Username} '{named.Password}' {named.Database}"));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("host=localhost colour=blue")]
    [InlineData("postgresql://localhost/d?colour=blue")]
    [InlineData("postgresql://localhost/d?colour")]
    [InlineData("postgresql://a,b:1/d")]
    public static void what_names_none_is_refused(string text) => Assert.True(Record.Exception(() => ConnectionText.Parse(text)) is FormatException or ArgumentException);
}
