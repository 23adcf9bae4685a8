using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansOrders.Cli;

/// <summary>The JSON format: snake_case, without nulls.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(OrdersPage))]
[JsonSerializable(typeof(NewOrder))]
[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(ItemsPage))]
[JsonSerializable(typeof(StockCount))]
[JsonSerializable(typeof(StockAdjustment))]
[JsonSerializable(typeof(Notification))]
[JsonSerializable(typeof(DeadLettersPage))]
[JsonSerializable(typeof(ReplaySelection))]
[JsonSerializable(typeof(EditedLetter))]
[JsonSerializable(typeof(ReplayReport))]
[JsonSerializable(typeof(DryRun))]
[JsonSerializable(typeof(Audit))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(RememberedCustomer))]
[JsonSerializable(typeof(WatchPosition))]
[JsonSerializable(typeof(JsonElement))]
sealed partial class CliJson : JsonSerializerContext
{
    /// <summary>Indented, for a person.</summary>
    public static CliJson Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
