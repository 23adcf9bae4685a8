using System.Text;

namespace OrleansOrders.Api.Tests;

/// <summary>What a dead letter says where the id of a message cannot stand in for the one that its body lacks.</summary>
public sealed class MessageIdTests
{
    const string Missing = "is required, and there is no message_id to stand in for it";
    const string Odd = "is required, and the message_id cannot stand in for it: it must be 1 to 64 characters of A-Z a-z 0-9 . _ : @ + - and start with a letter or digit";

    [Theory]
    [InlineData(null, """{"customer_id":"c-1","amount":1}""", $"order_id {Missing}")]
    [InlineData("not an id", """{"customer_id":"c-1","amount":1}""", $"order_id {Odd}")]
    [InlineData("not an id", """{"data":{"customer_id":"c-1","amount":1}}""", $"data.order_id {Odd}")]
    [InlineData("not an id", """{"order_id":7,"customer_id":"c-1","amount":1}""", "order_id must be a string")]
    public async Task An_order_without_an_id(string? messageId, string body, string error) =>
        Assert.Equal(HandlerResult.Poison(FieldErrors.InvalidFields, error), await new OrderPlacedHandler(null!, null!, null!).Handle(Delivery(messageId, body), CancellationToken.None));

    [Theory]
    [InlineData(null, $"adjustment_id {Missing}")]
    [InlineData("not an id", $"adjustment_id {Odd}")]
    public async Task An_adjustment_without_an_id(string? messageId, string error) => Assert.Equal(
        HandlerResult.Poison(FieldErrors.InvalidFields, error),
        await new StockAdjustmentHandler(null!, null!, null!).Handle(Delivery(messageId, """{"sku":"burger","delta":1}"""), CancellationToken.None));

    static Delivery Delivery(string? messageId, string body) =>
        new() { Queue = Queues.OrderPlaced, Exchange = "", RoutingKey = "", MessageId = messageId, Body = Encoding.UTF8.GetBytes(body) };
}
