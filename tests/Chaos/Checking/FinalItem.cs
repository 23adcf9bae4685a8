namespace OrleansOrders.Chaos;

/// <summary>An item's stock as the API shows it.</summary>
sealed record FinalItem(string Sku, long Available, long Reserved, long Sold);
