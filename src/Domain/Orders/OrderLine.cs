using Orleans;

namespace OrleansOrders.Domain;

/// <summary>One line of an order.</summary>
[GenerateSerializer, Immutable]
public sealed record OrderLine
{
    /// <summary>The item. Several lines may name the same item; stock is reserved for their sum.</summary>
    [Id(0)]
    public required Sku Sku { get; init; }

    /// <summary>Units wanted.</summary>
    [Id(1)]
    public required Quantity Quantity { get; init; }

    /// <summary>Price of one unit, in the order's currency.</summary>
    [Id(2)]
    public required decimal Price { get; init; }
}

/// <summary>The units of one item that an order wants, summed over its lines.</summary>
/// <param name="Sku">The item.</param>
/// <param name="Units">Total units: up to 500 lines of 1,000,000.</param>
[GenerateSerializer, Immutable]
public readonly record struct SkuQuantity([property: Id(0)] Sku Sku, [property: Id(1)] int Units);
