using System.Text;

namespace OrleansOrders.Api.Tests;

public sealed class DryRunTests : ApiTest
{
    [Theory]
    [InlineData(Queues.OrderPlaced, "order.placed", """{"customer_id":"c-1","amount":1}""", "accepted", null)]
    [InlineData(Queues.OrderPlaced, "order.placed", """{"order_id":"o-9","amount":1}""", "refused", "invalid_fields")]
    [InlineData(Queues.OrderPlaced, "order.placed", "{", "refused", "not_json")]
    [InlineData(Queues.OrderStatus, RoutingKeys.PaymentSucceeded, """{"order_id":"o-9"}""", "refused", "order_not_found")]
    [InlineData(Queues.OrderStatus, RoutingKeys.OrderCancelRequested, "{}", "refused", "invalid_fields")]
    [InlineData(Queues.OrderStatus, "some.key", """{"order_id":"o-9"}""", "refused", DeadLetterReasons.InvalidMessage)]
    [InlineData(Queues.InventoryAdjustments, RoutingKeys.InventoryAdjusted, """{"sku":"burger","delta":3}""", "accepted", null)]
    [InlineData(Queues.InventoryAdjustments, RoutingKeys.InventoryAdjusted, """{"sku":"burger","delta":0}""", "refused", "invalid_fields")]
    [InlineData(Queues.PaymentRequests, RoutingKeys.InventoryReserved, """{"order_id":"o","customer_id":"c","currency":"EUR","total_amount":1}""", "refused", "order_not_found")]
    [InlineData(Queues.PaymentRequests, RoutingKeys.PaymentRefundRequested, """{"order_id":"o","customer_id":"c","currency":"EUR","total_amount":1,"expires_at":"2020-01-01T00:00:00Z"}""", "accepted", null)]
    [InlineData(Queues.PaymentRequests, RoutingKeys.InventoryReserved, "{}", "refused", "invalid_fields")]
    [InlineData(null, "", "{}", "no_origin", null)]
    [InlineData("another", "", "{}", "no_origin", null)]
    public async Task A_letter_without_an_order_is_judged_by_what_it_says(string? queue, string routingKey, string body, string outcome, string? reason)
    {
        var verdict = await Try(queue, routingKey, body);

        Assert.Equal((outcome, reason, outcome is "accepted" or "no_change"), (verdict.Outcome, verdict.Reason, verdict.Accepted));
    }

    [Fact]
    public async Task A_letter_of_an_order_is_judged_by_how_the_order_stands_and_changes_nothing()
    {
        const string Content = """{"order_id":"o-1","customer_id":"c-1","amount":5,"currency":"EUR"}""";
        await Host.Post("/orders", Content);
        Assert.Equal("accepted", (await Try(Queues.OrderPlaced, "order.placed", Content)).Outcome);
        Assert.Equal(("refused", "order_exists"), Of(await Try(Queues.OrderPlaced, "order.placed", Content.Replace(":5,", ":6,", StringComparison.Ordinal))));
        Assert.Equal("too_early", (await Try(Queues.OrderStatus, RoutingKeys.PaymentSucceeded, """{"order_id":"o-1"}""")).Outcome);
        Assert.Equal("too_early", (await Try(Queues.OrderStatus, RoutingKeys.OrderExpiryDue, """{"order_id":"o-1"}""")).Outcome);
        Assert.Equal("accepted", (await Try(Queues.OrderStatus, RoutingKeys.OrderCancelRequested, """{"order_id":"o-1"}""")).Outcome);

        var grain = Host.Grains.Order(OrderId.Parse("o-1"));
        await grain.Process(OrderParser.Parse(Encoding.UTF8.GetBytes(Content), null).Value!);
        Assert.Equal("accepted", (await Try(Queues.OrderStatus, RoutingKeys.PaymentSucceeded, """{"order_id":"o-1","amount":5,"currency":"EUR"}""")).Outcome);
        Assert.Equal(("refused", "amount_mismatch"), Of(await Try(Queues.OrderStatus, RoutingKeys.PaymentSucceeded, """{"order_id":"o-1","amount":4,"currency":"EUR"}""")));

        await grain.Apply(new OrderCommand.PaymentSucceeded());
        Assert.Equal("no_change", (await Try(Queues.OrderPlaced, "order.placed", Content)).Outcome);
        Assert.Equal("no_change", (await Try(Queues.OrderStatus, RoutingKeys.OrderCancelRequested, """{"order_id":"o-1"}""")).Outcome);
        Assert.Equal(3, (await Host.Get("/orders/o-1")).Json.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_placed_order_is_the_same_order_without_its_payment_token_which_events_do_not_carry()
    {
        await Host.Post("/orders", """{"order_id":"o-t","customer_id":"c-1","amount":5,"payment_token":"tok_1"}""");

        Assert.Equal("accepted", (await Try(Queues.OrderPlaced, "order.placed", """{"order_id":"o-t","customer_id":"c-1","amount":5}""")).Outcome);
    }

    [Fact]
    public async Task A_verdict_is_told_over_http()
    {
        var letter = TestDesk.Letter("{"u8.ToArray());
        Host.DeadLetters.Letters.Add(letter);

        Assert.Equal(
            """{"accepted":false,"outcome":"refused","reason":"not_json","detail":"body is not JSON: line 1, byte 2"}""",
            (await Host.Post($"/dead-letters/{letter.Id}/dry-run", "")).Text);
    }

    static (string, string?) Of(DryRunView verdict) => (verdict.Outcome, verdict.Reason);

    Task<DryRunView> Try(string? queue, string routingKey, string body) =>
        new DeadLetterDryRun(Host.Storage, TimeProvider.System).Try(TestDesk.Letter(Encoding.UTF8.GetBytes(body), queue, routingKey: routingKey), default);
}
