using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HoldingsLedger.Amendments;

/// <summary>
/// One value of a form as filed: a text, a number with its digits, a yes or no, or nothing at all. Two are equal when
/// they say the same: 96.3 and 96.30 do, "Common Stock" and "COMMON STOCK" do not.
/// </summary>
[JsonConverter(typeof(FiledScalarJsonConverter))]
public readonly record struct FiledScalar
{
    private FiledScalar(string? text, decimal? number, bool? flag)
    {
        Text = text;
        Number = number;
        Flag = flag;
    }

    public string? Text { get; }

    public decimal? Number { get; }

    public bool? Flag { get; }

    public bool IsNothing => Text is null && Number is null && Flag is null;

    public static FiledScalar Of(string? text) => new(text, null, null);

    public static FiledScalar Of(decimal? number) => new(null, number, null);

    public static FiledScalar Of(bool? flag) => new(null, null, flag);

    public static FiledScalar Of(DateOnly? day) => new(day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null, null);

    /// <summary>Whether the digits agree too: 96.3 and 96.30 do not.</summary>
    public bool SameAsFiled(FiledScalar other) => Equals(other) && Number?.Scale == other.Number?.Scale;

    /// <summary>For people: thousands are grouped, digits as filed, "nothing" for what is not there.</summary>
    public override string ToString() => this switch
    {
        { Text: { } text } => text,
        { Number: { } number } => number.ToString("N" + number.Scale.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        { Flag: { } flag } => flag ? "yes" : "no",
        _ => "nothing",
    };
}

/// <summary>A JSON text, number, boolean or null.</summary>
public sealed class FiledScalarJsonConverter : JsonConverter<FiledScalar>
{
    public override bool HandleNull => true;

    public override FiledScalar Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => FiledScalar.Of(reader.GetString()),
        JsonTokenType.Number => FiledScalar.Of(reader.GetDecimal()),
        JsonTokenType.True => FiledScalar.Of(true),
        JsonTokenType.False => FiledScalar.Of(false),
        JsonTokenType.Null => default,
        _ => throw new JsonException("A text, a number, true, false or null is expected here."),
    };

    public override void Write(Utf8JsonWriter writer, FiledScalar value, JsonSerializerOptions options)
    {
        if (value.Text is { } text) writer.WriteStringValue(text);
        else if (value.Number is { } number) writer.WriteNumberValue(number);
        else if (value.Flag is { } flag) writer.WriteBooleanValue(flag);
        else writer.WriteNullValue();
    }
}
