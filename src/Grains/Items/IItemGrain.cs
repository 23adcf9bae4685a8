using Orleans;
using OrleansOrders.Domain;

namespace OrleansOrders.Grains;

/// <summary>
/// The one place that decides about an item's stock; key: <see cref="GrainKeys.Of(Sku)"/>. Every answer is durable before it is given, and every
/// call is idempotent for good by the record it leaves. An exception means that the outcome is unknown: ask again.
/// </summary>
[Alias("OrleansOrders.IItemGrain"), GrainInterfaceType(GrainFactoryExtensions.ItemType)]
public interface IItemGrain : IGrainWithStringKey
{
    /// <summary>Takes <paramref name="units"/> for an order: all or nothing.</summary>
    [Alias("Reserve")]
    Task<StockReply> Reserve(OrderId orderId, int units);

    /// <summary>What the order took goes back; a later reserve of this order is refused.</summary>
    [Alias("Release")]
    Task<StockReply> Release(OrderId orderId, int units);

    /// <summary>Adds <paramref name="delta"/> units (negative: takes away), once for this id.</summary>
    [Alias("Adjust")]
    Task<StockReply> Adjust(AdjustmentId adjustmentId, long delta);

    /// <summary>Makes <paramref name="available"/> units available, recorded as an adjustment under this id.</summary>
    [Alias("SetAvailable")]
    Task<StockReply> SetAvailable(AdjustmentId adjustmentId, long available);
}
