using System.Text;
using OrleansOrders.Contracts;

namespace OrleansOrders.RabbitMq.Tests;

static class Messages
{
    public static OutgoingMessage To(string exchange, string routingKey, string id, string body = "{}") => new()
    {
        Exchange = exchange,
        RoutingKey = routingKey,
        MessageId = id,
        Type = routingKey.Length == 0 ? "order.placed" : routingKey,
        CorrelationId = $"order-of-{id}",
        Body = Encoding.UTF8.GetBytes(body),
        Timestamp = DateTimeOffset.UnixEpoch.AddDays(20_000),
    };

    public static OutgoingMessage Placed(string id, string body = "{}") => To(Exchanges.OrderEvents, RoutingKeys.OrderPlacedIn("EUR"), id, body);

    public static OutgoingMessage[] PlacedMany(int count, string prefix = "m") => [.. Enumerable.Range(0, count).Select(i => Placed($"{prefix}-{i}"))];
}
