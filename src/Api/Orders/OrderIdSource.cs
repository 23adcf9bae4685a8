using OrleansOrders.Domain;

namespace OrleansOrders.Api;

/// <summary><c>o-</c> and a version 7 UUID: later ids sort after earlier ones, and land beside them in an index.</summary>
sealed class OrderIdSource(TimeProvider clock) : IOrderIdSource
{
    public OrderId Next() => OrderId.Parse("o-" + Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"));
}
