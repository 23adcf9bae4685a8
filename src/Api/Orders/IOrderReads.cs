using OrleansOrders.Domain;
using OrleansOrders.Grains;
using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>Orders as they are stored; never behind the grains, which write before they answer.</summary>
interface IOrderReads
{
    /// <summary>The order; null where there is none.</summary>
    Task<Order?> Find(OrderId id, CancellationToken ct);

    /// <summary>A page, newest first.</summary>
    Task<Page<Order>> List(OrderQuery query, CancellationToken ct);
}
