using System.Text.Json;

namespace OrleansOrders.Domain.Tests.Values;

public sealed class QuantityTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1_000_000)]
    public void From_one_to_a_million_is_a_quantity(int units)
    {
        Assert.True(Quantity.TryCreate(units, out var quantity));
        Assert.Equal(units, quantity.Units);
        Assert.Equal(Quantity.Of(units), JsonSerializer.Deserialize<Quantity>(JsonSerializer.Serialize(quantity)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_000_001)]
    [InlineData(4_294_967_297)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void Anything_else_is_none(long units)
    {
        Assert.False(Quantity.TryCreate(units, out var quantity));
        Assert.Throws<InvalidOperationException>(() => quantity.Units);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Quantity>(JsonSerializer.Serialize(units)));
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e2")]
    [InlineData("\"1\"")]
    [InlineData("true")]
    [InlineData("null")]
    public void A_quantity_in_JSON_is_an_integer(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Quantity>(json));

    [Fact]
    public void A_quantity_out_of_range_is_a_mistake_of_the_caller() => Assert.Throws<ArgumentOutOfRangeException>(() => Quantity.Of(0));
}

public sealed class CurrencyTests
{
    [Theory]
    [InlineData("USD", 2)]
    [InlineData("eur", 2)]
    [InlineData("Gbp", 2)]
    [InlineData("JPY", 0)]
    [InlineData("ISK", 0)]
    [InlineData("CLP", 0)]
    [InlineData("KWD", 3)]
    [InlineData("TND", 3)]
    [InlineData("BGN", 2)]
    public void A_currency_is_read_in_any_case_and_knows_its_decimals(string code, int decimals)
    {
        var currency = Currency.Parse(code);

        Assert.Equal((code.ToUpperInvariant(), decimals), (currency.Code, currency.Decimals));
        Assert.Equal(currency, JsonSerializer.Deserialize<Currency>(JsonSerializer.Serialize(currency)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("US")]
    [InlineData("USDT")]
    [InlineData(" USD")]
    [InlineData("XXX")]
    [InlineData("XTS")]
    [InlineData("XAU")]
    [InlineData("DEM")]
    [InlineData("ıSK")]
    [InlineData("U$D")]
    public void What_nobody_pays_with_is_none(string? code)
    {
        Assert.False(Currency.TryParse(code, null, out var currency));
        Assert.Throws<InvalidOperationException>(() => currency.Code);
        Assert.Throws<FormatException>(() => Currency.Parse(code!));
    }

    [Fact]
    public void The_default_is_the_US_dollar() => Assert.Equal("USD", Currency.Default.Code);
}
