using System.Globalization;

namespace OrleansOrders.Contracts;

/// <summary>
/// Goods that were received (<paramref name="Delta"/> above 0) or written off (below 0). Each id counts once per item, permanently.
/// </summary>
public sealed record StockAdjustment(Sku Sku, AdjustmentId AdjustmentId, long Delta);

/// <summary>A count of an item: its available units.</summary>
public sealed record StockCount(long Available);

/// <summary>Messages of items. <c>docs/notifications.md</c> describes <c>inventory.low</c>.</summary>
public static class StockCodec
{
    /// <summary>
    /// <c>inventory.adjusted</c>. <paramref name="fallbackId"/> is the id if the body has none. If <paramref name="knownSku"/> is given,
    /// the body may omit the SKU and must not contradict it.
    /// </summary>
    public static Parsed<StockAdjustment> ParseAdjustment(ReadOnlyMemory<byte> body, AdjustmentId? fallbackId, Sku? knownSku = null) => Parsed.Of(body, fields =>
    {
        var sku = fields.Id<Sku>(knownSku is null, OrderSpellings.Sku);
        if (sku is not null && knownSku is not null && sku != knownSku) fields.Fail("sku", FieldErrorCodes.Conflict, "says something else than the address");
        var delta = fields.Integer(true, -StockDecider.MaxUnits, StockDecider.MaxUnits, "delta");
        if (delta is 0) fields.Fail("delta", FieldErrorCodes.OutOfRange, "must not be 0");
        var id = fields.Has("adjustment_id") || fallbackId is null ? fields.Id<AdjustmentId>(true, "adjustment_id") : fallbackId;
        return (sku ?? knownSku) is { } item && delta is not null && id is not null ? new StockAdjustment(item, id.Value, delta.Value) : null;
    });

    /// <summary>A count, <c>{"available": n}</c>.</summary>
    public static Parsed<StockCount> ParseCount(ReadOnlyMemory<byte> body) =>
        Parsed.Of(body, static fields => fields.Integer(true, 0, StockDecider.MaxUnits, "available") is { } units ? new StockCount(units) : null);

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
