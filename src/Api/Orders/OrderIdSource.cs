using OrleansOrders.Domain;

namespace OrleansOrders.Api;

/// <summary>Ids for orders that do not bring their own.</summary>
public interface IOrderIdSource
{
    /// <summary>An id that nobody has.</summary>
    OrderId Next();
}

/// <summary><c>o-</c> and a version 7 UUID: later ids sort after earlier ones, and land beside them in an index.</summary>
sealed class OrderIdSource(TimeProvider clock) : IOrderIdSource
{
    public OrderId Next() => OrderId.Parse("o-" + Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"));
}
