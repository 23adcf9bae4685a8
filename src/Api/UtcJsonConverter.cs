using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansOrders.Domain;

namespace OrleansOrders.Api;

/// <summary>Times as <see cref="UtcText"/>.</summary>
sealed class UtcJsonConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTime().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[32];
        if (!value.TryFormat(text, out var length, UtcText.Format, CultureInfo.InvariantCulture)) throw new JsonException("A time did not fit.");
        writer.WriteStringValue(text[..length]);
    }
}
