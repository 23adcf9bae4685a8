using OrleansOrders.Domain;
using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>Stock as it is stored.</summary>
interface IInventoryReads
{
    /// <summary>The item; null where there is none.</summary>
    Task<InventoryEntry?> Find(Sku sku, CancellationToken ct);

    /// <summary>A page, by SKU.</summary>
    Task<Page<InventoryEntry>> List(int limit, PageCursor? cursor, CancellationToken ct);
}
