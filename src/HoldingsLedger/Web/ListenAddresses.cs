using System.Net;
using HoldingsLedger.Verbs;

namespace HoldingsLedger.Web;

/// <summary>Where the server listens, and whether only programs on this machine can reach it.</summary>
/// <param name="Urls">One or more of <c>http://host:port</c>.</param>
/// <param name="LoopbackOnly">No other machine can connect.</param>
internal sealed record ListenAddresses(IReadOnlyList<string> Urls, bool LoopbackOnly)
{
    public const string Default = "http://127.0.0.1:5080";

    /// <summary>Reads addresses separated by semicolons, as ASP.NET Core does.</summary>
    /// <exception cref="WrongQuestionException">One of them is no address to listen on.</exception>
    public static ListenAddresses Parse(string? urls)
    {
        var addresses = (string.IsNullOrWhiteSpace(urls) ? Default : urls)
            .Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Check)
            .ToList();
        if (addresses.Count == 0) throw new WrongQuestionException($"No address to listen on was given: {Default} is what one looks like.");
        return new ListenAddresses([.. addresses.Select(a => a.Url)], addresses.TrueForAll(a => a.Loopback));
    }

    private static (string Url, bool Loopback) Check(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw Wrong(url);
        }

        if (address.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase))
        {
            throw new WrongQuestionException($"\"{url}\": the server speaks http; for https let a reverse proxy in front of it do the encryption.");
        }

        if (!address.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase) || address.IsUnixPipe || address.IsNamedPipe || address.PathBase.Length > 0 || address.Port is < 0 or > 65535 || !IsHost(address.Host)) throw Wrong(url);
        return (url, IsLoopback(address.Host));
    }

    private static bool IsHost(string host) => host is "*" or "+" || Uri.CheckHostName(host.Trim('[', ']')) != UriHostNameType.Unknown;

    /// <summary>Any other name makes the server listen on every network card, whatever the name resolves to.</summary>
    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static WrongQuestionException Wrong(string url) => new($"\"{url}\" is no address to listen on: {Default} is what one looks like.");
}
