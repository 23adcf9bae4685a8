namespace OrleansOrders.Micro;

/// <summary>The order of the load generator: two lines.</summary>
static class SampleOrder
{
    public static DateTimeOffset Now { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static byte[] Json { get; } =
        """{"order_id":"r1-00000001","customer_id":"c1","currency":"USD","items":[{"sku":"i1","quantity":1,"price":4.50},{"sku":"i2","quantity":2,"price":12.25}]}"""u8.ToArray();

    public static NewOrder Content(string id = "r1-00000001") => NewOrder.OfItems(
        OrderId.Parse(id),
        CustomerId.Parse("c1"),
        Currency.Default,
        [
            new() { Sku = Sku.Parse("i1"), Quantity = Units(1), Price = 4.50m },
            new() { Sku = Sku.Parse("i2"), Quantity = Units(2), Price = 12.25m },
        ]);

    public static Order Placed() => OrderDecider.Create(new OrderCommand.Place(Content(), Now.AddMinutes(15)), Now);

    public static Order Reserved() => Happen(Placed(), new OrderCommand.RecordReservation([], UnknownSku: false));

    public static Order Happen(Order order, OrderCommand command) =>
        OrderDecider.Decide(order, command, Now) is OrderDecision.Happens happens ? OrderDecider.Evolve(order, happens, Now) : order;

    static Quantity Units(int units) => Quantity.TryCreate(units, out var quantity) ? quantity : throw new ArgumentOutOfRangeException(nameof(units));
}
