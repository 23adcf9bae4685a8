using OrleansOrders.Api;
using OrleansOrders.Bridge;
using OrleansOrders.Domain;
using OrleansOrders.Grains;
using OrleansOrders.Storage;

namespace OrleansOrders.Simulation;

/// <summary>Every question and every small write that goes to the database past the grains.</summary>
sealed class SimReads(ISimStatements statements, SimTables tables) : IOrderReads, IOpenOrderReads, IIdempotencyStore
{
    public Task<Order?> Find(OrderId id, CancellationToken ct) => statements.Run($"read of order {id}", () => OrderOf(id));

    public Task<Page<Order>> List(OrderQuery query, CancellationToken ct) => throw new NotSupportedException("No client of the simulation lists orders.");

    public Task<IReadOnlyList<OpenOrder>> PendingSince(DateTimeOffset createdBefore, int limit, OpenOrder? after, CancellationToken ct) => statements.Run(
        "search for pending orders",
        () => Open().Where(order => order.Status is OrderStatus.Pending && order.CreatedAt < createdBefore).Page(order => order.CreatedAt, after, limit));

    public Task<IReadOnlyList<OpenOrder>> Expired(DateTimeOffset now, int limit, OpenOrder? after, CancellationToken ct) => statements.Run(
        "search for expired orders", () => Open().Where(order => order.ExpiresAt < now).Page(order => order.ExpiresAt, after, limit));

    public async Task<NewOrder?> Content(OrderId id, CancellationToken ct) => (await Find(id, ct))?.Content;

    public Task<IdempotencyRecord> Claim(string key, OrderId orderId, byte[] fingerprint, CancellationToken ct) =>
        statements.Run($"claim of key {key}", () => tables.Claim(key, orderId, fingerprint));

    IEnumerable<OpenOrder> Open() => tables.Orders.Values.Where(order => !order.IsFinal)
        .Select(order => new OpenOrder(order.Id, order.Status, order.CreatedAt, order.ExpiresAt));

    Order? OrderOf(OrderId id) => tables.Orders.GetValueOrDefault(GrainKeys.Of(id));
}
