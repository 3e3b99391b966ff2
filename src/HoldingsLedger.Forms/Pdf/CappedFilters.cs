using System.Globalization;
using System.IO.Compression;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace HoldingsLedger.Forms.Pdf;

/// <summary>PdfPig's stream filters with an end to inflation: a file of 791 bytes can name a stream of gigabytes.</summary>
internal sealed class CappedFilters(PdfLimits limits) : IFilterProvider
{
    private readonly Dictionary<IFilter, IFilter> capped = new(ReferenceEqualityComparer.Instance);
    private long inflated;

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Cap(DefaultFilterProvider.Instance.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Cap(DefaultFilterProvider.Instance.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Cap(DefaultFilterProvider.Instance.GetAllFilters());

    private IFilter[] Cap(IReadOnlyList<IFilter> filters)
    {
        var result = new IFilter[filters.Count];
        for (var at = 0; at < filters.Count; at++)
        {
            if (!capped.TryGetValue(filters[at], out var filter)) capped[filters[at]] = filter = new Capped(filters[at], this);
            result[at] = filter;
        }

        return result;
    }

    private sealed class Capped(IFilter inner, CappedFilters owner) : IFilter
    {
        // Deflate never grows more than this, nor LZW with its twelve-bit codes.
        private const int MostDeflateGrowth = 1032;
        private const int MostLzwGrowth = 2731;

        public bool IsSupported => inner.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            var limit = owner.Left();
            if (inner is FlateFilter && (long)input.Length * MostDeflateGrowth > limit) Measure(input, limit);
            if (inner is LzwFilter && (long)input.Length * MostLzwGrowth > limit * 8) throw TooMuch(limit);
            var output = inner.Decode(input, streamDictionary, filterProvider, filterIndex);
            owner.inflated += output.Length;
            if (output.Length > limit) throw TooMuch(limit);
            return output;
        }

        private static void Measure(Memory<byte> input, long limit)
        {
            if (input.Length < 2) return;
            using var source = new MemoryStream(input[2..].ToArray(), writable: false);
            using var deflate = new DeflateStream(source, CompressionMode.Decompress);
            var buffer = new byte[64 * 1024];
            long total = 0;
            try
            {
                while (deflate.Read(buffer) is > 0 and var read)
                {
                    total += read;
                    if (total > limit) throw TooMuch(limit);
                }
            }
            catch (InvalidDataException)
            {
                // Broken data is the filter's to judge; what came before it stayed inside the limit.
            }
        }
    }

    private long Left()
    {
        var left = Math.Min(limits.InflatedStream, limits.InflatedDocument - inflated);
        return left > 0 ? left : throw TooMuch(limits.InflatedDocument);
    }

    private static PdfLimitException TooMuch(long limit) =>
        new(string.Create(CultureInfo.InvariantCulture, $"A compressed part of the PDF inflates to more than {limit / (1024 * 1024)} MiB."));
}
