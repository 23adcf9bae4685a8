using Orleans;

namespace OrleansOrders.Domain;

/// <summary>An item of which less was available than an order wanted.</summary>
/// <param name="Sku">The item.</param>
/// <param name="Wanted">Units the order wanted.</param>
/// <param name="Available">Units that were available; 0 for an unknown item.</param>
[GenerateSerializer, Immutable]
public sealed record Shortage([property: Id(0)] Sku Sku, [property: Id(1)] int Wanted, [property: Id(2)] long Available);
