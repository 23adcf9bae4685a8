namespace OrleansOrders.Chaos;

/// <summary>What a client does. The set is closed.</summary>
abstract record Deed
{
    Deed()
    {
    }

    /// <summary>Asks for an order, over HTTP or by a message.</summary>
    public sealed record Place(Asked Order) : Deed;

    /// <summary>Withdraws an order.</summary>
    public sealed record Cancel(string OrderId) : Deed;

    /// <summary>Looks at an order.</summary>
    public sealed record Read(string OrderId) : Deed;

    /// <summary>Adds to an item's stock, or takes away from it, over HTTP or by a message.</summary>
    public sealed record Adjust(string Sku, string AdjustmentId, long Delta) : Deed;

    /// <summary>Publishes what nobody can work.</summary>
    public sealed record Poison(string MessageId) : Deed;

    /// <summary>Says that an order was paid, as if it were a payment service. Nobody believes it.</summary>
    public sealed record Pay(string OrderId) : Deed;
}
