namespace OrleansOrders.Domain;

/// <summary>A command to an item. The set is closed.</summary>
public abstract record StockCommand
{
    StockCommand() { }

    /// <summary>The record that the command touches. One commit touches each record once.</summary>
    public abstract string Record { get; }

    /// <summary>A command about the hold of one order.</summary>
    public abstract record OfOrder(OrderId OrderId, int Units) : StockCommand
    {
        /// <inheritdoc />
        public override string Record => "order/" + OrderId.Value;
    }

    /// <summary>Takes units for an order.</summary>
    public sealed record Reserve(OrderId OrderId, int Units) : OfOrder(OrderId, Units);

    /// <summary>Releases the units of an order that ended unpaid.</summary>
    public sealed record Release(OrderId OrderId, int Units) : OfOrder(OrderId, Units);

    /// <summary>A command about one adjustment.</summary>
    public abstract record OfAdjustment(AdjustmentId AdjustmentId) : StockCommand
    {
        /// <inheritdoc />
        public override string Record => "adjustment/" + AdjustmentId.Value;
    }

    /// <summary>Adds or removes units: goods were received or written off.</summary>
    public sealed record Adjust(AdjustmentId AdjustmentId, long Delta) : OfAdjustment(AdjustmentId);

    /// <summary>
    /// Sets the available units to <paramref name="Available"/> after a count. Recorded as the adjustment that leads to it.
    /// </summary>
    public sealed record SetAvailable(AdjustmentId AdjustmentId, long Available) : OfAdjustment(AdjustmentId);
}
