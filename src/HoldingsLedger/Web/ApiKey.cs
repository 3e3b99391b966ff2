using System.Security.Cryptography;
using System.Text;
using HoldingsLedger.Verbs;
using Microsoft.AspNetCore.Http.Features;

namespace HoldingsLedger.Web;

/// <summary>
/// The key that callers must know (<c>HOLDINGS_API_KEY</c>), sent as a bearer token. Set, it is asked for everywhere but at
/// <c>/health</c>, on loopback too; to listen beyond this machine it must be set.
/// </summary>
internal sealed class ApiKey
{
    public const string Variable = "HOLDINGS_API_KEY";

    private const int ShortestKey = 16;

    private readonly byte[] digest;

    private ApiKey(string key) => digest = SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>The key, or <c>null</c> where none is set and none is needed.</summary>
    /// <exception cref="WrongQuestionException">One is needed and not set, or it is too short to keep anybody out.</exception>
    public static ApiKey? Read(string? key, ListenAddresses addresses)
    {
        if (string.IsNullOrWhiteSpace(key))
        {
            return addresses.LoopbackOnly
                ? null
                : throw new WrongQuestionException($"Other machines could reach {string.Join(" and ", addresses.Urls)}: set {Variable} to a secret that callers send as a bearer token, or listen on {ListenAddresses.Default}.");
        }

        if (key.Trim().Length < ShortestKey) throw new WrongQuestionException($"{Variable} is too short to be a secret: at least {ShortestKey} characters are needed, such as those of \"openssl rand -hex 32\".");
        return new ApiKey(key.Trim());
    }

    /// <summary>Lets a request pass that brings the key (or asks for the server's health), and answers 401 to any other.</summary>
    public async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.Equals(HealthEndpoint.Path, StringComparison.Ordinal) || IsKnown(context.Request.Headers.Authorization.ToString()))
        {
            await next(context);
            return;
        }

        // The body of a stranger is not read: neither is the connection kept for its rest.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = 0;
        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"holdings\"";
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
    }

    /// <summary>Compares digests in constant time: neither the key's length nor a common beginning shows.</summary>
    private bool IsKnown(string authorization)
    {
        const string scheme = "Bearer ";
        return authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(digest, SHA256.HashData(Encoding.UTF8.GetBytes(authorization[scheme.Length..].Trim())));
    }
}
