namespace OrleansOrders.Api;

/// <summary>Goods that came in or were written off.</summary>
/// <param name="AdjustmentId">Counts once per item, for good.</param>
/// <param name="Delta">Units; negative takes away.</param>
public sealed record StockAdjustmentRequest(string AdjustmentId, long Delta);
