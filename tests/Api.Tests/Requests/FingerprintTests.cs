using System.Text;

namespace OrleansOrders.Api.Tests;

public sealed class FingerprintTests
{
    const string Base = """{"order_id":"o-1","customer_id":"c","currency":"EUR","payment_token":"t","items":[{"sku":"a","quantity":1,"price":1.5}]}""";

    static NewOrder Order(string json) => OrderParser.Parse(Encoding.UTF8.GetBytes(json), OrderId.Parse("fallback")).Value!;

    static byte[] Of(string json, bool ownId = true) => Fingerprint.Of(Order(json), ownId);

    [Fact]
    public void The_same_content_has_the_same_fingerprint_however_it_is_spelled() =>
        Assert.Equal(Of(Base), Of("""{"payment_token":"t","user_id":"c","order_id":"o-1","currency":"eur","items":[{"price":1.50,"item_id":"a","qty":1}]}"""));

    [Theory]
    [InlineData("o-1", "o-2")]
    [InlineData("\"c\"", "\"d\"")]
    [InlineData("EUR", "USD")]
    [InlineData("\"t\"", "\"u\"")]
    [InlineData("\"a\"", "\"b\"")]
    [InlineData("\"quantity\":1", "\"quantity\":2")]
    [InlineData("1.5", "1.6")]
    public void Any_difference_shows(string text, string other) => Assert.NotEqual(Of(Base), Of(Base.Replace(text, other, StringComparison.Ordinal)));

    [Fact]
    public void An_id_that_the_server_chose_does_not_count() =>
        Assert.Equal(Of("""{"order_id":"x","customer_id":"c","amount":1}""", ownId: false), Of("""{"order_id":"y","customer_id":"c","amount":1}""", ownId: false));

    [Fact]
    public void It_is_the_same_for_good() => Assert.Equal(
        "73d09827a576d73b0f124b3cc9c8cf8d73a5bb316cb483e95431b87c4de4b0fc", Convert.ToHexStringLower(Of(Base)));
}
