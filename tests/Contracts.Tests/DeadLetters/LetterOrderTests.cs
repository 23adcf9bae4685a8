using System.Text;

namespace OrleansOrders.Contracts.Tests;

/// <summary>Which order a dead letter speaks of.</summary>
public sealed class LetterOrderTests
{
    [Theory]
    [InlineData("order_status", """{"order_id":"o-1"}""", "o-2", "m-1", "o-1")]
    [InlineData("order_status", """{"order_id":7}""", "o-2", "m-1", "o-2")]
    [InlineData("order_status", "no json", "o-2", "m-1", "o-2")]
    [InlineData("order_status", "no json", null, "m-1", null)]
    [InlineData("order_placed", """{"data":{"order_id":"o-1"}}""", null, "m-1", "o-1")]
    [InlineData("order_placed", """{"customer_id":"c"}""", null, "m-1", "m-1")]
    [InlineData("order_placed", """{"order_id":"not an id"}""", null, "not one either", null)]
    [InlineData("inventory_adjustments", """{"sku":"o-1"}""", "o-1", "o-1", null)]
    [InlineData(null, """{"order_id":"o-1"}""", null, null, "o-1")]
    public void It_is_the_one_that_the_body_names_else_the_correlation_else_that_of_a_placed_message(
        string? queue, string body, string? correlationId, string? messageId, string? orderId)
    {
        var letter = new DeadLetter
        {
            Id = Guid.Empty, Queue = queue, Exchange = "", RoutingKey = "", MessageId = messageId, CorrelationId = correlationId, Reason = "r",
            Body = Encoding.UTF8.GetBytes(body), Headers = new Dictionary<string, object>(),
        };

        Assert.Equal(orderId, LetterOrder.Of(letter)?.Value);
    }
}
