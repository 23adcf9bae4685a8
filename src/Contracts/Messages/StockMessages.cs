using System.Globalization;
using OrleansOrders.Domain;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Contracts;

/// <summary>Goods that came in (<paramref name="Delta"/> above 0) or were written off (below 0); each id counts once per item, for good.</summary>
public sealed record StockAdjustment(Sku Sku, AdjustmentId AdjustmentId, long Delta);

/// <summary>Writes what items announce. <c>docs/notifications.md</c> describes the body.</summary>
public static class StockCodec
{
    /// <summary>An item has become low. Its id follows from item and version: one a crossing.</summary>
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
