using System.Text.Json;
using OrleansOrders.Domain;
using OrleansOrders.Grains;

namespace OrleansOrders.Simulation;

/// <summary>Orders as they are stored.</summary>
static class OrderJson
{
    public static Order Read(GrainRow row) => JsonSerializer.Deserialize(row.State, StoredJson.Default.StoredOrder)!.ToOrder();

    /// <summary>As the reconciler sees them.</summary>
    public static IReadOnlyList<OpenOrder> First(this IEnumerable<Order> orders, int limit) =>
        [.. orders.ThenByKey().Take(limit).Select(order => new OpenOrder(order.Id, order.Status, order.CreatedAt, order.ExpiresAt))];

    static IEnumerable<Order> ThenByKey(this IEnumerable<Order> orders) =>
        orders is IOrderedEnumerable<Order> ordered ? ordered.ThenBy(order => order.Id.Value, StringComparer.Ordinal) : orders;
}
