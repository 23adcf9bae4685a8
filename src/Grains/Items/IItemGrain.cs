using Orleans;

namespace OrleansOrders.Grains;

/// <summary>
/// Decides all changes of an item's stock; key: <see cref="GrainKeys.Of(Sku)"/>. A reply is given only after its change is durable. Every
/// call stays idempotent because it leaves a permanent record. After an exception the outcome is unknown; retry the call.
/// </summary>
[Alias("OrleansOrders.IItemGrain"), GrainInterfaceType(GrainFactoryExtensions.ItemType)]
public interface IItemGrain : IGrainWithStringKey
{
    /// <summary>Takes <paramref name="units"/> for an order, all or nothing.</summary>
    [Alias("Reserve")]
    Task<StockReply> Reserve(OrderId orderId, int units);

    /// <summary>Returns the order's units to available stock; a later reserve of this order is refused.</summary>
    [Alias("Release")]
    Task<StockReply> Release(OrderId orderId, int units);

    /// <summary>Adds <paramref name="delta"/> units (negative: removes), once per id.</summary>
    [Alias("Adjust")]
    Task<StockReply> Adjust(AdjustmentId adjustmentId, long delta);

    /// <summary>Sets the available units to <paramref name="available"/>, recorded as an adjustment under this id.</summary>
    [Alias("SetAvailable")]
    Task<StockReply> SetAvailable(AdjustmentId adjustmentId, long available);
}
