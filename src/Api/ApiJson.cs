using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansOrders.Api;

/// <summary>How everything is written: snake_case, every field always there.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(OrderView))]
[JsonSerializable(typeof(OrdersPage))]
[JsonSerializable(typeof(ItemView))]
[JsonSerializable(typeof(ItemsPage))]
[JsonSerializable(typeof(NotificationsPage))]
[JsonSerializable(typeof(AuditView))]
[JsonSerializable(typeof(DeadLettersPage))]
[JsonSerializable(typeof(DeadLetterView))]
[JsonSerializable(typeof(DryRunView))]
[JsonSerializable(typeof(ReplayedView))]
[JsonSerializable(typeof(ReplayReportView))]
[JsonSerializable(typeof(ReplayOneRequest))]
[JsonSerializable(typeof(ReplayRequest))]
[JsonSerializable(typeof(ProblemDocument))]
[JsonSerializable(typeof(OrderRequest))]
[JsonSerializable(typeof(StockCountRequest))]
[JsonSerializable(typeof(StockAdjustmentRequest))]
sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Answers are never put into a page as they are: ids and messages stay readable.</summary>
    public static ApiJson Relaxed { get; } = new(Configure(new(JsonSerializerDefaults.Web)));

    /// <summary>The same for the framework's own options.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = null;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        return options;
    }
}
