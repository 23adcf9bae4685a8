using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansOrders.Cli;

/// <summary>How everything is written and read: snake_case; what is not given is not said.</summary>
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
    /// <summary>For a person to read.</summary>
    public static CliJson Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
