using System.Formats.Tar;
using System.IO.Compression;
using HoldingsLedger.Amendments;
using HoldingsLedger.Forms;
using Xunit;

namespace HoldingsLedger.Tests.Amendments;

/// <summary>Real forms with made-up corrections: which line was corrected is known, so the alignment can be held against it.</summary>
public class aligning_real_lines
{
    /// <summary>One in so many of the forms is tried.</summary>
    private const int Every = 31;

    private static readonly (string What, Func<ReportedLine, ReportedLine?> Correct)[] Corrections =
    [
        ("shares and balance", l => l.Shares > 1 && l.SharesOwnedFollowing is { } owned && owned > 1 ? l with { Shares = decimal.Floor(l.Shares.Value * 0.7m) + 1, SharesOwnedFollowing = owned + ((l.AcquiredDisposed == "D" ? 1 : -1) * (l.Shares - decimal.Floor(l.Shares.Value * 0.7m) - 1)) } : null),
        ("shares alone", l => l.Shares is { } shares ? l with { Shares = shares + 31 } : null),
        ("balance alone", l => l.SharesOwnedFollowing is { } owned ? l with { SharesOwnedFollowing = owned + 1234 } : null),
        ("price", l => l.PricePerShare is > 0 ? l with { PricePerShare = l.PricePerShare + 1.5m } : null),
        ("date", l => l.TransactionOn is { } on ? l with { TransactionOn = on.AddDays(-1) } : null),
        ("date of the year before", l => l.TransactionOn is { } on ? l with { TransactionOn = on.AddYears(-1) } : null),
        ("code", l => l.TransactionCode is { } code ? l with { TransactionCode = code == "S" ? "F" : "S" } : null),
        ("direction", l => l.AcquiredDisposed is { } direction ? l with { AcquiredDisposed = direction == "A" ? "D" : "A" } : null),
        ("way of owning", l => l.Ownership == "D" ? l with { Ownership = "I", NatureOfOwnership = "By Trust" } : l with { Ownership = "D", NatureOfOwnership = null }),
        ("title", l => l with { SecurityTitle = "Class C Capital Stock" }),
    ];

    [Fact]
    public void a_line_corrected_in_one_respect_is_paired_with_itself()
    {
        var counts = Corrections.ToDictionary(c => c.What, _ => (Right: 0, Missed: 0, Wrong: 0), StringComparer.Ordinal);
        foreach (var lines in Forms())
        {
            foreach (var (what, correct) in Corrections)
            {
                for (var i = 0; i < lines.Count; i++)
                {
                    if (correct(lines[i]) is not { } corrected) continue;
                    var pair = LineAlignment.Align(lines, [corrected with { Line = $"{corrected.Table}.1" }]).Pairs.SingleOrDefault();
                    var count = counts[what];
                    counts[what] = pair is null ? count with { Missed = count.Missed + 1 }
                        : ReferenceEquals(pair.Before, lines[i]) || LineDifference.None(pair.Before, lines[i]) ? count with { Right = count.Right + 1 }
                        : count with { Wrong = count.Wrong + 1 };
                }
            }
        }

        var report = string.Join("; ", counts.Select(c => $"{c.Key}: {c.Value}"));
        // What is missed or wrong has a twin in its form: children's accounts of one size, grants of a title, lots printing one balance.
        Assert.All(counts.Values, c => Assert.True(c.Right > 200 && c.Right * 20 > (c.Right + c.Missed + c.Wrong) * 19, report));
    }

    [Fact]
    public void a_line_that_a_form_forgot_is_paired_with_none_of_it()
    {
        var (right, wrong) = (0, 0);
        foreach (var lines in Forms())
        {
            for (var i = 0; i < lines.Count; i++)
            {
                if (lines.Where((_, j) => j != i).Any(l => LineDifference.None(l, lines[i]))) continue;
                var aligned = LineAlignment.Align([.. lines.Where((_, j) => j != i)], [lines[i]]);
                if (aligned.Pairs.Count == 0) right++;
                else wrong++;
            }
        }

        Assert.True(right > 500 && right * 10 > (right + wrong) * 9, $"{right} right, {wrong} wrong");
    }

    private static IEnumerable<IReadOnlyList<ReportedLine>> Forms()
    {
        using var archive = new TarReader(new GZipStream(File.OpenRead(Corpus.At("edgar-2023.tar.gz")), CompressionMode.Decompress));
        var count = 0;
        while (archive.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is null || count++ % Every != 0) continue;
            using var bytes = new MemoryStream();
            entry.DataStream.CopyTo(bytes);
            var lines = DocumentReader.Read(bytes.ToArray(), entry.Name).Filing?.Lines ?? [];
            if (lines.Count > 0) yield return lines;
        }
    }
}
