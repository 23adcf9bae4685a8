using System.Text.Json;

namespace OrleansOrders.Floor;

/// <summary>A posted order as the skeleton needs it.</summary>
sealed record SkeletonOrder(string Id, byte[] Body, string CustomerId, SkeletonLine[] Lines) : PostedOrder(Id, Body)
{
    public static SkeletonOrder Parse(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        var order = json.RootElement;
        var id = order.GetProperty("order_id").GetString()!;
        return new(
            id, body, order.GetProperty("customer_id").GetString()!,
            [.. order.GetProperty("items").EnumerateArray().Select(item => new SkeletonLine(id, item.GetProperty("sku").GetString()!, item.GetProperty("quantity").GetInt32()))]);
    }
}

/// <summary>What an order takes of one item.</summary>
sealed record SkeletonLine(string OrderId, string Sku, int Quantity);
