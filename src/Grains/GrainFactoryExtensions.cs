using Orleans;
using OrleansOrders.Domain;

namespace OrleansOrders.Grains;

/// <summary>Grains by the ids of the domain.</summary>
public static class GrainFactoryExtensions
{
    /// <summary>The grain of an order.</summary>
    public static IOrderGrain Order(this IGrainFactory grains, OrderId id) => grains.GetGrain<IOrderGrain>(GrainKeys.Of(id));

    /// <summary>The grain of an item.</summary>
    public static IItemGrain Item(this IGrainFactory grains, Sku sku) => grains.GetGrain<IItemGrain>(GrainKeys.Of(sku));
}
