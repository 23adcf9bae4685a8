using System.Collections.Frozen;
using System.Collections.Immutable;

namespace OrleansOrders.Grains;

/// <summary>Changes of one item that are committed together, with the expected state of the records they touch.</summary>
public sealed record StockBatch
{
    /// <summary>The item.</summary>
    public required Sku Sku { get; init; }

    /// <summary>The version that the decision is based on; 0 if the item does not exist.</summary>
    public required long ExpectedVersion { get; init; }

    /// <summary>The item's new numbers; equal to the old ones if only records change. Its <see cref="Item.Version"/> is ignored.</summary>
    public required Item Item { get; init; }

    /// <summary>Holds touched, at most one entry per order.</summary>
    public ImmutableArray<HoldEntry> Holds { get; init; } = [];

    /// <summary>Adjustments to record, at most one entry per id; each id is expected to be new.</summary>
    public ImmutableArray<AdjustmentEntry> Adjustments { get; init; } = [];

    /// <summary>
    /// Whether the item's row is written: yes if any record is written, except that only an adjustment creates an item. A release that
    /// arrives before the item exists writes its record but no item.
    /// </summary>
    public bool WritesItem =>
        Adjustments.Any(entry => entry.Delta is not null) || (ExpectedVersion > 0 && Holds.Any(entry => entry.Write is not null));
}

/// <summary>One hold of a batch.</summary>
/// <param name="OrderId">The order that owns the hold.</param>
/// <param name="Expected">The hold that the decision is based on; null for no record.</param>
/// <param name="Write">The hold to write; null to check only the expectation (a refusal must be as reliable as a grant).</param>
public readonly record struct HoldEntry(OrderId OrderId, Hold? Expected, Hold? Write);

/// <summary>One adjustment of a batch.</summary>
/// <param name="Id">Its id, expected to be new.</param>
/// <param name="Delta">Units added; null to check only the expectation.</param>
public readonly record struct AdjustmentEntry(AdjustmentId Id, long? Delta);

/// <summary>The outcome of a <see cref="StockBatch"/>. The set is closed.</summary>
public abstract record StockCommit
{
    StockCommit() { }

    /// <summary>All of it is durable; the item now has <paramref name="Version"/> (unchanged if nothing was written).</summary>
    public sealed record Done(long Version) : StockCommit;

    /// <summary>
    /// Nothing was written: the item's version matches, but some records differ from the expectation. Contains every stored hold of the
    /// batch and the units of every stored adjustment (absent: no record), so that the caller can decide again.
    /// </summary>
    public sealed record Surprise(FrozenDictionary<OrderId, Hold> Holds, FrozenDictionary<AdjustmentId, long> Adjustments) : StockCommit;

    /// <summary>Nothing was written: another writer changed the item after it was loaded.</summary>
    public sealed record Conflict : StockCommit
    {
        Conflict() { }

        public static Conflict Instance { get; } = new();
    }
}
