using System.Collections.Frozen;
using OrleansOrders.Domain;

namespace OrleansOrders.Grains;

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
