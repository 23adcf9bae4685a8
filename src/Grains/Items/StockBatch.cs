using System.Collections.Immutable;
using OrleansOrders.Domain;

namespace OrleansOrders.Grains;

/// <summary>Changes of one item that become durable together, with what the decider took for granted about the records they touch.</summary>
public sealed record StockBatch
{
    /// <summary>The item.</summary>
    public required Sku Sku { get; init; }

    /// <summary>The version that was decided upon; 0: the item does not exist.</summary>
    public required long ExpectedVersion { get; init; }

    /// <summary>The item's new numbers; equal to the old ones where only records change. Its <see cref="Item.Version"/> is ignored.</summary>
    public required Item Item { get; init; }

    /// <summary>Holds touched, at most one entry an order.</summary>
    public ImmutableArray<HoldEntry> Holds { get; init; } = [];

    /// <summary>Adjustments to record, at most one entry an id; each takes for granted that its id is new.</summary>
    public ImmutableArray<AdjustmentEntry> Adjustments { get; init; } = [];

    /// <summary>
    /// Whether the item's numbers and version are written: when any record is, except that an item that does not exist comes to be only by an
    /// adjustment. A release that came before the item did leaves its record and no item.
    /// </summary>
    public bool WritesItem =>
        Adjustments.Any(entry => entry.Delta is not null) || (ExpectedVersion > 0 && Holds.Any(entry => entry.Write is not null));
}
