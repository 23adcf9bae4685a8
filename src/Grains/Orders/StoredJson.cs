using System.Text.Json.Serialization;

namespace OrleansOrders.Grains;

/// <summary>How grain state is written as JSON: snake_case, no nulls, no type names.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(FixedUtcConverter)])]
[JsonSerializable(typeof(StoredOrder))]
public sealed partial class StoredJson : JsonSerializerContext;
