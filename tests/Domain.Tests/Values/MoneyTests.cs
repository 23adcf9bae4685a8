using System.Globalization;

namespace OrleansOrders.Domain.Tests.Values;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("0", "USD", "0.00 USD")]
    [InlineData("1.5", "USD", "1.50 USD")]
    [InlineData("1.50000", "USD", "1.50 USD")]
    [InlineData("0.01", "EUR", "0.01 EUR")]
    [InlineData("100", "JPY", "100 JPY")]
    [InlineData("100.000", "JPY", "100 JPY")]
    [InlineData("0.001", "KWD", "0.001 KWD")]
    [InlineData("1000000000", "USD", "1000000000.00 USD")]
    public void A_price_is_written_with_the_decimals_of_its_currency(string amount, string currency, string expected)
    {
        Assert.True(Money.TryCreatePrice(Decimal(amount), Currency.Parse(currency), out var price));
        Assert.Equal(expected, price.ToString());
    }

    [Theory]
    [InlineData("-0.01", "USD")]
    [InlineData("0.001", "USD")]
    [InlineData("0.5", "JPY")]
    [InlineData("0.0001", "KWD")]
    [InlineData("0.0000000000000000000000000001", "USD")]
    [InlineData("1000000000.01", "USD")]
    [InlineData("79228162514264337593543950335", "USD")]
    [InlineData("-79228162514264337593543950335", "USD")]
    public void What_does_not_fit_the_currency_is_no_price(string amount, string currency)
    {
        Assert.False(Money.TryCreatePrice(Decimal(amount), Currency.Parse(currency), out var price));
        Assert.Equal(default, price);
    }

    [Theory]
    [InlineData("500000000000000000", true)]
    [InlineData("1000000000.01", true)]
    [InlineData("500000000000000000.01", false)]
    [InlineData("-1", false)]
    [InlineData("0.001", false)]
    public void A_total_has_a_wider_bound(string amount, bool fits) => Assert.Equal(fits, Money.TryCreateTotal(Decimal(amount), Currency.Default, out _));

    [Fact]
    public void Equal_amounts_are_equal_money_however_they_were_written()
    {
        Assert.Equal(Price("1.5", "USD"), Price("1.500", "USD"));
        Assert.NotEqual(Price("1.5", "USD"), Price("1.5", "EUR"));
    }

    [Fact]
    public void Tenths_add_up() =>
        Assert.Equal(Price("0.3", "USD"), Price("0.1", "USD").Plus(Price("0.1", "USD")).Plus(Price("0.1", "USD")));

    [Fact]
    public void Different_currencies_do_not_add_up() => Assert.Throws<InvalidOperationException>(() => Price("1", "USD").Plus(Price("1", "EUR")));

    [Fact]
    public void The_largest_order_there_can_be_has_a_total()
    {
        var line = new OrderLine { Sku = Sku.Parse("a"), Quantity = Quantity.Of(Quantity.Max), Price = Money.MaxPrice };
        var order = NewOrder.OfItems(OrderId.Parse("o"), CustomerId.Parse("c"), Currency.Default, Enumerable.Repeat(line, NewOrder.MaxLines));

        Assert.Equal(Money.MaxTotal, order.Total.Amount);
    }

    static Money Price(string amount, string currency) => Money.TryCreatePrice(Decimal(amount), Currency.Parse(currency), out var price) ? price : default;

    static decimal Decimal(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
