namespace OrleansOrders.Chaos;

/// <summary>Something that a customer was told.</summary>
sealed record FinalNotification(string Id, string CustomerId, string OrderId, string Kind);
