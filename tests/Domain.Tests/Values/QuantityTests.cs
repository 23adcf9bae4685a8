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
