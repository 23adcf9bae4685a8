using Orleans;

namespace OrleansOrders.Domain;

/// <summary>An item has fallen below the threshold under which somebody should order more. Item and version name the crossing.</summary>
/// <param name="Sku">The item.</param>
/// <param name="Available">Units that are left, below <paramref name="Threshold"/>.</param>
/// <param name="Threshold">Units; at the version before this one there were that many or more.</param>
/// <param name="Version">The item's version that made it true.</param>
/// <param name="At">When, UTC.</param>
[GenerateSerializer, Immutable]
public readonly record struct LowStock(
    [property: Id(0)] Sku Sku, [property: Id(1)] long Available, [property: Id(2)] long Threshold, [property: Id(3)] long Version, [property: Id(4)] DateTimeOffset At);
