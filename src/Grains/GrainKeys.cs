using Orleans;
using Orleans.Runtime;

namespace OrleansOrders.Grains;

/// <summary>
/// Keys of grains. Each has a prefix with a letter that is not a hex digit: Orleans' ADO.NET storage parses a key of hex digits as a number
/// and would store <c>A1</c> and <c>a1</c> in the same row.
/// </summary>
public static class GrainKeys
{
    const string OrderPrefix = "order:";
    const string ItemPrefix = "item:";

    /// <summary>The key of an order's grain.</summary>
    public static string Of(OrderId id) => OrderPrefix + id.Value;

    /// <summary>The key of an item's grain.</summary>
    public static string Of(Sku sku) => ItemPrefix + sku.Value;

    /// <summary>The item of a grain key; throws <see cref="FormatException"/> for another kind of key.</summary>
    public static Sku ItemOf(string key) => Sku.Parse(Rest(key, ItemPrefix));

    /// <summary>The order of a grain key; throws <see cref="FormatException"/> for another kind of key.</summary>
    public static OrderId OrderOf(string key) => OrderId.Parse(Rest(key, OrderPrefix));

    static string Rest(string key, string prefix) =>
        key.StartsWith(prefix, StringComparison.Ordinal) ? key[prefix.Length..] : throw new FormatException($"A grain key must start with '{prefix}'.");
}

/// <summary>
/// Returns grains by domain ids. Grain and interface types are constants here, because resolving them from attributes on each call costs 4
/// % of the CPU time of an order.
/// </summary>
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
