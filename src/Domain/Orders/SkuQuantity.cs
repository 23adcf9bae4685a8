using Orleans;

namespace OrleansOrders.Domain;

/// <summary>What an order wants of one item, all its lines added up.</summary>
/// <param name="Sku">The item.</param>
/// <param name="Units">Units in all: up to 500 lines of 1,000,000.</param>
[GenerateSerializer, Immutable]
public readonly record struct SkuQuantity([property: Id(0)] Sku Sku, [property: Id(1)] int Units);
