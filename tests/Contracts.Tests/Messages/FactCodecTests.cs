using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansOrders.Contracts.Tests;

public sealed class FactCodecTests
{
    static readonly DateTimeOffset At = new(2026, 1, 2, 5, 4, 5, TimeSpan.FromHours(2));

    [Fact]
    public void A_placed_order_reads_back_as_the_same_order()
    {
        var random = new Random(1);
        for (var i = 0; i < 2_000; i++)
        {
            var content = Histories.Order(random);
            var order = OrderDecider.Create(new OrderCommand.Place(content, At), At);

            var read = Parsing.Value(OrderParser.Parse(FactCodec.Encode(order, new(order.Id, 1, FactKind.OrderPlaced, At)).Body, null));

            Assert.Equal(content.OrderId, read.OrderId);
            Assert.True(content.HasContentOf(read.WithTokenOf(content)));
        }
    }

    [Fact]
    public void A_fact_is_the_same_bytes_however_far_the_order_has_gone()
    {
        var random = new Random(2);
        var repeated = 0;
        for (var i = 0; i < 1_000; i++)
        {
            var announced = new Dictionary<string, OutgoingMessage>();
            var facts = new HashSet<Fact>();
            foreach (var (state, now) in Histories.Life(Histories.Order(random), random))
            {
                facts.UnionWith(now);
                foreach (var fact in facts)
                {
                    var message = FactCodec.Encode(state, fact);
                    if (announced.TryAdd(message.MessageId, message)) continue;
                    AssertSame(announced[message.MessageId], message);
                    repeated++;
                }
            }
        }

        Assert.InRange(repeated, 10_000, int.MaxValue);
    }

    [Fact]
    public void Every_fact_of_every_life_is_understood_by_whoever_hears_it()
    {
        var random = new Random(3);
        var heard = new HashSet<string>();
        for (var i = 0; i < 500; i++)
        {
            foreach (var (state, facts) in Histories.Life(Histories.Order(random), random))
            {
                foreach (var message in facts.Select(fact => FactCodec.Encode(state, fact)))
                {
                    heard.Add(message.Type);
                    AssertUnderstood(message, state);
                }
            }
        }

        Assert.Equal(Enum.GetValues<FactKind>().Length, heard.Count);
    }

    [Theory]
    [InlineData(FactKind.OrderPlaced, "order_events", "order.placed.eur", "o-1:2:order.placed")]
    [InlineData(FactKind.InventoryReserved, "inventory_events", "inventory.reserved", "o-1:2:inventory.reserved")]
    [InlineData(FactKind.InventoryFailed, "inventory_events", "inventory.failed", "o-1:2:inventory.failed")]
    [InlineData(FactKind.InventoryReleased, "inventory_events", "inventory.released", "o-1:2:inventory.released")]
    [InlineData(FactKind.OrderConfirmed, "order_events", "order.confirmed", "o-1:2:order.confirmed")]
    [InlineData(FactKind.OrderFailed, "order_events", "order.failed", "o-1:2:order.failed")]
    [InlineData(FactKind.OrderCancelled, "order_events", "order.cancelled", "o-1:2:order.cancelled")]
    [InlineData(FactKind.PaymentRefundRequested, "payment_events", "payment.refund_requested", "o-1:2:payment.refund_requested")]
    public void Each_kind_has_its_exchange_key_type_and_id(FactKind kind, string exchange, string key, string id)
    {
        var message = FactCodec.Encode(Failed(), new(OrderId.Parse("o-1"), 2, kind, At));

        Assert.Equal((exchange, key, id), (message.Exchange, message.RoutingKey, message.MessageId));
        Assert.Equal((id["o-1:2:".Length..], "o-1", At), (message.Type, message.CorrelationId, message.Timestamp));
    }

    [Fact]
    public void The_body_says_all_that_was_true_then()
    {
        var body = Encoding.UTF8.GetString(FactCodec.Encode(Failed(), new(OrderId.Parse("o-1"), 2, FactKind.OrderFailed, At)).Body.Span);

        Assert.Equal(
            """{"order_id":"o-1","customer_id":"c-1","status":"failed","version":2,"currency":"EUR","total_amount":15.00,"items":[{"sku":"burger","quantity":2,"price":7.50}],"failure":{"reason":"out_of_stock","shortages":[{"sku":"burger","wanted":2,"available":1}]},"expires_at":"2026-01-02T03:19:05.000000Z","at":"2026-01-02T03:04:05.000000Z"}""",
            body);
    }

