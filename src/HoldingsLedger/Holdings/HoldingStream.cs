using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HoldingsLedger.Forms;

namespace HoldingsLedger.Holdings;

/// <summary>
/// Names the stream a line belongs to: one per reporting person and security. The security key is made from the words
/// as filed by a rule so plain that it never changes; which keys mean one security is judged when reading, never here.
/// </summary>
public static class HoldingStream
{
    /// <summary>Titles of filings are short; a longer one is cut and told apart by its digest, since a key is indexed.</summary>
    private const int LongestKey = 200;

    public static string KeyOf(string person, string issuer, ReportedLine line) => PrefixOf(person, issuer) + SecurityKeyOf(line);

    /// <summary>What the names of all streams of one person and issuer begin with.</summary>
    public static string PrefixOf(string person, string issuer) => $"holding:{person}:{issuer}:";

    /// <summary>
    /// Rule <c>k1</c>: the table and the title with case and white space folded; for Table II also exercise price (without
    /// trailing zeros), exercisable and expiry dates.
    /// </summary>
    public static string SecurityKeyOf(ReportedLine line)
    {
        var key = line.Table == FormTable.I
            ? $"k1:I:{Fold(line.SecurityTitle)}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"k1:II:{Fold(line.SecurityTitle)}|{line.ConversionOrExercisePrice:G29}|{line.ExercisableOn:yyyy-MM-dd}|{line.ExpiresOn:yyyy-MM-dd}");
        return key.Length <= LongestKey
            ? key
            : $"{key[..LongestKey]}#{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16]}";
    }

    private static string Fold(string? title)
    {
        if (title is null) return "";
        var folded = new StringBuilder(title.Length);
        foreach (var letter in title)
        {
            // U+0000 is no text for PostgreSQL.
            if (letter == '\0') continue;
            if (!char.IsWhiteSpace(letter)) folded.Append(char.ToLowerInvariant(letter));
            else if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
        }

        return folded.ToString().TrimEnd();
    }
}
