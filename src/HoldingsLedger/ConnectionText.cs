using System.Text.RegularExpressions;
using Npgsql;

namespace HoldingsLedger;

/// <summary>
/// How people name a PostgreSQL database: as Npgsql writes it (<c>Host=…;Database=…</c>), as a URI (<c>postgresql://user@host/database</c>), or
/// as <c>psql</c> takes it (<c>host=… dbname=…</c>; PostgreSQL manual, "Connection Strings").
/// </summary>
internal static partial class ConnectionText
{
    /// <exception cref="FormatException">It begins as a URI and is none.</exception>
    /// <exception cref="ArgumentException">It is none of the three, or names a setting that there is not.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        if (text.StartsWith("postgresql://", StringComparison.Ordinal) || text.StartsWith("postgres://", StringComparison.Ordinal)) return OfUri(text);
        return !text.Contains(';', StringComparison.Ordinal) && Keywords().Match(text) is { Success: true } match
            ? OfPairs(match.Groups["key"].Captures.Zip(match.Groups["value"].Captures, static (key, value) => (key.Value, Unquoted(value.Value))))
            : new NpgsqlConnectionStringBuilder(text);
    }

    private static NpgsqlConnectionStringBuilder OfUri(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)) throw new FormatException("it is no URI such as postgresql://user:password@host:5432/database.");
        var user = uri.UserInfo.Split(':', 2);
        List<(string Key, string Value)> pairs = [("host", uri.Host.Trim('[', ']')), ("port", uri.Port > 0 ? $"{uri.Port}" : ""), ("user", user[0]), ("password", user.Length > 1 ? user[1] : ""), ("dbname", uri.AbsolutePath.Trim('/'))];
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1) throw new FormatException($"\"{pair}\" in it is no setting=value.");
            pairs.Add((pair[..equals], pair[(equals + 1)..]));
        }

        return OfPairs(pairs.Select(static pair => (pair.Key, Uri.UnescapeDataString(pair.Value))));
    }

    private static NpgsqlConnectionStringBuilder OfPairs(IEnumerable<(string Key, string Value)> pairs)
    {
        var builder = new NpgsqlConnectionStringBuilder();
        foreach (var (key, value) in pairs)
        {
            if (value.Length > 0) builder[NameOf(key)] = value;
        }

        return builder;
    }

    /// <summary>What libpq calls otherwise than Npgsql does.</summary>
    private static string NameOf(string keyword) => keyword switch
    {
        "dbname" => "Database",
        "user" => "Username",
        "hostaddr" => "Host",
        "sslmode" => "SSL Mode",
        "sslrootcert" => "Root Certificate",
        "sslcert" => "SSL Certificate",
        "sslkey" => "SSL Key",
        "application_name" => "Application Name",
        "connect_timeout" => "Timeout",
        "options" => "Options",
        "passfile" => "Passfile",
        _ => keyword,
    };

    private static string Unquoted(string value) => Escaped().Replace(value is ['\'', .., '\''] ? value[1..^1] : value, "${character}");

    [GeneratedRegex(@"\A\s*(?:(?<key>[a-z_]+)\s*=\s*(?<value>'(?:[^'\\]|\\.)*'|(?:[^\s'\\]|\\.)*)(?:\s+|\z))+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Keywords();

    [GeneratedRegex(@"\\(?<character>.)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Escaped();
}
