namespace OrleansOrders.Domain.Tests.Orders;

public sealed class NewOrderTests
{
    static readonly OrderLine Line = new() { Sku = Sku.Parse("a"), Quantity = Quantity.Of(2), Price = 1.5m };

    [Fact]
    public void The_total_is_counted_from_the_lines() =>
        Assert.Equal("7.50 USD", Order([Line, Line with { Quantity = Quantity.Of(3) }]).Total.ToString());

    [Fact]
    public void An_order_has_lines() => Assert.Throws<ArgumentException>(() => Order([]));

    [Fact]
    public void An_order_has_at_most_500_lines()
    {
        Assert.Equal(500, Order(Enumerable.Repeat(Line, 500)).Lines.Length);
        Assert.Throws<ArgumentException>(() => Order(Enumerable.Repeat(Line, 501)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0.001)]
    public void A_price_that_its_currency_does_not_allow_is_refused(double price) =>
        Assert.Throws<ArgumentException>(() => Order([Line with { Price = (decimal)price }]));

    [Fact]
    public void Content_is_all_but_the_id()
    {
        var order = Order([Line]);

        Assert.True(order.HasContentOf(NewOrder.OfItems(OrderId.Parse("other"), order.CustomerId, Currency.Default, [Line with { Price = 1.50m }])));
        Assert.False(order.HasContentOf(NewOrder.OfItems(order.OrderId, CustomerId.Parse("other"), Currency.Default, [Line])));
        Assert.False(order.HasContentOf(NewOrder.OfItems(order.OrderId, order.CustomerId, Currency.Parse("EUR"), [Line])));
        Assert.False(order.HasContentOf(NewOrder.OfItems(order.OrderId, order.CustomerId, Currency.Default, [Line], "token")));
        Assert.False(order.HasContentOf(NewOrder.OfItems(order.OrderId, order.CustomerId, Currency.Default, [Line with { Sku = Sku.Parse("b") }])));
        Assert.False(order.HasContentOf(NewOrder.OfAmount(order.OrderId, order.CustomerId, order.Total)));
    }

    static NewOrder Order(IEnumerable<OrderLine> lines) => NewOrder.OfItems(OrderId.Parse("o"), CustomerId.Parse("c"), Currency.Default, lines);
}
