using OrleansOrders.Domain;

namespace OrleansOrders.Storage;

/// <summary>An item's stock in units, as committed: <c>Received = Available + Reserved + Sold</c>.</summary>
public sealed record InventoryEntry(Sku Sku, long Available, long Reserved, long Sold, long Received);
