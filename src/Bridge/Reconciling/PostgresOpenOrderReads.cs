using OrleansOrders.Domain;
using OrleansOrders.Storage;

namespace OrleansOrders.Bridge;

/// <summary>From PostgreSQL.</summary>
sealed class PostgresOpenOrderReads(OpenOrders open, OrderReader orders) : IOpenOrderReads
{
    public Task<IReadOnlyList<OpenOrder>> PendingSince(DateTimeOffset createdBefore, int limit, OpenOrder? after, CancellationToken ct) =>
        open.PendingSince(createdBefore, limit, after, ct);

    public Task<IReadOnlyList<OpenOrder>> Expired(DateTimeOffset now, int limit, OpenOrder? after, CancellationToken ct) =>
        open.Expired(now, limit, after, ct);

    public async Task<NewOrder?> Content(OrderId id, CancellationToken ct) => (await orders.Find(id, ct))?.ToOrder().Content;

    public Task<bool> HadQueueOfNotifications(CancellationToken ct) => open.HadQueueOfNotifications(ct);
}
