namespace OrleansOrders.Api;

/// <summary>An item's stock.</summary>
/// <param name="Sku">The item.</param>
/// <param name="Available">Units available to orders.</param>
/// <param name="Reserved">Units taken by orders that are not final.</param>
/// <param name="Sold">Units taken by confirmed orders.</param>
public sealed record ItemView(string Sku, long Available, long Reserved, long Sold)
{
    internal static ItemView Of(InventoryEntry entry) => new(entry.Sku.Value, entry.Available, entry.Reserved, entry.Sold);
}

/// <summary>A page of items, ordered by SKU.</summary>
/// <param name="Items">The items of this page.</param>
/// <param name="NextCursor">Cursor of the next page; null on the last page.</param>
public sealed record ItemsPage(IReadOnlyList<ItemView> Items, string? NextCursor);

/// <summary>An adjustment: goods were received or written off.</summary>
/// <param name="AdjustmentId">Counts once per item, permanently.</param>
/// <param name="Delta">Units; negative removes.</param>
public sealed record StockAdjustmentRequest(string AdjustmentId, long Delta);

/// <summary>A count of an item.</summary>
/// <param name="Available">The available units.</param>
public sealed record StockCountRequest(long Available);