    [Fact]
    public void An_earlier_fact_knows_nothing_of_what_came_after()
    {
        using var body = JsonDocument.Parse(FactCodec.Encode(Failed(), new(OrderId.Parse("o-1"), 1, FactKind.OrderPlaced, At)).Body);

        Assert.Equal("pending", body.RootElement.GetProperty("status").GetString());
        Assert.Equal(1, body.RootElement.GetProperty("version").GetInt32());
        Assert.False(body.RootElement.TryGetProperty("failure", out _));
    }

    [Fact]
    public void Only_a_request_for_money_carries_the_payment_token() => Assert.All(Enum.GetValues<FactKind>(), kind =>
    {
        using var body = JsonDocument.Parse(FactCodec.Encode(Failed(), new(OrderId.Parse("o-1"), 2, kind, At)).Body);
        Assert.Equal(kind is FactKind.InventoryReserved or FactKind.PaymentRefundRequested, body.RootElement.TryGetProperty("payment_token", out _));
    });

    [Theory]
    [InlineData("o-2", 1)]
    [InlineData("o-1", 0)]
    [InlineData("o-1", 3)]
    public void A_fact_of_another_order_or_of_the_future_is_a_mistake_of_the_caller(string id, int version) =>
        Assert.Throws<ArgumentException>(() => FactCodec.Encode(Failed(), new(OrderId.Parse(id), version, FactKind.OrderFailed, At)));

    static Order Failed()
    {
        var line = new OrderLine { Sku = Sku.Parse("burger"), Quantity = Quantity.Of(2), Price = 7.5m };
        var content = NewOrder.OfItems(OrderId.Parse("o-1"), CustomerId.Parse("c-1"), Currency.Parse("EUR"), [line], "tok");
        var order = OrderDecider.Create(new OrderCommand.Place(content, At.AddMinutes(15)), At);
        var decision = OrderDecider.Decide(order, new OrderCommand.RecordReservation([new(Sku.Parse("burger"), 2, 1)], false), At);
        return OrderDecider.Evolve(order, Assert.IsType<OrderDecision.Happens>(decision), At);
    }

    static void AssertSame(OutgoingMessage expected, OutgoingMessage actual)
    {
        Assert.True(expected.Body.Span.SequenceEqual(actual.Body.Span));
        Assert.Equal(expected with { Body = default }, actual with { Body = default });
    }

    static void AssertUnderstood(OutgoingMessage message, Order order)
    {
        switch (message.Type)
        {
            case RoutingKeys.OrderPlaced:
                Parsing.Value(OrderParser.Parse(message.Body, null));
                break;
            case RoutingKeys.InventoryReserved or RoutingKeys.PaymentRefundRequested:
                var request = Parsing.Value(FactCodec.ParseRequest(message.Body, false));
                Assert.Equal(
                    (order.Id, order.Content.CustomerId, order.Content.Total, order.Content.PaymentToken, order.ExpiresAt),
                    (request.OrderId, request.CustomerId, request.Total, request.PaymentToken, request.ExpiresAt));
                break;
            default:
                var body = JsonNode.Parse(message.Body.Span)!;
                Assert.Equal(
                    (order.Id.Value, order.Content.CustomerId.Value, order.Content.Total.Amount, EnumNames.Of(order.Status)),
                    ((string)body["order_id"]!, (string)body["customer_id"]!, (decimal)body["total_amount"]!, (string)body["status"]!));
                Assert.Equal(order.Failure is { } failure ? EnumNames.Of(failure.Reason) : null, (string?)body["failure"]?["reason"]);
                Assert.Equal(
                    order.Failure?.Shortages.Select(shortage => (shortage.Sku.Value, (long)shortage.Wanted, shortage.Available)),
                    body["failure"]?["shortages"]!.AsArray().Select(shortage => ((string)shortage!["sku"]!, (long)shortage["wanted"]!, (long)shortage["available"]!)));
                break;
        }
    }
}
