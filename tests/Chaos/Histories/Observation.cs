namespace OrleansOrders.Chaos;

/// <summary>What a client was told about an order.</summary>
sealed record Observation(string OrderId, int Version, string Status);
