using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>An item's stock.</summary>
/// <param name="Sku">The item.</param>
/// <param name="Available">Units an order may still take.</param>
/// <param name="Reserved">Units taken by orders that are not final.</param>
/// <param name="Sold">Units taken by confirmed orders.</param>
public sealed record ItemView(string Sku, long Available, long Reserved, long Sold)
{
    internal static ItemView Of(InventoryEntry entry) => new(entry.Sku.Value, entry.Available, entry.Reserved, entry.Sold);
}
