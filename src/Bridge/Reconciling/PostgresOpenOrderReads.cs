using OrleansOrders.Domain;
using OrleansOrders.Grains;

namespace OrleansOrders.Bridge;

/// <summary>From PostgreSQL.</summary>
sealed class PostgresOpenOrderReads(OpenOrders open, OrderReader orders) : IOpenOrderReads
{
    public Task<IReadOnlyList<OpenOrder>> PendingSince(DateTimeOffset createdBefore, int limit, CancellationToken ct) =>
        open.PendingSince(createdBefore, limit, after: null, ct);

    public Task<IReadOnlyList<OpenOrder>> Expired(DateTimeOffset now, int limit, CancellationToken ct) => open.Expired(now, limit, after: null, ct);

    public async Task<NewOrder?> Content(OrderId id, CancellationToken ct) => (await orders.Find(id, ct))?.ToOrder().Content;
}
