using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansOrders.Grains;

/// <summary>A UTC time as <c>yyyy-MM-ddTHH:mm:ss.ffffffZ</c>: fixed width, so that the text sorts like the time.</summary>
public sealed class FixedUtcConverter : JsonConverter<DateTimeOffset>
{

    /// <inheritdoc />
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[27];
        value.UtcDateTime.TryFormat(text, out var length, UtcText.Format, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
