namespace OrleansOrders.Grains.Tests;

/// <summary>Orders to try things with.</summary>
static class Some
{
    public static NewOrder Order(string id, params ReadOnlySpan<Sku> skus)
    {
        var lines = new List<OrderLine>();
        foreach (var sku in skus) lines.Add(new() { Sku = sku, Quantity = Quantity.Of(1), Price = 2.50m });

        return NewOrder.OfItems(OrderId.Parse(id), CustomerId.Parse("alice"), Currency.Parse("USD"), lines, paymentToken: null);
    }

    /// <summary>What a history says, to be compared.</summary>
    public static IEnumerable<(int Version, OrderEventKind Kind, DateTimeOffset At)> Said(Order order) => order.History.Select(e => (e.Version, e.Kind, e.At));
}
