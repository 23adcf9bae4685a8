using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansOrders.Domain;

/// <summary>A quantity as a JSON integer; throws <see cref="JsonException"/> if it is out of range.</summary>
public sealed class QuantityJsonConverter : JsonConverter<Quantity>
{
    /// <inheritdoc />
    public override Quantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var units) && Quantity.TryCreate(units, out var quantity)
            ? quantity
            : throw new JsonException("Not a valid quantity.");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Quantity value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Units);
}
