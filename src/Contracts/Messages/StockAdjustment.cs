using OrleansOrders.Domain;

namespace OrleansOrders.Contracts;

/// <summary>Goods that came in (<paramref name="Delta"/> above 0) or were written off (below 0); each id counts once per item, for good.</summary>
public sealed record StockAdjustment(Sku Sku, AdjustmentId AdjustmentId, long Delta);
