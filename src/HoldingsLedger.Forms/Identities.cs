using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HoldingsLedger.Forms;

/// <summary>A person's or issuer's number at the SEC, always held with ten digits ("0000814585").</summary>
[JsonConverter(typeof(CikJsonConverter))]
public readonly record struct Cik
{
    private readonly string? digits;

    private Cik(string digits) => this.digits = digits;

    /// <summary>The ten digits.</summary>
    public string Value => digits ?? "0000000000";

    /// <summary>Accepts one to ten ASCII digits, with or without leading zeros; anything else is no CIK.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Cik cik)
    {
        cik = default;
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length is 0 or > 10 || trimmed.ContainsAnyExceptInRange('0', '9')) return false;
        cik = new Cik(trimmed.Length == 10 && trimmed.Length == text!.Length ? text : trimmed.ToString().PadLeft(10, '0'));
        return true;
    }

    /// <summary>As <see cref="TryParse"/>, for text known to be a CIK.</summary>
    /// <exception cref="FormatException">The text is no CIK.</exception>
    public static Cik Parse(string text) => TryParse(text, out var cik)
        ? cik
        : throw new FormatException($"\"{text}\" is no CIK: one to ten digits are expected.");

    public override string ToString() => Value;
}

/// <summary>EDGAR's number of one filing: ten digits, two of the year, six of the sequence ("0000814585-20-000024").</summary>
[JsonConverter(typeof(AccessionNumberJsonConverter))]
public readonly record struct AccessionNumber
{
    private readonly string? text;

    private AccessionNumber(string text) => this.text = text;

    public string Value => text ?? "0000000000-00-000000";

    /// <summary>Accepts 18 ASCII digits with the two dashes, or without any; anything else is no accession number.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out AccessionNumber accession)
    {
        accession = default;
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length == 18 && !trimmed.ContainsAnyExceptInRange('0', '9'))
        {
            accession = new AccessionNumber($"{trimmed[..10]}-{trimmed[10..12]}-{trimmed[12..]}");
            return true;
        }

        if (trimmed.Length != 20 || trimmed[10] != '-' || trimmed[13] != '-'
            || trimmed[..10].ContainsAnyExceptInRange('0', '9')
            || trimmed[11..13].ContainsAnyExceptInRange('0', '9')
            || trimmed[14..].ContainsAnyExceptInRange('0', '9')) return false;
        accession = new AccessionNumber(trimmed.ToString());
        return true;
    }

    /// <summary>As <see cref="TryParse"/>, for text known to be an accession number.</summary>
    /// <exception cref="FormatException">The text is no accession number.</exception>
    public static AccessionNumber Parse(string text) => TryParse(text, out var accession)
        ? accession
        : throw new FormatException($"\"{text}\" is no accession number: 0000814585-20-000024 is what one looks like.");

    public override string ToString() => Value;
}

/// <summary>Writes a CIK as its ten digits.</summary>
public sealed class CikJsonConverter : JsonConverter<Cik>
{
    public override Cik Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Cik.Parse(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, Cik value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

/// <summary>Writes an accession number with its dashes.</summary>
public sealed class AccessionNumberJsonConverter : JsonConverter<AccessionNumber>
{
    public override AccessionNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => AccessionNumber.Parse(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, AccessionNumber value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
