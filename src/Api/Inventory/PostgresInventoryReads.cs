using OrleansOrders.Domain;
using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>From PostgreSQL.</summary>
sealed class PostgresInventoryReads(InventoryReader reader) : IInventoryReads
{
    public Task<InventoryEntry?> Find(Sku sku, CancellationToken ct) => reader.Find(sku, ct);

    public Task<Page<InventoryEntry>> List(int limit, PageCursor? cursor, CancellationToken ct) => reader.List(limit, cursor, ct);
}
