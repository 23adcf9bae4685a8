namespace OrleansOrders.Api;

/// <summary>A count of an item.</summary>
/// <param name="Available">Units that are there to take.</param>
public sealed record StockCountRequest(long Available);
