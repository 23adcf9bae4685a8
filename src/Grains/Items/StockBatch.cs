using System.Collections.Frozen;
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

/// <summary>One hold of a batch.</summary>
/// <param name="OrderId">Whose hold.</param>
/// <param name="Expected">What the decider took for granted to be there; null for no record.</param>
/// <param name="Write">What to write; null where only the expectation is to be checked (a refusal must be as certain as a grant).</param>
public readonly record struct HoldEntry(OrderId OrderId, Hold? Expected, Hold? Write);

/// <summary>One adjustment of a batch.</summary>
/// <param name="Id">Its id, taken for granted to be new.</param>
/// <param name="Delta">Units added; null where only the expectation is to be checked.</param>
public readonly record struct AdjustmentEntry(AdjustmentId Id, long? Delta);

/// <summary>What became of a <see cref="StockBatch"/>. The set is closed.</summary>
public abstract record StockCommit
{
    StockCommit() { }

    /// <summary>All of it is durable; the item is at <paramref name="Version"/> now (unchanged where nothing was written).</summary>
    public sealed record Done(long Version) : StockCommit;

    /// <summary>
    /// Nothing was written: the item's version is the expected one, but some records are not what was taken for granted. Says what every hold of the
    /// batch really is, and with how many units each of its adjustments is recorded (absent: there is none), so that the caller decides again with it.
    /// </summary>
    public sealed record Surprise(FrozenDictionary<OrderId, Hold> Holds, FrozenDictionary<AdjustmentId, long> Adjustments) : StockCommit;

    /// <summary>Nothing was written: someone else changed the item since it was loaded.</summary>
    public sealed record Conflict : StockCommit
    {
        Conflict() { }

        /// <summary>The one instance.</summary>
        public static Conflict Instance { get; } = new();
    }
}
