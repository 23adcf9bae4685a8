using OrleansOrders.Domain;

namespace OrleansOrders.Storage;

/// <summary>An order that is not final.</summary>
public sealed record OpenOrder(OrderId OrderId, OrderStatus Status, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);
