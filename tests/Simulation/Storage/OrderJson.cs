using System.Text.Json;

namespace OrleansOrders.Simulation;

/// <summary>Stored orders.</summary>
static class OrderJson
{
    public static Order Read(GrainRow row) => JsonSerializer.Deserialize(row.State, StoredJson.Default.StoredOrder)!.ToOrder();

    /// <summary>The first orders after <paramref name="after"/>, by time and key.</summary>
    public static IReadOnlyList<OpenOrder> Page(this IEnumerable<OpenOrder> orders, Func<OpenOrder, DateTimeOffset> time, OpenOrder? after, int limit) =>
        [.. orders.Where(order => after is null || Compare(order, after, time) > 0).Order(Comparer<OpenOrder>.Create((a, b) => Compare(a, b, time))).Take(limit)];

    static int Compare(OpenOrder a, OpenOrder b, Func<OpenOrder, DateTimeOffset> time) =>
        time(a).CompareTo(time(b)) is not 0 and var order ? order : string.CompareOrdinal(a.OrderId.Value, b.OrderId.Value);
}
