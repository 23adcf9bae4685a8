using OrleansOrders.Domain;
using OrleansOrders.Grains;
using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>From PostgreSQL.</summary>
sealed class PostgresOrderReads(OrderReader reader) : IOrderReads
{
    public async Task<Order?> Find(OrderId id, CancellationToken ct) => (await reader.Find(id, ct))?.ToOrder();

    public async Task<Page<Order>> List(OrderQuery query, CancellationToken ct)
    {
        var page = await reader.List(query, ct);
        return new([.. page.Items.Select(stored => stored.ToOrder())], page.Next);
    }
}
