using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansOrders.Silo;

/// <summary>How health is written: as the API writes everything.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(LivenessView))]
sealed partial class HealthJson : JsonSerializerContext;
