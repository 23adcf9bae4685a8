namespace OrleansOrders.Domain;

/// <summary>
/// The rules of an item's stock: pure, and idempotent because each command leaves a record. <c>found</c> is the existing record (the hold
/// of this order or the adjustment of this id), or null for none.
/// </summary>
public static class StockDecider
{
    /// <summary>Maximum units of one item.</summary>
    public const long MaxUnits = 1_000_000_000_000;

    /// <summary>Decides a command about one order's hold.</summary>
    public static StockDecision Decide(Item item, StockCommand.OfOrder command, Hold? found) => command switch
    {
        StockCommand.Reserve reserve => DecideReserve(item, reserve, found),
        StockCommand.Release => DecideRelease(item, found),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    /// <summary>Decides an adjustment. <paramref name="recorded"/> is the units recorded for its id, null if the id is new.</summary>
    public static StockDecision DecideAdjustment(Item item, StockCommand command, long? recorded)
    {
        // A count has no units of its own, so its repeat is recognised by the id alone.
        if (recorded is { } units) return command is StockCommand.Adjust { Delta: var delta } && delta != units ? Refuse(item, StockRefusal.AdjustmentExists) : new() { Item = item };
        return command switch
        {
            StockCommand.Adjust adjust => DecideDelta(item, adjust.Delta),
            StockCommand.SetAvailable set => DecideSet(item, set.Available),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
        };
    }

    static StockDecision DecideReserve(Item item, StockCommand.Reserve reserve, Hold? found)
    {
        // The record decides permanently: a repeat is granted even if nothing is available, and a reserve after a release is always
        // refused.
        if (found is { } hold) return new() { Item = item, Refusal = hold.Status is HoldStatus.Released ? StockRefusal.HoldReleased : null };
        if (!item.Exists) return Refuse(item, StockRefusal.UnknownSku);
        if (item.Available < reserve.Units) return Refuse(item, StockRefusal.Insufficient);
        return new()
        {
            Item = item with { Available = item.Available - reserve.Units },
            Write = new Hold(HoldStatus.Taken, reserve.Units),
        };
    }

    static StockDecision DecideRelease(Item item, Hold? found) => found switch
    {
        // No hold exists: a record of quantity 0 refuses a reserve that is still in transit.
        null => new() { Item = item, Write = new Hold(HoldStatus.Released, 0) },
        { Status: HoldStatus.Taken, Quantity: var units } => new()
        {
            Item = item with { Available = item.Available + units },
            Write = new Hold(HoldStatus.Released, units),
        },
        _ => new() { Item = item },
    };

    static StockDecision DecideSet(Item item, long available)
    {
        if (available < 0) return Refuse(item, StockRefusal.Insufficient);

        // Taken units count too. Subtraction avoids overflow.
        return available > MaxUnits - item.Taken ? Refuse(item, StockRefusal.TooLarge) : Adjusted(item, available - item.Available);
    }

    static StockDecision DecideDelta(Item item, long delta)
    {
        // Checked before the addition to avoid overflow.
        if (delta is > MaxUnits or < -MaxUnits) return Refuse(item, StockRefusal.TooLarge);

        // Received goods create the item. Removing units of an item that does not exist is probably a wrong SKU.
        if (!item.Exists && delta <= 0) return Refuse(item, StockRefusal.UnknownSku);
        if (item.Available + delta < 0) return Refuse(item, StockRefusal.Insufficient);
        return item.Received + delta > MaxUnits ? Refuse(item, StockRefusal.TooLarge) : Adjusted(item, delta);
    }

    static StockDecision Adjusted(Item item, long delta) => new()
    {
        Item = item with { Received = item.Received + delta, Available = item.Available + delta },
        Delta = delta,
    };

    static StockDecision Refuse(Item item, StockRefusal refusal) => new() { Item = item, Refusal = refusal };
}
