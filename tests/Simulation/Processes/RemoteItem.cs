using OrleansOrders.Domain;
using OrleansOrders.Grains;

namespace OrleansOrders.Simulation;

/// <summary>An item in another process.</summary>
sealed class RemoteItem(RemoteGrains grains, string key) : IItemGrain
{
    public Task<StockReply> Reserve(OrderId orderId, int units) => Call(item => item.Reserve(orderId, units));

    public Task<StockReply> Commit(OrderId orderId, int units) => Call(item => item.Commit(orderId, units));

    public Task<StockReply> Release(OrderId orderId, int units) => Call(item => item.Release(orderId, units));

    public Task<StockReply> Adjust(AdjustmentId adjustmentId, long delta) => Call(item => item.Adjust(adjustmentId, delta));

    public Task<StockReply> SetAvailable(AdjustmentId adjustmentId, long available) => Call(item => item.SetAvailable(adjustmentId, available));

    Task<StockReply> Call(Func<IItemGrain, Task<StockReply>> call) => grains.Call(key, factory => call(factory.GetGrain<IItemGrain>(key)));
}
