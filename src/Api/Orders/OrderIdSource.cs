namespace OrleansOrders.Api;

/// <summary>Creates ids for orders that have none.</summary>
public interface IOrderIdSource
{
    /// <summary>Returns a new unique id.</summary>
    OrderId Next();
}

/// <summary><c>o-</c> and a version 7 UUID: later ids sort after earlier ones, so index inserts are adjacent.</summary>
sealed class OrderIdSource(TimeProvider clock) : IOrderIdSource
{
#pragma warning disable RS0030 // It is what is passed in.
    public OrderId Next() => OrderId.Parse("o-" + Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"));
#pragma warning restore RS0030
}
