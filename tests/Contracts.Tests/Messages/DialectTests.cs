namespace OrleansOrders.Contracts.Tests;

/// <summary>Every way to say an order that the contract names gives the order it means.</summary>
public sealed class DialectTests
{
    [Fact]
    public void The_canonical_form_is_read_field_by_field()
    {
        var order = Parsing.Order(
            """{"order_id":"o-1","customer_id":"c-1","currency":"EUR","payment_token":"tok_1","items":[{"sku":"burger","quantity":2,"price":7.5},{"sku":"cola","quantity":1,"price":2}]}""");

        Assert.Equal(("o-1", "c-1", "tok_1"), (order.OrderId.Value, order.CustomerId.Value, order.PaymentToken));
        Assert.Equal(["burger 2 7.50", "cola 1 2.00"], order.Lines.Select(line => FormattableString.Invariant($"{line.Sku} {line.Quantity} {line.Price}")));
        Assert.Equal("17.00 EUR", order.Total.ToString());
    }

    [Theory]
    [InlineData("""{"customer_id":"c-1","items":[{"sku":"burger","quantity":2,"price":7.5}]}""")]
    [InlineData("""{"user_id":"c-1","items":[{"item_id":"burger","quantity":2,"price":7.5}]}""")]
    [InlineData("""{"student_id":"c-1","items":[{"item_id":"burger","qty":2,"price":7.50}]}""")]
    [InlineData("""{"customer_email":"c-1","items":[{"sku":"burger","qty":2,"price":75e-1}],"order_id":null,"currency":null,"payment_token":null}""")]
    [InlineData("""{"student_id":"c-1","item":"burger","qty":2,"price":7.5}""")]
    [InlineData("""{"customer_id":"c-1","item":"burger","quantity":2,"price":7.5,"currency":"usd"}""")]
    [InlineData("""{"customer_id":"c-1","user_id":"c-1","items":[{"sku":"burger","item_id":"burger","quantity":2,"qty":2,"price":7.5}]}""")]
    [InlineData("""{"customer_id":"c-1","currency":"Usd","items":[{"sku":"burger","quantity":2,"price":7.5}],"amount":15}""")]
    [InlineData("""{"type":"OrderPlaced","timestamp":1,"status":{"a":[]},"customer_id":"c-1","items":[{"sku":"burger","name":"Burger","quantity":2,"price":7.5}]}""")]
    [InlineData("""{"type":"OrderPlaced","data":{"customer_id":"c-1","items":[{"sku":"burger","quantity":2,"price":7.5}]}}""")]
    [InlineData("""{"type":"OrderPlaced","payload":{"user_id":"c-1","item":"burger","qty":2,"price":7.5}}""")]
    [InlineData("""{"type":"OrderPlaced","currency":"EUR","order":{"user_id":"c-1","item":"burger","qty":2,"price":7.5}}""")]
    public void Every_dialect_means_the_same_order(string json)
    {
        var line = new OrderLine { Sku = Sku.Parse("burger"), Quantity = Quantity.Of(2), Price = 7.5m };
        var expected = NewOrder.OfItems(Parsing.Fallback, CustomerId.Parse("c-1"), Currency.Default, [line]);

        var order = Parsing.Order(json);

        Assert.Equal(Parsing.Fallback, order.OrderId);
        Assert.True(expected.HasContentOf(order));
    }

    [Fact]
    public void An_amount_without_items_is_a_payment_alone()
    {
        var order = Parsing.Order("""{"customer_email":"ada@example.org","amount":49.9,"currency":"eur"}""");

        Assert.Empty(order.Lines);
        Assert.Equal("49.90 EUR", order.Total.ToString());
        Assert.Equal("ada@example.org", order.CustomerId.Value);
    }

    [Fact]
    public void A_line_without_a_price_costs_nothing() =>
        Assert.Equal(0m, Parsing.Order("""{"student_id":"s123","item":"burger","qty":2}""").Total.Amount);

    [Theory]
    [InlineData("""{"order_id":"own","customer_id":"c","item":"i","qty":1}""", "own")]
    [InlineData("""{"data":{"order_id":"own","customer_id":"c","item":"i","qty":1}}""", "own")]
    [InlineData("""{"order_id":"own","data":{"customer_id":"c","item":"i","qty":1}}""", "own")]
    [InlineData("""{"order_id":"own","data":{"order_id":"own","customer_id":"c","item":"i","qty":1}}""", "own")]
    [InlineData("""{"id":"event-7","customer_id":"c","item":"i","qty":1}""", "fallback")]
    public void The_orders_own_id_goes_before_the_fallback(string json, string expected) => Assert.Equal(expected, Parsing.Order(json).OrderId.Value);

    [Fact]
    public void Lines_of_the_same_item_stay_lines()
    {
        var order = Parsing.Order("""{"customer_id":"c","items":[{"sku":"a","quantity":1},{"sku":"a","quantity":2}]}""");

        Assert.Equal([1, 2], order.Lines.Select(line => line.Quantity.Units));
        Assert.Equal(3, Assert.Single(new Order { Content = order, ExpiresAt = default, History = [] }.Wanted()).Units);
    }

    [Theory]
    [InlineData("JPY", "100", "100")]
    [InlineData("EUR", "0.01", "0.01")]
    [InlineData("KWD", "1.5", "1.500")]
    [InlineData("USD", "1000000000", "1000000000.00")]
    [InlineData("USD", "-0", "0.00")]
    [InlineData("USD", "0e-400", "0.00")]
    public void A_price_has_the_decimals_of_its_currency(string currency, string price, string expected)
    {
        var order = Parsing.Order($$"""{"customer_id":"c","currency":"{{currency}}","items":[{"sku":"a","quantity":1,"price":{{price}}}]}""");

        Assert.Equal(FormattableString.Invariant($"{expected} {currency}"), order.Total.ToString());
    }

    [Fact]
    public void A_byte_order_mark_is_skipped() => Assert.Single(Parsing.Order("\uFEFF" + """{"customer_id":"c","item":"a","qty":1}""").Lines);

    [Fact]
    public void Five_hundred_lines_of_the_largest_kind_are_an_order()
    {
        var id = new string('x', Identifier.MaxLength);
        var line = $$"""{"sku":"{{id}}","quantity":1000000,"price":1000000000}""";
        var order = Parsing.Order($$"""{"customer_id":"{{id}}","items":[{{string.Join(',', Enumerable.Repeat(line, 500))}}]}""");

        Assert.Equal(500, order.Lines.Length);
        Assert.Equal(Money.MaxTotal, order.Total.Amount);
        Parsing.Value(OrderParser.Parse(FactCodec.Encode(Placed(order), new Fact(order.OrderId, 1, FactKind.OrderPlaced, default)).Body, null));
    }

    static Order Placed(NewOrder order) => OrderDecider.Create(new OrderCommand.Place(order, default), default);
}
