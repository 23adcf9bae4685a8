using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansOrders.Api;

/// <summary>Times in UTC with six digits of a second, always: text compares as time does, and older parsers read it.</summary>
sealed class UtcJsonConverter : JsonConverter<DateTime>
{
    const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTime().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[32];
        if (!value.TryFormat(text, out var length, Format, CultureInfo.InvariantCulture)) throw new JsonException("A time did not fit.");
        writer.WriteStringValue(text[..length]);
    }
}
