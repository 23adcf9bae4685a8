using Orleans;

namespace OrleansOrders.Domain;

/// <summary>An item fell below the low-stock threshold. Item and version identify the crossing.</summary>
/// <param name="Sku">The item.</param>
/// <param name="Available">Available units, below <paramref name="Threshold"/>.</param>
/// <param name="Threshold">The threshold in units; at the previous version the item had at least as many.</param>
/// <param name="Version">The item's version at which it fell below.</param>
/// <param name="At">Time of the change, UTC.</param>
[GenerateSerializer, Immutable]
public readonly record struct LowStock(
    [property: Id(0)] Sku Sku, [property: Id(1)] long Available, [property: Id(2)] long Threshold, [property: Id(3)] long Version, [property: Id(4)] DateTimeOffset At);
