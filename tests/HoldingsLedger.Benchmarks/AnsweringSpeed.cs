using System.Diagnostics;
using System.Globalization;

namespace HoldingsLedger.Benchmarks;

/// <summary>
/// How long a running server takes to answer, one question after the other on one connection, as a caller sees it. What the answers
/// are is not looked at, only that they are answers.
/// </summary>
internal static class AnsweringSpeed
{
    private const int WarmUp = 100;
    private const int Asked = 500;

    /// <summary>A person of the samples.</summary>
    private const string OfTheSamples = "/positions?person=9990011&on=2022-10-01";

    public static async Task<int> RunAsync(Uri server, string[] paths)
    {
        using var client = new HttpClient { BaseAddress = server };
        foreach (var path in paths.Length == 0 ? [OfTheSamples] : paths)
        {
            try
            {
                var times = await TimesAsync(client, path);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: median {times[Asked / 2]:F2} ms, 95% within {times[Asked * 95 / 100]:F2} ms, worst of {Asked} {times[^1]:F2} ms"));
            }
            catch (HttpRequestException failed)
            {
                await Console.Error.WriteLineAsync($"{path}: {failed.Message.TrimEnd('.')}. Start the server with \"scripts/holdings serve\" on a ledger that has an answer.");
                return 1;
            }
        }

        return 0;
    }

    /// <summary>The median in seconds.</summary>
    public static async Task<double> MedianAsync(Uri server, string path)
    {
        using var client = new HttpClient { BaseAddress = server };
        return (await TimesAsync(client, path))[Asked / 2] / 1000;
    }

    /// <summary>Milliseconds, the shortest first.</summary>
    private static async Task<double[]> TimesAsync(HttpClient client, string path)
    {
        for (var i = 0; i < WarmUp; i++) await AskAsync(client, path);
        var times = new double[Asked];
        for (var i = 0; i < Asked; i++)
        {
            var clock = Stopwatch.StartNew();
            await AskAsync(client, path);
            times[i] = clock.Elapsed.TotalMilliseconds;
        }

        Array.Sort(times);
        return times;
    }

    private static async Task AskAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }
}
