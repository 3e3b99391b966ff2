namespace HoldingsLedger.Web;

/// <summary>Reads the body of a request to its end, whatever length it claims.</summary>
internal static class RequestBody
{
    /// <exception cref="BadHttpRequestException">It is larger than the limit (413).</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int limit, CancellationToken cancellation)
    {
        if (request.ContentLength > limit) throw TooLarge(limit);
        var bytes = new byte[Math.Clamp(request.ContentLength + 1 ?? 0, 4096, limit + 1)];
        var length = 0;
        while (await request.Body.ReadAsync(bytes.AsMemory(length), cancellation) is > 0 and var read)
        {
            length += read;
            if (length > limit) throw TooLarge(limit);
            if (length == bytes.Length) Array.Resize(ref bytes, Math.Min(bytes.Length * 2, limit + 1));
        }

        return bytes.AsMemory(0, length);
    }

    private static BadHttpRequestException TooLarge(int limit) =>
        new($"The body is larger than {limit / 1024 / 1024} MB, which no ownership filing is.", StatusCodes.Status413PayloadTooLarge);
}
