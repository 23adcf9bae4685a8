using System.Globalization;

namespace OrleansOrders.Contracts.Tests;

/// <summary>The messages that are no orders: what is understood, and that every wrong field is named in the same words.</summary>
public sealed class MessageParserTests
{
    [Fact]
    public void A_payment_result_needs_only_its_order() => Assert.Equal(
        new PaymentResult(OrderId.Parse("o-1"), null), Parsing.Value(PaymentCodec.Parse(Parsing.Utf8("""{"order_id":"o-1","extra":[]}"""))));

    [Theory]
    [InlineData("{}", "order_id required")]
    [InlineData("""{"order_id":7,"amount":-1,"currency":"ABC"}""", "order_id wrong_type", "currency unknown_currency", "amount out_of_range")]
    [InlineData("""{"order_id":"o","amount":1}""", "currency required")]
    [InlineData("""{"order_id":"o","amount":1,"total_amount":2}""", "currency required", "total_amount conflict")]
    [InlineData("""{"order_id":"o","amount":1.001,"currency":"EUR"}""", "amount too_many_decimals")]
    [InlineData("[]", "body wrong_type")]
    [InlineData("{", "body not_json")]
    public void A_wrong_payment_result_is_named(string json, params string[] expected) =>
        Assert.Equal(expected, Parsing.Faults(PaymentCodec.Parse(Parsing.Utf8(json))));

    [Theory]
    [InlineData(""" "reason":"" """)]
    [InlineData(""" "reason":"Approved\n\u0000\t" """)]
    [InlineData(""" "reason":[] """)]
    [InlineData(""" "payment_id":"a b" """)]
    [InlineData(""" "at":"yesterday","customer_id":"*" """)]
    public void What_only_informs_does_not_stop_a_payment(string field) => Assert.Equal(
        new PaymentResult(OrderId.Parse("o"), Money.TryCreateTotal(1, Currency.Parse("USD"), out var one) ? one : null),
        Parsing.Value(PaymentCodec.Parse(Parsing.Utf8($$"""{"order_id":"o","amount":1,"currency":"USD",{{field}}}"""))));

    [Theory]
    [InlineData("{}", "order_id required", "customer_id required", "currency required", "total_amount required")]
    [InlineData("""{"order_id":"o","customer_id":"c","currency":"JPY","total_amount":1.5,"payment_token":"ä","expires_at":5}""",
        "total_amount too_many_decimals", "payment_token invalid", "expires_at wrong_type")]
    [InlineData("""{"order_id":"o","customer_id":"c","currency":"USD","total_amount":500000000000000001}""", "total_amount out_of_range")]
    public void A_wrong_payment_request_is_named(string json, params string[] expected) =>
        Assert.Equal(expected, Parsing.Faults(FactCodec.ParseRequest(Parsing.Utf8(json), false)));

    [Fact]
    public void A_cancel_request_names_its_order() =>
        Assert.Equal("o-1", Parsing.Value(RequestCodec.Parse(Parsing.Utf8("""{"order_id":"o-1"}"""))).OrderId.Value);

    [Theory]
    [InlineData("{}", "order_id required")]
    [InlineData("""{"order_id":"#"}""", "order_id invalid")]
    [InlineData("""{"order_id":"o","order_id":"o"}""", "order_id duplicate")]
    public void A_wrong_cancel_request_is_named(string json, params string[] expected) =>
        Assert.Equal(expected, Parsing.Faults(RequestCodec.Parse(Parsing.Utf8(json))));

    [Theory]
    [InlineData("0", null)]
    [InlineData("1000000000000", null)]
    [InlineData("1000000000001", "available out_of_range")]
    [InlineData("-1", "available out_of_range")]
    [InlineData("1.5", "available not_integer")]
    [InlineData("\"5\"", "available wrong_type")]
    [InlineData("null", "available required")]
    [InlineData("1,\"\\ud800\":1", "body not_json")]
    public void A_stock_count_is_a_number_of_units(string available, string? fault)
    {
        var parse = StockCodec.ParseCount(Parsing.Utf8($$"""{"available":{{available}}}"""));

        if (fault is null) Assert.Equal(long.Parse(available, CultureInfo.InvariantCulture), Parsing.Value(parse).Available);
        else Assert.Equal([fault], Parsing.Faults(parse));
    }

    [Theory]
    [InlineData("""{"sku":"a","delta":5,"adjustment_id":"own"}""", "a own 5")]
    [InlineData("""{"item_id":"a","delta":-5}""", "a fallback -5")]
    [InlineData("""{"sku":"a","delta":1000000000000}""", "a fallback 1000000000000")]
    public void A_stock_adjustment_is_read(string json, string expected)
    {
        var adjustment = Parsing.Value(StockCodec.ParseAdjustment(Parsing.Utf8(json), AdjustmentId.Parse("fallback")));

        Assert.Equal(expected, FormattableString.Invariant($"{adjustment.Sku} {adjustment.AdjustmentId} {adjustment.Delta}"));
    }

    [Theory]
    [InlineData("{}", "sku required", "delta required", "adjustment_id required")]
    [InlineData("""{"sku":"a","delta":0,"adjustment_id":"x"}""", "delta out_of_range")]
    [InlineData("""{"sku":"a","delta":1000000000001,"adjustment_id":""}""", "delta out_of_range", "adjustment_id invalid")]
    [InlineData("""{"sku":"a","item_id":"b","delta":1.5,"adjustment_id":3}""", "item_id conflict", "delta not_integer", "adjustment_id wrong_type")]
    public void A_wrong_stock_adjustment_is_named(string json, params string[] expected) =>
        Assert.Equal(expected, Parsing.Faults(StockCodec.ParseAdjustment(Parsing.Utf8(json), null)));

    [Fact]
    public void An_adjustment_of_a_known_item_need_not_name_it_and_may_not_contradict_it()
    {
        var known = Sku.Parse("a");
        var id = AdjustmentId.Parse("x");

        Assert.Equal(new(known, id, 1), Parsing.Value(StockCodec.ParseAdjustment(Parsing.Utf8("""{"delta":1}"""), id, known)));
        Assert.Equal(["sku conflict"], Parsing.Faults(StockCodec.ParseAdjustment(Parsing.Utf8("""{"delta":1,"sku":"b"}"""), id, known)));
    }
}
