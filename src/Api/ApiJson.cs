using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

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
    /// <summary>As answers are written: ids and messages stay readable.</summary>
    public static ApiJson Written { get; } = new(Configure(new(JsonSerializerDefaults.Web)));

    /// <summary>As problems are written: they repeat what a client sent, so nothing in them may be read as markup.</summary>
    public static ApiJson Escaped { get; } = new(new JsonSerializerOptions(Configure(new(JsonSerializerDefaults.Web))) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });

    /// <summary>The same for the framework's own options.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = null;
        options.NumberHandling = JsonNumberHandling.Strict;

        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new UtcJsonConverter());
        return options;
    }
}
