namespace OrleansOrders.Domain;

/// <summary>
/// The rules of an item's stock: pure, and idempotent by the record each command leaves. <c>found</c> is the record that is there already (the
/// hold of this order, the adjustment of this id), or null for none.
/// </summary>
public static class StockDecider
{
    /// <summary>Most units of one item, ever.</summary>
    public const long MaxUnits = 1_000_000_000_000;

    /// <summary>Decides about one order's hold.</summary>
    public static StockDecision Decide(Item item, StockCommand.OfOrder command, Hold? found)
    {
        ArgumentNullException.ThrowIfNull(item);
        return command switch
        {
            StockCommand.Reserve reserve => DecideReserve(item, reserve, found),
            StockCommand.Release => DecideRelease(item, found),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
        };
    }

    /// <summary>Decides about an adjustment; <paramref name="recorded"/>: the units that its id is recorded with, null where it is new.</summary>
    public static StockDecision DecideAdjustment(Item item, StockCommand command, long? recorded)
    {
        ArgumentNullException.ThrowIfNull(item);

        // A count has no units of its own: its repeat is told by the id alone.
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
        // The record is the answer for good: a repeat is granted even when nothing is left, a latecomer after a release never.
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
        // Nothing there: the record of quantity 0 is what refuses a reserve that is still under way.
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

        // What is taken counts too; checked by subtracting, so that no sum can overflow.
        return available > MaxUnits - item.Taken ? Refuse(item, StockRefusal.TooLarge) : Adjusted(item, available - item.Available);
    }

    static StockDecision DecideDelta(Item item, long delta)
    {
        // Checked before adding, so that no sum can overflow.
        if (delta is > MaxUnits or < -MaxUnits) return Refuse(item, StockRefusal.TooLarge);

        // Goods that come in make an item known; taking away from what nobody ever had is a mistake in the name.
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
