using System.Globalization;
using OrleansOrders.Domain;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Contracts;

/// <summary>
/// Goods that were received (<paramref name="Delta"/> above 0) or written off (below 0). Each id counts once per item, permanently.
/// </summary>
public sealed record StockAdjustment(Sku Sku, AdjustmentId AdjustmentId, long Delta);

/// <summary>Encodes messages of items. <c>docs/notifications.md</c> describes the body.</summary>
public static class StockCodec
{
    /// <summary>An item fell below its threshold. The id depends on item and version, so each crossing has one message.</summary>
    public static OutgoingMessage Low(LowStock low) => new()
    {
        Exchange = Exchanges.InventoryEvents,
        RoutingKey = RoutingKeys.InventoryLow,
        MessageId = string.Create(CultureInfo.InvariantCulture, $"{low.Sku}:{low.Version}:{RoutingKeys.InventoryLow}"),
        Type = RoutingKeys.InventoryLow,
        CorrelationId = low.Sku.Value,
        Body = JsonWriting.Object(low, static (json, low) =>
        {
            json.WriteString("sku", low.Sku.Value);
            json.WriteNumber("available", low.Available);
            json.WriteNumber("threshold", low.Threshold);
            json.WriteInstant("at", low.At);
        }),
        Timestamp = low.At,
    };
}
