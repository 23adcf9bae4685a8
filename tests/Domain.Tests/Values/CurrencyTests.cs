using System.Text.Json;

namespace OrleansOrders.Domain.Tests.Values;

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
