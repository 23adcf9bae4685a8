using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace OrleansOrders.Api;

/// <summary>JSON of all replies: snake_case, every field always present.</summary>
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
    /// <summary>For normal replies: ids and messages are not escaped.</summary>
    public static ApiJson Written { get; } = new(Configure(new(JsonSerializerDefaults.Web)));

    /// <summary>For problem documents: they may repeat client input, so HTML characters are escaped.</summary>
    public static ApiJson Escaped { get; } = new(new JsonSerializerOptions(Configure(new(JsonSerializerDefaults.Web))) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });

    /// <summary>Applies the same settings to the framework's options.</summary>
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

/// <summary>Writes times in the format of <see cref="UtcText"/>.</summary>
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
