namespace OrleansOrders.Domain;

/// <summary>What can be asked of an item. The set is closed.</summary>
public abstract record StockCommand
{
    StockCommand() { }

    /// <summary>Something about the hold of one order.</summary>
    public abstract record OfOrder(OrderId OrderId, int Units) : StockCommand;

    /// <summary>Take units for an order.</summary>
    public sealed record Reserve(OrderId OrderId, int Units) : OfOrder(OrderId, Units);

    /// <summary>The order ended unpaid: what it holds goes back.</summary>
    public sealed record Release(OrderId OrderId, int Units) : OfOrder(OrderId, Units);

    /// <summary>Goods came in or were written off.</summary>
    public sealed record Adjust(AdjustmentId AdjustmentId, long Delta) : StockCommand;

    /// <summary>A count: <paramref name="Available"/> units are there to take. Recorded as the adjustment that leads to it.</summary>
    public sealed record SetAvailable(AdjustmentId AdjustmentId, long Available) : StockCommand;
}
