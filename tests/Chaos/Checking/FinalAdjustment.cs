namespace OrleansOrders.Chaos;

/// <summary>A change of stock that was made.</summary>
sealed record FinalAdjustment(string Sku, string AdjustmentId, long Delta);
